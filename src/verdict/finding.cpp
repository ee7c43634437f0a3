// SPDX-License-Identifier: Apache-2.0
//
// One rule over the facts of one project. A rule that may or may not concern the project (an unstated attribute decides) is judged as if it
// did, and its finding is not certain: it counts for worst_possible only.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

std::string concern_reason(const Subject& subject, const rules::Rule& rule) {
  const auto stated = [&](const char* key) {
    const auto at = subject.attributes.find(key);
    return at == subject.attributes.end() ? std::string("unknown") : to_text(at->second);
  };
  std::string reason = "does not concern this project (";
  if (!rule.applies.types.empty()) reason += "project_type = " + stated("project_type") + ", ";
  if (!rule.applies.industries.empty()) reason += "industry = " + stated("industry") + ", ";
  if (!rule.applies.activities.empty()) reason += "activity = " + stated("activity") + ", ";
  reason.resize(reason.size() - 2);
  return reason + ")";
}

// Texts of the comparisons because of which no branch holds: those that fail below nothing but what fails. Of "any of a and b, and c" with a the one that does not hold is c, never b.
std::string deciding_lines(const std::vector<expr::Step>& trace) {
  std::string out;
  std::vector<std::pair<int, bool>> above;  // depth, and whether a yes would have to be a no there
  int cut = std::numeric_limits<int>::max();
  for (const auto& step : trace) {
    if (step.depth > cut) continue;  // below what holds
    cut = std::numeric_limits<int>::max();
    while (!above.empty() && above.back().first >= step.depth) above.pop_back();
    const bool denied = !above.empty() && above.back().second;
    if (step.truth == (denied ? expr::Truth::no : expr::Truth::yes)) {
      cut = step.depth;
      continue;
    }
    above.emplace_back(step.depth, denied != (step.text == "not"));
    out += step.text + "\n";
  }
  return out;
}

// What of the measures no branch holds for; all of them, where the trace does not tell.
std::vector<MeasureValue> deciding(std::vector<MeasureValue> measures, const std::vector<expr::Step>& trace) {
  const std::string lines = deciding_lines(trace);
  if (lines.empty()) return measures;
  std::erase_if(measures, [&](const MeasureValue& m) {
    return lines.find("(" + m.name + " = ") == std::string::npos &&
           lines.find(", " + m.name + " = ") == std::string::npos;
  });
  return measures;
}

// partial: the numbers are those of the parts that could be read.
std::string silent_reason(const std::vector<MeasureValue>& measures, bool partial) {
  std::string reason = partial ? "of what was read no branch holds" : "no branch holds";
  for (const auto& m : measures) {
    const bool beyond = m.value.open_lo && m.value.hi > 1e300;
    reason += (reason.back() == 's' ? ": " : ", ") + m.name + (beyond ? " > " : " = ");
    // A nought that nobody has measured is none.
    const bool open = !m.reason.empty() && (m.examined_share < 1 || (!m.value.exact() && !beyond));
    reason += open ? (m.examined_share >= 1  ? "not certain"
                      : m.examined_share > 0 ? "examined in part"
                                             : "not examined")
                   : shortest(quantise(beyond ? m.value.lo : m.measured, 6));
  }
  return reason;
}

void sort_once(std::vector<std::size_t>& indices) {
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
}

void take_measures(const facts::ProjectFacts& facts, const facts::Plan& plan, const rules::Rule& rule,
                   const std::vector<MeasureName>& names, Finding& finding) {
  for (const auto& name : names) {
    const auto& measure = rule.measures.at(name.name);
    const auto& fact = facts.measures.at(plan.index_of(measure));
    finding.measures.push_back(measure_value(name, measure, fact));
    finding.features.insert(finding.features.end(), fact.features.begin(), fact.features.end());
    finding.boundary_grade = finding.boundary_grade || fact.boundary_grade;
  }
  sort_once(finding.features);
}

void cite(const rules::Judgement& judgement, const rules::RuleBook& book, Finding& finding) {
  finding.instrument_key = judgement.instrument;
  finding.clause = judgement.clause;
  finding.worst_clause = judgement.worst_clause;
  if (!judgement.worst_clause.empty())
    finding.worst_instrument = instrument_title(book, judgement.worst_instrument);
  finding.verified = judgement.verified;  // of the source, the branch and the exception together
  finding.note = judgement.note;
  finding.instrument = instrument_title(book, finding.instrument_key);
  const auto at = book.instruments.find(finding.instrument_key);
  if (at != book.instruments.end()) finding.level = at->second.level;
}

}  // namespace

MeasureValue measure_value(const MeasureName& name, const facts::Measure& measure,
                           const facts::MeasureFact& fact) {
  return {name.name,   name.unit,     fact.value, fact.measured, fact.examined_share,
          fact.reason, measure.layer, fact.asks,  name.what};
}

expr::Span within_footprint(const facts::Measure& measure, const Subject& subject,
                            const facts::ProjectFacts& facts, const expr::Span& span, Footprint of) {
  static const auto kOccupation = *schema::parse_roles("occupation");
  const bool area = measure.stat == facts::Stat::area || measure.stat == facts::Stat::net_area;
  const bool sized =
      std::all_of(facts.parts.begin(), facts.parts.end(), [](const facts::PartFact& p) { return p.sized; });
  if (!area || (measure.roles & ~kOccupation) || !sized || facts.parts.empty() || subject.failed ||
      subject.partial || !facts.fault.empty())
    return span;
  const double own = facts.area_ellipsoidal_m2 > 0 ? facts.area_ellipsoidal_m2 : facts.area_planar_m2;
  const double most =
      of == Footprint::as_measured ? own : 1.01 * std::max(facts.area_ellipsoidal_m2, facts.area_planar_m2);
  expr::Span out = span;
  if (most > 0) out.hi = std::max(span.lo, std::min(span.hi, most));
  return out;
}

Text instrument_title(const rules::RuleBook& book, const std::string& key) {
  const auto at = book.instruments.find(key);
  if (at == book.instruments.end()) return {};
  Text title = at->second.title;
  if (at->second.number.empty()) return title;
  if (!title.zh.empty()) title.zh += "（" + at->second.number + "）";
  if (!title.en.empty()) title.en += " (" + at->second.number + ")";
  return title;
}

std::vector<std::string> settle_names(const std::vector<MeasureValue>& measures,
                                      const std::vector<std::string>& unknown) {
  std::set<std::string> names;
  for (const auto& name : unknown) {
    const auto at =
        std::find_if(measures.begin(), measures.end(), [&](const MeasureValue& m) { return m.name == name; });
    if (at == measures.end()) {
      names.insert(name);
    } else if (at->examined_share >= 1 && !at->asks.empty()) {
      names.insert(at->asks.begin(), at->asks.end());
    } else {
      names.insert("layer:" + at->layer);
    }
  }
  return {names.begin(), names.end()};
}

namespace {

// A kind that nobody supplied and that no result must rest on counts as holding nothing, where that keeps the rule silent: what was not supplied is listed with
// the verdict. Measures for which nothing there is the offence (outside a park), and lists, stay open.
bool counts_as_nothing(const Subject& subject, const facts::ProjectFacts& facts,
                       const facts::Measure& measure) {
  if (!measure.via.empty() || measure.stat == facts::Stat::share_outside ||
      measure.stat == facts::Stat::value)
    return false;
  const bool missing = std::any_of(
      facts.layers.begin(), facts.layers.end(),
      [&](const facts::LayerAnswer& a) { return a.kind == measure.layer && a.reason_code == "missing"; });
  return missing && !is_mandatory(subject, measure.layer);
}

expr::Span nothing(const facts::Measure& measure) {
  if (measure.stat != facts::Stat::distance) return expr::Span::exact(0);
  return expr::Span::more_than(measure.max_distance_m);
}

using Values = std::map<std::string, expr::Span>;

// States the measures within the footprint as it was measured; gives the wider limits that they are judged by.
Values limit(const rules::Rule& rule, const Subject& subject, const facts::ProjectFacts& facts,
             std::vector<MeasureValue>& measures) {
  Values judged;
  for (auto& m : measures) {
    const auto& measure = rule.measures.at(m.name);
    judged[m.name] = within_footprint(measure, subject, facts, m.value, Footprint::with_margin);
    m.value = within_footprint(measure, subject, facts, m.value, Footprint::as_measured);
  }
  return judged;
}

// Where the margin changes nothing, the steps quote the numbers that are stated.
rules::Judgement judge_within(const rules::Rule& rule, const Subject& subject, const Values& values,
                              const std::vector<MeasureValue>& measures) {
  auto wide = rules::judge(rule, values, subject.attributes, subject.as_of);
  Values stated;
  bool wider = false;
  for (const auto& m : measures) {
    stated[m.name] = m.value;
    wider = wider || values.at(m.name).hi > m.value.hi;
  }
  if (!wider) return wide;
  auto own = rules::judge(rule, stated, subject.attributes, subject.as_of);
  const auto said = [](const rules::Judgement& j) {
    return std::tie(j.outcome, j.worst_possible, j.certain, j.branch, j.worst_branch, j.human, j.exception,
                    j.exception_number, j.unknown, j.not_claimed);
  };
  return said(own) == said(wide) ? own : wide;
}

// The kinds that were not supplied, if the rule says nothing without them; else none.
std::vector<std::string> silent_without(const Subject& subject, const facts::ProjectFacts& facts,
                                        const rules::Rule& rule, Values values) {
  std::set<std::string> kinds;
  for (const auto& [name, measure] : rule.measures) {
    if (!counts_as_nothing(subject, facts, measure)) continue;
    values[name] = nothing(measure);
    kinds.insert(measure.layer);
  }
  if (kinds.empty()) return {};
  const auto judgement = rules::judge(rule, values, subject.attributes, subject.as_of);
  const bool silent = judgement.outcome == Outcome::allowed && judgement.worst_possible == Outcome::allowed;
  return silent ? std::vector<std::string>(kinds.begin(), kinds.end()) : std::vector<std::string>{};
}

}  // namespace

RuleAnswer answer(const Subject& subject, const facts::ProjectFacts& facts, const facts::Plan& plan,
                  const rules::Rule& rule, const rules::RuleBook& book) {
  RuleAnswer out;
  out.concerns = rules::concerns(rule, subject.attributes);
  out.silence = {rule.id, rule.title, "", {}, names_of(rule)};
  if (out.concerns == expr::Truth::no) {
    out.silent = true;
    out.silence.reason = concern_reason(subject, rule);
    return out;
  }
  Finding& finding = out.finding;
  take_measures(facts, plan, rule, out.silence.names, finding);
  const Values values = limit(rule, subject, facts, finding.measures);
  if (const auto kinds = silent_without(subject, facts, rule, values); !kinds.empty()) {
    out.silent = true;
    auto seen = finding.measures;
    std::erase_if(seen, [&](const MeasureValue& m) {
      return std::find(kinds.begin(), kinds.end(), m.layer) != kinds.end();
    });
    out.silence.reason =
        seen.empty() ? "not supplied:" : silent_reason(seen, subject.partial) + "; not supplied:";
    for (const auto& kind : kinds) out.silence.reason += " " + kind;
    return out;
  }
  const rules::Judgement judgement = judge_within(rule, subject, values, finding.measures);
  finding.rule = rule.id;
  finding.title = rule.title;
  finding.outcome = judgement.outcome;
  finding.worst_possible = judgement.worst_possible;
  finding.certain = judgement.certain;
  finding.human = judgement.human;
  finding.exception = judgement.exception;
  finding.action = judgement.action;
  finding.worst_action = judgement.worst_action;
  finding.not_claimed = judgement.not_claimed;
  finding.evidence = judgement.evidence;
  finding.trace = judgement.trace;
  finding.unknown = settle_names(finding.measures, judgement.unknown);
  finding.grounds = grounds_of(facts, plan, rule, judgement.grounds);
  cite(judgement, book, finding);
  const bool nothing = judgement.outcome == Outcome::allowed && judgement.worst_possible == Outcome::allowed;
  if (nothing) {
    out.silent = true;
    out.silence.reason = silent_reason(deciding(finding.measures, judgement.trace), subject.partial);
    out.silence.trace = judgement.trace;
  } else if (out.concerns == expr::Truth::unknown && finding.outcome == Outcome::info) {
    leave_open(finding);  // it may be no advice to this project at all; no verdict waits for it
  } else if (out.concerns == expr::Truth::unknown) {
    finding.outcome = Outcome::undetermined;
    leave_open(finding);
    for (auto& name : rules::concerns_asks(rule, subject.attributes))
      finding.unknown.push_back(std::move(name));
    std::sort(finding.unknown.begin(), finding.unknown.end());
    finding.unknown.erase(std::unique(finding.unknown.begin(), finding.unknown.end()), finding.unknown.end());
  }
  return out;
}

}  // namespace zonegate::verdict
