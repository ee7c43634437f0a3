// SPDX-License-Identifier: Apache-2.0
//
// The nearest feature: boxes first, then edges in the plane, then the ground.
//
// A plane distance d is a ground distance between d * smin and d * smax, the least and the largest ground scale about the place. So
// those whose plane distance is within smax / smin of the least may be the nearest on the ground, and only these few are measured
// as geodesics, on the edges near each other.
#include <algorithm>
#include <cmath>
#include <limits>

#include "overlay/relate.h"

namespace zonegate::overlay {

PairNearest::PairNearest(const geom::Plane& plane, const Preparer& a, const Preparer& b,
                         const std::vector<Ready>& held, const index::BoxIndex& index)
    : plane_(plane), held_(held), index_(index), pair_(plane, a, b) {}

// Largest over least ground scale within `reach` plane metres of the box, and 2 % for what its corners do not show.
double PairNearest::ratio(const geom::Box& box, double reach) const {
  if (plane_.is_local()) return 1;
  const ScaleBounds scale = scale_bounds(box.grown(reach, reach), plane_);
  return scale.least > 0 && std::isfinite(scale.most) ? 1.02 * scale.most / scale.least : kFarPlane;
}

double PairNearest::plane_distance(const Ready& a, const Ready& b, double limit) {
  if (!a.plain || !b.plain) return gap(a.box(), b.box());  // lines and points: the ground decides
  if (a.box().meets(b.box())) {
    const geom::Measured shared = measure_(a.area, b.area);
    if (shared.value > shared.bound) return 0;
  }
  return measure_.edge_distance(a.area, b.area, limit);
}

// The features with the nearest boxes first: they bound how far the nearest can be. Then whatever has its box within that bound.
void PairNearest::look(const Ready& a, double max_distance_m) {
  constexpr std::size_t kFirst = 4;
  const geom::Box& box = a.box();
  double best = kFarPlane, factor = 1;
  const auto bound_to = [&](double d) {
    best = d;
    factor = ratio(box, d);
  };
  if (max_distance_m < kFarPlane) bound_to(std::min(kFarPlane, 4 * max_distance_m + 1));
  const auto offer = [&](std::size_t i) {
    const Ready& b = held_[i];
    const double reach = best * factor;
    if (gap(box, b.box()) > reach) return;
    const double d = plane_distance(a, b, reach * (1 + 1e-9) + 1e-6);
    if (d > reach) return;
    near_.push_back({i, d});
    const double most = a.plain && b.plain ? d : far_end(box, b.box());
    if (most < best) bound_to(most);
  };
  near_.clear();
  const auto first = index_.nearest({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, kFirst);
  for (const std::size_t i : first) offer(i);
  const double reach = best * factor;
  index_.query(box.grown(reach, reach), candidates_);
  for (const std::size_t i : candidates_) {
    if (!std::binary_search(first.begin(), first.end(), i)) offer(i);
  }
  std::erase_if(near_, [&](const Near& n) { return n.plane_m > best * factor; });
  std::sort(near_.begin(), near_.end(), [](const Near& l, const Near& r) { return l.b < r.b; });
}

std::optional<PairFact> PairNearest::exact(const Ready& a, const Near& near, double limit) {
  const Ready& b = held_[near.b];
  PairQuestion question;
  question.max_distance_m = limit;
  if (!a.plain || !b.plain || near.plane_m == 0) return pair_(a, b, question);
  const double scale = ratio(a.box(), near.plane_m);
  const auto [ea, eb] = measure_.edges_near(a.area, b.area, near.plane_m * scale + 1e-3);
  const auto found = geom::nearest(ea, eb, plane_, Metres(limit));
  if (!found) return std::nullopt;
  if (found->distance.value <= kTouchWidthM) return pair_(a, b, question);
  PairFact fact;
  fact.kind = PairFact::Kind::near;
  fact.distance_m = found->distance.value;
  fact.bearing = found->bearing.value;
  return fact;
}

std::optional<PairNearest::Found> PairNearest::operator()(const Ready& a, double max_distance_m) {
  look(a, max_distance_m);
  std::optional<Found> best;
  const auto distance = [](const PairFact& f) { return std::isnan(f.distance_m) ? 0 : f.distance_m; };
  for (const Near& near : near_) {
    const double limit = best ? distance(best->fact) : std::min(max_distance_m, 2e7);
    auto fact = exact(a, near, limit);
    if (!fact || (best && !(distance(*fact) < distance(best->fact)))) continue;
    best = Found{near.b, *fact};
    if (distance(*fact) == 0) break;
  }
  return best;
}

}  // namespace zonegate::overlay
