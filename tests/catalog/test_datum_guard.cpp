// SPDX-License-Identifier: Apache-2.0
//
// One test for each way in which coordinates are not what their file says, with the words of the guard; all projects lie in 雨城区 (511802) and say so.
#include <catch2/catch.hpp>

#include "datum_ground.h"

using namespace zonegate;
using namespace zonegate::datum_ground;
using catalog::Status;

namespace {

const geom::LonLat kInside{103.05, 29.95};
const std::string kCounty = "511802";

}  // namespace

TEST_CASE("a wrong zone of 3 degrees") {
  const auto p = examined(project("EPSG:4543", written("EPSG:4544", kInside), kCounty));
  CHECK(said(p) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read as EPSG:4544 (3-degree zone 35, 105 E; the "
        "same numbers as 6-degree zone 18, EPSG:4507): 4 of 4");
  CHECK(hint(p) ==
        "nothing was converted: find out which system the numbers are in, then say --crs "
        "EPSG:4544; where the file itself states another system, correct it there");
  CHECK(p.status == Status::partial);
  CHECK(p.status_reason ==
        "its place contradicts the attribute county_code: reference system, axes or code are wrong");
}

TEST_CASE("a zone of 6 degrees taken for one of 3") {
  CHECK(said(examined(project("EPSG:4543", written("EPSG:4507", kInside), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read as EPSG:4544 (3-degree zone 35, 105 E; the "
        "same numbers as 6-degree zone 18, EPSG:4507): 4 of 4");
  CHECK(said(examined(project("EPSG:4522", written("EPSG:4496", kInside), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4522) 0 of 4 corners lie there; read as EPSG:4496 (6-degree zone 18, 105 E): 4 of "
        "4");
}

TEST_CASE("a zone prefix that is missing, or one too many") {
  const auto missing = examined(project("EPSG:4522", written("EPSG:4543", kInside), kCounty));
  CHECK(said(missing) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4522) 0 of 4 corners lie there; read as EPSG:4543 (3-degree zone 34, 102 E): 4 of "
        "4");
  const auto extra = examined(project("EPSG:4543", written("EPSG:4522", kInside), kCounty));
  CHECK(said(extra) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read as EPSG:4522 (3-degree zone 34, 102 E): 4 of "
        "4");
  CHECK(hint(extra) ==
        "nothing was converted: find out which system the numbers are in, then say --crs "
        "EPSG:4522; where the file itself states another system, correct it there");
  const auto wrong = written("EPSG:4522", kInside);
  auto moved = wrong;
  for (auto& corner : moved) corner.x += 1e6;
  CHECK(said(examined(project("EPSG:4523", moved, kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4523) 0 of 4 corners lie there; read with zone 34 before the eastings instead of "
        "35: 4 of 4");
}

TEST_CASE("a further county that is named, and has no ground of the project near") {
  const auto naming = [](const geom::LonLat& place, const std::vector<std::string>& counties) {
    auto p = project("EPSG:4490", corners(place));
    p.attributes["county_code"] = counties;
    return examined(std::move(p));
  };
  const auto far = naming(kInside, {"511802", "510104"});
  CHECK(said(far) ==
        "datum.contradicted: the attribute county_code names 510104 锦江区 too, but no part of the footprint "
        "lies there or within 5 km of it");
  CHECK(far.status == Status::partial);
  CHECK(far.status_reason ==
        "it names 510104 锦江区 too, and none of its footprint is near: ground of it may be missing");
  CHECK(naming({103.05, 29.95}, {"511802", "511803"}).status == Status::partial);  // 14 km from it
  CHECK(said(naming({103.18, 29.95}, {"511802", "511803"})).empty());              // 2 km
  CHECK(said(naming(kInside, {"511802", "511821"})).empty());                      // a code that nobody knows
  CHECK(said(naming(kInside, {"511802", "511800", "510000"})).empty());  // its city and its province
}

TEST_CASE("swapped axes") {
  CHECK(said(examined(project("EPSG:4543", swapped(written("EPSG:4543", kInside)), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read with axes swapped: 4 of 4");
  CHECK(said(examined(project("EPSG:4490", swapped(corners(kInside)), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4490) 0 of 4 corners lie there; read with axes swapped: 4 of 4; read with axes "
        "swapped, as GCJ-02: 4 of 4; read with axes swapped, as BD-09: 4 of 4 (equal evidence)");
}

TEST_CASE("degrees where metres are stated, and metres where degrees are") {
  CHECK(said(examined(project("EPSG:4543", corners(kInside), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read as degrees (EPSG:4490): 4 of 4; read as "
        "GCJ-02: 4 of 4; read as BD-09: 4 of 4 (equal evidence)");
  CHECK(said(examined(project("EPSG:4490", written("EPSG:4522", kInside), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4490) 0 of 4 corners lie there; read as EPSG:4522 (3-degree zone 34, 102 E): 4 of "
        "4");
}

TEST_CASE("GCJ-02 over the southern border") {
  auto numbers = corners({103.05, 29.8012});
  for (auto& p : numbers) {
    const auto q = datum::gcj02_from_wgs84({p.x, p.y});
    p = {q.lon, q.lat};
  }
  const auto p = examined(project("EPSG:4326", numbers, kCounty));
  CHECK(said(p) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4326) 0 of 4 corners lie there; read as GCJ-02: 4 of 4; all of them lie within "
        "175 m of it, and numbers of Xian 1980 or Beijing 1954 lie up to 200 m beside CGCS2000 "
        "(--helmert FILE)");
  CHECK(hint(p) ==
        "nothing was converted: find out which system the numbers are in, then say --from gcj02 "
        "(5 m); where the file itself states another system, correct it there");
}

TEST_CASE("BD-09 over the eastern border") {
  auto numbers = corners({103.196, 29.95});
  for (auto& p : numbers) {
    const auto q = datum::bd09_from_wgs84({p.x, p.y});
    p = {q.lon, q.lat};
  }
  CHECK(said(examined(project("EPSG:4490", numbers, kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4490) 0 of 4 corners lie there; read as BD-09: 4 of 4");
}

TEST_CASE("a grid with a meridian of its own, and one at a height") {
  const auto p =
      examined(project("EPSG:4543", written("EPSG:4543", {kInside.lon - 1.25, kInside.lat}), kCounty));
  CHECK(said(p) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read on a local grid with the central meridian "
        "103.25 E: 4 of 4");
  CHECK(hint(p) ==
        "nothing was converted: find out which system the numbers are in, then say --helmert "
        "FILE; where the file itself states another system, correct it there");
  auto numbers = written("EPSG:4543", {103.05, 30.0902});
  const double k = 1 + 3000 / 6371000.0;
  for (auto& q : numbers) q = {(q.x - 500000) * k + 500000, q.y * k};
  CHECK(said(examined(project("EPSG:4543", numbers, kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read on a local grid at a height of about 1000 m: "
        "4 of 4");
}

TEST_CASE(
    "Xian 1980 without parameters: its numbers show the county, and as CGCS2000 they miss it by little") {
  const auto refused = examined(project("EPSG:2379", written("EPSG:4543", kInside), kCounty));
  CHECK(said(refused) ==
        "datum.doubtful: EPSG:2379 is an old datum without parameters; with its numbers taken as "
        "CGCS2000, 4 of 4 corners lie in 511802 雨城区, up to 200 m beside their true place");
  CHECK(hint(refused) ==
        "give the parameters of the surveying authority with --helmert FILE (docs/datum.md)");
  CHECK(said(examined(project("EPSG:2379", written("EPSG:4543", kInside)))) ==
        "datum.doubtful: EPSG:2379 is an old datum without parameters; with its numbers taken as "
        "CGCS2000, 4 of 4 corners lie in a county of the admin layer, up to 200 m beside their "
        "true place");
  CHECK(said(examined(project("EPSG:2379", written("EPSG:4544", kInside), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:2379) 0 of 4 corners lie there; read as EPSG:2380 (3-degree zone 35, 105 E; the "
        "same numbers as 6-degree zone 18, EPSG:2343): 4 of 4");
  CHECK(said(examined(project("EPSG:4543", written("EPSG:4543", {103.05, 29.7990}), kCounty))) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) 0 of 4 corners lie there; read as GCJ-02 degrees that were projected: 4 of "
        "4; all of them lie within 134 m of it, and numbers of Xian 1980 or Beijing 1954 lie up "
        "to 200 m beside CGCS2000 (--helmert FILE)");
}
