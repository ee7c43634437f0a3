// SPDX-License-Identifier: Apache-2.0
//
// A file in a wrong reference system mostly is in one of few: CGCS2000 in degrees, or Gauss-Krueger in zones of 3 or 6 degrees, with the number of the zone before
// the easting or without.
#include "audit/parts.h"

namespace zonegate::audit {
namespace {

bool lies_there(geom::Point source, const std::string& system, const geom::Box& lonlat) {
  try {
    const geom::Plane plane = geom::Plane::equal_area();
    const geom::Transform transform(geom::Crs::parse(system), plane);
    geom::Shape shape;
    shape.points.push_back(source);
    const auto placed = transform(shape);
    if (!placed.figure || !placed.warning.empty()) return false;
    const auto p = plane.to_lonlat(placed.figure->shape.points.front());
    constexpr double kRoom = 0.2;  // degrees
    const geom::Box room = lonlat.grown(kRoom, kRoom);
    return p.lon >= room.min_x && p.lon <= room.max_x && p.lat >= room.min_y && p.lat <= room.max_y;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string system_that_fits(geom::Point source, const geom::Box& lonlat) {
  if (lies_there(source, "EPSG:4490", lonlat)) return "EPSG:4490";
  // 4502..4512: 6 degrees by central meridian; 4491..4501: with zone; 4534..4554: 3 degrees; 4513..4533: with zone.
  constexpr std::pair<int, int> kRanges[] = {{4534, 4554}, {4513, 4533}, {4502, 4512}, {4491, 4501}};
  for (const auto& [first, last] : kRanges) {
    for (int code = first; code <= last; ++code) {
      std::string system = "EPSG:" + std::to_string(code);
      if (lies_there(source, system, lonlat)) return system;
    }
  }
  return {};
}

}  // namespace zonegate::audit
