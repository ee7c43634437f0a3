// SPDX-License-Identifier: Apache-2.0
//
// The cases of a rule run through the same judgement as projects do, so a case that passes shows what a project would get.
#include <fmt/format.h>

#include "rules/case_run.h"
#include "rules/checklist.h"

namespace zonegate::rules {
namespace {

using expr::Span;

std::string limits(const Span& s) {
  if (s.exact()) return shortest(s.lo);
  return fmt::format("{}{}..{}", s.open_lo ? "more than " : "", shortest(s.lo), shortest(s.hi));
}

Judgement not_applying() {
  Judgement j;
  j.outcome = j.worst_possible = Outcome::allowed;
  j.certain = true;
  return j;
}

template <class T, class Show>
void compare(const char* what, const std::optional<T>& expected, const T& got, Show show,
             std::string& message) {
  if (!expected || *expected == got) return;
  message +=
      fmt::format("{}{}: expected {}, got {}", message.empty() ? "" : "; ", what, show(*expected), show(got));
}

std::string compare_all(const Case& c, const CaseRun& run) {
  std::string message;
  const auto outcome = [](Outcome o) { return std::string(to_string(o)); };
  const auto number = [](int i) { return std::to_string(i); };
  const auto flag = [](bool b) { return std::string(b ? "true" : "false"); };
  const auto text = [](const std::string& s) { return s; };
  compare("applies", c.applies, run.applies, flag, message);
  compare("outcome", c.outcome, run.judgement.outcome, outcome, message);
  compare("worst_possible", c.worst_possible, run.judgement.worst_possible, outcome, message);
  compare("branch", c.branch, run.judgement.branch, number, message);
  compare("worst_branch", c.worst_branch, run.judgement.worst_branch, number, message);
  compare("exception", c.exception, run.judgement.exception_number, number, message);
  compare("instrument", c.instrument, run.judgement.instrument, text, message);
  for (const auto& [name, span] : c.measured) {
    compare(
        name.c_str(), std::optional(span), c.given.at(name), [](const Span& s) { return limits(s); },
        message);
  }
  return message;
}

}  // namespace

CaseRun run_case(const RuleBook& book, const Rule& rule, const Case& c) {
  CaseRun run;
  const auto at = book.instruments.find(rule.instrument);
  const Instrument* instrument = at == book.instruments.end() ? nullptr : &at->second;
  const bool binding =
      (!c.as_of || in_force(rule, instrument, *c.as_of)) && (c.regions.empty() || binds(rule, c.regions));
  run.applies = binding && concerns(rule, c.attributes) == expr::Truth::yes;
  run.judgement = binding ? assess(rule, c.given, c.attributes, c.as_of) : not_applying();
  run.message = compare_all(c, run);
  return run;
}

std::vector<CaseResult> run_cases(const RuleBook& book) {
  std::vector<CaseResult> results;
  for (const auto& rule : book.rules) {
    for (const auto& c : rule.cases) {
      const CaseRun run = run_case(book, rule, c);
      results.push_back(
          {rule.id, c.name, rule.file, c.line, run.message.empty(), run.message, run.judgement, run.applies});
    }
  }
  for (const auto& list : book.checklists) {
    for (const auto& c : list.cases) results.push_back(run_checklist_case(book, list, c));
  }
  return results;
}

}  // namespace zonegate::rules
