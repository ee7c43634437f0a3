// SPDX-License-Identifier: Apache-2.0
//
// Flat rings with their signs, areas and, for long rings, a tree of boxes: neighbours along a ring are neighbours in space, so eight consecutive
// edges make a leaf and eight consecutive boxes a parent. O(n) to build.
#include <algorithm>
#include <cmath>

#include "geom/area_tree.h"
#include "geom/exact_sum.h"
#include "geom/geom.h"
#include "geom/lanes.h"
#include "geom/ring_sense.h"

namespace zonegate::geom {
void PreparedArea::assign(const RingSet& plane_rings) {
  points_.clear();
  chains_.clear();
  boxes_.clear();
  groups_.clear();
  box_ = {};
  area_ = {};
  perimeter_ = 0;
  edges_ = 0;
  for (const RingRef& ring : plane_rings.rings) {
    add_ring(std::span<const Point>(plane_rings.vertices).subspan(ring.first, ring.count), ring.hole);
  }
  sum_area();
}

RingSet PreparedArea::rings() const {
  RingSet out;
  rings(out);
  return out;
}

void PreparedArea::rings(RingSet& out) const {
  out.clear();
  for (const Chain& c : chains_) {
    out.rings.push_back({static_cast<std::uint32_t>(out.vertices.size()), c.edges, c.hole});
    const auto from = points_.begin() + c.first;
    out.vertices.insert(out.vertices.end(), from, from + c.edges);
  }
}

// The terms of the edges, above the bottom of the box, are added without rounding (lanes.h), so their order cannot show.
void PreparedArea::sum_area() {
  if (edges_ == 0) return;
  const double width = box_.max_x - box_.min_x, height = box_.max_y - box_.min_y;
  const SumPlan plan = plan_sums(2 * width * height, static_cast<double>(edges_));
  double coarse = 0, fine = 0, size = 0;
  for (const Chain& chain : chains_) {
    for (std::size_t i = chain.first; i < chain.first + chain.edges; ++i) {
      const Point p = points_[i], q = points_[i + 1];
      const double mean = ((p.y - box_.min_y) + (q.y - box_.min_y)) / 2,
                   term = chain.turn * (p.x - q.x) * mean;
      const double high = (term + plan.quanta.coarse) - plan.quanta.coarse;
      coarse += high;
      fine += ((term - high) + plan.quanta.fine) - plan.quanta.fine;
      size += (std::abs(term) + plan.quanta.coarse) - plan.quanta.coarse;
    }
  }
  area_.value = coarse + fine;
  area_.bound = kUnit * (4 * (size + plan.size_lost) + std::abs(area_.value)) + plan.lost + 1e-290;
  if (!std::isfinite(area_.value) || !std::isfinite(area_.bound)) area_ = {0, HUGE_VAL};
}

void PreparedArea::add_ring(std::span<const Point> ring, bool hole) {
  Box box;
  for (const Point p : ring) box.add(p);
  box_.add(box);
  if (!has_three_points(ring)) return;
  Chain chain{};
  chain.first = static_cast<std::uint32_t>(points_.size());
  chain.edges = static_cast<std::uint32_t>(ring.size());
  chain.hole = hole;
  chain.turn = clockwise(ring) == hole ? 1 : -1;
  points_.insert(points_.end(), ring.begin(), ring.end());
  points_.push_back(ring.front());
  for (std::size_t i = chain.first; i + 1 < points_.size(); ++i) {
    const double dx = points_[i + 1].x - points_[i].x, dy = points_[i + 1].y - points_[i].y;
    perimeter_ += std::sqrt(dx * dx + dy * dy);
  }
  edges_ += chain.edges;
  add_tree(chain);
  chain.box = box;
  if (chains_.size() % kGroup == 0) groups_.emplace_back();
  groups_.back().add(box);
  chains_.push_back(chain);
}

void PreparedArea::add_tree(Chain& chain) {
  chain.first_box = static_cast<std::uint32_t>(boxes_.size());
  chain.levels = 0;
  if (chain.edges <= 2 * area_tree::kLeaf) return;
  for (std::size_t i = 0; i < chain.edges; i += area_tree::kLeaf) {
    const std::size_t end = std::min<std::size_t>(i + area_tree::kLeaf, chain.edges);
    Box box;
    for (std::size_t k = i; k <= end; ++k) box.add(points_[chain.first + k]);
    boxes_.push_back(box);
  }
  chain.levels = 1;
  std::size_t begin = chain.first_box, end = boxes_.size();
  while (end - begin > 1) {
    for (std::size_t i = begin; i < end; i += area_tree::kFan) {
      Box box;
      for (std::size_t k = i; k < std::min(i + area_tree::kFan, end); ++k) box.add(boxes_[k]);
      boxes_.push_back(box);
    }
    begin = end;
    end = boxes_.size();
    ++chain.levels;
  }
}

}  // namespace zonegate::geom
