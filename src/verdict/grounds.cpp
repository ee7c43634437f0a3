// SPDX-License-Identifier: Apache-2.0
//
// Which features a finding rests on. A measure that is a sum rests on all that were counted; a distance on those alone that are near enough themselves: the nearest of the
// layer makes the condition hold, and what lies beyond its threshold does not. What the rule measured beside (the surface, where only a spoil ground is meant) is no ground of what it says.
#include <algorithm>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

// What the distance of this feature alone may be, as overlay/distances.cpp takes the nearest.
expr::Span own_distance(const facts::ProjectFacts& facts, const facts::Measure& measure,
                        const facts::FeatureFact& fact) {
  const double slack = fact.statutory ? 0 : fact.accuracy_m;
  const double least =
      measure.less.empty() ? 0 : facts::half_width(measure, fact.fields).value_or(measure.less_most_m);
  const double most = measure.less.empty() ? 0 : facts::half_width(measure, fact.fields).value_or(0);
  const bool unsized = std::any_of(facts.parts.begin(), facts.parts.end(), [&](const facts::PartFact& part) {
    return part.part_id == fact.part_id && !part.sized;
  });
  return {unsized ? 0 : std::max(0.0, *fact.distance_m - least - slack),
          std::max(0.0, *fact.distance_m - most + slack), false};
}

}  // namespace

std::vector<std::size_t> grounds_of(const facts::ProjectFacts& facts, const facts::Plan& plan,
                                    const rules::Rule& rule, const std::vector<rules::Ground>& grounds) {
  std::vector<std::size_t> out;
  for (const auto& ground : grounds) {
    const auto& measure = rule.measures.at(ground.measure);
    for (const std::size_t at : facts.measures.at(plan.index_of(measure)).features) {
      if (measure.stat == facts::Stat::distance) {
        const auto& fact = facts.features.at(at);
        if (!fact.distance_m || !rests_on(ground, own_distance(facts, measure, fact))) continue;
      }
      out.push_back(at);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace zonegate::verdict
