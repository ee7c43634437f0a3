// SPDX-License-Identifier: Apache-2.0
//
// Which ground a rule would have to be left, so that it says less. The rule itself is asked: with nothing of its measures of place found any more (zero area; no
// nearer than a threshold; nothing outside), does it judge more mildly? Of the measures then every one is dropped that the milder judgement does not need,
// the largest first, and of a distance the nearest threshold is taken that will do. So a rule of several measures, joined however it likes, asks for no more ground than it must; and
// whether the ground was well chosen is told by measuring and judging what is left (relief_stage.cpp), never from here.
#include <algorithm>
#include <limits>

#include "app/stages.h"

namespace zonegate::app {
namespace {

using facts::Stat;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Option {
  expr::Span value;  // of the measure, when the ground is left
  overlay::Leave leave;
};
struct Candidate {
  std::string name;
  std::set<std::string> kinds;        // of layers that it rests on
  std::vector<Option> options;        // from the least ground to the most
  double cost = 0;                    // about how much ground
  std::optional<double> measured_m2;  // of a measure of area
};

bool is_region(const std::string& code) {
  return code.size() == 6 && code.find_first_not_of("0123456789") == std::string::npos;
}

std::string field(const facts::FeatureFact& fact, const char* key) {
  const auto at = fact.fields.find(key);
  return at == fact.fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

class Chooser {
 public:
  Chooser(const Screening& s, const rules::Rule& rule, const report::ProjectResult& result)
      : rule_(rule),
        facts_(result.facts),
        attributes_(result.project->attributes),
        as_of_(result.project->as_of) {
    for (const auto& [name, measure] : rule.measures) {
      const std::size_t at = s.plan.index_of(measure);
      const auto& fact = facts_.measures.at(at);
      values_[name] = fact.value;
      consider(name, measure, fact, at);
    }
  }

  std::optional<Choice> choose() {
    if (candidates_.empty())
      return whole_region_ ? std::optional(Choice{{}, "whole_region", {}, {}}) : std::nullopt;
    const rules::Judgement base = judge({});
    Picks picks;
    for (const auto& c : candidates_) picks.push_back(&c.options.back());
    rules::Judgement target = judge(picks);
    if (!milder(target, base)) {
      picks = best_single(base);
      if (picks.empty()) return Choice{{}, whole_region_ ? "whole_region" : "no_help", kinds({}), {}};
      target = judge(picks);
    }
    reduce(picks, target);
    Choice choice{{}, {}, kinds(picks), {}};
    for (std::size_t i = 0; i < picks.size(); ++i) {
      if (!picks[i]) continue;
      choice.leaves.push_back(picks[i]->leave);
      choice.measured_m2 = candidates_[i].measured_m2;
    }
    if (choice.leaves.size() != 1) choice.measured_m2.reset();
    return choice;
  }

 private:
  using Picks = std::vector<const Option*>;  // of each candidate; null: not left

  // Ground is left where something was found, or may have been. What merely lies beside it stays.
  std::vector<std::size_t> met(const facts::MeasureFact& fact, double within_m = 0) const {
    std::vector<std::size_t> out;
    for (const std::size_t i : fact.features) {
      const auto& f = facts_.features[i];
      const double slack = f.statutory ? 0 : f.accuracy_m;
      const bool near = within_m > 0 && f.distance_m && *f.distance_m - slack < within_m;
      const bool hit = facts::is_hit(f.band) || (within_m == 0 && !f.certain);
      if (hit || near) out.push_back(i);
    }
    return out;
  }

  void add(Candidate candidate) {
    for (const std::size_t i : candidate.options.back().leave.features)
      candidate.cost += facts_.features[i].overlap_m2;
    candidates_.push_back(std::move(candidate));
  }

  void consider(const std::string& name, const facts::Measure& measure, const facts::MeasureFact& fact,
                std::size_t at) {
    const auto* spec = schema::find_kind(measure.layer);
    if (!measure.via.empty()) return consider_list(name, measure, fact);
    if (!spec || spec->geometry == schema::Geometry::table || spec->geometry == schema::Geometry::raster) {
      // Rows of a table of regions hold wherever in the region the project lies.
      whole_region_ = whole_region_ || !fact.features.empty();
      return;
    }
    const double rest = fact.examined_share < 1 ? kInfinity : 0;
    if (measure.stat == Stat::distance) return consider_distance(name, measure, fact);
    if (measure.stat == Stat::share_outside) {
      if (!(fact.value.hi > 0) || fact.examined_share < 1) return;  // what was not looked at cannot be left
      overlay::Leave leave{measure.roles, {}, true, 0, at};
      for (const std::size_t i : fact.features) {
        if (facts::is_hit(facts_.features[i].band) && surely_matches(measure, facts_.features[i]))
          leave.features.push_back(i);
      }
      add({name, {measure.layer}, {{{0, 0, false}, std::move(leave)}}, kInfinity, {}});
      return;
    }
    auto features = met(fact);
    if (features.empty()) return;
    const auto area = measure.stat == Stat::area ? std::optional(fact.measured) : std::nullopt;
    add({name,
         {measure.layer},
         {{{0, rest, false}, {measure.roles, std::move(features), false, 0, 0}}},
         0,
         area});
  }

  static bool surely_matches(const facts::Measure& measure, const facts::FeatureFact& fact) {
    if (!measure.where) return true;
    return expr::evaluate(*measure.where, [&](std::string_view key) -> expr::Term {
             const auto at = fact.fields.find(key);
             return at == fact.fields.end() ? expr::Term(Value(Unknown{})) : expr::Term(at->second);
           }) == expr::Truth::yes;
  }

  // A distance has to reach the next number that the rule compares it with; which one, the rule is asked.
  void consider_distance(const std::string& name, const facts::Measure& measure,
                         const facts::MeasureFact& fact) {
    std::set<double> thresholds;
    for (const auto& branch : rule_.branches) {
      for (const auto& literal : expr::literals_for(branch.when, name)) {
        const auto number = as_number(literal);
        if (number && *number > fact.value.lo && *number <= measure.max_distance_m)
          thresholds.insert(*number);
      }
    }
    Candidate candidate{name, {measure.layer}, {}, kInfinity, {}};
    for (const double t : thresholds) {
      auto features = met(fact, t);
      if (features.empty()) continue;
      const expr::Span value = fact.examined_share < 1 ? fact.value : expr::Span::at_least(t);
      candidate.options.push_back({value, {measure.roles, std::move(features), false, t, 0}});
    }
    if (!candidate.options.empty()) add(std::move(candidate));
  }

  // Rows of a list hold by the unit that a project meets: its ground can be left. A row of a whole county cannot.
  void consider_list(const std::string& name, const facts::Measure& measure, const facts::MeasureFact& fact) {
    std::set<std::size_t> units;
    bool elsewhere = false;
    for (const std::size_t row : fact.features) {
      const std::string code = field(facts_.features[row], "unit_code");
      std::size_t found = 0;
      for (std::size_t i = 0; i < facts_.features.size() && !is_region(code) && !code.empty(); ++i) {
        const auto& f = facts_.features[i];
        const bool meets = facts::is_hit(f.band) || !f.certain;
        if (f.kind != measure.via || !meets || !(measure.roles & schema::role_bit(f.role)) ||
            field(f, "code") != code)
          continue;
        units.insert(i);
        ++found;
      }
      elsewhere = elsewhere || found == 0;
    }
    whole_region_ = whole_region_ || elsewhere;
    if (elsewhere || units.empty()) return;
    const double rest = fact.examined_share < 1 ? kInfinity : 0;
    add({name,
         {measure.layer, measure.via},
         {{{0, rest, false}, {measure.roles, {units.begin(), units.end()}, false, 0, 0}}},
         0,
         {}});
  }

  rules::Judgement judge(const Picks& picks) const {
    auto values = values_;
    for (std::size_t i = 0; i < picks.size(); ++i) {
      if (picks[i]) values[candidates_[i].name] = picks[i]->value;
    }
    return rules::assess(rule_, values, attributes_, as_of_);
  }

  static int strictness(Outcome o) { return o == Outcome::info ? 0 : static_cast<int>(o); }
  static bool no_stricter(const rules::Judgement& a, const rules::Judgement& b) {
    return strictness(a.outcome) <= strictness(b.outcome) &&
           strictness(a.worst_possible) <= strictness(b.worst_possible);
  }
  static bool milder(const rules::Judgement& a, const rules::Judgement& b) {
    return no_stricter(a, b) && !no_stricter(b, a);
  }

  // Where leaving everything does not help (one measure speaks for the project), one of them may.
  Picks best_single(const rules::Judgement& base) const {
    Picks best;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Picks one(candidates_.size(), nullptr);
      one[i] = &candidates_[i].options.back();
      if (milder(judge(one), best.empty() ? base : judge(best))) best = one;
    }
    return best;
  }

  void reduce(Picks& picks, const rules::Judgement& target) const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < picks.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return candidates_[a].cost > candidates_[b].cost; });
    for (const std::size_t i : order) {
      const Option* chosen = picks[i];
      if (!chosen) continue;
      picks[i] = nullptr;
      for (const auto& option : candidates_[i].options) {
        if (no_stricter(judge(picks), target)) break;
        picks[i] = &option;
        if (&option == chosen) break;
      }
    }
  }

  std::set<std::string> kinds(const Picks& picks) const {
    std::set<std::string> out;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (picks.empty() || picks[i]) out.insert(candidates_[i].kinds.begin(), candidates_[i].kinds.end());
    }
    return out;
  }

  const rules::Rule& rule_;
  const facts::ProjectFacts& facts_;
  const Attributes& attributes_;
  Date as_of_;
  std::map<std::string, expr::Span> values_;
  std::vector<Candidate> candidates_;
  bool whole_region_ = false;
};

}  // namespace

std::optional<Choice> choose_leaves(const Screening& s, const verdict::Finding& finding,
                                    const report::ProjectResult& result) {
  const rules::Rule* rule = s.book.find(finding.rule);
  if (!rule || finding.overridden) return std::nullopt;
  return Chooser(s, *rule, result).choose();
}

}  // namespace zonegate::app
