// SPDX-License-Identifier: Apache-2.0
//
// A block measured against a layer: unions, roles, filters whose truth is unknown, and limits that open where something was not examined.
#include <catch2/catch.hpp>

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "overlay/overlay.h"

using namespace zonegate;
using facts::Stat;

namespace {

constexpr double kWest = 103.0, kSouth = 30.0;

// A square of the plane, metres from a corner near 103 E, 30 N; areas are exact in the equal-area plane.
geom::Shape square(double x, double y, double side) {
  const auto origin = geom::Plane::equal_area().from_lonlat({kWest, kSouth});
  const double x0 = std::round(origin.x) + x, y0 = std::round(origin.y) + y;
  geom::Shape shape;
  shape.polygons.push_back({{{x0, y0}, {x0 + side, y0}, {x0 + side, y0 + side}, {x0, y0 + side}}, {}});
  return shape;
}

struct World {
  World() {
    folder = std::filesystem::temp_directory_path() / ("zonegate-measure-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    layer.id = "red";
    layer.kind = "redline";
    layer.file = (folder / "red.geojson").string();
    layer.coverage.polygons.push_back({{{102.5, 29.5}, {103.5, 29.5}, {103.5, 30.5}, {102.5, 30.5}}, {}});
    project.project_id = "P";
    project.as_of = {2026, 10, 1};
    project.accuracy_m = 0;
    layer.accuracy_m = 0;
  }
  ~World() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  void feature(const geom::Shape& shape, const std::string& zone) {
    const geom::Shape lonlat = geom::to_lonlat(shape, plane);
    std::string ring;
    const auto add = [&](geom::Point p) {
      ring += (ring.empty() ? "[" : ",[") + shortest(p.x) + "," + shortest(p.y) + "]";
    };
    for (const auto& p : lonlat.polygons[0].shell) add(p);
    add(lonlat.polygons[0].shell[0]);
    features += (features.empty() ? "" : ",") +
                (R"({"type":"Feature","properties":{"zone":)" + zone +
                 R"(},"geometry":{"type":"Polygon","coordinates":[[)" + ring + "]]}}");
  }
  void part(const geom::Shape& shape, schema::Role role = schema::Role::permanent) {
    project.parts.push_back({std::to_string(project.parts.size()), role,
                             std::make_shared<geom::Figure>(geom::make_figure(shape)), true});
  }
  facts::MeasureFact value(facts::Measure measure) {
    std::ofstream(layer.file) << R"({"type":"FeatureCollection","features":[)" << features << "]}";
    catalog::LayerSet set;
    set.layers = {layer};
    measure.layer = "redline";
    if (measure.roles == 0) measure.roles = *schema::parse_roles("occupation");
    facts::Plan plan;
    plan.measures = {measure};
    const overlay::MeasureInput input{plan, set, plane};
    const auto nearby = overlay::LayerReader(input, {&project}).read({&project}, overlay::serial_for);
    last = overlay::measure(project, input, nearby);
    return last.measures.at(0);
  }

  facts::LayerAnswer answer() const {
    for (const auto& a : last.layers) {
      if (a.kind == "redline") return a;
    }
    return {};
  }

  geom::Plane plane = geom::Plane::equal_area();
  std::filesystem::path folder;
  catalog::Layer layer;
  catalog::Project project;
  std::string features;
  facts::ProjectFacts last;
};

facts::Measure stat(Stat s) {
  facts::Measure m;
  m.stat = s;
  return m;
}

facts::Measure core_area() {
  facts::Measure m = stat(Stat::area);
  expr::Node node;
  node.op = expr::Op::eq;
  node.name = "zone";
  node.values = {std::string("核心保护区")};
  m.where = node;
  return m;
}

constexpr double kTolerance = 1e-3;  // coordinates go through lon/lat text and back, and are snapped

}  // namespace

TEST_CASE("of an overlap only what no earlier part holds is counted: permanent ground first") {
  World w;
  w.part(square(0, 0, 100), schema::Role::temporary);
  w.part(square(50, 0, 100), schema::Role::permanent);
  w.part(square(-50, -50, 300), schema::Role::blasting);  // holds both
  w.part(square(400, 0, 100), schema::Role::permanent);   // alone
  w.feature(square(0, 0, 120), "\"\"");                   // of the second square 70 of 100 m
  w.feature(square(390, -10, 120), "\"\"");
  (void)w.value(stat(Stat::area));
  std::map<std::string, double> overlap, counted;
  for (const auto& f : w.last.features) {
    overlap[f.part_id] += f.overlap_m2;
    counted[f.part_id] += f.counted_m2;
  }
  CHECK(overlap["0"] == Approx(100 * 100).margin(kTolerance * 100));
  CHECK(overlap["1"] == Approx(70 * 100).margin(kTolerance * 100));
  CHECK(overlap["2"] == Approx(120 * 120).margin(kTolerance * 120));
  CHECK(counted["1"] == Approx(70 * 100).margin(kTolerance * 100));
  CHECK(counted["0"] == Approx(50 * 100).margin(kTolerance * 100));
  CHECK(counted["2"] == Approx(120 * 120 - 120 * 100).margin(kTolerance * 120));
  CHECK(counted["3"] == Approx(100 * 100).margin(kTolerance * 100));
  // Of the feature, and of the parts that occupy ground alone, the area of the union.
  CHECK(counted["0"] + counted["1"] == Approx(120 * 100).margin(kTolerance * 120));
}

TEST_CASE("overlapping features and overlapping parts count once") {
  World w;
  w.part(square(0, 0, 100));
  w.part(square(50, 0, 100));
  w.feature(square(0, 0, 120), "\"\"");
  w.feature(square(60, 0, 120), "\"\"");
  const auto fact = w.value(stat(Stat::area));
  CHECK(fact.value.exact());
  CHECK(fact.value.lo == Approx(150 * 100).margin(kTolerance * 150));
  CHECK(fact.examined_share == 1);
}

TEST_CASE("roles choose the parts") {
  World w;
  w.part(square(0, 0, 100), schema::Role::tunnel);
  w.feature(square(0, 0, 50), "\"\"");
  CHECK(w.value(stat(Stat::area)).value.hi == 0);
  auto measure = stat(Stat::count);
  measure.roles = *schema::parse_roles("non_surface");
  CHECK(w.value(measure).value.lo == 1);
}

TEST_CASE("a feature whose field is missing opens the span instead of vanishing") {
  World w;
  w.part(square(0, 0, 100));
  w.feature(square(0, 0, 40), "\"核心保护区\"");
  w.layer.missing["zone"] = {"/"};
  auto fact = w.value(core_area());
  CHECK(fact.value.exact());
  CHECK(fact.value.lo == Approx(1600).margin(0.1));
  auto type = core_area();
  type.where->name = "type";  // the file has no such column: unknown for every feature
  fact = w.value(type);
  CHECK(fact.value.lo == 0);
  CHECK(fact.value.hi == Approx(1600).margin(0.1));
}

TEST_CASE("coverage that ends in the footprint opens the span upwards, and keeps what was found") {
  World w;
  w.part(square(0, 0, 100));
  w.feature(square(0, 0, 40), "\"\"");
  w.layer.coverage.polygons[0] = {
      {{102.5, 29.5}, {kWest + 0.0005, 29.5}, {kWest + 0.0005, 30.5}, {102.5, 30.5}}, {}};
  const auto fact = w.value(stat(Stat::area));
  CHECK(fact.value.lo == Approx(1600).margin(0.1));
  CHECK(std::isinf(fact.value.hi));
  CHECK(fact.examined_share > 0.4);
  CHECK(fact.examined_share < 0.6);
  CHECK(w.answer().state == facts::LayerState::hit);
}

TEST_CASE("a derived layer's hit within the accuracy is not certain, a statutory one's is") {
  for (const bool statutory : {true, false}) {
    CAPTURE(statutory);
    World w;
    w.layer.statutory = statutory;
    w.layer.accuracy_m = 10;
    w.part(square(0, 0, 100));
    w.feature(square(97, 0, 100), "\"\"");  // 3 m wide
    const auto fact = w.value(stat(Stat::area));
    CHECK(fact.boundary_grade);
    CHECK(fact.value.hi >= 299);
    CHECK((fact.value.lo > 0) == statutory);
  }
}

TEST_CASE("what a derived border may hide is not found, and is no more than the parts have") {
  World w;
  w.layer.statutory = false;
  w.layer.accuracy_m = 500;
  w.part(square(0, 0, 20));
  w.feature(square(60, 0, 100), "\"\"");  // 40 m beside it
  auto fact = w.value(stat(Stat::area));
  CHECK(fact.measured == 0);
  CHECK(fact.value.lo == 0);
  CHECK(fact.value.hi == Approx(400).margin(0.01));
  fact = w.value(stat(Stat::share));
  CHECK(fact.measured == 0);
  CHECK(fact.value.hi == 1);
  w.part(square(0, 30, 10), schema::Role::spoil);  // another role's ground is not its own
  auto permanent = stat(Stat::area);
  permanent.roles = schema::role_bit(schema::Role::permanent);
  CHECK(w.value(permanent).value.hi == Approx(400).margin(0.01));
}

TEST_CASE(
    "distance: exact where examined, an upper limit where not, more than the search where nothing is near") {
  World w;
  w.part(square(0, 0, 100));
  w.feature(square(400, 0, 100), "\"\"");
  auto measure = stat(Stat::distance);
  measure.max_distance_m = 1000;
  auto fact = w.value(measure);
  CHECK(fact.value.exact());
  CHECK(fact.value.lo == Approx(300).margin(2));  // ground metres; the plane is stretched by some 0.1 %
  measure.max_distance_m = 100;
  fact = w.value(measure);
  CHECK(fact.value.open_lo);
  CHECK(fact.value.lo == 100);
  w.layer.coverage.polygons[0] = {
      {{102.5, 29.5}, {kWest + 0.003, 29.5}, {kWest + 0.003, 30.5}, {102.5, 30.5}}, {}};
  measure.max_distance_m = 1000;
  fact = w.value(measure);
  CHECK(fact.value.lo == 0);
  CHECK(fact.value.hi == Approx(300).margin(2));
}

TEST_CASE("a bare point can only open the span") {
  World w;
  geom::Shape point;
  const auto origin = w.plane.from_lonlat({kWest, kSouth});
  point.points.push_back({origin.x + 10, origin.y + 10});
  w.part(point);
  w.project.parts[0].sized = false;
  w.feature(square(5000, 0, 40), "\"\"");
  auto fact = w.value(stat(Stat::area));
  CHECK(fact.value.lo == 0);
  CHECK(std::isinf(fact.value.hi));
  // Nor how many features it meets.
  fact = w.value(stat(Stat::count));
  CHECK(fact.value.lo == 0);
  CHECK(std::isinf(fact.value.hi));
  CHECK(w.answer().state != facts::LayerState::clear);
}

TEST_CASE("area, net area and counts agree on one feature") {
  World w;
  w.part(square(0, 0, 100));
  w.feature(square(0, 0, 40), "\"\"");
  CHECK(w.value(stat(Stat::net_area)).value.lo == Approx(1600).margin(0.1));
  CHECK(w.value(stat(Stat::share)).value.lo == Approx(0.16).margin(1e-5));
  CHECK(w.value(stat(Stat::share_outside)).value.hi == Approx(0.84).margin(1e-5));
  CHECK(w.value(stat(Stat::count)).value.lo == 1);
}
