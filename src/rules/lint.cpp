// SPDX-License-Identifier: Apache-2.0
//
// What a rule owes its readers beyond being well-formed: every branch and every exception is reached by a case that passes, and one
// passing case shows where the rule is silent. A branch that no case reaches is a branch that nobody has ever seen work.
#include <fmt/format.h>

#include <set>

#include "rules/case_run.h"
#include "rules/checklist.h"
#include "rules/lint.h"

namespace zonegate::rules {
namespace {

struct Shown {
  std::set<int> branches, exceptions;
  bool silence = false;
};

Shown what_cases_show(const RuleBook& book, const Rule& rule) {
  Shown shown;
  for (const auto& c : rule.cases) {
    const CaseRun run = run_case(book, rule, c);
    const bool pinned = c.outcome || c.worst_possible;
    if (!run.message.empty() || !(pinned || c.applies)) continue;
    if (run.judgement.outcome == Outcome::allowed && run.judgement.branch == 0) shown.silence = true;
    if (!pinned) continue;
    shown.branches.insert({run.judgement.branch, run.judgement.worst_branch});
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

config::Mistakes lint(const RuleBook& book) {
  config::Mistakes m;
  for (const auto& rule : book.rules) {
    const auto fail = [&](std::string message) { m.push_back({rule.file, rule.line, std::move(message)}); };
    const Shown shown = what_cases_show(book, rule);
    for (int b = 1; b <= static_cast<int>(rule.branches.size()); ++b) {
      if (!shown.branches.count(b))
        fail(fmt::format("{}: no case that passes reaches branch {}", rule.id, b));
    }
    for (int e = 1; e <= static_cast<int>(rule.exceptions.size()); ++e) {
      if (!shown.exceptions.count(e))
        fail(fmt::format("{}: no case that passes uses exception {}", rule.id, e));
    }
    if (!shown.silence)
      fail(fmt::format("{}: no case shows where the rule is silent (outcome: allowed)", rule.id));
    for (const auto& name : measures_used(rule)) {
      if (!has_unknown_case(rule, name))
        fail(
            fmt::format("{}: no case has measure '{}' unknown (a layer that does not reach)", rule.id, name));
    }
    lint_reach(rule, m);
    lint_numbers(rule, m);
  }
  lint_time(book, m);
  lint_contradictions(book, m);
  for (const auto& checklist : book.checklists) lint_checklist(book, checklist, m);
  return m;
}

}  // namespace zonegate::rules
