// SPDX-License-Identifier: Apache-2.0
//
// The distance that a rule asks for. A layer that was examined only in part can hide something nearer: then what was found is an upper
// limit, and the lower one is 0. On a derived layer the accuracy opens both sides; on a statutory one the distance stands and is marked.
#include <algorithm>
#include <cmath>
#include <limits>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double least(const Work& work, const std::vector<const Hit*>& hits, double sign) {
  double best = kInfinity;
  for (const auto* hit : hits) {
    const auto& fact = work.out.features[hit->fact];
    if (!fact.distance_m) continue;
    const double slack = fact.statutory ? 0 : fact.accuracy_m;
    best = std::min(best, std::max(0.0, *fact.distance_m + sign * slack));
  }
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

bool near_threshold(const Work& work, const Selection& s, double threshold) {
  return std::any_of(s.possible.begin(), s.possible.end(), [&](const Hit* hit) {
    const auto& fact = work.out.features[hit->fact];
    return fact.distance_m && std::abs(*fact.distance_m - threshold) <= fact.accuracy_m;
  });
}

}  // namespace

void distance_value(const Work& work, const facts::Measure& measure, const Selection& s,
                    facts::MeasureFact& out) {
  const double far = measure.max_distance_m;
  double lo = least(work, s.possible, -1);
  double hi = least(work, sure_matches(s, measure), +1);
  const double found = least(work, s.possible, 0);
  out.measured = std::min(found, far);
  const bool nothing_near = lo > far;
  if (nothing_near) lo = far;
  if (hi > far) hi = kInfinity;
  out.value = {lo, hi, nothing_near};
  // A bare point or line: the true footprint can only be nearer.
  if (out.examined_share < 1 || s.unsized) out.value = {0, out.value.hi, false};
  if (s.parts.empty() && work.project.status == catalog::Status::ok) out.value = {far, kInfinity, true};
  out.boundary_grade = near_threshold(work, s, far);
  if (!out.value.exact() && out.reason.empty() && !(out.value.open_lo && out.value.lo == far)) {
    out.reason = s.unsized ? "a bare point or line has no extent"
                           : measure.layer + ": within the accuracy, or a field that decides is unknown";
  }
}

}  // namespace zonegate::overlay
