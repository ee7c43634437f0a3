// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "index/index.h"

using namespace zonegate;

namespace {

geom::Box box(double x0, double y0, double x1, double y1) { return {x0, y0, x1, y1}; }

std::vector<std::size_t> by_hand(const std::vector<geom::Box>& boxes, const geom::Box& window) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].empty() && !window.empty() && boxes[i].meets(window)) found.push_back(i);
  }
  return found;
}

// Coordinates on a coarse grid, so that touching, equal and point-like boxes are frequent.
geom::Box random_box(std::mt19937& random, int extent, int size) {
  std::uniform_int_distribution<int> place(0, extent), length(0, size);
  const int x = place(random), y = place(random);
  return box(x, y, x + length(random), y + length(random));
}

}  // namespace

TEST_CASE("query finds what brute force finds, in rising order") {
  const unsigned seed = 20260815;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::size_t hits = 0;
  for (const std::size_t n : {std::size_t{1}, std::size_t{7}, std::size_t{16}, std::size_t{17},
                              std::size_t{300}, std::size_t{5000}}) {
    std::vector<geom::Box> boxes;
    for (std::size_t i = 0; i < n; ++i)
      boxes.push_back(i % 11 == 5 ? geom::Box{} : random_box(random, 100, 9));
    const index::BoxIndex tree(boxes);
    CHECK(tree.size() == static_cast<std::size_t>(std::count_if(boxes.begin(), boxes.end(),
                                                                [](const auto& b) { return !b.empty(); })));
    for (int q = 0; q < 200; ++q) {
      const geom::Box window = random_box(random, 110, 20);
      const auto found = tree.query(window);
      REQUIRE(found == by_hand(boxes, window));
      hits += found.size();
    }
  }
  CHECK(hits > 1000);
}

TEST_CASE("touching counts, for sides, corners and points") {
  const index::BoxIndex tree({box(0, 0, 1, 1), box(2, 0, 2, 0), box(5, 5, 6, 6)});
  CHECK(tree.query(box(1, 1, 2, 2)) == std::vector<std::size_t>{0});
  CHECK(tree.query(box(1, -1, 2, 0)) == std::vector<std::size_t>{0, 1});
  CHECK(tree.query(box(1.0000001, 1, 4, 4)).empty());
}

TEST_CASE("nothing in, nothing out") {
  CHECK(index::BoxIndex().query(box(0, 0, 1, 1)).empty());
  CHECK(index::BoxIndex(std::vector<geom::Box>{}).size() == 0);
  CHECK(index::BoxIndex({geom::Box{}}).size() == 0);
  CHECK(index::BoxIndex({box(0, 0, 1, 1)}).query(geom::Box{}).empty());
}

TEST_CASE("equal and huge boxes are all found") {
  const std::vector<geom::Box> boxes(100, box(-1e300, -1e300, 1e300, 1e300));
  CHECK(index::BoxIndex(boxes).query(box(3, 3, 3, 3)).size() == 100);
}

TEST_CASE("a box that is not a number is an error, never silence") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(index::BoxIndex({box(0, nan, 1, 1)}), Error);
  CHECK_THROWS_AS(index::BoxIndex({box(0, 0, 1, 1)}).query(box(nan, 0, 1, 1)), Error);
}
