// SPDX-License-Identifier: Apache-2.0
//
// Facts and rules -> findings -> the verdict pair. The order of this function is the argument: collect what every rule says, look at what was
// not examined, and only then say how strict the certain part is and how strict it could become.
#include <algorithm>
#include <set>
#include <tuple>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

void sort_findings(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    if (a.outcome != b.outcome) return static_cast<int>(a.outcome) > static_cast<int>(b.outcome);
    // Of those that can decide the highest level stands first.
    if (a.certain != b.certain) return a.certain;
    if (a.certain && a.level != b.level) return a.level < b.level;
    if (a.worst_possible != b.worst_possible)
      return static_cast<int>(a.worst_possible) > static_cast<int>(b.worst_possible);
    return std::tie(a.level, a.rule) < std::tie(b.level, b.rule);
  });
}

// The strictest certain finding, and the strictest possible one.
void weigh(Verdict& verdict) {
  Outcome certain = Outcome::allowed;
  Outcome worst = Outcome::allowed;
  for (const auto& finding : verdict.findings) {
    if (finding.outcome == Outcome::info && finding.worst_possible == Outcome::info) continue;
    if (finding.certain && finding.outcome != Outcome::info) certain = stricter(certain, finding.outcome);
    worst = stricter(worst, stricter(finding.outcome, finding.worst_possible));
  }
  // Nothing certain was found, yet something is possible: that is not a pass.
  if (certain == Outcome::allowed && worst != Outcome::allowed) certain = Outcome::undetermined;
  verdict.outcome = certain;
  verdict.worst_possible = worst;
}

void raise(Verdict& verdict) {
  verdict.worst_possible = Outcome::prohibited;
  if (verdict.outcome == Outcome::allowed) verdict.outcome = Outcome::undetermined;
}

void settle(Verdict& verdict, bool raised) {
  sort_findings(verdict.findings);
  weigh(verdict);
  if (raised) raise(verdict);
  set_precedence(verdict);
}

}  // namespace

Verdict decide(const Subject& subject, const facts::ProjectFacts& facts, const facts::Plan& plan,
               const std::vector<const rules::Rule*>& rules, const rules::RuleBook& book,
               const std::vector<Override>& overrides) {
  Verdict verdict;
  std::vector<const rules::Rule*> concerning;
  for (const auto* rule : rules) {
    RuleAnswer said = answer(subject, facts, plan, *rule, book);
    if (said.concerns != expr::Truth::no) concerning.push_back(rule);
    if (said.silent) {
      verdict.silent.push_back(std::move(said.silence));
    } else {
      verdict.findings.push_back(std::move(said.finding));
    }
  }
  std::sort(verdict.silent.begin(), verdict.silent.end(),
            [](const Silent& a, const Silent& b) { return a.rule < b.rule; });

  LayerView view = view_layers(subject, facts, concerning);
  verdict.layers = view.answers;
  verdict.not_supplied = view.not_supplied;
  view.before_horizon = book.horizon && subject.as_of < *book.horizon;
  // Influence alone (blasting) is no project: what occupies ground, or passes under or over it, was not given.
  view.nothing_placed = !facts.parts.empty() &&
                        std::all_of(facts.parts.begin(), facts.parts.end(), [](const facts::PartFact& p) {
                          return schema::role_class(p.role) == schema::RoleClass::influence;
                        });
  const bool raised = view.nothing_placed || !view.open.empty() || subject.failed || subject.partial ||
                      rules.empty() || view.before_horizon;
  settle(verdict, raised);
  if (!overrides.empty()) {
    const Pair original{verdict.outcome, verdict.worst_possible};
    apply(overrides, verdict);
    settle(verdict, raised);  // what the findings do not answer for stays open, whatever a reviewer decides
    const auto touched = [](const Finding& f) { return f.overridden.has_value(); };
    if (std::any_of(verdict.findings.begin(), verdict.findings.end(), touched)) verdict.original = original;
  }

  std::set<std::string> unknown;
  for (const auto& finding : verdict.findings) {
    if (!decided(finding)) unknown.insert(finding.unknown.begin(), finding.unknown.end());
  }
  for (const auto& kind : view.open) unknown.insert("layer:" + kind);
  verdict.unknown.assign(unknown.begin(), unknown.end());
  verdict.headline = headline(subject, verdict, view);
  return verdict;
}

}  // namespace zonegate::verdict
