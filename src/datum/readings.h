// SPDX-License-Identifier: Apache-2.0
// Private to datum: what readings and local_readings share.
#pragma once

#include <optional>
#include <string>

#include "datum/datum.h"

namespace zonegate::datum {

// Where a pair lies in a zone, as a longitude beyond the central meridian and a latitude: all zones have one projection, so one inverse serves them all. nullopt: no
// metres of a zone of China. easting: without prefix.
std::optional<geom::LonLat> beyond_meridian(double easting, double northing);
// The number before an easting, 13 to 45; 0: none.
int prefix_of(double easting);
std::optional<geom::LonLat> near_china(geom::LonLat p);

}  // namespace zonegate::datum
