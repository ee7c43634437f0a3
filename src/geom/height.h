// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. The height of an edge over an abscissa, with the error that rounding leaves in it.
//
// Why the error is what it is. The stored heights P0, P1 are y minus a local origin, each rounded once (u|P|; nothing
// is lost where the coordinates lie on the grid). From the nearer end, h = P0 + t (P1 - P0) with t <= 1/2:
// t carries three roundings (two differences, one quotient), the step t (P1 - P0) five in all, the last addition one;
// the errors of P0 and P1 enter as their own mean, at most u (|P0| + |step|). Together u (6 |step| + |P0| + |h|).
// So a long or steep edge is only as uncertain as the piece between x and its nearer end, and exact at its ends.
#pragma once

#include <cmath>

namespace zonegate::geom {

struct Height {
  double y;
  double error;  // in units of u
};

// `along` metres from the nearer end.
inline Height height_from(double near_y, double far_y, double along, double width) {
  const double step = along / width * (far_y - near_y);
  const double y = near_y + step;
  return {y, 6 * std::abs(step) + std::abs(near_y) + std::abs(y)};
}

// x in [edge.x0, edge.x1], x0 < x1. A function of edge and x only: every caller sees the same bits.
template <class E>
Height height_at(const E& edge, double x) {
  if (x <= edge.x0) return {edge.y0, std::abs(edge.y0)};
  if (x >= edge.x1) return {edge.y1, std::abs(edge.y1)};
  const double left = x - edge.x0;
  const double right = edge.x1 - x;
  const double width = edge.x1 - edge.x0;
  return left <= right ? height_from(edge.y0, edge.y1, left, width)
                       : height_from(edge.y1, edge.y0, right, width);
}

}  // namespace zonegate::geom
