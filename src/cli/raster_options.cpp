// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/raster_options.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include "io/io.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;

// Of several rasters in a folder those with the extension of the first one in the order of names.
std::vector<std::string> rasters_in(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().front() != '.' && io::is_raster_file(entry.path().string()))
      out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  if (out.empty())
    throw Error(ErrorKind::usage, folder + " holds no raster", "name a raster, or a folder of tiles");
  return out;
}

}  // namespace

nlohmann::ordered_json number_or_null(double v) {
  return std::isfinite(v) ? nlohmann::ordered_json(v) : nlohmann::ordered_json();
}

bool is_formula_name(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

io::Resampling resampling_of(const std::string& word) {
  return word == "average"    ? io::Resampling::average
         : word == "mode"     ? io::Resampling::mode
         : word == "bilinear" ? io::Resampling::bilinear
                              : io::Resampling::nearest;
}

void add_reading(CLI::App& app, RasterOptions& o) {
  app.add_option("--like", o.reading.like, "a raster whose grid the result has (the first input's)");
  app.add_option("--method", o.method,
                 "how rasters on another grid are taken to it: nearest, mode (classes), average, bilinear")
      ->check(CLI::IsMember({"nearest", "average", "mode", "bilinear"}))
      ->capture_default_str();
  app.add_option("--area", o.reading.area, "areas of cells: ellipsoidal, or planar")
      ->check(CLI::IsMember({"ellipsoidal", "planar"}))
      ->capture_default_str();
  app.add_option("--raster-crs", o.reading.raster_crs, "reference system of rasters that do not say it");
  app.add_option("--variable", o.reading.variable, "which raster of a NetCDF or Zarr file");
}

void add_map_file(CLI::App& app, RasterOptions& o) {
  app.add_option("-o,--output", o.output, "the new raster, .tif")->required();
  app.add_option("--type", o.type, "byte, uint16, int32, float32, float64")
      ->check(CLI::IsMember({"byte", "uint16", "int32", "float32", "float64"}));
  app.add_option("--nodata", o.nodata,
                 "what stands for no value in it (NaN of floats, else the type's last number)");
  app.add_option("--unit", o.unit, "unit of its values, for the metadata");
  app.add_option("--layout", o.layout,
                 "cog: Cloud Optimized GeoTIFF with overviews; tiled: plain GeoTIFF, in one pass")
      ->check(CLI::IsMember({"cog", "tiled"}))
      ->capture_default_str();
  app.add_flag("--overwrite", o.overwrite, "replace a file that exists");
}

void check_reading(RasterOptions& o) {
  o.reading.method = resampling_of(o.method);
  o.reading.jobs = o.common.jobs;
}

io::OutRaster::Layout layout_of(const RasterOptions& o) {
  return o.layout == "tiled" ? io::OutRaster::Layout::tiled : io::OutRaster::Layout::cog;
}

app::MapFile map_file(const RasterOptions& o, const std::vector<std::string>& inputs) {
  check_output_file({o.output, o.overwrite}, inputs, {".tif", ".tiff"});
  app::MapFile file;
  file.path = o.output;
  file.layout = layout_of(o);
  if (!o.type.empty()) file.type = io::raster_type(o.type);
  if (!o.nodata.empty()) {
    file.nodata =
        o.nodata == "nan" || o.nodata == "NaN" ? std::optional(std::nan("")) : as_number(Value(o.nodata));
    if (!file.nodata)
      throw Error(ErrorKind::usage, "--nodata " + o.nodata + " is no number",
                  "write for example --nodata 255, or --nodata nan");
  }
  file.unit = o.unit;
  file.version = ZONEGATE_VERSION;
  return file;
}

app::MapInput map_input(const std::string& text, bool named) {
  app::MapInput out;
  std::string path = text;
  if (named) {
    const auto equals = text.find('=');
    out.name = text.substr(0, equals);
    if (equals == std::string::npos || !is_formula_name(out.name) || out.name == "cell_area")
      throw Error(ErrorKind::usage, text + ": a raster of a formula needs a name of letters before =",
                  "write a=" + text.substr(equals == std::string::npos ? 0 : equals + 1));
    path = text.substr(equals + 1);
  }
  // A band behind the last colon, where no file has that name.
  const auto colon = path.rfind(':');
  if (colon != std::string::npos && !fs::exists(path)) {
    const auto band = as_number(Value(path.substr(colon + 1)));
    if (band && *band == std::floor(*band) && *band >= 1 && *band < 1e6) {
      out.band = static_cast<int>(*band);
      path.resize(colon);
    }
  }
  out.paths = fs::is_directory(path) && fs::path(path).extension() != ".zarr"
                  ? rasters_in(path)
                  : std::vector<std::string>{path};
  return out;
}

void print_map_report(const std::string& path, const app::MapReport& r, const Common& common) {
  const auto& s = r.statistics;
  if (common.json) {
    nlohmann::ordered_json out{
        {"file", path}, {"columns", r.grid.columns}, {"rows", r.grid.rows}, {"crs", r.crs}, {"type", r.type}};
    out["nodata"] = std::isnan(r.nodata) ? nlohmann::ordered_json("nan") : nlohmann::ordered_json(r.nodata);
    if (!r.area_basis.empty()) out["area_basis"] = r.area_basis;
    out["cells"] = s.valued;
    out["cells_without_value"] = s.none;
    out["cells_not_finite"] = r.not_finite;
    for (const auto& [name, value] : {std::pair("min", s.min), std::pair("max", s.max),
                                      std::pair("mean", s.mean), std::pair("stdev", std::sqrt(s.variance))})
      out[name] = s.valued > 0 ? number_or_null(value) : nlohmann::ordered_json();
    out["alignment"] = nlohmann::ordered_json::array();
    for (const auto& [file, how] : r.alignment) out["alignment"].push_back({{"file", file}, {"how", how}});
    std::cout << out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  if (common.quiet) return;
  std::cout << path << ": " << r.grid.columns << " x " << r.grid.rows << " cells, " << r.type << "\n"
            << "  with a value " << s.valued << ", without " << s.none << "\n";
  if (s.valued > 0)
    std::cout << "  min " << shortest(s.min) << ", max " << shortest(s.max) << ", mean " << shortest(s.mean)
              << ", stdev " << shortest(std::sqrt(s.variance)) << "\n";
  if (!r.area_basis.empty()) std::cout << "  cell areas " << r.area_basis << "\n";
  for (const auto& [file, how] : r.alignment) std::cout << "  " << file << ": " << how << "\n";
}

}  // namespace zonegate::cli
