// SPDX-License-Identifier: Apache-2.0
// Private to rules: cases of checklists, and what checklists owe their readers.
#pragma once

#include "rules/rules.h"

namespace zonegate::rules {

// Ids of tiers by their numbers, each once, in the order of tiers; 0 is "none".
std::vector<std::string> tier_ids(const Checklist& checklist, const std::vector<int>& possible);
CaseResult run_checklist_case(const RuleBook& book, const Checklist& checklist, const ChecklistCase& c);
// Every state that an item's conditions can give, every tier, and every measure in doubt is shown by a case that passes.
void lint_checklist(const RuleBook& book, const Checklist& checklist, config::Mistakes& m);

}  // namespace zonegate::rules
