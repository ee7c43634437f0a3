// SPDX-License-Identifier: Apache-2.0
//
// What long edges may hide. An edge is straight in the working plane; in its source CRS the straight line between the same two vertices
// runs up to `deviation` metres beside it (widest in the middle: deviation * 4t(1-t) at parameter t). Two neighbours that share both end points
// share the edge, whatever it is straight in. But a neighbour's vertex in the middle of a long edge may truly lie on the other side. Where
// the gap there is thinner than the deviation, the answer "no overlap" is not certain. Cost: long edges x vertices; long edges are few.
#include <algorithm>
#include <cmath>

#include "overlay/relate.h"

namespace zonegate::overlay {
namespace {

// Ground distance of p to the edge, the parameter of the foot, and on which side of the edge p lies (+1 above).
struct Foot {
  double distance = 0;
  double t = 0;
  int side = 0;
};

Foot foot(geom::Point p, const geom::Edge& e, const geom::GroundScale& scale) {
  const double dx = (e.x1 - e.x0) * scale.x;
  const double dy = (e.y1 - e.y0) * scale.y;
  const double px = (p.x - e.x0) * scale.x;
  const double py = (p.y - e.y0) * scale.y;
  const double t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  const double left = dx * py - dy * px;
  return {std::hypot(px - t * dx, py - t * dy), t, left > 0 ? 1 : left < 0 ? -1 : 0};
}

double hidden_at(geom::Point p, const geom::Edge& e, const geom::Plane& plane) {
  const double reach = 2.0 * e.deviation;  // plane metres, generous for the scale
  if (p.x < e.x0 - reach || p.x > e.x1 + reach) return 0;
  if (p.y < std::min(e.y0, e.y1) - reach || p.y > std::max(e.y0, e.y1) + reach) return 0;
  const Foot f = foot(p, e, plane.ground_scale(p));
  const double local = e.deviation * 4 * f.t * (1 - f.t);
  if (local <= 0.001) return 0;  // near an end of the edge: vertices are the truth
  const bool away = f.distance > kTouchWidthM && e.side != 0 && f.side != e.side;
  return !away && f.distance < local + kTouchWidthM ? local : 0;
}

double scan(const geom::Figure& long_side, const geom::Figure& other, const geom::Plane& plane) {
  double worst = 0;
  for (const auto& edge : long_side.edges) {
    if (edge.deviation <= 0.001F) continue;
    for (const auto& e : other.edges) {
      worst = std::max(worst, hidden_at({e.x0, e.y0}, edge, plane));
      worst = std::max(worst, hidden_at({e.x1, e.y1}, edge, plane));
    }
    for (const auto& p : other.shape.points) worst = std::max(worst, hidden_at(p, edge, plane));
  }
  return worst;
}

}  // namespace

double hidden_overlap(const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane) {
  double worst = 0;
  if (a.max_deviation > 0.001F) worst = std::max(worst, scan(a, b, plane));
  if (b.max_deviation > 0.001F) worst = std::max(worst, scan(b, a, plane));
  return worst;
}

}  // namespace zonegate::overlay
