// SPDX-License-Identifier: Apache-2.0
//
// Distances against GeographicLib's values, against dense sampling, and against themselves.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "geom/geom.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

constexpr double kPi = 3.14159265358979323846;
const Metres kFar(1e7);

std::vector<Point> in_plane(const std::vector<LonLat>& list, const Plane& plane) {
  std::vector<Point> out;
  for (const LonLat g : list) {
    const Point p = plane.from_lonlat(g);
    out.push_back({snap(p.x), snap(p.y)});
  }
  return out;
}
Figure polygon(const std::vector<LonLat>& ring, const Plane& plane) {
  Shape s;
  s.polygons.push_back({in_plane(ring, plane), {}});
  return make_figure(s);
}
Figure line(const std::vector<LonLat>& path, const Plane& plane) {
  Shape s;
  s.lines.push_back(in_plane(path, plane));
  return make_figure(s);
}
Figure point(LonLat g, const Plane& plane) {
  Shape s;
  s.points = in_plane({g}, plane);
  return make_figure(s);
}
Figure local(const char* wkt) { return make_figure(*from_wkt(wkt)); }

std::vector<LonLat> star(std::mt19937& random, LonLat centre, double radius_m, int n) {
  std::uniform_real_distribution<double> share(0.5, 1.0);
  std::vector<LonLat> ring;
  for (int i = 0; i < n; ++i) {
    const double r = radius_m * share(random) / 111000.0, angle = 2 * kPi * i / n;
    ring.push_back({centre.lon + r * std::cos(angle) / std::cos(centre.lat * kPi / 180),
                    centre.lat + r * std::sin(angle)});
  }
  return ring;
}

Point along(const Edge& e, double t) { return {e.x0 + t * (e.x1 - e.x0), e.y0 + t * (e.y1 - e.y0)}; }

// Oracle: for every pair of edges a grid of points, then the window around the best one is narrowed again and
// again.
double sampled_distance(const Edge& e, const Edge& f, const Plane& plane) {
  double cs = 0.5, ct = 0.5, half = 0.5, best = 1e300;
  while (half > 1e-7) {
    double bs = cs, bt = ct;
    for (int i = -6; i <= 6; ++i)
      for (int j = -6; j <= 6; ++j) {
        const double s = std::clamp(cs + half * i / 6, 0.0, 1.0), t = std::clamp(ct + half * j / 6, 0.0, 1.0);
        const double d = geodesic_distance(plane.to_lonlat(along(e, s)), plane.to_lonlat(along(f, t))).value;
        if (d < best) {
          best = d;
          bs = s;
          bt = t;
        }
      }
    cs = bs;
    ct = bt;
    half *= 0.4;
  }
  return best;
}
double sampled_distance(const Figure& a, const Figure& b, const Plane& plane) {
  double best = 1e300;
  for (const Edge& e : a.edges)
    for (const Edge& f : b.edges) {
      const double rough =
          geodesic_distance(plane.to_lonlat(along(e, 0.5)), plane.to_lonlat(along(f, 0.5))).value;
      const double reach = std::hypot(e.x1 - e.x0, e.y1 - e.y0) + std::hypot(f.x1 - f.x0, f.y1 - f.y0);
      if (rough - reach < best) best = std::min(best, sampled_distance(e, f, plane));
    }
  return best;
}

}  // namespace

TEST_CASE("geodesic distances are GeographicLib's", "[nearest]") {
  // GeodSolve -e 6378137 1/298.257222101 -i -p 6 <<< "lat lon lat lon"
  CHECK(geodesic_distance({105, 0}, {105, 1}).value ==
        Approx(110574.388554).margin(2e-6));  // 110.574 km: one degree at the equator
  CHECK(geodesic_distance({103, 29}, {103, 30}).value == Approx(110844.074055).margin(2e-6));
  CHECK(geodesic_distance({103, 30}, {104, 30}).value == Approx(96485.974084).margin(2e-6));
  CHECK(geodesic_distance({103, 30}, {103.7, 30.5}).value == Approx(87241.086768).margin(2e-6));
  CHECK(geodesic_distance({103, 30}, {103, 30}).value == 0);
}

TEST_CASE("two points: distance, bearing and limit", "[nearest]") {
  for (const Plane& plane : {Plane::equal_area(), Plane::planar(Crs::parse("EPSG:4543"))}) {
    const Figure a = point({102.5, 29.5}, plane), b = point({103.4, 29.95}, plane);
    const auto n = nearest(a, b, plane, kFar);
    REQUIRE(n);
    CHECK(n->distance.value ==
          Approx(100350.852367).margin(1e-5));  // GeodSolve as above: 59.97120629486 100350.852367
    CHECK(n->bearing.value == Approx(59.97120629486).margin(1e-8));
    CHECK(n->deviation == 0);
    CHECK_FALSE(n->same_edge);
    CHECK(nearest(b, a, plane, kFar)->bearing.value == Approx(60.41747057243 + 180).margin(1e-8));
    CHECK(nearest(a, b, plane, Metres(100350.853)));
    CHECK_FALSE(nearest(a, b, plane, Metres(100350.852)));
    CHECK_FALSE(nearest(a, b, plane, Metres(1000)));
    CHECK_FALSE(nearest(a, make_figure({}), plane, kFar));
    CHECK(nearest(a, a, plane, Metres(0))->distance.value == 0);
    CHECK(nearest(a, b, plane, Metres(std::numeric_limits<double>::infinity()))->distance.value ==
          n->distance.value);
  }
}

TEST_CASE("figures at every distance, against sampling", "[nearest]") {
  const unsigned seed = 1913;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> angle(0, 2 * kPi);
  const Plane equal_area = Plane::equal_area(), planar = Plane::planar(Crs::parse("EPSG:4543"));
  double worst = 0;
  for (const double radius : {20.0, 1500.0, 25000.0})
    for (const double gap : {1.0, 300.0, 8000.0, 70000.0})
      for (int k = 0; k < 3; ++k) {
        const double turn = angle(random), way = (2.2 * radius + gap) / 111000.0;
        const LonLat ca{102.5, 29.5},
            cb{ca.lon + way * std::cos(turn) / std::cos(29.5 * kPi / 180), ca.lat + way * std::sin(turn)};
        const std::vector<LonLat> ra = star(random, ca, radius, 5), rb = star(random, cb, radius, 5);
        const Plane& plane = k == 2 ? planar : equal_area;
        const Figure a = polygon(ra, plane), b = polygon(rb, plane);
        const auto n = nearest(a, b, plane, kFar), m = nearest(b, a, plane, kFar);
        REQUIRE(n);
        REQUIRE(m);
        const double expected = sampled_distance(a, b, plane);
        INFO("radius " << radius << " gap " << gap << " turn " << turn << " found " << n->distance.value
                       << " expected " << expected);
        CHECK(n->distance.value == Approx(expected).margin(1e-3));
        CHECK(m->distance.value == Approx(n->distance.value).margin(1e-5));
        CHECK(geodesic_distance(plane.to_lonlat(n->on_a), plane.to_lonlat(n->on_b)).value ==
              Approx(n->distance.value).margin(1e-6));
        worst = std::max(worst, std::abs(n->distance.value - expected));
        CHECK_FALSE(nearest(a, b, plane, Metres(n->distance.value * 0.999)));
        CHECK(nearest(a, b, plane, Metres(n->distance.value + 1e-5))->distance.value ==
              Approx(n->distance.value).margin(1e-5));
      }
  INFO("worst " << worst);
  CHECK(worst < 1e-3);
}

TEST_CASE("foot on a long parallel edge far away", "[nearest]") {
  // The edge is a parallel (straight in the plane); the point lies on its middle meridian, so the foot is
  // close to that meridian but the geodesic meets the parallel there at a right angle: the distance is the
  // meridian arc. Values: GeodSolve as above.
  const Plane plane = Plane::equal_area();
  const auto n = nearest(point({103, 29}, plane), line({{102, 30}, {104, 30}}, plane), plane, kFar);
  REQUIRE(n);
  CHECK(n->distance.value == Approx(110844.074055).margin(1e-4));
  CHECK(plane.to_lonlat(n->on_b).lon == Approx(103).margin(1e-6));
  CHECK(std::min(n->bearing.value, 360 - n->bearing.value) == Approx(0).margin(1e-4));
}

TEST_CASE("inside, crossing and touching are zero", "[nearest]") {
  const Plane plane = Plane::equal_area();
  const Figure square = polygon({{103, 30}, {103.1, 30}, {103.1, 30.1}, {103, 30.1}}, plane);
  for (const Figure& f : {point({103.05, 30.05}, plane), line({{103.02, 30.02}, {103.03, 30.03}}, plane),
                          polygon({{103.02, 30.02}, {103.03, 30.02}, {103.03, 30.03}}, plane),
                          line({{102.9, 30.05}, {103.2, 30.05}}, plane),
                          polygon({{102, 29}, {104, 29}, {104, 31}, {102, 31}}, plane),
                          polygon({{103.1, 30}, {103.2, 30}, {103.2, 30.1}, {103.1, 30.1}}, plane),
                          point({103.1, 30.1}, plane)}) {
    for (const auto& n : {nearest(square, f, plane, Metres(0)), nearest(f, square, plane, Metres(10))}) {
      REQUIRE(n);
      CHECK(n->distance.value == 0);
      CHECK(n->bearing.value == 0);
    }
  }
}

TEST_CASE("a hole is outside", "[nearest]") {
  const Plane plane = Plane::equal_area();
  Shape s;
  s.polygons.push_back(
      {in_plane({{103, 30}, {103.1, 30}, {103.1, 30.1}, {103, 30.1}}, plane),
       {in_plane({{103.04, 30.04}, {103.06, 30.04}, {103.06, 30.06}, {103.04, 30.06}}, plane)}});
  const auto n = nearest(make_figure(s), point({103.05, 30.041}, plane), plane, kFar);
  REQUIRE(n);
  CHECK(n->distance.value == Approx(geodesic_distance({103.05, 30.041}, {103.05, 30.04}).value).margin(1e-4));
  CHECK(n->bearing.value == Approx(0).margin(1e-6));
}

TEST_CASE("local planes measure in the plane", "[nearest]") {
  const Plane plane = Plane::local();
  const auto d = [&](const char* a, const char* b) {
    return nearest(local(a), local(b), plane, kFar)->distance.value;
  };
  CHECK(d("POINT (10 10)", "POINT (10 0)") == 10);
  CHECK(d("POINT (0 0)", "LINESTRING (3 -4, 3 4)") == 3);
  CHECK(d("LINESTRING (0 0, 0 10)", "LINESTRING (1 20, 1 5)") == 1);
  CHECK(d("LINESTRING (0 0, 10 10)", "LINESTRING (0 10, 10 0)") == 0);
  CHECK(d("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POINT (5 5)") == 0);
  CHECK(d("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POINT (13 14)") == 5);
  CHECK(d("MULTIPOINT ((100 100), (0 1))", "LINESTRING (-5 0, 5 0)") == 1);
  const auto n = nearest(local("POINT (0 0)"), local("POINT (-3 0)"), plane, kFar);
  CHECK(n->bearing.value == 270);
  CHECK_FALSE(nearest(local("POINT (0 0)"), local("POINT (3 0)"), plane, Metres(2.9)));
  // What has collapsed still lies somewhere.
  CHECK(d("LINESTRING (5 0, 5 0)", "POINT (1 0)") == 4);
  CHECK(d("POLYGON ((5 -5, 5 5, 5 -5))", "POINT (1 0)") == 4);
  CHECK(d("POINT (1 0)", "POLYGON ((5 5, 5 5, 5 5, 5 5))") == Approx(std::sqrt(41.0)));
}

TEST_CASE("identical boundaries of 50,000 edges meet in shared edges", "[nearest]") {
  const Plane plane = Plane::equal_area();
  std::vector<LonLat> ring;
  for (int i = 0; i < 50000; ++i) {
    const double a = 2 * kPi * i / 50000, r = 0.4 + 0.05 * std::sin(40 * a) + 0.00002 * (i % 3);
    ring.push_back({103 + r * std::cos(a), 30 + r * std::sin(a)});
  }
  const Figure a = polygon(ring, plane), b = line(ring, plane);
  const auto n = nearest(a, b, plane, kFar);
  REQUIRE(n);
  CHECK(n->distance.value == 0);
  CHECK(n->same_edge);
}

TEST_CASE("planes agree where edges are short", "[nearest]") {
  const unsigned seed = 77;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const Plane e = Plane::equal_area(), p = Plane::planar(Crs::parse("EPSG:4544"));
  for (int k = 0; k < 20; ++k) {
    const auto ra = star(random, {103, 30}, 40, 6),
               rb = star(random, {103.002 + 0.01 * k, 30.001 + 0.02 * k}, 40, 7);
    CHECK(nearest(polygon(ra, e), polygon(rb, e), e, kFar)->distance.value ==
          Approx(nearest(polygon(ra, p), polygon(rb, p), p, kFar)->distance.value).margin(1e-3));
  }
}

TEST_CASE("a big layer against a project: the minimum over its pieces, in time", "[nearest]") {
  const Plane plane = Plane::equal_area();
  const unsigned seed = 150;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> jitter(0.95, 1.0);
  std::vector<LonLat> ring;
  for (int i = 0; i < 150000; ++i) {
    const double a = 2 * kPi * i / 150000, r = 0.5 * jitter(random);
    ring.push_back({103 + r * std::cos(a), 30 + r * std::sin(a)});
  }
  const Figure big = polygon(ring, plane);
  for (const LonLat centre : {LonLat{103.52, 30.05}, {104.3, 30.9}, {102.9, 29.3}}) {
    const Figure small = polygon(star(random, centre, 800, 100), plane);
    const auto start = std::chrono::steady_clock::now();
    const auto n = nearest(small, big, plane, kFar);
    const double ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    REQUIRE(n);
    double best = 1e300;
    for (std::size_t i = 0; i < ring.size(); i += 500) {
      std::vector<LonLat> piece;
      for (std::size_t k = i; k <= i + 500; ++k) piece.push_back(ring[k % ring.size()]);
      best = std::min(best, nearest(small, line(piece, plane), plane, kFar)->distance.value);
    }
    UNSCOPED_INFO("150,000 x 100 edges: " << ms << " ms, " << n->distance.value << " m");
    CHECK(n->distance.value == Approx(best).margin(1e-6));
    CHECK(ms < 2000);  // some 10 ms; the limit only catches a lost index
  }
}

TEST_CASE("copied boundaries share edges; a vertex in the middle of a long edge does not",
          "[nearest][deviation]") {
  const Plane plane = Plane::local();
  const auto with = [](const char* wkt, float deviation) {
    Figure f = local(wkt);
    for (Edge& e : f.edges) e.deviation = deviation;
    f.max_deviation = deviation;
    return f;
  };
  const Figure a = with("POLYGON ((0 0, 5000 0, 5000 5000, 0 5000, 0 0))", 0.3f);
  const auto copied =
      nearest(a, with("POLYGON ((5000 0, 9000 0, 9000 5000, 5000 5000, 5000 0))", 0.2f), plane, kFar);
  CHECK(copied->distance.value == 0);
  CHECK(copied->same_edge);
  const auto middle = nearest(
      a, with("POLYGON ((5000 1000, 9000 1000, 9000 4000, 5000 4000, 5000 1000))", 0.2f), plane, kFar);
  CHECK(middle->distance.value == 0);
  CHECK_FALSE(middle->same_edge);
  CHECK(middle->deviation == 0.3f);
  const auto corner = nearest(
      a, with("POLYGON ((5000 5000, 9000 5000, 9000 9000, 5000 9000, 5000 5000))", 0.2f), plane, kFar);
  CHECK(corner->distance.value == 0);
  CHECK_FALSE(corner->same_edge);
  const auto near = nearest(
      a, with("POLYGON ((5000.1 1000, 9000 1000, 9000 4000, 5000.1 4000, 5000.1 1000))", 0.4f), plane, kFar);
  CHECK(near->distance.value == Approx(0.1));
  CHECK(near->deviation == 0.4f);
}
