// SPDX-License-Identifier: Apache-2.0
// Private to cli: how `zonegate rules` prints.
#pragma once

#include <string>
#include <vector>

#include "rules/rules.h"

namespace zonegate::cli {

std::string list_text(const std::vector<const rules::Rule*>& chosen, Lang lang);
std::string list_json(const std::vector<const rules::Rule*>& chosen);
// What rules and checklists have in common: title, sources, region, measures.
std::string head_text(const rules::Rule& rule, const rules::RuleBook& book, Lang lang);
std::string checklists_text(const std::vector<const rules::Checklist*>& chosen, Lang lang);
std::string checklists_json(const std::vector<const rules::Checklist*>& chosen);
std::string show_text(const rules::Checklist& checklist, const rules::RuleBook& book, Lang lang);
std::string show_text(const rules::Rule& rule, const rules::RuleBook& book, Lang lang);
std::string export_json(const rules::RuleBook& book, const std::string& folder, bool answers);
std::string each_line(const std::string& name, const config::Mistakes& mistakes,
                      const std::vector<rules::CaseResult>& results);
std::string cases_text(const std::vector<rules::CaseResult>& results, bool verbose);
std::string cases_json(const std::vector<rules::CaseResult>& results);

}  // namespace zonegate::cli
