// SPDX-License-Identifier: Apache-2.0
//
// explain: the proof tree of one project, from results.jsonl alone, so that it still holds when the inputs are gone.
#include "review/results.h"

namespace zonegate::review {
namespace {

std::string tree(const Json& project, bool one_rule, Lang lang) {
  Lines lines(lang);
  lines.head(project);
  if (!one_rule) lines.layers(project);
  for (const auto& finding : list(project, "findings")) lines.finding(finding);
  lines.relief(project);
  lines.silent(project, one_rule);
  lines.checklists(project);
  if (!one_rule) lines.unknown(project);
  if (!one_rule) lines.carbon(project);
  if (!one_rule) lines.impact(project);
  return lines.str();
}

}  // namespace

std::string explain(const std::string& results_jsonl, const std::string& project_id, const std::string& rule,
                    Lang lang) {
  const Json project = find_project(results_jsonl, project_id, rule);
  try {
    return tree(project, !rule.empty(), lang);
  } catch (const Json::exception& e) {  // a value of another type than screen writes
    throw Error(ErrorKind::input,
                "results.jsonl: the result of project " + project_id + " cannot be read: " + e.what());
  }
}

std::string explain_json(const std::string& results_jsonl, const std::string& project_id,
                         const std::string& rule) {
  return find_project(results_jsonl, project_id, rule).dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace zonegate::review
