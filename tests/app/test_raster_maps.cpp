// SPDX-License-Identifier: Apache-2.0
// Rasters larger than one window: results cell by cell against plain loops, and the same bytes for any number of threads.
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "app/app.h"
#include "io/io.h"

using namespace zonegate;

namespace {

namespace fs = std::filesystem;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("raster_maps_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

using Cells = std::vector<double>;

Cells classes(int columns, int rows, std::mt19937& random, int none) {
  Cells out(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < out.size();) {
    const unsigned n = 1 + random() % 60;
    const auto value = static_cast<double>(random() % 6) * 10;
    for (unsigned k = 0; k < n && i < out.size(); ++k) out[i++] = value == none ? kNone : value;
  }
  return out;
}

void write(const std::string& path, const io::RasterGrid& grid, const std::string& crs,
           io::OutRaster::Type type, double nodata, const Cells& cells) {
  io::OutRaster what;
  what.grid = grid;
  what.crs = geom::Crs::parse(crs);
  what.type = type;
  what.nodata = nodata;
  what.layout = io::OutRaster::Layout::tiled;
  io::RasterSink sink(path, what);
  sink.write(sink.ready({0, 0, grid.columns, grid.rows}, std::span<const double>(cells)));
  sink.finish();
}

Cells read(const std::string& path) {
  io::RasterSource source(path, {.as_is = true});
  Cells out;
  source.read_values(0, {0, 0, source.grid().columns, source.grid().rows}, out);
  return out;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::size_t different(const Cells& a, const Cells& b) {
  if (a.size() != b.size()) return std::max(a.size(), b.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.size(); ++i) n += same(a[i], b[i]) ? 0 : 1;
  return n;
}

app::MapInput input(const std::string& name, const std::string& path) {
  return {name, {path}, 1, std::nullopt};
}

}  // namespace

TEST_CASE(
    "Maps of several windows: formulas cell by cell, the same bytes for 1 and 3 threads, tiled and COG") {
  const Folder folder;
  std::mt19937 random(20261127);
  const io::RasterGrid grid{1100, 1300, 500000, 3400000, 10, -10};
  const Cells a = classes(1100, 1300, random, 0), b = classes(1100, 1300, random, 50);
  write(folder / "a.tif", grid, "EPSG:4543", io::OutRaster::Type::byte, 255, a);
  write(folder / "b.tif", grid, "EPSG:4543", io::OutRaster::Type::float32, kNone, b);
  for (const auto layout : {io::OutRaster::Layout::tiled, io::OutRaster::Layout::cog}) {
    std::vector<std::string> files;
    for (const int jobs : {1, 3}) {
      app::CalculateOptions o;
      o.formula = "b - 2 * a";
      o.inputs = {input("a", folder / "a.tif"), input("b", folder / "b.tif")};
      o.reading.jobs = jobs;
      o.out.path = folder / ("out" + std::to_string(files.size()) +
                             (layout == io::OutRaster::Layout::cog ? "_cog.tif" : ".tif"));
      o.out.layout = layout;
      const auto report = app::calculate_map(o, {});
      CHECK(report.not_finite == 0);
      files.push_back(o.out.path);
    }
    Cells wanted(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) wanted[i] = b[i] - 2 * a[i];
    CHECK(different(read(files[0]), wanted) == 0);
    CHECK(io::read_file(files[0]) == io::read_file(files[1]));
  }
}

TEST_CASE(
    "Two dates of several windows: matrix, map and stocks as a plain loop finds them, for any number of "
    "threads") {
  const Folder folder;
  std::mt19937 random(20261128);
  const io::RasterGrid grid{1500, 1100, 102, 30, 0.001, -0.001};
  const Cells a = classes(1500, 1100, random, 0), b = classes(1500, 1100, random, 50);
  write(folder / "a.tif", grid, "EPSG:4490", io::OutRaster::Type::byte, 255, a);
  write(folder / "b.tif", grid, "EPSG:4490", io::OutRaster::Type::byte, 255, b);
  std::map<std::pair<double, double>, std::int64_t> wanted;
  std::int64_t only_a = 0, only_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isnan(a[i]) && !std::isnan(b[i])) ++wanted[{a[i], b[i]}];
    only_a += !std::isnan(a[i]) && std::isnan(b[i]) ? 1 : 0;
    only_b += std::isnan(a[i]) && !std::isnan(b[i]) ? 1 : 0;
  }
  std::vector<std::string> maps, stocks;
  for (const int jobs : {1, 3}) {
    app::ChangeOptions o;
    o.before = input("", folder / "a.tif");
    o.after = input("", folder / "b.tif");
    o.reading.jobs = jobs;
    o.density = {{0, 1}, {10, 2.5}, {20, 0}, {30, kNone}, {40, 7}, {50, 9}};
    o.transitions = folder / ("t" + std::to_string(jobs) + ".tif");
    o.stock_change = folder / ("c" + std::to_string(jobs) + ".tif");
    const auto report = app::land_cover_change(o, {});
    REQUIRE(report.matrix.transitions.size() == wanted.size());
    double area = 0, before = 0, without = 0;
    for (const auto& t : report.matrix.transitions) {
      CHECK(t.cells == wanted[{t.from, t.to}]);
      area += t.area_m2;
      if (t.from == 30 || t.to == 30)
        without += t.area_m2;
      else
        before += o.density[t.from] * t.area_m2 / 10000;
    }
    CHECK(report.matrix.common.area_m2 == Approx(area).epsilon(1e-12));
    CHECK(report.matrix.only_before.cells == only_a);
    CHECK(report.matrix.only_after.cells == only_b);
    CHECK(report.stock.before == Approx(before).epsilon(1e-12));
    CHECK(report.stock.without_m2 == Approx(without).epsilon(1e-12));
    maps.push_back(o.transitions);
    stocks.push_back(o.stock_change);
  }
  CHECK(io::read_file(maps[0]) == io::read_file(maps[1]));
  CHECK(io::read_file(stocks[0]) == io::read_file(stocks[1]));
  const Cells codes = read(maps[0]);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double code = std::isnan(a[i]) || std::isnan(b[i]) ? kNone : a[i] * 1000 + b[i];
    wrong += same(codes[i], code) ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Two dates on other lattices: all of both is accounted for") {
  const Folder folder;
  std::mt19937 random(20261129);
  const io::RasterGrid old_grid{300, 200, 500000, 3400000, 10, -10},
      new_grid{150, 130, 500005, 3400300, 30, -30};
  write(folder / "a.tif", old_grid, "EPSG:4543", io::OutRaster::Type::byte, 255,
        classes(300, 200, random, 50));
  write(folder / "b.tif", new_grid, "EPSG:4543", io::OutRaster::Type::byte, 255,
        classes(150, 130, random, 50));
  app::ChangeOptions o;
  o.before = input("", folder / "a.tif");
  o.after = input("", folder / "b.tif");
  o.reading.area = "planar";
  const auto report = app::land_cover_change(o, {});
  const auto& m = report.matrix;
  const std::int64_t all = m.common.cells + m.only_before.cells + m.only_after.cells + m.neither.cells;
  CHECK(all == std::int64_t{1} * report.grid.columns * report.grid.rows);
  // The second date reaches 4500 m east and from 300 m above to 3600 m below the first one's corner.
  CHECK(report.grid.columns == 451);
  CHECK(report.grid.rows == 390);
  REQUIRE(report.alignment.size() == 2);
  CHECK_THAT(report.alignment[1].second, Catch::Contains("resampled (nearest) from 30 x 30"));
  std::int64_t valued = 0;
  for (const double v : read(folder / "b.tif")) valued += std::isnan(v) ? 0 : 9;
  CHECK(std::abs(static_cast<double>(m.common.cells + m.only_after.cells - valued)) <=
        1000);  // cells at its rim
}
