// SPDX-License-Identifier: Apache-2.0
// Private to app: from features to zones on the grid of a raster.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/pair_stream.h"
#include "zonal/zonal.h"

namespace zonegate::app {

// In which plane zones are held, so that their edges are straight where the raster needs it.
struct ZonePlane {
  geom::Plane plane;
  bool same_numbers = false;  // plane coordinates are the raster's own
  std::string edges;          // for the notes of a run
};
// Takes the reference system from a file whose numbers are the raster's already. Error (input) where one of both states none.
ZonePlane zone_plane(PairFile& zones, const std::string& raster, const std::optional<geom::Crs>& crs);

// Makes zones for one grid. One object per thread.
class ZoneMaker {
 public:
  ZoneMaker(const ZonePlane& plane, const io::RasterGrid& grid, const std::optional<geom::Crs>& crs,
            bool bilinear);
  zonal::Zone operator()(const overlay::Ready& ready) const;

 private:
  zonal::Zone polygon(const overlay::Ready& ready) const;
  zonal::Zone lines(const geom::Figure& figure) const;
  const ZonePlane& plane_;
  io::RasterGrid grid_;
  std::optional<geom::Crs> crs_;
  zonal::GridFrame frame_;
  bool bilinear_;
};

}  // namespace zonegate::app
