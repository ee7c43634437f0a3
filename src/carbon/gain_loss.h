// SPDX-License-Identifier: Apache-2.0
//
// gain_loss: what a stand gains and loses in a year, by IPCC 2006 vol 4 eq 2.7-2.14, as an alternative to a growth curve. Signs: gains and
// losses are both positive, and the change is gains less losses (eq 2.7).
#pragma once

#include <optional>
#include <vector>

#include "carbon/methods.h"
#include "carbon/stand.h"
#include "carbon/trajectory.h"

namespace zonegate::carbon {

// Rows that were used, and why there is no figure.
struct GainLossNotes {
  bool usable = false;
  std::vector<UsedFactor> used;
  bool unverified = false;
  std::vector<Issue> issues;
};

// Tier 2 (eq 2.10): above = I_V BCEF_I CF, below = above R. `increment` m3/ha/a over bark; BCEF_I by the class of the stand's volume, R by that of its
// biomass above ground (V BCEF_S). Without a volume there is no class: not usable.
std::vector<Increment> tier2_gains(const Stratum& s, Stated increment, const MethodInputs& inputs,
                                   Parameters& parameters, GainLossNotes& notes);
// Tier 1 (eq 2.10): above = G_W CF, below = above R; rows growth_biomass by climate and age, a new step where the age enters another
// class within `years`. R by the biomass of the stand where it is known (t dm/ha).
std::vector<Increment> tier1_gains(const Stratum& s, int years, std::optional<double> above_biomass,
                                   const MethodInputs& inputs, Parameters& parameters, GainLossNotes& notes);

enum class LossKind {
  harvest,     // eq 2.12: H BCEF_R (1 + R) CF; `volume` m3 over bark
  fuel_trees,  // eq 2.13, first part: as harvest
  fuel_parts,  // eq 2.13, second part: FG D CF, the tree lives on
  disturbance  // eq 2.14: A_dist B_W (1 + R) CF fd: share area_share x fraction of the trees that stand then
};
std::string_view to_string(LossKind k);
std::optional<LossKind> parse_loss_kind(std::string_view word);  // also the Chinese words of docs/carbon.md

struct LossEntry {
  int year = 0;
  LossKind kind = LossKind::harvest;
  double volume = 0;      // m3 of the whole part
  double area_share = 1;  // of the part; of a disturbance
  double fraction = 1;    // of the trees there; of a disturbance
};
// nullopt: a row is missing (notes). A volume is spread over the area of the part.
std::optional<StandLoss> stand_loss(const LossEntry& entry, const Stratum& s, Hectares part_area,
                                    const MethodInputs& inputs, Parameters& parameters, GainLossNotes& notes);

}  // namespace zonegate::carbon
