// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>

#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

struct Recipe {
  GDALDataType type = GDT_Byte;
  double transform[6] = {102, 0.01, 0, 30, 0, -0.01};
  bool georeferenced = true;
  int epsg = 4490;
  std::vector<const char*> options{"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE",
                                   nullptr};
  std::function<void(GDALDataset&)> more = [](GDALDataset&) {};
  bool fill = true;
};

double cell(int column, int row) { return (column * 7 + row * 13) % 251; }

void make(const std::string& path, const Recipe& recipe, int columns = 40, int rows = 33) {
  GDALRegister_GTiff();
  GDALDataset* dataset = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
      path.c_str(), columns, rows, 1, recipe.type, const_cast<char**>(recipe.options.data()));
  REQUIRE(dataset);
  if (recipe.georeferenced) dataset->SetGeoTransform(const_cast<double*>(recipe.transform));
  OGRSpatialReference srs;
  if (recipe.epsg) {
    srs.importFromEPSG(recipe.epsg);
    dataset->SetSpatialRef(&srs);
  }
  recipe.more(*dataset);
  std::vector<double> values;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) values.push_back(cell(c, r));
  }
  if (recipe.fill) {
    CHECK(dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns, rows,
                                              GDT_Float64, 0, 0, nullptr) == CE_None);
  }
  GDALClose(dataset);
}

std::string open_error(const std::string& path) {
  return error_of([&] { io::RasterSource source(path); });
}

}  // namespace

TEST_CASE("Raster: grid, CRS, nodata and windows") {
  const TempDir dir;
  Recipe recipe;
  recipe.more = [](GDALDataset& d) { d.GetRasterBand(1)->SetNoDataValue(255); };
  make(dir / "a.tif", recipe);
  io::RasterSource raster(dir / "a.tif");
  CHECK(raster.grid().columns == 40);
  CHECK(raster.grid().rows == 33);
  CHECK(raster.grid().origin_x == 102);
  CHECK(raster.grid().origin_y == 30);
  CHECK(raster.grid().cell_x == 0.01);
  CHECK(raster.grid().cell_y == -0.01);
  CHECK(raster.nodata() == 255);
  CHECK(raster.crs().same_as(geom::Crs::parse("EPSG:4490")));
  const auto values = raster.read(10, 14, 20, 5);
  REQUIRE(values.size() == 100);
  for (int r = 0; r < 5; ++r) {
    for (int c = 0; c < 20; ++c) CHECK(values[static_cast<std::size_t>(r * 20 + c)] == cell(10 + c, 14 + r));
  }
  CHECK(raster.read(39, 32, 1, 1).at(0) == cell(39, 32));
  for (const auto& [c, r, w, h] : {std::array{-1, 0, 1, 1}, std::array{0, 0, 41, 1}, std::array{0, 33, 1, 1},
                                   std::array{0, 0, 0, 1}, std::array{2147483647, 0, 2147483647, 1}}) {
    CHECK_THROWS_AS(raster.read(c, r, w, h), Error);
  }
}

TEST_CASE("Raster: what makes it unusable is said") {
  const TempDir dir;
  CHECK(contains(open_error(dir / "none.tif"), "does not exist"));
  CHECK(
      contains(open_error(dir.put("a.ecw", "x")), "allowed: .tif, .tiff, .img, .hgt, .nc, .zarr, .mbtiles"));
  CHECK(contains(open_error(dir.put("text.tif", "not a raster")), "cannot be read as GeoTIFF"));
  Recipe recipe;
  recipe.epsg = 0;
  make(dir / "a.tif", recipe);
  CHECK(contains(open_error(dir / "a.tif"), "a.tif: the file has no coordinate reference system"));
  recipe = {};
  recipe.georeferenced = false;
  make(dir / "b.tif", recipe);
  CHECK(contains(open_error(dir / "b.tif"), "says nowhere where it lies"));
  recipe = {};
  recipe.transform[2] = 0.001;
  make(dir / "c.tif", recipe);
  CHECK(contains(open_error(dir / "c.tif"), "rotated"));
  recipe = {};
  recipe.transform[5] = 0.01;
  make(dir / "d.tif", recipe);
  CHECK(contains(open_error(dir / "d.tif"), "not north-up"));
  recipe = {};
  recipe.more = [](GDALDataset& d) { d.GetRasterBand(1)->SetScale(0.1); };
  make(dir / "e.tif", recipe);
  CHECK(contains(open_error(dir / "e.tif"), "scale (0.1)"));
  recipe = {};
  recipe.type = GDT_CFloat32;
  make(dir / "f.tif", recipe);
  CHECK(contains(open_error(dir / "f.tif"), "complex"));
  recipe = {};
  recipe.more = [](GDALDataset& d) {
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
    d.CreateMaskBand(GMF_PER_DATASET);
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
  };
  make(dir / "g.tif", recipe);
  CHECK(contains(open_error(dir / "g.tif"), "mask"));
}

TEST_CASE("Raster: a damaged block is an error that names the window; the others are still read") {
  const TempDir dir;
  make(dir / "a.tif", {});
  GDALRegister_GTiff();
  GDALDataset* dataset = GDALDataset::Open((dir / "a.tif").c_str());
  REQUIRE(dataset);
  const std::string offset = dataset->GetRasterBand(1)->GetMetadataItem("BLOCK_OFFSET_1_0", "TIFF");
  GDALClose(dataset);
  std::string bytes = bytes_of(dir / "a.tif");
  bytes.replace(std::stoul(offset), 12, std::string(12, '\xAA'));
  put_bytes(dir / "a.tif", bytes);
  io::RasterSource raster(dir / "a.tif");
  CHECK(raster.read(0, 0, 16, 16).at(0) == cell(0, 0));
  const auto error = error_of([&] { raster.read(10, 0, 10, 5); });
  CHECK(contains(error, "a.tif: the window of columns 10-19, rows 0-4 cannot be read"));
  CHECK_FALSE(error_of([&] { raster.read(10, 0, 10, 5); }).empty());  // and again: no cached zeros
  CHECK(raster.read(32, 16, 4, 4).at(0) == cell(32, 16));
}

TEST_CASE("Raster: a file that ends early is an error") {
  const TempDir dir;
  Recipe recipe;
  recipe.options = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", nullptr};
  make(dir / "a.tif", recipe);
  const std::string bytes = bytes_of(dir / "a.tif");
  put_bytes(dir / "a.tif", bytes.substr(0, bytes.size() - 300));
  const auto error = error_of([&] {
    io::RasterSource raster(dir / "a.tif");
    raster.read(0, 0, 40, 33);
  });
  CHECK(contains(error, "a.tif"));
}

TEST_CASE("Raster: blocks that are not in the file are nodata, or an error") {
  const TempDir dir;
  Recipe recipe;
  recipe.fill = false;
  recipe.options = {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "SPARSE_OK=TRUE", nullptr};
  make(dir / "a.tif", recipe);
  CHECK(contains(error_of([&] { io::RasterSource(dir / "a.tif").read(0, 0, 5, 5); }), "is not in the file"));
  recipe.more = [](GDALDataset& d) { d.GetRasterBand(1)->SetNoDataValue(255); };
  make(dir / "b.tif", recipe);
  CHECK(io::RasterSource(dir / "b.tif").read(0, 0, 5, 5).at(0) == 255);
}

TEST_CASE("Raster: a sidecar never changes what the file says, and one that contradicts it stops the run") {
  const TempDir dir;
  make(dir / "a.tif", {});
  const auto with = [&](const std::string& band, const std::string& whole = "") {
    dir.put("a.tif.aux.xml",
            "<PAMDataset>" + whole + "<PAMRasterBand band=\"1\">" + band + "</PAMRasterBand></PAMDataset>");
    return open_error(dir / "a.tif");
  };
  CHECK(contains(with("<NoDataValue>7</NoDataValue>"), "states the nodata value 7"));
  CHECK(contains(with("", "<GeoTransform>7,1,0,7,0,-1</GeoTransform>"), "another georeference"));
  CHECK(contains(with("<Scale>0.1</Scale>"), "Scale 0.1"));
  // What only adds, or says the same, is nobody's concern.
  dir.put("a.tfw", "1\n0\n0\n-1\n7\n7\n");
  dir.put("a.tif.aux.xml",
          "<PAMDataset><GeoTransform>102, 0.01, 0, 30, 0, "
          "-0.01</GeoTransform><SRS>EPSG:4490</SRS><PAMRasterBand band=\"1\"><Scale>1</Scale>"
          "<Metadata><MDI key=\"STATISTICS_MEAN\">7</MDI></Metadata></PAMRasterBand></PAMDataset>");
  io::RasterSource raster(dir / "a.tif");
  CHECK(raster.grid().origin_x == 102);
  CHECK_FALSE(raster.nodata().has_value());
}

namespace {

std::vector<double> as_is(const std::string& path, int columns, int rows) {
  io::RasterSource raster(path, {.as_is = true});
  std::vector<double> values;
  raster.read_values(0, {0, 0, columns, rows}, values);
  return values;
}

}  // namespace

TEST_CASE("Raster as it is: scale and offset are applied, nodata before them") {
  const TempDir dir;
  Recipe recipe;
  recipe.more = [](GDALDataset& d) {
    d.GetRasterBand(1)->SetNoDataValue(7);
    d.GetRasterBand(1)->SetScale(0.5);
    d.GetRasterBand(1)->SetOffset(-10);
  };
  make(dir / "a.tif", recipe);
  const auto values = as_is(dir / "a.tif", 3, 1);
  CHECK(values[0] == -10);
  CHECK(std::isnan(values[1]));  // cell(1, 0) = 7
  CHECK(values[2] == cell(2, 0) * 0.5 - 10);
  io::RasterSource raster(dir / "a.tif", {.as_is = true});
  CHECK_FALSE(raster.bands()[0].bytes);
  CHECK_FALSE(raster.bands()[0].whole);
}

TEST_CASE("Raster as it is: a mask hides cells") {
  const TempDir dir;
  Recipe recipe;
  recipe.more = [](GDALDataset& d) {
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
    d.CreateMaskBand(GMF_PER_DATASET);
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
    std::vector<std::uint8_t> mask(40 * 33, 255);
    mask[1] = 0;
    CHECK(d.GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, 0, 40, 33, mask.data(), 40, 33, GDT_Byte,
                                                      0, 0, nullptr) == CE_None);
  };
  make(dir / "a.tif", recipe);
  const auto values = as_is(dir / "a.tif", 3, 1);
  CHECK(values[0] == cell(0, 0));
  CHECK(std::isnan(values[1]));
  CHECK(values[2] == cell(2, 0));
}

TEST_CASE("Raster as it is: a rotated grid says where its cells lie") {
  const TempDir dir;
  Recipe recipe;
  recipe.transform[2] = 0.002;
  recipe.transform[4] = 0.001;
  make(dir / "a.tif", recipe);
  io::RasterSource raster(dir / "a.tif", {.as_is = true});
  CHECK_FALSE(raster.grid().north_up());
  CHECK(raster.grid().at(10, 5).x == Approx(102 + 10 * 0.01 + 5 * 0.002));
  CHECK(raster.grid().at(10, 5).y == Approx(30 + 10 * 0.001 - 5 * 0.01));
}

TEST_CASE("Raster: 32-bit nodata that is written with more digits than it has still hides its cells") {
  const TempDir dir;
  Recipe recipe;
  recipe.type = GDT_Float32;
  recipe.more = [](GDALDataset& d) { d.GetRasterBand(1)->SetNoDataValue(-3.4028234663852886e+38); };
  make(dir / "a.tif", recipe);
  {
    auto* dataset = static_cast<GDALDataset*>(GDALOpen((dir / "a.tif").c_str(), GA_Update));
    REQUIRE(dataset);
    float none = -3.4028234663852886e+38F;
    CHECK(dataset->GetRasterBand(1)->RasterIO(GF_Write, 1, 0, 1, 1, &none, 1, 1, GDT_Float32, 0, 0,
                                              nullptr) == CE_None);
    GDALClose(dataset);
  }
  CHECK(std::isnan(as_is(dir / "a.tif", 3, 1)[1]));
}
