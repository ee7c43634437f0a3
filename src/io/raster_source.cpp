// SPDX-License-Identifier: Apache-2.0
//
// GDAL goes on after a block that it cannot decode and hands out zeros for blocks that are not in the file.
// Class 0 or density 0 would be a wrong answer that looks right, so each window is read under an error trap,
// and its blocks must exist unless nodata is declared.
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "crs_of.h"
#include "gdal_env.h"
#include "io/io.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kMaxCells = std::size_t{1} << 28;  // of one window: 2 GiB of doubles

[[noreturn]] void refuse(const std::string& path, const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, fmt::format("{}: {}", path, what), hint);
}

RasterGrid grid_of(const std::string& path, GDALDataset& dataset) {
  double t[6] = {};
  if (dataset.GetGeoTransform(t) != CE_None)
    refuse(path, "the raster says nowhere where it lies", "georeference it (gdal_translate -a_ullr)");
  for (const double v : t) {
    if (!std::isfinite(v)) refuse(path, "its georeference is not a finite number", "georeference it again");
  }
  if (t[2] != 0 || t[4] != 0) refuse(path, "the raster is rotated", "warp it to a north-up grid (gdalwarp)");
  if (t[1] == 0 || t[5] == 0) refuse(path, "its cells have no size", "georeference it again");
  if (t[1] < 0 || t[5] > 0)
    refuse(path, "the raster is not north-up", "warp it to a north-up grid (gdalwarp)");
  return {dataset.GetRasterXSize(), dataset.GetRasterYSize(), t[0], t[3], t[1], t[5]};
}

std::optional<double> nodata_of(GDALRasterBand& band) {
  int has = 0;
  if (band.GetRasterDataType() == GDT_Int64) {
    const auto v = band.GetNoDataValueAsInt64(&has);
    return has ? std::optional<double>(static_cast<double>(v)) : std::nullopt;
  }
  if (band.GetRasterDataType() == GDT_UInt64) {
    const auto v = band.GetNoDataValueAsUInt64(&has);
    return has ? std::optional<double>(static_cast<double>(v)) : std::nullopt;
  }
  const double v = band.GetNoDataValue(&has);
  return has ? std::optional<double>(v) : std::nullopt;
}

void check_band(const std::string& path, GDALRasterBand& band) {
  if (GDALDataTypeIsComplex(band.GetRasterDataType()))
    refuse(path, "its numbers are complex", "export a plain band");
  int has_scale = 0, has_offset = 0;
  const double scale = band.GetScale(&has_scale), offset = band.GetOffset(&has_offset);
  if ((has_scale && scale != 1) || (has_offset && offset != 0)) {
    refuse(path,
           fmt::format("its band has a scale ({}) or an offset ({})", shortest(scale), shortest(offset)),
           "write the real values (gdal_translate -unscale -ot Float64)");
  }
  if (band.GetMaskFlags() & GMF_PER_DATASET) {
    refuse(path, "it hides cells by a mask", "write a nodata value instead (gdalwarp -dstnodata)");
  }
}

}  // namespace

struct RasterSource::Impl {
  std::string path;
  DatasetPtr dataset;
  GDALRasterBand* band = nullptr;
  RasterGrid grid;
  std::optional<geom::Crs> crs;
  std::optional<double> nodata;

  void check_blocks(int column, int row, int columns, int rows) const {
    if (nodata) return;  // a block that is not there is nodata, and says so
    int width = 0, height = 0;
    band->GetBlockSize(&width, &height);
    for (int y = row / height; y <= (row + rows - 1) / height; ++y) {
      for (int x = column / width; x <= (column + columns - 1) / width; ++x) {
        if (!band->GetMetadataItem(fmt::format("BLOCK_OFFSET_{}_{}", x, y).c_str(), "TIFF")) {
          refuse(path, fmt::format("block {}, {} is not in the file and no nodata value is declared", x, y),
                 "get the file again, or declare its nodata value");
        }
      }
    }
  }
};

RasterSource::RasterSource(const std::string& path) : impl_(std::make_unique<Impl>()) {
  const Format& format = require_format(path, true);
  prepare_gdal();
  const ErrorTrap trap;
  impl_->path = path;
  impl_->dataset = open_dataset(path, format, {"GEOREF_SOURCES=INTERNAL"});
  if (!impl_->dataset || trap.failed()) {
    refuse(path, fmt::format("cannot be read as GeoTIFF: {}", trap.first_failure()),
           "get the file again, or convert it with gdal_translate");
  }
  if (impl_->dataset->GetRasterCount() < 1) refuse(path, "the raster has no band", "");
  impl_->band = impl_->dataset->GetRasterBand(1);
  impl_->grid = grid_of(path, *impl_->dataset);
  impl_->crs = chosen_crs(path, impl_->dataset->GetSpatialRef(), "", false,
                          "write it into the file (gdal_edit.py -a_srs EPSG:4490)");
  check_band(path, *impl_->band);
  impl_->nodata = nodata_of(*impl_->band);
}
RasterSource::~RasterSource() = default;
RasterSource::RasterSource(RasterSource&&) noexcept = default;

const RasterGrid& RasterSource::grid() const { return impl_->grid; }
const geom::Crs& RasterSource::crs() const { return *impl_->crs; }
std::optional<double> RasterSource::nodata() const { return impl_->nodata; }

std::vector<double> RasterSource::read(int column, int row, int columns, int rows) {
  const RasterGrid& grid = impl_->grid;
  const std::string window =
      fmt::format("the window of columns {}-{}, rows {}-{}", column, std::int64_t{column} + columns - 1, row,
                  std::int64_t{row} + rows - 1);
  if (column < 0 || row < 0 || columns <= 0 || rows <= 0 || columns > grid.columns - column ||
      rows > grid.rows - row) {
    throw Error(ErrorKind::internal, fmt::format("{}: {} does not lie in the raster", impl_->path, window));
  }
  const std::size_t cells = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  if (cells > kMaxCells)
    throw Error(ErrorKind::internal,
                fmt::format("{}: {} is too large to be read at once", impl_->path, window));
  impl_->check_blocks(column, row, columns, rows);
  std::vector<double> values(cells, std::numeric_limits<double>::quiet_NaN());
  const ErrorTrap trap;
  const CPLErr result = impl_->band->RasterIO(GF_Read, column, row, columns, rows, values.data(), columns,
                                              rows, GDT_Float64, 0, 0, nullptr);
  if (result != CE_None || trap.failed()) {
    refuse(impl_->path, fmt::format("{} cannot be read: {}", window, trap.first_failure()),
           "the file is damaged: get it again");
  }
  return values;
}

}  // namespace zonegate::io
