// SPDX-License-Identifier: Apache-2.0
//
// traps: mistakes that real tables of stands hold, as issues with the likely cause.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "carbon/methods.h"
#include "carbon/stand.h"
#include "core/core.h"

namespace zonegate::carbon {

// Why `stated` could be `expected` in another unit, within 3 %: per mu or in mu (x 15), in 10,000 (万), t CO2 for t C (x 44/12), percent (x 100).
// Empty: no usual slip.
std::string unit_slip(double stated, double expected);
// The area that a table states beside the computed one: an issue beyond 5 %, with the unit that would explain it.
std::optional<Issue> check_area(const std::string& who, Hectares stated, Hectares computed);
// One stratum: volume per hectare that no forest holds (小班蓄积, 万), canopy in percent or tenths, age 0, negative numbers, bamboo with a volume of 0, a
// volume of 0 beside a canopy (nodata is not 0).
std::vector<Issue> check_stratum(const Stratum& s, const SpeciesGroups& groups);
// Soil of a result to another depth than the run's.
std::optional<Issue> check_depth(const std::string& who, const Estimate& e, double soil_depth_cm);

}  // namespace zonegate::carbon
