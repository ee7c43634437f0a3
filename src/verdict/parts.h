// SPDX-License-Identifier: Apache-2.0
// Private to verdict.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "verdict/verdict.h"

namespace zonegate::verdict {

// finding.cpp: one rule over the facts. Gives a finding, or a silent entry.
struct RuleAnswer {
  bool silent = false;
  Finding finding;
  Silent silence;
  expr::Truth concerns = expr::Truth::unknown;
};
RuleAnswer answer(const Subject& subject, const facts::ProjectFacts& facts, const facts::Plan& plan,
                  const rules::Rule& rule, const rules::RuleBook& book);

MeasureValue measure_value(const MeasureName& name, const facts::Measure& measure,
                           const facts::MeasureFact& fact);
// The limits of an area, at most what the project occupies: what was not examined is no larger, so a small project cannot reach 10 ha whatever the layer holds. Other measures,
// and projects that are read in part or have parts without size, as they are. with_margin: what is judged; one per cent is left for the basis of areas, which may be a plane of
// the user's. as_measured: what is stated, never more than there is.
enum class Footprint { as_measured, with_margin };
expr::Span within_footprint(const facts::Measure& measure, const Subject& subject,
                            const facts::ProjectFacts& facts, const expr::Span& span, Footprint of);
// Facts name layers, conditions name measures: "redline_area" -> "layer:redline" where the place was not examined.
std::vector<std::string> settle_names(const std::vector<MeasureValue>& measures,
                                      const std::vector<std::string>& unknown);

// grounds.cpp: the features that an outcome rests on, sorted.
std::vector<std::size_t> grounds_of(const facts::ProjectFacts& facts, const facts::Plan& plan,
                                    const rules::Rule& rule, const std::vector<rules::Ground>& grounds);

// layers.cpp: the answers that count for this project, one per kind, and what they leave open.
struct LayerView {
  std::vector<facts::LayerAnswer> answers;  // mandatory first, then by kind
  std::vector<std::string>
      open;  // mandatory kinds that are not fully examined, or leave the footprint without any feature
  std::vector<std::string> not_supplied;  // other kinds that rules name and nobody supplied
  bool nothing_placed = false;            // only influence parts: nothing that occupies or crosses ground
  bool before_horizon = false;            // the rules are not complete for a day that early
};
bool is_mandatory(const Subject& subject, const std::string& kind);
LayerView view_layers(const Subject& subject, const facts::ProjectFacts& facts,
                      const std::vector<const rules::Rule*>& concerning);

// overrides.cpp: replaces the outcomes of the findings that are named.
void apply(const std::vector<Override>& overrides, Verdict& verdict);
// Nothing of it is certain any more: what it asks for may be needed.
void leave_open(Finding& finding);
bool decided(const Finding& finding);  // by an override, so that nothing about it is open
// "；含人工裁定 1 条（放宽：RL-01），裁定前为禁止"; empty without overrides.
Text overrides_text(const Verdict& verdict);

// precedence.cpp: which findings decide, and to which the others yield. The findings are sorted.
void set_precedence(Verdict& verdict);

// headline.cpp
Text headline(const Subject& subject, const Verdict& verdict, const LayerView& view);

}  // namespace zonegate::verdict
