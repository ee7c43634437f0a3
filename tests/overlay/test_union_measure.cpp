// SPDX-License-Identifier: Apache-2.0
//
// UnionMeasure. Plan: random stars that overlap or not, inside a random footprint, against the slab measure of all of them; a mosaic against the whole.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "ready_shapes.h"

using namespace zonegate;
using overlay::Ready;
using testing::ready;
using testing::star;

namespace {

constexpr std::uint64_t kSeed = 20261124;

geom::Measured by_slabs(const Ready& a, const std::vector<Ready>& parts, const overlay::Preparer& preparer,
                        const geom::Plane& plane) {
  std::vector<std::shared_ptr<const geom::Figure>> figures{preparer.figure(a)};
  std::vector<geom::RegionInput> inputs{{figures[0]->area_edges(), 0}};
  for (const Ready& part : parts) {
    figures.push_back(preparer.figure(part));
    inputs.push_back({figures.back()->area_edges(), 1});
  }
  const auto both = [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; };
  return geom::measure_region(inputs, both, plane).area;
}

}  // namespace

TEST_CASE("the union of any features is what the slab measure of all of them says") {
  const geom::Plane plane = geom::Plane::local();
  std::mt19937_64 random(kSeed);
  CAPTURE(kSeed);
  overlay::Preparer preparer(nullptr, plane);
  overlay::UnionMeasure measure(plane, preparer, preparer);
  geom::AreaOverlap pair;
  std::uniform_real_distribution<double> place(-900, 900), size(20, 600);
  for (int round = 0; round < 60; ++round) {
    const Ready a = ready(star(random, 0, 0, 1000, 12), preparer);
    std::vector<Ready> features;
    for (int i = 0; i < 1 + round % 9; ++i)
      features.push_back(ready(star(random, place(random), place(random), size(random), 5 + i), preparer));
    std::vector<overlay::UnionMeasure::Part> parts;
    for (const Ready& f : features) parts.push_back({&f, pair(a.area, f.area)});
    const geom::Measured ours = measure(a, parts), truth = by_slabs(a, features, preparer, plane);
    CAPTURE(round, ours.value, ours.bound, truth.value, truth.bound);
    CHECK(std::abs(ours.value - truth.value) <= ours.bound + truth.bound);
    CHECK(ours.value <= a.area.area().value + ours.bound + a.area.area().bound);
  }
}

TEST_CASE("a mosaic adds up to the whole, and one feature more never takes from it") {
  const geom::Plane plane = geom::Plane::local();
  overlay::Preparer preparer(nullptr, plane);
  overlay::UnionMeasure measure(plane, preparer, preparer);
  geom::AreaOverlap pair;
  std::mt19937_64 random(kSeed + 1);
  const Ready a = ready(star(random, 5, 5, 4, 30), preparer);
  std::vector<Ready> tiles;
  for (int x = 0; x < 10; ++x) {
    for (int y = 0; y < 10; ++y) {
      geom::Shape tile;
      tile.polygons.push_back(
          {{{x + 0.0, y + 0.0}, {x + 1.0, y + 0.0}, {x + 1.0, y + 1.0}, {x + 0.0, y + 1.0}}, {}});
      tiles.push_back(ready(tile, preparer));
    }
  }
  std::vector<overlay::UnionMeasure::Part> parts;
  double before = 0;
  for (const Ready& tile : tiles) {
    parts.push_back({&tile, pair(a.area, tile.area)});
    const geom::Measured now = measure(a, parts);
    CHECK(now.value >= before - now.bound);
    before = now.value;
  }
  CHECK(before == Approx(a.area.area().value).epsilon(1e-13));
  CHECK(measure(a, {}).value == 0);
}
