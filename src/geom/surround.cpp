// SPDX-License-Identifier: Apache-2.0
//
// The image of a box under a map projection is no box. A grid of points is taken through, and the box of their images is grown by how far the
// image may bulge between them. Between neighbours at a distance h a smooth curve leaves its chord by h^2/8 times its second derivative; second differences
// of the grid measure h^2 times that derivative, so the largest of them, not divided by eight, leaves room for what a grid of points does not see. Where
// the map is not smooth (a pole, the far meridian), differences are as large as the world, and so is the box. Map projections bend over thousands of
// kilometres: what their third derivative does in one step of a grid is below a metre for small boxes and below 1 % of large ones.
#include "geom/surround.h"

#include <algorithm>
#include <cmath>

namespace zonegate::geom {
namespace {

constexpr double kSmall = 20000;  // metres: three points a side are enough

struct Grid {
  std::size_t side;
  std::vector<Point> points;
  const Point& at(std::size_t i, std::size_t k) const { return points[i * side + k]; }
};

Grid grid_over(const Box& b, std::size_t side) {
  Grid grid{side, {}};
  const double last = static_cast<double>(side - 1);
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t k = 0; k < side; ++k) {
      const double u = static_cast<double>(i) / last, v = static_cast<double>(k) / last;
      grid.points.push_back({b.min_x * (1 - u) + b.max_x * u, b.min_y * (1 - v) + b.max_y * v});
    }
  return grid;
}

// Along both directions and both diagonals.
double largest_second_difference(const Grid& g) {
  double most = 0;
  const auto look = [&](Point a, Point b, Point c) {
    most = std::max({most, std::abs(a.x - 2 * b.x + c.x), std::abs(a.y - 2 * b.y + c.y)});
  };
  for (std::size_t i = 0; i < g.side; ++i) {
    for (std::size_t k = 1; k + 1 < g.side; ++k) {
      look(g.at(i, k - 1), g.at(i, k), g.at(i, k + 1));
      look(g.at(k - 1, i), g.at(k, i), g.at(k + 1, i));
      if (i == 0 || i + 1 == g.side) continue;
      look(g.at(i - 1, k - 1), g.at(i, k), g.at(i + 1, k + 1));
      look(g.at(i - 1, k + 1), g.at(i, k), g.at(i + 1, k - 1));
    }
  }
  return most;
}

}  // namespace

std::optional<Box> surround(const Box& source, const std::function<bool(std::vector<Point>&)>& project) {
  for (const std::size_t side : {std::size_t{3}, std::size_t{17}}) {
    Grid grid = grid_over(source, side);
    if (!project(grid.points)) return std::nullopt;
    Box box;
    for (const Point p : grid.points) box.add(p);
    const double size = std::max(box.max_x - box.min_x, box.max_y - box.min_y);
    if (side == 3 && !(size < kSmall)) continue;
    const double room = 1 + largest_second_difference(grid) + (side == 3 ? 0 : size / 100);
    if (!std::isfinite(room)) return std::nullopt;
    return box.grown(room, room);
  }
  return std::nullopt;
}

}  // namespace zonegate::geom
