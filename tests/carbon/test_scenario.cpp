// SPDX-License-Identifier: Apache-2.0
// The scenario file: the shipped example, and every mistake with its line.
#include <catch2/catch.hpp>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

const std::string kGood =
    "id: x\nhorizon: {start: 2026, end: 2065}\nregion: \"51\"\nmethods: fang\nscenarios: [{id: a}]\n";

std::string mistakes_of(const std::string& text) {
  config::Mistakes m;
  parse_scenario(text, "s.yaml", m);
  std::string lines;
  for (const auto& one : m) lines += to_line(one) + "\n";
  return lines;
}
std::string with(const std::string& more) {
  return mistakes_of(kGood + more);
}  // the first line of `more` is line 6
bool says(const std::string& text, const std::string& what) {
  INFO(text);
  CHECK(text.find(what) != std::string::npos);
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the shipped example reads, and its editions are in the library") {
  config::Mistakes m;
  const auto s = read_scenario(factors_folder() + "/scenarios/example.yaml", m);
  check_scenario(s, shipped_library(), m);
  for (const auto& one : m) UNSCOPED_INFO(to_line(one));
  REQUIRE(m.empty());
  CHECK(s.horizon.years() == 40);
  CHECK(s.methods.size() == 4);
  CHECK(s.editions.at("fang") == "fang-2007");
  CHECK(s.money.growth == Approx(0.02));
  CHECK(s.money.discount == Approx(0.04));
  CHECK(s.currency == "CNY");
  CHECK(s.monte_carlo.level == Approx(0.95));
  CHECK(s.assumed_u.at("rsr") == Approx(0.3));
  REQUIRE(s.scenarios.size() == 2);
  CHECK(s.scenarios[0].clearing.instant == Approx(0.6));
  CHECK(s.scenarios[0].soil_factor[static_cast<std::size_t>(Take::permanent)].value == 0.8);
  const Regrowth r = s.regrowth(*s.scenarios[0].restoration);
  CHECK(r.survival == Approx(0.85));
  CHECK(value_at(r.curve, 30) > 0);
  CHECK(value_at(s.curves.at("groups"), 10) == Approx(18));
}

TEST_CASE("the least that a scenario says") { CHECK(with("") == ""); }

TEST_CASE("mistakes name their line") {
  says(mistakes_of("id: x\n"), "s.yaml:1");
  says(mistakes_of(
           "id: x\nhorizon: {start: 2065, end: 2026}\nregion: \"51\"\nmethods: fang\nscenarios: [{id: a}]\n"),
       "s.yaml:2: the horizon ends 2026 before it begins 2065");
  says(with("metods: fang\n"), "s.yaml:6");
  says(mistakes_of("id: x\nhorizon: {start: 2026, end: 2065}\nregion: \"51\"\nmethods: [fang, "
                   "fung]\nscenarios: [{id: a}]\n"),
       "did you mean 'fang'");
  says(with("price: {value: 80, unit: CNY/t C}\n"), "x 12/44");
  says(with("price: {value: 80}\n"), "unit");
  says(with("discount_percent: 0.04\n"), "s.yaml:6: 0.04 percent looks like a share: write 4");
  says(with("price: {value: 80, unit: CNY/t CO2e, growth_percent: -120}\n"), "outside -99..100");
  CHECK(with("price: {value: 80, unit: CNY/t CO2e, growth_percent: -3}\n") == "");
  says(with("uncertainty: {level_percent: 0.95}\n"), "s.yaml:6: 0.95 is outside 50..99.99");
  says(with("uncertainty: {draws: 10.5}\n"), "a whole number");
  says(with("uncertainty: {assumed_percent: {swd: 10}}\n"), "no quantity 'swd'");
  says(with("npv: middle\n"), "end_of_year or invest");
  says(with("fitting: stretch\n"), "multiply or shift");
  says(with("soil_depth_cm: 0\n"), "30 in IPCC tables");
  says(with("curves:\n  - {id: c, kind: korf, a: -1, b: 1, k: 1, source: s}\n"),
       "s.yaml:7: the growth curve cannot be: a = -1");
  says(with("curves:\n  - {id: c, kind: points, points: [[20, 5], [10, 7]], source: s}\n"),
       "ages have to rise");
  says(with("curves:\n  - {id: c, kind: korf, a: 1, b: 1, k: 1}\n"), "says where it is from");
}

TEST_CASE("mistakes of scenarios name their line") {
  const std::string head =
      "id: x\nhorizon: {start: 2026, end: 2065}\nregion: \"51\"\nmethods: fang\nscenarios:\n";
  says(mistakes_of(head + "  - {id: a, clearing: {instant: 0.5, dead_wood: 0.3}}\n"),
       "s.yaml:6: instant + dead_wood + products is 0.8");
  says(mistakes_of(head + "  - {id: a, restoration: {curve: none}}\n"), "no curve 'none'");
  says(mistakes_of("curves: [{id: c, points: [[10, 5]], source: s}]\n" + head +
                   "  - {id: a, restoration: {curve: c, survival_percent: 0.85}}\n"),
       "0.85 percent looks like a share: write 85");
  says(mistakes_of(head + "  - {id: a, soil: {permanent: 80}}\n"), "1 = all");
  says(mistakes_of(head + "  - {id: a}\n  - {id: a}\n"), "stands twice");
}

TEST_CASE("editions that the library does not have") {
  config::Mistakes m;
  const auto s = parse_scenario(kGood + "editions: {fang: fang-2008}\ngwp: ar7\n", "s.yaml", m);
  REQUIRE(m.empty());
  check_scenario(s, shipped_library(), m);
  REQUIRE(m.size() == 2);
  CHECK(m[0].line == 6);
  CHECK(m[1].line == 7);
}
