// SPDX-License-Identifier: Apache-2.0
//
// densities: carbon by land-cover class and pool, and what each kind of use takes of it; as tables.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/pools.h"
#include "core/core.h"
#include "schema/schema.h"

namespace zonegate::carbon {

struct Density {  // t C/ha of one land-cover class
  long long code = 0;
  Text name;
  std::array<std::optional<double>, 5> by_pool;  // nullopt: no value (not zero)
  std::optional<double> soil_depth_cm;
  std::string source, status;         // status: seen, cross-checked, unverified, demo
  bool dead_includes_litter = false;  // table without a litter column
};
struct DensityTable {
  std::map<long long, Density> rows;
  std::string file, edition;
};
struct LossRow {  // share of each pool that is lost in parts of a role
  schema::Role role = schema::Role::permanent;
  std::array<double, 5> fraction{};
  std::string source, status;
};
struct LossTable {
  std::map<schema::Role, LossRow> rows;
  std::string file;
};
// CSV (UTF-8), names of columns in either case: lucode,name,name_en,c_above,c_below,c_dead,c_litter,c_soil,soil_depth_cm,source,status /
// role,above,below,dead,litter,soil,source,status. Every mistake becomes an Issue (error) naming file and
// line; rows with a mistake are left out and reported.
DensityTable read_densities(const std::string& path, std::vector<Issue>& issues);
// From t dry matter above ground to t C: times carbon_fraction above ground, and root_ratio of that below.
struct BiomassFactors {
  double root_ratio = 0, carbon_fraction = 0;
};
// CSV: lucode,root_ratio,carbon_fraction; mistakes likewise.
std::map<long long, BiomassFactors> read_biomass_factors(const std::string& path, std::vector<Issue>& issues);
LossTable read_losses(const std::string& path, std::vector<Issue>& issues);

}  // namespace zonegate::carbon
