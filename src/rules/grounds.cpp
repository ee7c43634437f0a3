// SPDX-License-Identifier: Apache-2.0
//
// Which measures an outcome rests on: of the branches and exceptions that may have given it, those in the parts of their conditions that hold or may hold. A measure of a
// part that is certainly false (of an `any`), or of a branch that did not fire, is no ground of the outcome, however much it came to.
#include <algorithm>

#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

using expr::Op;
using expr::Truth;

struct Search {
  const Rule& rule;
  const expr::Lookup& lookup;
  std::set<std::string>& out;

  void take(const std::string& name) const {
    if (rule.measures.contains(name)) out.insert(name);
  }
  // What makes the node come out as `wanted`: all of several that are needed together, of alternatives those that do or may.
  void visit(const expr::Node& node, bool wanted) const {
    if (node.op == Op::negate) {
      for (const auto& child : node.children) visit(child, !wanted);
      return;
    }
    const Truth against = wanted ? Truth::no : Truth::yes;
    const bool alternatives = node.op == (wanted ? Op::any : Op::all);
    for (const auto& child : node.children) {
      if (!alternatives || evaluate(child, lookup) != against) visit(child, wanted);
    }
    take(node.name);
    take(node.operand_name);
  }
};

}  // namespace

std::vector<std::string> grounds(const Rule& rule, const Conditions& c, const std::set<Fired>& fired) {
  const expr::Lookup lookup = [&c](std::string_view name) {
    const auto at = c.known.find(name);
    return at == c.known.end() ? expr::Term(Value(Unknown{})) : at->second;
  };
  std::set<std::string> out;
  const Search search{rule, lookup, out};
  for (const auto& f : fired) {
    if (f.branch > 0) search.visit(c.branches[static_cast<std::size_t>(f.branch) - 1], true);
    if (f.exception > 0) search.visit(c.exceptions[static_cast<std::size_t>(f.exception) - 1], true);
  }
  return {out.begin(), out.end()};
}

}  // namespace zonegate::rules
