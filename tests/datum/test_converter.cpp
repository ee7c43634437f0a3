// SPDX-License-Identifier: Apache-2.0
//
// What the user asks for is done, and contradictions are faults.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>

#include "datum/datum.h"

using namespace zonegate;
using Catch::Matchers::Contains;

namespace {

geom::Shape shape_of(const std::string& wkt) { return *geom::from_wkt(wkt); }
void usage_error(const datum::Request& request, const std::string& words) {
  try {
    const datum::Converter converter(request);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK_THAT(error.what(), Contains(words));
  }
}
std::string parameters(const std::string& name) {
  const std::string path = "datum_" + name;
  std::ofstream(path)
      << "model: three\nfrom: xian1980\nsource: 示例\naccuracy_m: 0.5\ndx_m: 1\ndy_m: 2\ndz_m: 3\n";
  return path;
}

}  // namespace

TEST_CASE("nothing asked for changes nothing") {
  const datum::Converter converter({});
  CHECK(converter.none());
  CHECK(converter.description().empty());
  const auto out = converter(shape_of("POINT (103 30)"), "EPSG:4490");
  CHECK(out.crs == "EPSG:4490");
  CHECK(out.accuracy_m == 0);
  CHECK(out.notes.empty());
  CHECK(geom::to_wkt(out.shape) == "POINT (103 30)");
}

TEST_CASE("swapped axes are exchanged in every part") {
  const datum::Converter converter({true, "", ""});
  const auto out = converter(shape_of("GEOMETRYCOLLECTION (POLYGON ((1 10, 2 20, 3 10), (1.5 11, 2 12, 2.5 "
                                      "11)), LINESTRING (4 5, 6 7), POINT (8 9))"),
                             "EPSG:4543");
  CHECK(out.crs == "EPSG:4543");
  CHECK(out.shape.polygons[0].shell[1] == geom::Point{20, 2});
  CHECK(out.shape.polygons[0].holes[0][0] == geom::Point{11, 1.5});
  CHECK(out.shape.lines[0][1] == geom::Point{7, 6});
  CHECK(out.shape.points[0] == geom::Point{9, 8});
  CHECK(out.accuracy_m == 0);
  CHECK(out.notes == std::vector<std::string>{"axes swapped, as --swap-xy says"});
  CHECK(converter.description() == "axes swapped");
}

TEST_CASE("a web map's degrees become WGS 84 with the accuracy of the way") {
  const datum::Converter gcj({false, "gcj02", ""}), bd({true, "bd09", ""});
  const auto out = gcj(shape_of("POINT (103.050935 29.684429)"), "EPSG:4490");
  REQUIRE(out.fault.empty());
  CHECK(out.crs == "EPSG:4326");
  CHECK(out.accuracy_m == 5);
  CHECK(std::abs(out.shape.points[0].x - 103.048946) < 2e-6);
  CHECK(out.notes == std::vector<std::string>{"GCJ-02 to WGS 84 by the published formula, accuracy 5 m"});
  CHECK(gcj.description() == "GCJ-02 to WGS 84 by the published formula (5 m)");
  CHECK(bd.description() == "axes swapped; BD-09 to WGS 84 by the published formula (10 m)");
  CHECK(bd(shape_of("POINT (29.7 103.05)"), "").accuracy_m == 10);
  CHECK(gcj(shape_of("POINT (2.35 48.85)"), "EPSG:4326").notes.at(1) ==
        "1 vertices lie outside China, where GCJ-02 shifts nothing; unchanged");
}

TEST_CASE("a web map's system with metres or another datum is a contradiction") {
  const datum::Converter gcj({false, "gcj02", ""});
  CHECK(gcj(shape_of("POINT (512000 3312000)"), "EPSG:4543").fault ==
        "the stated system is EPSG:4543, but GCJ-02 is in degrees (EPSG:4326 or EPSG:4490); drop --from, or "
        "give the degrees of the map");
  CHECK_FALSE(gcj(shape_of("POINT (103 30)"), "EPSG:4610").fault.empty());
  CHECK_FALSE(gcj(shape_of("POINT (512000 3312000)"), "").fault.empty());
  const auto out = gcj(shape_of("POINT (103 30)"), "EPSG:2379");
  CHECK(out.shape.empty());
}

TEST_CASE("requests that contradict each other are errors of usage") {
  usage_error({false, "wgs84", ""}, "--from wgs84 is not known");
  usage_error({false, "gcj02", parameters("both.yaml")}, "--from gcj02 and --helmert contradict each other");
  CHECK_THROWS_AS(datum::Converter({false, "", "no-such-file.yaml"}), Error);
}

TEST_CASE("parameters refuse what they do not start from") {
  const datum::Converter converter({false, "", parameters("three.yaml")});
  CHECK(converter.description() == "Xian 1980 to EPSG:4490 by datum_three.yaml (示例; 0.5 m)");
  CHECK(converter(shape_of("POINT (103 30)"), "EPSG:4490").fault ==
        "the stated system is EPSG:4490, but the parameters of datum_three.yaml start from Xian 1980");
  CHECK_FALSE(converter(shape_of("POINT (103 30)"), "EPSG:4214").fault.empty());
  CHECK_THAT(converter(shape_of("POINT (512000 3312000)"), "").fault,
             Contains("no reference system is stated"));
  const auto out = converter(shape_of("POINT (103 30)"), "EPSG:4610");
  CHECK(out.crs == "EPSG:4490");
  CHECK(out.notes.at(0) ==
        "from Xian 1980 to EPSG:4490 by the parameters of datum_three.yaml (示例), accuracy 0.5 m");
}

TEST_CASE("coordinates that are no numbers are faults, and empty shapes nothing") {
  const datum::Converter gcj({false, "gcj02", ""});
  geom::Shape bad;
  bad.points.push_back({std::numeric_limits<double>::quiet_NaN(), 30});
  CHECK(gcj(bad, "EPSG:4326").fault == "a coordinate is not a finite number");
  CHECK(gcj({}, "EPSG:4326").fault.empty());
}
