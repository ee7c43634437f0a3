// SPDX-License-Identifier: Apache-2.0
//
// Part of app.h: new rasters out of rasters, block by block, and what changed between two dates.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algebra/algebra.h"
#include "io/io.h"

namespace zonegate::app {

using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

// A band of a raster, or of the tiles of one.
struct MapInput {
  std::string name;  // in formulas
  std::vector<std::string> paths;
  int band = 1;
  std::optional<double> fill = {};  // instead of no value; nullopt: no value stays none
};
// How all inputs are read.
struct MapReading {
  std::string like;  // the raster whose grid the result has; empty: the first input
  io::Resampling method = io::Resampling::nearest;  // of inputs on another grid
  std::string raster_crs, variable;
  std::string area = "ellipsoidal";  // of cells: "planar" too
  int jobs = 0;                      // never changes a byte
};
struct MapFile {
  std::string path;
  io::OutRaster::Layout layout = io::OutRaster::Layout::cog;
  std::optional<io::OutRaster::Type> type = {};  // nullopt: what suits the operation
  std::optional<double> nodata =
      {};  // nullopt: NaN of floats, else the type's last number (0 of a byte map that has no other)
  std::string unit = {}, description = {};
  std::string version = {};  // of the program, for the provenance
};
// What became of a map.
struct MapReport {
  io::RasterGrid grid;
  std::string crs, type, area_basis;  // area_basis: only where cell areas took part
  double nodata = 0;
  io::RasterStatistics statistics;
  std::int64_t not_finite = 0;  // cells where the formula has no finite result
  std::vector<std::pair<std::string, std::string>>
      alignment;  // of each input that is not on the grid: how it was taken there
  std::vector<Issue> issues;
};

struct CalculateOptions {
  std::string formula;  // over the names of the inputs, and `cell_area` (m2)
  std::vector<MapInput> inputs;
  MapReading reading;
  MapFile out;
};
// Error (usage): the formula; (input): a raster that cannot be read to its end - a map with a hole nobody sees would be worse than none -, rasters that do not meet.
MapReport calculate_map(const CalculateOptions& options, const Progress& progress);

struct ReclassifyOptions {
  MapInput input;
  std::vector<algebra::ReclassRow> rows;
  std::string table;               // its name, for messages
  bool unknown_to_nodata = false;  // else values without a row are an Error (usage) that lists them all
  std::map<long long, std::string> classes = {};  // names of the new values
  MapReading reading;
  MapFile out;
};
MapReport reclassify_map(const ReclassifyOptions& options, const Progress& progress);

struct AlignOptions {
  MapInput input;
  std::optional<double>
      cell;  // instead of reading.like: the input's own extent in cells of this size, in its units
  MapReading reading;
  MapFile out;
};
// The input on the grid of reading.like. Keeps type, nodata and names of classes where the method does (nearest, mode).
MapReport align_map(const AlignOptions& options, const Progress& progress);

// ------------------------------------------------------------------------------------------- from date to date
struct ChangeOptions {
  MapInput before, after;
  MapReading reading;  // `like` empty: the first date's grid, grown so that all of both lies in it
  std::map<long long, std::string> classes;  // names; where there are none, those of the rasters
  bool only_these = false;                   // a value without a name is an Error (usage) that lists them all
  std::optional<double> nodata;              // a further value that means none, on both dates
  std::string transitions;                   // the map of transitions; empty: none
  // Quantities per hectare by class (t C/ha): maps of each date and of the difference. Classes whose quantity is not known are NaN; classes without a row are unknown.
  std::map<double, double> density;
  std::string table;                                    // where names and quantities come from, for messages
  std::string stock_before, stock_after, stock_change;  // maps, float32; empty: none
  std::string unit;                                     // of the quantity: "t C/ha"
  io::OutRaster::Layout layout = io::OutRaster::Layout::cog;
  std::string version;
};
struct ChangeReport {
  algebra::ChangeMatrix matrix;
  std::map<long long, std::string> classes;
  io::RasterGrid grid;
  std::string crs, area_basis;
  std::vector<std::pair<std::string, std::string>> alignment;
  std::vector<std::pair<std::string, std::string>> hashes;  // of each file: its name and SHA-256
  std::vector<Issue> issues;
  long long code_factor = 1000;  // a cell of the map of transitions: from * code_factor + to
  struct Stock {                 // over the common mask, cells whose class has a quantity on both dates
    double before = 0, after = 0;
    double without_m2 = 0;  // of the common mask, where a class has no quantity
  } stock;
};
// One pass over both dates. Error (input): one of them cannot be read to its end, they do not meet; (usage): unknown classes, all listed with their areas.
ChangeReport land_cover_change(const ChangeOptions& options, const Progress& progress);

}  // namespace zonegate::app
