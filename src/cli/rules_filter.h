// SPDX-License-Identifier: Apache-2.0
// Private to cli: which rules `zonegate rules list` shows.
#pragma once

#include <string>
#include <vector>

#include "rules/rules.h"

namespace zonegate::cli {

struct RuleFilter {
  std::string as_of, region, layer, industry, outcome;
  bool unverified = false;
};
// Error(usage) where a layer kind, industry code or outcome is none.
std::vector<const rules::Checklist*> chosen_checklists(const rules::RuleBook& book, const RuleFilter& f);
std::vector<const rules::Rule*> chosen_rules(const rules::RuleBook& book, const RuleFilter& filter);

}  // namespace zonegate::cli
