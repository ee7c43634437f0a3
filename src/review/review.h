// SPDX-License-Identifier: Apache-2.0
//
// review: work on finished results only (results.jsonl, run.json of a run folder): explain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::review {

// Reads results.jsonl text and explains one project (and one rule of it, if given): facts -> condition steps -> clause, the silent rules
// with the step that failed, layer answers, what is unknown. Error (input) with the nearest project id where there is no such project,
// and with the line where a result cannot be read.
std::string explain(const std::string& results_jsonl, const std::string& project_id, const std::string& rule,
                    Lang lang);
// The same as JSON: the project's line, narrowed to the rule.
std::string explain_json(const std::string& results_jsonl, const std::string& project_id,
                         const std::string& rule);

}  // namespace zonegate::review
