// SPDX-License-Identifier: Apache-2.0
//
// Parameters at work, against formulas written out here (geocentric coordinates by hand, small-angle rotations as EPSG 1033 and 1032 define them) and PROJ for the projection alone.
#include <proj.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <random>

#include "datum/datum.h"

using namespace zonegate;
using geom::Point;

namespace {

constexpr double kRad = 3.14159265358979323846 / 180;
using Vec = std::array<double, 3>;

Vec geocentric(double a, double rf, double lon, double lat) {
  const double f = 1 / rf, e2 = f * (2 - f), n = a / std::sqrt(1 - e2 * std::pow(std::sin(lat * kRad), 2));
  return {n * std::cos(lat * kRad) * std::cos(lon * kRad), n * std::cos(lat * kRad) * std::sin(lon * kRad),
          n * (1 - e2) * std::sin(lat * kRad)};
}
Point geographic(const Vec& v) {  // CGCS2000, by iteration on the latitude
  const double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), p = std::hypot(v[0], v[1]);
  double lat = std::atan2(v[2], p * (1 - e2));
  for (int i = 0; i < 50; ++i) {
    const double n = a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
    lat = std::atan2(v[2] + e2 * n * std::sin(lat), p);
  }
  return {std::atan2(v[1], v[0]) / kRad, lat / kRad};
}
Vec moved(const Vec& v, const geom::Similarity& s) {
  const double sign = s.position_vector ? 1 : -1, sec = kRad / 3600 * sign;
  const double rx = s.rx * sec, ry = s.ry * sec, rz = s.rz * sec, k = 1 + s.ppm / 1e6;
  return {s.dx + k * (v[0] - rz * v[1] + ry * v[2]), s.dy + k * (rz * v[0] + v[1] - rx * v[2]),
          s.dz + k * (-ry * v[0] + rx * v[1] + v[2])};
}
// From degrees on Krassovsky's ellipsoid or IAG 75 to metres of a zone, by PROJ alone.
Point zone_metres(double a, double rf, double meridian, double easting, Point lonlat) {
  PJ* pj = proj_create(PJ_DEFAULT_CTX,
                       ("+proj=tmerc +lat_0=0 +k=1 +y_0=0 +lon_0=" + std::to_string(meridian) + " +x_0=" +
                        std::to_string(easting) + " +a=" + std::to_string(a) + " +rf=" + std::to_string(rf))
                           .c_str());
  const PJ_COORD c = proj_trans(pj, PJ_FWD, proj_coord(lonlat.x * kRad, lonlat.y * kRad, 0, 0));
  proj_destroy(pj);
  return {c.xy.x, c.xy.y};
}

std::string file_of(const std::string& name, const std::string& text) {
  const std::string path = "datum_" + name;
  std::ofstream(path) << text;
  return path;
}
geom::Shape point(Point p) {
  geom::Shape shape;
  shape.points.push_back(p);
  return shape;
}
double metres_between(Point a, Point b) { return geom::geodesic_distance({a.x, a.y}, {b.x, b.y}).value; }

const std::string kHead = "source: 示例\naccuracy_m: 0.3\n";
const std::string kShift = "dx_m: 24.5\ndy_m: -123.1\ndz_m: -94.0\n";
const std::string kTurn = "rx_s: 0.5\nry_s: -0.25\nrz_s: 1.5\nppm: 4.2\n";

}  // namespace

TEST_CASE("seven and three parameters agree with the written-out formula, in degrees and in zones") {
  const unsigned seed = 54801;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(101, 104), lat(28, 31.5);
  for (const bool vector : {true, false}) {
    for (const std::string model : {"three", "seven"}) {
      const bool seven = model == "seven";
      const geom::Similarity s = seven ? geom::Similarity{24.5, -123.1, -94.0, 0.5, -0.25, 1.5, 4.2, vector}
                                       : geom::Similarity{24.5, -123.1, -94.0, 0, 0, 0, 0, vector};
      const std::string convention =
          seven ? std::string("convention: ") + (vector ? "position_vector\n" : "coordinate_frame\n") : "";
      const std::string path = file_of("seven.yaml", "model: " + model + "\nfrom: xian1980\n" + kHead +
                                                         kShift + (seven ? kTurn : "") + convention);
      const datum::Converter converter({false, "", path});
      for (int i = 0; i < 50; ++i) {
        const Point p{lon(random), lat(random)};
        const Point expected = geographic(moved(geocentric(6378140, 298.257, p.x, p.y), s));
        CHECK(metres_between(expected, p) > 5);
        const auto degrees = converter(point(p), "EPSG:4610");
        REQUIRE(degrees.fault.empty());
        CHECK(degrees.crs == "EPSG:4490");
        CHECK(degrees.accuracy_m == 0.3);
        CHECK(metres_between(degrees.shape.points[0], expected) < 1e-4);
        const auto plain = converter(point(zone_metres(6378140, 298.257, 102, 500000, p)), "EPSG:2379");
        REQUIRE(plain.fault.empty());
        CHECK(metres_between(plain.shape.points[0], expected) < 1e-4);
        const auto prefixed = converter(point(zone_metres(6378140, 298.257, 102, 34500000, p)), "EPSG:2358");
        REQUIRE(prefixed.fault.empty());
        CHECK(metres_between(prefixed.shape.points[0], expected) < 1e-4);
      }
    }
  }
}

TEST_CASE("the two conventions differ by tens of metres, so neither may be taken for the other") {
  const auto place = [](const std::string& convention) {
    const std::string path = file_of("convention.yaml", "model: seven\nfrom: beijing1954\n" + kHead + kShift +
                                                            kTurn + "convention: " + convention + "\n");
    return datum::Converter({false, "", path})(point({103, 30}), "EPSG:4214").shape.points.at(0);
  };
  CHECK(metres_between(place("position_vector"), place("coordinate_frame")) > 50);
}

TEST_CASE("a named ellipsoid in metres is for shapes that state no system") {
  const std::string path =
      file_of("ellipsoid.yaml",
              "model: three\nellipsoid: krassovsky\ncentral_meridian: 103.25\nfalse_easting: 50000\n" +
                  kHead + kShift);
  const datum::Converter converter({false, "", path});
  const Point p{103.1, 29.9};
  const auto out = converter(point(zone_metres(6378245, 298.3, 103.25, 50000, p)), "");
  REQUIRE(out.fault.empty());
  const Point expected =
      geographic(moved(geocentric(6378245, 298.3, p.x, p.y), {24.5, -123.1, -94.0, 0, 0, 0, 0, true}));
  CHECK(metres_between(out.shape.points[0], expected) < 1e-4);
  CHECK(converter(point(p), "EPSG:4490").fault ==
        "the stated system is EPSG:4490, but the parameters of datum_ellipsoid.yaml start from a system on a "
        "named ellipsoid");
}

TEST_CASE("a file that names the zone takes shapes that state none") {
  const std::string path = file_of("zone.yaml", "model: three\nfrom: EPSG:2379\n" + kHead + kShift);
  const datum::Converter converter({false, "", path});
  const geom::Shape shape = point({512000, 3312000});
  const auto silent = converter(shape, ""), stated = converter(shape, "EPSG:2379");
  REQUIRE(silent.fault.empty());
  CHECK(silent.shape.points[0] == stated.shape.points[0]);
  CHECK_FALSE(converter(shape, "EPSG:2431").fault.empty());
}

TEST_CASE("four parameters are a similarity of the plane; the prefix alone makes no other zone") {
  const std::string path =
      file_of("four.yaml", "model: four\nfrom: EPSG:2379\nto: EPSG:4543\n" + kHead +
                               "north_m: 12.5\neast_m: -61.25\nrotation_s: 2\nsense: clockwise\nppm: -3.5\n");
  const datum::Converter converter({false, "", path});
  const double a = 2 / 3600.0 * kRad, k = 1 - 3.5e-6, e = 512345.678, n = 3312345.678;
  const Point expected{-61.25 + k * (n * std::sin(a) + e * std::cos(a)),
                       12.5 + k * (n * std::cos(a) - e * std::sin(a))};
  for (const auto& [crs, east] :
       {std::pair{"EPSG:2379", e}, std::pair{"EPSG:2358", e + 34e6}, std::pair{"", e}}) {
    const auto out = converter(point({east, n}), crs);
    REQUIRE(out.fault.empty());
    CHECK(out.crs == "EPSG:4543");
    CHECK(std::hypot(out.shape.points[0].x - expected.x, out.shape.points[0].y - expected.y) < 1e-6);
  }
  CHECK(converter(point({e, n}), "EPSG:2380").fault ==
        "the stated system is EPSG:2380, but the parameters of datum_four.yaml start from Xian 1980 "
        "(EPSG:2379)");
  CHECK_FALSE(converter(point({e, n}), "EPSG:2431").fault.empty());  // Beijing 1954, the same meridian
  CHECK_FALSE(converter(point({e, n}), "EPSG:4543").fault.empty());
}
