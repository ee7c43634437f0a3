// SPDX-License-Identifier: Apache-2.0
//
// GDAL goes on after a block that it cannot decode and hands out zeros for blocks that are not in the file.
// Class 0 or density 0 would be a wrong answer that looks right, so each window is read under an error trap,
// and its blocks must exist unless nodata is declared.
#include <cmath>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "crs_of.h"
#include "gdal_env.h"
#include "io/io.h"
#include "io/limits.h"
#include "place.h"
#include "raster_align.h"
#include "raster_band.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kMaxCells = std::size_t{1} << 28;  // of one window: 2 GiB of doubles

[[noreturn]] void refuse(const std::string& path, const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, fmt::format("{}: {}", path, what), hint);
}

void check_size(const std::string& path, GDALDataset& dataset) {
  const auto side = static_cast<std::uint64_t>(std::max(dataset.GetRasterXSize(), dataset.GetRasterYSize()));
  if (side > limits().raster)
    refuse(path,
           fmt::format("the raster has {} columns and {} rows", dataset.GetRasterXSize(),
                       dataset.GetRasterYSize()),
           limit_text("raster"));
}

RasterGrid grid_of(const std::string& path, GDALDataset& dataset, bool as_is) {
  check_size(path, dataset);
  double t[6] = {};
  if (dataset.GetGeoTransform(t) != CE_None)
    refuse(path, "the raster says nowhere where it lies", "georeference it (gdal_translate -a_ullr)");
  for (const double v : t) {
    if (!std::isfinite(v)) refuse(path, "its georeference is not a finite number", "georeference it again");
  }
  const RasterGrid grid{
      dataset.GetRasterXSize(), dataset.GetRasterYSize(), t[0], t[3], t[1], t[5], t[2], t[4]};
  if (!as_is && (t[2] != 0 || t[4] != 0))
    refuse(path, "the raster is rotated", "warp it to a north-up grid (gdalwarp)");
  if (t[1] * t[5] - t[2] * t[4] == 0) refuse(path, "its cells have no size", "georeference it again");
  if (!as_is && !grid.north_up())
    refuse(path, "the raster is not north-up", "warp it to a north-up grid (gdalwarp)");
  return grid;
}

// A folder that is a raster (Zarr), or a plain file.
const Format& require_raster(const std::string& path) {
  const Format* format = format_of(path);
  std::error_code error;
  if (format && format->driver == std::string("Zarr") && std::filesystem::is_directory(path, error))
    return *format;
  return require_format(path, true);
}

// The names of the rasters in a file that holds several.
std::vector<std::string> variables_of(GDALDataset& dataset) {
  std::vector<std::string> out;
  char** list = dataset.GetMetadata("SUBDATASETS");
  for (int i = 0; list && list[i]; ++i) {
    const std::string text = list[i];
    const auto name = text.find("_NAME="), colon = text.rfind(':');
    if (name == std::string::npos || colon == std::string::npos || colon < name) continue;
    std::string variable = text.substr(colon + 1);
    while (!variable.empty() && variable.front() == '/') variable.erase(0, 1);
    out.push_back(variable);
  }
  return out;
}

DatasetPtr open_variable(const std::string& path, const Format& format, const std::string& variable) {
  const std::string driver = format.driver;
  if (driver != "netCDF" && driver != "Zarr")
    refuse(path, fmt::format("a variable ({}) can be chosen in .nc and .zarr only", variable),
           "leave --variable out");
  const std::string name = driver == "netCDF" ? fmt::format("NETCDF:\"{}\":{}", path, variable)
                                              : fmt::format("ZARR:\"{}\":/{}", path, variable);
  return open_dataset(name, format, {});
}

DatasetPtr open_raster(const std::string& path, const Format& format, const RasterOptions& options) {
  const ErrorTrap trap;
  const bool tiff = format.driver == std::string("GTiff");
  DatasetPtr dataset = options.variable.empty()
                           ? open_dataset(path, format,
                                          tiff ? std::vector<std::string>{"GEOREF_SOURCES=INTERNAL"}
                                               : std::vector<std::string>{})
                           : open_variable(path, format, options.variable);
  if (!dataset || trap.failed()) {
    refuse(path,
           fmt::format("cannot be read as {}{}: {}", tiff ? "GeoTIFF" : format.driver,
                       options.variable.empty() ? "" : " variable \"" + options.variable + "\"",
                       trap.first_failure()),
           options.variable.empty() ? "get the file again, or convert it with gdal_translate"
                                    : "name one of its variables, or get the file again");
  }
  if (dataset->GetRasterCount() >= 1) return dataset;
  const auto names = variables_of(*dataset);
  if (names.empty()) refuse(path, "the raster has no band", "");
  if (names.size() == 1 && options.variable.empty()) {
    RasterOptions chosen = options;
    chosen.variable = names.front();
    return open_raster(path, format, chosen);
  }
  refuse(path, "it holds several rasters: " + fmt::format("{}", fmt::join(names, ", ")),
         "choose one with --variable");
}

}  // namespace

struct RasterSource::Impl {
  explicit Impl(const std::string& name) : path(name), mark(mark_file(name)) {}
  std::string path;
  std::uint32_t mark;
  DatasetPtr dataset;
  bool tiff = false;
  RasterGrid grid;  // of the file
  std::optional<geom::Crs> crs;
  std::vector<RasterBand> bands;
  std::vector<GDALRasterBand*> handles;  // of bands
  std::vector<std::uint8_t> mask;
  // With RasterOptions::onto: the grid that others see, and how it is reached.
  std::optional<Alignment> onto;
  std::pair<int, int> shift;  // where there is no warp: the file's cell at (0, 0) of that grid
  std::unique_ptr<Resampler> resample;
  std::string alignment;

  const RasterGrid& shown_grid() const { return onto ? onto->grid : grid; }

  std::string name(const RasterWindow& w) const {
    return fmt::format("the window of columns {}-{}, rows {}-{}", w.column,
                       std::int64_t{w.column} + w.columns - 1, w.row, std::int64_t{w.row} + w.rows - 1);
  }

  void check_window(const RasterWindow& w) const {
    const RasterGrid& g = shown_grid();
    if (w.column < 0 || w.row < 0 || w.columns <= 0 || w.rows <= 0 || w.columns > g.columns - w.column ||
        w.rows > g.rows - w.row) {
      throw Error(ErrorKind::internal, fmt::format("{}: {} does not lie in the raster", path, name(w)));
    }
    if (w.cells() > kMaxCells)
      throw Error(ErrorKind::internal, fmt::format("{}: {} is too large to be read at once", path, name(w)));
  }

  void check_blocks(std::size_t band, const RasterWindow& w) const {
    if (bands[band].nodata || !tiff) return;  // a block that is not there is nodata, and says so
    int width = 0, height = 0;
    handles[band]->GetBlockSize(&width, &height);
    for (int y = w.row / height; y <= (w.row + w.rows - 1) / height; ++y) {
      for (int x = w.column / width; x <= (w.column + w.columns - 1) / width; ++x) {
        if (!handles[band]->GetMetadataItem(fmt::format("BLOCK_OFFSET_{}_{}", x, y).c_str(), "TIFF")) {
          refuse(path, fmt::format("block {}, {} is not in the file and no nodata value is declared", x, y),
                 "get the file again, or declare its nodata value");
        }
      }
    }
  }

  void read(GDALRasterBand& from, const RasterWindow& w, void* out, GDALDataType type) const {
    const ErrorTrap trap;
    const CPLErr result = from.RasterIO(GF_Read, w.column, w.row, w.columns, w.rows, out, w.columns, w.rows,
                                        type, 0, 0, nullptr);
    if (result != CE_None || trap.failed()) {
      refuse(path, fmt::format("{} cannot be read: {}", name(w), trap.first_failure()),
             "the file is damaged: get it again");
    }
  }

  template <class T>
  void read_checked(std::size_t band, const RasterWindow& w, std::vector<T>& out, GDALDataType type) const {
    check_blocks(band, w);
    out.resize(w.cells());
    read(*handles[band], w, out.data(), type);
  }

  // What of a window of the shown grid lies in the file, in the file's cells; nothing (no columns) if none does.
  RasterWindow in_file(const RasterWindow& w) const {
    const int left = std::max(w.column + shift.first, 0), top = std::max(w.row + shift.second, 0);
    const int right = std::min(w.column + w.columns + shift.first, grid.columns);
    const int bottom = std::min(w.row + w.rows + shift.second, grid.rows);
    return left < right && top < bottom ? RasterWindow{left, top, right - left, bottom - top}
                                        : RasterWindow{};
  }

  // A window of the shown grid, from what the file has of it.
  template <class T, class Read>
  void paste(const RasterWindow& w, T none, std::vector<T>& out, const Read& read_part) const {
    const RasterWindow part = in_file(w);
    if (part.cells() == w.cells()) return read_part(part, out);
    out.assign(w.cells(), none);
    if (part.columns == 0) return;
    std::vector<T> cells;
    read_part(part, cells);
    const auto from = static_cast<std::ptrdiff_t>(part.column - shift.first - w.column);
    for (int r = 0; r < part.rows; ++r)
      std::copy_n(
          cells.begin() + static_cast<std::ptrdiff_t>(r) * part.columns, part.columns,
          out.begin() + static_cast<std::ptrdiff_t>(part.row - shift.second - w.row + r) * w.columns + from);
  }

  // The file's own cells as numbers.
  void read_own(std::size_t band, const RasterWindow& window, std::vector<double>& cells) {
    read_checked(band, window, cells, GDT_Float64);
    resolve_values(bands[band], cells);
    hide_masked(band, window, cells);
  }

  void align(const Alignment& target) {
    const bool one_system = geom::same_system(crs, target.crs);
    onto = target;
    if (const auto moved = one_system ? lattice_shift(grid, target.grid) : std::nullopt) {
      shift = *moved;
      if (shift != std::pair(0, 0) || grid.columns != target.grid.columns || grid.rows != target.grid.rows)
        alignment = fmt::format("shifted by {} columns, {} rows", -shift.first, -shift.second);
      // Beyond the file there is no value, which bytes can say only by a nodata value.
      const bool inside = in_file({0, 0, target.grid.columns, target.grid.rows}).cells() ==
                          std::size_t{1} * target.grid.columns * target.grid.rows;
      for (auto& band : bands) band.bytes = band.bytes && (inside || band.nodata);
      return;
    }
    resample = std::make_unique<Resampler>(Resampler::Source{path, grid, crs}, target);
    alignment = fmt::format(
        "resampled ({}) from {} x {} cells{}", to_string(target.method), shortest(std::abs(grid.cell_x)),
        shortest(std::abs(grid.cell_y)),
        one_system || !crs ? "" : " in " + (crs->authority().empty() ? crs->name() : crs->authority()));
    for (auto& band : bands) band.bytes = false;
  }

  void hide_masked(std::size_t band, const RasterWindow& w, std::vector<double>& values) {
    if (!bands[band].masked) return;
    mask.resize(w.cells());
    read(*handles[band]->GetMaskBand(), w, mask.data(), GDT_Byte);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (mask[i] == 0) values[i] = std::numeric_limits<double>::quiet_NaN();
  }
};

RasterSource::RasterSource(const std::string& path, const RasterOptions& options)
    : impl_(std::make_unique<Impl>(path)) {
  const watch::Reading reading(impl_->mark);
  const Format& format = require_raster(path);
  prepare_gdal();
  const ErrorTrap trap;
  impl_->tiff = format.driver == std::string("GTiff");
  impl_->dataset = open_raster(path, format, options);
  impl_->grid = grid_of(path, *impl_->dataset, options.as_is);
  impl_->crs = chosen_crs(path, impl_->dataset->GetSpatialRef(), options.crs, options.crs_optional,
                          "write it into the file (gdal_edit.py -a_srs EPSG:4490)");
  const int count = options.as_is ? impl_->dataset->GetRasterCount() : 1;
  for (int i = 1; i <= count; ++i) {
    GDALRasterBand* band = impl_->dataset->GetRasterBand(i);
    if (options.as_is && band->GetColorInterpretation() == GCI_AlphaBand) continue;
    impl_->bands.push_back(describe_band(path, *band, options.as_is));
    impl_->handles.push_back(band);
  }
  if (impl_->bands.empty()) refuse(path, "the raster has no band but an alpha band", "");
  check_sidecar(path, impl_->grid, impl_->crs.has_value(), impl_->bands);
  if (options.onto) impl_->align(*options.onto);
}
RasterSource::~RasterSource() {
  if (!impl_) return;
  const watch::Reading reading(impl_->mark);
  impl_.reset();
}
RasterSource::RasterSource(RasterSource&&) noexcept = default;

const std::string& RasterSource::path() const { return impl_->path; }
const RasterGrid& RasterSource::grid() const { return impl_->shown_grid(); }
const std::string& RasterSource::alignment() const { return impl_->alignment; }
const std::optional<geom::Crs>& RasterSource::crs_if_any() const {
  return impl_->onto ? impl_->onto->crs : impl_->crs;
}
const geom::Crs& RasterSource::crs() const {
  if (!crs_if_any())
    throw Error(ErrorKind::internal, impl_->path + ": its reference system was asked for, it has none");
  return *crs_if_any();
}
std::optional<double> RasterSource::nodata() const { return impl_->bands.front().nodata; }
const std::vector<RasterBand>& RasterSource::bands() const { return impl_->bands; }

std::pair<int, int> RasterSource::block_size() const {
  const watch::Reading reading(impl_->mark);
  int width = 0, height = 0;
  impl_->handles.front()->GetBlockSize(&width, &height);
  return {width, height};
}

std::vector<double> RasterSource::read(int column, int row, int columns, int rows) {
  const RasterWindow window{column, row, columns, rows};
  if (impl_->onto)
    throw Error(ErrorKind::internal, impl_->path + ": stored numbers were asked for on another grid");
  const watch::Reading reading(impl_->mark);
  std::vector<double> values;
  impl_->check_window(window);
  impl_->read_checked(0, window, values, GDT_Float64);
  return values;
}

void RasterSource::read_values(std::size_t band, const RasterWindow& window, std::vector<double>& out) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const watch::Reading reading(impl_->mark);
  impl_->check_window(window);
  const auto own = [&](const RasterWindow& part, std::vector<double>& cells) {
    impl_->read_own(band, part, cells);
  };
  if (impl_->resample) return (*impl_->resample)(window, own, out);
  impl_->paste(window, kNone, out, own);
}

void RasterSource::read_bytes(std::size_t band, const RasterWindow& window, std::vector<std::uint8_t>& out) {
  if (!impl_->bands[band].bytes)
    throw Error(ErrorKind::internal, impl_->path + ": its band does not hold plain bytes");
  const watch::Reading reading(impl_->mark);
  impl_->check_window(window);
  const auto none = static_cast<std::uint8_t>(impl_->bands[band].nodata.value_or(0));
  impl_->paste(window, none, out, [&](const RasterWindow& part, std::vector<std::uint8_t>& cells) {
    impl_->read_checked(band, part, cells, GDT_Byte);
  });
}

}  // namespace zonegate::io
