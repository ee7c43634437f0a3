// SPDX-License-Identifier: Apache-2.0
//
// The working plane against PROJ, against geodesics, and against the national formula of parcel area.
#include <proj.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "geom/geom.h"
#include "national.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kRad = kPi / 180;

// A star-shaped ring: jagged, simple, any size.
std::vector<LonLat> star(std::mt19937& random, LonLat centre, double radius_m, int n) {
  std::uniform_real_distribution<double> share(0.4, 1.0);
  std::vector<LonLat> ring;
  for (int i = 0; i < n; ++i) {
    const double r = radius_m * share(random) / 111000.0, angle = 2 * kPi * i / n;
    ring.push_back(
        {centre.lon + r * std::cos(angle) / std::cos(centre.lat * kRad), centre.lat + r * std::sin(angle)});
  }
  return ring;
}

double shoelace(const std::vector<Point>& r) {
  double twice = 0;
  for (std::size_t i = 1; i + 1 < r.size(); ++i)
    twice += (r[i].x - r[0].x) * (r[i + 1].y - r[0].y) - (r[i + 1].x - r[0].x) * (r[i].y - r[0].y);
  return std::abs(twice) / 2;
}

}  // namespace

TEST_CASE("the equal-area plane is PROJ's cea on CGCS2000", "[plane]") {
  PJ_CONTEXT* context = proj_context_create();
  PJ* cea = proj_create(context, "+proj=cea +lat_ts=30 +lon_0=105 +a=6378137 +rf=298.257222101");
  REQUIRE(cea);
  const Plane plane = Plane::equal_area();
  double worst = 0;
  for (double lat = -85; lat <= 85; lat += 1.7)
    for (double lon = 70; lon <= 140; lon += 3.3) {
      const PJ_COORD out = proj_trans(cea, PJ_FWD, proj_coord(lon * kRad, lat * kRad, 0, 0));
      const Point p = plane.from_lonlat({lon, lat});
      worst = std::max({worst, std::abs(p.x - out.xy.x), std::abs(p.y - out.xy.y)});
    }
  INFO("worst difference " << worst << " m");
  CHECK(worst < 1e-8);
  proj_destroy(cea);
  proj_context_destroy(context);
}

TEST_CASE("lon/lat comes back from the plane to 1e-12 degrees", "[plane]") {
  const Plane plane = Plane::equal_area();
  const unsigned seed = 20081;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(70, 140), lat(-60, 60);
  double worst = 0;
  for (int i = 0; i < 20000; ++i) {
    const LonLat g{lon(random), lat(random)};
    const LonLat back = plane.to_lonlat(plane.from_lonlat(g));
    worst = std::max({worst, std::abs(back.lon - g.lon), std::abs(back.lat - g.lat)});
  }
  INFO("worst difference " << worst << " degrees");
  CHECK(worst < 1e-12);
  CHECK(plane.to_lonlat({0, 1e9}).lat == Approx(90));
  CHECK(plane.to_lonlat({0, 0}).lon == 105.0);
}

TEST_CASE("ground scale is what a geodesic sees", "[plane]") {
  const Crs zone = Crs::parse("EPSG:4543");
  for (const Plane& plane : {Plane::equal_area(), Plane::planar(zone)})
    for (const LonLat g : {LonLat{103, 30}, {102, 28.5}, {104.5, 31}, {103, 5}, {103, 50}}) {
      const Point p = plane.from_lonlat(g);
      const GroundScale s = plane.ground_scale(p);
      const auto ground = [&](double dx, double dy) {
        return geodesic_distance(plane.to_lonlat(p), plane.to_lonlat({p.x + dx, p.y + dy})).value;
      };
      CHECK(ground(20, 0) / 20 == Approx(s.x).epsilon(1e-5));
      CHECK(ground(0, 20) / 20 == Approx(s.y).epsilon(1e-5));
      if (plane.is_equal_area()) CHECK(s.x * s.y == Approx(1).epsilon(1e-14));
    }
  const GroundScale local = Plane::local().ground_scale({5, 5});
  CHECK(local.x == 1);
  CHECK(local.y == 1);
}

TEST_CASE("the area of the plane is the national formula", "[plane][area]") {
  const Plane plane = Plane::equal_area();
  const unsigned seed = 32;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (const double radius : {30.0, 300.0, 3000.0, 30000.0, 150000.0})
    for (const LonLat centre : {LonLat{103, 30}, {102.2, 28.9}, {119.5, 49}, {110, 18.5}}) {
      const std::vector<LonLat> ring = star(random, centre, radius, 24);
      Shape shape;
      shape.polygons.push_back({});
      double perimeter = 0;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point p = plane.from_lonlat(ring[i]), q = plane.from_lonlat(ring[(i + 1) % ring.size()]);
        shape.polygons[0].shell.push_back({snap(p.x), snap(p.y)});
        perimeter += std::hypot(p.x - q.x, p.y - q.y);
      }
      const double expected = national::area(ring);
      // The series of the formula stops at e^8: 3e-11 of the area.
      const double tolerance = std::max(0.01, perimeter * kGrid) + 5e-11 * expected;
      const Figure figure = make_figure(shape);
      CHECK(std::abs(shoelace(shape.polygons[0].shell) - expected) < tolerance);
      CHECK(std::abs(area(figure.area_edges()).value - expected) < tolerance);
    }
}

TEST_CASE("one 0.01 degree cell at Ya'an", "[plane][area]") {
  // Planimeter -G -s (authalic parallels), ellipsoid 6378137 1/298.257222101, would follow geodesics; the
  // cell's own edges are two meridians and two parallels, whose area is closed: a2 dlon (q2 - q1) / 2.
  const auto q = [](double lat) {
    const double f = 1 / 298.257222101, e2 = f * (2 - f), e = std::sqrt(e2), s = std::sin(lat * kRad);
    return (1 - e2) * (s / (1 - e2 * s * s) - std::log((1 - e * s) / (1 + e * s)) / (2 * e));
  };
  const double expected = 6378137.0 * 6378137.0 * 0.01 * kRad * (q(30.00) - q(29.99)) / 2;
  CHECK(national::area({{102.98, 29.99}, {102.99, 29.99}, {102.99, 30.00}, {102.98, 30.00}}) ==
        Approx(expected).epsilon(1e-8));
}

TEST_CASE("kinds of planes describe themselves", "[plane]") {
  CHECK(Plane::equal_area().is_equal_area());
  CHECK(Plane::equal_area().crs() == nullptr);
  const Plane planar = Plane::planar(Crs::parse("EPSG:4543"));
  CHECK_FALSE(planar.is_equal_area());
  REQUIRE(planar.crs());
  CHECK(planar.description() == "planar EPSG:4543");
  CHECK(Plane::local().is_local());
  CHECK_THROWS_AS(Plane::local().from_lonlat({103, 30}), Error);
  CHECK_THROWS_AS(Plane::local().to_lonlat({0, 0}), Error);
  CHECK_THROWS_AS(Plane::planar(Crs::parse("EPSG:4490")), Error);
  CHECK_THROWS_AS(Plane::planar(Crs::parse("EPSG:2381")), Error);
}

TEST_CASE("snapping goes to the nearest multiple of 2^-20", "[plane]") {
  CHECK(snap(0.0) == 0.0);
  CHECK(snap(kGrid * 0.4) == 0.0);
  CHECK(snap(-kGrid * 0.6) == -kGrid);
  CHECK(snap(3456789.123456789) == Approx(3456789.123456789).margin(kGrid / 2));
  CHECK(snap(snap(12345.678)) == snap(12345.678));
}

TEST_CASE("legal planar areas are shoelaces in the standard zone", "[area][legal]") {
  PJ_CONTEXT* context = proj_context_create();
  const Plane plane = Plane::equal_area();
  const unsigned seed = 4534;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  struct Case {
    LonLat centre;
    const char* code;
  };
  for (const Case c : {Case{{103.0, 30.0}, "EPSG:4543"},
                       {{104.6, 30.5}, "EPSG:4544"},
                       {{75.2, 39.5}, "EPSG:4534"},
                       {{134.9, 48}, "EPSG:4554"}}) {
    PJ* raw = proj_create_crs_to_crs(context, "EPSG:4490", c.code, nullptr);
    PJ* op = proj_normalize_for_visualization(context, raw);
    REQUIRE(op);
    const std::vector<LonLat> ring = star(random, c.centre, 2000, 17);
    Shape shape;
    shape.polygons.push_back({});
    std::vector<Point> projected;
    for (const LonLat g : ring) {
      shape.polygons[0].shell.push_back(plane.from_lonlat(g));
      const PJ_COORD out = proj_trans(op, PJ_FWD, proj_coord(g.lon, g.lat, 0, 0));
      projected.push_back({out.xy.x, out.xy.y});
    }
    const Figure figure = make_figure(shape);
    const Figure* list[] = {&figure};
    const auto legal = planar_area(list, plane);
    REQUIRE(legal);
    CHECK(legal->crs == c.code);
    CHECK(legal->area.value == Approx(shoelace(projected)).margin(1e-4));
    proj_destroy(op);
    proj_destroy(raw);
  }
  proj_context_destroy(context);
}

TEST_CASE("legal area: the 0.01 degree cell of the literature is 223 ppm over", "[area][legal]") {
  const Plane plane = Plane::equal_area();
  Shape shape;
  shape.polygons.push_back({});
  for (const LonLat g : {LonLat{102.98, 29.98}, {102.99, 29.98}, {102.99, 29.99}, {102.98, 29.99}})
    shape.polygons[0].shell.push_back(plane.from_lonlat(g));
  const Figure figure = make_figure(shape);
  const Figure* list[] = {&figure};
  const double ellipsoidal = area(figure.area_edges()).value;
  const auto legal = planar_area(list, plane);
  REQUIRE(legal);
  CHECK(legal->crs == "EPSG:4543");
  // Scale of Gauss-Krueger 0.985 degrees from its meridian: 1 + l2 cos2(lat) / 2 (1 + eta2), squared.
  const double l = 0.985 * kRad, c = std::cos(29.985 * kRad),
               k = 1 + l * l * c * c / 2 * (1 + 0.00674 * c * c);
  CHECK(legal->area.value / ellipsoidal - 1 == Approx(k * k - 1).epsilon(0.02));
}

TEST_CASE("legal area: holes, parts, zones without a code", "[area][legal]") {
  const Plane plane = Plane::equal_area();
  const auto square = [&](double lon, double lat, double d) {
    return Ring{plane.from_lonlat({lon, lat}), plane.from_lonlat({lon + d, lat}),
                plane.from_lonlat({lon + d, lat + d}), plane.from_lonlat({lon, lat + d})};
  };
  const auto figure_of = [](std::vector<Polygon> p) {
    Shape s;
    s.polygons = std::move(p);
    return make_figure(s);
  };
  const auto of = [&](const Figure& f) {
    const Figure* list[] = {&f};
    return planar_area(list, plane);
  };
  const Figure whole = figure_of({{square(103, 30, 0.01), {}}});
  const Figure hole = figure_of({{square(103.002, 30.002, 0.003), {}}});
  const Figure ring = figure_of({{square(103, 30, 0.01), {square(103.002, 30.002, 0.003)}}});
  CHECK(of(ring)->area.value == Approx(of(whole)->area.value - of(hole)->area.value).epsilon(1e-9));
  const Figure* both[] = {&whole, &hole};
  CHECK(planar_area(both, plane)->area.value ==
        Approx(of(whole)->area.value + of(hole)->area.value).epsilon(1e-9));
  CHECK_FALSE(of(figure_of({{square(10, 50, 0.01), {}}})));
  CHECK_FALSE(of(figure_of({})));
  const Figure* list[] = {&whole};
  CHECK_FALSE(planar_area(list, Plane::local()));
}
