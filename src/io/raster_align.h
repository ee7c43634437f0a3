// SPDX-License-Identifier: Apache-2.0
// Private to io: a raster on another grid.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gdal_env.h"
#include "io/io.h"

namespace zonegate::io {

// Columns and rows between two grids of one lattice (to a thousandth of a cell over all of both); nullopt: another lattice.
std::optional<std::pair<int, int>> lattice_shift(const RasterGrid& from, const RasterGrid& to);

// GDAL's warper for one raster and one grid. Positions go through the project's own planes, so that its datum rule holds (docs/decisions/0003).
class Warp {
 public:
  struct Source {
    std::string path;
    GDALDataset* dataset = nullptr;
    RasterGrid grid;
    std::optional<geom::Crs> crs;
  };
  // Error (input): one of both has no reference system, or another datum.
  Warp(const Source& source, const Alignment& onto);
  ~Warp();
  // Stored numbers of a band, NaN where there is none. False: GDAL's error trap knows why.
  bool read(GDALRasterBand& band, std::optional<double> nodata, const RasterWindow& window,
            std::vector<double>& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zonegate::io
