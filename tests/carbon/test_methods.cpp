// SPDX-License-Identifier: Apache-2.0
// One stratum by every method, against sums done by hand, and what each method refuses.
#include <catch2/catch.hpp>

#include <type_traits>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

Stratum pine(double volume = 100) {
  Stratum s;
  s.id = "S1";
  s.area = Hectares(10);
  s.volume_per_ha = CubicMetresPerHa(volume);
  s.species = "马尾松";
  s.region = "511800";
  s.climates = {"temperate", "warm-temperate-moist"};
  s.soil = "hac";
  return s;
}

double at(const Estimate& e, Pool p) { return e.pools[index_of(p)]->value(); }

Estimate by(const Stratum& s, Method m, MethodInputs inputs = shipped_inputs()) {
  Parameters parameters;
  return estimate(s, m, inputs, parameters);
}

}  // namespace

TEST_CASE("volume by species: V x SVD x BEF x CF, roots by R") {
  const Estimate e = by(pine(), Method::volume_species);
  REQUIRE(e.usable);
  CHECK(at(e, Pool::above) == Approx(100 * 0.380 * 1.472 * 0.460));
  CHECK(at(e, Pool::below) == Approx(100 * 0.380 * 1.472 * 0.460 * 0.187));
  CHECK(e.tree.value() == Approx(at(e, Pool::above) + at(e, Pool::below)));
  CHECK(e.unverified);  // the species table is from memory
  CHECK(e.used.size() >= 4);
  CHECK(at(e, Pool::dead) == Approx(0.08 * at(e, Pool::above)));
  CHECK(at(e, Pool::litter) == 22);
  CHECK(at(e, Pool::soil) == 88);
  CHECK(e.soil_depth_cm == 30.0);
}

TEST_CASE("volume by province: the factor with roots is not multiplied by (1 + R)") {
  const Estimate e = by(pine(), Method::volume_province);
  REQUIRE(e.usable);
  CHECK(e.tree.value() == Approx(100 * 0.425 * 1.744 * 0.5));
  CHECK(at(e, Pool::above) == Approx(100 * 0.425 * 1.408 * 0.5));
  CHECK(at(e, Pool::below) == Approx(100 * 0.425 * (1.744 - 1.408) * 0.5));
}

TEST_CASE("expansion factors with and without roots are two types") {
  static_assert(!std::is_convertible_v<BefWhole, BefAbove>);
  static_assert(!std::is_invocable_v<decltype(roots), WholeBiomass, RootRatio>);
  static_assert(
      std::is_same_v<decltype(biomass(CubicMetresPerHa(1), WoodDensity(1), BefWhole(1))), WholeBiomass>);
  CHECK(roots(biomass(CubicMetresPerHa(2), WoodDensity(0.5), BefAbove(1.5)), RootRatio(0.2)).value ==
        Approx(0.3));
}

TEST_CASE("Fang: (a V + b) x CF; a and b are of one edition") {
  const Estimate e = by(pine(), Method::fang);
  REQUIRE(e.usable);
  CHECK(e.tree.value() == Approx((0.5034 * 100 + 20.547) * 0.5));
  CHECK(at(e, Pool::above) + at(e, Pool::below) == Approx(e.tree.value()));
  CHECK(lines_of(e.issues).find("fang-2001.fang_a.masson-pine = 0.5101") != std::string::npos);
  MethodInputs inputs = shipped_inputs();
  inputs.editions["fang"] = "fang-2001";
  const Estimate other = by(pine(), Method::fang, inputs);
  CHECK(other.tree.value() == Approx((0.5101 * 100 + 1.0451) * 0.5));
  CHECK(lines_of(other.issues).find("fang_a") == std::string::npos);
}

TEST_CASE("Fang's line is refused at volume 0 and outside its fit") {
  const Estimate bare = by(pine(0), Method::fang);
  CHECK_FALSE(bare.usable);
  CHECK(lines_of(bare.issues).find("biomass without trees") != std::string::npos);
  CHECK(by(pine(0), Method::volume_species).tree.value() == 0);  // 0 is a value: no trees
  FactorLibrary library;
  for (const char* q : {"fang_a", "fang_b", "cf"}) {
    Factor f;
    f.id = f.quantity = q;
    f.region = "00";
    f.edition = "fang";
    f.value = std::string(q) == "cf" ? 0.5 : 1;
    std::string why;
    if (std::string(q) != "cf") f.condition = *parse_condition("volume=(20,300]", why);
    library.add(f);
  }
  MethodInputs inputs;
  inputs.library = &library;
  CHECK(by(pine(100), Method::fang, inputs).usable);
  CHECK(has_code(by(pine(400), Method::fang, inputs).issues, "carbon.fang_range"));
}

TEST_CASE("IPCC Tier 1: BCEF by volume class, R by the class of the biomass") {
  const Estimate e = by(pine(100), Method::ipcc_tier1);
  REQUIRE(e.usable);
  CHECK(at(e, Pool::above) == Approx(100 * 0.75 * 0.47));
  CHECK(at(e, Pool::below) == Approx(100 * 0.75 * 0.47 * 0.29));  // 75 t dm/ha: 50..150
  // The table leaves (20, 21) open; half-open classes do not.
  CHECK(at(by(pine(20.5), Method::ipcc_tier1), Pool::above) == Approx(20.5 * 1.0 * 0.47));
  CHECK(at(by(pine(20), Method::ipcc_tier1), Pool::above) == Approx(20 * 1.8 * 0.47));
}

TEST_CASE("bamboo has no volume: refused by volume, counted by area") {
  Stratum s = pine();
  s.species = "慈竹";
  s.volume_per_ha.reset();
  const Estimate no = by(s, Method::volume_species);
  CHECK_FALSE(no.usable);
  CHECK(lines_of(no.issues).find("area_biomass") != std::string::npos);
  const Estimate yes = by(s, Method::area_biomass);
  REQUIRE(yes.usable);
  CHECK(at(yes, Pool::above) == Approx(45.29 * 0.5));
  CHECK(at(yes, Pool::below) == Approx(24.64 * 0.5));
  CHECK_FALSE(by(pine(), Method::area_biomass).usable);
}

TEST_CASE("a volume that nobody stated is not zero") {
  Stratum s = pine();
  s.volume_per_ha.reset();
  const Estimate e = by(s, Method::volume_species);
  CHECK_FALSE(e.usable);
  CHECK(lines_of(e.issues).find("that is not zero") != std::string::npos);
}

TEST_CASE("公顷蓄积 against 小班蓄积") {
  std::vector<Issue> issues;
  Stratum s = pine();
  s.volume_total = CubicMetres(1000);  // 10 ha x 100 m3/ha
  CHECK(volume_of(s, issues)->value == 100);
  s.volume_per_ha.reset();
  CHECK(volume_of(s, issues)->value == 100);
  CHECK(issues.empty());
  s.volume_per_ha = CubicMetresPerHa(1000);
  CHECK_FALSE(volume_of(s, issues));
  CHECK(lines_of(issues).find("both columns hold the same number") != std::string::npos);
  issues.clear();
  s.volume_per_ha = CubicMetresPerHa(100 / 15.0);
  CHECK_FALSE(volume_of(s, issues));
  CHECK(lines_of(issues).find("per mu") != std::string::npos);
}

TEST_CASE("stated biomass, and the density table with a pool that has no value") {
  Stratum s = pine();
  s.biomass_above = AboveBiomass(80);
  s.biomass_sd = 20;
  s.land_class = 11;
  const Estimate e = by(s, Method::biomass_density);
  CHECK(e.tree.value() == Approx(80 * 0.47 * 1.29));
  DensityTable table;
  table.rows[11].code = 11;
  table.rows[11].by_pool = {50.0, 10.0, std::nullopt, 3.0, 150.0};
  table.rows[11].soil_depth_cm = 100;
  table.rows[11].status = "seen";
  MethodInputs inputs = shipped_inputs();
  inputs.densities = &table;
  const Estimate d = by(s, Method::density_table, inputs);
  CHECK(d.total() == Approx(213));
  CHECK_FALSE(d.unverified);
  REQUIRE(d.missing.size() == 1);
  CHECK(d.missing[0].find("dead") == 0);
  CHECK(check_depth("S1", d, 30).has_value());
  CHECK_FALSE(check_depth("S1", d, 100).has_value());
}

TEST_CASE("the spread between methods, and what part of it is the carbon fraction") {
  Parameters parameters;
  const Comparison c =
      compare(pine(), {Method::fang, Method::volume_species, Method::volume_province, Method::ipcc_tier1},
              shipped_inputs(), parameters);
  CHECK(c.usable == 4);
  CHECK(c.low == Approx(100 * 0.380 * 1.472 * 0.460 * 1.187));
  CHECK(c.high == Approx(100 * 0.75 * 0.47 * 1.29));
  CHECK(c.spread() == Approx((c.high - c.low) / c.mean));
  CHECK(has_code(c.issues, "carbon.fractions_differ"));
  CHECK(c.estimates[0].method == Method::volume_species);  // a fixed order
}

TEST_CASE("Hunan's wood density, and means weighted by volume or biomass") {
  CHECK(shipped_library().by_id("province-2011.svd.hunan")->value == 0.394);
  const std::vector<GroupFactor> groups = {{1.5, 300, 0.4}, {2.0, 100, 0.8}};
  CHECK(weighted_factor(groups, Weighting::volume) == Approx(1.625));
  CHECK(weighted_factor(groups, Weighting::biomass) == Approx((1.5 * 120 + 2.0 * 80) / 200));
  CHECK(weighted_factor({}, Weighting::volume) == 0);
}

TEST_CASE("what is uncertain is a parameter, once for all strata") {
  MethodInputs inputs = shipped_inputs();
  Parameters parameters;
  parameters.assume({{"svd", 0.2}, {"cf", 0.05}});
  Stratum a = pine(), b = pine(50);
  b.id = "S2";
  a.volume_u = b.volume_u = 0.15;
  const Estimate first = estimate(a, Method::volume_species, inputs, parameters);
  const std::size_t after_first = parameters.size();
  estimate(b, Method::volume_species, inputs, parameters);
  CHECK(after_first == 3);        // volume of S1, svd, cf
  CHECK(parameters.size() == 4);  // and the volume of S2 alone
  CHECK(first.pools[0]->parts.at(0).params.size() == 3);
  CHECK(parameters.at(1).name.find("assumed 20 %") != std::string::npos);
}

TEST_CASE("every species of the groups table is read, and the table has no mistake") {
  std::vector<Issue> issues;
  const SpeciesGroups groups = read_species_groups(factors_folder() + "/species_groups.csv", issues);
  CHECK(lines_of(issues) == "");
  CHECK(groups.of("峨眉冷杉").name == "冷杉");
  CHECK(groups.of("毛竹").kind == Kind::bamboo);
  CHECK(groups.of("从未见过").asked == std::vector<std::string>{"从未见过"});
  for (const auto& [name, species] : groups.by_name)
    if (species.kind == Kind::tree) {
      INFO(name);
      CHECK(shipped_library().find({"svd", species.asked, "51", "", {}, {}}).row != nullptr);
      CHECK(shipped_library()
                .find({"bcef_s",
                       species.asked,
                       "51",
                       "ipcc-2006",
                       {{"climate", {"temperate"}}},
                       {{"volume", 50.0}}})
                .row != nullptr);
    }
}
