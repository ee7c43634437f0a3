// SPDX-License-Identifier: Apache-2.0
//
// What zonal statistics say to rasters and zones that are damaged, misplaced or misunderstood: the file, what is wrong, and the remedy; never a number that
// looks right.
#include <catch2/catch.hpp>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "app/app.h"

using namespace zonegate;

namespace {

class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("zonal_input_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
    return file(name);
  }

 private:
  std::filesystem::path path_;
};

struct Made {
  std::array<double, 6> transform{0, 1, 0, 4, 0, -1};  // 4 x 4 cells of one, from (0, 0) to (4, 4)
  std::string crs = "EPSG:4543";
  GDALDataType type = GDT_Float64;
  int size = 4;
};

std::string raster(const Folder& folder, const std::string& name, const Made& made,
                   const std::vector<double>& values = {}) {
  GDALAllRegister();
  const std::string path = folder.file(name);
  GDALDataset* data = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
      path.c_str(), made.size, made.size, 1, made.type, nullptr);
  REQUIRE(data);
  auto transform = made.transform;
  data->SetGeoTransform(transform.data());
  if (!made.crs.empty()) {
    OGRSpatialReference crs;
    crs.SetFromUserInput(made.crs.c_str());
    data->SetSpatialRef(&crs);
  }
  std::vector<double> cells(static_cast<std::size_t>(made.size) * static_cast<std::size_t>(made.size), 7);
  std::copy(values.begin(), values.end(), cells.begin());
  CHECK(data->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, made.size, made.size, cells.data(), made.size,
                                         made.size, GDT_Float64, 0, 0, nullptr) == CE_None);
  GDALClose(data);
  return path;
}

constexpr const char* kSquare = "\"POLYGON((1 1,3 1,3 3,1 3,1 1))\"";

app::ZonalOptions question(const Folder& folder, const std::string& path, const std::string& wkt = kSquare) {
  app::ZonalOptions o;
  o.rasters = {path};
  o.zones.path = folder.write("zones.csv", "id,WKT\nA," + wkt + "\n");
  o.crs = "EPSG:4543";
  for (const char* stat : {"count", "mean", "nodata"}) o.stats.push_back(zonal::parse_stat(stat));
  return o;
}

struct Answer {
  std::vector<app::ZonalRow> rows;
  std::vector<Issue> issues;
  const Issue* issue(const std::string& code) const {
    for (const auto& i : issues)
      if (i.code == code) return &i;
    return nullptr;
  }
};

Answer ask(const app::ZonalOptions& options) {
  Answer out;
  out.issues =
      app::zonal_statistics(options, {}, [&](const app::ZonalTable&, std::vector<app::ZonalRow>&& rows) {
        for (auto& row : rows) out.rows.push_back(std::move(row));
      }).issues;
  return out;
}

// Message and remedy of the refusal.
std::string refusal(const app::ZonalOptions& options) {
  try {
    ask(options);
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "not refused";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Declares another width and height in the header of a TIFF.
void declare(const std::string& path, std::uint32_t columns, std::uint32_t rows) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::uint32_t at = 0;
  std::memcpy(&at, &bytes[4], 4);
  std::uint16_t count = 0;
  std::memcpy(&count, &bytes[at], 2);
  for (std::uint16_t i = 0; i < count; ++i) {
    char* const entry = &bytes[at + 2 + 12U * i];
    std::uint16_t tag = 0;
    std::memcpy(&tag, entry, 2);
    if (tag != 256 && tag != 257) continue;
    const std::uint16_t wide = 4;
    std::memcpy(entry + 2, &wide, 2);
    std::memcpy(entry + 8, tag == 256 ? &columns : &rows, 4);
  }
  file.seekp(0);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("zonal: without a reference system on one side it is asked for") {
  const Folder folder;
  Made made;
  made.crs = "";
  const std::string said = refusal(question(folder, raster(folder, "plain.tif", made)));
  CHECK(has(said, "plain.tif: has no coordinate reference system"));
  CHECK(has(said, "--raster-crs"));
}

TEST_CASE("zonal: a raster that no zone meets is named, and every row says outside") {
  const Folder folder;
  const Answer answer =
      ask(question(folder, raster(folder, "here.tif", {}), "\"POLYGON((100 100,101 100,101 101,100 100))\""));
  REQUIRE(answer.rows.size() == 1);
  CHECK(answer.rows[0].status == "outside");
  REQUIRE(answer.issue("zonal.no_zone_meets"));
  CHECK(has(answer.issue("zonal.no_zone_meets")->file, "here.tif"));
  CHECK(has(answer.issue("zonal.no_zone_meets")->message, "x 0 to 4, y 0 to 4"));
}

TEST_CASE("zonal: cells without size are refused") {
  const Folder folder;
  Made made;
  made.transform = {0, 0, 0, 4, 0, -1};
  const std::string said = refusal(question(folder, raster(folder, "flat.tif", made)));
  CHECK(has(said, "flat.tif: "));
  CHECK(has(said, "georeference it"));
}

TEST_CASE("zonal: a rotated raster takes zones of its own system, and says so to others") {
  const Folder folder;
  Made made;
  made.transform = {0, 1, 0.5, 4, 0.5, -1};
  const std::string path = raster(folder, "turned.tif", made);
  const std::string inside = "\"POLYGON((2.8 2.8,3.2 2.8,3.2 3.2,2.8 3.2,2.8 2.8))\"";
  CHECK(ask(question(folder, path, inside)).rows.at(0).status == "ok");
  made.crs = "EPSG:4490";
  const std::string said = refusal(question(folder, raster(folder, "degrees.tif", made)));
  CHECK(has(said, "rotated or south-up"));
  CHECK(has(said, "gdalwarp"));
}

TEST_CASE("zonal: a file that ends too early costs the zones that need what is missing") {
  const Folder folder;
  Made made;
  made.size = 64;
  made.transform = {0, 1, 0, 64, 0, -1};
  const std::string path = raster(folder, "cut.tif", made);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  auto options = question(folder, path);
  const std::string said = refusal(options);
  if (said != "not refused") {
    CHECK(has(said, "cut.tif"));
    CHECK(has(said, "get the file again"));
    return;
  }
  const Answer answer = ask(options);
  CHECK(answer.rows.at(0).status == "unreadable");
  CHECK(std::isnan(answer.rows[0].numbers[0]));
  REQUIRE(answer.issue("raster.block_unreadable"));
  CHECK(has(answer.issue("raster.block_unreadable")->message, "cut.tif"));
}

TEST_CASE("zonal: a header that declares billions of cells ends in a message") {
  const Folder folder;
  const std::string path = raster(folder, "huge.tif", {});
  declare(path, 2000000000, 2000000000);
  auto options =
      question(folder, path, "\"POLYGON((0 4,1999999999 4,1999999999 -1999999990,0 -1999999990,0 4))\"");
  const std::string said = refusal(options);
  INFO(said);
  CHECK(has(said, "huge.tif"));
  CHECK_FALSE(has(said, "not refused"));
  // A small zone of it needs no more than its own cells: numbers, or a message.
  options = question(folder, path);
  const std::string small = refusal(options);
  INFO(small);
  CHECK((small == "not refused" || has(small, "huge.tif")));
}

TEST_CASE("zonal: infinite cells are said, for their sums are no numbers") {
  const Folder folder;
  std::vector<double> values(16, 1);
  values[5] = INFINITY;
  const Answer answer = ask(question(folder, raster(folder, "infinite.tif", {}, values)));
  REQUIRE(answer.issue("zonal.infinite_values"));
  CHECK(has(answer.issue("zonal.infinite_values")->message, "1 zone (A)"));
  CHECK(has(answer.issue("zonal.infinite_values")->hint, "nodata"));
}

TEST_CASE("zonal: whole numbers that a double does not hold are said") {
  const Folder folder;
  Made made;
  made.type = GDT_Int64;
  std::vector<double> values(16, 0x1p60);
  CHECK(ask(question(folder, raster(folder, "wide.tif", made, values))).issue("zonal.wide_integers"));
  values.assign(16, 0x1p53);
  CHECK_FALSE(ask(question(folder, raster(folder, "exact.tif", made, values))).issue("zonal.wide_integers"));
}

TEST_CASE("zonal: --bilinear is for points") {
  const Folder folder;
  auto options = question(folder, raster(folder, "here.tif", {}));
  options.bilinear = true;
  const std::string said = refusal(options);
  CHECK(has(said, "zones.csv: --bilinear is for points, and feature A is a polygon or a line"));
  CHECK(has(said, "leave --bilinear out"));
  options = question(folder, raster(folder, "again.tif", {}), "POINT(1.5 2)");
  options.bilinear = true;
  CHECK(ask(options).rows.at(0).numbers[1] == 7);
}

TEST_CASE("zonal: a zone that cannot be used has a row without numbers") {
  const Folder folder;
  const Answer answer = ask(question(folder, raster(folder, "here.tif", {}),
                                     std::string(kSquare) + "\nB,\"POLYGON((0 0,1\"\nC," + kSquare));
  REQUIRE(answer.rows.size() == 3);
  CHECK(answer.rows[0].status == "ok");
  CHECK(answer.rows[0].numbers[0] == 4);
  CHECK(answer.rows[1].zone.id == "B");
  CHECK(answer.rows[1].status == "unusable");
  for (const double number : answer.rows[1].numbers) CHECK(std::isnan(number));
  CHECK(answer.rows[2].status == "ok");
  CHECK(answer.issue("overlay.feature_unusable"));
}

TEST_CASE("zonal: cells between the tiles of a mosaic are said") {
  const Folder folder;
  Made east;
  east.transform = {6, 1, 0, 4, 0, -1};
  auto options = question(folder, raster(folder, "west.tif", {}),
                          std::string(kSquare) + "\nB,\"POLYGON((3 1,7 1,7 2,3 2,3 1))\"");
  options.rasters.push_back(raster(folder, "east.tif", east));
  options.mosaic = true;
  for (const int jobs : {1, 2}) {
    options.jobs = jobs;
    const Answer answer = ask(options);
    REQUIRE(answer.rows.size() == 2);
    CHECK(answer.rows[0].status == "ok");
    CHECK(answer.rows[1].status == "partly_outside");
    CHECK(answer.rows[1].numbers[0] == 2);
    CHECK(answer.rows[1].numbers[2] == 2);
    REQUIRE(answer.issue("zonal.mosaic_gaps"));
    CHECK(has(answer.issue("zonal.mosaic_gaps")->message, "2 cells of 1 zone (B)"));
  }
}
