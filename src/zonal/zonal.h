// SPDX-License-Identifier: Apache-2.0
//
// zonal: exact pixel coverage. How much of every cell of a raster a footprint covers, by signed-area
// accumulation along its edges: no sampling, holes and parts need no special case (docs/method-zonal.md).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "geom/geom.h"
#include "io/io.h"

namespace zonegate::zonal {

// Covered fraction of the cells of a window.
struct Coverage {
  int column = 0, row = 0, columns = 0, rows = 0;  // the window in the raster's grid
  std::vector<double> fraction;                    // row by row, 0..1 (to 1e-12)
  double at(int c, int r) const { return fraction[static_cast<std::size_t>(r) * columns + c]; }
};
// Fraction by signed-area accumulation. `edges` are directed boundary edges in grid coordinates (x = column,
// y = row downwards, cell (c, r) is [c, c+1] x [r, r+1]), of a region without overlaps (winding 0 or 1).
// Edges outside the grid are clipped correctly. Rings are closed and run all the same way (shells either way,
// holes against them). Interior cells are exactly 1, exterior ones exactly 0. Empty input, or nothing within
// the grid: an empty window. Error (internal): a coordinate that is not finite.
struct GridEdge {
  double x0, y0, x1, y1;  // in ring order: from, to
};
Coverage cover(std::span<const GridEdge> edges, int grid_columns, int grid_rows);

// Area of each class of a categorical raster inside the union of the figures.
struct ClassAreas {
  std::map<long long, SquareMetres> by_class;  // ground m2 (ellipsoidal in the equal-area plane)
  SquareMetres nodata{0};                      // covered cells without a value
  SquareMetres outside{0};                     // the part of the footprint beyond the raster
  SquareMetres total{0};  // area of the union; = sum of the above to 1e-9 (lon/lat rasters), 1e-6 (projected)
  std::vector<Issue> issues;
};
// Geographic rasters: cells are rectangles of the equal-area plane too, so coverage is exact there. Projected
// rasters: edges are densified (chord error <= 1 mm) before they go to the grid; coverage x ellipsoidal cell
// area. In a local plane the raster's grid is taken as plane numbers. Figures may overlap: the union counts
// once. Lines and points: nothing. A block that cannot be read: the cells of that window count as nodata and
// an Issue (error) names the window. Values that are no whole number: nodata and an Issue (error). Cells that
// do not add up to the footprint: an Issue (warning).
// Error (input): a raster on another datum than CGCS2000 or WGS 84. Memory: one tile of 1024 x 1024 cells,
// whatever the raster.
ClassAreas class_areas(io::RasterSource& raster, std::span<const geom::Figure* const> figures,
                       const geom::Plane& plane);

// What a test says of a cell's value; unknown: the value does not tell.
enum class CellAnswer { no, unknown, yes };
using CellTest = std::function<CellAnswer(double)>;
// Area of the cells whose value passes a test, inside the union of the figures.
struct AreaWhere {
  SquareMetres found{0};      // the test says yes
  SquareMetres undecided{0};  // it says unknown
  SquareMetres nodata{
      0};  // covered cells without a value, or of a window that cannot be read (an Issue names it)
  SquareMetres outside{0};  // beyond the raster, or beyond `within`
  SquareMetres total{0};    // of the union; the rest of it are cells for which the test says no
  double bound = 0;         // how far rounding can move the areas, m2
  std::vector<Issue> issues;
};
// As class_areas, exact to the same bounds. within: the declared coverage of the raster in the plane; cells beyond it say nothing (null: no limit).
AreaWhere area_where(io::RasterSource& raster, std::span<const geom::Figure* const> figures,
                     const geom::Plane& plane, const CellTest& test, const geom::Figure* within = nullptr);

}  // namespace zonegate::zonal

#include "zonal/chunks.h"  // IWYU pragma: export
#include "zonal/tally.h"   // IWYU pragma: export
#include "zonal/zones.h"   // IWYU pragma: export; statistics of many polygons, in parts
