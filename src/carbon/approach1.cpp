// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "carbon/uncertainty.h"

namespace zonegate::carbon {

double product_u(std::span<const double> u) {
  double sum = 0;
  for (const double one : u) sum += one * one;
  return std::sqrt(sum);
}

double one_plus_u(double r, double u_r) { return u_r * r / (1 + r); }

Propagated sum_u(std::span<const Summand> summands) {
  Propagated p;
  double squares = 0, sizes = 0;
  for (const auto& s : summands) {
    p.value += s.value;
    sizes += std::abs(s.value);
    squares += s.u * s.value * s.u * s.value;
  }
  p.half_width = std::sqrt(squares);
  if (std::abs(p.value) > 1e-6 * sizes) p.u = p.half_width / std::abs(p.value);
  return p;
}

}  // namespace zonegate::carbon
