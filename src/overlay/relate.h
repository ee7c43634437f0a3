// SPDX-License-Identifier: Apache-2.0
// Private to overlay.
#pragma once

#include <algorithm>
#include <cmath>

#include "overlay/overlay.h"

namespace zonegate::overlay {

inline constexpr double kTouchWidthM = 0.002;  // 2 mm: wider is no touch (docs/decisions/0005)

// Plane metres for a ground width of the touch band: the scales of the planes in use stay within a factor of 5 of it up to latitude 75.
inline constexpr double kNearPlane = 5 * kTouchWidthM;
inline constexpr double kFarPlane = 1e9;  // metres: beyond the width of any plane

// Least and largest ground metres of a plane metre, whatever its direction, at the corners and the middle of the box, and at the equator
// where it crosses it. For the equal-area plane that is all; in others the caller adds what the corners do not show.
struct ScaleBounds {
  double least = 1, most = 1;
};
ScaleBounds scale_bounds(const geom::Box& box, const geom::Plane& plane);
// No two points of the boxes are farther apart, plane metres.
inline double far_end(const geom::Box& a, const geom::Box& b) {
  return std::hypot(std::max(a.max_x, b.max_x) - std::min(a.min_x, b.min_x),
                    std::max(a.max_y, b.max_y) - std::min(a.min_y, b.min_y));
}

// The band of an overlap (or gap) of this ground width; accuracy: combined 95 % bound of both sides.
facts::Band band_of(double width_m, double accuracy_m);

double perimeter_of(const geom::Figure& figure, const geom::Plane& plane);  // of its area, ground metres

// Could a true overlap hide between figures that do not overlap in the plane? A vertex of one lies nearer to a long edge of the other than
// that edge deviates, at that place, from the straight line of its source. 0: no; else the deviation there, metres.
double hidden_overlap(const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane);

// Plane metres between two boxes; 0 where they meet.
inline double gap(const geom::Box& a, const geom::Box& b) {
  const double dx = std::max({0.0, a.min_x - b.max_x, b.min_x - a.max_x});
  const double dy = std::max({0.0, a.min_y - b.max_y, b.min_y - a.max_y});
  return std::hypot(dx, dy);
}

}  // namespace zonegate::overlay
