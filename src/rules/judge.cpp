// SPDX-License-Identifier: Apache-2.0
//
// One rule over one project: the set of possible outcomes (worlds.cpp) boiled down to the pair that a verdict needs.
// `outcome` is what is certain at least, so the least strict possible one, unless that is "allowed" while more is possible:
// then nothing is certain and the outcome is undetermined. `worst_possible` is the strictest possible one.
#include <fmt/format.h>

#include <algorithm>

#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

using expr::Truth;

int strictness(Outcome o) { return o == Outcome::info ? 0 : static_cast<int>(o); }

void set_outcomes(const std::set<Fired>& fired, Judgement& j) {
  Outcome least = fired.begin()->outcome, most = least;
  bool info = false;
  for (const auto& f : fired) {
    if (strictness(f.outcome) < strictness(least)) least = f.outcome;
    if (strictness(f.outcome) > strictness(most)) most = f.outcome;
    info = info || f.outcome == Outcome::info;
  }
  if (strictness(most) == 0) {
    const bool both = info && std::any_of(fired.begin(), fired.end(),
                                          [](const Fired& f) { return f.outcome == Outcome::allowed; });
    j.outcome = j.worst_possible = info ? Outcome::info : Outcome::allowed;
    j.certain = !both;
    return;
  }
  j.certain = strictness(least) > 0;
  j.outcome = j.certain ? least : Outcome::undetermined;
  j.worst_possible = most;
}

// Of several branches with one outcome the last is meant for `outcome` (the least that holds) and the first for the worst.
Fired pick(const std::set<Fired>& fired, Outcome outcome, bool first) {
  std::optional<Fired> best;
  for (const auto& f : fired) {
    if (f.outcome == outcome && (!best || (first ? f.branch < best->branch : f.branch > best->branch)))
      best = f;
  }
  return best.value_or(Fired{});
}

Text action_of(const Rule& rule, const Fired& fired) {
  Text out = rule.action;
  if (fired.branch == 0) return out;
  const Branch& branch = rule.branches[static_cast<std::size_t>(fired.branch) - 1];
  if (!branch.action.empty()) out = branch.action;
  if (fired.exception == 0) return out;
  const RuleException& exception = rule.exceptions[static_cast<std::size_t>(fired.exception) - 1];
  return exception.action.empty() ? out : exception.action;
}

// What is only possible is nothing that must be done: the worst outcome's action stands apart from that of the certain one.
void set_actions(const Rule& rule, const Fired& certain, const Fired& worst, Judgement& j) {
  if (j.certain) j.action = action_of(rule, certain);
  j.worst_action = action_of(rule, worst);
  if (j.worst_action.zh == j.action.zh && j.worst_action.en == j.action.en) j.worst_action = {};
}

struct Cited {
  std::string instrument, clause;
  bool verified = false;
};
Cited cited_for(const Rule& rule, const Fired& fired, const std::optional<Date>& as_of) {
  const Source& source = source_on(rule, as_of);
  Cited out;
  out.verified = source.verified;
  if (as_of) {
    out.instrument = source.instrument;
    out.clause = source.clause;
  }
  if (fired.branch == 0) return out;
  const Branch& branch = rule.branches[static_cast<std::size_t>(fired.branch) - 1];
  out.verified = out.verified && branch.verified;
  if (!branch.clause.empty()) out.clause = branch.clause;
  if (fired.exception == 0) return out;
  const RuleException& exception = rule.exceptions[static_cast<std::size_t>(fired.exception) - 1];
  out.verified = out.verified && exception.verified;
  if (!exception.clause.empty()) out.clause = exception.clause;
  if (!exception.instrument.empty()) out.instrument = exception.instrument;
  return out;
}

// What must be done is cited by its own clause, and what may be needed by another one where it has one.
void set_texts(const Rule& rule, const Fired& certain, const Fired& worst, const std::optional<Date>& as_of,
               Judgement& j) {
  const Source& source = source_on(rule, as_of);
  j.note = source.note.empty() ? rule.note : source.note;
  const Cited may = cited_for(rule, worst, as_of);
  const Cited is = j.certain && certain.branch > 0 ? cited_for(rule, certain, as_of) : may;
  j.instrument = is.instrument;
  j.clause = is.clause;
  j.verified = is.verified && may.verified;
  if (is.instrument == may.instrument && is.clause == may.clause) return;
  j.worst_instrument = may.instrument;
  j.worst_clause = may.clause;
}

void trace_condition(const std::string& title, const expr::Node& node, const expr::Lookup& lookup,
                     Judgement& j) {
  const std::size_t at = j.trace.size();
  j.trace.push_back({0, title, Truth::unknown});
  std::vector<expr::Step> steps;
  const Truth truth = evaluate(node, lookup, steps);
  j.trace[at].truth = truth;
  for (auto& step : steps) j.trace.push_back({step.depth + 1, std::move(step.text), step.truth});
}

void set_trace(const Rule& rule, const Conditions& c, Judgement& j) {
  const expr::Lookup lookup = [&c](std::string_view name) {
    const auto at = c.known.find(name);
    return at == c.known.end() ? expr::Term(Value(Unknown{})) : at->second;
  };
  bool excusable = false;
  for (std::size_t b = 0; b < rule.branches.size(); ++b) {
    const Branch& branch = rule.branches[b];
    const std::string title = fmt::format("branch {}: {}{}", b + 1, to_string(branch.outcome),
                                          branch.certain ? "" : " (not certain)");
    const std::size_t at = j.trace.size();
    trace_condition(title, c.branches[b], lookup, j);
    excusable = excusable || (j.trace[at].truth != Truth::no && strictness(branch.outcome) > 0);
    if (j.trace[at].truth == Truth::yes && branch.certain) break;
  }
  for (std::size_t e = 0; excusable && e < rule.exceptions.size(); ++e) {
    trace_condition(fmt::format("exception {}: {}", e + 1, to_string(rule.exceptions[e].outcome)),
                    c.exceptions[e], lookup, j);
  }
}

std::vector<std::string> unclaimed_that_matter(const Rule& rule, const Conditions& c) {
  if (c.unclaimed.empty()) return {};
  std::vector<std::string> names;
  for (const auto& name : Worlds(rule, c, true).decisive()) {
    const bool claimable = std::any_of(c.unclaimed.begin(), c.unclaimed.end(),
                                       [&](const auto& u) { return plain_name(u) == name; });
    if (claimable) names.push_back(name);
  }
  return names;
}

// Of every exception that was used, or that nobody claims and that would matter, what has to be shown.
void set_evidence(const Rule& rule, const std::set<Fired>& fired, Judgement& j) {
  for (std::size_t e = 0; e < rule.exceptions.size(); ++e) {
    const RuleException& exception = rule.exceptions[e];
    if (exception.evidence.empty()) continue;
    Evidence out{static_cast<int>(e) + 1, false, exception.evidence, {}};
    out.claimed =
        std::any_of(fired.begin(), fired.end(), [&](const Fired& f) { return f.exception == out.exception; });
    bool matters = out.claimed;
    for (const auto& name : expr::names(exception.when)) {
      if (!rule.measures.count(name)) out.attributes.push_back(name);
      matters = matters || std::find(j.not_claimed.begin(), j.not_claimed.end(), name) != j.not_claimed.end();
    }
    if (matters) j.evidence.push_back(std::move(out));
  }
}

}  // namespace

Judgement judge(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                const Attributes& project, const std::optional<Date>& as_of) {
  const Conditions c = resolve(rule, measures, project, as_of);
  const Worlds worlds(rule, c, false);
  Judgement j;
  set_outcomes(worlds.fired(), j);
  const Fired worst = pick(worlds.fired(), j.worst_possible, true);
  const Fired certain = pick(worlds.fired(), j.outcome, false);
  j.branch = j.certain ? certain.branch : 0;
  j.worst_branch = worst.branch;
  for (const auto& f : worlds.fired()) {
    j.human = j.human || (f.branch > 0 && rule.branches[static_cast<std::size_t>(f.branch) - 1].human);
    j.exception = j.exception || f.exception > 0;
  }
  j.exception_number = worst.exception;
  set_texts(rule, certain, worst, as_of, j);
  set_actions(rule, certain, worst, j);
  j.unknown = worlds.decisive();
  j.not_claimed = unclaimed_that_matter(rule, c);
  set_evidence(rule, worlds.fired(), j);
  set_trace(rule, c, j);
  j.grounds = grounds(rule, c, worlds.fired());
  return j;
}

Judgement assess(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                 const Attributes& project, const std::optional<Date>& as_of) {
  const Truth concerned = concerns(rule, project);
  if (concerned == Truth::no) {
    Judgement none;
    none.outcome = none.worst_possible = Outcome::allowed;
    none.certain = true;
    return none;
  }
  Judgement j = judge(rule, measures, project, as_of);
  if (concerned == Truth::yes || strictness(j.worst_possible) == 0) return j;
  j.outcome = Outcome::undetermined;
  j.certain = false;
  j.branch = 0;
  for (auto& name : concerns_asks(rule, project)) j.unknown.push_back(std::move(name));
  std::sort(j.unknown.begin(), j.unknown.end());
  j.unknown.erase(std::unique(j.unknown.begin(), j.unknown.end()), j.unknown.end());
  return j;
}

Possible possible(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                  const Attributes& project, const std::optional<Date>& as_of) {
  const Conditions c = resolve(rule, measures, project, as_of);
  const Worlds worlds(rule, c, false);
  std::set<Outcome> outcomes;
  for (const auto& f : worlds.fired()) outcomes.insert(f.outcome);
  return {{outcomes.begin(), outcomes.end()}};
}

}  // namespace zonegate::rules
