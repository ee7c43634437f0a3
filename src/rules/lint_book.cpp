// SPDX-License-Identifier: Apache-2.0
//
// What only shows when rules are laid beside each other.
#include <fmt/format.h>

#include <algorithm>

#include "rules/lint.h"

namespace zonegate::rules {
namespace {

constexpr Date kBeginning{0, 1, 1};
constexpr Date kEnd{9999, 12, 31};
constexpr std::size_t kBaseId = 5;  // FM-04; an older wording adds a year

Date begin_of(const Rule& r) { return r.applies.from.value_or(kBeginning); }
Date end_of(const Rule& r) { return r.applies.to.value_or(kEnd); }

bool one_place(const Rule& a, const Rule& b) {
  for (const auto& x : a.regions) {
    for (const auto& y : b.regions) {
      if (x == "00" || y == "00" || x.starts_with(y) || y.starts_with(x)) return true;
    }
  }
  return false;
}

bool same_subjects(const Rule& a, const Rule& b) {
  return a.applies.types == b.applies.types && a.applies.industries == b.applies.industries &&
         a.applies.activities == b.applies.activities;
}

// The condition with every measure called by what it measures, so that names chosen differently compare equal.
expr::Node by_key(const Rule& rule, expr::Node node) {
  for (auto& child : node.children) child = by_key(rule, child);
  for (auto* name : {&node.name, &node.operand_name}) {
    if (const auto at = rule.measures.find(*name); at != rule.measures.end()) *name = at->second.key();
  }
  return node;
}

struct Statement {
  const Rule* rule = nullptr;
  std::size_t branch = 0;
  std::string condition;
};

// Only what a rule certainly says, and without exceptions that could set it aside.
std::vector<Statement> statements(const RuleBook& book) {
  std::vector<Statement> out;
  for (const auto& rule : book.rules) {
    for (std::size_t b = 0; b < rule.branches.size(); ++b) {
      const Branch& branch = rule.branches[b];
      const bool plain = branch.certain && !branch.human && branch.outcome != Outcome::info && b == 0 &&
                         rule.exceptions.empty() && branch.when.op != expr::Op::always;
      if (plain) out.push_back({&rule, b, expr::to_text(by_key(rule, branch.when))});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Statement& a, const Statement& b) { return a.condition < b.condition; });
  return out;
}

void compare(const Statement& a, const Statement& b, config::Mistakes& m) {
  const Rule &x = *a.rule, &y = *b.rule;
  const bool together = begin_of(x) < end_of(y) && begin_of(y) < end_of(x);
  if (!together || !one_place(x, y) || !same_subjects(x, y)) return;
  const Outcome ox = x.branches[a.branch].outcome, oy = y.branches[b.branch].outcome;
  if (ox == oy) return;
  m.push_back(
      {y.file, y.branches[b.branch].when.line,
       fmt::format(
           "{}: branch {} says {} where branch {} of {} says {}, of the same projects, place and days", y.id,
           b.branch + 1, to_string(oy), a.branch + 1, x.id, to_string(ox))});
}

}  // namespace

void lint_time(const RuleBook& book, config::Mistakes& m) {
  std::map<std::string, std::vector<const Rule*>> wordings;
  for (const auto& rule : book.rules)
    wordings[rule.id.substr(0, kBaseId) + " " + rule.region].push_back(&rule);
  for (auto& [unused, rules] : wordings) {
    std::stable_sort(rules.begin(), rules.end(),
                     [](const Rule* a, const Rule* b) { return begin_of(*a) < begin_of(*b); });
    for (std::size_t i = 1; i < rules.size(); ++i) {
      const Rule &older = *rules[i - 1], &newer = *rules[i];
      if (end_of(older) == begin_of(newer)) continue;
      const bool gap = end_of(older) < begin_of(newer);
      m.push_back({newer.file, newer.line,
                   fmt::format("{} begins on {}, but {} ends {}: {}", newer.id, begin_of(newer).iso(),
                               older.id, older.applies.to ? "on " + older.applies.to->iso() : "never",
                               gap ? "the days between have no wording" : "some days have two wordings")});
    }
  }
}

void lint_contradictions(const RuleBook& book, config::Mistakes& m) {
  const auto all = statements(book);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size() && all[j].condition == all[i].condition; ++j)
      compare(all[i], all[j], m);
  }
}

}  // namespace zonegate::rules
