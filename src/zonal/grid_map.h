// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "zonal/footprint.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {

// How the working plane lies on the grid of a raster.
class GridMap {
 public:
  virtual ~GridMap() = default;
  // The boundary in grid coordinates (x = column, y = row); an edge with the region below it runs to greater
  // columns.
  virtual std::vector<GridEdge> edges(const Footprint& footprint) const = 0;
  // A plane point in grid coordinates, just as `edges` places the ends of edges.
  virtual geom::Point place(geom::Point p) const = 0;
  // Areas, in the working plane, of the cells (column .. column + areas.size() - 1) of one row.
  virtual void cell_areas(int row, int column, std::span<double> areas) const = 0;
  virtual double tolerance() const = 0;  // relative; how well covered cells must add up to the footprint
};

// Chooses the map: plain numbers where plane and raster agree, row bands for lon/lat grids in the equal-area
// plane, densified edges else. Error (input) where the raster's datum is not the plane's (CGCS2000, WGS 84).
std::unique_ptr<GridMap> make_grid_map(const io::RasterGrid& grid, const geom::Crs& crs,
                                       const geom::Plane& plane, const Footprint& footprint);

}  // namespace zonegate::zonal
