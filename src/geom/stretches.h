// SPDX-License-Identifier: Apache-2.0
//
// Private to geom: the stretches of a segment inside a union of polygons. The essay is in inside.cpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

inline constexpr double kInsideTolerance = 2 * kGrid;

inline double distance_to(Point p, const Edge& e) {
  const double dx = e.x1 - e.x0;
  const double dy = e.y1 - e.y0;
  const double square = dx * dx + dy * dy;
  const double along = square > 0 ? ((p.x - e.x0) * dx + (p.y - e.y0) * dy) / square : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  const Point near =
      t <= 0.5 ? Point{e.x0 + t * dx, e.y0 + t * dy} : Point{e.x1 - (1 - t) * dx, e.y1 - (1 - t) * dy};
  return std::hypot(p.x - near.x, p.y - near.y);
}

inline bool near_box(Point p, const Edge& e, double tolerance) {
  return p.x >= e.x0 - tolerance && p.x <= e.x1 + tolerance && p.y >= std::min(e.y0, e.y1) - tolerance &&
         p.y <= std::max(e.y0, e.y1) + tolerance;
}

// Positive where p lies below the edge.
inline double below(Point p, const Edge& e) {
  return (e.x1 - p.x) * (e.y0 - p.y) - (e.x0 - p.x) * (e.y1 - p.y);
}

// Over any range of edges that holds all those whose x range meets p to within the tolerance.
template <class Edges>
Side locate_among(Point p, const Edges& edges, double tolerance) {
  int winding = 0;
  for (const Edge& e : edges) {
    if (near_box(p, e, tolerance) && distance_to(p, e) <= tolerance) return Side::boundary;
    if (e.sign != 0 && e.x0 <= p.x && p.x < e.x1 && below(p, e) > 0) winding += e.sign;
  }
  return winding != 0 ? Side::inside : Side::outside;
}

// The edges of one polygon that matter for points and segments in `focus`, dealt into strips of equal width.
class Strips {
 public:
  Strips(std::span<const Edge> rings, const Box& focus) : from_(focus.min_x) {
    std::vector<const Edge*> kept;
    for (const Edge& e : rings) {
      if (e.x1 < focus.min_x || e.x0 > focus.max_x || std::max(e.y0, e.y1) < focus.min_y) continue;
      kept.push_back(&e);
    }
    const std::size_t count = std::clamp<std::size_t>(kept.size() / 8, 1, 4096);
    width_ = (focus.max_x - focus.min_x) / static_cast<double>(count);
    strips_.resize(width_ > 0 ? count : 1);
    for (const Edge* e : kept) {
      const std::size_t last = strip(e->x1 + kInsideTolerance);
      for (std::size_t i = strip(e->x0 - kInsideTolerance); i <= last; ++i) strips_[i].push_back(*e);
    }
  }
  Side locate(Point p) const { return locate_among(p, strips_[strip(p.x)], kInsideTolerance); }
  template <class Visit>
  void each(double x0, double x1, Visit visit) const {  // edges over [x0, x1]; some more than once
    const std::size_t last = strip(x1);
    for (std::size_t i = strip(x0); i <= last; ++i)
      std::for_each(strips_[i].begin(), strips_[i].end(), visit);
  }

 private:
  std::size_t strip(double x) const {
    if (!(width_ > 0)) return 0;
    const double i = std::floor((x - from_) / width_);
    return static_cast<std::size_t>(std::clamp(i, 0.0, static_cast<double>(strips_.size() - 1)));
  }
  double from_;
  double width_ = 0;
  std::vector<std::vector<Edge>> strips_;
};

class PolygonUnion {
 public:
  PolygonUnion(std::span<const Figure* const> polygons, const Box& focus) {
    for (const Figure* f : polygons) {
      if (!f->has_area() || !f->box.meets(focus)) continue;
      members_.push_back({f->box.grown(kInsideTolerance, kInsideTolerance), Strips(f->area_edges(), focus)});
    }
  }
  // Whether the middle of a stretch with unit normal n lies inside the union and not along its rim.
  bool holds(Point p, Point n) const {
    switch (locate(p)) {
      case Side::inside:
        return true;
      case Side::outside:
        return false;
      case Side::boundary:
        break;
    }
    const double step = 4 * kInsideTolerance;
    return locate({p.x + step * n.x, p.y + step * n.y}) == Side::inside &&
           locate({p.x - step * n.x, p.y - step * n.y}) == Side::inside;
  }
  template <class Visit>
  void each(const Box& box, Visit visit) const {
    for (const Member& m : members_) {
      if (m.box.meets(box)) m.strips.each(box.min_x, box.max_x, visit);
    }
  }

 private:
  struct Member {
    Box box;
    Strips strips;
  };
  Side locate(Point p) const {
    Side best = Side::outside;
    for (const Member& m : members_) {
      if (!m.box.meets({p.x, p.y, p.x, p.y})) continue;
      const Side side = m.strips.locate(p);
      if (side == Side::inside) return side;
      if (side == Side::boundary) best = side;
    }
    return best;
  }
  std::vector<Member> members_;
};

// One segment of a line, from (x0, y0) to (x1, y1) as the edge is stored.
class Segment {
 public:
  explicit Segment(const Edge& e) : e_(e), dx_(e.x1 - e.x0), dy_(e.y1 - e.y0), length_(std::hypot(dx_, dy_)) {
    box_.add(Point{e.x0, e.y0});
    box_.add(Point{e.x1, e.y1});
  }
  Point at(double t) const {
    if (t <= 0) return {e_.x0, e_.y0};
    if (t >= 1) return {e_.x1, e_.y1};
    return t <= 0.5 ? Point{e_.x0 + t * dx_, e_.y0 + t * dy_}
                    : Point{e_.x1 - (1 - t) * dx_, e_.y1 - (1 - t) * dy_};
  }
  std::vector<Crossing> inside(const PolygonUnion& polygons, std::size_t index) const {
    const std::vector<double> cuts = find_cuts(polygons);
    const Point normal{-dy_ / length_, dx_ / length_};
    std::vector<Crossing> found;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      if (!polygons.holds(at((cuts[i] + cuts[i + 1]) / 2), normal)) continue;
      if (!found.empty() && found.back().to == cuts[i]) {
        found.back().to = cuts[i + 1];
      } else {
        found.push_back({index, cuts[i], cuts[i + 1]});
      }
    }
    return found;
  }

 private:
  void cut_at(const Edge& other, std::vector<double>& cuts) const {
    if (!near(other)) return;
    const double side0 = side({other.x0, other.y0});
    const double side1 = side({other.x1, other.y1});
    const double t0 = along({other.x0, other.y0});
    const double t1 = along({other.x1, other.y1});
    if (std::abs(side0) <= kInsideTolerance) cuts.push_back(t0);
    if (std::abs(side1) <= kInsideTolerance) cuts.push_back(t1);
    if ((side0 < 0) != (side1 < 0)) cuts.push_back(t0 + (t1 - t0) * (side0 / (side0 - side1)));
  }
  bool near(const Edge& other) const {
    const Box b{other.x0, std::min(other.y0, other.y1), other.x1, std::max(other.y0, other.y1)};
    return b.grown(kInsideTolerance, kInsideTolerance).meets(box_);
  }
  double side(Point p) const { return (dx_ * (p.y - e_.y0) - dy_ * (p.x - e_.x0)) / length_; }
  double along(Point p) const { return (dx_ * (p.x - e_.x0) + dy_ * (p.y - e_.y0)) / (length_ * length_); }

  // 0, 1 and every place between them where the segment may change sides, no two closer than a twentieth of the tolerance.
  std::vector<double> find_cuts(const PolygonUnion& polygons) const {
    std::vector<double> all;
    polygons.each(box_, [&](const Edge& other) { cut_at(other, all); });
    std::sort(all.begin(), all.end());
    const double least = 0.05 * kInsideTolerance / length_;
    std::vector<double> cuts{0};
    for (const double t : all) {
      if (t > cuts.back() + least && t < 1 - least) cuts.push_back(t);
    }
    cuts.push_back(1);
    return cuts;
  }

  const Edge& e_;
  double dx_, dy_, length_;
  Box box_;
};

double ground_distance(Point a, Point b, const Plane& plane);  // geodesic; planar in a local plane

}  // namespace zonegate::geom
