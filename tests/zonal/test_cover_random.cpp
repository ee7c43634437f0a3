// SPDX-License-Identifier: Apache-2.0
// Random polygons against clipping in exact rationals.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "grid_rings.h"

using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {
constexpr double kPi = 3.14159265358979323846;

// Star-shaped about (cx, cy): simple by construction. `grid` rounds vertices to eighths, so that many lie on
// grid lines.
GridRing star(std::mt19937_64& random, double cx, double cy, double radius, int vertices, bool grid) {
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<double> angles(static_cast<std::size_t>(vertices));
  for (std::size_t i = 0; i < angles.size(); ++i) {
    angles[i] = 2 * kPi * (static_cast<double>(i) + 0.8 * unit(random)) / vertices;
  }
  GridRing ring;
  for (const double a : angles) {
    const double r = radius * (0.2 + 0.8 * unit(random));
    double x = cx + r * std::cos(a), y = cy + r * std::sin(a);
    if (grid) x = std::round(8 * x) / 8, y = std::round(8 * y) / 8;
    ring.emplace_back(x, y);
  }
  return ring;
}

double worst_error(const std::vector<GridRing>& rings, int columns, int rows) {
  const Coverage c = cover(edges_of(rings), columns, rows);
  const int sign = exact_area(rings) < 0 ? -1 : 1;
  double worst = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const bool in =
          column >= c.column && column < c.column + c.columns && row >= c.row && row < c.row + c.rows;
      const double got = in ? c.at(column - c.column, row - c.row) : 0.0;
      const Rational error = Rational(got) - sign * exact_coverage(rings, column, row);
      worst = std::max(worst, std::abs(static_cast<double>(error)));
    }
  }
  return worst;
}
}  // namespace

TEST_CASE("random polygons: every cell agrees with exact clipping") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> place(-2, 14);
    const int vertices = 3 + static_cast<int>(random() % 14);
    const double radius = seed % 3 == 0 ? 0.8 : 7.0;
    std::vector<GridRing> rings = {
        star(random, place(random), place(random), radius, vertices, seed % 2 == 0)};
    if (seed % 4 == 0) std::reverse(rings[0].begin(), rings[0].end());
    CHECK(worst_error(rings, 12, 11) < 1e-14);
  }
}

TEST_CASE("random polygons with a hole") {
  for (unsigned seed = 101; seed <= 120; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    GridRing shell = star(random, 6, 6, 8, 9, false);
    for (auto& [x, y] : shell) {  // no vertex nearer than 4 to the middle
      const double r = std::hypot(x - 6, y - 6);
      x = 6 + (x - 6) * std::max(1.0, 5 / r);
      y = 6 + (y - 6) * std::max(1.0, 5 / r);
    }
    const GridRing hole = reversed(star(random, 6, 6, 2, 7, seed % 2 == 0));
    CHECK(worst_error({shell, hole}, 12, 12) < 1e-14);
  }
}

TEST_CASE("sum of the coverage is the area to 1e-12, far from the grid's origin too") {
  for (unsigned seed = 201; seed <= 230; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> place(300, 700);
    const std::vector<GridRing> rings = {star(random, place(random), place(random), 250, 400, false)};
    const double area = std::abs(static_cast<double>(exact_area(rings)));
    CHECK(total(cover(edges_of(rings), 1000, 1000)) == Approx(area).epsilon(1e-12));
  }
}

TEST_CASE("the order of the edges does not change a bit") {
  std::mt19937_64 random(7);
  auto edges = edges_of({star(random, 20, 20, 19, 200, false)});
  const Coverage first = cover(edges, 40, 40);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(edges.begin(), edges.end(), random);
    const Coverage again = cover(edges, 40, 40);
    CHECK(again.fraction == first.fraction);
  }
}

TEST_CASE("a window of the grid sees what the whole grid sees") {
  std::mt19937_64 random(8);
  const GridRing ring = star(random, 30, 30, 28, 60, false);
  const Coverage whole = cover(edges_of({ring}), 60, 60);
  GridRing moved = ring;
  for (auto& [x, y] : moved) x -= 20, y -= 25;
  const Coverage part = cover(edges_of({moved}), 15, 10);
  REQUIRE(part.columns == 15);
  REQUIRE(part.rows == 10);
  double worst = 0;
  for (int row = 0; row < 10; ++row) {
    for (int column = 0; column < 15; ++column) {
      worst = std::max(
          worst, std::abs(part.at(column, row) - whole.at(column + 20 - whole.column, row + 25 - whole.row)));
    }
  }
  CHECK(worst < 1e-12);
}
