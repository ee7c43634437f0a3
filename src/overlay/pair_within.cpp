// SPDX-License-Identifier: Apache-2.0
//
// Within a distance, or not: most pairs are told by bounds.
//
// Let smin and smax be the least and the largest ground scale where the shortest way between the two can run. A plane distance d is then between d * smin
// and d * smax on the ground. Boxes come first (their gap and their far ends bound d), then the edges of polygons. What is left lies within these bounds of the
// limit: its geodesic distance is taken from the edges near each other; and where that comes within 1 mm of the limit the pair goes the whole way, so that the
// set is the one that measured distances give.
#include <algorithm>
#include <cmath>
#include <limits>

#include "overlay/relate.h"

namespace zonegate::overlay {
namespace {

constexpr double kMeasureError = 1e-3;  // metres: what a measured distance may be off

geom::Point middle(const geom::Box& box) {
  return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

double size(const geom::Box& box) { return (box.max_x - box.min_x) + (box.max_y - box.min_y); }

struct Bounds {
  double near = 0, far = 0;  // plane metres: below `near` surely within, beyond `far` surely not
};

// The shortest way runs within `far` of the smaller box.
std::optional<Bounds> bounds_of(const geom::Box& box, double metres, const geom::Plane& plane) {
  if (plane.is_local()) return Bounds{metres - 2 * kMeasureError, metres + 2 * kMeasureError};
  const double margin = plane.is_equal_area() ? 1.001 : 1.01;
  const double reach = 1.5 * metres / scale_bounds(box, plane).least + 1;
  const ScaleBounds scale = scale_bounds(box.grown(reach, reach), plane);
  if (!(scale.least > 0) || !std::isfinite(scale.most)) return std::nullopt;
  const Bounds bounds{(metres - 2 * kMeasureError) / (scale.most * margin),
                      (metres + 2 * kMeasureError) * margin / scale.least};
  if (!(bounds.far <= reach)) return std::nullopt;  // a distance over which the scale changes too much
  return bounds;
}

}  // namespace

ScaleBounds scale_bounds(const geom::Box& box, const geom::Plane& plane) {
  if (plane.is_local()) return {};
  ScaleBounds bounds{std::numeric_limits<double>::infinity(), 0};
  const auto add = [&](geom::Point p) {
    const geom::GroundScale s = plane.ground_scale(p);
    bounds.least = std::min({bounds.least, s.x, s.y});
    bounds.most = std::max({bounds.most, s.x, s.y});
  };
  for (const geom::Point p : {geom::Point{box.min_x, box.min_y},
                              {box.min_x, box.max_y},
                              {box.max_x, box.min_y},
                              {box.max_x, box.max_y},
                              middle(box)})
    add(p);
  if (plane.is_equal_area() && box.min_y < 0 && box.max_y > 0) add({box.min_x, 0});
  return bounds;
}

// Of two that do not meet.
PairMeasure::Within PairMeasure::within(const Ready& a, const Ready& b, double metres) {
  const geom::Box& smaller = size(a.box()) <= size(b.box()) ? a.box() : b.box();
  const auto bounds = bounds_of(smaller, metres, plane_);
  if (!bounds) return Within::doubtful;
  if (gap(a.box(), b.box()) > bounds->far) return Within::no;
  if (far_end(a.box(), b.box()) < bounds->near) return Within::yes;
  if (!a.plain || !b.plain) return Within::doubtful;
  const double d = measure_.edge_distance(a.area, b.area, bounds->far);
  if (d >= bounds->far) return Within::no;
  if (d < bounds->near) return Within::yes;
  const auto [ea, eb] = measure_.edges_near(a.area, b.area, bounds->far);
  const auto found = geom::nearest(ea, eb, plane_, Metres(metres + 2 * kMeasureError));
  if (!found || found->distance.value > metres + kMeasureError) return Within::no;
  return found->distance.value < metres - kMeasureError ? Within::yes : Within::doubtful;
}

}  // namespace zonegate::overlay
