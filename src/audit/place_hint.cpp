// SPDX-License-Identifier: Apache-2.0
//
// A file in a wrong reference system mostly is in one of few: CGCS2000 in degrees, or Gauss-Krueger in zones of 3 or 6 degrees, with the number of the zone before
// the easting or without. The module datum knows them all.
#include "audit/parts.h"
#include "datum/datum.h"

namespace zonegate::audit {

std::string system_that_fits(geom::Point source, const geom::Box& lonlat) {
  constexpr double kRoom = 0.2;  // degrees
  const geom::Box room = lonlat.grown(kRoom, kRoom);
  for (const auto& reading : datum::readings(source, "")) {
    if (reading.needs != "--crs " + reading.crs) continue;  // swapped, shifted: another remedy than a system
    const auto& p = *reading.place;
    if (p.lon >= room.min_x && p.lon <= room.max_x && p.lat >= room.min_y && p.lat <= room.max_y)
      return reading.crs;
  }
  return {};
}

}  // namespace zonegate::audit
