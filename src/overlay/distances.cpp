// SPDX-License-Identifier: Apache-2.0
//
// The distance that a rule asks for, perhaps less the half width of a line. A layer that was examined only in part can hide something nearer: then what was found is an upper
// limit, and the lower one is 0. On a derived layer the accuracy opens both sides; on a statutory one the distance stands and is marked.
#include <algorithm>
#include <cmath>
#include <limits>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// What is taken off the distance to a line: its half width, where it states one; where it does not, nothing or the largest that a rule reckons with.
double width_of(const facts::Measure& measure, const Hit& hit, double otherwise) {
  if (measure.less.empty()) return 0;
  return facts::half_width(measure, hit.feature->fields).value_or(otherwise);
}

// sign -1: the least that it can be; +1: the most; 0: as measured.
double distance_of(const Work& work, const facts::Measure& measure, const Hit& hit, double sign) {
  const auto& fact = work.out.features[hit.fact];
  if (!fact.distance_m) return kInfinity;
  const double slack = fact.statutory ? 0 : fact.accuracy_m;
  const double width = width_of(measure, hit, sign < 0 ? measure.less_most_m : 0);
  return std::max(0.0, *fact.distance_m - width + sign * slack);
}

double least(const Work& work, const facts::Measure& measure, const std::vector<const Hit*>& hits,
             double sign) {
  double best = kInfinity;
  for (const auto* hit : hits) best = std::min(best, distance_of(work, measure, *hit, sign));
  return best;
}

// Matches for sure, whether or not its nearness is certain.
std::vector<const Hit*> sure_matches(const Selection& s, const facts::Measure& measure) {
  std::vector<const Hit*> sure;
  for (const auto* hit : s.possible) {
    if (matches(measure.where, hit->feature->fields) == expr::Truth::yes) sure.push_back(hit);
  }
  return sure;
}

bool near_threshold(const Work& work, const facts::Measure& measure, const Selection& s) {
  return std::any_of(s.possible.begin(), s.possible.end(), [&](const Hit* hit) {
    const double off = distance_of(work, measure, *hit, 0) - measure.max_distance_m;
    return std::abs(off) <= work.out.features[hit->fact].accuracy_m;
  });
}

bool width_missing(const facts::Measure& measure, const Selection& s) {
  return !measure.less.empty() && std::any_of(s.possible.begin(), s.possible.end(), [&](const Hit* hit) {
    return !facts::half_width(measure, hit->feature->fields);
  });
}

}  // namespace

void distance_value(const Work& work, const facts::Measure& measure, const Selection& s,
                    facts::MeasureFact& out) {
  const double far = measure.max_distance_m;
  double lo = least(work, measure, s.possible, -1);
  double hi = least(work, measure, sure_matches(s, measure), +1);
  const double found = least(work, measure, s.possible, 0);
  out.measured = std::min(found, far);
  const bool nothing_near = lo > far;
  if (nothing_near) lo = far;
  if (hi > far) hi = kInfinity;
  out.value = {lo, hi, nothing_near};
  // A bare point or line: the true footprint can only be nearer.
  if (out.examined_share < 1 || s.unsized) out.value = {0, out.value.hi, false};
  if (s.parts.empty() && work.project.status == catalog::Status::ok) out.value = {far, kInfinity, true};
  out.boundary_grade = near_threshold(work, measure, s);
  if (!out.value.exact() && out.reason.empty() && !(out.value.open_lo && out.value.lo == far)) {
    out.reason = s.unsized ? "a bare point or line has no extent"
                 : width_missing(measure, s)
                     ? measure.layer + ": a half width that decides is missing"
                     : measure.layer + ": within the accuracy, or a field that decides is unknown";
  }
}

}  // namespace zonegate::overlay
