// SPDX-License-Identifier: Apache-2.0
//
// stand: what is known of a forest stratum (小班 or a group of them), and the units in which it is said. "Not
// said" is nullopt and never zero.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/factors.h"
#include "core/core.h"

namespace zonegate::carbon {

using CubicMetres = Quantity<struct CubicMetresTag>;            // growing stock over bark
using CubicMetresPerHa = Quantity<struct CubicMetresPerHaTag>;  // 公顷蓄积
// Biomass above ground and biomass with roots are two types: what one of them may be multiplied with the other may not.
using AboveBiomass = Quantity<struct AboveBiomassTag>;  // t dm/ha
using BelowBiomass = Quantity<struct BelowBiomassTag>;  // t dm/ha
using WholeBiomass = Quantity<struct WholeBiomassTag>;  // t dm/ha, with roots
using WoodDensity = Quantity<struct WoodDensityTag>;    // t dm/m3
using BefAbove = Quantity<struct BefAboveTag>;
using BefWhole = Quantity<struct BefWholeTag>;
using Bcef = Quantity<struct BcefTag>;  // t dm/m3, above ground
using RootRatio = Quantity<struct RootRatioTag>;
using CarbonFraction = Quantity<struct CarbonFractionTag>;  // t C/t dm

constexpr AboveBiomass biomass(CubicMetresPerHa v, WoodDensity d, BefAbove e) {
  return AboveBiomass(v.value * d.value * e.value);
}
constexpr WholeBiomass biomass(CubicMetresPerHa v, WoodDensity d, BefWhole e) {
  return WholeBiomass(v.value * d.value * e.value);
}
constexpr AboveBiomass biomass(CubicMetresPerHa v, Bcef b) { return AboveBiomass(v.value * b.value); }
constexpr BelowBiomass roots(AboveBiomass b, RootRatio r) { return BelowBiomass(b.value * r.value); }
// There is no roots(WholeBiomass, RootRatio): the roots are in it.

enum class Origin { unknown, natural, planted };                                   // 天然, 人工
enum class AgeGroup { unknown, young, middle, near_mature, mature, over_mature };  // 幼, 中, 近, 成, 过
std::string_view to_string(Origin o);
std::string_view to_string(AgeGroup g);

struct Stratum {
  std::string id;
  Hectares area{0};
  std::optional<CubicMetresPerHa> volume_per_ha;
  std::optional<CubicMetres> volume_total;  // of the whole stratum; one of the two is enough
  double volume_u = 0;                      // half width of its 95 % interval, share of the volume
  std::string species;
  Origin origin = Origin::unknown;
  AgeGroup age_group = AgeGroup::unknown;
  std::optional<double> age, canopy;          // years; 0..1
  std::string region;                         // administrative code
  std::vector<std::string> climates;          // words of the climate conditions, any that hold
  std::string soil;                           // soil class of socref: hac, lac, ...
  std::optional<AboveBiomass> biomass_above;  // from a biomass map or plots
  double biomass_sd = 0;                      // t dm/ha
  std::optional<long long> land_class;        // row of a density table
};

// Volume per hectare. Both given: they must agree to 2 %, else Issue (error) and nullopt: which of them is meant is not guessed.
std::optional<CubicMetresPerHa> volume_of(const Stratum& s, std::vector<Issue>& issues);

// Groups of a species in the order in which the library is asked: 马尾松 -> 马尾松, pines, conifers, needleleaf.
enum class Kind { tree, bamboo, shrub, economic };
struct Species {
  std::string name;
  Kind kind = Kind::tree;
  std::vector<std::string> asked;  // the species itself first
};
struct SpeciesGroups {
  std::map<std::string, Species> by_name;  // aliases too
  // A name that the table does not have: only itself, a tree.
  Species of(const std::string& name) const;
};
// CSV: species,kind,groups,aliases (lists parted by ;). Mistakes as in read_factors.
SpeciesGroups read_species_groups(const std::string& path, std::vector<Issue>& issues);

}  // namespace zonegate::carbon
