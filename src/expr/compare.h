// SPDX-License-Identifier: Apache-2.0
// Private to expr: one comparison between two terms, and the text of a term.
#pragma once

#include "expr/expr.h"

namespace zonegate::expr {

// op is one of eq, ne, lt, le, gt, ge.
Truth compare(Op op, const Term& a, const Term& b);
// SQL pattern: % any text, _ one character (one code point of UTF-8). Case sensitive.
Truth like(const Term& a, const std::string& pattern);
// Does `date` plus so many calendar years lie before `day`?
Truth older_than(const Term& date, const Term& day, const Value& years);
std::string term_text(const Term& term);

}  // namespace zonegate::expr
