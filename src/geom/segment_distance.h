// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Squared distance of two segments in the plane; 0 where they cross.
#pragma once

#include <algorithm>

#include "geom/geom.h"

namespace zonegate::geom {

inline double point_segment2(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
  const double ex = px - t * dx, ey = py - t * dy;
  return ex * ex + ey * ey;
}

inline bool segments_cross(Point a, Point b, Point c, Point d) {
  const auto side = [](Point o, Point p, Point q) {
    return (p.x - o.x) * (q.y - o.y) - (p.y - o.y) * (q.x - o.x);
  };
  return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

inline double segment_distance2(Point a, Point b, Point c, Point d) {
  if (segments_cross(a, b, c, d)) return 0;
  return std::min(
      {point_segment2(a, c, d), point_segment2(b, c, d), point_segment2(c, a, b), point_segment2(d, a, b)});
}

inline double box_gap2(const Box& a, const Box& b) {
  const double dx = std::max({0.0, a.min_x - b.max_x, b.min_x - a.max_x});
  const double dy = std::max({0.0, a.min_y - b.max_y, b.min_y - a.max_y});
  return dx * dx + dy * dy;
}

}  // namespace zonegate::geom
