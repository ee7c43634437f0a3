// SPDX-License-Identifier: Apache-2.0
//
// index: a packed R-tree over boxes, built once and read by many threads.
// Cost: build O(n log n), query O(log n + hits). Thread safety: any number of threads may query.
// Errors: a box or window with a coordinate that is not a number is an Error (internal), never "nothing found".
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "geom/geom.h"

namespace zonegate::index {

class BoxIndex {
 public:
  BoxIndex();
  explicit BoxIndex(const std::vector<geom::Box>& boxes);  // item i has boxes[i]; empty boxes are left out
  ~BoxIndex();
  BoxIndex(BoxIndex&&) noexcept;
  BoxIndex& operator=(BoxIndex&&) noexcept;
  // Items whose box meets `window` (touching counts), in rising order.
  std::vector<std::size_t> query(const geom::Box& window) const;
  void query(const geom::Box& window,
             std::vector<std::size_t>& found) const;  // the same, into memory used again
  // The `count` items whose boxes are nearest to a point (in no promised order; of those at one distance any).
  std::vector<std::size_t> nearest(geom::Point from, std::size_t count) const;
  std::size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zonegate::index
