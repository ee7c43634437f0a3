// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

const std::string kSquare =
    R"({"type":"Polygon","coordinates":[[[102,29],[103,29],[103,30],[102,30],[102,29]]]})";

std::string open_error(const std::string& path) {
  return error_of([&] { read_all(path); });
}

// Standard input is read once per process: each of these has its own.
bool in_child(const std::string& input, const std::function<bool()>& run) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int from = ::open(input.c_str(), O_RDONLY);
    bool good = from >= 0 && ::dup2(from, STDIN_FILENO) == STDIN_FILENO;
    try {
      good = good && run();
    } catch (...) {
      good = false;
    }
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("Limits are set by name, with suffixes; anything else lists the names") {
  io::Limits limits;
  io::parse_limit("vertices=50M", limits);
  io::parse_limit("file=2g", limits);
  io::parse_limit("nesting=100", limits);
  CHECK(limits.vertices == 50'000'000);
  CHECK(limits.file == std::uint64_t{2} << 30);
  CHECK(limits.nesting == 100);
  for (const char* const wrong : {"", "vertices", "vertices=", "vertices=0", "vertices=-1", "vertices=1X",
                                  "vertices=1.5M", "vertex=1", "nesting=100000", "file=99999999999T"}) {
    const auto error = error_of([&] { io::parse_limit(wrong, limits); }, ErrorKind::usage);
    INFO(wrong << ": " << error);
    CHECK(contains(error, "file, unpacked, ratio, entries, nesting, vertices, features, raster"));
  }
}

TEST_CASE("Limits: size of a file, features, vertices, nesting") {
  const TempDir dir;
  const auto path = dir.put("a.geojson", collection({feature("{}", kSquare), feature("{}", kSquare)}));
  CHECK(open_error(path).empty());
  {
    const WithLimit limit("file=100");
    CHECK(contains(open_error(path), "the limit is file=100; a higher one: --limit file=N"));
  }
  {
    const WithLimit limit("features=1");
    CHECK(contains(open_error(path), "features=1"));
  }
  {
    const WithLimit limit("vertices=4");
    const auto read = read_all(path);
    REQUIRE(read.rows.size() == 2);
    CHECK(contains(read.rows[0].fault, "it has more than 4 vertices (the limit is vertices=4;"));
    CHECK(read.rows[0].shape.empty());
  }
  {
    const WithLimit limit("nesting=6");
    CHECK(contains(open_error(path), "nested deeper than 6 levels"));
  }
}

TEST_CASE("Limits hold for the columnar way, too") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG",
       {{"a", wkbPolygon, {"POLYGON ((0 0,1 0,1 1,0 0))", "POLYGON ((0 0,1 0,1 1,0 1,0 0.5,0 0))"}}}, 4490);
  {
    const WithLimit limit("vertices=4");
    io::BatchSource source(dir / "a.gpkg", {}, {});
    const auto batch = source.next();
    REQUIRE(batch);
    geom::RingSet rings;
    CHECK(batch->rings(0, rings) == geom::WkbContent::polygons);
    CHECK(batch->rings(1, rings) == geom::WkbContent::damaged);
    std::string fault;
    batch->shape(1, fault);
    CHECK(contains(fault, "vertices=4"));
  }
  const WithLimit limit("features=1");
  CHECK(contains(error_of([&] {
                   io::BatchSource source(dir / "a.gpkg", {}, {});
                   while (source.next()) {
                   }
                 }),
                 "features=1"));
}

TEST_CASE("Absurd nesting and numbers beyond all bounds are told") {
  const TempDir dir;
  std::string deep = R"({"type":"Point","coordinates":[102,29]})";
  for (int i = 0; i < 200; ++i) deep = R"({"type":"GeometryCollection","geometries":[)" + deep + "]}";
  CHECK(contains(open_error(dir.put("a.geojson", collection({feature("{}", deep)}))), "nesting=64"));
  CHECK(
      contains(open_error(dir.put(
                   "b.geojson", collection({feature(R"({"a":)" + std::string(100000, '[') + "}", kSquare)}))),
               "nesting=64"));
  CHECK(contains(open_error(dir.put("c.json", std::string(10'000'000, '['))), "cannot be read as GeoJSON"));
  for (const char* const number : {"1e400", "-1e400", "NaN", "Infinity", "nan"}) {
    const auto path = dir.put(
        "d.geojson",
        collection({feature("{}", std::string(R"({"type":"Point","coordinates":[)") + number + ",29]}")}));
    Read read;
    const auto error = error_of([&] { read = read_all(path); });
    INFO(number << ": " << error << all_text(read));
    const bool told = !error.empty() || (read.rows.size() == 1 && !read.rows[0].fault.empty()) ||
                      read.has("source.count_mismatch", Severity::error) ||
                      read.has("source.damaged", Severity::error);
    CHECK(told);
    for (const auto& row : read.rows) CHECK((row.shape.empty() || !row.fault.empty()));
  }
  make(dir / "n.gpkg", "GPKG", {{"a", wkbPoint, {"POINT (1e400 1)", "POINT (2 -1e400)"}}}, 4490);
  for (const auto& row : read_all(dir / "n.gpkg").rows) CHECK_FALSE(row.fault.empty());
}

TEST_CASE("Limits: columns and rows of a raster; archives of other programs") {
  const TempDir dir;
  io::OutRaster what;
  what.grid = {600, 4, 102, 30, 0.01, -0.01, 0, 0};
  what.crs = geom::Crs::parse("EPSG:4490");
  what.nodata = -1;
  io::RasterSink sink(dir / "a.tif", what);
  sink.finish();
  {
    const WithLimit limit("raster=500");
    CHECK(contains(error_of([&] { io::RasterSource source(dir / "a.tif"); }),
                   "600 columns and 4 rows (the limit is raster=500"));
  }
  io::RasterSource source(dir / "a.tif");
  CHECK(source.grid().columns == 600);

  io::write_workbook(dir / "a.xlsx", {{"s", "", {{"a"}}, {{"1"}}}});
  const auto kmz = dir.put("a.kmz", zip_of({{"doc.kml", "<kml/>", true}, {"b", ""}, {"c", ""}}));
  const WithLimit limit("entries=2");
  CHECK(contains(open_error(dir / "a.xlsx"), "entries=2"));
  CHECK(contains(open_error(kmz), "entries=2"));
}

TEST_CASE("Standard input: GeoJSON, kept until the process ends") {
  const TempDir dir;
  const auto good = dir.put("in", collection({feature("{}", kSquare), feature("{}", kSquare)}));
  CHECK(io::is_vector_file("-"));
  CHECK(io::shown_name("-") == "standard input");
  CHECK(in_child(good, [&] {
    const auto read = read_all("-");
    return read.rows.size() == 2 && read.issues.empty() && read_all("-").rows.size() == 2 &&
           io::sha256_file("-") == io::sha256_file(good) && io::list_sublayers("-").size() == 1;
  }));
  CHECK(in_child(good, [&] {
    const WithLimit limit("file=50");
    const auto error = error_of([] { read_all("-"); });
    // What is left of it is not taken for all of it.
    return contains(error, "standard input: more than 50 bytes came (the limit is file=50") &&
           contains(error_of([] { read_all("-"); }), "standard input: could not be read the first time");
  }));
  CHECK(in_child("/dev/null",
                 [] { return contains(error_of([] { read_all("-"); }), "standard input: nothing came"); }));
  CHECK(in_child(dir.put("cut", bytes_of(good).substr(0, 200)), [] {
    const auto error = error_of([] { read_all("-"); });
    return contains(error, "standard input") && !contains(error, "zonegate-");
  }));
}
