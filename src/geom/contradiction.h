// SPDX-License-Identifier: Apache-2.0
// Private to geom: may rings that contradict themselves have meant other ground?
#pragma once

#include <optional>

#include "geom/geom.h"

namespace zonegate::geom {

// Is there a loop of ground that a ring encloses the wrong way round or more than once, or that a repair has moved, of more than 1 m2 and more than a strip of 0.1 m
// along its own border (how far a surveyed corner may be off)? True too where it cannot be told. before: rings as given, after: repaired ones; plane coordinates.
// A ring that goes round all of its ground equally often hides none, nor do parts that lie on one another.
bool hides_ground(const Shape& before, const Shape& after);

// A corner at which a ring turns back on its own edge: it encloses no ground, and area does not show it.
struct Spike {
  Point tip;
  double length = 0;  // of what is gone over twice
};
std::optional<Spike> longest_spike(const Shape& rings);

}  // namespace zonegate::geom
