// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "overlay/relate.h"

namespace zonegate::overlay {

bool contains(const Ready& a, const Ready& b, const PairFact& fact, const Preparer& preparer_a,
              const Preparer& preparer_b, const geom::Plane& plane) {
  if (a.area.empty()) return false;
  const geom::Measured whole = b.area.area();
  if (!b.area.empty() && fact.area_m2 < whole.value - whole.bound - fact.bound_m2) return false;
  if (b.plain) return true;
  const auto fa = preparer_a.figure(a), fb = preparer_b.figure(b);
  const geom::Figure* const areas[] = {fa.get()};
  if (!fb->line_edges().empty()) {
    const double all = geom::length(*fb, plane).value;
    if (geom::length_inside(*fb, areas, plane).total.value < all * (1 - 1e-9) - 1e-6) return false;
  }
  const auto& points = fb->shape.points;
  bool held = !b.area.empty() || !fb->line_edges().empty();
  for (const geom::Point p : points) {
    const geom::Side side = geom::locate(p, fa->area_edges());
    if (side == geom::Side::outside) return false;
    held = held || side == geom::Side::inside;
  }
  return held;
}

}  // namespace zonegate::overlay
