// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "algebra/algebra.h"

using namespace zonegate;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double value(const std::string& text, double a, double b, std::int64_t* infinite = nullptr) {
  algebra::Expression formula(text, {"a", "b"});
  const std::vector<double> x{a}, y{b};
  const std::vector<std::span<const double>> inputs{x, y};
  std::vector<double> out(1);
  const auto n = formula(inputs, out);
  if (infinite) *infinite = n;
  return out[0];
}

}  // namespace

TEST_CASE("Formulas: what they are worth") {
  CHECK(value("b - a", 2, 5) == 3);
  CHECK(value("a * b / 10000", 2, 5) == 10.0 / 10000);
  CHECK(value("a > 1 && b < 6 ? 10 : 20", 2, 5) == 10);
  CHECK(value("max(a, b, 7)", 2, 5) == 7);
  CHECK(value("a ^ b", 2, 5) == 32);
  CHECK(value("floor(-a / b)", 2, 5) == -1);
  CHECK(value("ceil(a / b)", 2, 5) == 1);
  CHECK(value("mod(-1, 3)", 2, 5) == 2);
  CHECK(value("ln(exp(a))", 2, 5) == Approx(2));
}

TEST_CASE("Formulas: none in, none out, also through comparisons") {
  CHECK(std::isnan(value("a + b", kNone, 5)));
  CHECK(std::isnan(value("a > 1 ? 1 : 0", kNone, 5)));
  CHECK(std::isnan(value("a == a", kNone, 5)));
  CHECK(value("b * 2", kNone, 5) == 10);  // a is not used
}

TEST_CASE("Formulas: results that are not finite are counted and are none") {
  std::int64_t n = 0;
  CHECK(std::isnan(value("a / (b - 5)", 2, 5, &n)));
  CHECK(n == 1);
  CHECK(std::isnan(value("sqrt(-a)", 2, 5, &n)));
  CHECK(n == 1);
  CHECK(std::isnan(value("a * 0", kNone, 5, &n)));
  CHECK(n == 0);
}

TEST_CASE("Formulas: mistakes name the place and what is known") {
  for (const char* text :
       {"a +", "c", "a ; b", "", "a = 3", "a * 0,5", "(a, 2)", "max(a, (b, 1))", "(a", "nothing(a)"}) {
    INFO(text);
    try {
      const algebra::Expression formula(text, {"a", "b"});
      FAIL("it was taken");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      CHECK_THAT(error.what(), Catch::Contains("cannot be understood at character"));
      CHECK_THAT(error.hint(), Catch::Contains("a, b"));
    }
  }
}
