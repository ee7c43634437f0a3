// SPDX-License-Identifier: Apache-2.0
//
// What GEOS draws: right types, right areas, never an exception.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "geom/geom.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

Figure of(const std::string& wkt) {
  const auto shape = from_wkt(wkt);
  REQUIRE(shape);
  return make_figure(*shape);
}

double perimeter(const Figure& f) {
  double sum = 0;
  for (const Edge& e : f.edges) sum += std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  return sum;
}

// JTS ticket 1000 and GEOS's robust tests are of this kind: an edge that runs within a millimetre of
// another's vertices.
Ring near_coincident(std::mt19937& random, const Ring& ring, double step) {
  std::uniform_real_distribution<double> noise(-step, step);
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point p = ring[i], q = ring[(i + 1) % ring.size()];
    out.push_back({p.x + noise(random), p.y + noise(random)});
    out.push_back({(p.x + q.x) / 2 + noise(random), (p.y + q.y) / 2 + noise(random)});
  }
  return out;
}

}  // namespace

TEST_CASE("squares", "[evidence]") {
  const Figure a = of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"),
               b = of("POLYGON ((5 5, 15 5, 15 15, 5 15, 5 5))");
  const Drawing both = draw_intersection(a, b);
  CHECK(both.fault == "");
  CHECK(both.area.value == 25);
  CHECK(both.shape.polygons.size() == 1);
  CHECK(draw_difference(a, b).area.value == 75);
  const Figure* list[] = {&a, &b};
  CHECK(draw_union(list).area.value == 175);
  CHECK(draw_union(list).shape.polygons.size() == 1);
}

TEST_CASE("touching and far figures draw nothing", "[evidence]") {
  const Figure a = of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
  for (const char* wkt :
       {"POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))", "POLYGON ((10 10, 20 10, 20 20, 10 10))",
        "POLYGON ((100 100, 110 100, 110 110, 100 100))", "POLYGON EMPTY"}) {
    const Drawing d = draw_intersection(a, of(wkt));
    CHECK(d.shape.empty());
    CHECK(d.area.value == 0);
    CHECK(d.fault == "");
    CHECK(draw_difference(a, of(wkt)).area.value == 100);
  }
  const Drawing none = draw_union({});
  CHECK(none.shape.empty());
  CHECK(none.fault == "");
}

TEST_CASE("lines and points", "[evidence]") {
  const Figure square = of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
  const Drawing line = draw_intersection(of("LINESTRING (-5 5, 15 5)"), square);
  REQUIRE(line.shape.lines.size() == 1);
  CHECK(line.shape.polygons.empty());
  CHECK(std::abs(line.shape.lines[0].front().x - line.shape.lines[0].back().x) == 10);
  CHECK(draw_intersection(square, of("LINESTRING (-5 5, 15 5)")).shape.lines.size() == 1);
  CHECK(draw_intersection(of("MULTIPOINT ((5 5), (50 50))"), square).shape.points.size() == 1);
  CHECK(draw_difference(of("MULTIPOINT ((5 5), (50 50))"), square).shape.points.size() == 1);
  CHECK(draw_difference(of("LINESTRING (-5 5, 15 5)"), square).shape.lines.size() == 2);
  const Figure mixed =
      of("GEOMETRYCOLLECTION (POLYGON ((5 5, 15 5, 15 15, 5 15, 5 5)), LINESTRING (0 1, 20 1), POINT (2 2))");
  const Drawing d = draw_intersection(mixed, square);
  CHECK(d.area.value == 25);
  CHECK(d.shape.lines.size() == 1);
  CHECK(d.shape.points.size() == 1);
}

TEST_CASE("invalid input is made valid first", "[evidence]") {
  const Figure bow = of("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))");
  const Drawing d = draw_intersection(bow, of("POLYGON ((-1 -1, 11 -1, 11 11, -1 11, -1 -1))"));
  CHECK(d.fault == "");
  CHECK(d.area.value == Approx(50));
  const Figure twice = of("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((0 0, 10 0, 10 10, 0 10, 0 0)))");
  CHECK(draw_intersection(twice, bow).area.value == Approx(50));
}

TEST_CASE("near-coincident pairs: drawn areas are the measured ones", "[evidence]") {
  const unsigned seed = 1000;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> share(0.3, 1.0), shift(-3, 3);
  int faults = 0, wrong = 0;
  for (int k = 0; k < 400; ++k) {
    Ring ring;
    for (int i = 0; i < 12; ++i) {
      const double r = 200 * share(random), angle = 2 * 3.14159265358979 * i / 12;
      ring.push_back({snap(-150000 + r * std::cos(angle)), snap(3300000 + r * std::sin(angle))});
    }
    Shape sa, sb;
    sa.polygons.push_back({ring, {}});
    Ring other = near_coincident(random, ring, std::pow(10.0, -9 + k % 8));
    for (Point& p : other) p = {snap(p.x), snap(p.y)};
    sb.polygons.push_back({other, {}});
    const Figure a = make_figure(sa), b = make_figure(sb);
    if (excess(b.area_edges()).value > 1e-6) continue;
    const Drawing d = draw_intersection(a, b);
    faults += !d.fault.empty();
    const double measured = overlap_area(a.area_edges(), b.area_edges()).value;
    wrong += std::abs(d.area.value - measured) > kGrid * (perimeter(a) + perimeter(b)) + 1e-6;
  }
  CHECK(faults == 0);
  CHECK(wrong == 0);
}

TEST_CASE("a big polygon is cut before it is drawn and gives the same area", "[evidence]") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> jitter(0.9, 1.0);
  Shape s;
  s.polygons.push_back({});
  for (int i = 0; i < 60000; ++i) {
    const double a = 2 * 3.14159265358979 * i / 60000, r = 50000 * jitter(random);
    s.polygons[0].shell.push_back({snap(r * std::cos(a)), snap(r * std::sin(a))});
  }
  s.polygons[0].holes.push_back({{1000, 1000}, {2000, 1000}, {2000, 2000}, {1000, 2000}});
  const Figure big = make_figure(s);
  for (const char* wkt : {"POLYGON ((46000 0, 51000 0, 51000 300, 46000 300, 46000 0))",
                          "POLYGON ((900 900, 1500 900, 1500 1500, 900 1500, 900 900))",
                          "POLYGON ((-100 -47500, 100 -47500, 0 -44000, -100 -47500))"}) {
    const Figure small = of(wkt);
    const double measured = overlap_area(big.area_edges(), small.area_edges()).value;
    CHECK(measured > 0);
    for (const Drawing& d : {draw_intersection(big, small), draw_intersection(small, big)}) {
      CHECK(d.fault == "");
      CHECK(d.area.value == Approx(measured).margin(1e-2).epsilon(1e-7));
    }
    CHECK(draw_difference(small, big).area.value ==
          Approx(area(small.area_edges()).value - measured).margin(1e-2).epsilon(1e-7));
  }
}

TEST_CASE("what the grid cannot hold is a fault, not an empty drawing", "[evidence]") {
  const Figure square = of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
  for (const double bad : {std::numeric_limits<double>::infinity(), std::nan(""), 1e300}) {
    Shape s;
    s.polygons.push_back({{{0, 0}, {10, 0}, {bad, 10}, {0, 10}}, {}});
    const Figure wild = make_figure(s);
    const Figure* list[] = {&square, &wild};
    for (const Drawing& d :
         {draw_intersection(square, wild), draw_intersection(wild, square), draw_difference(square, wild),
          draw_difference(wild, square), draw_union(list)}) {
      CHECK(d.fault.find("grid") != std::string::npos);
      CHECK(d.shape.empty());
    }
  }
}

TEST_CASE("nothing throws, whatever comes in", "[evidence]") {
  const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<Figure> zoo;
  for (const char* wkt :
       {"POLYGON EMPTY", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "LINESTRING (0 0, 0 0)", "POINT (5 5)",
        "POLYGON ((0 0, 1e300 0, 1e300 1e300, 0 0))", "POLYGON ((0 0, 1e-300 0, 0 1e-300, 0 0))",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (20 20, 30 20, 30 30, 20 20))",
        "POLYGON ((0 0, 10 0, 5 0, 10 0, 0 0))", "MULTIPOINT ((1 1), (1 1))"})
    zoo.push_back(of(wkt));
  for (const double bad : {inf, -inf, nan}) {
    Shape s;
    s.polygons.push_back({{{0, 0}, {10, 0}, {bad, 10}, {0, 10}}, {}});
    s.lines.push_back({{0, bad}, {1, 1}});
    s.points.push_back({bad, bad});
    zoo.push_back(make_figure(s));
  }
  Shape thin;
  thin.polygons.push_back({{{0, 0}, {1, 1}}, {{{0, 0}}}});
  thin.lines.push_back({{0, 0}});
  zoo.push_back(make_figure(thin));
  std::vector<const Figure*> all;
  for (const Figure& a : zoo) {
    all.push_back(&a);
    for (const Figure& b : zoo) {
      CHECK_NOTHROW(draw_intersection(a, b));
      CHECK_NOTHROW(draw_difference(a, b));
    }
    CHECK_NOTHROW(draw_union(all));
  }
}

TEST_CASE("drawings go to lon/lat and back", "[evidence]") {
  const Plane plane = Plane::equal_area();
  Shape s;
  const Point p = plane.from_lonlat({103, 30}), q = plane.from_lonlat({103.1, 30.1}),
              r = plane.from_lonlat({103, 30.1});
  s.polygons.push_back({{p, q, r}, {}});
  s.lines.push_back({p, q});
  s.points.push_back(r);
  const Shape g = to_lonlat(s, plane);
  CHECK(g.polygons[0].shell[1].x == Approx(103.1).epsilon(1e-14));
  CHECK(g.lines[0][0].y == Approx(30).epsilon(1e-14));
  CHECK(g.points[0].y == Approx(30.1).epsilon(1e-14));
  CHECK(to_lonlat(s, Plane::local()).points[0] == r);
}
