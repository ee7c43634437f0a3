// SPDX-License-Identifier: Apache-2.0
//
// Buffers against geodesic points, repairs against what they must move.
#include <geodesic.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "geom/geom.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

constexpr double kPi = 3.14159265358979323846;

LonLat walk(LonLat from, double azimuth, double distance) {
  geod_geodesic g;
  geod_init(&g, 6378137.0, 1 / 298.257222101);
  LonLat out;
  geod_direct(&g, from.lat, from.lon, azimuth, distance, &out.lat, &out.lon, nullptr);
  return out;
}

Figure figure_of(const Shape& lonlat, const Plane& plane) {
  Shape s = lonlat;
  const auto convert = [&](std::vector<Point>& v) {
    for (Point& p : v) {
      const Point q = plane.from_lonlat({p.x, p.y});
      p = {snap(q.x), snap(q.y)};
    }
  };
  for (Polygon& p : s.polygons) {
    convert(p.shell);
    for (Ring& h : p.holes) convert(h);
  }
  for (Path& l : s.lines) convert(l);
  convert(s.points);
  return make_figure(s);
}

Ring star(std::mt19937& random, LonLat centre, double radius_m, int n) {
  std::uniform_real_distribution<double> share(0.6, 1.0);
  Ring ring;
  for (int i = 0; i < n; ++i) {
    const LonLat g = walk(centre, -360.0 * i / n, radius_m * share(random));
    ring.push_back({g.lon, g.lat});
  }
  return ring;
}

// Points within the distance of the figure must be in the cover; points beyond `wide` times the distance must
// not.
void check_cover(const Figure& figure, double distance, double wide, const Plane& plane, std::mt19937& random,
                 BufferKind kind = BufferKind::cover) {
  const Figure cover = buffer(figure, Metres(distance), plane, kind);
  REQUIRE(cover.has_area());
  std::uniform_real_distribution<double> turn(0, 360), share(0, 1);
  std::vector<Point> on;  // points of the figure
  for (const Edge& e : figure.edges)
    for (int k = 0; k < 6; ++k) {
      const double t = k == 0 ? 0.0 : share(random);
      on.push_back({e.x0 + t * (e.x1 - e.x0), e.y0 + t * (e.y1 - e.y0)});
    }
  for (const Point p : figure.shape.points) on.insert(on.end(), 40, p);
  int misses = 0, beyond = 0;
  for (const Point p : on)
    for (int k = 0; k < 8; ++k) {
      const LonLat out = walk(plane.to_lonlat(p), turn(random), distance);
      misses += locate(plane.from_lonlat(out), cover.area_edges()) == Side::outside;
    }
  Shape rim_point;
  rim_point.points.resize(1);
  for (const Edge& e : cover.edges) {
    rim_point.points[0] = {e.x0, e.y0};
    const auto n = nearest(figure, make_figure(rim_point), plane, Metres(1e6));
    REQUIRE(n);
    beyond += n->distance.value > distance * wide + 1e-4;
    misses += n->distance.value < distance;
  }
  CHECK(misses == 0);
  CHECK(beyond == 0);
}

}  // namespace

TEST_CASE("a cover holds every geodesic point and is at most 0.5 % wider", "[buffer]") {
  const unsigned seed = 5;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (const Plane& plane : {Plane::equal_area(), Plane::planar(Crs::parse("EPSG:4543"))})
    for (const double distance : {3.0, 500.0, 5000.0})
      for (const LonLat centre : {LonLat{103, 30}, {102.3, 33.5}, {101.9, 19}}) {
        INFO(plane.description() << ", " << distance << " m, lat " << centre.lat);
        Shape convex;  // a convex ring of 20 km; notches are another test
        convex.polygons.push_back({});
        for (int i = 0; i < 24; ++i) {
          const LonLat g = walk(centre, -15.0 * i, 10000);
          convex.polygons[0].shell.push_back({g.lon, g.lat});
        }
        check_cover(figure_of(convex, plane), distance, 1.005, plane, random);
        Shape line;
        line.lines.push_back({{centre.lon, centre.lat}, {centre.lon + 0.1, centre.lat + 0.08}});
        check_cover(figure_of(line, plane), distance, 1.005, plane, random);
        Shape point;
        point.points.push_back({centre.lon, centre.lat});
        check_cover(figure_of(point, plane), distance, 1.005, plane, random);
      }
}

TEST_CASE("a cover of jagged rings is never too small, and fills notches by at most 1 %", "[buffer]") {
  const unsigned seed = 6;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const Plane plane = Plane::equal_area();
  for (const double distance : {30.0, 1000.0, 5000.0})
    for (const int n : {12, 200}) {
      Shape s;
      s.polygons.push_back({star(random, {103, 30}, 8000, n), {}});
      s.points.push_back({103.3, 30.2});
      check_cover(figure_of(s, plane), distance, 1.0125, plane, random);
    }
}

TEST_CASE("the cover of tens of thousands of edges side by side is drawn in seconds, and holds the round one",
          "[buffer]") {
  const unsigned seed = 20261128;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Plane plane = Plane::equal_area();
  constexpr int kTeeth = 30000;
  Shape s;
  s.polygons.push_back({{{103, 30}}, {}});
  for (int i = kTeeth; i >= 0; --i)
    s.polygons[0].shell.push_back({103 + 0.001 * i / kTeeth, i % 2 ? 30.001 : 30.0005});
  s.polygons[0].shell.push_back({103, 29.9995});
  s.lines.push_back({{103.01, 30}, {103.02, 30.01}});
  s.points.push_back({103.03, 30});
  const Figure figure = figure_of(s, plane);
  for (const double distance : {1.0, 15.0, 1000.0}) {
    const Figure cover = buffer(figure, Metres(distance), plane, BufferKind::cover);
    std::uniform_real_distribution<double> turn(0, 360), share(0, 1);
    int misses = 0;
    for (std::size_t i = 0; i < figure.edges.size(); i += 7) {
      const Edge& e = figure.edges[i];
      const double t = share(random);
      const LonLat out =
          walk(plane.to_lonlat({e.x0 + t * (e.x1 - e.x0), e.y0 + t * (e.y1 - e.y0)}), turn(random), distance);
      misses += locate(plane.from_lonlat(out), cover.area_edges()) == Side::outside;
    }
    for (int i = 0; i < 100; ++i) {
      const LonLat out = walk({103.03, 30}, turn(random), distance);
      misses += locate(plane.from_lonlat(out), cover.area_edges()) == Side::outside;
    }
    CHECK(misses == 0);
    // Wider by no more than the boxes: the figure is 111 m high, the line runs over a kilometre.
    const Box wide = figure.box.grown(1.2 * distance + 150, 1.2 * distance + 150);
    CHECK(cover.box.min_x >= wide.min_x);
    CHECK(cover.box.max_x <= wide.max_x);
    CHECK(cover.box.min_y >= wide.min_y);
    CHECK(cover.box.max_y <= wide.max_y);
  }
}

TEST_CASE("a cover with corners is never too small, keeps right angles, and goes no farther than the mitre",
          "[buffer]") {
  const unsigned seed = 20261126;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Plane plane = Plane::equal_area();
  for (const double distance : {0.01, 5.0, 300.0}) {
    Shape s;
    s.polygons.push_back({star(random, {103, 30}, 2000, 24), {}});
    check_cover(figure_of(s, plane), distance, 5.1, plane, random, BufferKind::corners);
  }
  Shape square;
  square.polygons.push_back({{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, {}});
  const Figure grown = buffer(make_figure(square), Metres(1), Plane::local(), BufferKind::corners);
  CHECK(grown.shape.polygons.at(0).shell.size() == 4);
}

TEST_CASE("a best buffer is a circle of 64 segments", "[buffer]") {
  const Plane plane = Plane::equal_area();
  Shape s;
  s.points.push_back({103, 30});
  const Figure f = figure_of(s, plane);
  const Figure circle = buffer(f, Metres(100), plane, BufferKind::best);
  CHECK(circle.shape.polygons.size() == 1);
  CHECK(circle.shape.polygons[0].shell.size() == 64);
  const double expected = 64 / 2.0 * 100 * 100 * std::sin(2 * kPi / 64);
  CHECK(area(circle.area_edges()).value == Approx(expected).epsilon(1e-5));
  for (const Point p : circle.shape.polygons[0].shell)
    CHECK(geodesic_distance({103, 30}, plane.to_lonlat(p)).value == Approx(100).margin(0.002));
  Shape road;
  road.lines.push_back({{103, 30}, {103.01, 30}});
  const Figure strip = buffer(figure_of(road, plane), Metres(15), plane, BufferKind::best);
  const double length_m = geodesic_distance({103, 30}, {103.01, 30}).value;
  CHECK(area(strip.area_edges()).value ==
        Approx(30 * length_m + 64 / 2.0 * 225 * std::sin(2 * kPi / 64)).epsilon(1e-4));
}

TEST_CASE("buffers of nothing and by nothing", "[buffer]") {
  const Plane plane = Plane::local();
  CHECK_FALSE(buffer(make_figure({}), Metres(5), plane, BufferKind::cover).has_area());
  const Figure square = make_figure(*from_wkt("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"));
  CHECK(area(buffer(square, Metres(0), plane, BufferKind::cover).area_edges()).value == 100);
  CHECK(area(buffer(square, Metres(-3), plane, BufferKind::best).area_edges()).value == 100);
  // A bow-tie keeps both its lobes.
  const Figure bow = make_figure(*from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"));
  const Figure around = buffer(bow, Metres(1), plane, BufferKind::cover);
  for (const Point p : {Point{1, 5}, {9, 5}, {-0.9, 5}, {5, 5.9}})
    CHECK(locate(p, around.area_edges()) == Side::inside);
}

TEST_CASE("valid figures and harmless oddities are left alone", "[repair]") {
  const Plane plane = Plane::local();
  for (
      const char* wkt :
      {"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
       "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 2, 4 2, 4 4, 0 4, 0 2))",  // hole along the shell: area-valid
       "MULTIPOLYGON (((0 0, 5 0, 5 5, 0 5, 0 0)), ((5 0, 9 0, 9 5, 5 5, 5 0)))",  // parts share an edge
       "LINESTRING (0 0, 1 1)", "POINT (1 1)", "POLYGON EMPTY"}) {
    Figure f = make_figure(*from_wkt(wkt));
    const std::string before = to_wkt(f.shape);
    const Repair r = repair(f, plane);
    INFO(wkt);
    CHECK_FALSE(r.changed);
    CHECK(r.usable);
    CHECK(r.method == "");
    CHECK(to_wkt(f.shape) == before);
  }
}

TEST_CASE("a bow-tie keeps both lobes and says where it crossed", "[repair]") {
  Figure f = make_figure(*from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"));
  for (Edge& e : f.edges) e.deviation = 0.25f;
  f.max_deviation = 0.25f;
  const Repair r = repair(f, Plane::local());
  CHECK(r.changed);
  CHECK(r.usable);
  CHECK(r.method == "structure");
  CHECK(r.reason == "Self-intersection at 5, 5");
  CHECK(area(f.area_edges()).value == Approx(50));
  CHECK(std::abs(excess(f.area_edges()).value) < 1e-9);
  CHECK(r.moved.value == Approx(0).margin(1e-9));
  CHECK(f.max_deviation == 0.25f);
  for (const Edge& e : f.edges) CHECK(e.deviation == 0.25f);
}

TEST_CASE("the place of a fault is told in lon/lat", "[repair]") {
  const Plane plane = Plane::equal_area();
  Shape s;
  s.polygons.push_back({{{102.6, 29.2}, {102.7, 29.3}, {102.7, 29.2}, {102.6, 29.3}}, {}});
  Figure f = figure_of(s, plane);
  const Repair r = repair(f, plane);
  CHECK(r.reason.find("Self-intersection at 102.65") == 0);
  CHECK(r.usable);
  const double expected = excess(f.area_edges()).bound + 0.5;
  CHECK(std::abs(r.moved.value) < expected);
  for (const Point p : f.shape.polygons[0].shell) {
    CHECK(p.x == snap(p.x));
    CHECK(p.y == snap(p.y));
  }
}

TEST_CASE("doubled parts, misplaced holes, overlapping parts", "[repair]") {
  const Plane plane = Plane::local();
  struct Case {
    const char* wkt;
    double area, moved;
  };
  for (const Case c :
       {Case{"MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((0 0, 10 0, 10 10, 0 10, 0 0)))", 100, 0},
        Case{"MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 0, 15 0, 15 10, 5 10, 5 0)))", 150, 0},
        // A hole outside its shell: its winding number is -1 there, which is not zero, and
        // GEOS makes it a part.
        Case{"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (20 0, 25 0, 25 5, 20 5, 20 0))", 125, 0},
        // The same hole twice digs below zero: both read as one hole.
        Case{"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2), (2 2, 4 2, 4 4, 2 4, 2 2))",
             96, 4}}) {
    INFO(c.wkt);
    Figure f = make_figure(*from_wkt(c.wkt));
    const Repair r = repair(f, plane);
    CHECK(r.changed);
    CHECK(r.usable);
    CHECK(r.reason != "");
    CHECK(area(f.area_edges()).value == Approx(c.area));
    CHECK(r.moved.value == Approx(c.moved).margin(1e-9));
  }
}

TEST_CASE("rings without area are not usable, unless something else is left", "[repair]") {
  const Plane plane = Plane::local();
  Figure flat = make_figure(*from_wkt("POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0))"));
  Repair r = repair(flat, plane);
  CHECK_FALSE(r.usable);
  CHECK(r.reason != "");
  Figure mixed =
      make_figure(*from_wkt("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0)), POINT (3 3))"));
  r = repair(mixed, plane);
  CHECK(r.usable);
  CHECK(mixed.shape.points.size() == 1);
}

namespace {

std::string doubt_of(const char* wkt) {
  Figure f = make_figure(*from_wkt(wkt));
  return repair(f, Plane::local()).doubt;
}

}  // namespace

TEST_CASE("a loop that crosses is measured by itself, however long the rings beside it are", "[repair]") {
  const std::string bow = "0 0, 30 30, 30 0, 0 30, 0 0";
  CHECK(doubt_of(("POLYGON ((" + bow + "))").c_str()) != "");
  // A road of 20 km beside it, as a part of its own and in the same ring.
  CHECK(doubt_of(("MULTIPOLYGON (((" + bow + ")), ((100 100, 10100 100, 10100 104, 100 104, 100 100)))")
                     .c_str()) != "");
  CHECK(doubt_of("POLYGON ((0 0, 30 30, 30 0, 0 30, -10000 30, -10000 0, 0 0))") != "");
  // Less than 1 m2, and a strip of less than 0.1 m along its border.
  CHECK(doubt_of("POLYGON ((0 0, 0.9 0.9, 0.9 0, 0 0.9, 0 0))") == "");
  CHECK(doubt_of("POLYGON ((0 0, 100 0, 100 50, 50 50.05, 0 50, 100 49.9, 100 100, 0 100, 0 0))") == "");
}

TEST_CASE("rings that go round their ground twice, or lie on one another, hide nothing", "[repair]") {
  CHECK(doubt_of("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0, 9 0, 9 9, 0 9, 0 0))") == "");
  CHECK(doubt_of("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((5 0, 15 0, 15 9, 5 9, 5 0)))") == "");
  // A hole across its shell does: what of it lies outside may have been meant as ground.
  CHECK(doubt_of("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (5 2, 15 2, 15 6, 5 6, 5 2))") != "");
}

TEST_CASE("a corner to which an outline goes straight out and back is told", "[repair]") {
  CHECK(doubt_of("POLYGON ((0 0, 9 0, 1300 400, 9 0, 9 9, 0 9, 0 0))")
            .find("(Spike at 1300, 400): it goes 1351") != std::string::npos);
  CHECK(doubt_of("POLYGON ((0 0, 9 0, 39 0, 9 0, 9 9, 0 9, 0 0))") != "");
  CHECK(doubt_of("POLYGON ((0 0, 9 0, 13 0, 9 0, 9 9, 0 9, 0 0))") == "");  // 4 m: a slip
  // Rings beside others that are nothing but out and back; those of one place hide nothing.
  const std::string square = "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ";
  CHECK(doubt_of((square + "((50 0, 950 0, 50 0, 50 0)))").c_str()) != "");
  CHECK(doubt_of((square + "((50 0, 500 0, 950 0, 50 0)))").c_str()) != "");
  CHECK(doubt_of((square + "((50 0, 53 0, 50 0, 50 0)))").c_str()) == "");
  CHECK(doubt_of((square + "((50 0, 50 0, 50 0, 50 0)))").c_str()) == "");
  // A bridge to a hole comes back another way round.
  CHECK(
      doubt_of("POLYGON ((0 0, 90 0, 90 90, 40 90, 40 60, 60 60, 60 40, 40 40, 40 60, 40 90, 0 90, 0 0))") ==
      "");
}
