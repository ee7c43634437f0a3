// SPDX-License-Identifier: Apache-2.0
//
// What a rule owes its readers beyond being well-formed: every branch and every exception is reached by a case that passes, and one
// passing case shows where the rule is silent. A branch that no case reaches is a branch that nobody has ever seen work; one that is reached only where a layer does
// not reach has never been seen to decide.
#include <fmt/format.h>

#include <set>

#include "rules/case_run.h"
#include "rules/lint.h"

namespace zonegate::rules {
namespace {

struct Shown {
  std::set<int>
      branches;  // reached for certain, or, of those that are never certain, as the worst that is possible
  std::set<int> possible, exceptions;
  bool silence = false;
};

// Every answer of a case comes from one branch. A branch above it that is never certain may be possible besides.
bool shows(const Rule& rule, const Judgement& j, int branch) {
  const auto certain = [&](int number) {
    return rule.branches[static_cast<std::size_t>(number) - 1].certain;
  };
  if (!certain(branch)) return j.worst_branch == branch || j.branch == branch;
  return j.branch == branch && (j.worst_branch == branch || j.worst_branch == 0 || !certain(j.worst_branch));
}

Shown what_cases_show(const RuleBook& book, const Rule& rule) {
  Shown shown;
  for (const auto& c : rule.cases) {
    const CaseRun run = run_case(book, rule, c);
    const bool pinned = c.outcome || c.worst_possible;
    if (!run.message.empty() || !(pinned || c.applies)) continue;
    if (run.judgement.outcome == Outcome::allowed && run.judgement.branch == 0) shown.silence = true;
    if (!pinned) continue;
    for (const int b : {run.judgement.branch, run.judgement.worst_branch}) {
      if (b > 0) (shows(rule, run.judgement, b) ? shown.branches : shown.possible).insert(b);
    }
    shown.exceptions.insert(run.judgement.exception_number);
  }
  return shown;
}

bool has_unknown_case(const Rule& rule, const std::string& measure) {
  for (const auto& c : rule.cases) {
    const auto at = c.given.find(measure);
    if (at != c.given.end() && !at->second.exact() && at->second.lo <= 0) return true;
  }
  return false;
}

// A measure may also be there for the record only, such as the length of a crossing.
std::set<std::string> measures_used(const Rule& rule) {
  std::set<std::string> used;
  for (const auto& branch : rule.branches) {
    for (const auto& name : expr::names(branch.when)) {
      if (rule.measures.count(name)) used.insert(name);
    }
  }
  return used;
}

}  // namespace

void lint_cases(const RuleBook& book, const Rule& rule, config::Mistakes& m) {
  const auto fail = [&](int line, const std::string& message) {
    m.push_back({rule.file, line > 0 ? line : rule.line, rule.id + ": " + message});
  };
  const Shown shown = what_cases_show(book, rule);
  for (int b = 1; b <= static_cast<int>(rule.branches.size()); ++b) {
    if (shown.branches.count(b)) continue;
    const int line = rule.branches[static_cast<std::size_t>(b) - 1].when.line;
    if (shown.possible.count(b)) {
      fail(line,
           fmt::format(
               "no case that passes reaches branch {} for certain, only as one of several answers; give "
               "a case in which its condition is known to hold",
               b));
    } else {
      fail(line, fmt::format("no case that passes reaches branch {}", b));
    }
  }
  for (int e = 1; e <= static_cast<int>(rule.exceptions.size()); ++e) {
    if (!shown.exceptions.count(e))
      fail(rule.exceptions[static_cast<std::size_t>(e) - 1].when.line,
           fmt::format("no case that passes uses exception {}", e));
  }
  if (!shown.silence) fail(rule.line, "no case shows where the rule is silent (outcome: allowed)");
  for (const auto& name : measures_used(rule)) {
    if (!has_unknown_case(rule, name))
      fail(rule.line, fmt::format("no case has measure '{}' unknown (a layer that does not reach)", name));
  }
}

}  // namespace zonegate::rules
