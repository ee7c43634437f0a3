// SPDX-License-Identifier: Apache-2.0
// Private to catalog: what stands with a polygon in one feature and is no ground beside it.
#pragma once

#include <cstddef>

#include "geom/geom.h"

namespace zonegate::catalog {

struct OwnOutline {
  std::size_t points = 0, lines = 0;  // taken away
};
// Programs of maps save an area together with the point of its label, or with its outline as a line. Points that lie in the polygons of `figure` or on their border, and lines
// all of whose edges are edges of theirs (the same numbers in the plane), are taken away. A figure without polygons stays as it is.
OwnOutline drop_own_outline(geom::Figure& figure);

}  // namespace zonegate::catalog
