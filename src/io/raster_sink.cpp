// SPDX-License-Identifier: Apache-2.0
//
// Rasters as they are written: tiles made ready by any thread, written in one order by one, so that equal runs give equal bytes. A Cloud Optimized GeoTIFF
// takes a second pass: GDAL's COG driver copies the finished file, with overviews.
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>

#include <cpl_string.h>
#include <fmt/format.h>

#include "files.h"
#include "gdal_env.h"
#include "io/io.h"
#include "raster_tiles.h"

namespace zonegate::io {
namespace {

GDALDataType gdal_type(OutRaster::Type type) {
  switch (type) {
    case OutRaster::Type::byte:
      return GDT_Byte;
    case OutRaster::Type::uint16:
      return GDT_UInt16;
    case OutRaster::Type::int32:
      return GDT_Int32;
    case OutRaster::Type::float32:
      return GDT_Float32;
    case OutRaster::Type::float64:
      return GDT_Float64;
  }
  return GDT_Float64;
}

const char* gdal_word(Resampling method) {
  return method == Resampling::average ? "AVERAGE" : method == Resampling::mode ? "MODE" : "NEAREST";
}

class Options {
 public:
  explicit Options(std::vector<std::string> list) : list_(std::move(list)) {
    for (auto& text : list_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
  }
  char** get() { return pointers_.data(); }

 private:
  std::vector<std::string> list_;
  std::vector<char*> pointers_;
};

std::string threads(int jobs) { return jobs > 0 ? std::to_string(jobs) : "ALL_CPUS"; }

std::string escaped(const std::string& text) {
  const std::unique_ptr<char, decltype(&VSIFree)> xml(CPLEscapeString(text.c_str(), -1, CPLES_XML), VSIFree);
  return xml.get();
}

// The attribute table that desktop programs look for beside a GeoTIFF.
std::string attribute_table(const std::map<long long, std::string>& classes) {
  std::string out =
      "<PAMDataset>\n  <PAMRasterBand band=\"1\">\n    <GDALRasterAttributeTable tableType=\"thematic\">\n"
      "      <FieldDefn index=\"0\"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>\n"
      "      <FieldDefn index=\"1\"><Name>Name</Name><Type>2</Type><Usage>2</Usage></FieldDefn>\n";
  std::size_t row = 0;
  for (const auto& [value, name] : classes)
    out += fmt::format("      <Row index=\"{}\"><F>{}</F><F>{}</F></Row>\n", row++, value, escaped(name));
  return out + "    </GDALRasterAttributeTable>\n  </PAMRasterBand>\n</PAMDataset>\n";
}

}  // namespace

struct RasterSink::Impl {
  Impl(const std::string& target, const OutRaster& out) : path(target), what(out), temporary(target) {}

  void check(const ErrorTrap& trap, bool good) const {
    if (good && !trap.failed()) return;
    throw Error(ErrorKind::internal, fmt::format("{}: cannot be written: {}", path, trap.first_failure()),
                "check the folder, its permissions and the free space");
  }

  // What the second pass reads: pressed lightly, for speed.
  bool two_passes() const { return what.layout == OutRaster::Layout::cog; }
  std::string first_file() const { return two_passes() ? temporary.file() + ".tiles.tif" : temporary.file(); }

  void create() {
    const ErrorTrap trap;
    Options options({"TILED=YES", fmt::format("BLOCKXSIZE={}", kRasterTile),
                     fmt::format("BLOCKYSIZE={}", kRasterTile), "COMPRESS=DEFLATE",
                     two_passes() ? "ZLEVEL=2" : "ZLEVEL=6", "SPARSE_OK=TRUE", "BIGTIFF=IF_SAFER",
                     "NUM_THREADS=" + threads(what.jobs)});
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    dataset.reset(driver->Create(first_file().c_str(), what.grid.columns, what.grid.rows, 1,
                                 gdal_type(what.type), options.get()));
    check(trap, dataset != nullptr);
    const RasterGrid& g = what.grid;
    double transform[6] = {g.origin_x, g.cell_x, g.skew_x, g.origin_y, g.skew_y, g.cell_y};
    check(trap, dataset->SetGeoTransform(transform) == CE_None);
    if (what.crs) {
      OGRSpatialReference srs;
      srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
      check(trap, srs.importFromWkt(what.crs->wkt().c_str()) == OGRERR_NONE &&
                      dataset->SetSpatialRef(&srs) == CE_None);
    }
    band = dataset->GetRasterBand(1);
    check(trap, band->SetNoDataValue(what.nodata) == CE_None);
  }

  // Before anything is written the file's directory can still grow where it stands.
  void describe() {
    const ErrorTrap trap;
    if (!what.unit.empty()) band->SetUnitType(what.unit.c_str());
    if (!what.description.empty()) band->SetDescription(what.description.c_str());
    for (const auto& [name, value] : what.metadata) dataset->SetMetadataItem(name.c_str(), value.c_str());
    check(trap, true);
  }

  void describe_content(const RasterStatistics& s) {
    const ErrorTrap trap;
    for (const auto& [value, name] : what.classes)
      band->SetMetadataItem(fmt::format("class_{}", value).c_str(), name.c_str());
    const double cells = static_cast<double>(s.valued) + static_cast<double>(s.none);
    if (s.valued > 0) {
      band->SetMetadataItem("STATISTICS_MINIMUM", shortest(s.min).c_str());
      band->SetMetadataItem("STATISTICS_MAXIMUM", shortest(s.max).c_str());
      band->SetMetadataItem("STATISTICS_MEAN", shortest(s.mean).c_str());
      band->SetMetadataItem("STATISTICS_STDDEV", shortest(std::sqrt(s.variance)).c_str());
    }
    band->SetMetadataItem("STATISTICS_VALID_PERCENT",
                          fmt::format("{:.4g}", 100.0 * static_cast<double>(s.valued) / cells).c_str());
    check(trap, true);
  }

  void close() {
    const ErrorTrap trap;
    dataset->FlushCache(true);
    band = nullptr;
    dataset.reset();
    check(trap, true);
  }

  void second_pass() {
    const ErrorTrap trap;
    const char* const drivers[] = {"GTiff", nullptr};
    const DatasetPtr tiles(static_cast<GDALDataset*>(
        GDALOpenEx(first_file().c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, nullptr, nullptr)));
    check(trap, tiles != nullptr);
    const bool real = what.type == OutRaster::Type::float32 || what.type == OutRaster::Type::float64;
    Options options({"COMPRESS=DEFLATE", "LEVEL=6", real ? "PREDICTOR=YES" : "PREDICTOR=NO",
                     fmt::format("BLOCKSIZE={}", kRasterTile),
                     fmt::format("OVERVIEW_RESAMPLING={}", gdal_word(what.overviews)), "BIGTIFF=IF_SAFER",
                     "SPARSE_OK=TRUE", "NUM_THREADS=" + threads(what.jobs)});
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
    DatasetPtr copy(
        driver->CreateCopy(temporary.file().c_str(), tiles.get(), 1, options.get(), nullptr, nullptr));
    check(trap, copy != nullptr);
    copy->FlushCache(true);
    copy.reset();
    check(trap, true);
  }

  std::string path;
  OutRaster what;
  TemporaryFolder temporary;  // before the data set: it is removed after the data set is closed
  DatasetPtr dataset;
  GDALRasterBand* band = nullptr;
  TileStatistics statistics;
};

RasterSink::RasterSink(const std::string& path, const OutRaster& what) {
  prepare_gdal();
  const Format* format = format_of(path);
  if (!format || format->driver != std::string("GTiff"))
    throw Error(ErrorKind::usage, fmt::format("{}: rasters are written as GeoTIFF", path), "name it .tif");
  check_nodata(path, what);
  impl_ = std::make_unique<Impl>(path, what);
  impl_->create();
  impl_->describe();
}
RasterSink::~RasterSink() {
  if (!impl_) return;
  const ErrorTrap trap;
  impl_->dataset.reset();
}
RasterSink::RasterSink(RasterSink&&) noexcept = default;
const OutRaster& RasterSink::what() const { return impl_->what; }

RasterPiece RasterSink::ready(const RasterWindow& w, std::span<const double> cells) const {
  return pack(impl_->path, impl_->what, w, cells);
}
RasterPiece RasterSink::ready(const RasterWindow& w, std::span<const float> cells) const {
  return pack(impl_->path, impl_->what, w, cells);
}
RasterPiece RasterSink::ready(const RasterWindow& w, std::span<const std::int32_t> cells) const {
  return pack(impl_->path, impl_->what, w, cells);
}
RasterPiece RasterSink::ready(const RasterWindow& w, std::span<const std::uint16_t> cells) const {
  return pack(impl_->path, impl_->what, w, cells);
}
RasterPiece RasterSink::ready(const RasterWindow& w, std::span<const std::uint8_t> cells) const {
  return pack(impl_->path, impl_->what, w, cells);
}

void RasterSink::write(RasterPiece&& piece) {
  const ErrorTrap trap;
  const RasterPiece::Impl& p = *piece.impl;
  impl_->statistics.merge(p.statistics);
  for (const auto& tile : p.tiles) {
    if (tile.empty) continue;  // never stored
    // Straight into the file: GDAL's block cache would hold as many tiles as it likes.
    auto* data = const_cast<std::byte*>(p.bytes.data() + tile.at);
    impl_->check(trap, impl_->band->WriteBlock(tile.column, tile.row, data) == CE_None);
  }
}

void RasterSink::set_classes(const std::map<long long, std::string>& classes) {
  impl_->what.classes = classes;
}

RasterStatistics RasterSink::finish() {
  if (!impl_->dataset) throw Error(ErrorKind::internal, impl_->path + ": finished twice");
  RasterStatistics s = impl_->statistics.result();
  s.none = std::int64_t{1} * impl_->what.grid.columns * impl_->what.grid.rows - s.valued;
  impl_->describe_content(s);
  impl_->close();
  if (impl_->two_passes()) impl_->second_pass();
  if (!impl_->what.classes.empty())
    write_file(impl_->path + ".aux.xml", attribute_table(impl_->what.classes));
  impl_->temporary.publish();
  return s;
}

}  // namespace zonegate::io
