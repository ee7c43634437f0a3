// SPDX-License-Identifier: Apache-2.0
//
// One place, written down in every wrong way: the right reading is among the readings, with the option that applies it, and its place is the true one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "datum/datum.h"

using namespace zonegate;
using geom::LonLat;
using geom::Point;

namespace {

const LonLat kPlace{103.0, 29.98};

Point written(const std::string& crs, LonLat p = kPlace) {
  if (crs == "EPSG:4490") return {p.lon, p.lat};
  const geom::Plane plane = geom::Plane::planar(geom::Crs::parse(crs));
  return plane.from_lonlat(p);
}
double miss(const datum::Hypothesis& h) {
  return h.place ? geom::geodesic_distance(*h.place, kPlace).value : 1e9;
}
// The readings that lead to the place, simple ones first: their options, and "?" where there is none.
std::string options_for(Point p, const std::string& crs, double within = 0.01) {
  std::string all;
  for (const auto& h : datum::readings(p, crs)) {
    if (miss(h) > within) continue;
    all += (all.empty() ? "" : " | ") + (h.name == "as stated" ? "as stated"
                                         : h.needs.empty()     ? "?"
                                                               : h.needs);
  }
  return all;
}
Point swapped(Point p) { return {p.y, p.x}; }

}  // namespace

TEST_CASE("a right statement is the first reading, and its axes the only other way to the place") {
  for (const char* crs : {"EPSG:4490", "EPSG:4543", "EPSG:4522", "EPSG:4507", "EPSG:4496"})
    CHECK(options_for(written(crs), crs) == "as stated");
  CHECK(datum::readings(written("EPSG:4543"), "EPSG:4543").front().name == "as stated");
  CHECK(options_for(swapped(written("EPSG:4543")), "EPSG:4543") == "--swap-xy");
  CHECK(options_for(swapped(written("EPSG:4490")), "EPSG:4490") == "--swap-xy");
}

TEST_CASE("zones of 3 and 6 degrees, with and without prefix") {
  CHECK(options_for(written("EPSG:4544"), "EPSG:4543") == "--crs EPSG:4544");
  CHECK(options_for(written("EPSG:4507"), "EPSG:4543") == "--crs EPSG:4544");  // the same numbers
  CHECK(options_for(written("EPSG:4523"), "EPSG:4522") == "--crs EPSG:4523");
  CHECK(options_for(written("EPSG:4496"), "EPSG:4522") == "--crs EPSG:4496");
  CHECK(options_for(written("EPSG:4522"), "EPSG:4496") == "--crs EPSG:4522");
  CHECK(options_for(written("EPSG:4543"), "EPSG:4522") == "--crs EPSG:4543");  // prefix missing
  CHECK(options_for(written("EPSG:4522"), "EPSG:4543") == "--crs EPSG:4522");  // prefix too many
  CHECK(options_for(written("EPSG:4522"), "") == "--crs EPSG:4522");
  CHECK(options_for(written("EPSG:4543"), "") == "--crs EPSG:4543");
  const Point wrong_prefix{written("EPSG:4522").x + 1e6, written("EPSG:4522").y};
  CHECK(options_for(wrong_prefix, "EPSG:4523") == "?");
  // 3-degree zone 35 with its prefix where 6-degree zone 18 of the same meridian is stated.
  CHECK(options_for(written("EPSG:4523"), "EPSG:4496") == "--crs EPSG:4523");
}

TEST_CASE("degrees for metres, metres for degrees") {
  CHECK(options_for(written("EPSG:4490"), "EPSG:4543") == "--crs EPSG:4490");
  CHECK(options_for(swapped(written("EPSG:4490")), "EPSG:4543") == "--swap-xy --crs EPSG:4490");
  CHECK(options_for(written("EPSG:4522"), "EPSG:4490") == "--crs EPSG:4522");
  CHECK(options_for(written("EPSG:4543"), "EPSG:4326") == "--crs EPSG:4543");
  CHECK(options_for(swapped(written("EPSG:4543")), "EPSG:4544") == "--swap-xy --crs EPSG:4543");
}

TEST_CASE("web maps, in degrees and projected") {
  const LonLat gcj = datum::gcj02_from_wgs84(kPlace), bd = datum::bd09_from_wgs84(kPlace);
  CHECK(options_for({gcj.lon, gcj.lat}, "EPSG:4326") == "--from gcj02");
  CHECK(options_for({bd.lon, bd.lat}, "EPSG:4490") == "--from bd09");
  CHECK(options_for({gcj.lat, gcj.lon}, "EPSG:4326") == "--swap-xy --from gcj02");
  CHECK(options_for(written("EPSG:4543", gcj), "EPSG:4543") == "?");
  CHECK(datum::readings({gcj.lon, gcj.lat}, "EPSG:4326").front().accuracy_m == 0);
}

TEST_CASE("an old datum's zones need its parameters") {
  const Point p = written("EPSG:4543");  // taken as numbers of Xian 1980, a little wrong
  CHECK(options_for(p, "EPSG:2379") == "as stated");
  CHECK(options_for(p, "EPSG:2380") == "--crs EPSG:2379 --helmert FILE");
}

TEST_CASE("the words name a zone with its twin of 6 degrees") {
  for (const auto& h : datum::readings(written("EPSG:4544"), "EPSG:4543"))
    if (h.needs == "--crs EPSG:4544")
      CHECK(h.name ==
            "as EPSG:4544 (3-degree zone 35, 105 E; the same numbers as 6-degree zone 18, EPSG:4507)");
}

TEST_CASE("local grids: a meridian between the zones' and a plane at a height") {
  // 103.25 E: the same offset from the meridian as in a zone.
  const Point grid = written("EPSG:4543", {kPlace.lon - 1.25, kPlace.lat});
  const auto all = datum::local_readings(grid, "EPSG:4543");
  const auto at = std::find_if(all.begin(), all.end(), [](const auto& h) { return miss(h) < 0.01; });
  REQUIRE(at != all.end());
  CHECK(at->name == "on a local grid with the central meridian 103.25 E");
  CHECK(at->needs == "--helmert FILE");
  const Point p = written("EPSG:4543");
  const double k = 1 + 2500 / 6371000.0;
  const auto heights = datum::local_readings({(p.x - 500000) * k + 500000, p.y * k}, "EPSG:4543");
  const auto height =
      std::find_if(heights.begin(), heights.end(), [](const auto& h) { return miss(h) < 0.01; });
  REQUIRE(height != heights.end());
  CHECK(height->name == "on a local grid at a height of about 2500 m");
  CHECK(datum::local_readings({103, 30}, "EPSG:4490").empty());
}

TEST_CASE("numbers that mean nothing have no place") {
  CHECK(datum::readings({std::nan(""), 1}, "EPSG:4543").empty());
  const auto zero = datum::readings({0, 0}, "EPSG:4543");
  CHECK(std::none_of(zero.begin(), zero.end(), [](const auto& h) { return h.place && h.place->lat > 1; }));
  CHECK_FALSE(datum::readings({1e300, -1e300}, "EPSG:4490").front().place.has_value());
  CHECK_FALSE(datum::readings({5, 5}, "no system").front().place.has_value());
}
