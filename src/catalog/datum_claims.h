// SPDX-License-Identifier: Apache-2.0
// Private to catalog: where a project says that it lies.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace zonegate::catalog {

struct Claim {
  std::string region;      // six digits; of a city or province with zeros at the end
  std::string said_by;     // "unit ZH51180210001", "the attribute county_code", "parcel 511802001001GB00012"
  bool by_parcel = false;  // the digits are a county only if there is such a county
};
// From its official units, its attribute `county_code`, and ids of its parts and itself that have the form of a parcel's or real-estate unit's code (19 or 28 signs).
std::vector<Claim> claims_of(const Project& project);
// Is the county the one that is claimed, or of the city or province that is?
bool of_region(const std::string& county, const std::string& region);
std::vector<std::string> unit_claims(const Project& project);  // codes of its official units

}  // namespace zonegate::catalog
