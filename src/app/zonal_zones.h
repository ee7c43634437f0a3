// SPDX-License-Identifier: Apache-2.0
// Private to app: from features to zones on the grid of a raster.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/pair_stream.h"
#include "zonal/zonal.h"

namespace zonegate::app {

// How the zones of a run are opened.
PairOptions pair_options(const ZonalOptions& options);
// In which plane zones are held, so that their edges are straight where the raster needs it.
struct ZonePlane {
  geom::Plane plane;
  bool same_numbers = false;  // plane coordinates are the raster's own
  std::string edges;          // for the notes of a run
};
// Takes the reference system from a file whose numbers are the raster's already. Error (input) where one of both states none.
ZonePlane zone_plane(PairFile& zones, const std::string& raster, const std::optional<geom::Crs>& crs);

// Makes zones for one grid. Holds scratch memory: one object per thread.
class ZoneMaker {
 public:
  ZoneMaker(const ZonePlane& plane, const io::RasterGrid& grid, const std::optional<geom::Crs>& crs,
            bool bilinear, bool polygons_only = false);
  zonal::Zone operator()(const overlay::Ready& ready);

 private:
  zonal::Zone polygon(const overlay::Ready& ready);
  zonal::Zone lines(const geom::Figure& figure) const;
  const ZonePlane& plane_;
  io::RasterGrid grid_;
  std::optional<geom::Crs> crs_;
  zonal::GridFrame frame_;
  bool bilinear_, polygons_only_;
  geom::RingSet rings_;
};

// The features of a file, or as many as are held at a time, as zones on each of some grids.
struct HeldZones {
  std::vector<PairFeature> features;
  std::vector<std::vector<zonal::Zone>> zones;  // of each grid, one for each feature
  std::vector<bool> unusable;                   // of each feature; it is a zone that covers nothing then
  bool last = true;                             // nothing of the file is left
};
struct ZoneOptions {
  int jobs = 0;
  std::size_t bytes = kNoLimit;  // of source geometry: about so much is read, at least one batch
  bool points_only = false;      // Error (usage) for any other feature
  std::function<std::vector<ZoneMaker>()> makers;  // one for each grid; asked by each thread
};
// A header may declare more cells than any machine looks at: Error (input) where zones reach over so many.
void check_extent(const std::string& raster, const io::RasterGrid& grid, std::span<const zonal::Zone> zones);
// Goes on where the last call stopped. Features that cannot be used become issues. Issues of the source come with its end.
HeldZones hold_zones(PairFile& file, const geom::Plane& plane, const ZoneOptions& options,
                     std::vector<Issue>& issues);

}  // namespace zonegate::app
