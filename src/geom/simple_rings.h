// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. A quick proof that rings are simple, apart from one another, and nested as their roles say.
#pragma once

#include <span>

#include "geom/geom.h"

namespace zonegate::geom {

struct RingView {
  const Point* points;  // edges + 1 of them, closed
  std::size_t edges;
  bool hole;
  Box box;
  std::span<const Box> boxes;  // its tree (area_tree.h)
  std::size_t levels;
};
// True: no two edges meet but neighbours in their common vertex, every shell lies in no ring's inside, every hole in that of one shell and in no other hole.
// Then every winding number is 0 or 1. False: not proven. Cost about O(n log n); gives up at the first doubt.
bool provably_simple(std::span<const RingView> rings);

}  // namespace zonegate::geom
