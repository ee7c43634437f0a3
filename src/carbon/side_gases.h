// SPDX-License-Identifier: Apache-2.0
//
// side_gases: N2O of soil carbon that the project loses, and methane of ground under water, in t CO2e. They stand beside the pools:
// no figure in t C holds them. Both are emissions, + is more gas in the air.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "carbon/amounts.h"
#include "carbon/factors.h"
#include "carbon/methods.h"
#include "carbon/trajectory.h"
#include "carbon/uncertainty.h"

namespace zonegate::carbon {

// A factor of the user's: kg CH4 per ha of flooded ground and year. The library has none.
struct ReservoirMethane {
  Stated kg_ha_a;
  std::string source;
  Status status = Status::unverified;
};

struct SideGases {
  double soil_lost = 0;  // t C of soil lost by the end of the horizon, not less what came back
  std::optional<TonnesCo2e>
      soil_n2o;  // nullopt: no value for the soil, or the library lacks a row (`missing`)
  Interval soil_n2o_interval;
  double flooded = 0;                 // ha a
  std::optional<TonnesCo2e> methane;  // nullopt: not counted; 0 only where nothing is flooded
  Interval methane_interval;
  std::string gwp;  // edition of the warming potentials
  std::vector<UsedFactor> used;
  std::vector<std::string> missing;
};

// IPCC 2019 vol 4 eq 11.8, 11.1: N2O = lost soil C / (C to N) x share x 44/28, x warming potential of `gwp` (an edition: ar6).
SideGases side_gases(const Trajectory& t, const FactorLibrary& library, const std::string& region,
                     const std::string& gwp, const std::optional<ReservoirMethane>& methane,
                     Parameters& parameters, const MonteCarloOptions& options);

}  // namespace zonegate::carbon
