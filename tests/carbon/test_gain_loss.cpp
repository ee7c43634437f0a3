// SPDX-License-Identifier: Apache-2.0
// Growth and losses by IPCC 2006 vol 4 eq 2.7-2.16, what is not known, and the gases beside the pools: sums by hand.
#include <catch2/catch.hpp>

#include <cmath>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

// 120 m3/ha of a conifer that Table 4.5 has no own row for: class (100,200] of temperate other conifers.
Stratum cryptomeria() {
  Stratum s;
  s.id = "S1";
  s.area = Hectares(10);
  s.species = "柳杉";
  s.region = "511800";
  s.climates = {"temperate"};
  s.volume_per_ha = CubicMetresPerHa(120);
  s.age = 18;
  return s;
}

double value_of(const std::vector<UsedFactor>& used, const std::string& quantity) {
  for (const auto& u : used)
    if (const Factor* row = shipped_library().by_id(u.id); row && row->quantity == quantity)
      return row->value;
  FAIL("no row of " << quantity);
  return 0;
}

Part forest(int start) {
  Part p;
  p.id = "P1";
  p.stratum = "S";
  p.area = Hectares(10);
  p.stock = {Amount(60), Amount(12), Amount(5), Amount(20), Amount(88)};
  p.start = start;
  p.increments = {{0, Amount(2), Amount(0.5)}};
  return p;
}

}  // namespace

TEST_CASE("Tier 2 gains: I_V x BCEF_I x CF above ground, x R below (eq 2.9, 2.10)") {
  Parameters parameters;
  GainLossNotes notes;
  const auto steps = tier2_gains(cryptomeria(), {6, 0}, shipped_inputs(), parameters, notes);
  REQUIRE(steps.size() == 1);
  CHECK(notes.usable);
  CHECK(value_of(notes.used, "bcef_i") == 0.53);  // temperate other conifers, (100,200]
  // biomass above = 120 x 0.75 = 90 t/ha: R of temperate conifers, 50-150
  CHECK(value_of(notes.used, "rsr") == 0.29);
  const double cf = value_of(notes.used, "cf");
  CHECK(steps[0].above.value() == Approx(6 * 0.53 * cf));
  CHECK(steps[0].below.value() == Approx(6 * 0.53 * cf * 0.29));
  Stratum unknown = cryptomeria();
  unknown.volume_per_ha.reset();
  GainLossNotes none;
  CHECK(tier2_gains(unknown, {6, 0}, shipped_inputs(), parameters, none).empty());
  CHECK(has_code(none.issues, "carbon.volume_missing"));
}

TEST_CASE("Tier 1 gains: G_W (1 + R) CF, another class from the age of 20 on, and the status of the rows") {
  Stratum s = cryptomeria();
  s.climates = {"subtropical-humid", "temperate"};
  Parameters parameters;
  GainLossNotes notes;
  const auto steps = tier1_gains(s, 40, 90, shipped_inputs(), parameters, notes);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].from == 0);
  CHECK(steps[1].from == 3);  // 18, 19, 20 are of the class up to 20; 21 is not
  const double cf = value_of(notes.used, "cf");
  CHECK(steps[0].above.value() == Approx(9 * cf));
  CHECK(steps[1].above.value() == Approx(2 * cf));
  CHECK(steps[0].below.value() == Approx(steps[0].above.value() * value_of(notes.used, "rsr")));
  CHECK(notes.unverified);  // Table 4.9 is from memory
  s.climates = {"no such climate"};
  GainLossNotes none;
  CHECK(tier1_gains(s, 40, 90, shipped_inputs(), parameters, none).empty());
  CHECK(has_code(none.issues, "carbon.factor_missing"));
}

TEST_CASE("losses: wood with bark and roots, branches without, a share of the trees (eq 2.12-2.14)") {
  Parameters parameters;
  GainLossNotes notes;
  const auto loss = [&](const LossEntry& e) {
    return stand_loss(e, cryptomeria(), Hectares(10), shipped_inputs(), parameters, notes);
  };
  const auto harvest = loss({2030, LossKind::harvest, 50, 1, 1});
  REQUIRE(harvest);
  const double cf = value_of(notes.used, "cf");
  CHECK(value_of(notes.used, "bcef_r") == 0.83);
  CHECK(harvest->above.value() == Approx(5 * 0.83 * cf));
  CHECK(harvest->below.value() == Approx(5 * 0.83 * cf * 0.29));
  const auto branches = loss({2030, LossKind::fuel_parts, 50, 1, 1});
  REQUIRE(branches);
  CHECK(branches->above.value() == Approx(5 * value_of(notes.used, "svd") * cf));
  CHECK(branches->below.value() == 0);
  const auto storm = loss({2030, LossKind::disturbance, 0, 0.4, 0.5});
  REQUIRE(storm);
  CHECK(storm->share == Approx(0.2));
  for (const auto k : {LossKind::harvest, LossKind::fuel_trees, LossKind::fuel_parts, LossKind::disturbance})
    CHECK(parse_loss_kind(to_string(k)) == k);
  CHECK(parse_loss_kind("采伐") == LossKind::harvest);
  CHECK_FALSE(parse_loss_kind("fire?"));
}

TEST_CASE("the change is gains less losses, and clearing subtracts (eq 2.7, 2.15, 2.16: no sign slip)") {
  Part p = forest(2030);
  p.losses = {{2027, Amount(3), Amount(0.6), 0}, {2032, Amount(4), Amount(0.8), 0}};
  const Trajectory t = trajectory({p}, {2026, 2035});
  const auto& f = t.total;
  CHECK(f.base[1] - f.base[0] == Approx(10 * 2.5));          // 2026: gain alone
  CHECK(f.base[2] - f.base[1] == Approx(10 * (2.5 - 3.6)));  // 2027: gain less wood
  // Before the clearing in 2030 the stand has grown for four years and lost 3.6; B_after - B_before is negative.
  const double cleared = 10 * (72 + 4 * 2.5 - 3.6), dead = 10 * 25.0;
  CHECK(f.by_cause[0][5] == Approx(-cleared - dead));
  // After it growth is forgone, and the wood of 2032 is not taken: less is forgone.
  CHECK(f.by_cause[1][6] == Approx(-10 * 2 * 2.5));
  CHECK(f.by_cause[1][7] == Approx(-10 * (3 * 2.5 - 4.8)));
  CHECK(f.project[7] - f.base[7] == Approx(f.net[7]));
  CHECK(t.forgone == Known::all);
}

TEST_CASE("a disturbance takes its share of what stands in that year; nothing takes more than there is") {
  Part p = forest(2060);
  p.losses = {{2028, {}, {}, 0.5}, {2030, {}, {}, 0.5}};
  const auto f = trajectory({p}, {2026, 2035}).total;
  const double at2028 = 72 + 2 * 2.5, at2030 = at2028 / 2 + 2 * 2.5;
  CHECK(f.base[3] == Approx(10 * (at2028 / 2 + 2.5 + 113)));
  CHECK(f.base[5] == Approx(10 * (at2030 / 2 + 2.5 + 113)));
  p.losses = {{2028, Amount(80), Amount(0), 0}};
  const auto issues = trajectory({p}, {2026, 2035}).issues;
  CHECK(lines_of(issues).find("by 2028 more wood is taken or killed than the stand holds") !=
        std::string::npos);
  p.losses = {{2028, {}, {}, 1.5}};
  CHECK(has_code(trajectory({p}, {2026, 2035}).issues, "carbon.part_wrong"));
}

TEST_CASE("what is known: steady land forgoes nothing, planting on unknown ground still counts its gain") {
  Part grass = forest(2026);
  grass.increments.clear();
  grass.steady = true;
  CHECK(trajectory({grass}, {2026, 2035}).forgone == Known::all);
  Part unknown = grass;
  unknown.id = "P2";
  unknown.steady = false;
  CHECK(trajectory({unknown}, {2026, 2035}).forgone == Known::none);
  CHECK(trajectory({unknown, forest(2026)}, {2026, 2035}).forgone == Known::part);
  CHECK(trajectory({unknown, grass}, {2026, 2035}).forgone == Known::none);
  unknown.start = 2050;  // nothing happens within the horizon
  CHECK(trajectory({unknown}, {2026, 2035}).forgone == Known::all);
  Part planting = grass;
  planting.take = Take::planting;
  planting.stock = {};
  planting.regrowth = Regrowth{};
  planting.regrowth->curve.points = {{50, 100}};
  const Trajectory t = trajectory({planting}, {2026, 2035});
  CHECK(t.total.by_cause[2][10] == Approx(10 * 20.0));
  CHECK(t.missing.size() == 5);
  CHECK(t.lost == Known::none);
}

TEST_CASE("N2O of soil carbon by hand, apart from the pools; methane only by a factor of the user's") {
  Part p = forest(2026);
  p.take = Take::reservoir;
  p.soil = {0.8, std::nullopt, 20};
  const Trajectory t = trajectory({p}, {2026, 2035});
  Parameters parameters;
  MonteCarloOptions options;
  options.draws = 100;
  const auto gases = [&](const std::optional<ReservoirMethane>& m, const std::string& gwp) {
    return side_gases(t, shipped_library(), "511800", gwp, m, parameters, options);
  };
  const SideGases none = gases(std::nullopt, "ar6");
  const double lost = 10 * 88 * 0.2 / 2;  // ten of twenty years
  CHECK(t.mineralised[10] == Approx(lost));
  REQUIRE(none.soil_n2o);
  CHECK(none.soil_n2o->value == Approx(lost / 15 * 0.010 * 44 / 28 * 273));
  CHECK_FALSE(none.methane);  // not counted is not zero
  CHECK(none.flooded == Approx(10 * 10.0));
  CHECK(t.total.net[10] == Approx(t.by_store[0].net[10] + t.by_store[1].net[10] + t.by_store[2].net[10] +
                                  t.by_store[3].net[10] - lost));
  const SideGases some = gases(ReservoirMethane{{50, 10}, "a study", Status::demo}, "ar6");
  REQUIRE(some.methane);
  CHECK(some.methane->value == Approx(10 * 10 * 50 / 1000.0 * 27));
  CHECK(some.methane_interval.low < some.methane->value);
  const SideGases old = gases(std::nullopt, "ar5");  // the library has no row of it
  CHECK_FALSE(old.soil_n2o);
  CHECK_FALSE(old.missing.empty());
  p.stock[index_of(Pool::soil)].reset();
  const Trajectory bare = trajectory({p}, {2026, 2035});
  CHECK_FALSE(
      side_gases(bare, shipped_library(), "511800", "ar6", std::nullopt, parameters, options).soil_n2o);
}
