// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "carbon/methods.h"
#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

void note_fractions(const Stratum& s, Comparison& c, const MethodInputs& inputs) {
  std::map<double, std::vector<std::string>> by_value;
  for (const auto& e : c.estimates)
    for (const auto& u : e.used) {
      const Factor* row = e.usable ? inputs.library->by_id(u.id) : nullptr;
      if (row && row->quantity == "cf") by_value[u.value].emplace_back(to_string(e.method));
    }
  if (by_value.size() < 2) return;
  std::vector<std::string> parts;
  for (const auto& [value, methods] : by_value)
    parts.push_back(fmt::format("{}: {}", shortest(value), fmt::join(methods, ", ")));
  add_issue(c.issues, Severity::note, "carbon.fractions_differ", "",
            fmt::format("{}: the methods use different carbon fractions ({})", s.id, fmt::join(parts, "; ")),
            "part of their spread is the fraction alone");
}

void note_depths(const Stratum& s, Comparison& c) {
  std::map<double, std::vector<std::string>> by_depth;
  for (const auto& e : c.estimates)
    if (e.usable && e.soil_depth_cm) by_depth[*e.soil_depth_cm].emplace_back(to_string(e.method));
  if (by_depth.size() < 2) return;
  std::vector<std::string> parts;
  for (const auto& [depth, methods] : by_depth)
    parts.push_back(fmt::format("{} cm: {}", shortest(depth), fmt::join(methods, ", ")));
  add_issue(c.issues, Severity::warning, "carbon.soil_depths_mixed", "",
            fmt::format("{}: soil to different depths ({}): totals of these methods cannot be compared", s.id,
                        fmt::join(parts, "; ")),
            "compare trees only, or use soil values to one depth");
}

}  // namespace

std::string_view to_string(Method m) {
  switch (m) {
    case Method::volume_species:
      return "volume_species";
    case Method::volume_province:
      return "volume_province";
    case Method::fang:
      return "fang";
    case Method::ipcc_tier1:
      return "ipcc_tier1";
    case Method::area_biomass:
      return "area_biomass";
    case Method::biomass_density:
      return "biomass_density";
    case Method::density_table:
      return "density_table";
  }
  return "";
}

Text method_name(Method m) {
  switch (m) {
    case Method::volume_species:
      return {"蓄积扩展因子法（分树种）", "volume and expansion by species"};
    case Method::volume_province:
      return {"蓄积扩展因子法（省平均）", "volume and expansion, province mean"};
    case Method::fang:
      return {"换算因子连续函数法", "continuous expansion function"};
    case Method::ipcc_tier1:
      return {"IPCC 一级方法", "IPCC Tier 1"};
    case Method::area_biomass:
      return {"单位面积生物量法", "mean biomass by area"};
    case Method::biomass_density:
      return {"生物量密度法", "stated biomass density"};
    case Method::density_table:
      return {"碳密度表法", "density table"};
  }
  return {};
}

std::optional<Method> parse_method(std::string_view word) {
  for (const Method m : kMethods)
    if (to_string(m) == word) return m;
  return std::nullopt;
}

double weighted_factor(const std::vector<GroupFactor>& groups, Weighting weighting) {
  double sum = 0, weights = 0;
  for (const auto& g : groups) {
    const double w = weighting == Weighting::volume ? g.volume : g.volume * g.svd;
    sum += g.factor * w;
    weights += w;
  }
  return weights > 0 ? sum / weights : 0;
}

Comparison compare(const Stratum& s, const std::vector<Method>& methods, const MethodInputs& inputs,
                   Parameters& parameters) {
  Comparison c;
  for (const Method m : kMethods) {
    if (std::find(methods.begin(), methods.end(), m) == methods.end()) continue;
    c.estimates.push_back(estimate(s, m, inputs, parameters));
    const Estimate& e = c.estimates.back();
    if (!e.usable) continue;
    const double tree = e.tree.value();
    c.low = c.usable == 0 ? tree : std::min(c.low, tree);
    c.high = c.usable == 0 ? tree : std::max(c.high, tree);
    c.mean += tree;
    ++c.usable;
  }
  if (c.usable > 0) c.mean /= static_cast<double>(c.usable);
  note_fractions(s, c, inputs);
  note_depths(s, c);
  return c;
}

}  // namespace zonegate::carbon
