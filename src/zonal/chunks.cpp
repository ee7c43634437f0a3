// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

// Whole blocks side by side until a chunk has enough cells: first along a row of the raster, then downwards.
std::pair<int, int> chunk_size(const io::RasterGrid& grid, std::pair<int, int> block, int cells) {
  const int width = std::clamp(block.first, 1, grid.columns), height = std::clamp(block.second, 1, grid.rows);
  int columns = width, rows = height;
  while (columns < 1024 && columns < grid.columns && static_cast<std::int64_t>(columns) * rows < cells / 2)
    columns += width;
  columns = std::min(columns, grid.columns);
  // A block that no memory should hold as numbers is taken in pieces.
  constexpr int kMost = 1 << 26;
  rows = std::min(rows, kMost);
  columns = std::min(columns, kMost / rows);
  while (rows < grid.rows && (static_cast<std::int64_t>(rows) + height) * columns <= cells) rows += height;
  return {columns, std::min(rows, grid.rows)};
}

}  // namespace

std::vector<Chunk> chunks_of(std::span<const Zone> zones, const io::RasterGrid& grid,
                             std::pair<int, int> block, int cells) {
  const auto [columns, rows] = chunk_size(grid, block, cells);
  const std::int64_t across = (grid.columns + columns - 1) / columns;
  std::map<std::int64_t, Chunk> chunks;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const auto& w = zones[i].window();
    if (w.columns == 0) continue;
    for (int y = w.row / rows; y <= (w.row + w.rows - 1) / rows; ++y) {
      for (int x = w.column / columns; x <= (w.column + w.columns - 1) / columns; ++x) {
        Chunk& chunk = chunks[y * across + x];
        chunk.window = {x * columns, y * rows, std::min(columns, grid.columns - x * columns),
                        std::min(rows, grid.rows - y * rows)};
        chunk.zones.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }
  std::vector<Chunk> out;
  out.reserve(chunks.size());
  for (auto& [place, chunk] : chunks) out.push_back(std::move(chunk));
  return out;
}

io::RasterWindow common(const io::RasterWindow& a, const io::RasterWindow& b) {
  io::RasterWindow w;
  w.column = std::max(a.column, b.column);
  w.row = std::max(a.row, b.row);
  w.columns = std::min(a.column + a.columns, b.column + b.columns) - w.column;
  w.rows = std::min(a.row + a.rows, b.row + b.rows) - w.row;
  if (w.columns <= 0 || w.rows <= 0) return {};
  return w;
}

io::RasterWindow needed(const Chunk& chunk, std::span<const Zone> zones) {
  int left = chunk.window.column + chunk.window.columns, right = chunk.window.column;
  int top = chunk.window.row + chunk.window.rows, bottom = chunk.window.row;
  for (const std::uint32_t i : chunk.zones) {
    const auto w = common(zones[i].window(), chunk.window);
    if (w.columns == 0) continue;
    left = std::min(left, w.column);
    right = std::max(right, w.column + w.columns);
    top = std::min(top, w.row);
    bottom = std::max(bottom, w.row + w.rows);
  }
  if (left >= right || top >= bottom) return {};
  return {left, top, right - left, bottom - top};
}

io::RasterWindow window_on(const io::RasterGrid& other, const io::RasterGrid& grid,
                           const io::RasterWindow& w) {
  const GridFrame frame(other);
  const geom::Point a = frame(grid.at(w.column, w.row)),
                    b = frame(grid.at(w.column + w.columns, w.row + w.rows));
  const auto clip = [](double v, int n) {
    return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(n)));
  };
  io::RasterWindow out;
  out.column = clip(std::floor(std::min(a.x, b.x)), other.columns);
  out.row = clip(std::floor(std::min(a.y, b.y)), other.rows);
  out.columns = clip(std::ceil(std::max(a.x, b.x)), other.columns) - out.column;
  out.rows = clip(std::ceil(std::max(a.y, b.y)), other.rows) - out.row;
  if (out.columns <= 0 || out.rows <= 0) return {};
  return out;
}

}  // namespace zonegate::zonal
