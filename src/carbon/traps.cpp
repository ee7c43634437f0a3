// SPDX-License-Identifier: Apache-2.0
#include "carbon/traps.h"

#include <fmt/format.h>

#include <cmath>

#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

constexpr double kMostVolume = 1500;  // m3/ha; denser stands are not known of Chinese inventories
constexpr double kLeastVolume = 0.5;

struct Slip {
  double factor;
  const char* what;
};
constexpr Slip kSlips[] = {
    {15, "mu (亩) taken for hectares: 1 ha = 15 mu"},
    {1.0 / 15, "a number per mu (亩), or hectares taken for mu: 1 ha = 15 mu"},
    {10000, "square metres for hectares, or a number in units that should be 万 (10,000)"},
    {1e-4, "a number in 万 (10,000)"},
    {44.0 / 12, "t CO2 for t C: x 12/44"},
    {12.0 / 44, "t C for t CO2: x 44/12"},
    {100, "percent for a share"},
    {0.01, "a share for percent, or km2 for hectares"}};

Issue make_issue(Severity severity, const std::string& code, const std::string& who, const std::string& what,
                 const std::string& hint) {
  std::vector<Issue> one;
  add_issue(one, severity, code, "", (who.empty() ? "" : who + ": ") + what, hint);
  return one.front();
}

}  // namespace

std::string unit_slip(double stated, double expected) {
  if (!(stated > 0) || !(expected > 0)) return {};
  for (const Slip& slip : kSlips)
    if (std::abs(stated / expected / slip.factor - 1) < 0.03) return slip.what;
  return {};
}

std::optional<Issue> check_area(const std::string& who, Hectares stated, Hectares computed) {
  const double larger = std::max(stated.value, computed.value);
  if (!(stated.value > 0) || !(larger > 0) || std::abs(stated.value - computed.value) <= 0.05 * larger)
    return std::nullopt;
  const std::string slip = unit_slip(stated.value, computed.value);
  return make_issue(
      Severity::warning, "carbon.area_differs", who,
      fmt::format("{} ha are stated, {} ha are drawn", shortest(stated.value), fixed(computed.value, 4)),
      slip.empty() ? "the drawn area is used" : slip + "; the drawn area is used");
}

std::vector<Issue> check_stratum(const Stratum& s, const SpeciesGroups& groups) {
  std::vector<Issue> issues;
  const auto add = [&](Severity severity, const std::string& what, const std::string& hint) {
    issues.push_back(make_issue(severity, "carbon.stand_doubtful", s.id, what, hint));
  };
  const bool tree = groups.of(s.species).kind == Kind::tree;
  if (s.volume_per_ha) {
    const double v = s.volume_per_ha->value;
    if (v < 0)
      add(Severity::error, fmt::format("volume {} m3/ha is below 0", shortest(v)),
          "a code for \"no value\"? leave the cell empty");
    if (v > kMostVolume)
      add(Severity::error, fmt::format("no forest holds {} m3/ha", shortest(v)),
          "小班蓄积 (m3 of the stand) in the column of 公顷蓄积, or a number in 万?");
    if (tree && v > 0 && v < kLeastVolume)
      add(Severity::warning, fmt::format("{} m3/ha is hardly a stand", shortest(v)),
          "a number in 万, or per mu (亩)?");
    if (tree && v == 0 && s.canopy.value_or(0) >= 0.2)
      add(Severity::warning, fmt::format("volume 0 under a canopy of {}", shortest(*s.canopy)),
          "\"no value\" written as 0? it is taken as not said; leave the cell empty");
    if (!tree && v == 0)
      add(Severity::note, s.species + " has no growing stock; 0 is taken as not said",
          "area_biomass gives its carbon");
  }
  if (s.age && *s.age <= 0)
    add(Severity::warning, fmt::format("age {} years", shortest(*s.age)),
        "0 is not \"unknown\": leave the cell empty, or give the year of planting");
  if (s.canopy && (*s.canopy < 0 || *s.canopy > 1))
    add(Severity::warning, fmt::format("canopy {}", shortest(*s.canopy)),
        *s.canopy > 10 ? "percent for a share" : "tenths for a share");
  if (!(s.area.value > 0))
    add(Severity::warning, fmt::format("area {} ha", shortest(s.area.value)), "an area in degrees, or none");
  return issues;
}

std::optional<Issue> check_depth(const std::string& who, const Estimate& e, double depth) {
  if (!e.soil_depth_cm || *e.soil_depth_cm == depth || !e.pools[index_of(Pool::soil)]) return std::nullopt;
  return make_issue(
      Severity::warning, "carbon.soil_depths_mixed", who,
      fmt::format("soil to {} cm in a run to {} cm", shortest(*e.soil_depth_cm), shortest(depth)),
      "30 cm in IPCC tables, 100 cm in most Chinese studies: never add the two");
}

}  // namespace zonegate::carbon
