// SPDX-License-Identifier: Apache-2.0
//
// Cutting to a box. Rings: Sutherland and Hodgman (1974), one side after the other. Edges: Liang and Barsky (1984).
#include <algorithm>
#include <array>
#include <cmath>

#include "geom/segment_distance.h"

namespace zonegate::geom {
namespace {

// Keeps the part of a ring where side(p) >= 0.
template <class Side>
Ring cut(const Ring& ring, Side side) {
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point p = ring[i], q = ring[(i + 1) % ring.size()];
    const double a = side(p), b = side(q);
    if (a >= 0) out.push_back(p);
    if ((a >= 0) != (b >= 0)) {
      const double t = a / (a - b);
      out.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
    }
  }
  return out;
}

// How far inside each side of the box.
std::array<double, 4> insides(Point p, const Box& b) {
  return {p.x - b.min_x, b.max_x - p.x, p.y - b.min_y, b.max_y - p.y};
}

// Parameters of the part of a segment inside the box; false: none.
bool part_inside(Point a, Point b, const Box& box, double& from, double& to) {
  from = 0, to = 1;
  const auto start = insides(a, box), end = insides(b, box);
  for (std::size_t side = 0; side < start.size(); ++side) {
    const double da = start[side], db = end[side];
    if (da < 0 && db < 0) return false;
    if (da < 0) from = std::max(from, da / (da - db));
    if (db < 0) to = std::min(to, da / (da - db));
  }
  return from < to;
}

}  // namespace

Ring cut_to(Ring ring, const Box& b) {
  Box own;
  for (const Point p : ring) own.add(p);
  if (own.empty() || !own.meets(b)) return {};
  if (own.min_x < b.min_x) ring = cut(ring, [&](Point p) { return p.x - b.min_x; });
  if (own.max_x > b.max_x) ring = cut(ring, [&](Point p) { return b.max_x - p.x; });
  if (own.min_y < b.min_y) ring = cut(ring, [&](Point p) { return p.y - b.min_y; });
  if (own.max_y > b.max_y) ring = cut(ring, [&](Point p) { return b.max_y - p.y; });
  return ring;
}

std::vector<Path> cut_path(const Path& path, bool closed, const Box& box) {
  std::vector<Path> pieces;
  bool open = false;
  const std::size_t edges = path.size() < 2 ? 0 : closed ? path.size() : path.size() - 1;
  for (std::size_t i = 0; i < edges; ++i) {
    const Point a = path[i], b = path[(i + 1) % path.size()];
    double from = 0, to = 1;
    if (!part_inside(a, b, box, from, to)) {
      open = false;
      continue;
    }
    const auto at = [&](double t) { return Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
    if (!open || from > 0) pieces.push_back({at(from)});
    pieces.back().push_back(at(to));
    open = to >= 1;
  }
  return pieces;
}

Path thinned(const Path& path, double least) {
  Path out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool last = i + 1 == path.size();
    if (out.empty() || last || std::hypot(path[i].x - out.back().x, path[i].y - out.back().y) >= least)
      out.push_back(path[i]);
  }
  return out;
}

Polygon rectangle(const Box& b) {
  return {{{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}}, {}};
}

double segment_distance(Point p, Point a, Point b) { return std::sqrt(point_segment2(p, a, b)); }

}  // namespace zonegate::geom
