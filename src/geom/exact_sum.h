// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. A running sum that keeps what each addition rounds away (Knuth's two-sum), so that adding
// n terms costs one rounding of the result instead of n: the error left is about n u^2 times the sum of sizes.
#pragma once

#include <cmath>
#include <limits>

namespace zonegate::geom {

inline constexpr double kUnit = 0x1p-53;  // u: the largest relative error of one rounding

struct ExactSum {
  double high = 0;
  double low = 0;

  void add(double v) {
    const double sum = high + v;
    const double part = sum - high;
    low += (high - (sum - part)) + (v - part);
    high = sum;
  }
  double value() const { return high + low; }
};

// Turns a sum and the sum of its terms' errors (in units of u) into a result with a bound. 1.01 covers the terms in
// u^2; 1e-290 covers underflow. A sum that is not a number carries an infinite bound, so it proves nothing.
template <class Result>
Result with_bound(const ExactSum& sum, double error_units) {
  const double value = sum.value();
  if (!std::isfinite(value) || !std::isfinite(error_units)) {
    return {0, std::numeric_limits<double>::infinity()};
  }
  if (error_units <= 0 && value == 0) return {0, 0};
  return {value, kUnit * (1.01 * error_units + std::abs(value)) + 1e-290};
}

}  // namespace zonegate::geom
