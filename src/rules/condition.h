// SPDX-License-Identifier: Apache-2.0
// Private to rules: conditions read from YAML and checked against the names that stand in their scope.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "expr/expr.h"
#include "schema/schema.h"

namespace zonegate::rules {

struct NameInfo {
  bool measure = false;
  schema::Type type = schema::Type::number;
  std::vector<std::string_view> values;  // allowed words, empty = free
  bool exemption = false;                // an attribute that nobody claims is known: not claimed
};
// The names that a condition may use.
struct Scope {
  std::string what;  // "measure of the rule or project attribute"
  std::vector<std::string> known;
  std::function<std::optional<NameInfo>(std::string_view)> find;
};
Scope field_scope(const schema::KindSpec& kind);
Scope rule_scope(const std::vector<std::string>& measures);
// What can be compared with what: numbers with numbers, dates with dates, words with words and lists of them.
std::string_view sort_of(const NameInfo& info);

// A missing node, or `true`, is Op::always.
expr::Node read_condition(const config::Node& node, const Scope& scope, config::Mistakes& m);
// Is `value` possible for what `info` describes? Adds a mistake at `node` if not.
bool check_literal(const NameInfo& info, std::string_view name, const Value& value, const config::Node& node,
                   config::Mistakes& m);
// Is the pattern one that some value can match?
bool check_pattern(const NameInfo& info, std::string_view name, const Value& pattern,
                   const config::Node& node, config::Mistakes& m);
// Is it a code of GB/T 4754-2017, or the beginning of one, as projects state it ("C26")?
bool check_industry(const Value& code, const config::Node& node, config::Mistakes& m);

// "; did you mean 'x'?" or "; expected one of: ..." (only where the list is short), or "".
std::string hint(std::string_view word, const std::vector<std::string>& known);

}  // namespace zonegate::rules
