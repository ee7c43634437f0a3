// SPDX-License-Identifier: Apache-2.0
//
// Decisions of a reviewer. They stand beside what the rule said and never replace it silently: both pairs are kept, and a decision towards the
// milder side is marked. What no rule said anything about (an unexamined mandatory layer, a failed project) no decision can close.
#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

int strictness(Outcome o) { return o == Outcome::info ? 0 : static_cast<int>(o); }

// What the rule asks for in the outcome that was decided; of one between its certain and its worst nothing is known.
void settle_action(Finding& f, bool as_certain, bool as_worst) {
  if (as_worst && !f.worst_action.empty())
    f.action = f.worst_action;
  else if (!as_certain && !as_worst)
    f.action = {};
  f.worst_action = {};
}

void apply_one(const Override& by, Finding& f) {
  Overridden was;
  was.outcome = f.outcome;
  was.worst_possible = f.worst_possible;
  was.certain = f.certain;
  was.human = f.human;
  was.by = by;
  const Outcome worst = stricter(f.outcome, f.worst_possible);
  f.outcome = by.outcome;
  f.certain = by.outcome != Outcome::undetermined;
  if (!f.certain) leave_open(f);
  if (f.certain) settle_action(f, by.outcome == was.outcome, by.outcome == worst);
  f.worst_possible = f.certain ? by.outcome : stricter(worst, Outcome::undetermined);
  f.human = was.human && !f.certain;
  was.laxer = strictness(f.outcome) < strictness(was.outcome) ||
              strictness(f.worst_possible) < strictness(was.worst_possible);
  f.overridden = was;
}

}  // namespace

void apply(const std::vector<Override>& overrides, Verdict& verdict) {
  for (const auto& by : overrides) {
    for (auto& finding : verdict.findings) {
      if (finding.rule == by.rule) apply_one(by, finding);
    }
  }
}

void leave_open(Finding& finding) {
  finding.certain = false;
  if (finding.worst_action.empty()) finding.worst_action = finding.action;
  finding.action = {};
}

bool decided(const Finding& finding) { return finding.overridden && finding.certain; }

Text overrides_text(const Verdict& verdict) {
  std::size_t count = 0;
  Text laxer;
  for (const auto& finding : verdict.findings) {
    if (!finding.overridden) continue;
    ++count;
    if (!finding.overridden->laxer) continue;
    laxer.zh += (laxer.zh.empty() ? "（放宽：" : "、") + finding.rule;
    laxer.en += (laxer.en.empty() ? " (laxer: " : ", ") + finding.rule;
  }
  if (count == 0 || !verdict.original) return {};
  const Text outcome = outcome_text(verdict.original->outcome);
  const Text worst = outcome_text(verdict.original->worst_possible);
  const bool open = verdict.original->outcome != verdict.original->worst_possible;
  return {"；含人工裁定 " + std::to_string(count) + " 条" + (laxer.zh.empty() ? "" : laxer.zh + "）") +
              "，裁定前为" + outcome.zh + (open ? "、最严可能" + worst.zh : ""),
          "; overridden by a reviewer: " + std::to_string(count) + (laxer.en.empty() ? "" : laxer.en + ")") +
              ", before that " + outcome.en + (open ? ", worst possible " + worst.en : "")};
}

}  // namespace zonegate::verdict
