// SPDX-License-Identifier: Apache-2.0
// Private to cli: what the commands that make rasters share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/common.h"

namespace zonegate::cli {

struct RasterOptions {
  Common common;
  app::MapReading reading;
  std::string method = "nearest";
  std::string output, type, nodata, unit, layout = "cog";
  bool overwrite = false;
};
// --like, --method and how rasters are read.
void add_reading(CLI::App& app, RasterOptions& o);
// -o and what the new file is like.
void add_map_file(CLI::App& app, RasterOptions& o);
void check_reading(RasterOptions& o);
app::MapFile map_file(const RasterOptions& o, const std::vector<std::string>& inputs);
io::OutRaster::Layout layout_of(const RasterOptions& o);

// "a=slope.tif", "b=2021.tif:2". With `named`, a name is needed. A folder stands for all rasters in it, as tiles of one. Error (usage).
app::MapInput map_input(const std::string& text, bool named);
bool is_formula_name(const std::string& text);  // letters, digits and _
io::Resampling resampling_of(const std::string& word);
// The report of a map: text for people, or JSON.
void print_map_report(const std::string& path, const app::MapReport& report, const Common& common);

nlohmann::ordered_json number_or_null(double v);  // null: not finite

// raster change and carbon change: two dates. The latter also with stocks.
void add_change(CLI::App& app, bool carbon, const std::shared_ptr<std::function<int()>>& chosen);

}  // namespace zonegate::cli
