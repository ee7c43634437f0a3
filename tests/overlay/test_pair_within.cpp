// SPDX-License-Identifier: Apache-2.0
//
// only_within against measured distances: the same pairs and kinds for random shapes of all types, and 1 mm on either side of each pair's own distance.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "ready_shapes.h"

using namespace zonegate;
using testing::star;

namespace {

constexpr std::uint64_t kSeed = 20261125;

void check_same(overlay::PairMeasure& pair, const overlay::Ready& a, const overlay::Ready& b, double metres) {
  const auto measured = pair(a, b, {metres, false, false});
  const auto told = pair(a, b, {metres, false, true});
  CAPTURE(metres);
  REQUIRE(measured.has_value() == told.has_value());
  if (!told) return;
  CHECK(measured->kind == told->kind);
  CHECK(measured->area_m2 == told->area_m2);
  if (told->kind == overlay::PairFact::Kind::near) CHECK(std::isnan(told->distance_m));
}

void check_plane(const geom::Plane& plane, double latitude) {
  const geom::Crs crs = geom::Crs::parse("EPSG:4490");
  CAPTURE(kSeed, plane.description(), latitude);
  std::mt19937_64 random(kSeed);
  std::uniform_real_distribution<double> lon(103.4, 103.6), lat(latitude, latitude + 0.2);
  overlay::Preparer pa(&crs, plane), pb(&crs, plane);
  std::vector<overlay::Ready> shapes;
  for (int i = 0; i < 24; ++i)
    shapes.push_back(testing::ready(star(random, lon(random), lat(random), 0.005, 4 + i), pa));
  shapes.push_back(testing::ready(star(random, 103.5, latitude + 0.1, 0.05, 700), pa));
  geom::Shape line, point;
  line.lines.push_back({{lon(random), lat(random)}, {lon(random), lat(random)}});
  point.points.push_back({lon(random), lat(random)});
  shapes.push_back(testing::ready(line, pa));
  shapes.push_back(testing::ready(point, pa));
  overlay::PairMeasure pair(plane, pa, pb);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      for (const double metres : {0.0, 1.0, 500.0, 5000.0}) check_same(pair, shapes[i], shapes[k], metres);
      const auto fact = pair(shapes[i], shapes[k], {1e6, false, false});
      if (!fact || !(fact->distance_m > 0.01)) continue;
      for (const double off : {-1e-3, -1e-6, 0.0, 1e-6, 1e-3})
        check_same(pair, shapes[i], shapes[k], fact->distance_m + off);
    }
  }
}

}  // namespace

TEST_CASE("within a distance are the pairs whose measured distance is") {
  check_plane(geom::Plane::equal_area(), 29.9);
  check_plane(geom::Plane::equal_area(), 45);
  check_plane(geom::Plane::equal_area(), -0.1);
  check_plane(geom::Plane::planar(geom::Crs::parse("EPSG:4543")), 30);
}

TEST_CASE("a pair that lies apart is near, whatever crumb of area rounding leaves") {
  const geom::Plane plane = geom::Plane::local();
  overlay::Preparer pa(nullptr, plane), pb(nullptr, plane);
  overlay::PairMeasure pair(plane, pa, pb);
  std::mt19937_64 random(kSeed);
  CAPTURE(kSeed);
  std::uniform_real_distribution<double> size(1, 30);
  for (int i = 0; i < 300; ++i) {
    const auto big = testing::ready(star(random, 1e5, 3e6, 200, 80), pa);
    const auto small = testing::ready(star(random, 1e5 + 100, 3e6 + 150, size(random), 7), pb);
    const auto met = pair(big, small, {}), near = pair(big, small, {300, false, false});
    REQUIRE(near);
    CHECK((near->kind == overlay::PairFact::Kind::near) == !met);
    if (!met) CHECK(near->area_m2 == 0);
  }
}

TEST_CASE("most pairs are told without being measured") {
  const geom::Crs crs = geom::Crs::parse("EPSG:4490");
  const geom::Plane plane = geom::Plane::equal_area();
  std::mt19937_64 random(kSeed);
  std::uniform_real_distribution<double> lon(103, 103.3), lat(30, 30.3);
  overlay::Preparer pa(&crs, plane), pb(&crs, plane);
  overlay::PairMeasure pair(plane, pa, pb);
  std::vector<overlay::Ready> shapes;
  for (int i = 0; i < 60; ++i)
    shapes.push_back(testing::ready(star(random, lon(random), lat(random), 0.002, 9), pa));
  for (std::size_t i = 0; i < shapes.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) pair(shapes[i], shapes[k], {3000, false, true});
  CHECK(pair.long_ways() <= 3);
}
