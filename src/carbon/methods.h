// SPDX-License-Identifier: Apache-2.0
//
// methods: the carbon of one stratum by several methods side by side, t C/ha by pool, each with the rows that
// it rests on. Equations, units and sources: docs/method-carbon.md.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/amounts.h"
#include "carbon/densities.h"
#include "carbon/pools.h"
#include "carbon/stand.h"

namespace zonegate::carbon {

enum class Method {
  volume_species,   // V x SVD x BEF(above) x CF, roots by R; factors of the species
  volume_province,  // V x SVD x BEF(whole) x CF; means of the province
  fang,             // (a V + b) x CF
  ipcc_tier1,       // V x BCEF(volume class) x CF, roots by R(biomass class)
  area_biomass,     // mean biomass per ha of bamboo, economic and shrub forest x CF
  biomass_density,  // stated biomass above ground x (1 + R) x CF
  density_table     // carbon by land class
};
inline constexpr std::array<Method, 7> kMethods = {
    Method::volume_species, Method::volume_province, Method::fang,         Method::ipcc_tier1,
    Method::area_biomass,   Method::biomass_density, Method::density_table};
std::string_view to_string(Method m);
std::optional<Method> parse_method(std::string_view word);
Text method_name(Method m);

struct UsedFactor {  // a row of the library that a figure rests on
  std::string id, edition;
  double value = 0;
  Status status = Status::unverified;
};

struct Estimate {
  Method method = Method::volume_species;
  bool usable = false;                         // false: no tree carbon; the issues say why
  std::array<std::optional<Amount>, 5> pools;  // t C/ha; nullopt: no value, not zero
  Amount tree;  // above + below, t C/ha; there even where they are not told apart
  std::vector<UsedFactor> used;
  bool unverified = false;  // some row used is neither seen nor cross-checked
  std::optional<double> soil_depth_cm;
  std::vector<std::string> missing;  // pools without a value, and why
  std::vector<Issue> issues;
  double total() const;  // t C/ha of the pools that have a value
};

struct MethodInputs {
  const FactorLibrary* library = nullptr;
  SpeciesGroups groups;
  const DensityTable* densities = nullptr;  // for density_table
  std::map<std::string, std::string>
      editions;  // by method ("fang"), or "pools" for dead wood, litter, soil; absent: the usual one
};

// The stratum by one method. Uncertain factors are entered into `parameters`. Dead wood, litter and soil come, for all methods but the
// table, from the same rows: species and region where the library has them, else share of above ground, IPCC litter and SOC reference.
// No volume: methods by volume give nothing (nodata is not zero); volume 0: no tree carbon, but Fang's line gives nothing there,
// since b > 0 would be biomass without trees. Bamboo has no volume: area_biomass. Origin of BEF is fixed by types.
Estimate estimate(const Stratum& s, Method method, const MethodInputs& inputs, Parameters& parameters);

// A factor of a province or county from those of its species groups, SVD = sum(SVD_i V_i) / sum V_i; BEF likewise (the province guideline weighs both by
// volume; by biomass, V_i SVD_i, is the other usual reading). 0 for no volume.
struct GroupFactor {
  double factor = 0, volume = 0, svd = 1;  // m3, t dm/m3
};
enum class Weighting { volume, biomass };
double weighted_factor(const std::vector<GroupFactor>& groups, Weighting weighting);

// Several methods and how far they lie apart, in t C/ha of trees (above + below).
struct Comparison {
  std::vector<Estimate> estimates;  // in the order of kMethods, unusable ones too
  std::size_t usable = 0;
  double low = 0, high = 0, mean = 0;
  double spread() const { return mean > 0 ? (high - low) / mean : 0; }  // share of the mean
  std::vector<Issue> issues;  // carbon fractions that differ between methods
};
Comparison compare(const Stratum& s, const std::vector<Method>& methods, const MethodInputs& inputs,
                   Parameters& parameters);

}  // namespace zonegate::carbon
