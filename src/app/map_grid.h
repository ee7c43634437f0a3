// SPDX-License-Identifier: Apache-2.0
// Private to app: several rasters on one grid, window by window.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/pipeline.h"
#include "app/raster_stack.h"
#include "zonal/zonal.h"

namespace zonegate::app {

// What one thread has open.
class OpenMaps {
 public:
  void open(const MapInput& input, const io::RasterOptions& options);
  zonal::BandCells read(std::size_t input, const io::RasterWindow& window);  // fill is applied

 private:
  struct One {
    std::unique_ptr<RasterTiles> tiles;
    std::size_t band = 0;
    std::optional<double> fill;
  };
  std::vector<One> inputs_;
};

// The grid of a run and how each input gets there.
class MapGrid {
 public:
  enum class Extent { of_first, of_all };
  // Error (input): inputs that cannot be read, a band that is not there, no two of them meet, a rotated grid where it has to be north-up.
  MapGrid(const std::vector<MapInput>& inputs, const MapReading& reading, Extent extent);
  // The same on a grid that is given.
  MapGrid(const std::vector<MapInput>& inputs, const MapReading& reading, const io::Alignment& onto);

  const io::RasterGrid& grid() const { return onto_.grid; }
  const std::optional<geom::Crs>& crs() const { return onto_.crs; }
  const io::RasterBand& band(std::size_t input) const { return bands_[input]; }
  const std::vector<std::pair<std::string, std::string>>& alignment() const { return alignment_; }
  std::unique_ptr<OpenMaps> open() const;
  // Windows of whole tiles of the new raster, in the order in which they are written; they follow the blocks of the first input.
  const std::vector<io::RasterWindow>& windows() const { return windows_; }
  std::unique_ptr<zonal::CellAreas> cell_areas(std::string& basis) const;
  // Name of each file and its SHA-256, for the provenance.
  const std::vector<std::pair<std::string, std::string>>& hashes() const;

 private:
  void describe();
  void grow(const std::string& path, const io::RasterGrid& other, const std::optional<geom::Crs>& crs);
  std::vector<MapInput> inputs_;
  MapReading reading_;
  io::Alignment onto_;
  std::vector<io::RasterBand> bands_;
  std::vector<std::pair<std::string, std::string>> alignment_;
  std::vector<io::RasterWindow> windows_;
  mutable std::vector<std::pair<std::string, std::string>>
      hashes_;  // made when first asked for: they read whole files
};

// The cells of a window as numbers; NaN: none.
std::vector<double> values_of(zonal::BandCells&& cells);
// NaN of floats, the last number of other types.
double usual_nodata(io::OutRaster::Type type);
io::OutRaster out_raster(const MapGrid& grid, const MapFile& file, io::OutRaster::Type type,
                         const std::string& operation, int jobs);

// work(maps, window) by all threads, take(done) in the order of the windows.
template <class Done>
void run_windows(const MapGrid& grid, int jobs,
                 const std::function<Done(OpenMaps&, const io::RasterWindow&)>& work,
                 const std::function<void(Done&&)>& take, const Progress& progress, std::string_view stage);

}  // namespace zonegate::app

#include "app/map_windows.h"  // IWYU pragma: export
