// SPDX-License-Identifier: Apache-2.0
// Private to app: rasters on one grid, read together; tiles of a mosaic as one raster.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::app {

// One raster, or the tiles of a mosaic, opened by one thread.
class RasterTiles {
 public:
  // Error (input): tiles of different systems, cells, bands or nodata, or that do not lie on one grid.
  RasterTiles(const std::vector<std::string>& paths, const io::RasterOptions& options);
  const io::RasterGrid& grid() const { return grid_; }
  const std::optional<geom::Crs>& crs() const { return tiles_.front()->crs_if_any(); }
  const std::vector<io::RasterBand>& bands() const { return tiles_.front()->bands(); }
  std::pair<int, int> block_size() const { return tiles_.front()->block_size(); }
  const std::string& path() const { return tiles_.front()->path(); }
  const std::string& alignment() const { return tiles_.front()->alignment(); }  // of the first
  // NaN where no tile has a value; where tiles overlap the first that has one counts.
  zonal::BandCells read(std::size_t band, const io::RasterWindow& window);
  // Cells of the window in no tile, as bytes: 1, all others without a value. nullopt: there are none in the whole chunk.
  std::optional<zonal::BandCells> gaps(const io::RasterWindow& chunk, const io::RasterWindow& window) const;

 private:
  zonal::BandCells uncovered(const io::RasterWindow& window) const;
  void place_tiles();
  void check_like_first(const io::RasterSource& tile) const;
  void paste(std::size_t tile, std::size_t band, const io::RasterWindow& window, std::vector<double>& out);
  std::vector<std::unique_ptr<io::RasterSource>> tiles_;
  std::vector<io::RasterWindow> places_;  // of each tile on the grid
  io::RasterGrid grid_;
};

bool same_grid(const io::RasterGrid& a, const io::RasterGrid& b);

}  // namespace zonegate::app
