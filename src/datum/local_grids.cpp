// SPDX-License-Identifier: Apache-2.0
//
// Engineering grids keep the projection's distortion small by a central meridian through their area, or by a plane at their height (抵偿高程面). Nothing in the numbers shows either. A meridian
// beside the zone's moves a place by up to a hundred kilometres to the side, a plane at height H moves it north by N * H / R, 1.3 km at 2500 m.
#include <algorithm>
#include <cmath>
#include <map>

#include "readings.h"

namespace zonegate::datum {
namespace {

constexpr double kEarth = 6371000;  // metres, mean radius
constexpr double kSteps = 4;        // of a degree

// How round a meridian is, in quarters of a degree: 102.5 before 102.25.
int roundness(int quarters) {
  if (quarters % 6 == 0) return 0;  // 1.5 degrees
  if (quarters % 4 == 0) return 1;
  return quarters % 2 == 0 ? 2 : 3;
}

}  // namespace

std::vector<Hypothesis> local_readings(geom::Point source, const std::string& stated_crs) {
  const auto stated = geom::china_system(stated_crs);
  std::vector<Hypothesis> out;
  if (prefix_of(source.x) || (stated && (stated->width == 0 || stated->prefix))) return out;
  const auto beyond = beyond_meridian(source.x, source.y);
  if (!beyond) return out;
  const auto add = [&](std::string name, std::optional<geom::LonLat> place) {
    if (place) out.push_back({std::move(name), "", source, "--helmert FILE", 0, place});
  };
  for (int round = 0; round < 4; ++round) {
    for (int quarters = 73 * 4; quarters <= 136 * 4; ++quarters) {
      if (quarters % 12 == 0 || roundness(quarters) != round) continue;
      const double meridian = quarters / kSteps;
      add("on a local grid with the central meridian " + shortest(meridian) + " E",
          near_china({beyond->lon + meridian, beyond->lat}));
    }
  }
  if (!stated) return out;
  for (int height = 250; height <= 5500; height += 250) {
    const double k = 1 + height / kEarth;
    const auto lower = beyond_meridian((source.x - 500000) / k + 500000, source.y / k);
    if (lower)
      add("on a local grid at a height of about " + std::to_string(height) + " m",
          near_china({lower->lon + stated->meridian(), lower->lat}));
  }
  return out;
}

}  // namespace zonegate::datum
