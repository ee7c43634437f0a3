// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. What stands behind Crs and Plane, shared by crs.cpp, plane.cpp and transform.cpp.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "geom/ellipsoid.h"
#include "geom/geom.h"
#include "geom/proj_context.h"

namespace zonegate::geom {

enum class DatumClass {
  cgcs2000,  // the plane's own
  wgs84,     // identical by rule
  refused,   // Beijing 1954, Xian 1980 and their kind: PROJ knows nothing true about them
  other      // needs an operation of PROJ's database
};

struct Crs::Impl {
  std::string wkt;
  std::string name;
  std::string authority;
  bool geographic = false;
  bool projected = false;
  DatumClass datum = DatumClass::other;
  std::string datum_name;
  std::string doubt;               // why the datum is not what its parameters say, for a message; or empty
  std::optional<double> meridian;  // of a transverse Mercator projection, degrees
  std::optional<Box> usual_range;  // lon/lat, the area of use that PROJ's database states
};

// The CRS object again, in a context of the caller; x = east first in every operation made from it by
// east_first_operation.
PjPtr create_crs(const ProjContext& context, const std::string& wkt);
// From a CRS to its own geographic base (degrees, lon first); a null operation for geographic ones. Error
// where it has none.
PjPtr operation_to_base(const ProjContext& context, const std::string& wkt, const std::string& name);

struct Plane::Impl {
  enum class Kind { equal_area, planar, local } kind = Kind::equal_area;
  cgcs2000::PlaneConstants constants = cgcs2000::plane_constants();
  std::optional<Crs> crs;
  mutable std::mutex mutex;  // guards the PROJ objects
  std::unique_ptr<ProjContext> context;
  PjPtr to_base;
};

}  // namespace zonegate::geom
