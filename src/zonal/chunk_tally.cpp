// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "zonal/refined.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

std::size_t offset(const io::RasterWindow& w, int column, int row) {
  return static_cast<std::size_t>(row - w.row) * static_cast<std::size_t>(w.columns) +
         static_cast<std::size_t>(column - w.column);
}

// The cells of another grid that hold the stretches between lines.
std::vector<int> cells_between(const std::vector<double>& lines, double origin, double cell) {
  std::vector<int> out;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    out.push_back(static_cast<int>(std::floor((0.5 * (lines[i] + lines[i + 1]) - origin) / cell)));
  return out;
}

double weight_at(const WeightCells& w, int column, int row) {
  const auto& window = w.window;
  if (column < window.column || row < window.row || column >= window.column + window.columns ||
      row >= window.row + window.rows)
    return std::numeric_limits<double>::quiet_NaN();
  return w.values[offset(window, column, row)];
}

}  // namespace

double value_at(const BandCells& band, std::size_t i) {
  if (band.bytes.empty()) return band.values[i];
  const double v = band.bytes[i];
  return band.nodata && *band.nodata == v ? std::numeric_limits<double>::quiet_NaN() : v;
}

ZoneTally ChunkTally::plain(const io::RasterWindow& w, const io::RasterWindow& window, const BandCells& band,
                            std::span<const double> shares) {
  const auto width = static_cast<std::size_t>(w.columns);
  const bool areas = areas_ && (plan_.areas || plan_.weight == CellWeight::area);
  const bool quick = !band.bytes.empty() && !plan_.squares && (!areas || areas_->one_per_row());
  row_areas_.assign(areas && !quick ? width : 1, 0.0);
  for (int r = 0; r < w.rows; ++r) {
    const auto [first, last] = shares_.reach(r);
    if (first >= last) continue;
    const auto from = static_cast<std::size_t>(first), count = static_cast<std::size_t>(last - first);
    const auto row_shares = shares.subspan(static_cast<std::size_t>(r) * width + from, count);
    const std::size_t at = offset(window, w.column + first, w.row + r);
    if (quick) {
      if (areas) areas_->row(w.row + r, w.column, row_areas_);
      tallier_.add_bytes(std::span(band.bytes).subspan(at, count), row_shares, row_areas_.front());
      continue;
    }
    if (areas) areas_->row(w.row + r, w.column + first, std::span(row_areas_).first(count));
    row_values_.resize(count);
    for (std::size_t i = 0; i < count; ++i) row_values_[i] = value_at(band, at + i);
    tallier_.add({row_values_,
                  row_shares,
                  areas ? std::span<const double>(row_areas_).first(count) : std::span<const double>(),
                  {}});
  }
  return tallier_.take(band.nodata);
}

void ChunkTally::weighted(const Zone& zone, const io::RasterWindow& w, const io::RasterWindow& window,
                          std::span<const BandCells> bands, const WeightCells& weights, ChunkParts& parts) {
  const GridFrame frame(grid_);
  const auto& g = weights.grid;
  const geom::Point origin = frame({g.origin_x, g.origin_y});
  const double cell_x = g.cell_x / grid_.cell_x, cell_y = g.cell_y / grid_.cell_y;
  const auto columns = merged_lines(w.column, w.column + w.columns, origin.x, cell_x);
  const auto rows = merged_lines(w.row, w.row + w.rows, origin.y, cell_y);
  RefinedShares refined;
  const auto shares = refined(zone, columns, rows);
  const std::size_t n = columns.size() - 1;
  const auto weight_columns = cells_between(columns, origin.x, cell_x),
             weight_rows = cells_between(rows, origin.y, cell_y);
  const bool areas = areas_ && (plan_.areas || plan_.weight == CellWeight::area);
  row_values_.resize(n);
  row_weights_.resize(n);
  std::vector<double> cell_areas(static_cast<std::size_t>(w.columns));
  for (const BandCells& band : bands) {
    for (std::size_t y = 0; y + 1 < rows.size(); ++y) {
      const int row = static_cast<int>(std::floor(0.5 * (rows[y] + rows[y + 1])));
      if (areas) areas_->row(row, w.column, cell_areas);
      row_areas_.assign(areas ? n : 0, 0.0);
      for (std::size_t x = 0; x < n; ++x) {
        const int column = static_cast<int>(std::floor(0.5 * (columns[x] + columns[x + 1])));
        row_values_[x] = value_at(band, offset(window, column, row));
        row_weights_[x] = weight_at(weights, weight_columns[x], weight_rows[y]);
        if (areas) row_areas_[x] = cell_areas[static_cast<std::size_t>(column - w.column)];
      }
      tallier_.add({row_values_, shares.subspan(y * n, n), row_areas_, row_weights_});
    }
    parts.tallies.push_back(tallier_.take());
  }
}

ChunkParts ChunkTally::operator()(const Chunk& chunk, std::span<const Zone> zones,
                                  const io::RasterWindow& window, std::span<const BandCells> bands,
                                  const WeightCells* weights) {
  ChunkParts parts;
  parts.zones.reserve(chunk.zones.size());
  parts.tallies.reserve(chunk.zones.size() * bands.size());
  for (const std::uint32_t i : chunk.zones) {
    const auto w = common(zones[i].window(), chunk.window);
    if (w.columns == 0) continue;
    parts.zones.push_back(i);
    if (weights) {
      weighted(zones[i], w, window, bands, *weights, parts);
    } else {
      const auto shares = shares_(zones[i], w, plan_.rule);
      for (const BandCells& band : bands) parts.tallies.push_back(plain(w, window, band, shares));
    }
  }
  return parts;
}

}  // namespace zonegate::zonal
