// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Takes a region apart into pieces that have nothing to do with each other, so that each is measured alone.
#pragma once

#include <functional>
#include <span>

#include "geom/geom.h"

namespace zonegate::geom::slab {

// What one sweep needs to measure one piece: the region's part with x in [from, to].
struct Cluster {
  std::span<const RegionInput> inputs;  // good while it is visited
  double from, to;
};
// Calls `visit` for one piece after another, in an order that depends on the inputs alone. False: the region is better measured as a whole, nothing was visited.
bool take_apart(std::span<const RegionInput> inputs, const Predicate& inside, const RegionOptions& options,
                const std::function<void(const Cluster&)>& visit);

}  // namespace zonegate::geom::slab
