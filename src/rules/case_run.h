// SPDX-License-Identifier: Apache-2.0
// Private to rules: one case of one rule.
#pragma once

#include "rules/rules.h"

namespace zonegate::rules {

struct CaseRun {
  Judgement judgement;
  bool applies = false;  // in force, binding and certainly concerned
  std::string message;   // empty: as expected
};
CaseRun run_case(const RuleBook& book, const Rule& rule, const Case& c);

}  // namespace zonegate::rules
