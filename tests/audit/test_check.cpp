// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "scene.h"

namespace zonegate::audit {
namespace {

const char* const kUnits = "code,name,class,county,WKT";

}  // namespace

TEST_CASE("tiles without a gap are silent, and a gap is measured") {
  Scene scene;
  const std::string west = "ZH51180210001,a,1,x," + box(103, 30, 103.5, 31) + "\n";
  scene.layer("units", "zone_unit", kUnits, west + "ZH51180230001,b,3,x," + box(103.5, 30, 104, 31) + "\n");
  CHECK(of_code(scene.report(), "layer.tiles_gap").empty());
  CHECK(of_code(scene.report(), "layer.tiles_overlap").empty());
  scene.layer("units", "zone_unit", kUnits, west + "ZH51180230001,b,3,x," + box(103.6, 30, 104, 31) + "\n");
  const auto gaps = of_code(scene.report(), "layer.tiles_gap");
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0].severity == Severity::error);
  // The coverage follows the parallel in steps of a quarter of a degree; edges of the gap are straight in the plane, where parallels are.
  CHECK(gaps[0].area_m2.value_or(0) == Approx(graticule_m2(103.5, 30, 103.6, 31)).epsilon(1e-6));
  CHECK(gaps[0].place.box().min_x == Approx(103.5).margin(1e-6));
  CHECK(gaps[0].place.box().max_x == Approx(103.6).margin(1e-6));
}

TEST_CASE("an overlap of tiles has its area; one thinner than the accuracy is a note, rounding is nothing") {
  const auto severity = [](double over) {
    Scene scene;
    scene.layer("units", "zone_unit", kUnits,
                "ZH51180210001,a,1,x," + box(103, 30, 103.5, 31) + "\nZH51180230001,b,3,x," +
                    box(103.5 - over, 30, 104, 31) + "\n");
    const auto found = of_code(scene.report(), "layer.tiles_overlap");
    if (found.empty()) return -1;
    if (over > 1e-3)
      CHECK(found[0].area_m2.value_or(0) == Approx(graticule_m2(103.5 - over, 30, 103.5, 31)).epsilon(1e-6));
    CHECK(found[0].features == std::vector<std::string>{"1", "2"});
    return static_cast<int>(found[0].severity);
  };
  CHECK(severity(0.01) == static_cast<int>(Severity::error));
  CHECK(severity(5e-6) == static_cast<int>(Severity::note));  // half a metre
  CHECK(severity(1e-8) == -1);                                // a millimetre
}

TEST_CASE("a red line outside priority units has area and share") {
  Scene scene;
  scene.layer("units", "zone_unit", kUnits,
              "ZH51180210001,a,1,x," + box(103, 30, 103.5, 31) + "\nZH51180230001,b,3,x," +
                  box(103.5, 30, 104, 31) + "\n");
  scene.layer(
      "lines", "redline", "code,name,type,zone,WKT",
      "R1,in,t,," + box(103.1, 30.1, 103.2, 30.2) + "\nR2,over,t,," + box(103.45, 30.4, 103.55, 30.5) + "\n");
  const auto found = of_code(scene.report(), "layer.redline_outside_priority");
  REQUIRE(found.size() == 1);
  CHECK(found[0].features == std::vector<std::string>{"2"});
  CHECK(found[0].share.value_or(0) == Approx(0.5).epsilon(1e-6));
  CHECK(found[0].area_m2.value_or(0) == Approx(graticule_m2(103.5, 30.4, 103.55, 30.5)).epsilon(1e-6));
}

TEST_CASE("a red line is not held against units without a class, which is a fault of its own") {
  Scene scene;
  scene.layer("units", "zone_unit", "code,name,county,WKT",
              "ZH51180210001,a,x," + box(103, 30, 103.5, 31) + "\nZH51180230001,b,x," +
                  box(103.5, 30, 104, 31) + "\n");
  scene.layer("lines", "redline", "code,name,type,zone,WKT",
              "R1,in,t,," + box(103.1, 30.1, 103.2, 30.2) + "\n");
  const auto report = scene.report();
  CHECK(of_code(report, "layer.redline_outside_priority").empty());
  CHECK(of_code(report, "layer.field_missing").size() == 1);
}

TEST_CASE("what disclosure withholds is withheld on both sides, but from the owner") {
  const auto report = [](const std::string& disclosure, bool own) {
    Scene scene;
    scene.layer("fields", "pbf", "code,kcxs,WKT", "P1,0.1," + box(103.1, 30.1, 103.2, 30.2) + "\n");
    scene.layer("lines", "redline", "code,name,type,zone,WKT",
                "R1,a,t,," + box(103.1, 30.1, 103.2, 30.2) + "\n", "disclosure: " + disclosure + "\n");
    const auto found = of_code(scene.report(own), "layer.control_lines_overlap");
    REQUIRE(found.size() == 1);
    return found[0];
  };
  CHECK_FALSE(report("full", false).place.empty());
  CHECK(report("area", false).place.empty());
  CHECK(report("area", false).area_m2.has_value());
  CHECK_FALSE(report("yes_no", false).area_m2.has_value());
  CHECK(report("yes_no", false).detail.empty());
  CHECK_FALSE(report("yes_no", true).place.empty());
}

TEST_CASE("a coordinate that cannot be used is not told of data that is withheld") {
  const auto told = [](const std::string& disclosure) {
    Scene scene;
    scene.layer("wet", "wetland", "name,level,WKT",
                "a,一般,\"POLYGON((640000 3350000,641000 3350000,641000 3351000,640000 3350000))\"\n",
                "disclosure: " + disclosure + "\n");
    const auto found = of_code(scene.report(), "layer.feature_unusable");
    REQUIRE(found.size() == 1);
    return found[0].message.en.find("640000") != std::string::npos ||
           found[0].message.en.find("33500") != std::string::npos;
  };
  CHECK(told("full"));
  CHECK_FALSE(told("area"));
}

TEST_CASE("a note below an access list is told and is no row; one that names a unit is a row") {
  const auto found = [](const std::string& last) {
    Scene scene;
    scene.layer("list", "zone_list", "unit_code,dimension,sub_type,requirement,verdict",
                "ZH51180210001,空间布局约束,禁止开发建设活动的要求,不得新建,prohibit\n" + last + ",,,,\n");
    return scene.report();
  };
  const auto note = found("注：本表据公告整理");
  REQUIRE(of_code(note, "source.rows_left_out").size() == 1);
  CHECK(of_code(note, "source.rows_left_out")[0].severity == Severity::note);
  CHECK(of_code(note, "layer.value_unreadable").empty());
  const auto row = found("注：ZH51180210002 从严");
  CHECK(of_code(row, "source.rows_left_out").empty());
  CHECK(of_code(row, "layer.value_unreadable").size() == 1);
}

TEST_CASE("stated areas: the unit that would explain a difference, once for many") {
  Scene scene;
  std::string rows;
  for (int i = 0; i < 12; ++i) {
    const double x = 103.1 + 0.01 * i;
    const double m2 = graticule_m2(x, 30, x + 0.005, 30.005);
    rows += std::to_string(i) + ",0101,0," +
            fixed(i == 0   ? m2
                  : i == 1 ? 3 * m2
                           : m2 * 15 / 10000,
                  2) +
            "," + box(x, 30, x + 0.005, 30.005) + "\n";
  }
  scene.layer("land", "dltb", "BSM,dlbm,kcxs,TBMJ,WKT", rows);
  const auto found = of_code(scene.report(), "layer.stated_area_differs");
  REQUIRE(found.size() == 2);
  const auto& many = found[0].feature_count == 10 ? found[0] : found[1];
  const auto& one = found[0].feature_count == 10 ? found[1] : found[0];
  CHECK(many.hint.en == "it would agree in mu");
  CHECK(one.features == std::vector<std::string>{"2"});
}

TEST_CASE("one geometry from another first vertex, the other way round, is the same") {
  Scene scene;
  scene.layer("wet", "wetland", "name,level,WKT",
              "a,一般," + box(103.1, 30.1, 103.2, 30.2) +
                  "\nb,一般,\"POLYGON((103.2 30.2,103.2 30.1,103.1 30.1,103.1 30.2,103.2 30.2))\"\n");
  const auto found = of_code(scene.report(), "layer.geometry_twice");
  REQUIRE(found.size() == 1);
  CHECK(found[0].features == std::vector<std::string>{"1", "2"});
}

TEST_CASE("data in another reference system: one finding that names the one that fits") {
  Scene scene;
  scene.layer("wet", "wetland", "name,level,WKT",
              "a,一般,\"POLYGON((640000 3350000,641000 3350000,641000 3351000,640000 3350000))\"\n", "");
  // Metres read as degrees cannot be placed at all.
  CHECK(of_code(scene.report(), "layer.feature_unusable").size() == 1);
  std::ofstream(scene.path("wet.yaml"))
      << "id: wet\nkind: wetland\ntitle: t\nfile: wet.csv\ncrs: EPSG:4538\ncoverage: [102, 30, 104, "
         "31]\ncoverage_accuracy_m: 1\n";
  const auto found = of_code(scene.report(), "layer.crs_suspicious");
  REQUIRE(found.size() == 1);
  CHECK(found[0].hint.en.find("EPSG:45") != std::string::npos);
  CHECK(of_code(scene.report(), "layer.outside_coverage").empty());
}

TEST_CASE("an empty folder of mandatory kinds is told") {
  Scene scene;
  scene.layer("wet", "wetland", "name,level,WKT", "a,一般," + box(103.1, 30.1, 103.2, 30.2) + "\n");
  const auto found = of_code(scene.report(), "layer.kind_missing");
  CHECK(std::count_if(found.begin(), found.end(),
                      [](const Finding& f) { return f.severity == Severity::warning; }) == 5);
  CHECK(found.size() == 7);  // and two that only some types need
}

}  // namespace zonegate::audit
