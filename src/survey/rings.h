// SPDX-License-Identifier: Apache-2.0
// Rings to polygons by containment. Private to survey.
#pragma once

#include <string>
#include <vector>

#include "geom/geom.h"

namespace zonegate::survey {

struct NamedRing {
  std::string name;  // for messages: "ring 2 (line 12)"
  geom::Ring points;
};

struct Nested {
  std::vector<geom::Polygon> polygons;
  std::string fault;                  // rings that cross, rings without area
  std::vector<std::string> repeated;  // rings that are there twice; the second is left out
  double area = 0;                    // holes subtracted; units of the coordinates, squared
  double shells = 0, holes = 0;       // area of the rings of either role
  double perimeter = 0;
};
// decimals: digits after the point that tell the coordinates apart (at most 11).
Nested nest(const std::vector<NamedRing>& rings, int decimals);

}  // namespace zonegate::survey
