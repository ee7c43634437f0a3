// SPDX-License-Identifier: Apache-2.0
// Private to zonal: the cells that a footprint covers, each with its value and its covered area.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "zonal/grid_map.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {

using Rect = io::RasterWindow;
// The cells that edges may cover.
Rect window_of(const std::vector<GridEdge>& edges, const io::RasterGrid& grid);

// Calls f with the pieces of `r` cut at multiples of `step`, row by row.
template <class F>
void for_tiles(const Rect& r, int step, const F& f) {
  for (int row = r.row; row < r.row + r.rows;) {
    const int next_row = std::min((row / step + 1) * step, r.row + r.rows);
    for (int column = r.column; column < r.column + r.columns;) {
      const int next = std::min((column / step + 1) * step, r.column + r.columns);
      f(Rect{column, row, next - column, next_row - row});
      column = next;
    }
    row = next_row;
  }
}

// Coverage of one tile; stored column by column.
struct TileCoverage {
  Rect rect;
  std::vector<double> fraction;
  double at(int column, int row) const {
    return fraction[static_cast<std::size_t>(column - rect.column) * static_cast<std::size_t>(rect.rows) +
                    static_cast<std::size_t>(row - rect.row)];
  }
  bool any(const Rect& r) const;
};
TileCoverage cover_tile(const std::vector<GridEdge>& edges, const Rect& tile);

// Reads a window; nullopt, and an Issue that names it, where it cannot be read.
std::optional<std::vector<double>> read_window(io::RasterSource& raster, const Rect& r,
                                               std::vector<Issue>& issues);

// The window of the footprint is worked through in tiles, so memory does not grow with the raster or the footprint: coverage of a tile (running
// down the columns, because the boundary comes without vertical edges), then the values in reads of 256 x 256 cells, only where something is
// covered. sink(value, area): value is null where the cell has none, also because its window cannot be read.
template <class Sink>
class CellWalk {
 public:
  CellWalk(io::RasterSource& raster, const GridMap& map, std::vector<Issue>& issues, Sink& sink)
      : raster_(raster), map_(map), issues_(issues), sink_(sink), nodata_(raster.nodata()) {}

  void run(const std::vector<GridEdge>& edges) {
    constexpr int kTile = 1024;
    constexpr int kRead = 256;  // divides kTile
    for_tiles(window_of(edges, raster_.grid()), kTile, [&](const Rect& tile) {
      const TileCoverage coverage = cover_tile(edges, tile);
      for_tiles(tile, kRead, [&](const Rect& r) { add(coverage, r); });
    });
  }

 private:
  void add(const TileCoverage& tile, const Rect& r) {
    if (!tile.any(r)) return;
    const auto values = read_window(raster_, r, issues_);
    for (int row = r.row; row < r.row + r.rows; ++row) add_row(tile, r, row, values);
  }
  // Cell areas cost a transform on projected rasters: asked only from the first to the last covered cell.
  void add_row(const TileCoverage& tile, const Rect& r, int row,
               const std::optional<std::vector<double>>& values) {
    int first = r.column, end = r.column + r.columns;
    while (first < end && tile.at(first, row) == 0) ++first;
    while (end > first && tile.at(end - 1, row) == 0) --end;
    if (first == end) return;
    areas_.resize(static_cast<std::size_t>(end - first));
    map_.cell_areas(row, first, areas_);
    for (int column = first; column < end; ++column) {
      const double area = tile.at(column, row) * areas_[static_cast<std::size_t>(column - first)];
      if (area == 0) continue;
      const std::size_t i = static_cast<std::size_t>(row - r.row) * static_cast<std::size_t>(r.columns) +
                            static_cast<std::size_t>(column - r.column);
      const double* value = values ? &(*values)[i] : nullptr;
      if (value && (std::isnan(*value) || (nodata_ && *value == *nodata_))) value = nullptr;
      sink_(value, area);
    }
  }

  io::RasterSource& raster_;
  const GridMap& map_;
  std::vector<Issue>& issues_;
  Sink& sink_;
  std::optional<double> nodata_;
  std::vector<double> areas_;
};

// Do the edges lie within the grid?
bool inside_grid(const std::vector<GridEdge>& edges, const io::RasterGrid& grid);
// What the covered cells leave of the footprint lies outside the raster; where nothing can lie outside it is a check, and an Issue.
SquareMetres left_outside(double total, double covered, bool inside, double tolerance,
                          std::vector<Issue>& issues);

}  // namespace zonegate::zonal
