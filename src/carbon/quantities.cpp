// SPDX-License-Identifier: Apache-2.0
//
// The words of the factor library: quantities with their units, statuses, distributions. Ranges are no
// coefficients: they only stop numbers in another unit (per mu, in percent, t CO2 for t C).
#include <algorithm>

#include "carbon/factors.h"

namespace zonegate::carbon {

const std::vector<QuantitySpec>& quantities() {
  static const std::vector<QuantitySpec> kAll = {
      {"svd", {"基本木材密度", "basic wood density"}, "t dm/m3", 0.1, 1.3},
      {"bef_above", {"生物量扩展因子（地上）", "expansion factor, above ground"}, "1", 1, 10},
      {"bef_whole", {"生物量扩展因子（全林，含根）", "expansion factor, whole tree with roots"}, "1", 1, 12},
      {"bcef_s", {"生物量转换扩展因子（蓄积）", "conversion and expansion, stock"}, "t dm/m3", 0.2, 12},
      {"bcef_i", {"生物量转换扩展因子（生长）", "conversion and expansion, increment"}, "t dm/m3", 0.1, 12},
      {"bcef_r", {"生物量转换扩展因子（采伐）", "conversion and expansion, removals"}, "t dm/m3", 0.2, 14},
      {"rsr", {"根冠比", "root-to-shoot ratio"}, "1", 0.01, 6},
      {"cf", {"含碳率", "carbon fraction"}, "t C/t dm", 0.3, 0.65},
      {"cf_litter", {"凋落物含碳率", "carbon fraction of litter"}, "t C/t dm", 0.2, 0.65},
      {"fang_a", {"B=aV+b 斜率", "slope of B = aV + b"}, "t dm/m3", 0.05, 5},
      {"fang_b", {"B=aV+b 截距", "intercept of B = aV + b"}, "t dm/ha", -100, 300},
      {"biomass_above", {"地上生物量", "biomass above ground"}, "t dm/ha", 0, 2500},
      {"biomass_below", {"地下生物量", "biomass below ground"}, "t dm/ha", 0, 1000},
      {"biomass_whole", {"全林生物量", "biomass with roots"}, "t dm/ha", 0, 3000},
      {"growth_biomass", {"地上生物量年生长", "growth of biomass above ground"}, "t dm/ha/a", 0, 60},
      {"growth_rate", {"蓄积年总生长率", "gross growth rate of volume"}, "%/a", 0, 40},
      {"consumption_rate", {"蓄积年消耗率", "consumption rate of volume"}, "%/a", 0, 40},
      {"net_growth_rate", {"蓄积年净增率", "net growth rate of volume"}, "%/a", -40, 40},
      {"tree_carbon", {"乔木层碳密度（含根）", "carbon of trees with roots"}, "t C/ha", 0, 1500},
      {"understory_carbon", {"林下植被碳密度", "carbon of the understorey"}, "t C/ha", 0, 200},
      {"dead_wood", {"死木碳密度", "carbon of dead wood"}, "t C/ha", 0, 500},
      {"litter", {"凋落物碳密度", "carbon of litter"}, "t C/ha", 0, 300},
      {"soil_carbon", {"土壤有机碳密度", "soil organic carbon"}, "t C/ha", 0, 3000},
      {"socref", {"土壤有机碳参考值", "reference soil organic carbon"}, "t C/ha", 0, 500},
      {"f_lu", {"土地利用因子", "land-use factor"}, "1", 0, 2},
      {"f_mg", {"管理因子", "management factor"}, "1", 0, 2},
      {"f_i", {"投入因子", "input factor"}, "1", 0, 3},
      {"dead_share", {"死木占地上的比例", "dead wood, share of above ground"}, "1", 0, 1},
      {"litter_share", {"凋落物占地上的比例", "litter, share of above ground"}, "1", 0, 1},
      {"volume_a", {"材积式 a", "a of V = a D^b H^c"}, "m3", 1e-7, 1e-2},
      {"volume_b", {"材积式 b", "b of V = a D^b H^c"}, "1", 0.5, 4},
      {"volume_c", {"材积式 c", "c of V = a D^b H^c"}, "1", 0, 4},
      {"age_limit", {"龄组上限", "last age of an age group"}, "a", 1, 1000},
      {"transition_years", {"转变期", "years of transition"}, "a", 1, 500},
      {"curve_a", {"生长曲线上限（蓄积）", "upper limit of a growth curve (volume)"}, "m3/ha", 0, 3000},
      {"curve_b", {"生长曲线 B", "B of a growth curve"}, "1", 0, 1000},
      {"curve_k", {"生长曲线 K", "K of a growth curve"}, "1/a", 0, 10},
      {"curve_m", {"生长曲线 m", "m of a growth curve"}, "1", -10, 10},
      {"gwp", {"全球增温潜势（100年）", "global warming potential, 100 years"}, "t CO2/t", 0, 50000},
      {"combustion", {"燃烧因子", "combustion factor"}, "1", 0, 1},
      {"fire_factor", {"燃烧排放因子", "emission factor of fire"}, "g/kg", 0, 5000},
      {"burnt_share", {"燃烧、氧化或分解的比例", "share burnt, oxidised or left to decay"}, "1", 0, 1},
      {"gas_ratio", {"燃烧气体比", "ratio of a gas in burning"}, "1", 0, 1},
      {"som_c_to_n", {"土壤有机质碳氮比", "C to N of soil organic matter"}, "1", 1, 100},
      {"n2o_share", {"矿化氮的 N2O-N 比例", "N2O-N of mineralised N"}, "1", 0, 1},
      {"flux_band", {"通量参考范围", "band of plausible fluxes"}, "t CO2/ha/a", -2000, 2000},
  };
  return kAll;
}

const QuantitySpec* find_quantity(std::string_view key) {
  const auto& all = quantities();
  const auto at = std::find_if(all.begin(), all.end(), [&](const QuantitySpec& q) { return q.key == key; });
  return at == all.end() ? nullptr : &*at;
}

std::string_view to_string(Status s) {
  switch (s) {
    case Status::seen:
      return "seen";
    case Status::cross_checked:
      return "cross-checked";
    case Status::unverified:
      return "unverified";
    case Status::demo:
      return "demo";
  }
  return "";
}

std::optional<Status> parse_status(std::string_view word) {
  for (const Status s : {Status::seen, Status::cross_checked, Status::unverified, Status::demo})
    if (to_string(s) == word) return s;
  return std::nullopt;
}

std::string_view to_string(Distribution d) {
  switch (d) {
    case Distribution::none:
      return "";
    case Distribution::normal:
      return "normal";
    case Distribution::truncated:
      return "truncated";
    case Distribution::lognormal:
      return "lognormal";
    case Distribution::beta:
      return "beta";
  }
  return "";
}

std::optional<Distribution> parse_distribution(std::string_view word) {
  for (const auto d :
       {Distribution::none, Distribution::normal, Distribution::truncated, Distribution::lognormal})
    if (to_string(d) == word) return d;
  return std::nullopt;
}

}  // namespace zonegate::carbon
