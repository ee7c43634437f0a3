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
  std::map<std::string, Ground>& out;

  void take(const expr::Node& node, const std::string& name, const std::string& other, bool wanted) const {
    if (!rule.measures.contains(name)) return;
    Ground& ground = out[name];
    ground.measure = name;
    ground.parts.push_back({node, wanted, other.empty() ? expr::Term(Value(Unknown{})) : lookup(other)});
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
    take(node, node.name, node.operand_name, wanted);
    take(node, node.operand_name, node.name, wanted);
  }
};

// The first branch that holds gives the outcome, but what a later one says of parts of other roles holds as well: a tunnel below the river beside the works in it. Of parts
// of the same roles it says less than the first did.
void add_later(const Rule& rule, const Conditions& c, const expr::Lookup& lookup,
               std::map<std::string, Ground>& found) {
  schema::RoleSet told = 0;
  for (const auto& [name, ground] : found) told |= rule.measures.at(name).roles;
  if (found.empty()) return;
  std::map<std::string, Ground> later;
  const Search search{rule, lookup, later};
  for (const auto& branch : c.branches)
    if (evaluate(branch, lookup) == Truth::yes) search.visit(branch, true);
  for (auto& [name, ground] : later)
    if (!(rule.measures.at(name).roles & told)) found.try_emplace(name, std::move(ground));
}

}  // namespace

std::vector<Ground> grounds(const Rule& rule, const Conditions& c, const std::set<Fired>& fired) {
  const expr::Lookup lookup = [&c](std::string_view name) {
    const auto at = c.known.find(name);
    return at == c.known.end() ? expr::Term(Value(Unknown{})) : at->second;
  };
  std::map<std::string, Ground> found;
  const Search search{rule, lookup, found};
  for (const auto& f : fired) {
    if (f.branch > 0) search.visit(c.branches[static_cast<std::size_t>(f.branch) - 1], true);
    if (f.exception > 0) search.visit(c.exceptions[static_cast<std::size_t>(f.exception) - 1], true);
  }
  add_later(rule, c, lookup, found);
  std::vector<Ground> out;
  for (auto& [name, ground] : found) out.push_back(std::move(ground));
  return out;
}

bool rests_on(const Ground& ground, const expr::Span& own) {
  return std::any_of(ground.parts.begin(), ground.parts.end(), [&](const Ground::Part& part) {
    const expr::Lookup lookup = [&](std::string_view name) {
      return name == ground.measure ? expr::Term(own) : part.other;
    };
    return evaluate(part.node, lookup) != (part.wanted ? Truth::no : Truth::yes);
  });
}

}  // namespace zonegate::rules
