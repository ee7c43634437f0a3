// SPDX-License-Identifier: Apache-2.0
// Private to catalog: where a project says that it lies.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace zonegate::catalog {

struct Claim {
  std::string region;      // six digits; of a city or province with zeros at the end
  std::string said_by;     // "unit ZH51180210001", "the attribute county_code", "parcel 511802001001GB00012"
  bool by_parcel = false;  // the digits are a county only if there is such a county
  bool by_unit = false;    // its list may be wrong as well (docs/decisions/0033)
};
// The region that a text names by a code: 511823, 511823.0, 511823汉源县, codes of statistics and of cadastral places (9, 12 or 19 digits, 宗地代码) by their first six digits; 51 and 5118 are a
// province and a city. Empty: it holds no code, or several.
std::string region_in(const std::string& text);
// The codes of regions whose names a text holds (汉源县, 四川省雅安市汉源县).
using RegionNames = std::function<std::vector<std::string>(const std::string& text)>;
// From its official units, its attribute `county_code` (codes and names), and ids of its parts and itself that have the form of a parcel's or real-estate unit's code (19 or 28 signs).
// unread: texts of county_code that are neither.
std::vector<Claim> claims_of(const Project& project, const RegionNames& named,
                             std::vector<std::string>& unread);
// Is the county the one that is claimed, or of the city or province that is?
bool of_region(const std::string& county, const std::string& region);
std::vector<std::string> unit_claims(const Project& project);  // codes of its official units

}  // namespace zonegate::catalog
