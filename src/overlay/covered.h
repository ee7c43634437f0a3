// SPDX-License-Identifier: Apache-2.0
// Private to overlay: how much of a footprint and its surroundings is covered.
#pragma once

#include <vector>

#include "geom/geom.h"

namespace zonegate::overlay {

struct Grown {  // a figure, and everything within reach_m of it
  const geom::Figure* figure;
  double reach_m;
};
// The share of the ground of all `parts` that the union of the coverages holds. 1 only if it holds all of it, but for rounding of copied corners. 0 for parts
// without ground. Error as geom::buffer.
double covered_share(const std::vector<Grown>& parts, const std::vector<const geom::Figure*>& coverages,
                     const geom::Plane& plane);

}  // namespace zonegate::overlay
