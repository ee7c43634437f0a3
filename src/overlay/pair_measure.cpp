// SPDX-License-Identifier: Apache-2.0
//
// A pair, by the shortest way that leaves no doubt.
//
// The perimeter of an overlap is at most the length of both boundaries inside the common box, so 2 * area / (that length) is less than its mean width, which
// is less than the width of its widest piece: where that exceeds the touch band by far, the pair overlaps, and no region needs to be built. Where no area is shared and no edge of
// one comes near an edge of the other, they do not even touch. Everything between goes through relate().
#include <algorithm>
#include <cmath>

#include "overlay/relate.h"

namespace zonegate::overlay {
namespace {

PairFact::Kind kind_of(const Relation& r, const geom::Figure& a, const geom::Figure& b) {
  if (r.inside) return PairFact::Kind::inside;
  if (r.hit()) return a.has_area() && b.has_area() ? PairFact::Kind::overlap : PairFact::Kind::crosses;
  if (r.shared_m2 > r.bound_m2 || r.band == facts::Band::touch) return PairFact::Kind::touch;
  return PairFact::Kind::near;
}

PairFact near_fact() {
  PairFact fact;
  fact.kind = PairFact::Kind::near;
  return fact;
}

}  // namespace

std::optional<PairFact> PairMeasure::quick(const Ready& a, const Ready& b, bool& decided) {
  const geom::Measured shared = measure_(a.area, b.area);
  decided = true;
  if (shared.value > shared.bound && 2 * shared.value > kNearPlane * measure_.boundary_seen()) {
    PairFact fact;
    fact.area_m2 = shared.value;
    fact.bound_m2 = shared.bound;
    fact.distance_m = 0;
    return fact;
  }
  const bool visible = std::min(a.area.area().value, b.area.area().value) > 1000 * shared.bound;
  if (visible && shared.value <= shared.bound && !measure_.edges_within(a.area, b.area, kNearPlane))
    return std::nullopt;
  decided = false;
  return std::nullopt;
}

std::optional<PairFact> PairMeasure::operator()(const Ready& a, const Ready& b,
                                                const PairQuestion& question) {
  if (a.plain && b.plain && !question.width) {
    bool decided = false;
    auto fact = quick(a, b, decided);
    if (decided && (fact || question.max_distance_m <= 0)) return fact;
    if (decided && question.only_within) {  // they do not meet
      const Within answer = within(a, b, question.max_distance_m);
      if (answer == Within::no) return std::nullopt;
      if (answer == Within::yes) return near_fact();
    }
  } else if (question.only_within && gap(a.box(), b.box()) > kNearPlane) {
    const Within answer = within(a, b, question.max_distance_m);
    if (answer == Within::no) return std::nullopt;
    if (answer == Within::yes) return near_fact();
  }
  auto fact = full(a, b, question.max_distance_m);
  if (fact && question.only_within && fact->kind == PairFact::Kind::near) return near_fact();
  return fact;
}

std::optional<PairFact> PairMeasure::full(const Ready& a, const Ready& b, double max_distance_m) {
  ++long_ways_;
  const auto fa = a_.figure(a), fb = b_.figure(b);
  const Relation r = relate(*fa, *fb, plane_, {0, 0, max_distance_m});
  const bool meets = r.hit() || r.band == facts::Band::touch || r.shared_m2 > r.bound_m2;
  if (!meets && !(r.distance_m && *r.distance_m <= max_distance_m)) return std::nullopt;
  PairFact fact;
  fact.kind = kind_of(r, *fa, *fb);
  // Rounding may leave less than nothing, or a crumb between two that lie apart, within the bound.
  fact.area_m2 = fact.kind == PairFact::Kind::near ? 0 : std::max(0.0, r.shared_m2);
  fact.bound_m2 = r.bound_m2;
  fact.length_m = r.length_m;
  fact.width_m = r.width_m;
  fact.distance_m = r.distance_m.value_or(PairFact::kNotKnown);
  fact.bearing = r.bearing.value_or(PairFact::kNotKnown);
  return fact;
}

}  // namespace zonegate::overlay
