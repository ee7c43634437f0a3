// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Whether a ring encloses something, and which way round it runs.
#pragma once

#include <algorithm>
#include <span>

#include "geom/exact_sum.h"
#include "geom/geom.h"

namespace zonegate::geom {

inline bool has_three_points(std::span<const Point> ring) {
  if (ring.size() < 3) return false;
  const Point a = ring.front();
  const auto b = std::find_if(ring.begin(), ring.end(), [&](Point p) { return !(p == a); });
  return std::any_of(b, ring.end(), [&](Point p) { return !(p == a) && !(p == *b); });
}

// By the shoelace about the first vertex. A ring whose area is lost in rounding encloses nothing that a sum could see, with either sense.
inline bool clockwise(std::span<const Point> ring) {
  ExactSum twice;
  const Point o = ring.front();
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    twice.add((ring[i].x - o.x) * (ring[i + 1].y - o.y));
    twice.add((ring[i + 1].x - o.x) * (o.y - ring[i].y));
  }
  return twice.value() < 0;
}

}  // namespace zonegate::geom
