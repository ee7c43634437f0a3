// SPDX-License-Identifier: Apache-2.0
//
// What to give up. The expected verdict never comes from the code under test: the rest is written to a file and screened like any other project.
#include <cmath>

#include "relief_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

TEST_CASE("the part in the red line is given up, and the rest is judged as a project of its own") {
  World world;
  world.layers["redline"].features = {square(103.0004, 29.9, 103.1, 30.1, kRedline)};
  const auto s = screen(world, {});
  const auto& p = only(s);
  CHECK(p.verdict.outcome == Outcome::prohibited);
  const auto* r = best_of(p);
  REQUIRE(r);
  CHECK(std::count(r->rules.begin(), r->rules.end(), "RL-01") == 1);
  CHECK(r->pair->outcome == Outcome::allowed);
  CHECK(r->pair->worst_possible == Outcome::allowed);
  CHECK(r->still.empty());
  // 6 of 10 parts of it in degrees of longitude; a margin of 1 cm over 111 m.
  CHECK(r->share == Approx(0.6).margin(2e-4));
  CHECK(r->give_up_m2 - surface(p, "RL-01") == Approx(1.11).margin(0.02));
  CHECK(r->give_up_m2 + r->remaining_m2 == Approx(p.facts.area_ellipsoidal_m2).margin(1e-3));
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("no conflict gives no entry, nor does a run that was told to leave it out") {
  World world;
  CHECK(only(screen(world, {})).relief.empty());
  world.layers["redline"].features = {square(103.0004, 29.9, 103.1, 30.1, kRedline)};
  CHECK(only(screen(world, {}, false)).relief.empty());
}

TEST_CASE("a zone that only touches asks for nothing") {
  World world;
  world.layers["redline"].features = {square(103.001, 29.9, 103.1, 30.1, kRedline)};
  const auto s = screen(world, {});
  CHECK(only(s).verdict.outcome == Outcome::allowed);
  CHECK(only(s).relief.empty());
}

TEST_CASE("a strip within the accuracy is a hit of a statutory layer, and can be given up") {
  World world;  // 1 m of overlap, accuracies of 2 m and 5 m
  world.layers["redline"].features = {square(103.00099, 29.9, 103.1, 30.1, kRedline)};
  const auto s = screen(world, {});
  REQUIRE(only(s).verdict.outcome == Outcome::prohibited);
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(r->pair->worst_possible == Outcome::allowed);
  CHECK(r->margin_m == overlay::kGiveUpMarginM);
  expect_same_verdict(world, *s, *r);
}

namespace {

// A red line from `west` on over the east of the project, with further keys of its manifest.
World beside_line(const std::string& extra, double west = 103.0004) {
  World world;
  world.layers["redline"].features = {square(west, 29.9, 103.1, 30.1, kRedline)};
  world.layers["redline"].extra = extra;
  return world;
}

}  // namespace

TEST_CASE("a derived line is left by its accuracy, or the rest would stay open") {
  const World world = beside_line("boundary: derived\n");
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  // 2 m of the layer, 5 m of the project, 1 m of WGS 84 on either side.
  CHECK(r->margin_m == Approx(std::sqrt(2 * 2 + 5 * 5 + 1 + 1) + 0.01).margin(1e-6));
  CHECK(r->pair->worst_possible == Outcome::allowed);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("nothing is left of a project that lies in the zone as a whole") {
  World world;
  world.layers["redline"].features = {square(102.9, 29.9, 103.1, 30.1, kRedline)};
  const auto s = screen(world, {});
  const auto* r = relief_of(only(s), "RL-01");
  REQUIRE(r);
  CHECK(r->reason == "nothing_left");
  CHECK_FALSE(r->pair);
  CHECK(r->share == 1);
  CHECK_FALSE(best_of(only(s)));
  CHECK(drawn(*s, EvidenceKind::remaining, "P", "RL-01").empty());
}

TEST_CASE("holes, several parts and overlapping features") {
  World world;
  world.geometry = R"({"type":"MultiPolygon","coordinates":[[)" + rectangle(103.0, 30.0, 103.001, 30.001) +
                   "," + rectangle(103.0005, 30.0002, 103.0008, 30.0006) + "],[" +
                   rectangle(103.0015, 30.0, 103.002, 30.001) + "]]}";
  // Two features over the same ground, and one in the hole that meets nothing.
  world.layers["redline"].features = {square(103.0007, 29.9, 103.0017, 30.1, kRedline),
                                      square(103.0006, 29.9, 103.0016, 30.1, kRedline),
                                      square(103.00055, 30.00025, 103.00058, 30.0003, kRedline)};
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(r->pair->worst_possible == Outcome::allowed);
  CHECK(std::abs(r->give_up_m2 - surface(only(s), "RL-01")) < 6);
  CHECK(r->give_up_m2 + r->remaining_m2 == Approx(only(s).facts.area_ellipsoidal_m2).margin(1e-2));
  expect_same_verdict(world, *s, *r);
}

TEST_CASE(
    "roles: a rule on occupation leaves the tunnel alone; what the tunnel's rule asks is another entry") {
  World world;
  world.layers["redline"].features = {square(103.0004, 29.9, 103.1, 30.1, kRedline)};
  const auto part = [&](double s, double n, const std::string& role) {
    return square(103.0, s, 103.001, n,
                  world.properties + R"(,"part_id":")" + role + R"(","role":")" + role + "\"");
  };
  const auto s = screen(world, {part(30.0, 30.001, "permanent"), part(30.001, 30.002, "tunnel")});
  const auto* r = relief_of(only(s), "RL-01");
  REQUIRE(r);
  CHECK(r->parts == std::vector<std::string>{"permanent", "tunnel"});  // the rule may forbid both
  CHECK(r->pair->worst_possible == Outcome::allowed);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("two conflicts: each alone does not help, both together do") {
  World world;
  world.layers["redline"].features = {square(103.0008, 29.9, 103.1, 30.1, kRedline)};
  world.layers["pbf"].features = {square(102.9, 29.9, 103.0002, 30.1, R"("code":"1","kcxs":0.1)")};
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(r->together);
  CHECK(r->pair->worst_possible == Outcome::allowed);
  CHECK(r->share == Approx(0.4).margin(1e-3));
  for (const auto& one : only(s).relief) {
    if (!one.together) CHECK(one.pair->outcome == Outcome::prohibited);
  }
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("another rule still speaks: the verdict of the rest names it") {
  World world;
  world.layers["redline"].features = {square(103.0007, 29.9, 103.1, 30.1, kRedline)};
  world.layers["zone_list"].csv +=
      "511802,县清单,空间布局约束,禁止开发建设活动的要求,,pv,prohibit,禁止光伏\n";
  const auto s = screen(world, {});
  const auto* list = relief_of(only(s), "ZN-01");
  REQUIRE(list);
  CHECK(list->reason == "whole_region");
  CHECK_FALSE(list->pair);
  const auto* line = relief_of(only(s), "RL-01");
  REQUIRE(line);
  CHECK(line->pair->outcome == Outcome::prohibited);
  CHECK(line->still == std::vector<std::string>{"ZN-01"});
  CHECK_FALSE(best_of(only(s)));
  expect_same_verdict(world, *s, *line);
}

TEST_CASE("a row of a list is left with the unit that it speaks of") {
  World world;
  world.layers["zone_list"].csv +=
      "ZH51180230002,单元特性,空间布局约束,禁止开发建设活动的要求,,pv,prohibit,禁止光伏\n";
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(joined(r->rules) == "ZN-01");
  CHECK(r->share == Approx(0.5).margin(1e-3));
  CHECK(r->pair->worst_possible == Outcome::allowed);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("an unexamined layer stays open, whatever is given up") {
  World world;
  world.layers["redline"].features = {square(103.0004, 29.9, 103.1, 30.1, kRedline)};
  world.layers.erase("ws");
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(r->pair->outcome == Outcome::undetermined);
  CHECK(r->pair->worst_possible == Outcome::prohibited);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("a distance rule: the rest lies as far away as the clause says") {
  World world;
  world.properties = stated();
  const auto at = world.properties.find("\"pv\"");
  world.properties.replace(at, 4, "\"chemical\"");
  world.geometry = polygon(rectangle(103.0, 30.0, 103.01, 30.001));
  world.layers["river_area"].features = {
      square(102.9, 29.9, 102.995, 30.1, R"("name":"青衣江","order":"重要支流")")};
  const auto s = screen(world, {});
  const auto* r = relief_of(only(s), "YZ-01");
  REQUIRE(r);
  REQUIRE(r->pair);
  // 1 km from 102.995 E at 30 N: 96.4 km a degree.
  CHECK(r->share == Approx((1000.0 / 96486 - 0.005) / 0.01).margin(2e-3));
  CHECK(std::count(r->still.begin(), r->still.end(), "YZ-01") == 0);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("ground outside a boundary is given up") {
  World world;
  world.properties.replace(world.properties.find("\"pv\""), 4, "\"housing\"");
  world.layers["udb"] = {"udb",
                         "",
                         "[102.5, 29.5, 103.5, 30.5]",
                         "valid_from: 2024-01-01",
                         "",
                         {square(102.9, 29.9, 103.0007, 30.1, R"("name":"城镇")")},
                         ""};
  const auto s = screen(world, {});
  const auto* r = relief_of(only(s), "UB-01");
  REQUIRE(r);
  REQUIRE(r->pair);
  CHECK(r->share == Approx(0.3).margin(1e-3));
  CHECK(std::count(r->still.begin(), r->still.end(), "UB-01") == 0);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("outside what was not examined there is nothing to give up") {
  World world;
  world.properties.replace(world.properties.find("\"pv\""), 4, "\"housing\"");
  world.layers["udb"] = {"udb",
                         "",
                         "[102.5, 29.5, 103.0005, 30.5]",
                         "valid_from: 2024-01-01",
                         "",
                         {square(102.9, 29.9, 103.0007, 30.1, R"("name":"城镇")")},
                         ""};
  CHECK_FALSE(relief_of(only(screen(world, {})), "UB-01"));
}

TEST_CASE("what leaves nothing stands beside what can be given up") {
  World world;
  world.layers["redline"].features = {square(103.0007, 29.9, 103.1, 30.1, kRedline)};
  const auto replace = [](std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
      text.replace(at, from.size(), to);
  };
  for (auto& unit : world.layers["zone_unit"].features) {
    replace(unit, "\"class\":\"3\"", "\"class\":\"1\"");
    replace(unit, "ZH5118023", "ZH5118021");
  }
  replace(world.layers["zone_list"].csv, "ZH5118023", "ZH5118021");
  const auto s = screen(world, {});
  const auto* all = relief_of(only(s), "ZN-02");
  REQUIRE(all);
  CHECK(all->reason == "nothing_left");
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK_FALSE(r->together);
  CHECK(r->pair->outcome == Outcome::restricted);
  CHECK(std::count(r->still.begin(), r->still.end(), "ZN-02") == 1);
  expect_same_verdict(world, *s, *r);
}

TEST_CASE("a bare point has to move, a line gives up length") {
  World world;
  world.layers["redline"].features = {square(103.0004, 29.9, 103.1, 30.1, kRedline)};
  world.geometry = R"({"type":"Point","coordinates":[103.0014,30.0]})";
  const auto point = screen(world, {});
  const auto* r = relief_of(only(point), "RL-01");
  if (r) {
    CHECK(r->reason == "point");
    REQUIRE(r->move_m);
    CHECK(*r->move_m == Approx(96.49).margin(0.05));  // 0.001 degree to the west
    CHECK(*r->move_bearing == Approx(270).margin(0.1));
  } else {
    FAIL("no entry for the point");
  }
  world.geometry = R"({"type":"LineString","coordinates":[[103.0,30.0],[103.001,30.0]]})";
  world.properties += R"(,"role":"tunnel")";
  const auto line = screen(world, {});
  const auto* l = relief_of(only(line), "RL-01");
  REQUIRE(l);
  CHECK(l->give_up_length_m == Approx(0.6 * 96.49).margin(0.1));
  CHECK(l->give_up_m2 == 0);
  REQUIRE(l->pair);
  expect_same_verdict(world, *line, *l);
}

namespace {

void expect_nothing_drawn(const app::Screening& s) {
  for (const auto& e : s.evidence) {
    CHECK((e.kind != EvidenceKind::give_up && e.kind != EvidenceKind::remaining));
    CHECK(e.layer_kind != "redline");  // nor for map sheets
  }
}

}  // namespace

TEST_CASE("restricted layers give no ground to draw") {
  const World world = beside_line("disclosure: area\n");
  const auto s = screen(world, {});
  const auto* r = best_of(only(s));
  REQUIRE(r);
  CHECK(r->pair->outcome == Outcome::allowed);
  expect_nothing_drawn(*s);
  for (const auto& shape : only(s).map) CHECK(shape.kind != report::MapShape::Kind::give_up);
}

// What is left beside a line, and its verdict, tell where the line runs: two lines must read alike.
TEST_CASE("data sets that answer yes or no have no ground to give up") {
  for (const double west : {103.0004, 103.0008}) {
    const World world = beside_line("disclosure: yes_no\n", west);
    const auto s = screen(world, {});
    CHECK_FALSE(best_of(only(s)));
    REQUIRE(only(s).relief.size() == 1);
    const auto& relief = only(s).relief.front();
    CHECK(relief.reason == "withheld");
    CHECK_FALSE(relief.pair);
    CHECK(relief.give_up_m2 == 0);
    CHECK(relief.still.empty());
    expect_nothing_drawn(*s);
    for (const auto& shape : only(s).map) CHECK(shape.kind != report::MapShape::Kind::give_up);
  }
}
