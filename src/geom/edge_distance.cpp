// SPDX-License-Identifier: Apache-2.0
//
// Least distance between the edges of two prepared areas: branch and bound over the boxes of both. The leaves of a are taken one after the other; for each, the
// boxes of b are visited nearest first, and whatever lies farther than the best so far is left.
#include <algorithm>
#include <array>
#include <cmath>

#include "geom/area_tree.h"
#include "geom/geom.h"
#include "geom/segment_distance.h"

namespace zonegate::geom {
namespace {

using area_tree::kFan;
using area_tree::kLeaf;

Box edge_box(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

}  // namespace

class EdgeDistance {
 public:
  EdgeDistance(const PreparedArea& a, const PreparedArea& b, double limit)
      : a_(a), b_(b), best2_(limit * limit) {}

  double least() {
    for (const auto& chain : a_.chains_) {
      if (box_gap2(chain.box, b_.box_) >= best2_) continue;
      for (std::size_t i = 0; i < chain.edges; i += kLeaf) {
        const std::size_t end = std::min<std::size_t>(i + kLeaf, chain.edges);
        Box box;
        for (std::size_t k = i; k <= end; ++k) box.add(a_.points_[chain.first + k]);
        against_all(chain.first + i, chain.first + end, box);
      }
    }
    return std::sqrt(best2_);
  }

 private:
  // Edges [from, to) of a, in `box`, against every ring of b.
  void against_all(std::size_t from, std::size_t to, const Box& box) {
    if (box_gap2(box, b_.box_) >= best2_) return;
    for (std::size_t g = 0; g < b_.groups_.size(); ++g) {
      if (box_gap2(box, b_.groups_[g]) >= best2_) continue;
      const std::size_t end = std::min((g + 1) * PreparedArea::kGroup, b_.chains_.size());
      for (std::size_t c = g * PreparedArea::kGroup; c < end; ++c) {
        const auto& chain = b_.chains_[c];
        if (box_gap2(box, chain.box) >= best2_) continue;
        if (chain.levels == 0) {
          compare(from, to, chain.first, chain.first + chain.edges);
        } else {
          descend(from, to, box, chain);
        }
      }
    }
  }

  void descend(std::size_t from, std::size_t to, const Box& box, const PreparedArea::Chain& chain) {
    std::array<std::size_t, 16> begin{}, count{};
    std::size_t n = (chain.edges + kLeaf - 1) / kLeaf, at = chain.first_box;
    for (std::size_t level = 0; level < chain.levels; ++level) {
      begin[level] = at;
      count[level] = n;
      at += n;
      n = (n + kFan - 1) / kFan;
    }
    visit(from, to, box, chain, begin, count, chain.levels - 1, 0);
  }

  void visit(std::size_t from, std::size_t to, const Box& box, const PreparedArea::Chain& chain,
             const std::array<std::size_t, 16>& begin, const std::array<std::size_t, 16>& count,
             std::size_t level, std::size_t i) {
    if (level == 0) {
      const std::size_t first = i * kLeaf, end = std::min<std::size_t>(first + kLeaf, chain.edges);
      return compare(from, to, chain.first + first, chain.first + end);
    }
    std::array<std::pair<double, std::size_t>, kFan> order;
    std::size_t n = 0;
    for (std::size_t k = i * kFan; k < std::min((i + 1) * kFan, count[level - 1]); ++k)
      order[n++] = {box_gap2(box, b_.boxes_[begin[level - 1] + k]), k};
    std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n));
    for (std::size_t k = 0; k < n && order[k].first < best2_; ++k)
      visit(from, to, box, chain, begin, count, level - 1, order[k].second);
  }

  void compare(std::size_t from, std::size_t to, std::size_t first, std::size_t end) {
    for (std::size_t i = from; i < to; ++i) {
      const Point p = a_.points_[i], q = a_.points_[i + 1];
      const Box box = edge_box(p, q);
      for (std::size_t k = first; k < end; ++k) {
        const Point c = b_.points_[k], d = b_.points_[k + 1];
        if (box_gap2(box, edge_box(c, d)) < best2_) best2_ = std::min(best2_, segment_distance2(p, q, c, d));
      }
    }
  }

  const PreparedArea& a_;
  const PreparedArea& b_;
  double best2_;
};

double AreaOverlap::edge_distance(const PreparedArea& a, const PreparedArea& b, double limit) {
  return EdgeDistance(a, b, limit).least();
}

}  // namespace zonegate::geom
