// SPDX-License-Identifier: Apache-2.0
//
// The table of China's systems against the names that PROJ's database gives them.
#include <catch2/catch.hpp>
#include <set>

#include "geom/geom.h"

using namespace zonegate;
using geom::ChinaSystem;

namespace {

std::string database_name(const ChinaSystem& s) {
  const std::string datum = s.datum == ChinaSystem::Datum::cgcs2000   ? "CGCS2000"
                            : s.datum == ChinaSystem::Datum::xian1980 ? "Xian 1980"
                                                                      : "Beijing 1954";
  return datum + " / " + (s.width == 3 ? "3-degree " : "") + "Gauss-Kruger " +
         (s.prefix ? "zone " + std::to_string(s.zone) : "CM " + shortest(s.meridian()) + "E");
}

}  // namespace

TEST_CASE("every number of a zone is the one that the database names so") {
  std::set<std::string> seen;
  for (int code = 2000; code < 22000; ++code) {
    const std::string authority = "EPSG:" + std::to_string(code);
    const auto system = geom::china_system(authority);
    if (!system) continue;
    CHECK(geom::china_authority(*system) == authority);
    if (system->width == 0) continue;
    CHECK(geom::Crs::parse(authority).name() == database_name(*system));
    seen.insert(authority);
  }
  CHECK(seen.size() == 3 * (2 * 21 + 2 * 11));
}

TEST_CASE("degrees and what is no system of China") {
  CHECK(geom::china_system("EPSG:4610")->datum == ChinaSystem::Datum::xian1980);
  CHECK(geom::china_system("epsg:4214")->old_datum());
  CHECK(geom::china_system("EPSG:4522")->false_easting() == 34500000);
  CHECK(geom::china_system("EPSG:4507")->meridian() == 105);
  for (const char* other : {"", "EPSG:", "EPSG:4512x", "EPSG:3857", "ESRI:4522", "4522", "EPSG:99999999999"})
    CHECK_FALSE(geom::china_system(other));
  CHECK(geom::china_authority({ChinaSystem::Datum::cgcs2000, 3, 24, true}).empty());
  CHECK(geom::china_authority({ChinaSystem::Datum::wgs84, 3, 34, true}).empty());
}

TEST_CASE("parameters of nothing change nothing but the ellipsoid, and a fault names the coordinate") {
  const auto same = geom::ellipsoid_of(ChinaSystem::Datum::cgcs2000);
  geom::GeocentricShift shift(same, std::nullopt, {});
  std::vector<geom::Point> points{{103, 30}, {75.5, 18.25}};
  REQUIRE(shift(points).empty());
  CHECK(std::abs(points[0].x - 103) < 1e-11);
  CHECK(std::abs(points[1].y - 18.25) < 1e-11);
  geom::GeocentricShift zone(same, geom::GaussZone{102, 500000}, {});
  std::vector<geom::Point> far{{1e30, 5}};
  CHECK(zone(far) == "coordinate (1e+30, 5) cannot be transformed");
}
