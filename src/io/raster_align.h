// SPDX-License-Identifier: Apache-2.0
// Private to io: a raster on another grid.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/io.h"

namespace zonegate::io {

// Columns and rows between two grids of one lattice (to a thousandth of a cell over all of both); nullopt: another lattice.
std::optional<std::pair<int, int>> lattice_shift(const RasterGrid& from, const RasterGrid& to);

// Cells of another grid out of those of a file. average and mode weigh every source cell by the share of it that the new cell covers: exactly where both grids are of one system and not
// rotated, else by at least 4 x 4 sample points in each new cell. Positions go through the project's own planes, so that its datum rule holds (docs/decisions/0003); along a row those
// between exact ones are interpolated to 0.01 cell.
class Resampler {
 public:
  // The file's own cells in a window of its grid; NaN: none.
  using Reader = std::function<void(const RasterWindow& window, std::vector<double>& cells)>;
  struct Source {
    std::string path;
    RasterGrid grid;
    std::optional<geom::Crs> crs;
  };
  // Error (input): one of both has no reference system, or another datum.
  Resampler(const Source& source, const Alignment& onto);
  ~Resampler();
  void operator()(const RasterWindow& window, const Reader& read, std::vector<double>& out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zonegate::io
