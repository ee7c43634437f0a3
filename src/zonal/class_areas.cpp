// SPDX-License-Identifier: Apache-2.0
//
// Areas of the classes of a raster inside a footprint. The window of the footprint is worked through in
// tiles, so memory does not grow with the raster or the footprint: coverage of a tile (running down the
// columns, because the boundary comes without vertical edges), then the values in reads of 256 x 256 cells,
// only where something is covered. A read that fails costs exactly these cells, which are counted as "no
// value" and reported.
#include <algorithm>
#include <cmath>

#include "zonal/accumulate.h"
#include "zonal/grid_map.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

constexpr int kTile = 1024;
constexpr int kRead = 256;  // divides kTile

struct Rect {
  int column = 0, row = 0, columns = 0, rows = 0;
};

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
};

TileCoverage cover_tile(const std::vector<GridEdge>& edges, const Rect& tile) {
  Accumulator sums(tile.row, tile.column, tile.rows, tile.columns);
  for (const GridEdge& e : edges) sums.add(e.y0, e.x0, e.y1, e.x1);
  return {tile, sums.fractions(1)};
}

bool any_covered(const TileCoverage& tile, const Rect& r) {
  for (int c = r.column; c < r.column + r.columns; ++c) {
    for (int row = r.row; row < r.row + r.rows; ++row) {
      if (tile.at(c, row) != 0) return true;
    }
  }
  return false;
}

std::string describe(const Rect& r) {
  return "columns " + std::to_string(r.column) + ".." + std::to_string(r.column + r.columns - 1) + ", rows " +
         std::to_string(r.row) + ".." + std::to_string(r.row + r.rows - 1);
}

class Tally {
 public:
  Tally(io::RasterSource& raster, const GridMap& map, ClassAreas& result)
      : raster_(raster), map_(map), result_(result), nodata_(raster.nodata()) {}

  void add(const TileCoverage& tile, const Rect& r) {
    if (!any_covered(tile, r)) return;
    const std::optional<std::vector<double>> values = read(r);
    for (int row = r.row; row < r.row + r.rows; ++row) add_row(tile, r, row, values);
  }
  void finish() {
    if (odd_cells_ == 0) return;
    Issue issue{"raster.class_not_integer", Severity::error, {}, {}, {}, {}, {}, {}};
    issue.message = std::to_string(odd_cells_) +
                    " covered cells of the class raster hold a value that is no whole number, such as " +
                    shortest(odd_value_) + "; they are counted as cells without a value";
    issue.hint = "use a raster of class codes";
    result_.issues.push_back(issue);
  }

 private:
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
      (values ? slot((*values)[i]) : result_.nodata.value) += area;
    }
  }
  std::optional<std::vector<double>> read(const Rect& r) {
    try {
      return raster_.read(r.column, r.row, r.columns, r.rows);
    } catch (const Error& e) {
      Issue issue{"raster.block_unreadable", Severity::error, {}, {}, {}, {}, {}, {}};
      issue.message =
          std::string(e.what()) + " [" + describe(r) + "]; these cells are counted as cells without a value";
      issue.hint = e.hint();
      result_.issues.push_back(issue);
      return std::nullopt;
    }
  }
  double& slot(double value) {
    if (std::isnan(value) || (nodata_ && value == *nodata_)) return result_.nodata.value;
    if (value != std::floor(value) || std::abs(value) > 0x1p53) {
      if (odd_cells_++ == 0) odd_value_ = value;
      return result_.nodata.value;
    }
    if (last_ == nullptr || value != last_value_) {  // neighbours mostly share their class
      last_value_ = value;
      last_ = &result_.by_class[static_cast<long long>(value)];
    }
    return last_->value;
  }

  io::RasterSource& raster_;
  const GridMap& map_;
  ClassAreas& result_;
  std::optional<double> nodata_;
  std::vector<double> areas_;
  long long odd_cells_ = 0;
  double odd_value_ = 0;
  double last_value_ = 0;
  SquareMetres* last_ = nullptr;
};

// Rounding at a cell border can leave 1e-10 m2 of the neighbour's class: nothing that is there.
void drop_crumbs(ClassAreas& result) {
  const double crumb = std::min(1e-6, 1e-9 * result.total.value);
  std::erase_if(result.by_class, [&](const auto& entry) { return std::abs(entry.second.value) < crumb; });
  if (std::abs(result.nodata.value) < crumb) result.nodata = SquareMetres(0);
}

bool inside_grid(const std::vector<GridEdge>& edges, const io::RasterGrid& grid) {
  return std::all_of(edges.begin(), edges.end(), [&](const GridEdge& e) {
    return std::min(e.x0, e.x1) >= 0 && std::max(e.x0, e.x1) <= grid.columns && std::min(e.y0, e.y1) >= 0 &&
           std::max(e.y0, e.y1) <= grid.rows;
  });
}

// What the covered cells leave of the footprint lies outside the raster; where nothing can lie outside it is
// a check.
void settle(ClassAreas& result, bool inside, double tolerance) {
  double covered = result.nodata.value;
  for (const auto& [code, area] : result.by_class) covered += area.value;
  const double rest = result.total.value - covered;
  const double allowed = tolerance * result.total.value + 1e-6;
  if (!inside) result.outside = SquareMetres(std::abs(rest) <= allowed ? 0.0 : std::max(0.0, rest));
  if (std::abs(rest) > allowed && (inside || rest < 0)) {
    Issue issue{"zonal.sum_mismatch", Severity::warning, {}, {}, {}, {}, {}, {}};
    issue.message = "covered cells add up to " + fixed(covered, 4) + " m2 where the footprint has " +
                    fixed(result.total.value, 4) + " m2";
    issue.hint = "cells of several kilometres in a projected raster cannot do better; use a lon/lat raster";
    result.issues.push_back(issue);
  }
}

}  // namespace

ClassAreas class_areas(io::RasterSource& raster, std::span<const geom::Figure* const> figures,
                       const geom::Plane& plane) {
  ClassAreas result;
  const Footprint footprint = footprint_of(figures, plane);
  result.total = SquareMetres(footprint.area);
  if (footprint.edges.empty()) return result;
  const io::RasterGrid& grid = raster.grid();
  const std::unique_ptr<GridMap> map = make_grid_map(grid, raster.crs(), plane, footprint);
  const std::vector<GridEdge> edges = map->edges(footprint);
  Tally tally(raster, *map, result);
  for_tiles(window_of(edges, grid), kTile, [&](const Rect& tile) {
    const TileCoverage coverage = cover_tile(edges, tile);
    for_tiles(tile, kRead, [&](const Rect& r) { tally.add(coverage, r); });
  });
  tally.finish();
  drop_crumbs(result);
  settle(result, inside_grid(edges, grid), map->tolerance());
  return result;
}

}  // namespace zonegate::zonal
