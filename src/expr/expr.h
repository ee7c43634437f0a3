// SPDX-License-Identifier: Apache-2.0
//
// expr: the small typed condition tree of rules, filters and cases. A subset of OGC CQL2, closed on purpose, so that every
// condition can be checked, explained and evaluated over unknown values. Three truth values (Kleene).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/core.h"

namespace zonegate::expr {

enum class Truth { no, unknown, yes };
Truth operator!(Truth t);
std::string_view to_string(Truth t);

enum class Op {
  always,
  all,
  any,
  negate,
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  in,
  like,
  between,
  is_null,
  claimed,
  stated,
  older_than
};
// "all", "any", "not", "=", "!=", "<", "<=", ">", ">=", "in", "like", "between", "is_null", "claimed", "stated", "older_than"
std::string_view to_string(Op op);

// A numeric quantity of which only limits are known: lo <= x <= hi. `open_lo`: lo itself is excluded.
// {v, v} is an exact number; {0, inf} is "not examined".
struct Span {
  double lo = 0;
  double hi = 0;
  bool open_lo = false;
  static Span exact(double v) { return {v, v, false}; }
  static Span at_least(double v) { return {v, 1.0 / 0.0, false}; }
  static Span more_than(double v) { return {v, 1.0 / 0.0, true}; }
  static Span at_most(double v) { return {0, v, false}; }
  static Span anything() { return {0, 1.0 / 0.0, false}; }
  bool exact() const { return lo == hi && !open_lo; }
  bool operator==(const Span&) const = default;
};
// What a name stands for when a condition is evaluated.
using Term = std::variant<Value, Span>;
// nullopt-like: a name that is not bound evaluates as Unknown.
using Lookup = std::function<Term(std::string_view name)>;

// {op: [name, value...]}: comparisons have `name` and one operand (a literal or, if operand_name is set, another name);
// in: values are the list; between: two values, inclusive; like: SQL pattern with % and _ (case sensitive);
// is_null: true for an unknown *text or field*, never for a Span; claimed: true only for a known true (exemptions).
// stated: true if the value is known now, whatever it is; older_than: the date `name` plus values[0] calendar years (the last day of
// February where there is no 29th) lies before the date operand_name. Dates are text; what is no date is unknown.
// n/a is known and matches nothing: every comparison with it is `no` (also !=).
// Text compares with text; numbers with numbers (numeric text counts as a number); a list matches = / in / like if any item does.
struct Node {
  Op op = Op::always;
  std::vector<Node> children;  // all, any, not
  std::string name;
  std::string operand_name;
  std::vector<Value> values;
  int line = 0;  // where it stands in its file, 0 if unknown
};

Truth evaluate(const Node& node, const Lookup& lookup);

// One evaluated step, depth first, for explain.
struct Step {
  int depth = 0;
  std::string text;  // "farmland > 350000 (farmland = 1200.5)"
  Truth truth = Truth::unknown;
};
Truth evaluate(const Node& node, const Lookup& lookup, std::vector<Step>& trace);

std::vector<std::string> names(const Node& node);  // sorted, unique
std::string to_text(const Node& node);             // one line, for traces and docs
// The literals that `name` is compared with anywhere in the tree (for enumeration over unknowns), sorted, unique.
std::vector<Value> literals_for(const Node& node, std::string_view name);

}  // namespace zonegate::expr
