// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. The edges and points of a figure in a tree of boxes. No sorting: neighbours along a ring
// are neighbours in space, so eight consecutive elements make a leaf and eight consecutive nodes a parent.
// O(n) to build.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "geom/near_metric.h"

namespace zonegate::geom {

struct NearElement {
  Point p, q;
  int edge = -1;  // index into Figure::edges; -1: a point
  Box box() const { return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)}; }
};

// What a figure holds besides its edges: points, and what is left of rings and lines too short to have edges
// (they lie somewhere).
inline std::vector<NearElement> loose_elements(const Shape& shape) {
  std::vector<NearElement> out;
  for (const Point p : shape.points) out.push_back({p, p, -1});
  const auto add = [&](const std::vector<Point>& v, std::size_t distinct) {
    std::size_t seen = 0;
    Point known[2];
    for (const Point p : v) {
      if ((seen > 0 && p == known[0]) || (seen > 1 && p == known[1])) continue;
      if (++seen >= distinct) return;
      known[seen - 1] = p;
    }
    if (seen > 0) out.push_back({known[0], known[seen - 1], -1});
  };
  for (const Polygon& p : shape.polygons) {
    add(p.shell, 3);
    for (const Ring& h : p.holes) add(h, 3);
  }
  for (const Path& l : shape.lines) add(l, 2);
  return out;
}

class NearTree {
 public:
  struct Node {
    Box box;
    std::size_t first = 0, count = 0;
    bool leaf = true;
  };

  // Edges longer than a kilometre are cut: on shorter ones the nearest points of two edges that do not cross
  // are an end and a foot (to 0.3 mm at 100 km), as in a plane. Elements that lie outside the window are left
  // out.
  NearTree(const Figure& f, const Box& window) {
    for (std::size_t i = 0; i < f.edges.size(); ++i) add_edge(f.edges[i], static_cast<int>(i), window);
    for (const NearElement& e : loose_elements(f.shape))
      if (window.meets(e.box())) elements_.push_back(e);
    if (!elements_.empty()) build();
    space_.resize(elements_.size() * 2);
    known_.assign(elements_.size(), false);
  }

  bool empty() const { return elements_.empty(); }
  const std::vector<NearElement>& elements() const { return elements_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  std::size_t root() const { return nodes_.size() - 1; }

  // Both ends of an element in space, computed when first asked for.
  const Vec3* in_space(std::size_t i, const NearMetric& metric) {
    if (!known_[i]) {
      space_[2 * i] = metric.in_space(elements_[i].p);
      space_[2 * i + 1] = elements_[i].p == elements_[i].q ? space_[2 * i] : metric.in_space(elements_[i].q);
      known_[i] = true;
    }
    return &space_[2 * i];
  }

 private:
  static constexpr std::size_t kFan = 8;
  static constexpr double kPiece = 1000.0;
  static constexpr double kMaxPieces = 4096;

  void add_edge(const Edge& e, int index, const Box& window) {
    if (e.x0 > window.max_x || e.x1 < window.min_x || std::max(e.y0, e.y1) < window.min_y ||
        std::min(e.y0, e.y1) > window.max_y)
      return;
    const double dx = e.x1 - e.x0, dy = e.y1 - e.y0;
    const int n = static_cast<int>(std::clamp(std::ceil(std::hypot(dx, dy) / kPiece), 1.0, kMaxPieces));
    Point from{e.x0, e.y0};
    for (int k = 1; k <= n; ++k) {
      const double t = static_cast<double>(k) / n;
      const Point to = k == n ? Point{e.x1, e.y1} : Point{e.x0 + t * dx, e.y0 + t * dy};
      if (n == 1 || window.meets(NearElement{from, to, index}.box())) elements_.push_back({from, to, index});
      from = to;
    }
  }

  void build() {
    for (std::size_t i = 0; i < elements_.size(); i += kFan) {
      Node n{{}, i, std::min(kFan, elements_.size() - i), true};
      for (std::size_t k = i; k < i + n.count; ++k) n.box.add(elements_[k].box());
      nodes_.push_back(n);
    }
    std::size_t begin = 0, end = nodes_.size();
    while (end - begin > 1) {
      for (std::size_t i = begin; i < end; i += kFan) {
        Node n{{}, i, std::min(kFan, end - i), false};
        for (std::size_t k = i; k < i + n.count; ++k) n.box.add(nodes_[k].box);
        nodes_.push_back(n);
      }
      begin = end;
      end = nodes_.size();
    }
  }

  std::vector<NearElement> elements_;
  std::vector<Node> nodes_;
  std::vector<Vec3> space_;
  std::vector<bool> known_;
};

}  // namespace zonegate::geom
