// SPDX-License-Identifier: Apache-2.0
//
// Areas of cells. On projected grids an area takes four transformed corners, far too much for each of a hundred million cells; it changes smoothly (within a
// zone of Gauss-Krueger by x^2 / R^2), so that cells between exact ones a few hundred metres apart are interpolated.
#include <algorithm>
#include <cmath>
#include <mutex>

#include "zonal/grid_map.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

class PlanarAreas final : public CellAreas {
 public:
  explicit PlanarAreas(double area) : area_(area) {}
  bool one_per_row() const override { return true; }
  void row(int, int, std::span<double> areas) const override { std::fill(areas.begin(), areas.end(), area_); }

 private:
  double area_;
};

class RowAreasOfMap final : public CellAreas {
 public:
  explicit RowAreasOfMap(std::unique_ptr<GridMap> map) : map_(std::move(map)) {}
  bool one_per_row() const override { return true; }
  void row(int row, int column, std::span<double> areas) const override {
    map_->cell_areas(row, column, areas);
  }

 private:
  std::unique_ptr<GridMap> map_;
};

// Exact areas at every `step`-th cell, and at the last one; bilinear between them. f'' of the area's scale is 2 / R^2: over 400 m the error is below 1e-9.
class SmoothAreas final : public CellAreas {
 public:
  SmoothAreas(std::unique_ptr<GridMap> map, const io::RasterGrid& grid)
      : map_(std::move(map)),
        columns_(grid.columns),
        rows_(grid.rows),
        step_(step_of(grid)),
        lines_(static_cast<std::size_t>((rows_ - 1) / step_ + 2)),
        once_(lines_.size()) {}
  bool one_per_row() const override { return false; }
  void row(int row, int column, std::span<double> areas) const override {
    if (step_ == 1) return map_->cell_areas(row, column, areas);
    const int k = row / step_;
    const std::vector<double>&upper = line(k), &lower = line(k + 1);
    const double t = share(row, k, rows_);
    for (double& area : areas) {
      const int m = column / step_;
      const double s = share(column, m, columns_);
      const auto at = static_cast<std::size_t>(m);
      const double top = upper[at] + s * (upper[at + 1] - upper[at]),
                   bottom = lower[at] + s * (lower[at + 1] - lower[at]);
      area = top + t * (bottom - top);
      ++column;
    }
  }

 private:
  static constexpr double kApart = 400;  // metres
  static int step_of(const io::RasterGrid& grid) {
    const double cell = std::max(std::abs(grid.cell_x), std::abs(grid.cell_y));
    return static_cast<int>(std::clamp(std::floor(kApart / cell), 1.0, 4096.0));
  }
  int node(int k, int n) const { return std::min(k * step_, n - 1); }
  // Where between the nodes k and k + 1; 0 where both are the last cell.
  double share(int i, int k, int n) const {
    const int from = node(k, n), to = node(k + 1, n);
    return to > from ? static_cast<double>(i - from) / (to - from) : 0.0;
  }
  // The nodes of one line, made when first asked for.
  const std::vector<double>& line(int k) const {
    const auto at = static_cast<std::size_t>(k);
    std::call_once(once_[at], [&] {
      std::vector<double> nodes(static_cast<std::size_t>((columns_ - 1) / step_ + 2));
      for (std::size_t m = 0; m < nodes.size(); ++m)
        map_->cell_areas(node(k, rows_), node(static_cast<int>(m), columns_), std::span(&nodes[m], 1));
      lines_[at] = std::move(nodes);
    });
    return lines_[at];
  }
  std::unique_ptr<GridMap> map_;
  int columns_, rows_, step_;
  mutable std::vector<std::vector<double>> lines_;
  mutable std::vector<std::once_flag> once_;
};

// The raster's own extent in the equal-area plane, which the map is made for.
Footprint extent_of(const io::RasterGrid& grid, const geom::Crs& crs, const geom::Plane& plane) {
  Footprint whole;
  const std::optional<geom::Plane> own =
      crs.geographic() ? std::nullopt : std::optional(geom::Plane::planar(crs));
  for (const double row : {0.0, 0.5 * grid.rows, 1.0 * grid.rows}) {
    for (const double column : {0.0, 0.5 * grid.columns, 1.0 * grid.columns}) {
      const geom::Point p = grid.at(column, row);
      whole.box.add(
          plane.from_lonlat(own ? own->to_lonlat(p) : geom::LonLat{p.x, std::clamp(p.y, -90.0, 90.0)}));
    }
  }
  return whole;
}

}  // namespace

std::unique_ptr<CellAreas> planar_cell_areas(const io::RasterGrid& grid) {
  return std::make_unique<PlanarAreas>(std::abs(grid.cell_x * grid.cell_y - grid.skew_x * grid.skew_y));
}

std::unique_ptr<CellAreas> ellipsoidal_cell_areas(const io::RasterGrid& grid, const geom::Crs& crs) {
  if (!grid.north_up()) {
    throw Error(ErrorKind::input, "cells of a rotated or south-up grid have no ellipsoidal areas here",
                "take --area planar, or warp the raster to a north-up grid (gdalwarp)");
  }
  const geom::Plane plane = geom::Plane::equal_area();
  auto map = make_grid_map(grid, crs, plane, extent_of(grid, crs, plane));
  if (crs.geographic()) return std::make_unique<RowAreasOfMap>(std::move(map));
  return std::make_unique<SmoothAreas>(std::move(map), grid);
}

}  // namespace zonegate::zonal
