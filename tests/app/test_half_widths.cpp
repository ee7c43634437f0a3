// SPDX-License-Identifier: Apache-2.0
//
// Distances to lines less their half width, from file to finding: certain where the width decides, limits where it is missing, and the place is examined as
// far as a wide river can reach.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

const std::string kPlant =
    R"("project_id":"P","name":"化工","project_type":"factory","industry":"C2614","activity":"new","discharges":false)";

// 0.01 degrees of latitude are about 1108.6 m here.
double metres_north(double metres) { return 30.001 + metres / 110860.0; }

struct Answer {
  std::unique_ptr<app::Screening> screening;
  const verdict::Finding* finding = nullptr;
  std::string silent;
  const facts::LayerAnswer* layer = nullptr;
};

// A river running east so many metres north of the project; width: "" = not stated.
Answer beside(double metres, const std::string& width,
              const std::string& coverage = "[102.5, 29.5, 103.5, 30.5]", bool with_area = false) {
  World w;
  w.properties = kPlant;
  if (!with_area) w.layers.erase("river_area");
  auto& line = w.layers["river_line"];
  line.kind = "river_line";
  line.coverage = coverage;
  const std::string y = shortest(metres_north(metres));
  line.features = {testing::feature(
      R"({"type":"LineString","coordinates":[[102.9,)" + y + "],[103.1," + y + "]]}",
      R"("name":"青衣江","order":"重要支流")" + (width.empty() ? "" : R"(,"half_width_m":)" + width))};
  Answer out;
  out.screening = w.screen();
  const auto& verdict = out.screening->run.projects[0].verdict;
  for (const auto& f : verdict.findings)
    if (f.rule == "YZ-01") out.finding = &f;
  for (const auto& s : verdict.silent)
    if (s.rule == "YZ-01") out.silent = s.reason;
  for (const auto& l : verdict.layers)
    if (l.kind == "river_line") out.layer = &l;
  return out;
}

const verdict::MeasureValue& line_of(const verdict::Finding& f) {
  for (const auto& m : f.measures)
    if (m.name == "line") return m;
  throw std::runtime_error("no measure line");
}

}  // namespace

TEST_CASE("a centreline with its half width decides on both sides of the threshold") {
  const auto near = beside(1030, "60");
  REQUIRE(near.finding);
  CHECK(near.finding->outcome == Outcome::prohibited);
  CHECK(line_of(*near.finding).value.exact());
  CHECK(line_of(*near.finding).value.lo == Approx(970).margin(1));
  CHECK(near.layer->state == facts::LayerState::hit);
  const auto far = beside(1100, "60");
  CHECK_FALSE(far.finding);
  CHECK(far.silent.find("no branch holds: line > 1000") == 0);
  CHECK(far.silent.find("not supplied: river_area") != std::string::npos);
  CHECK(far.layer->state == facts::LayerState::clear);
  CHECK(far.layer->search_distance_m == 2500);
  const auto under = beside(30, "60");  // the project reaches into the water
  REQUIRE(under.finding);
  CHECK(line_of(*under.finding).value.lo == 0);
}

TEST_CASE("a half width that is missing leaves the distance open up to the largest") {
  const auto near = beside(700, "");  // even without any width
  REQUIRE(near.finding);
  CHECK(near.finding->outcome == Outcome::prohibited);
  const auto open = beside(1800, "");
  REQUIRE(open.finding);
  CHECK(open.finding->outcome == Outcome::undetermined);
  CHECK(open.finding->worst_possible == Outcome::prohibited);
  CHECK(line_of(*open.finding).reason.find("a half width that decides is missing") != std::string::npos);
  CHECK(line_of(*open.finding).value.lo == Approx(300).margin(1));
  CHECK(open.layer->state == facts::LayerState::hit);
  const auto clear = beside(2600, "");
  CHECK_FALSE(clear.finding);
  CHECK(clear.layer->state == facts::LayerState::clear);
  const auto nonsense = beside(1800, "-20");
  REQUIRE(nonsense.finding);
  CHECK(nonsense.finding->outcome == Outcome::undetermined);
}

TEST_CASE("a wide river beyond the threshold is found, and the place is examined as far") {
  const auto wide = beside(2300, "1400");
  REQUIRE(wide.finding);
  CHECK(wide.finding->outcome == Outcome::prohibited);
  CHECK(line_of(*wide.finding).value.lo == Approx(900).margin(2));
  // Covered to 2 km around, but a river of 1.5 km half width further out would reach.
  const auto partly = beside(4000, "60", "[102.98, 29.98, 103.021, 30.019]");
  REQUIRE(partly.finding);
  CHECK(partly.finding->outcome == Outcome::undetermined);
  CHECK(line_of(*partly.finding).examined_share < 1);
}

TEST_CASE("where the management area is there, a clear one does not hide a near centreline, nor want one") {
  const auto both = beside(1030, "60", "[102.5, 29.5, 103.5, 30.5]", true);
  REQUIRE(both.finding);
  CHECK(both.finding->outcome == Outcome::prohibited);
  World w;
  w.properties = kPlant;
  const auto s = w.screen();
  std::string silent;
  for (const auto& one : s->run.projects[0].verdict.silent)
    if (one.rule == "YZ-01") silent = one.reason;
  CHECK(silent == "no branch holds: bank > 1000; not supplied: river_line");
}
