// SPDX-License-Identifier: Apache-2.0
// Private to rules: what `rules check` asks of rules that are well-formed.
#pragma once

#include "rules/rules.h"

namespace zonegate::rules {

// lint_cases.cpp: branches, exceptions, silence and unknown layers that no passing case shows.
void lint_cases(const RuleBook& book, const Rule& rule, config::Mistakes& m);
// lint_logic.cpp: branches and exceptions that nothing can reach, exceptions that always hold; and filters.
void lint_reach(const Rule& rule, config::Mistakes& m);
// lint_logic.cpp: filters of measures that no feature passes.
void lint_filters(const Rule& rule, config::Mistakes& m);
// lint_numbers.cpp: thresholds that their measure cannot come to, or whose unit nobody knows; a measure compared with itself.
void lint_numbers(const Rule& rule, config::Mistakes& m);
// lint_book.cpp: wordings of one rule (PA-00-2017, PA-00) that leave days without a rule or with two.
void lint_time(const RuleBook& book, config::Mistakes& m);
// lint_book.cpp: two rules of one place and time that answer the same condition differently.
void lint_contradictions(const RuleBook& book, config::Mistakes& m);

}  // namespace zonegate::rules
