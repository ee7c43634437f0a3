// SPDX-License-Identifier: Apache-2.0
//
// carbon: from areas and stands to carbon. This header holds the plain account: areas by land-cover class x
// densities -> stock by class and pool, and the loss where the ground is occupied. Beside it: the factor library
// (factors.h), stands and methods (stand.h, methods.h), growth (growth.h, fit.h), the trajectory without and with
// the project (trajectory.h), intervals (amounts.h, uncertainty.h), the scenario file (scenario.h), usual mistakes
// of tables (traps.h). Every number is data with its source and status. No clock, no rasters here.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carbon/amounts.h"      // IWYU pragma: export
#include "carbon/densities.h"    // IWYU pragma: export
#include "carbon/factors.h"      // IWYU pragma: export
#include "carbon/fit.h"          // IWYU pragma: export
#include "carbon/gain_loss.h"    // IWYU pragma: export
#include "carbon/ground.h"       // IWYU pragma: export
#include "carbon/growth.h"       // IWYU pragma: export
#include "carbon/invest.h"       // IWYU pragma: export
#include "carbon/methods.h"      // IWYU pragma: export
#include "carbon/pools.h"        // IWYU pragma: export
#include "carbon/project.h"      // IWYU pragma: export
#include "carbon/scenario.h"     // IWYU pragma: export
#include "carbon/side_gases.h"   // IWYU pragma: export
#include "carbon/stand.h"        // IWYU pragma: export
#include "carbon/trajectory.h"   // IWYU pragma: export
#include "carbon/traps.h"        // IWYU pragma: export
#include "carbon/uncertainty.h"  // IWYU pragma: export
#include "core/core.h"
#include "schema/schema.h"

namespace zonegate::carbon {

// Area of one project under one role by class, ground m2. The app makes roles disjoint (permanent before
// temporary before the rest).
struct RoleAreas {
  schema::Role role = schema::Role::permanent;
  std::map<long long, SquareMetres> by_class;
  SquareMetres nodata{0}, outside{0}, total{0};
};

struct ClassStock {
  long long code = 0;
  Text name;
  Hectares area{0};
  std::array<std::optional<TonnesC>, 5> stock;  // nullopt: the table has no value for this pool
  TonnesC total{0};
  std::string source, status;
  std::array<std::optional<double>, 5> density = {};  // t C/ha, of the row that was used
};
struct LossShares {  // of a role's row: the share of each pool that is lost
  std::array<double, 5> fraction{};
  std::string status;
};
struct Account {
  std::vector<ClassStock> classes;  // sorted by code; without a density row: no stock, and in unknown_classes
  std::array<TonnesC, 5> stock{}, loss{};  // by pool
  TonnesC stock_total{0}, loss_total{0};
  TonnesCo2e loss_co2e{0};
  Hectares area{0}, without_density{0}, nodata{0}, outside{0};
  std::vector<long long> unknown_classes;
  std::vector<std::string> missing_pools;  // "soil of class 50": not zero, missing from the totals, and said
  bool unverified = false;                 // some row used is not `seen` or `cross-checked`
  std::map<schema::Role, TonnesC> loss_by_role;
  std::map<schema::Role, LossShares> loss_shares;  // of the roles that have ground
  std::string density_file, loss_file, edition;
  std::vector<Issue> issues;
};
// Stock of the ground under occupation parts, and the loss by role. Roles without a loss row lose nothing and
// make an Issue.
Account account(const std::vector<RoleAreas>& areas, const DensityTable& densities, const LossTable& losses);

}  // namespace zonegate::carbon
