// SPDX-License-Identifier: Apache-2.0
//
// PairNearest. Plan: random squares and long rings against the exhaustive search with geom::nearest, in both kinds of plane; lines and points among them; ties.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "ready_shapes.h"

using namespace zonegate;
using overlay::Ready;
using testing::star;

namespace {

constexpr std::uint64_t kSeed = 20261124;

std::vector<Ready> ready(const std::vector<geom::Shape>& shapes, overlay::Preparer& preparer) {
  std::vector<Ready> out;
  for (const auto& shape : shapes) out.push_back(testing::ready(shape, preparer));
  return out;
}

void check_against_search(const geom::Plane& plane) {
  const geom::Crs crs = geom::Crs::parse("EPSG:4490");
  std::mt19937_64 random(kSeed);
  CAPTURE(kSeed, plane.description());
  std::uniform_real_distribution<double> lon(102.5, 103.5), lat(29.5, 30.5);
  std::vector<geom::Shape> many, asked;
  for (int i = 0; i < 60; ++i) many.push_back(star(random, lon(random), lat(random), 0.01, 5 + i % 7));
  many.push_back(star(random, 103, 30, 0.2, 900));
  geom::Shape line, point;
  line.lines.push_back({{102.6, 29.6}, {102.7, 29.9}});
  point.points.push_back({103.4, 30.4});
  many.push_back(line);
  many.push_back(point);
  for (int i = 0; i < 120; ++i) asked.push_back(star(random, lon(random), lat(random), 0.003, 4 + i % 30));
  asked.push_back(line);
  overlay::Preparer a(&crs, plane), b(&crs, plane);
  const auto held = ready(many, b), questions = ready(asked, a);
  std::vector<geom::Box> boxes;
  for (const auto& r : held) boxes.push_back(r.box());
  const index::BoxIndex index(boxes);
  overlay::PairNearest nearest(plane, a, b, held, index);
  for (const Ready& question : questions) {
    double best = std::numeric_limits<double>::infinity();
    for (const Ready& r : held) {
      const auto d = geom::nearest(*a.figure(question), *b.figure(r), plane, Metres(1e6));
      if (d) best = std::min(best, d->distance.value);
    }
    const auto found = nearest(question, std::numeric_limits<double>::infinity());
    REQUIRE(found);
    CHECK(found->fact.distance_m == Approx(best).margin(2e-3));
    const auto near = nearest(question, best / 2 - 0.01);
    CHECK((best < 0.02 || !near));
    CHECK(nearest(question, best + 1));
  }
}

}  // namespace

TEST_CASE("the nearest of many is the nearest that an exhaustive search finds") {
  check_against_search(geom::Plane::equal_area());
  check_against_search(geom::Plane::planar(geom::Crs::parse("EPSG:4543")));
}
