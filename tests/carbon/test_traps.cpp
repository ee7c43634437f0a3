// SPDX-License-Identifier: Apache-2.0
// Mistakes that tables of stands hold: each has its message.
#include <catch2/catch.hpp>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {
std::string doubts(const Stratum& s) { return lines_of(check_stratum(s, shipped_inputs().groups)); }
Stratum stand() {
  Stratum s;
  s.id = "S1";
  s.area = Hectares(1);
  s.species = "杉木";
  return s;
}
bool says(const std::string& text, const char* what) { return text.find(what) != std::string::npos; }
}  // namespace

TEST_CASE("a sound stand raises no doubt") {
  Stratum s = stand();
  s.volume_per_ha = CubicMetresPerHa(150);
  s.age = 30;
  s.canopy = 0.7;
  CHECK(doubts(s) == "");
  CHECK_FALSE(check_area("S1", Hectares(10.2), Hectares(10)));
}

TEST_CASE("units that were taken for others") {
  CHECK(says(unit_slip(150, 10), "亩"));
  CHECK(says(unit_slip(10, 150), "亩"));
  CHECK(says(unit_slip(1e-4, 1), "万"));
  CHECK(says(unit_slip(44.0 / 12 * 50, 50), "t CO2 for t C"));
  CHECK(says(unit_slip(50, 0.5), "percent"));
  CHECK(unit_slip(11, 10).empty());
  CHECK(unit_slip(0, 10).empty());
  const auto issue = check_area("S1", Hectares(150.3), Hectares(10));
  REQUIRE(issue);
  CHECK(issue->code == "carbon.area_differs");
  CHECK(says(issue->hint, "1 ha = 15 mu"));
}

TEST_CASE("volumes, ages and canopies that cannot be") {
  Stratum s = stand();
  s.volume_per_ha = CubicMetresPerHa(12000);
  CHECK(says(doubts(s), "小班蓄积"));
  s.volume_per_ha = CubicMetresPerHa(0.01);
  CHECK(says(doubts(s), "万"));
  s.volume_per_ha = CubicMetresPerHa(-9999);
  CHECK(says(doubts(s), "no value"));
  s.volume_per_ha = CubicMetresPerHa(0);
  s.canopy = 0.6;
  CHECK(says(doubts(s), "\"no value\" written as 0"));
  s.volume_per_ha.reset();
  s.age = 0;
  CHECK(says(doubts(s), "0 is not \"unknown\""));
  s.canopy = 70;
  CHECK(says(doubts(s), "percent for a share"));
  s.canopy = 7;
  CHECK(says(doubts(s), "tenths for a share"));
  s.area = Hectares(0);
  CHECK(says(doubts(s), "degrees"));
  s.species = "竹林";
  s.volume_per_ha = CubicMetresPerHa(0);
  CHECK(says(doubts(s), "area_biomass"));
}
