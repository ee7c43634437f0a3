// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Datum transformations that PROJ's database can vouch for.
#pragma once

#include <optional>
#include <vector>

#include "geom/geom.h"
#include "geom/proj_context.h"

namespace zonegate::geom {

struct DatumShift {
  PjPtr operation;
  std::optional<Box> area;  // lon/lat where it may be used
  double accuracy = 0;
};

// From a geographic CRS to the named one, PROJ's best first: stated accuracy of 5 m or better, no ballpark
// shift, grids at hand. May be empty. Operations are east first, in degrees.
std::vector<DatumShift> shifts_to(const ProjContext& context, const PJ* base, const char* target_code);

}  // namespace zonegate::geom
