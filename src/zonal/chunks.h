// SPDX-License-Identifier: Apache-2.0
//
// chunks: the raster in windows of whole blocks, each with the zones that meet it, so that a block is decoded once however many zones lie in it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "zonal/tally.h"
#include "zonal/zones.h"

namespace zonegate::zonal {

struct Chunk {
  io::RasterWindow window;
  std::vector<std::uint32_t> zones;  // rising
};
// Windows of whole blocks, at most about so many cells, in the order of the raster, those without a zone left out. block: columns and rows that the file decodes
// at once.
inline constexpr int kChunkCells = 1 << 19;
std::vector<Chunk> chunks_of(std::span<const Zone> zones, const io::RasterGrid& grid,
                             std::pair<int, int> block, int cells = kChunkCells);
// What two windows share; empty (no columns) where they do not meet.
io::RasterWindow common(const io::RasterWindow& a, const io::RasterWindow& b);
// What of a chunk its zones may need.
io::RasterWindow needed(const Chunk& chunk, std::span<const Zone> zones);

// Areas of cells, m2. Thread-safe.
class CellAreas {
 public:
  virtual ~CellAreas() = default;
  virtual bool one_per_row() const = 0;
  virtual void row(int row, int column, std::span<double> areas) const = 0;
};
// The plane's area of a cell (|cell_x * cell_y| for plain numbers and planar grids).
std::unique_ptr<CellAreas> planar_cell_areas(const io::RasterGrid& grid);
// On the ellipsoid of CGCS2000 (WGS 84 differs by 1e-10): exact for north-up lon/lat grids; for projected ones the cell's four corners joined in the equal-area plane
// (1e-8 for cells of 30 m), cells between such ones less than 400 m apart interpolated (1e-9). Error (input): a CRS of another datum, or neither geographic nor projected.
std::unique_ptr<CellAreas> ellipsoidal_cell_areas(const io::RasterGrid& grid, const geom::Crs& crs);

// The cells of one band in a window: bytes where the file holds plain ones, else values (NaN: none).
struct BandCells {
  std::vector<std::uint8_t> bytes;
  std::vector<double> values;
  std::optional<double> nodata;  // of bytes
};
double value_at(const BandCells& cells, std::size_t cell);  // NaN: none
// A second raster on a grid of its own, in the same system; both north-up.
struct WeightCells {
  io::RasterGrid grid;
  io::RasterWindow
      window;  // what `values` holds; covers the chunk's needed window, as far as the raster reaches
  std::vector<double> values;
};
// The window of another grid that covers a window of this one; empty where it does not reach it.
io::RasterWindow window_on(const io::RasterGrid& other, const io::RasterGrid& grid,
                           const io::RasterWindow& window);

// What a chunk says of its zones.
struct ChunkParts {
  std::vector<std::uint32_t> zones;
  std::vector<ZoneTally> tallies;  // zone by zone, of each one for each band
  std::size_t bands() const { return zones.empty() ? 0 : tallies.size() / zones.size(); }
};
// Tallies of the zones of one chunk. window: what the cells hold (`needed`). Pure; `shares` is scratch memory.
class ChunkTally {
 public:
  ChunkTally(const TallyPlan& plan, const io::RasterGrid& grid, const CellAreas* areas)
      : plan_(plan), grid_(grid), areas_(areas), tallier_(plan) {}
  ChunkParts operator()(const Chunk& chunk, std::span<const Zone> zones, const io::RasterWindow& window,
                        std::span<const BandCells> bands, const WeightCells* weights);

 private:
  ZoneTally plain(const io::RasterWindow& w, const io::RasterWindow& window, const BandCells& band,
                  std::span<const double> shares);
  void weighted(const Zone& zone, const io::RasterWindow& w, const io::RasterWindow& window,
                std::span<const BandCells> bands, const WeightCells& weights, ChunkParts& parts);
  TallyPlan plan_;
  io::RasterGrid grid_;
  const CellAreas* areas_;
  Tallier tallier_;
  ZoneShares shares_;
  std::vector<double> row_areas_, row_values_, row_weights_;
};

}  // namespace zonegate::zonal
