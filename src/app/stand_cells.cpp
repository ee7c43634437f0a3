// SPDX-License-Identifier: Apache-2.0
#include "app/stand_cells.h"

#include <cmath>

#include "schema/schema.h"

namespace zonegate::app {
namespace {

using carbon::AgeGroup;
using carbon::Origin;

constexpr double kAgree = 0.01;  // of two areas that one line states

// Words, or the codes of the national sub-compartment tables (layers/forest.yaml): 1x natural, 2x planted.
Origin origin_of(PartCells& cells) {
  const std::string word = cells.text("origin");
  if (word.starts_with("天然") || word == "natural" || word == "1" || (word.size() == 2 && word[0] == '1'))
    return Origin::natural;
  if (word.starts_with("人工") || word == "planted" || word == "2" || (word.size() == 2 && word[0] == '2'))
    return Origin::planted;
  cells.mistake("origin '" + word + "' is not known", "natural (天然, 1x) or planted (人工, 2x)");
  return Origin::unknown;
}

AgeGroup age_group_of(PartCells& cells) {
  static const std::array<std::array<const char*, 3>, 5> kWords = {{{"young", "幼", "1"},
                                                                    {"middle", "中", "2"},
                                                                    {"near-mature", "近", "3"},
                                                                    {"mature", "成", "4"},
                                                                    {"over-mature", "过", "5"}}};
  const std::string word = cells.text("age_group");
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (word == kWords[i][0] || word == kWords[i][2] || word.starts_with(kWords[i][1]))
      return static_cast<AgeGroup>(i + 1);
  cells.mistake("age group '" + word + "' is not known",
                "young, middle, near-mature, mature, over-mature (幼 中 近 成 过, 1 to 5)");
  return AgeGroup::unknown;
}

// A class of the density table by its code or name; other codes (0301) are kept out: they are of another system.
std::optional<long long> class_of(PartCells& cells, const carbon::DensityTable& densities) {
  const std::string word = cells.text("land_class");
  for (const auto& [code, row] : densities.rows)
    if (word == std::to_string(code) || word == row.name.zh || word == row.name.en) return code;
  cells.note(Severity::note, "carbon.land_class_unknown",
             "land class '" + word + "' has no row in the density table",
             "its code or its name in " + densities.file);
  return std::nullopt;
}

void read_volume(PartCells& cells, carbon::Stratum& s) {
  if (const auto v = cells.number("volume_m3_ha", 0, 1e9)) s.volume_per_ha = carbon::CubicMetresPerHa(*v);
  if (const auto v = cells.number("volume_m3", 0, 1e12)) s.volume_total = carbon::CubicMetres(*v);
  if (const auto u = u_of(cells, "volume_u_percent")) s.volume_u = *u;
}

}  // namespace

std::optional<Hectares> area_of(PartCells& cells) {
  constexpr double kHuge = 1e12;
  const auto ha = cells.number("area_ha", 0, kHuge), m2 = cells.number("area_m2", 0, kHuge),
             mu = cells.number("area_mu", 0, kHuge);
  std::optional<double> area = ha;
  const auto compare = [&](const std::optional<double>& other, double per_ha, const char* unit) {
    if (!other) return;
    const double as_ha = *other / per_ha;
    if (!area) {
      area = as_ha;
    } else if (std::abs(*area - as_ha) > kAgree * std::max(*area, as_ha)) {
      const std::string slip = carbon::unit_slip(*area, as_ha);
      cells.mistake(shortest(*area) + " ha and " + shortest(*other) + " " + unit + " are not the same area",
                    slip.empty() ? "1 ha = 15 mu (亩) = 10,000 m2" : slip);
    }
  };
  compare(m2, 1e4, "m2");
  compare(mu, 15, "mu (亩)");
  return area ? std::optional(Hectares(*area)) : std::nullopt;
}

std::optional<double> u_of(PartCells& cells, const char* key) {
  const auto u = cells.number(key, 0, 500);
  if (u && *u > 0 && *u < 1)
    cells.mistake("an error of " + shortest(*u) + " %", "a share for percent? write 15 for 15 %");
  return u ? std::optional(*u / 100) : std::nullopt;
}

std::optional<carbon::Stated> increment_of(PartCells& cells) {
  constexpr double kMost = 100;  // m3/ha/a: beyond what any stand grows
  const auto v = cells.number("annual_increment_m3_ha", 0, kMost);
  const auto u = u_of(cells, "increment_u_percent");
  if (!v) return std::nullopt;
  return carbon::Stated{*v, *v * u.value_or(0) / carbon::kNormal975};
}

void read_stand(PartCells& cells, const carbon::DensityTable& densities, carbon::Stratum& s) {
  if (cells.has("species")) s.species = cells.text("species");
  if (cells.has("origin")) s.origin = origin_of(cells);
  if (cells.has("age_group")) s.age_group = age_group_of(cells);
  if (cells.has("land_class")) s.land_class = class_of(cells, densities);
  if (const auto v = cells.number("age", 0, 5000)) s.age = *v;
  if (const auto v = cells.number("canopy", 0, 100)) s.canopy = *v;
  read_volume(cells, s);
  if (const auto v = cells.number("biomass_t_ha", 0, 2500)) s.biomass_above = carbon::AboveBiomass(*v);
  if (const auto v = cells.number("biomass_sd_t_ha", 0, 2500)) s.biomass_sd = *v;
  if (cells.has("region")) s.region = cells.text("region");
  if (cells.has("climate")) s.climates = schema::split_list(cells.text("climate"));
  if (cells.has("soil_class")) s.soil = cells.text("soil_class");
}

}  // namespace zonegate::app
