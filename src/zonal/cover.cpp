// SPDX-License-Identifier: Apache-2.0
//
// The public face of the accumulation (essay: accumulate.cpp) for edges that are in grid coordinates already:
// finds the window, the direction of the rings, and runs along the rows.
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "zonal/accumulate.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

struct Bounds {
  double min_x = INFINITY, min_y = INFINITY, max_x = -INFINITY, max_y = -INFINITY;
};

Bounds bounds_of(std::span<const GridEdge> edges) {
  Bounds b;
  for (const GridEdge& e : edges) {
    if (!std::isfinite(e.x0) || !std::isfinite(e.y0) || !std::isfinite(e.x1) || !std::isfinite(e.y1)) {
      throw Error(ErrorKind::internal,
                  "pixel coverage was asked for an edge with a coordinate that is not finite");
    }
    b.min_x = std::min({b.min_x, e.x0, e.x1});
    b.max_x = std::max({b.max_x, e.x0, e.x1});
    b.min_y = std::min({b.min_y, e.y0, e.y1});
    b.max_y = std::max({b.max_y, e.y0, e.y1});
  }
  return b;
}

// First cell and number of cells of [low, high] clipped to 0..n.
std::pair<int, int> clip(double low, double high, int n) {
  const double first = std::clamp(std::floor(low), 0.0, static_cast<double>(n));
  const double last = std::clamp(std::ceil(high), first, static_cast<double>(n));
  return {static_cast<int>(first), static_cast<int>(last - first)};
}

// Twice the signed area about the first vertex; its sign is the direction of the rings.
double shoelace(std::span<const GridEdge> edges) {
  double sum = 0;
  const double ox = edges.front().x0, oy = edges.front().y0;
  for (const GridEdge& e : edges) sum += (e.x0 - ox) * (e.y1 - oy) - (e.x1 - ox) * (e.y0 - oy);
  return sum;
}

}  // namespace

Coverage cover(std::span<const GridEdge> edges, int grid_columns, int grid_rows) {
  Coverage result;
  if (edges.empty()) return result;
  const Bounds b = bounds_of(edges);
  std::tie(result.column, result.columns) = clip(b.min_x, b.max_x, grid_columns);
  std::tie(result.row, result.rows) = clip(b.min_y, b.max_y, grid_rows);
  if (result.columns == 0 || result.rows == 0) return Coverage{};
  Accumulator sums(result.column, result.row, result.columns, result.rows);
  for (const GridEdge& e : edges) sums.add(e.x0, e.y0, e.x1, e.y1);
  result.fraction = sums.fractions(shoelace(edges) > 0 ? -1 : 1);
  return result;
}

}  // namespace zonegate::zonal
