// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Walks the edges of a ring that matter for a window, in the order of the ring.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "geom/geom.h"

namespace zonegate::geom::area_tree {

inline constexpr std::size_t kLeaf = 8;  // edges
inline constexpr std::size_t kFan = 8;   // boxes

// Calls skip(from, to, box) for runs of edges [from, to) for which `beside(box)` holds, and edge(i) for the others, in the order of the ring.
// boxes: leaves first, then their parents, the root last; empty for a ring without a tree.
template <class Beside, class Skip, class EdgeVisit>
class Walk {
 public:
  Walk(std::span<const Box> boxes, std::size_t edges, std::size_t levels, Beside beside, Skip skip,
       EdgeVisit edge)
      : boxes_(boxes), edges_(edges), levels_(levels), beside_(beside), skip_(skip), edge_(edge) {
    std::size_t count = (edges + kLeaf - 1) / kLeaf, begin = 0;
    for (std::size_t level = 0; level < levels; ++level) {
      begin_[level] = begin;
      count_[level] = count;
      span_[level] = level == 0 ? kLeaf : span_[level - 1] * kFan;
      begin += count;
      count = (count + kFan - 1) / kFan;
    }
  }
  void run() {
    if (levels_ == 0) {
      for (std::size_t i = 0; i < edges_; ++i) edge_(i);
    } else {
      visit(levels_ - 1, 0);
    }
  }

 private:
  void visit(std::size_t level, std::size_t i) {
    const Box& box = boxes_[begin_[level] + i];
    const std::size_t from = i * span_[level], to = std::min(from + span_[level], edges_);
    if (beside_(box)) return skip_(from, to, box);
    if (level == 0) {
      for (std::size_t k = from; k < to; ++k) edge_(k);
      return;
    }
    const std::size_t end = std::min((i + 1) * kFan, count_[level - 1]);
    for (std::size_t k = i * kFan; k < end; ++k) visit(level - 1, k);
  }

  std::span<const Box> boxes_;
  std::size_t edges_, levels_;
  Beside beside_;
  Skip skip_;
  EdgeVisit edge_;
  std::array<std::size_t, 16> begin_{}, count_{}, span_{};
};

}  // namespace zonegate::geom::area_tree
