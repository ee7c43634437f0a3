// SPDX-License-Identifier: Apache-2.0
// Private to geom: a box that holds the image of a box under a smooth map.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

// project: takes points into the plane (metres), in place; false: some cannot be taken.
std::optional<Box> surround(const Box& source, const std::function<bool(std::vector<Point>&)>& project);

}  // namespace zonegate::geom
