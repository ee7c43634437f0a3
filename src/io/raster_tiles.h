// SPDX-License-Identifier: Apache-2.0
// Private to io: cells of a window as tiles of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "io/io.h"

namespace zonegate::io {

struct TileStatistics {
  std::int64_t count = 0;
  double min = std::numeric_limits<double>::infinity(), max = -std::numeric_limits<double>::infinity();
  double mean = 0, m2 = 0;
  void merge(const TileStatistics& o);
  RasterStatistics result() const;
};

struct RasterPiece::Impl {
  struct Tile {
    int column = 0, row = 0;  // counted in tiles
    std::size_t at = 0;       // where its cells stand in `bytes`
    bool empty = true;        // no cell has a value
  };
  std::vector<Tile> tiles;
  std::vector<std::byte> bytes;  // tile after tile, those at the rim filled up with nodata
  TileStatistics statistics;
};

// Error (usage): the type cannot hold the nodata value.
void check_nodata(const std::string& path, const OutRaster& what);

// T: as RasterSink::ready.
template <class T>
RasterPiece pack(const std::string& path, const OutRaster& what, const RasterWindow& window,
                 std::span<const T> cells);

}  // namespace zonegate::io
