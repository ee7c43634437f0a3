// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "carbon/growth.h"

namespace zonegate::carbon {
namespace {

constexpr double kStep =
    1e-3;  // standard deviations: small beside any bend of the curve, large beside rounding

using Matrix = std::array<std::array<double, 3>, 3>;  // a, k, shape

Matrix covariance(const CurveErrors& e) {
  Matrix m{};
  const std::array<double, 3> sd = {e.a, e.k, e.shape};
  const Matrix correlation = {{{1, e.a_k, e.a_shape}, {e.a_k, 1, e.k_shape}, {e.a_shape, e.k_shape, 1}}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) m[i][j] = correlation[i][j] * sd[i] * sd[j];
  return m;
}

// Lower triangle L with L L' = m; false: m is no covariance. A parameter without an error has a row of zeros.
bool cholesky(const Matrix& m, Matrix& l) {
  l = {};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = m[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= l[i][k] * l[j][k];
      if (i == j) {
        if (rest < -1e-4 * m[i][i]) return false;  // correlations are printed with six digits
        l[i][i] = std::sqrt(std::max(0.0, rest));
      } else {
        l[i][j] = l[j][j] > 0 ? rest / l[j][j] : 0;
      }
    }
  return true;
}

Curve moved(const Curve& c, const Matrix& l, std::size_t column, double by) {
  Curve out = c;
  out.a += by * l[0][column];
  out.k += by * l[1][column];
  (c.kind == CurveKind::chapman_richards ? out.p : out.b) += by * l[2][column];
  return out;
}

}  // namespace

std::string fault_of(const CurveErrors& e) {
  Matrix l;
  for (const double v : {e.a, e.k, e.shape})
    if (!(v >= 0) || !std::isfinite(v)) return "a standard error below 0";
  for (const double v : {e.a_k, e.a_shape, e.k_shape})
    if (!(v >= -1 && v <= 1)) return "a correlation outside -1..1";
  return cholesky(covariance(e), l) ? "" : "the correlations of the parameters contradict each other";
}

std::vector<CurveDirection> directions_of(const Curve& c) {
  std::vector<CurveDirection> all;
  Matrix l;
  if (!c.errors.any() || c.kind == CurveKind::points || !cholesky(covariance(c.errors), l)) return all;
  for (std::size_t column = 0; column < 3; ++column)
    if (l[0][column] != 0 || l[1][column] != 0 || l[2][column] != 0)
      all.push_back({moved(c, l, column, kStep), moved(c, l, column, -kStep), kStep});
  return all;
}

}  // namespace zonegate::carbon
