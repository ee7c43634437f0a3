// SPDX-License-Identifier: Apache-2.0
//
// All that is asked of rules which are well-formed. Defects are mistakes in the rule itself, and no run may rest on it; what cases do not show is a debt to its readers,
// and changes no answer.
#include "rules/lint.h"

#include "rules/checklist.h"

namespace zonegate::rules {

config::Mistakes defects(const RuleBook& book) {
  config::Mistakes m;
  for (const auto& rule : book.rules) {
    lint_reach(rule, m);
    lint_numbers(rule, m);
  }
  for (const auto& list : book.checklists) lint_filters(list.head, m);
  lint_time(book, m);
  lint_contradictions(book, m);
  return m;
}

config::Mistakes lint(const RuleBook& book) {
  config::Mistakes m = defects(book);
  for (const auto& rule : book.rules) lint_cases(book, rule, m);
  for (const auto& checklist : book.checklists) lint_checklist(book, checklist, m);
  return m;
}

}  // namespace zonegate::rules
