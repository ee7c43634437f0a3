// SPDX-License-Identifier: Apache-2.0
// Private to catalog: rings of a shape that hold no ground, though they may have held some.
#pragma once

#include "catalog/catalog.h"

namespace zonegate::catalog {

bool has_area(const geom::Figure& figure);

// to_points: whatever is no wider than a point. Of rings that shrank to a line a project is told by the repair of its outline; a layer is told here (to_lines), and points of it that still have an area are ground.
enum class Shrunk { to_points, to_lines };
// What of a shape in the plane that has ground has shrunk, away from the rest: what it was is lost. Next to the rest it is dust of digitising. Empty: nothing, or all of the shape is small.
LostPart shrunk_rings(const geom::Shape& shape, Shrunk least);

}  // namespace zonegate::catalog
