// SPDX-License-Identifier: Apache-2.0
//
// zones: statistics of a raster within many polygons, block by block. A zone is a polygon's boundary in grid coordinates; a chunk is a window of the
// raster (whole blocks of the file). tally_chunk is a pure function of the chunk's cells and the zones that meet it, so chunks can be worked on in any
// order and by any thread; what they say of one zone is merged in the order of the chunks, so that the numbers do not depend on threads.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/io.h"
#include "zonal/accumulate.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {

// Which share of a cell counts.
//   coverage: the covered fraction, exact. centre: 1 if the zone holds the cell's centre (on the rim: the left and upper side of a zone count), else 0.
//   all_touched: 1 if any of it is covered, else 0.
enum class PixelRule { coverage, centre, all_touched };

// A share of one cell, for lines (length in the cell) and points.
struct CellShare {
  int row = 0, column = 0;
  double share = 0;
};

// A polygon on the grid: edges in grid coordinates as `cover` takes them (closed, no overlaps), with the cells that they may cover. Or, for lines and
// points, shares of single cells.
class Zone {
 public:
  Zone() = default;  // covers nothing
  Zone(std::vector<GridEdge> edges, int columns, int rows);
  Zone(std::vector<CellShare> cells, int columns,
       int rows);  // those beyond the grid are left out; of equal cells the shares add up
  const std::vector<CellShare>& cells() const { return cells_; }  // rising by row, then column
  const io::RasterWindow& window() const { return window_; }
  int sign() const { return sign_; }
  double area_cells() const { return area_; }      // of the whole polygon, in cells, also beyond the grid
  bool reaches_beyond() const { return beyond_; }  // part of it lies beyond the grid
  // Edges that may matter to rows [row, row + rows): all of a small zone, else the bands that these rows meet; each edge once.
  template <class F>
  void for_edges(int row, int rows, const F& f) const;

 private:
  static constexpr int kBand = 64;                // rows
  static constexpr std::size_t kManyEdges = 256;  // below, all edges are looked at
  void sort_into_bands();
  std::vector<GridEdge> edges_;
  std::vector<CellShare> cells_;
  io::RasterWindow window_;
  int sign_ = 1;
  double area_ = 0;
  bool beyond_ = false;
  std::vector<std::vector<std::uint32_t>>
      bands_;  // from window_.row on; an edge stands in the first band that it meets ...
  std::vector<std::uint32_t> tall_;  // ... or here, if it meets several
};

// Shares of the cells of a window by one zone, row by row. Holds scratch memory: one object per thread; the span lives until the next call.
class ZoneShares {
 public:
  std::span<const double> operator()(const Zone& zone, const io::RasterWindow& window, PixelRule rule);
  // Of that call: the cells of a row of the window that may have a share; all others have none.
  Accumulator::Reach reach(int row) const {
    return by_sums_ ? sums_.reach(row) : Accumulator::Reach{0, columns_};
  }

 private:
  void centres(const Zone& zone, const io::RasterWindow& window);
  void single_cells(const Zone& zone, const io::RasterWindow& window);
  Accumulator sums_{0, 0, 0, 0};
  bool by_sums_ = false;
  int columns_ = 0;
  std::vector<double> shares_;
  std::vector<std::pair<int, int>> starts_;
};

template <class F>
void Zone::for_edges(int row, int rows, const F& f) const {
  if (bands_.empty()) {
    for (const GridEdge& e : edges_) f(e);
    return;
  }
  const int last = static_cast<int>(bands_.size()) - 1;
  const int from = std::clamp((row - window_.row) / kBand, 0, last);
  const int to = std::clamp((row + rows - 1 - window_.row) / kBand, 0, last);
  for (int b = from; b <= to; ++b)
    for (const std::uint32_t i : bands_[static_cast<std::size_t>(b)]) f(edges_[i]);
  for (const std::uint32_t i : tall_) f(edges_[i]);
}

// From plane coordinates to the grid, where both are the same system (or plain numbers): any grid, rotated ones too. Error (internal): cells without size.
class GridFrame {
 public:
  explicit GridFrame(const io::RasterGrid& grid);
  geom::Point operator()(geom::Point p) const { return grid_.cell(p); }

 private:
  io::RasterGrid grid_;
};
// Edges of polygons, shells one way and holes the other whatever way their rings run. Rings of fewer than three vertices give none.
std::vector<GridEdge> grid_edges(const geom::RingSet& rings, const GridFrame& frame);
// Edges of a figure in the equal-area plane on a lon/lat grid: exact (an edge bends at the rows' parallels). Error (input): another datum.
std::vector<GridEdge> mapped_edges(const geom::Figure& figure, const io::RasterGrid& grid,
                                   const geom::Crs& crs, const geom::Plane& plane);
// The length of lines in each cell that they pass; what runs along the line between two cells belongs to the right or lower one. lengths: of each edge, one after the
// other; a piece has the share of its edge's length that it has in the raster's coordinates.
std::vector<CellShare> line_cells(const geom::Shape& shape, std::span<const double> lengths,
                                  const GridFrame& frame);
// The cell that holds each point; or (bilinear) the four whose centres are nearest, with their weights.
std::vector<CellShare> point_cells(const std::vector<geom::Point>& points, const GridFrame& frame,
                                   bool bilinear);

}  // namespace zonegate::zonal
