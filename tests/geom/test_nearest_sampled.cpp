// SPDX-License-Identifier: Apache-2.0
//
// Nearest distances against brute force that shares nothing with the code: the plane's inverse of national.h, PROJ's geod_inverse, and points all along
// every pair of edges, sampled closer and closer around the best of them. Figures of every type, from 1 m to 100 km apart.
#include <geodesic.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "national.h"
#include "random_shapes.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

double geodesic(Point p, Point q) {
  static const geod_geodesic earth = [] {
    geod_geodesic g;
    geod_init(&g, national::kA, national::kF);
    return g;
  }();
  const LonLat a = national::plane_lonlat(p.x, p.y), b = national::plane_lonlat(q.x, q.y);
  double metres = 0;
  geod_inverse(&earth, a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
  return metres;
}

struct Segment {
  Point p, q;
  Point at(double t) const { return {p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t}; }
  double length() const { return std::hypot(q.x - p.x, q.y - p.y); }
};
std::vector<Segment> segments(const Shape& shape) {
  std::vector<Segment> out;
  for (const Polygon& polygon : shape.polygons)
    for (std::size_t i = 0; i < polygon.shell.size(); ++i)
      out.push_back({polygon.shell[i], polygon.shell[(i + 1) % polygon.shell.size()]});
  for (const Path& line : shape.lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) out.push_back({line[i], line[i + 1]});
  for (const Point p : shape.points) out.push_back({p, p});
  return out;
}

// Eleven by eleven points, then the same around the best one, to a micrometre.
double closest(const Segment& e, const Segment& f) {
  double s = 0.5, t = 0.5, half = 0.5, best = geodesic(e.at(s), f.at(t));
  for (; half * (e.length() + f.length()) > 1e-6; half *= 0.35) {
    const double s0 = s, t0 = t;
    for (int i = -5; i <= 5; ++i)
      for (int j = -5; j <= 5; ++j) {
        const double u = std::clamp(s0 + half * i / 5, 0.0, 1.0), v = std::clamp(t0 + half * j / 5, 0.0, 1.0);
        const double d = geodesic(e.at(u), f.at(v));
        if (d < best) best = d, s = u, t = v;
      }
  }
  return best;
}

double brute_force(const Shape& a, const Shape& b) {
  double best = 1e300;
  for (const Segment& e : segments(a))
    for (const Segment& f : segments(b)) {
      // Scales of the plane are within a tenth of 1 here: no pair is passed over that could be nearer.
      const double least = geodesic(e.at(0.5), f.at(0.5)) - 0.6 * (e.length() + f.length());
      if (least < best) best = std::min(best, closest(e, f));
    }
  return best;
}

// A polygon, a line or a point about a place in the plane.
Shape shape_at(random::Source& random, Point centre, double radius, int type) {
  Ring ring = random::star(random, centre, radius, 4 + random.below(4));
  for (Point& p : ring) p = {snap(p.x), snap(p.y)};
  Shape shape;
  if (type == 0) shape.polygons.push_back({ring, {}});
  if (type == 1) shape.lines.push_back(ring);
  if (type == 2) shape.points.push_back(ring[0]);
  return shape;
}

}  // namespace

TEST_CASE("nearest distances of all types up to 100 km are those of brute force to 1 mm", "[nearest]") {
  random::Source random(303);
  CAPTURE(random::seed());
  const Plane plane = Plane::equal_area();
  const Point home = plane.from_lonlat({103, 30});
  double worst = 0;
  int met = 0;
  for (double gap = 1; gap < 100001; gap *= std::pow(10, 0.5))
    for (int types = 0; types < 9; ++types) {
      const double ra = std::pow(10, random.between(0.5, 4)), rb = std::pow(10, random.between(0.5, 4));
      const double angle = random.between(0, 6.283185), far = 0.8 * (ra + rb) + gap;
      const Shape a = shape_at(random, home, ra, types / 3);
      const Shape b =
          shape_at(random, {home.x + far * std::cos(angle), home.y + far * std::sin(angle)}, rb, types % 3);
      const auto found = nearest(make_figure(a), make_figure(b), plane, Metres(2e5));
      REQUIRE(found);
      if (found->distance.value == 0) {
        ++met;
        continue;
      }
      const double expected = brute_force(a, b);
      CAPTURE(gap, types, to_wkt(a), to_wkt(b), found->distance.value, expected);
      CHECK(std::abs(found->distance.value - expected) < 1e-3);
      CHECK_FALSE(nearest(make_figure(a), make_figure(b), plane, Metres(expected - 1e-3)));
      worst = std::max(worst, std::abs(found->distance.value - expected));
    }
  CHECK(met < 20);
  WARN("worst difference " << worst << " m; " << met << " pairs met");
}
