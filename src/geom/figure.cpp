// SPDX-License-Identifier: Apache-2.0
//
// From a shape to directed edges.
//
// Every edge is stored from left to right with a sign that says on which side the inside lies, by the role of its ring:
// shells count as counter-clockwise and holes as clockwise whatever their vertices do (files disagree about orientation,
// never about roles). The orientation of a ring is the sign of its shoelace about its first vertex. A ring whose signed
// area is lost in rounding encloses nothing that a sum could see, with either sign.
#include <algorithm>
#include <cmath>

#include "geom/geom.h"
#include "geom/ring_sense.h"

namespace zonegate::geom {
namespace {

class Builder {
 public:
  explicit Builder(std::span<const float> deviations) : deviations_(deviations) {}

  void ring(const Ring& ring, bool hole) {
    if (!has_three_points(ring)) {
      next_ += ring.size();
      return;
    }
    const int turn = clockwise(ring) == hole ? 1 : -1;  // +1: the vertices run as the role wants them
    for (std::size_t i = 0; i < ring.size(); ++i) edge(ring[i], ring[(i + 1) % ring.size()], turn);
  }
  void line(const Path& path) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) edge(path[i], path[i + 1], 0);
  }
  std::vector<Edge> take() { return std::move(edges_); }
  std::size_t size() const { return edges_.size(); }

 private:
  void edge(Point from, Point to, int turn) {
    float left =
        next_ < deviations_.size() ? deviations_[next_] : 0;  // of the edge, where its source's line runs
    ++next_;
    if (from == to) return;
    const int sign = to.x < from.x ? turn : to.x > from.x ? -turn : 0;  // leftwards: the inside is below
    if (to.x < from.x || (to.x == from.x && to.y < from.y)) {
      std::swap(from, to);
      left = -left;
    }
    const int side = left > 0 ? 1 : left < 0 ? -1 : 0;
    edges_.push_back({from.x, from.y, to.x, to.y, std::abs(left), static_cast<signed char>(sign),
                      static_cast<signed char>(side)});
  }

  std::span<const float> deviations_;
  std::size_t next_ = 0;  // edge number, dropped edges counted
  std::vector<Edge> edges_;
};

}  // namespace

Figure make_figure(Shape plane_shape, std::span<const float> deviations) {
  Figure figure;
  Builder builder(deviations);
  for (const Polygon& polygon : plane_shape.polygons) {
    builder.ring(polygon.shell, false);
    for (const Ring& hole : polygon.holes) builder.ring(hole, true);
  }
  figure.ring_edges = builder.size();
  for (const Path& path : plane_shape.lines) builder.line(path);
  figure.edges = builder.take();
  figure.box = plane_shape.box();
  for (const Edge& e : figure.edges) figure.max_deviation = std::max(figure.max_deviation, e.deviation);
  figure.shape = std::move(plane_shape);
  return figure;
}

}  // namespace zonegate::geom
