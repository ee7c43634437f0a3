// SPDX-License-Identifier: Apache-2.0
#include "zonal/covered_cells.h"

#include "zonal/accumulate.h"

namespace zonegate::zonal {
namespace {

std::string describe(const Rect& r) {
  return "columns " + std::to_string(r.column) + ".." + std::to_string(r.column + r.columns - 1) + ", rows " +
         std::to_string(r.row) + ".." + std::to_string(r.row + r.rows - 1);
}

}  // namespace

Rect window_of(const std::vector<GridEdge>& edges, const io::RasterGrid& grid) {
  double min_x = INFINITY, max_x = -INFINITY, min_y = INFINITY, max_y = -INFINITY;
  for (const GridEdge& e : edges) {
    min_x = std::min({min_x, e.x0, e.x1});
    max_x = std::max({max_x, e.x0, e.x1});
    min_y = std::min({min_y, e.y0, e.y1});
    max_y = std::max({max_y, e.y0, e.y1});
  }
  const auto clip = [](double v, int n) {
    return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(n)));
  };
  Rect r;
  r.column = clip(std::floor(min_x), grid.columns);
  r.row = clip(std::floor(min_y), grid.rows);
  r.columns = clip(std::ceil(max_x), grid.columns) - r.column;
  r.rows = clip(std::ceil(max_y), grid.rows) - r.row;
  return r;
}

TileCoverage cover_tile(const std::vector<GridEdge>& edges, const Rect& tile) {
  Accumulator sums(tile.row, tile.column, tile.rows, tile.columns);
  for (const GridEdge& e : edges) sums.add(e.y0, e.x0, e.y1, e.x1);
  return {tile, sums.fractions(1)};
}

bool TileCoverage::any(const Rect& r) const {
  for (int c = r.column; c < r.column + r.columns; ++c) {
    for (int row = r.row; row < r.row + r.rows; ++row) {
      if (at(c, row) != 0) return true;
    }
  }
  return false;
}

std::optional<std::vector<double>> read_window(io::RasterSource& raster, const Rect& r,
                                               std::vector<Issue>& issues) {
  try {
    return raster.read(r.column, r.row, r.columns, r.rows);
  } catch (const Error& e) {
    Issue issue{"raster.block_unreadable", Severity::error, {}, {}, {}, {}, {}, {}};
    issue.message =
        std::string(e.what()) + " [" + describe(r) + "]; these cells are counted as cells without a value";
    issue.hint = e.hint();
    issues.push_back(issue);
    return std::nullopt;
  }
}

bool inside_grid(const std::vector<GridEdge>& edges, const io::RasterGrid& grid) {
  return std::all_of(edges.begin(), edges.end(), [&](const GridEdge& e) {
    return std::min(e.x0, e.x1) >= 0 && std::max(e.x0, e.x1) <= grid.columns && std::min(e.y0, e.y1) >= 0 &&
           std::max(e.y0, e.y1) <= grid.rows;
  });
}

SquareMetres left_outside(double total, double covered, bool inside, double tolerance,
                          std::vector<Issue>& issues) {
  const double rest = total - covered;
  const double allowed = tolerance * total + 1e-6;
  if (std::abs(rest) > allowed && (inside || rest < 0)) {
    Issue issue{"zonal.sum_mismatch", Severity::warning, {}, {}, {}, {}, {}, {}};
    issue.message = "covered cells add up to " + fixed(covered, 4) + " m2 where the footprint has " +
                    fixed(total, 4) + " m2";
    issue.hint = "cells of several kilometres in a projected raster cannot do better; use a lon/lat raster";
    issues.push_back(issue);
  }
  if (inside || std::abs(rest) <= allowed) return SquareMetres(0);
  return SquareMetres(std::max(0.0, rest));
}

}  // namespace zonegate::zonal
