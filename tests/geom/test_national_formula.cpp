// SPDX-License-Identifier: Apache-2.0
//
// Areas of features as files give them, from each reference system to the working plane, against two independent sources: the national formula
// (national.h) on longitudes and latitudes that PROJ alone made, and GeographicLib's Planimeter (PROJ's geodesic.h is the same algorithm) on the ring
// densified along the straight edges of the plane, whose inverse is solved here once more.
#include <geodesic.h>
#include <proj.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>

#include "national.h"
#include "random_shapes.h"

using namespace zonegate;
using namespace zonegate::geom;
using national::kA;
using national::kF;
using national::kRadian;

namespace {

// A reference system and its longitudes and latitudes, by PROJ: nothing of the code under test.
class System {
 public:
  System(const char* code, const char* geographic) : code_(code), context_(proj_context_create()) {
    PJ* raw = proj_create_crs_to_crs(context_, geographic, code, nullptr);
    REQUIRE(raw);
    operation_ = proj_normalize_for_visualization(context_, raw);
    proj_destroy(raw);
    REQUIRE(operation_);
  }
  System(const System&) = delete;
  System& operator=(const System&) = delete;
  ~System() {
    proj_destroy(operation_);
    proj_context_destroy(context_);
  }
  Point from_lonlat(LonLat g) const {
    const PJ_COORD out = proj_trans(operation_, PJ_FWD, proj_coord(g.lon, g.lat, 0, 0));
    return {out.xy.x, out.xy.y};
  }
  LonLat to_lonlat(Point p) const {
    const PJ_COORD out = proj_trans(operation_, PJ_INV, proj_coord(p.x, p.y, 0, 0));
    return {out.xy.x, out.xy.y};
  }
  const char* code() const { return code_; }

 private:
  const char* code_;
  PJ_CONTEXT* context_;
  PJ* operation_ = nullptr;
};

const char* const kSystems[][2] = {{"EPSG:4490", "EPSG:4490"}, {"EPSG:4522", "EPSG:4490"},
                                   {"EPSG:4543", "EPSG:4490"}, {"EPSG:4326", "EPSG:4326"},
                                   {"EPSG:3857", "EPSG:4326"}, {"EPSG:32648", "EPSG:4326"}};

// A jagged simple ring around Ya'an, so many metres across, in longitude and latitude.
std::vector<LonLat> feature(random::Source& random, double across_m) {
  const LonLat centre{random.between(102.2, 103.4), random.between(29.2, 30.7)};
  std::vector<LonLat> ring;
  for (const Point p : random::star(random, {0, 0}, across_m / 2, 5 + random.below(20)))
    ring.push_back({centre.lon + p.x / 111320 / std::cos(centre.lat * kRadian), centre.lat + p.y / 110850});
  return ring;
}

Figure in_plane(const Ring& source, const char* code, const Plane& plane) {
  Shape shape;
  shape.polygons.push_back({source, {}});
  auto result = Transform(Crs::parse(code), plane)(shape);
  REQUIRE(result.figure);
  return std::move(*result.figure);
}

double perimeter(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point p = ring[i], q = ring[(i + 1) % ring.size()];
    sum += std::hypot(q.x - p.x, q.y - p.y);
  }
  return sum;
}

double planimeter(const std::vector<LonLat>& ring) {
  geod_geodesic earth;
  geod_init(&earth, kA, kF);
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (const LonLat g : ring) geod_polygon_addpoint(&earth, &polygon, g.lat, g.lon);
  double area = 0;
  geod_polygon_compute(&earth, &polygon, 0, 1, &area, nullptr);
  return std::abs(area);
}

// The chord error of n pieces of an edge of length s is about s^3 c / (12 n^2), c under 4e-7 per metre here (a geodesic against a straight line of the
// plane). Pieces are as short as keeps it below `error` square metres.
std::vector<LonLat> densified(const Ring& plane_ring, double error, int times) {
  std::vector<LonLat> out;
  for (std::size_t i = 0; i < plane_ring.size(); ++i) {
    const Point p = plane_ring[i], q = plane_ring[(i + 1) % plane_ring.size()];
    const double s = std::hypot(q.x - p.x, q.y - p.y);
    const double pieces = times * std::ceil(std::sqrt(s * s * s * 4e-7 / 12 / error));
    for (double k = 0; k < pieces; ++k)
      out.push_back(
          national::plane_lonlat(p.x + (q.x - p.x) * (k / pieces), p.y + (q.y - p.y) * (k / pieces)));
  }
  return out;
}

// Planimeter sums areas between each edge and the equator, and is left with some 1e-4 m2 of rounding, more than the tolerance of a small feature. More
// points on the same edges round otherwise and so show how much.
struct Judged {
  double area = 0, noise = 0;
};
Judged judge(const Ring& plane_ring, double error) {
  double low = 1e300, high = 0, sum = 0;
  for (int k = 1; k <= 9; ++k) {
    const double area = planimeter(densified(plane_ring, error, k));
    low = std::min(low, area);
    high = std::max(high, area);
    sum += area;
  }
  return {sum / 9, high - low};
}

}  // namespace

TEST_CASE("the printed series of the national formula is the ellipsoid's own area", "[area]") {
  // Gauss-Legendre of five points on M N cos(lat), in steps of 0.05 degrees.
  const double e2 = kF * (2 - kF);
  const double nodes[] = {0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640,
                          -0.9061798459386640};
  const double weights[] = {0.5688888888888889, 0.4786286704993665, 0.4786286704993665, 0.2369268850561891,
                            0.2369268850561891};
  for (const auto& [south, north] : {std::pair{29.0, 30.0}, {0.0, 20.0}, {18.5, 53.5}}) {
    double sum = 0;
    const int steps = static_cast<int>(std::lround((north - south) / 0.05));
    for (int i = 0; i < steps; ++i)
      for (int k = 0; k < 5; ++k) {
        const double lat = (south + 0.05 * (i + 0.5 + nodes[k] / 2)) * kRadian;
        const double w = 1 - e2 * std::sin(lat) * std::sin(lat);
        sum += weights[k] * 0.025 * kRadian * kA * kA * (1 - e2) * std::cos(lat) / (w * w);
      }
    CHECK(national::trapezoid(south, north) == Approx(sum).epsilon(5e-11));
  }
}

TEST_CASE("features of any system have the area of the national formula", "[area]") {
  random::Source random(301);
  CAPTURE(random::seed());
  const Plane plane = Plane::equal_area();
  double worst = 0, worst_share = 0;
  for (const auto& names : kSystems) {
    const System system(names[0], names[1]);
    for (double across = 10; across < 20001; across *= std::pow(2000, 1.0 / 11))
      for (int k = 0; k < 8; ++k) {
        Ring source;
        std::vector<LonLat> ring;
        for (const LonLat g : feature(random, across)) {
          source.push_back(system.from_lonlat(g));
          ring.push_back(system.to_lonlat(source.back()));
        }
        const Figure figure = in_plane(source, system.code(), plane);
        const double expected = national::area(ring), got = area(figure.area_edges()).value;
        const double tolerance = std::max(0.01, perimeter(figure.shape.polygons[0].shell) * kGrid);
        CAPTURE(system.code(), across, k, expected, got, tolerance);
        CHECK(std::abs(got - expected) <= tolerance);
        PreparedArea prepared;
        prepared.assign(to_rings(figure.shape));
        CHECK(std::abs(prepared.area().value - expected) <= tolerance);
        worst = std::max(worst, std::abs(got - expected));
        worst_share = std::max(worst_share, std::abs(got - expected) / tolerance);
      }
  }
  WARN("worst difference " << worst << " m2, " << worst_share << " of the tolerance");
}

TEST_CASE("features of any system have the area of GeographicLib's Planimeter", "[area]") {
  random::Source random(302);
  CAPTURE(random::seed());
  const Plane plane = Plane::equal_area();
  double worst_small = 0, worst_large = 0, worst_noise = 0;
  for (const auto& names : kSystems) {
    const System system(names[0], names[1]);
    for (double across = 10; across < 100001; across *= std::pow(10000, 1.0 / 8))
      for (int k = 0; k < 3; ++k) {
        Ring source;
        for (const LonLat g : feature(random, across)) source.push_back(system.from_lonlat(g));
        const Figure figure = in_plane(source, system.code(), plane);
        const Ring& ring = figure.shape.polygons[0].shell;
        const double got = area(figure.area_edges()).value;
        const double tolerance = std::max(1e-7 * got, perimeter(ring) * kGrid);
        const double chord = std::min(1e-4, tolerance / 50);
        const double error = std::max(chord, 1e-10 * got) / static_cast<double>(ring.size());
        // From 1 km on the noise is far below the tolerance.
        const bool small = across < 999;
        const Judged judged = small ? judge(ring, error) : Judged{planimeter(densified(ring, error, 1)), 0};
        // The formula has no such noise and the same edges.
        std::vector<LonLat> corners;
        for (std::size_t i = 0; i < ring.size(); ++i) {
          corners.push_back(national::plane_lonlat(ring[i].x, ring[i].y));
          const LonLat given =
              system.to_lonlat(source[i]);  // 2e-11 degrees: 2e-6 m, the snap and PROJ's rounding
          CHECK(corners[i].lon == Approx(given.lon).margin(2e-11).epsilon(0));
          CHECK(corners[i].lat == Approx(given.lat).margin(2e-11).epsilon(0));
        }
        CHECK(std::abs(got - national::area(corners)) <= tolerance);
        CAPTURE(system.code(), across, k, judged.area, judged.noise, got, tolerance);
        CHECK(judged.noise < 1e-2);
        const double difference = std::abs(got - judged.area);
        CHECK(difference <= tolerance + judged.noise);
        worst_small = std::max(worst_small, small ? difference : 0);
        worst_large = std::max(worst_large, small ? 0 : difference / got);
        worst_noise = std::max(worst_noise, judged.noise);
      }
  }
  WARN("worst difference " << worst_small << " m2 below 1 km (noise of the oracle up to " << worst_noise
                           << " m2), " << worst_large << " of the area above");
}
