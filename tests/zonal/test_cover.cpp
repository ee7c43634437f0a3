// SPDX-License-Identifier: Apache-2.0
// Closed forms of pixel coverage.
#include <catch2/catch.hpp>
#include <cmath>

#include "grid_rings.h"

using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {
constexpr double kPi = 3.14159265358979323846;

Coverage cover_rings(const std::vector<GridRing>& rings, int columns = 10, int rows = 10) {
  return cover(edges_of(rings), columns, rows);
}
}  // namespace

TEST_CASE("cells inside a grid-aligned box are exactly 1") {
  const Coverage c = cover_rings({box(2, 3, 5, 7)});
  CHECK(c.column == 2);
  CHECK(c.row == 3);
  CHECK(c.columns == 3);
  CHECK(c.rows == 4);
  for (const double f : c.fraction) CHECK(f == 1.0);
}

TEST_CASE("coverage of a box with quarter cells at its corners") {
  const Coverage c = cover_rings({box(0.5, 0.5, 2.5, 2.5)}, 3, 3);
  const std::vector<double> expected = {0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25};
  CHECK(c.fraction == expected);
}

TEST_CASE("both directions of a ring give the same coverage") {
  const GridRing ring = {{0.3, 0.1}, {7.7, 2.2}, {5.1, 8.9}, {1.4, 4.4}};
  CHECK(cover_rings({ring}).fraction == cover_rings({reversed(ring)}).fraction);
}

TEST_CASE("a half-plane through the grid: the diagonal cuts its cells in halves") {
  const Coverage c = cover_rings({{{-5, -5}, {15, 15}, {-5, 15}}});
  REQUIRE(c.columns == 10);
  REQUIRE(c.rows == 10);
  for (int row = 0; row < 10; ++row) {
    for (int column = 0; column < 10; ++column) {
      CHECK(c.at(column, row) == (column < row ? 1.0 : column == row ? 0.5 : 0.0));
    }
  }
}

TEST_CASE("a polygon within one cell") {
  const Coverage c = cover_rings({{{4.25, 4.25}, {4.75, 4.25}, {4.5, 4.75}}});
  REQUIRE(c.fraction.size() == 1);
  CHECK(c.at(0, 0) == Approx(0.125).epsilon(1e-14));
}

TEST_CASE("a hole is subtracted, to exactly 0 where it fills a cell") {
  const Coverage c = cover_rings({box(0, 0, 6, 6), reversed(box(1.5, 2, 4, 4))});
  CHECK(c.at(0, 0) == 1.0);
  CHECK(c.at(1, 2) == 0.5);
  CHECK(c.at(2, 3) == 0.0);
  CHECK(c.at(4, 3) == 1.0);
  CHECK(total(c) == 36.0 - 5.0);
}

TEST_CASE("parts that touch in a corner and along an edge add up without a trace") {
  const Coverage corner = cover_rings({box(0.5, 0.5, 2.5, 2.5), box(2.5, 2.5, 4.5, 4.5)});
  CHECK(corner.at(2, 2) == 0.5);
  CHECK(corner.at(3, 1) == 0.0);
  // A shared slanted edge, walked both ways: the seam leaves nothing.
  const Coverage seam =
      cover_rings({{{0, 0}, {3.1, 0}, {6.7, 9}, {0, 9}}, {{3.1, 0}, {9, 0}, {9, 9}, {6.7, 9}}});
  for (const double f : seam.fraction) CHECK(f == 1.0);
}

TEST_CASE("a circle: sum of the coverage is the polygon's area, cells within the circle are full") {
  GridRing circle;
  const int n = 720;
  for (int i = 0; i < n; ++i) {
    circle.emplace_back(50 + 40.3 * std::cos(2 * kPi * i / n), 50 + 40.3 * std::sin(2 * kPi * i / n));
  }
  const Coverage c = cover_rings({circle}, 100, 100);
  const double polygon = 0.5 * n * 40.3 * 40.3 * std::sin(2 * kPi / n);
  CHECK(total(c) == Approx(polygon).epsilon(1e-12));
  for (int row = 0; row < c.rows; ++row) {
    for (int column = 0; column < c.columns; ++column) {
      const double far =
          std::hypot(std::abs(column + c.column + 0.5 - 50) + 0.5, std::abs(row + c.row + 0.5 - 50) + 0.5);
      if (far < 40.2) CHECK(c.at(column, row) == 1.0);
    }
  }
}

TEST_CASE("edges outside the grid on every side") {
  const Coverage all = cover_rings({box(-100, -100, 100, 100)}, 4, 3);
  REQUIRE(all.fraction.size() == 12);
  for (const double f : all.fraction) CHECK(f == 1.0);
  SECTION("left edges count with their full heights") {
    const Coverage c = cover_rings({box(-7.3, 1, 1.5, 2)}, 4, 3);
    CHECK(c.fraction == std::vector<double>{1.0, 0.5});
  }
  SECTION("right edges count nothing") {
    const Coverage c = cover_rings({box(2.5, 1, 9.9, 2)}, 4, 3);
    CHECK(c.column == 2);
    CHECK(c.fraction == std::vector<double>{0.5, 1.0});
  }
  SECTION("above and below are clipped") {
    const Coverage c = cover_rings({box(1, -3, 2, 33)}, 4, 3);
    CHECK(c.fraction == std::vector<double>{1.0, 1.0, 1.0});
  }
  SECTION("beside the grid is nothing") {
    CHECK(cover_rings({box(5, 0, 6, 1)}, 4, 3).fraction.empty());
    CHECK(cover_rings({box(-6, 0, -5, 1)}, 4, 3).fraction.empty());
    CHECK(cover_rings({box(0, 7, 1, 8)}, 4, 3).fraction.empty());
    CHECK(cover_rings({box(0, -8, 1, -7)}, 4, 3).fraction.empty());
  }
}

TEST_CASE("no edges, or edges that enclose nothing") {
  CHECK(cover({}, 5, 5).fraction.empty());
  const Coverage c = cover_rings({{{1, 1}, {4, 3.3}}});
  for (const double f : c.fraction) CHECK(f == 0.0);
}

TEST_CASE("a coordinate that is not finite is refused") {
  const std::vector<GridEdge> edges = {{0, 0, NAN, 1}};
  CHECK_THROWS_AS(cover(edges, 5, 5), zonegate::Error);
}
