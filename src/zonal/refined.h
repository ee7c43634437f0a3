// SPDX-License-Identifier: Apache-2.0
// Private to zonal: shares on the grid of all lines of two grids. Between two neighbouring lines the way from one grid's numbers to the refined one's is
// linear, so an edge that is cut at every line stays straight, and its coverage exact.
#pragma once

#include <span>
#include <vector>

#include "zonal/zonal.h"

namespace zonegate::zonal {

// Lines of both grids inside [from, to] in cells of the first; the ends are among them. second_origin, second_cell: of the second grid, in cells of the first.
std::vector<double> merged_lines(int from, int to, double second_origin, double second_cell);

class RefinedShares {
 public:
  // Shares, in cells of the first grid, of the cells between the lines, row by row.
  std::span<const double> operator()(const Zone& zone, const std::vector<double>& columns,
                                     const std::vector<double>& rows);

 private:
  void add(const GridEdge& e, const std::vector<double>& columns, const std::vector<double>& rows);
  Accumulator sums_{0, 0, 0, 0};
  std::vector<double> shares_, cuts_;
};

}  // namespace zonegate::zonal
