// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {

const std::string kTriangle = "MULTIPOLYGON (((102 29,102.1 29,102.1 29.1,102 29)))";

io::VectorOptions sublayer(const std::string& name) {
  io::VectorOptions options;
  options.sublayer = name;
  return options;
}

}  // namespace

TEST_CASE("A file geodatabase is a folder that is read like a file") {
  const TempDir dir;
  const std::string path = dir / "a.gdb";
  make(path, "OpenFileGDB",
       {{"units", wkbMultiPolygon, {kTriangle, kTriangle}}, {"红线", wkbMultiPolygon, {kTriangle}}}, 4490);
  CHECK(io::is_vector_file(path));
  CHECK(io::list_sublayers(path) == std::vector<std::string>{"units", "红线"});
  CHECK(contains(error_of([&] { io::VectorSource source(path, {}); }), "units, 红线"));
  for (const std::string& named : {path, path + "/"}) {
    const auto read = read_all(named, sublayer("units"));
    INFO(all_text(read));
    CHECK(read.issues.empty());
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[1].shape.polygons.size() == 1);
    CHECK(read.rows[1].fields.at("n") == Value(1.0));
  }
  const io::VectorSource source(path, sublayer("红线"));
  CHECK(source.independent_count() == 1);
  CHECK(source.crs()->same_as(geom::Crs::parse("EPSG:4490")));

  const io::BatchSource by_batches(path, sublayer("units"), {"n"});
  CHECK(by_batches.has_geometry());
}

TEST_CASE("File geodatabase: the hash is that of its files, whoever has it open") {
  const TempDir dir;
  make(dir / "a.gdb", "OpenFileGDB", {{"a", wkbMultiPolygon, {kTriangle}}}, 4490);
  const auto hash = io::sha256_file(dir / "a.gdb");
  CHECK(hash.size() == 64);
  dir.put("a.gdb/host.1.2.sr.lock", "me");
  CHECK(io::sha256_file(dir / "a.gdb") == hash);
  dir.put("a.gdb/a00000099.gdbtable", "x");
  CHECK(io::sha256_file(dir / "a.gdb") != hash);
}

TEST_CASE("File geodatabase: a prepared copy gives the same, until a table changes") {
  const TempDir dir;
  const std::string path = dir / "a.gdb";
  make(path, "OpenFileGDB", {{"a", wkbMultiPolygon, {kTriangle}}}, 4490);
  const auto prepared = io::prepare_copy(path + "/", {});
  CHECK(prepared.path == path + ".zgp");
  CHECK(prepared.sha256 == io::sha256_file(path));
  io::VectorOptions options;
  options.prepared = true;
  CHECK(io::BatchSource(path, options, {"n"}).from_copy());
  dir.put("a.gdb/a00000099.gdbtable", "x");
  CHECK_FALSE(io::BatchSource(path, options, {"n"}).from_copy());
}

TEST_CASE("File geodatabase: tables that are cut off are noticed") {
  const TempDir dir;
  make(dir / "whole.gdb", "OpenFileGDB", {{"a", wkbMultiPolygon, std::vector<std::string>(500, kTriangle)}},
       4490);
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(dir / "whole.gdb")) {
    const auto name = entry.path().filename().string();
    const bool of_rows = name.starts_with("a00000009.gdbtabl");
    if (!of_rows) continue;
    ++seen;
    for (const double share : {0.1, 0.5, 0.9}) {
      fs::copy(dir / "whole.gdb", dir / "cut.gdb", fs::copy_options::recursive);
      fs::resize_file(fs::path(dir / "cut.gdb") / name,
                      static_cast<std::uintmax_t>(share * static_cast<double>(entry.file_size())));
      bool noticed = false;
      Read read;
      const auto error = error_of([&] { read = read_all(dir / "cut.gdb"); });
      noticed = !error.empty();
      for (const auto& issue : read.issues) noticed = noticed || issue.severity == Severity::error;
      for (const auto& row : read.rows) noticed = noticed || !row.fault.empty();
      INFO(name << " " << share << " " << error << "\n" << all_text(read));
      CHECK(noticed);
      fs::remove_all(dir / "cut.gdb");
    }
  }
  CHECK(seen == 2);
  const auto file = dir.put("file.gdb", "x");
  CHECK(contains(error_of([&] { io::VectorSource source(file, {}); }), "is a folder, this is a file"));
  fs::create_directory(dir / "empty.gdb");
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "empty.gdb", {}); }),
                 "cannot be read as OpenFileGDB"));
}

TEST_CASE("File geodatabases of ArcGIS: all layers of real ones") {
  for (const char* const name :
       {"data/formats/testopenfilegdb.gdb.zip", "data/formats/filegdb/testopenfilegdb93.gdb.zip",
        "data/formats/filegdb/Domains.gdb"}) {
    const std::string path = shared_file(name);
    if (path.empty()) {
      WARN("ZONEGATE_SHARED is not set: " << name << " was not read");
      continue;
    }
    std::size_t rows = 0;
    auto held = sublayer(io::list_sublayers(path).front());
    held.crs_optional = true;
    const io::VectorSource open(path, held);  // so that an archive is unpacked once
    for (const auto& layer : io::list_sublayers(path)) {
      auto options = sublayer(layer);
      options.crs_optional = true;
      const auto read = read_all(path, options);
      INFO(layer << "\n" << all_text(read));
      CHECK_FALSE(read.has("source.count_mismatch", Severity::error));
      rows += read.rows.size();
    }
    CHECK((rows > 3 || path.ends_with("Domains.gdb")));  // of which all tables are empty
  }
}
