// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <limits>

#include <gdal_frmts.h>
#include <gdal_priv.h>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kTile = io::kRasterTile;

io::OutRaster like(int columns, int rows, io::OutRaster::Type type) {
  io::OutRaster out;
  out.grid = {columns, rows, 500000, 3400000, 10, -10};
  out.crs = geom::Crs::parse("EPSG:4543");
  out.type = type;
  out.layout = io::OutRaster::Layout::tiled;
  out.nodata = type == io::OutRaster::Type::float32 || type == io::OutRaster::Type::float64 ? kNone : 255;
  return out;
}

double cell(int column, int row) { return (column * 3 + row * 5) % 200; }

std::vector<double> cells_of(const io::RasterWindow& w) {
  std::vector<double> out;
  for (int r = 0; r < w.rows; ++r)
    for (int c = 0; c < w.columns; ++c)
      out.push_back((w.column + c + w.row + r) % 11 == 0 ? kNone : cell(w.column + c, w.row + r));
  return out;
}

io::RasterStatistics write_all(const std::string& path, const io::OutRaster& what) {
  io::RasterSink sink(path, what);
  for (int y = 0; y < what.grid.rows; y += kTile) {
    for (int x = 0; x < what.grid.columns; x += kTile) {
      const io::RasterWindow w{x, y, std::min(kTile, what.grid.columns - x),
                               std::min(kTile, what.grid.rows - y)};
      sink.write(sink.ready(w, std::span<const double>(cells_of(w))));
    }
  }
  return sink.finish();
}

}  // namespace

TEST_CASE(
    "RasterSink: what is written is read back, every type and both layouts, with grid, system, unit and "
    "names") {
  const TempDir dir;
  for (const auto type : {io::OutRaster::Type::byte, io::OutRaster::Type::uint16, io::OutRaster::Type::int32,
                          io::OutRaster::Type::float32, io::OutRaster::Type::float64}) {
    for (const auto layout : {io::OutRaster::Layout::tiled, io::OutRaster::Layout::cog}) {
      INFO(io::to_string(type) << (layout == io::OutRaster::Layout::cog ? " cog" : " tiled"));
      auto what = like(700, 530, type);
      what.layout = layout;
      what.unit = "t C/ha";
      what.description = "stock";
      what.classes = {{10, "forest & <trees>"}, {20, "草地"}};
      what.metadata["zonegate_operation"] = "a - b";
      const std::string path = (dir / std::string(io::to_string(type)) +
                                (layout == io::OutRaster::Layout::cog ? "_cog.tif" : ".tif"));
      const auto statistics = write_all(path, what);
      io::RasterSource source(path, {.as_is = true});
      CHECK(source.grid().columns == 700);
      CHECK(source.grid().origin_x == 500000);
      CHECK(source.grid().cell_y == -10);
      CHECK(source.crs().same_as(*what.crs));
      CHECK(source.bands()[0].unit == "t C/ha");
      CHECK(source.bands()[0].name == "stock");
      CHECK(source.bands()[0].classes == what.classes);
      CHECK(source.block_size() == std::pair(kTile, kTile));
      const io::RasterWindow all{0, 0, 700, 530};
      std::vector<double> back;
      source.read_values(0, all, back);
      const auto wanted = cells_of(all);
      std::int64_t valued = 0, differ = 0;
      double sum = 0;
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const bool none = std::isnan(wanted[i]);
        differ += none ? !std::isnan(back[i]) : back[i] != wanted[i];
        valued += none ? 0 : 1;
        sum += none ? 0 : wanted[i];
      }
      CHECK(differ == 0);
      CHECK(statistics.valued == valued);
      CHECK(statistics.none == 700 * 530 - valued);
      CHECK(statistics.min == 0);
      CHECK(statistics.max == 199);
      CHECK(statistics.mean == Approx(sum / static_cast<double>(valued)).epsilon(1e-12));
      CHECK(std::filesystem::exists(path + ".aux.xml"));
    }
  }
}

TEST_CASE("RasterSink: a COG has overviews and statistics, tiles without a value are not stored") {
  const TempDir dir;
  auto what = like(3000, 2000, io::OutRaster::Type::byte);
  what.layout = io::OutRaster::Layout::cog;
  what.overviews = io::Resampling::mode;
  const std::string path = (dir / "a.tif");
  {
    io::RasterSink sink(path, what);
    const io::RasterWindow w{kTile, 0, kTile, kTile};
    sink.write(sink.ready(w, std::span<const double>(cells_of(w))));
    CHECK(sink.finish().none > 3000 * 2000 - kTile * kTile);
  }
  GDALRegister_GTiff();
  auto* dataset = static_cast<GDALDataset*>(GDALOpen(path.c_str(), GA_ReadOnly));
  REQUIRE(dataset);
  CHECK(dataset->GetRasterBand(1)->GetOverviewCount() >= 2);
  CHECK(std::string(dataset->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE")) == "COG");
  CHECK(dataset->GetRasterBand(1)->GetMetadataItem("STATISTICS_MEAN"));
  CHECK(dataset->GetRasterBand(1)->GetMetadataItem("BLOCK_OFFSET_1_0", "TIFF"));
  CHECK_FALSE(dataset->GetRasterBand(1)->GetMetadataItem("BLOCK_OFFSET_3_2", "TIFF"));
  GDALClose(dataset);
}

TEST_CASE("RasterSink: without finish() nothing stays; numbers that do not fit are refused") {
  const TempDir dir;
  const std::string path = (dir / "a.tif");
  { const io::RasterSink sink(path, like(20, 20, io::OutRaster::Type::byte)); }
  CHECK(dir.list().empty());
  io::RasterSink sink(path, like(2, 1, io::OutRaster::Type::byte));
  const auto refuse = [&](std::vector<double> cells) {
    return error_of(
        [&] {
          (void)sink.ready({0, 0, 2, 1}, std::span<const double>(cells));
        },
        ErrorKind::usage);
  };
  CHECK_THAT(refuse({1, 300}), Catch::Contains("300") && Catch::Contains("byte cannot hold"));
  CHECK_THAT(refuse({1, 2.5}), Catch::Contains("2.5"));
  CHECK_THAT(refuse({-1, 2}), Catch::Contains("-1"));
  CHECK_THAT(refuse({1, 255}), Catch::Contains("nodata value of the new file"));
  CHECK_THAT(
      error_of([&] { const io::RasterSink other((dir / "a.png"), like(2, 1, io::OutRaster::Type::byte)); },
               ErrorKind::usage),
      Catch::Contains("GeoTIFF"));
  auto wrong = like(2, 1, io::OutRaster::Type::byte);
  wrong.nodata = 256;
  CHECK_THAT(error_of([&] { const io::RasterSink other(path, wrong); }, ErrorKind::usage),
             Catch::Contains("cannot hold the nodata value 256"));
  wrong.nodata = kNone;
  CHECK_THAT(error_of([&] { const io::RasterSink other(path, wrong); }, ErrorKind::usage),
             Catch::Contains("cannot hold the nodata value"));
}

TEST_CASE("RasterSource on another grid: counted off in one lattice, none beyond the file") {
  const TempDir dir;
  const std::string path = (dir / "a.tif");
  write_all(path, like(30, 20, io::OutRaster::Type::byte));
  io::RasterSource plain(path, {.as_is = true});
  const io::RasterWindow all{0, 0, 30, 20};
  std::vector<double> own;
  plain.read_values(0, all, own);
  io::Alignment onto{{40, 30, 499950, 3400040, 10, -10}, geom::Crs::parse("EPSG:4543")};
  io::RasterSource moved(path, {.as_is = true, .onto = onto});
  CHECK(moved.alignment() == "shifted by 5 columns, 4 rows");
  CHECK(moved.bands()[0].bytes);
  std::vector<double> values;
  std::vector<std::uint8_t> bytes;
  moved.read_values(0, {0, 0, 40, 30}, values);
  moved.read_bytes(0, {0, 0, 40, 30}, bytes);
  for (int r = 0; r < 30; ++r) {
    for (int c = 0; c < 40; ++c) {
      const auto at = static_cast<std::size_t>(r * 40 + c);
      const bool inside = c >= 5 && c < 35 && r >= 4 && r < 24;
      const double wanted = inside ? own[static_cast<std::size_t>((r - 4) * 30 + c - 5)] : kNone;
      const bool good = std::isnan(wanted) ? std::isnan(values[at]) && bytes[at] == 255
                                           : values[at] == wanted && bytes[at] == wanted;
      if (!good) FAIL("cell " << c << ", " << r);
    }
  }
}

TEST_CASE("RasterSource on another grid: averages are those of the covered cells, by their covered shares") {
  const TempDir dir;
  const std::string path = (dir / "a.tif");
  write_all(path, like(120, 90, io::OutRaster::Type::float32));
  io::RasterSource plain(path, {.as_is = true});
  std::vector<double> own;
  plain.read_values(0, {0, 0, 120, 90}, own);
  // 25 m cells, half of them across two cells of 10 m.
  io::Alignment onto{
      {48, 36, 500000, 3400000, 25, -25}, geom::Crs::parse("EPSG:4543"), io::Resampling::average};
  io::RasterSource coarse(path, {.as_is = true, .onto = onto});
  CHECK_THAT(coarse.alignment(), Catch::Contains("resampled (average) from 10 x 10 cells"));
  std::vector<double> values;
  coarse.read_values(0, {0, 0, 48, 36}, values);
  double worst = 0;
  for (int r = 0; r < 36; ++r) {
    for (int c = 0; c < 48; ++c) {
      double sum = 0, weight = 0;
      for (int y = 0; y < 90; ++y) {
        for (int x = 0; x < 120; ++x) {
          const double w = std::max(0.0, std::min((c + 1) * 2.5, x + 1.0) - std::max(c * 2.5, double(x))) *
                           std::max(0.0, std::min((r + 1) * 2.5, y + 1.0) - std::max(r * 2.5, double(y)));
          const double v = own[static_cast<std::size_t>(y * 120 + x)];
          if (w == 0 || std::isnan(v)) continue;
          sum += w * v;
          weight += w;
        }
      }
      worst = std::max(worst, std::abs(values[static_cast<std::size_t>(r * 48 + c)] - sum / weight));
    }
  }
  CHECK(worst < 1e-4);
}
