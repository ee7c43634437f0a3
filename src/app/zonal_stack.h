// SPDX-License-Identifier: Apache-2.0
// Private to app: rasters on one grid, and the bands that zones are asked for: those of the files, or formulas over them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "algebra/algebra.h"
#include "app/app.h"
#include "app/raster_stack.h"

namespace zonegate::app {

struct ZonalStack {
  std::vector<std::vector<std::string>> rasters;  // each with its tiles
  std::vector<io::RasterOptions> options;         // of each raster
  io::RasterGrid grid;
  std::pair<int, int> block;
  std::vector<std::pair<std::size_t, std::size_t>> reads;  // what is read: raster of the stack, band of it
  std::vector<std::string> names;                          // of `reads`, in formulas
  std::vector<ZonalFormula> formulas;                      // empty: the bands are those that are read
  std::size_t first = 0;                                   // of all bands of the run
  std::vector<bool> wide;  // of each band: 64-bit whole numbers, which a double may not hold
  bool mosaic = false;
  std::size_t bands() const { return formulas.empty() ? reads.size() : formulas.size(); }
  // One more than bands for a mosaic: cells that lie in no tile.
  std::size_t tallies() const { return bands() + (mosaic ? 1 : 0); }
  const std::string& path() const { return rasters.front().front(); }
};

// What one thread has open of a stack.
class OpenZonalStack {
 public:
  explicit OpenZonalStack(const ZonalStack& stack);
  // The cells of each band in a window; of a mosaic, last, which cells of `chunk` lie in no tile, if any do.
  std::vector<zonal::BandCells> read(const io::RasterWindow& chunk, const io::RasterWindow& window);
  std::int64_t not_finite() const { return not_finite_; }  // results of formulas so far

  std::unique_ptr<RasterTiles> weights;
  std::unique_ptr<zonal::ChunkTally> tally;

 private:
  std::vector<zonal::BandCells> calculated(std::vector<zonal::BandCells>&& cells, std::size_t n);
  const ZonalStack& stack_;
  std::vector<std::unique_ptr<RasterTiles>> rasters_;
  std::vector<algebra::Expression> formulas_;
  std::int64_t not_finite_ = 0;
};

}  // namespace zonegate::app
