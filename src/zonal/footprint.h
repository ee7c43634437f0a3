// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geom/geom.h"

namespace zonegate::zonal {

// The union of some figures as signed non-vertical edges (geom::BoundaryEdge: +1 the region is below, -1
// above).
struct Footprint {
  std::vector<geom::BoundaryEdge> edges;
  double area = 0;  // plane m2
  geom::Box box;
};
Footprint footprint_of(std::span<const geom::Figure* const> figures, const geom::Plane& plane);

// A directed edge in plane coordinates.
struct Directed {
  geom::Point from, to;
};
// The same boundary as closed curves, vertical edges included: edges with the region below run left to right.
// Needed before a map that bends lines. Error (internal) if the signed edges do not close.
std::vector<Directed> close(const std::vector<geom::BoundaryEdge>& edges);

}  // namespace zonegate::zonal
