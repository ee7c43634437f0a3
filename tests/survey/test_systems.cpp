// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
const std::string kParcel = "4,1.0000,1,甲,面,,,,@\n";
std::string silent(const std::string& points) {
  return "[地块坐标]\n" + kParcel + points;
}  // points from line 3
std::string header(const std::string& keys, const std::string& points) {
  return "[属性描述]\n" + keys + "[地块坐标]\n" + kParcel + points;
}
const std::string kPlain = replaced(kSquare, "34512", "512");  // eastings without zone
const std::string kSix = replaced(kSquare, "34512", "18512");
const std::string kSwapped =
    "J1,1,34512000.000,3320000.000\nJ2,1,34512000.000,3320100.000\nJ3,1,34512100.000,3320100.000\n"
    "J4,1,34512100.000,3320000.000\n";
const std::string kDegrees =
    "J1,1,30.0000000,103.0000000\nJ2,1,30.0010000,103.0000000\nJ3,1,30.0010000,103.0010000\n";
const std::string kLonLat =
    "J1,1,103.0000000,30.0000000\nJ2,1,103.0000000,30.0010000\nJ3,1,103.0010000,30.0010000\n";

std::string fault(const survey::Document& d) { return d.features.at(0).fault; }
std::string system_of(const survey::Document& d) {
  const auto& f = d.features.at(0);
  return f.fault.empty() ? f.crs + " | " + f.crs_reason + " | " + codes(d) : f.fault;
}
}  // namespace

TEST_CASE("a zone prefix says the system, of 3 and of 6 degrees", "[survey]") {
  const auto three = read(silent(kSquare));
  CHECK(system_of(three) ==
        "EPSG:4522 | numbers: easting 34512000.000 is 3-degree zone 34 with its prefix | survey.crs_assumed");
  CHECK(message(three, "survey.crs_assumed") ==
        "line 3: X 3320000.000, Y 34512000.000: no datum stated: taken as CGCS2000");
  CHECK(system_of(read(header("坐标系=CGCS2000\n几度分带=6\n带号=18\n", kSix))) ==
        "EPSG:4496 | header: CGCS2000, 6 度带, 带号 18; numbers: easting 18512000.000 is 6-degree zone 18 "
        "with its prefix | ");
  CHECK(read(silent(kSix)).features.at(0).planar_area_m2 == 10000);
}

TEST_CASE("no prefix: the header or the user must say the zone", "[survey]") {
  CHECK(system_of(read(header("坐标系=CGCS2000\n几度分带=3\n带号=34\n", kPlain))) ==
        "EPSG:4543 | header: CGCS2000, 3 度带, 带号 34; numbers: easting without prefix | ");
  CHECK(system_of(read(header("坐标系=CGCS2000\n带号=18带\n", kPlain))) ==
        "EPSG:4507 | header: CGCS2000, 带号 18; numbers: easting without prefix | ");
  CHECK(system_of(read(header("坐标系=CGCS2000\n中央子午线=102°\n", kPlain))) ==
        "EPSG:4543 | header: CGCS2000, 中央子午线 102°; numbers: easting without prefix | ");
  CHECK(fault(read(silent(kPlain))) ==
        "line 3: easting 512000.000 carries no zone, and the header does not say both 带号 and 几度分带; say "
        "the system with --crs, for example EPSG:4543 for the meridian 102 E");
  CHECK(system_of(read(silent(kPlain), {"EPSG:4543"})) == "EPSG:4543 | said: --crs EPSG:4543 | ");
  CHECK(fault(read(silent(kPlain), {"EPSG:4522"})) ==
        "line 3: easting 512000.000 carries no zone, but --crs says EPSG:4522; say EPSG:4543");
  CHECK(fault(read(header("带号=35\n几度分带=3\n", kPlain), {"EPSG:4543"})) ==
        "the header says 带号=35 (EPSG:4544), but --crs says EPSG:4543; correct one of them");
  CHECK(fault(read(header("带号=34\n几度分带=6\n", kPlain))) ==
        "header: 带号=34 is no zone of 6 degrees; correct 带号 or 几度分带, or say the system with --crs");
  CHECK(fault(read(header("带号=34\n中央子午线=105\n", kPlain))) ==
        "header: 带号=34 contradicts header: 中央子午线=105; correct one of them");
}

TEST_CASE("a prefix that header or user contradict, and two zones", "[survey]") {
  const std::string carries = "easting 34512000.000 carries zone 34 of 3 degrees, but ";
  CHECK(fault(read(header("带号=35\n", kSquare))) ==
        "line 5: " + carries + "the header says 带号=35; correct one of them");
  CHECK(fault(read(header("几度分带=6\n", kSquare))) ==
        "line 5: " + carries + "the header says 几度分带=6; correct one of them");
  CHECK(fault(read(header("中央子午线=105\n", kSquare))) ==
        "line 5: " + carries + "the header says 中央子午线=105; correct one of them");
  CHECK(fault(read(silent(kSquare), {"EPSG:4523"})) ==
        "line 3: " + carries + "--crs says EPSG:4523; say EPSG:4522");
  CHECK(fault(read(silent(kSquare), {"EPSG:4490"})) ==
        "line 3: " + carries + "--crs says EPSG:4490; say EPSG:4522");
  CHECK(fault(read(silent(replaced(kSquare, "J4,1,3320000.000,34512100", "J4,1,3320000.000,35512100")))) ==
        "line 6: easting 35512100.000 is of another zone than 34512000.000 (line 3); transform them to one "
        "zone");
  // Parcels of two zones in one file: each has its own.
  const auto two = read(silent(kSquare) + kParcel + replaced(kSquare, "34512", "35400"));
  CHECK(two.features.at(0).crs == "EPSG:4522");
  CHECK(two.features.at(1).crs == "EPSG:4523");
}

TEST_CASE("other datums, local grids and shifted maps are refused", "[survey]") {
  const auto datum = [](const std::string& name) {
    return fault(read(header("坐标系=" + name + "\n", kSquare)));
  };
  const std::string remedy =
      ", some 100 m beside CGCS2000; give the parameters of the place with --helmert FILE (docs/datum.md), "
      "or "
      "have the points transformed";
  const std::string local =
      " is a local grid; give its parameters with --helmert FILE or its definition with --crs \"+proj=tmerc "
      "...\" (docs/datum.md), or have the points transformed to CGCS2000";
  CHECK(datum("80国家大地坐标系") == "header: 坐标系=80国家大地坐标系 is the datum Xian 1980" + remedy);
  CHECK(datum("西安80") == "header: 坐标系=西安80 is the datum Xian 1980" + remedy);
  CHECK(datum("1954北京坐标系") == "header: 坐标系=1954北京坐标系 is the datum Beijing 1954" + remedy);
  CHECK(datum("成都独立坐标系") == "header: 坐标系=成都独立坐标系" + local);
  CHECK(datum("GCJ-02") ==
        "header: 坐标系=GCJ-02 is a web map's shifted system; take the coordinates from the survey, or say "
        "--from gcj02");
  CHECK(datum("火星2号").find("shifted system") != std::string::npos);
  CHECK(datum("某坐标系") == "header: 坐标系=某坐标系 is not known; say the system with --crs");
  CHECK(datum("2000国家大地坐标系").empty());
  CHECK(datum("大地２０００").empty());
  CHECK(fault(read(silent("J1,1,5000.0,6000.0\nJ2,1,5100.0,6000.0\nJ3,1,5100.0,6100.0\n"))) ==
        "line 3: X 5000.0, Y 6000.0 is too small for a Gauss-Krueger northing; unless it is degrees outside "
        "China, it" +
            local);
  CHECK(fault(read(silent("J1,1,99512000,99320000\nJ2,1,99512000,99320100\nJ3,1,99512100,99320100\n"))) ==
        "line 3: X 99512000, Y 99320000 is neither northing and easting of a zone of China nor longitude and "
        "latitude; correct the numbers, or say the system with --crs");
  CHECK(fault(read(header("计量单位=毫米\n", kSquare))) ==
        "header: 计量单位=毫米, but line 5 has metres (X 3320000.000, Y 34512000.000); correct the header");
  CHECK(fault(read(header("投影类型=墨卡托\n", kSquare))) ==
        "header: 投影类型=墨卡托 is not Gauss-Krueger; say the system with --crs");
}

TEST_CASE("X and Y swapped: refused, or swapped with a note", "[survey]") {
  const std::string text =
      "line 3: X and Y look swapped (X 34512000.000, Y 3320000.000 is easting and northing)";
  CHECK(fault(read(silent(kSwapped))) == text + "; if so, say --swap-xy");
  survey::Options swap;
  swap.swap_xy = true;
  const auto swapped = read(silent(kSwapped), swap);
  CHECK(message(swapped, "survey.xy_swapped") == text + "; swapped because of --swap-xy");
  CHECK(swapped.features.at(0).shape.polygons.at(0).shell ==
        read(silent(kSquare)).features.at(0).shape.polygons.at(0).shell);
  const auto unneeded = read(silent(kSquare), swap);
  CHECK(
      message(unneeded, "survey.swap_unneeded") ==
      "line 3: X 3320000.000, Y 34512000.000 is northing and easting already; --swap-xy swaps nothing here");
  CHECK(unneeded.features.at(0).shape.polygons.at(0).shell.at(0).x == 34512000);
}

TEST_CASE("degrees in either order, by magnitude", "[survey]") {
  const auto one = read(silent(kDegrees)), two = read(silent(kLonLat));
  CHECK(one.features.at(0).shape.polygons.at(0).shell == two.features.at(0).shape.polygons.at(0).shell);
  CHECK(system_of(one) ==
        "EPSG:4490 | degrees, no system stated: taken as CGCS2000 | survey.axis_order "
        "survey.crs_assumed");
  CHECK(message(one, "survey.axis_order") ==
        "line 3: X 30.0000000, Y 103.0000000 read as latitude and longitude, by magnitude");
  CHECK(message(two, "survey.axis_order") ==
        "line 3: X 103.0000000, Y 30.0000000 read as longitude and latitude, by magnitude");
  CHECK(message(one, "survey.crs_assumed") == "degrees, no system stated: taken as CGCS2000");
  // Who knows the area of degrees compares the stated one.
  REQUIRE(one.features.at(0).areas.size() == 1);
  CHECK(one.features.at(0).areas.at(0).number * one.features.at(0).areas.at(0).hectares == 1);
  CHECK(one.features.at(0).planar_area_m2 == 0);
  CHECK(read(header("坐标系=WGS84\n", kDegrees)).features.at(0).crs == "EPSG:4326");
  CHECK(fault(read(header("带号=34\n", kDegrees))) ==
        "line 5: X 30.0000000, Y 103.0000000 looks like degrees, but the header speaks of 带号=34; if they "
        "are degrees, say --crs EPSG:4490");
  CHECK(fault(read(silent(kDegrees), {"EPSG:4522"})) ==
        "line 3: X 30.0000000, Y 103.0000000 is in degrees, but --crs says EPSG:4522; say EPSG:4490");
}

TEST_CASE("a system that is not known by number: no area, and a swap is told", "[survey]") {
  // Feet of somewhere: X north, Y east as surveyors write.
  const std::string feet = "J1,1,500.0,70000.0\nJ2,1,600.0,70000.0\nJ3,1,600.0,70100.0\nJ4,1,500.0,70100.0\n";
  const auto plain = read(silent(feet), {"EPSG:2230"});
  CHECK(system_of(plain) == "EPSG:2230 | said: --crs EPSG:2230 | survey.area_unchecked");
  CHECK(
      message(plain, "survey.area_unchecked") ==
      "stated area 1.0000 ha is not compared: EPSG:2230 is no zone of CGCS2000, and its units are not known "
      "here");
  CHECK(plain.features.at(0).planar_area_m2 == 0);
  CHECK(plain.features.at(0).shape.polygons.at(0).shell.at(0).x == 70000);
  const auto swapped = read(silent(feet), {"EPSG:2230", true});
  CHECK(message(swapped, "survey.xy_swapped") ==
        "line 3: X and Y (X 500.0, Y 70000.0) swapped because of --swap-xy; EPSG:2230 is not known here, so "
        "nothing tells whether they had to be");
  CHECK(swapped.features.at(0).shape.polygons.at(0).shell.at(0).x == 500);
  // Xian 1980 is welcome where the user names its system.
  const auto xian = read(header("坐标系=西安80\n", kSquare), {"EPSG:2358"});
  CHECK(system_of(xian) ==
        "EPSG:2358 | header: 西安80; numbers: easting 34512000.000 is 3-degree zone 34 with its prefix | ");
  CHECK(xian.features.at(0).planar_area_m2 == 10000);
  CHECK(xian.features.at(0).shape.polygons.at(0).shell.at(0).x == 34512000);
}
