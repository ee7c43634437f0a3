// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. The inner loop of the area of an overlap: all pairs of edges of two sides, four at a time.
//
// A term is a function of its two edges alone, computed with the same IEEE operations everywhere, and the terms are added without rounding:
// each is split into a multiple of a quantum that the window fixes and a rest (Demmel & Nguyen, Parallel reproducible summation, IEEE
// Trans. Computers 64, 2015), so partial sums are exact and their order, the number of lanes and the processor cannot show.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace zonegate::geom {

// Edges of one side inside a window, structure of arrays; heights above the bottom of the window.
struct Lanes {
  static constexpr std::size_t kWide = 4;
  std::vector<double> x0, y0, x1, y1, slope, sign, size;  // size: max(|y0|, |y1|)
  std::size_t count = 0;                                  // without padding
  double largest = 0;                                     // of size
  double length = 0;  // of the edges that meet the window, vertical ones too

  void clear() {
    for (auto* v : {&x0, &y0, &x1, &y1, &slope, &sign, &size}) v->clear();
    count = 0;
    largest = 0;
    length = 0;
  }
  void push(double left_x, double left_y, double right_x, double right_y, double s) {
    x0.push_back(left_x);
    y0.push_back(left_y);
    x1.push_back(right_x);
    y1.push_back(right_y);
    slope.push_back((right_y - left_y) / (right_x - left_x));
    sign.push_back(s);
    const double a = left_y < 0 ? -left_y : left_y, b = right_y < 0 ? -right_y : right_y;
    size.push_back(a > b ? a : b);
    largest = largest > size.back() ? largest : size.back();
    ++count;
  }
  // Fills the last vector with edges of no width, which share nothing with any other.
  void pad(double x) {
    while (x0.size() % kWide != 0) {
      for (auto* v : {&x0, &x1}) v->push_back(x);
      for (auto* v : {&y0, &y1, &slope, &sign, &size}) v->push_back(0);
    }
  }
};

struct Quanta {  // adding one and taking it away again rounds to a multiple of its last bit
  double coarse = 0, fine = 0;
};
// 2^k >= v > 0.
inline double power_of_two_above(double v) {
  int exponent = 0;
  (void)std::frexp(v, &exponent);
  return std::ldexp(1.0, exponent);
}

// Sums of n numbers, none larger than `largest`.
struct SumPlan {
  Quanta quanta;
  double lost = 0;       // at most, of a sum
  double size_lost = 0;  // at most, of the sum of sizes
};
inline SumPlan plan_sums(double largest, double n) {
  SumPlan plan;
  const double all = power_of_two_above(largest) * power_of_two_above(n);
  const double unit = all * 0x1p-52;  // last bit of the coarse parts
  plan.quanta = {1.5 * all, 1.5 * unit * power_of_two_above(n)};
  plan.lost = n * unit * power_of_two_above(n) * 0x1p-52;
  plan.size_lost = n * unit;
  return plan;
}

struct PairSum {
  double coarse = 0, fine = 0;  // exact sums of the parts of the terms
  double size = 0;              // sum of width x larger size: the scale of the error
};
// `lanes` padded. With AVX2 where the processor has it; same bits either way.
PairSum sum_pairs(const Lanes& single, const Lanes& lanes, Quanta quanta, bool portable);

}  // namespace zonegate::geom
