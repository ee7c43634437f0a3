// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "algebra/algebra.h"

using namespace zonegate;
using algebra::Reclass;

namespace {
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("Tables of values: single values, ranges with an open end, values beyond") {
  const Reclass table({{10, 10, 1, 2}, {0, 10, 2, 3}, {20, 30, 3, 4}, {-5, -5, kNone, 5}});
  CHECK(table(10) == 1);
  CHECK(table(0) == 2);
  CHECK(table(9.999) == 2);
  CHECK_FALSE(table(15));
  CHECK(table(20) == 3);
  CHECK_FALSE(table(30));
  CHECK_FALSE(table(-6));
  CHECK(std::isnan(*table(-5)));  // known, and means none
  CHECK(std::isnan(*table(kNone)));
}

TEST_CASE("Tables of values: overlaps and empty ranges are mistakes, with their lines") {
  const auto message = [](std::vector<algebra::ReclassRow> rows) {
    try {
      const Reclass table(std::move(rows));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(message({{0, 10, 1, 2}, {5, 6, 2, 3}}), Catch::Contains("lines 2 and 3 both hold 5"));
  CHECK_THAT(message({{7, 7, 1, 2}, {7, 7, 2, 9}}), Catch::Contains("lines 2 and 9 both hold 7"));
  CHECK_THAT(message({{7, 7, 1, 2}, {7, 8, 2, 9}}), Catch::Contains("both hold 7"));
  CHECK_THAT(message({{8, 7, 1, 4}}), Catch::Contains("line 4: from 8 to 7 holds no value"));
  CHECK(message({{0, 5, 1, 2}, {5, 6, 2, 3}, {6, 6, 1, 4}}).empty());  // touching ranges share nothing
}

TEST_CASE("Tables of values: every unknown value is counted") {
  const Reclass table({{1, 1, 10, 2}});
  std::vector<double> cells{1, 2, 2, kNone, 3, 1, 2};
  algebra::UnknownValues unknown;
  table(cells, unknown);
  CHECK(cells[0] == 10);
  CHECK(cells[5] == 10);
  CHECK(std::isnan(cells[1]));
  CHECK(std::isnan(cells[3]));
  CHECK(unknown.list() == "2 (3 cells), 3 (1 cell)");
  algebra::UnknownValues more;
  more.add(3, 4);
  unknown.merge(more);
  CHECK(unknown.cells.at(3) == 5);
}
