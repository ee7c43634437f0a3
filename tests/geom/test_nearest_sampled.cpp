// SPDX-License-Identifier: Apache-2.0
//
// Nearest distances against brute force that shares nothing with the code: the plane's inverse of national.h, PROJ's geod_inverse, and points along
// every pair of edges, sampled and narrowed down by golden section. Figures of every type, from 1 m to 100 km apart.
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

// Least value of f on [0, 1]: 17 samples, then golden section around the best one, to `tolerance` of the parameter.
template <class F>
double least(F f, double tolerance) {
  constexpr double kGolden = 0.6180339887498949;
  int best = 0;
  double value = f(0);
  for (int i = 1; i <= 16; ++i)
    if (const double v = f(i / 16.0); v < value) value = v, best = i;
  double low = std::max(0.0, (best - 1) / 16.0), high = std::min(1.0, (best + 1) / 16.0);
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low), fa = f(a), fb = f(b);
  while (high - low > tolerance) {
    if (fa < fb) {
      high = b, b = a, fb = fa, a = high - kGolden * (high - low), fa = f(a);
    } else {
      low = a, a = b, fa = fb, b = low + kGolden * (high - low), fb = f(b);
    }
  }
  return std::min({value, fa, fb, f(low), f(high)});
}

// Along e, and for every place of it along f: to some tenth of a millimetre.
double closest(const Segment& e, const Segment& f) {
  const auto step = [](const Segment& s) { return 1e-5 / std::max(s.length(), 1e-4); };
  return least([&](double u) { return least([&](double v) { return geodesic(e.at(u), f.at(v)); }, step(f)); },
               step(e));
}

double brute_force(const Shape& a, const Shape& b) {
  double best = 1e300;
  for (const Segment& e : segments(a))
    for (const Segment& f : segments(b)) {
      // Scales of the plane are within a tenth of 1 here: no pair is passed over that could be nearer.
      const double no_less = geodesic(e.at(0.5), f.at(0.5)) - 0.6 * (e.length() + f.length());
      if (no_less < best) best = std::min(best, closest(e, f));
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
      CHECK(geodesic(found->on_a, found->on_b) == Approx(found->distance.value).margin(1e-6));
      worst = std::max(worst, std::abs(found->distance.value - expected));
    }
  CHECK(met < 20);
  WARN("worst difference " << worst << " m; " << met << " pairs met");
}
