// SPDX-License-Identifier: Apache-2.0
//
// Words that the engine keeps in English, in both languages: reasons, trace titles, titles of layer answers.
#pragma once

#include "report/report.h"

namespace zonegate::report {

Text answer_title(
    const std::string& kind,
    const std::vector<const catalog::Layer*>& sets);  // titles of the data sets, else of the kind
Text answer_reason(
    const facts::LayerAnswer& a);  // Chinese: the word of the code, the English detail in brackets
using verdict::reason_text;        // of a measure, a status, a carbon account
Text silent_reason(const verdict::Silent& s);
// condition_words.cpp: "project_type in ('pv') (project_type = pv)" -> "项目类型 属于（光伏） (项目类型 = 光伏)"; what is no condition stays. In English only measures have other names.
std::string condition_words(const std::string& english, const std::vector<verdict::MeasureValue>& measures,
                            Lang lang);
std::string measure_title(const verdict::MeasureValue& m, Lang lang);
Text step_text(const std::string& english);  // "branch 1: conditional" -> "分支 1：有条件"

}  // namespace zonegate::report
