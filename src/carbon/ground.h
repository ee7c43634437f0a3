// SPDX-License-Identifier: Apache-2.0
//
// ground: the one area table of a project that its carbon figures rest on: role x stand x land class. Rows are disjoint and add to the footprint.
#pragma once

#include <string>
#include <vector>

#include "core/core.h"
#include "schema/schema.h"

namespace zonegate::carbon {

struct GroundRow {
  enum class Cover {
    classed,
    no_class,
    beyond
  };  // no_class: cells without a value; beyond the raster, or no raster
  schema::Role role = schema::Role::permanent;
  std::string layer_id, stand;  // sub-compartment; empty: none holds this ground
  Cover cover = Cover::classed;
  long long land_class = 0;  // of `classed`
  SquareMetres area{0};
};
struct GroundTable {
  std::vector<GroundRow> rows;  // by role, layer, stand (none last), class
  SquareMetres total{0};        // of the footprint by the coverage of cells: the rows add to it
  SquareMetres measured{0};     // of the footprint by its vertices
  SquareMetres contested{0};    // ground that several stands claim; it is the first one's, by layer and id
  std::string raster_layer;     // of land cover; empty: none was used
  SquareMetres sum() const;
  static constexpr double kTolerance =
      1e-6;                  // of the deviation: what coverage of cells promises on projected rasters
  double open() const;       // |sum - total| as a share of the total
  double deviation() const;  // |total - measured| as a share of measured
};

}  // namespace zonegate::carbon
