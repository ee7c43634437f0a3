// SPDX-License-Identifier: Apache-2.0
// Private to app: what has to be said of the cells that zones met, counted over a run; an Issue for each kind of thing and each raster.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::app {

class ZonalNotes {
 public:
  // What one zone met of rasters on one grid, beside its numbers.
  struct Seen {
    bool meets = false;
    // Covered cells have to add up to the zone, where all of it lies on the grid. What does not is no answer.
    bool adds_up = true;
    std::vector<std::uint8_t> cells;  // of each band, if there is anything to say: bits
    double gap = 0;                   // cells of it in no tile of a mosaic
  };
  struct Asked {
    const zonal::TallyPlan& plan;
    const std::vector<bool>& wide;  // of each band: 64-bit whole numbers
    bool mosaic = false;            // the last tally is of the cells in no tile
  };
  static Seen look(const zonal::Zone& zone, std::span<const zonal::ZoneTally> tallies, const Asked& asked);
  void add(const Seen& seen, const std::string& raster, const std::string& zone);
  void add_cells(std::uint8_t found, const std::string& raster, const std::string& zone);
  // `rasters`: those that zones should have met, in their order.
  std::vector<Issue> issues(const std::vector<std::pair<std::string, io::RasterGrid>>& rasters) const;

 private:
  struct Count {
    std::size_t zones = 0;
    std::string first;
    void add(const std::string& zone);
    std::string text() const;
  };
  struct OfRaster {
    std::size_t met = 0;
    Count infinite, wide, gap;
    double gap_cells = 0;
  };
  std::map<std::string, OfRaster> of_;
};

}  // namespace zonegate::app
