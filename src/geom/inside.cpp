// SPDX-License-Identifier: Apache-2.0
//
// Points in polygons and lengths of lines inside them.
//
// locate: the winding number of p is the sum of the signs of the edges above p over its x (half-open ranges, so a vertex
// counts once). Whether an edge is above p is the sign of a cross product of differences from p; its rounding error
// is far below the tolerance, within which the answer is "boundary" before any winding is counted.
//
// length_inside: a segment can change sides only where it meets an edge. All such places are gathered as parameters along
// the segment (crossings, and the projections of edge ends that lie on it, so that stretches along an edge are cut at both
// ends); too many cuts do no harm. The middle of each stretch then decides for the whole stretch. Where it lies on
// a boundary, both sides are asked: between two adjoining polygons both are inside and the stretch counts, along the
// rim of the union only one is and it does not.
//
// Cost: edges are dealt into strips over x once; a segment looks only at the strips that it crosses.
// Source: winding-number point location (Sunday 2001); the stretch logic is our own.
#include <cmath>

#include "geom/exact_sum.h"
#include "geom/stretches.h"

namespace zonegate::geom {
double ground_distance(Point a, Point b, const Plane& plane) {
  if (plane.is_local()) return std::hypot(a.x - b.x, a.y - b.y);
  return geodesic_distance(plane.to_lonlat(a), plane.to_lonlat(b)).value;
}

Side locate(Point p, std::span<const Edge> rings, double tolerance) {
  return locate_among(p, rings, tolerance);
}

Length length_inside(const Figure& line, std::span<const Figure* const> polygons, const Plane& plane) {
  Length result;
  const PolygonUnion all(polygons, line.box.grown(8 * kInsideTolerance, 8 * kInsideTolerance));
  ExactSum total;
  const std::span<const Edge> edges = line.line_edges();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Segment segment(edges[i]);
    for (const Crossing& c : segment.inside(all, i)) {
      total.add(ground_distance(segment.at(c.from), segment.at(c.to), plane));
      result.stretches.push_back(c);
    }
  }
  result.total = Metres(total.value());
  return result;
}

Metres length(const Figure& line, const Plane& plane) {
  ExactSum total;
  for (const Edge& e : line.line_edges()) total.add(ground_distance({e.x0, e.y0}, {e.x1, e.y1}, plane));
  return Metres(total.value());
}

}  // namespace zonegate::geom
