// SPDX-License-Identifier: Apache-2.0
//
// What cannot happen. Every value that the names of a rule may have is tried, as for a project of which nothing is known (worlds.cpp). A branch
// that answers in none of these worlds is dead text: either its condition contradicts itself, or an earlier branch always comes first. Where there
// are too many worlds, three-valued logic answers for the rest; it only adds worlds, so what is reported here is certain. Likewise an exception that holds in all
// of them: the branch's own outcome would never be given, and nobody had to claim anything.
#include <fmt/format.h>

#include <algorithm>

#include "rules/lint.h"
#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

bool fires(const std::set<Fired>& fired, int branch) {
  return std::any_of(fired.begin(), fired.end(), [&](const Fired& f) { return f.branch == branch; });
}

// Of a project of which nothing is known, not even what it states.
std::set<Fired> all_fired(const Rule& rule) {
  Conditions c = resolve(rule, {}, {}, std::nullopt);
  for (auto& [name, term] : c.known) {
    if (name.starts_with("stated:")) term = Value(Unknown{});
  }
  return Worlds(rule, c, true).fired();
}

Rule only_branch(const Rule& rule, std::size_t branch) {
  Rule alone = rule;
  alone.branches = {rule.branches[branch]};
  alone.exceptions.clear();
  return alone;
}

bool excusable(Outcome o) { return o != Outcome::allowed && o != Outcome::info; }

// Exceptions that leave a branch no outcome of its own, in any world.
void lint_excused(const Rule& rule, const std::set<Fired>& fired, const auto& fail) {
  for (std::size_t e = 0; e < rule.exceptions.size(); ++e) {
    Rule alone = rule;
    alone.branches = {{rule.exceptions[e].when, Outcome::conditional, true, false, true, {}, {}}};
    alone.exceptions.clear();
    if (!fires(all_fired(alone), 0))
      fail(rule.exceptions[e].when.line,
           fmt::format(
               "exception {} always holds: no branch ever gives its own outcome; say what has to be claimed "
               "or shown, or change the branch",
               e + 1));
  }
  for (std::size_t b = 0; b < rule.branches.size(); ++b) {
    const int number = static_cast<int>(b) + 1;
    const bool own = std::any_of(fired.begin(), fired.end(),
                                 [&](const Fired& f) { return f.branch == number && f.exception == 0; });
    if (!own && excusable(rule.branches[b].outcome) && fires(fired, number))
      fail(rule.branches[b].when.line,
           fmt::format("branch {} never gives its own outcome ({}): wherever it holds, an exception does too",
                       number, to_string(rule.branches[b].outcome)));
  }
}

// Could some feature pass the filter? Fields may have any value.
bool can_hold(const expr::Node& where) {
  Conditions c;
  c.branches = {where};
  c.names = expr::names(where);
  for (const auto& name : c.names) {
    if (schema::find_attribute(name)) return true;  // its words are not those of the field
    c.known[name] = Value(Unknown{});
  }
  Rule rule;
  rule.branches.push_back({where, Outcome::conditional, true, false, true, {}, {}});
  return fires(Worlds(rule, c, false).fired(), 1);
}

}  // namespace

void lint_reach(const Rule& rule, config::Mistakes& m) {
  const auto fail = [&](int line, const std::string& text) {
    m.push_back({rule.file, line > 0 ? line : rule.line, rule.id + ": " + text});
  };
  const auto fired = all_fired(rule);
  for (std::size_t b = 0; b < rule.branches.size(); ++b) {
    const int number = static_cast<int>(b) + 1;
    if (fires(fired, number)) continue;
    const bool possible = fires(all_fired(only_branch(rule, b)), 1);
    fail(rule.branches[b].when.line,
         fmt::format("branch {} can never answer: {}", number,
                     possible ? "the branches above it always answer first; move it up or drop it"
                              : "its condition cannot hold"));
  }
  for (std::size_t e = 0; e < rule.exceptions.size(); ++e) {
    const bool used = std::any_of(fired.begin(), fired.end(),
                                  [&](const Fired& f) { return f.exception == static_cast<int>(e) + 1; });
    if (!used)
      fail(rule.exceptions[e].when.line, fmt::format("exception {} can never be used: its condition cannot "
                                                     "hold where a branch does, or an exception "
                                                     "above it always comes first",
                                                     e + 1));
  }
  lint_excused(rule, fired, fail);
  lint_filters(rule, m);
}

void lint_filters(const Rule& rule, config::Mistakes& m) {
  for (const auto& [name, measure] : rule.measures) {
    if (measure.where && !can_hold(*measure.where))
      m.push_back({rule.file, measure.where->line > 0 ? measure.where->line : rule.line,
                   fmt::format("{}: measure '{}' counts nothing: no feature of {} can pass its `where`",
                               rule.id, name, measure.layer)});
  }
}

}  // namespace zonegate::rules
