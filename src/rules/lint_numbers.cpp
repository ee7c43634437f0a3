// SPDX-License-Identifier: Apache-2.0
//
// Thresholds. A number in a condition has the unit of the name it is compared with; here it is asked whether there is such a unit, and whether
// the name can come to the number at all. A share above 60 written as 60 instead of 0.6 would be a rule that never holds.
#include <fmt/format.h>

#include <cmath>

#include "rules/lint.h"

namespace zonegate::rules {
namespace {

using expr::Node;
using expr::Op;

bool is_threshold(const Node& node) {
  return node.op == Op::lt || node.op == Op::le || node.op == Op::gt || node.op == Op::ge ||
         node.op == Op::between || node.op == Op::eq || node.op == Op::ne || node.op == Op::in;
}

std::string measure_fault(const facts::Measure& measure, double x) {
  using facts::Stat;
  if (x < 0) return "a measure is never negative";
  switch (measure.stat) {
    case Stat::share:
    case Stat::share_outside:
      return x > 1 ? "a share is 0 to 1: 60 % is written 0.6" : "";
    case Stat::count:
      return x != std::floor(x) ? "a count is a whole number" : "";
    case Stat::distance:
      return x > measure.max_distance_m ? fmt::format(
                                              "the layer is examined up to `max_distance` {} m only, so "
                                              "farther away nothing is ever clear",
                                              shortest(measure.max_distance_m))
                                        : "";
    case Stat::area:
    case Stat::net_area:
    case Stat::length:
    case Stat::overlap_area:
    case Stat::value:
      break;
  }
  return "";
}

std::string attribute_fault(const std::string& name, double x) {
  const auto* spec = schema::find_attribute(name);
  if (!spec) return "";
  if (spec->type == schema::Type::integer && x != std::floor(x)) return "it is a whole number";
  if (spec->type == schema::Type::number && spec->unit.empty())
    return "no unit is stated for it in the table of attributes, so nobody knows what the number means";
  return "";
}

// Two names, one measure: the comparison is always so, or never.
void check_twins(const Rule& rule, const Node& node, config::Mistakes& m) {
  const auto a = rule.measures.find(node.name), b = rule.measures.find(node.operand_name);
  if (a == rule.measures.end() || b == rule.measures.end() || a == b) return;
  if (a->second.key() != b->second.key()) return;
  m.push_back({rule.file, node.line > 0 ? node.line : rule.line,
               fmt::format("{}: '{}' and '{}' measure the same: the comparison says nothing", rule.id,
                           a->first, b->first)});
}

void check(const Rule& rule, const Node& node, config::Mistakes& m) {
  for (const auto& child : node.children) check(rule, child, m);
  check_twins(rule, node, m);
  if (!is_threshold(node)) return;
  const auto measure = rule.measures.find(node.name);
  for (const auto& value : node.values) {
    const auto* x = std::get_if<double>(&value);
    if (!x) continue;
    const std::string fault =
        measure != rule.measures.end() ? measure_fault(measure->second, *x) : attribute_fault(node.name, *x);
    if (!fault.empty())
      m.push_back({rule.file, node.line > 0 ? node.line : rule.line,
                   fmt::format("{}: threshold {} of '{}': {}", rule.id, shortest(*x), node.name, fault)});
  }
}

}  // namespace

void lint_numbers(const Rule& rule, config::Mistakes& m) {
  for (const auto& branch : rule.branches) check(rule, branch.when, m);
  for (const auto& exception : rule.exceptions) check(rule, exception.when, m);
}

}  // namespace zonegate::rules
