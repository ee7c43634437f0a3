// SPDX-License-Identifier: Apache-2.0
// From lines of tables to parts of a trajectory: names of columns, ages of age groups, which growth a stand takes, survival, what is certain.
#include <catch2/catch.hpp>

#include <cmath>

#include "app/carbon_parts.h"
#include "app/stand_cells.h"

using namespace zonegate;
using namespace zonegate::app;
using carbon::AgeGroup;
using carbon::Origin;
using carbon::Take;

namespace {

std::string shipped(const std::string& part) { return std::string(ZONEGATE_SOURCE_DIR) + "/" + part; }

const catalog::FieldNames& forest() {
  static const catalog::FieldNames names = [] {
    config::Mistakes m;
    return catalog::read_field_names(shipped("layers/forest.yaml"), m);
  }();
  return names;
}

CarbonSetup setup_of(const std::string& more) {
  CarbonSetup s;
  config::Mistakes m;
  s.scenario = carbon::parse_scenario(
      "id: x\nhorizon: {start: 2026, end: 2035}\nregion: \"511800\"\nclimate: [temperate, "
      "warm-temperate-moist]\nsoil_class: hac\nmethods: [volume_species, area_biomass, density_table]\n" +
          more,
      "s.yaml", m);
  for (const auto& one : m) UNSCOPED_INFO(to_line(one));
  REQUIRE(m.empty());
  std::vector<Issue> issues;
  s.library = carbon::read_factors(shipped("rules/factors/library"), "", issues);
  s.inputs.groups = carbon::read_species_groups(shipped("rules/factors/species_groups.csv"), issues);
  s.densities = carbon::read_densities(shipped("rules/factors/landcover_density.csv"), issues);
  return s;
}
void point(CarbonSetup& s) {
  s.inputs.library = &s.library;
  s.inputs.densities = &s.densities;
}

const char* const kCurves =
    "curves:\n  - {id: 杉木, points: [[20, 40], [100, 120]], source: made up, status: demo}\n"
    "  - {id: other, points: [[20, 40], [100, 120]], u_percent: 20, source: made up, status: demo}\n"
    "scenarios: [{id: one, restoration: {curve: other, survival_percent: {value: 80, u_percent: 10}}}]\n";

PartRow line(const std::string& species) {
  PartRow row;
  row.part = "a";
  row.area = Hectares(10);
  row.start = 2026;
  row.stratum.id = "P a";
  row.stratum.species = species;
  row.stratum.region = "511800";
  row.stratum.climates = {"temperate", "warm-temperate-moist"};
  row.stratum.soil = "hac";
  row.stratum.volume_per_ha = carbon::CubicMetresPerHa(100);
  row.stratum.age = 25;
  return row;
}

struct Made {
  CarbonPart part;
  carbon::Part ledger;
  LedgerNotes notes;
  ProjectCarbon project;
};
Made make(const PartRow& row, const CarbonSetup& setup) {
  Made m;
  m.part = estimate_part(row, setup, m.project);
  m.ledger = ledger_part(row, m.part, setup.scenario.scenarios.front(), setup, m.project, m.notes);
  return m;
}

PartHeaders headers_of(const std::vector<std::string>& headers, PartTableKind kind) {
  io::Table t;
  t.name = "t.csv";
  t.headers = headers;
  return part_headers(t, kind, forest());
}

}  // namespace

TEST_CASE("columns of stands have the names of layers/forest.yaml, whatever stands there") {
  REQUIRE_FALSE(forest().at("volume_ha").empty());
  for (const auto& [field, key] : {std::pair{"dlbm", "land_class"},
                                   {"species", "species"},
                                   {"origin", "origin"},
                                   {"age", "age"},
                                   {"age_group", "age_group"},
                                   {"canopy", "canopy"},
                                   {"volume_ha", "volume_m3_ha"}})
    for (const auto& name : forest().at(field)) {
      INFO(name);
      const auto found = headers_of({"小班号", name}, PartTableKind::stands);
      REQUIRE(found.contains(key));
      CHECK(found.at(key) == name);
    }
  // A name that is added to the file is known at once; without the file only our own names are.
  catalog::FieldNames more = forest();
  more["age"].emplace_back("LIN_LING");
  io::Table t;
  t.name = "t.csv";
  t.headers = {"stand", "lin_ling"};
  CHECK(part_headers(t, PartTableKind::stands, more).contains("age"));
  CHECK_FALSE(part_headers(t, PartTableKind::stands, {}).contains("age"));
}

TEST_CASE("columns of one table are not those of another; units and doubles are refused") {
  CHECK_FALSE(
      headers_of({"小班号", "restoration_species"}, PartTableKind::stands).contains("restoration_species"));
  CHECK(headers_of({"项目编号", "地块", "年份", "类型", "损失比例（%）"}, PartTableKind::losses)
            .contains("fraction_percent"));
  CHECK_THROWS_AS(headers_of({"项目编号", "地块", "年份"}, PartTableKind::losses), Error);
  CHECK_THROWS_AS(headers_of({"项目编号", "role", "面积"}, PartTableKind::parts), Error);
  CHECK_THROWS_AS(headers_of({"小班号", "年龄", "平均年龄"}, PartTableKind::stands), Error);
}

TEST_CASE("cells: areas of one line in several units, errors in percent, increments") {
  io::Table t;
  t.name = "t.csv";
  t.headers = {
      "stand", "area_ha", "area_mu", "volume_u_percent", "annual_increment_m3_ha", "increment_u_percent"};
  t.rows = {
      {{"area_ha", "2"}, {"area_mu", "30"}, {"annual_increment_m3_ha", "5"}, {"increment_u_percent", "20"}},
      {{"area_ha", "2"}, {"area_mu", "2"}},
      {{"volume_u_percent", "0.15"}},
      {{"annual_increment_m3_ha", "500"}}};
  const PartHeaders headers = part_headers(t, PartTableKind::stands, forest());
  std::vector<Issue> issues;
  PartCells good(t, 0, headers, issues);
  CHECK(area_of(good)->value == 2);
  CHECK(increment_of(good)->value == 5);
  CHECK(increment_of(good)->sd == Approx(5 * 0.2 / carbon::kNormal975));
  CHECK(issues.empty());
  PartCells mu(t, 1, headers, issues);
  area_of(mu);
  CHECK_FALSE(mu.good());
  CHECK(issues.back().hint.find("1 ha = 15 mu") != std::string::npos);
  PartCells share(t, 2, headers, issues);
  u_of(share, "volume_u_percent");
  CHECK_FALSE(share.good());
  PartCells much(t, 3, headers, issues);
  CHECK_FALSE(increment_of(much));
}

TEST_CASE("age of an age group: the middle between its limits, half the earlier width beyond the last") {
  CarbonSetup s = setup_of(kCurves);
  point(s);
  carbon::Stratum stand;
  stand.species = "杉木";
  stand.region = "450100";  // the limits of this species were seen for Guangxi only
  stand.origin = Origin::planted;
  const auto age = [&](AgeGroup g) {
    stand.age_group = g;
    return age_by_group(stand, s);
  };
  // 杉木 planted: 10, 20, 25, 35
  CHECK(age(AgeGroup::young).value() == Approx(5));
  CHECK(age(AgeGroup::middle).value() == Approx(15));
  CHECK(age(AgeGroup::near_mature).value() == Approx(22.5));
  CHECK(age(AgeGroup::mature).value() == Approx(30));
  CHECK(age(AgeGroup::over_mature).value() == Approx(35 + 5));
  CHECK_FALSE(age(AgeGroup::unknown));
  stand.origin = Origin::unknown;  // limits differ by origin
  CHECK_FALSE(age(AgeGroup::middle));
  stand.origin = Origin::planted;
  stand.region = "511800";
  CHECK_FALSE(age(AgeGroup::middle));
}

TEST_CASE("which growth a stand takes") {
  CarbonSetup s = setup_of(kCurves);
  point(s);
  PartRow row = line("杉木");
  CHECK(make(row, s).part.growth == "curve 杉木");
  row.increment = carbon::Stated{5, 0};
  Made m = make(row, s);  // before the curve of the species
  CHECK(m.part.growth == "increment (IPCC Tier 2)");
  CHECK(m.ledger.increments.size() == 1);
  CHECK(m.notes.certain.contains("increment of P a"));
  CHECK(m.notes.certain.contains("ipcc-2006.bcef_i.temperate.other-conifers.3"));  // rows without an interval
  row.growth_curve = "other";  // after the curve that the line names
  m = make(row, s);
  CHECK(m.part.growth == "curve other");
  CHECK(m.ledger.growth_param);
  row.steady = true;
  CHECK(make(row, s).part.growth == "steady");
  CHECK(make(line("柳杉"), s).part.growth == "not known");
  row = line("柳杉");
  row.stratum.climates.emplace_back("temperate-mountain");
  s.scenario.tier1_growth = true;
  m = make(row, s);
  CHECK(m.part.growth == "IPCC Tier 1");
  CHECK(m.project.unverified);
  s.scenario.tier1_growth = false;
  PartRow bamboo = line("竹");
  bamboo.stratum.volume_per_ha.reset();
  m = make(bamboo, s);
  CHECK(m.part.growth == "steady");
  CHECK(m.ledger.steady);
  for (const auto& [code, growth] : {std::pair{30LL, "steady"}, {20LL, "steady"}, {12LL, "not known"}}) {
    PartRow cover = line("");
    cover.stratum.volume_per_ha.reset();
    cover.stratum.land_class = code;
    INFO(code);
    CHECK(make(cover, s).part.growth == growth);
  }
}

TEST_CASE("survival: the line's, else the scenario's; one parameter for one assumption") {
  CarbonSetup s = setup_of(kCurves);
  point(s);
  PartRow row = line("杉木");
  row.take = Take::planting;
  Made m = make(row, s);
  REQUIRE(m.ledger.regrowth);
  CHECK(m.ledger.regrowth->survival == 0.8);
  REQUIRE(m.ledger.regrowth->survival_param);
  const auto& usual = m.project.parameters.at(*m.ledger.regrowth->survival_param);
  CHECK(usual.name == "survival 80 % (scenario one)");
  CHECK(usual.distribution == carbon::Distribution::beta);
  CHECK(usual.sd == Approx(0.08 / carbon::kNormal975));
  row.survival = 0.9;
  m = make(row, s);  // the scenario's error in percent, of another survival
  CHECK(m.project.parameters.at(*m.ledger.regrowth->survival_param).sd == Approx(0.09 / carbon::kNormal975));
  row.survival_u = 0.2;
  m = make(row, s);
  CHECK(m.project.parameters.at(*m.ledger.regrowth->survival_param).name == "survival of P a");
  row.survival = 1;
  m = make(row, s);  // no room for an error
  CHECK_FALSE(m.ledger.regrowth->survival_param);
  CHECK(m.notes.certain.contains("survival 100 %"));
}

TEST_CASE("checks of a trajectory find what does not add up") {
  CarbonSetup s = setup_of(kCurves);
  point(s);
  const Made m = make(line("杉木"), s);
  carbon::Trajectory t = carbon::trajectory({m.ledger}, s.scenario.horizon);
  CHECK(check_trajectory(t).good());
  t.by_store[0].net.back() += 1;
  CHECK(check_trajectory(t).pools > CarbonChecks::kTolerance);
  CHECK_FALSE(check_trajectory(t).good());
}

TEST_CASE("where roots are not told apart, growth and losses stay with the trees above ground") {
  CarbonSetup s = setup_of(kCurves);
  point(s);
  s.scenario.methods = {carbon::Method::fang};
  PartRow row = line("杉木");
  row.increment = carbon::Stated{5, 0};
  row.losses = {{2028, carbon::LossKind::harvest, 50, 1, 1}};
  Made m = make(row, s);
  REQUIRE(m.ledger.losses.size() == 1);
  REQUIRE(m.ledger.increments.size() == 1);
  const bool whole = m.ledger.stock[1]->value() == 0;
  CHECK((m.ledger.losses[0].below.value() == 0) == whole);
  CHECK((m.ledger.increments[0].below.value() == 0) == whole);
  const carbon::Trajectory t = carbon::trajectory({m.ledger}, s.scenario.horizon);
  for (const double below : t.by_store[1].base) CHECK(below >= 0);
}
