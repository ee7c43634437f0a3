// SPDX-License-Identifier: Apache-2.0
#include "app/raster_stack.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zonegate::app {
namespace {

constexpr double kAligned = 1e-3;  // of a cell

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, what, hint);
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

}  // namespace

bool same_grid(const io::RasterGrid& a, const io::RasterGrid& b) {
  return a.columns == b.columns && a.rows == b.rows && a.origin_x == b.origin_x && a.origin_y == b.origin_y &&
         a.cell_x == b.cell_x && a.cell_y == b.cell_y && a.skew_x == b.skew_x && a.skew_y == b.skew_y;
}

RasterTiles::RasterTiles(const std::vector<std::string>& paths, const io::RasterOptions& options) {
  for (const auto& path : paths) {
    tiles_.push_back(std::make_unique<io::RasterSource>(path, options));
    check_like_first(*tiles_.back());
  }
  place_tiles();
}

void RasterTiles::check_like_first(const io::RasterSource& tile) const {
  const auto& first = *tiles_.front();
  const std::string pair = tile.path() + " and " + first.path();
  if (!geom::same_system(tile.crs_if_any(), first.crs_if_any()))
    refuse(pair + " are in different reference systems",
           "warp one of them (gdalwarp), or take them one by one without --mosaic");
  const auto &a = tile.grid(), &b = first.grid();
  if (!close(a.cell_x, b.cell_x) || !close(a.cell_y, b.cell_y) || a.skew_x != b.skew_x ||
      a.skew_y != b.skew_y)
    refuse(pair + " have cells of different size",
           "resample one of them, or take them one by one without --mosaic");
  if (tile.bands().size() != first.bands().size())
    refuse(pair + " have different numbers of bands", "take them one by one without --mosaic");
}

void RasterTiles::place_tiles() {
  const io::RasterGrid base = tiles_.front()->grid();
  const zonal::GridFrame frame(base);
  int left = 0, top = 0, right = base.columns, bottom = base.rows;
  for (const auto& tile : tiles_) {
    const auto& g = tile->grid();
    const geom::Point at = frame({g.origin_x, g.origin_y});
    const double column = std::round(at.x), row = std::round(at.y);
    if (std::abs(at.x - column) > kAligned || std::abs(at.y - row) > kAligned)
      refuse(tile->path() + " does not lie on the grid of " + path(),
             "resample one of them, or take them one by one without --mosaic");
    if (std::abs(column) + g.columns > 1e9 || std::abs(row) + g.rows > 1e9)
      refuse(tile->path() + " lies too far from " + path(), "take them one by one without --mosaic");
    places_.push_back({static_cast<int>(column), static_cast<int>(row), g.columns, g.rows});
    const auto& p = places_.back();
    left = std::min(left, p.column);
    top = std::min(top, p.row);
    right = std::max(right, p.column + p.columns);
    bottom = std::max(bottom, p.row + p.rows);
  }
  grid_ = base;
  const geom::Point origin = base.at(left, top);
  if (left != 0 || top != 0) {
    grid_.origin_x = origin.x;
    grid_.origin_y = origin.y;
  }
  grid_.columns = right - left;
  grid_.rows = bottom - top;
  for (auto& p : places_) {
    p.column -= left;
    p.row -= top;
  }
}

void RasterTiles::paste(std::size_t tile, std::size_t band, const io::RasterWindow& window,
                        std::vector<double>& out) {
  const auto shared = zonal::common(places_[tile], window);
  if (shared.columns == 0) return;
  std::vector<double> values;
  tiles_[tile]->read_values(
      band,
      {shared.column - places_[tile].column, shared.row - places_[tile].row, shared.columns, shared.rows},
      values);
  for (int r = 0; r < shared.rows; ++r) {
    for (int c = 0; c < shared.columns; ++c) {
      double& to = out[static_cast<std::size_t>(shared.row + r - window.row) *
                           static_cast<std::size_t>(window.columns) +
                       static_cast<std::size_t>(shared.column + c - window.column)];
      if (std::isnan(to))
        to = values[static_cast<std::size_t>(r) * static_cast<std::size_t>(shared.columns) +
                    static_cast<std::size_t>(c)];
    }
  }
}

zonal::BandCells RasterTiles::read(std::size_t band, const io::RasterWindow& window) {
  zonal::BandCells cells;
  if (tiles_.size() == 1) {
    const auto& info = bands()[band];
    cells.nodata = info.nodata;
    if (info.bytes) {
      tiles_.front()->read_bytes(band, window, cells.bytes);
    } else {
      tiles_.front()->read_values(band, window, cells.values);
    }
    return cells;
  }
  cells.values.assign(window.cells(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < tiles_.size(); ++i) paste(i, band, window, cells.values);
  return cells;
}

zonal::BandCells RasterTiles::uncovered(const io::RasterWindow& window) const {
  zonal::BandCells cells;
  cells.nodata = 0;
  cells.bytes.assign(window.cells(), 1);
  for (const auto& tile : places_) {
    const auto w = zonal::common(tile, window);
    for (int row = w.row; row < w.row + w.rows; ++row) {
      const auto from = cells.bytes.begin() + static_cast<std::ptrdiff_t>(row - window.row) * window.columns +
                        (w.column - window.column);
      std::fill(from, from + w.columns, std::uint8_t{0});
    }
  }
  return cells;
}

std::optional<zonal::BandCells> RasterTiles::gaps(const io::RasterWindow& chunk,
                                                  const io::RasterWindow& window) const {
  const auto holds_it = [&](const io::RasterWindow& tile) {
    return zonal::common(tile, chunk).cells() == chunk.cells();
  };
  if (std::any_of(places_.begin(), places_.end(), holds_it)) return std::nullopt;
  const auto all = uncovered(chunk);
  if (std::find(all.bytes.begin(), all.bytes.end(), 1) == all.bytes.end()) return std::nullopt;
  return uncovered(window);
}

}  // namespace zonegate::app
