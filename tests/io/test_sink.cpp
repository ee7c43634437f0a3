// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
using Geometry = io::OutLayer::Geometry;
using Type = io::OutField::Type;

namespace {

const std::string kTime = "2026-08-15T09:30:00Z";

io::OutLayer layer(Geometry geometry) {
  return {
      "overlap", geometry, {{"project_id", Type::text}, {"area", Type::number}, {"count", Type::integer}}};
}

geom::Shape square(double x) {
  return {{{{{x, 29}, {x + 0.01, 29}, {x + 0.01, 29.01}, {x, 29.01}},
            {{{x + 0.002, 29.002}, {x + 0.002, 29.004}, {x + 0.004, 29.004}}}}},
          {},
          {}};
}

void fill(const std::string& path, const std::vector<io::OutLayer>& layers) {
  io::VectorSink sink(path, layers, kTime);
  for (int i = 0; i < 50; ++i) {
    sink.write(0, square(102 + i * 0.1),
               {Value("雅安, \"" + std::to_string(i) + "\""), Value(0.1 + i), Value(double(i))});
  }
  if (!path.ends_with(".fgb")) sink.write(0, {}, {Unknown{}, Unknown{}, NotApplicable{}});
  sink.finish();
}

}  // namespace

TEST_CASE("What a sink wrote, a source reads back; equal runs give equal bytes; nothing else stays") {
  for (const char* const name : {"a.gpkg", "a.geojson", "a.json", "a.fgb", "a.csv"}) {
    INFO(name);
    const TempDir first, second;
    fill(first / name, {layer(Geometry::polygon)});
    fill(second / name, {layer(Geometry::polygon)});
    CHECK(bytes_of(first / name) == bytes_of(second / name));
    CHECK(first.list() == std::vector<std::string>{name});

    io::VectorOptions options;
    if (std::string(name) == "a.csv") options.crs = "EPSG:4490";
    const auto read = read_all(first / name, options);
    INFO(all_text(read));
    CHECK(read.issues.empty());
    const bool null_row = std::string(name) != "a.fgb";
    REQUIRE(read.rows.size() == (null_row ? 51 : 50));
    for (std::size_t i = 0; i < 50; ++i) {
      const auto& row = read.rows[i];
      const double x = 102 + static_cast<double>(i) * 0.1;
      CHECK(to_text(row.fields.at("project_id")) == "雅安, \"" + std::to_string(i) + "\"");
      CHECK(as_number(row.fields.at("area")) == 0.1 + static_cast<double>(i));
      CHECK(as_number(row.fields.at("count")) == static_cast<double>(i));
      REQUIRE(row.shape.polygons.size() == 1);
      CHECK(row.shape.polygons[0].holes.size() == 1);
      CHECK(row.shape.polygons[0].shell.size() == 4);
      CHECK(row.shape.box().min_x == Approx(x).margin(1e-10));
    }
    if (null_row) CHECK(contains(read.rows[50].fault, "has no geometry"));
  }
}

TEST_CASE("GeoPackage: layers of each kind in EPSG:4490, with the run's time and no other") {
  const TempDir dir;
  {
    io::VectorSink sink(dir / "a.gpkg",
                        {layer(Geometry::polygon),
                         {"crossing", Geometry::line, {}},
                         {"nearest", Geometry::point, {}},
                         {"footprint", Geometry::any, {}},
                         {"notes", Geometry::none, {{"text", Type::text}}}},
                        kTime);
    sink.write(1, {{}, {{{102, 29}, {103, 30}}}, {}}, {});
    sink.write(2, {{}, {}, {{102, 29}}}, {});
    sink.write(3, {{}, {{{102, 29}, {103, 30}}}, {{102, 29}}}, {});
    sink.write(3, square(102), {});
    sink.write(4, {}, {Value(std::string("n"))});
    sink.finish();
  }
  CHECK(io::list_sublayers(dir / "a.gpkg") ==
        std::vector<std::string>{"overlap", "crossing", "nearest", "footprint", "notes"});
  for (const char* const name : {"overlap", "crossing", "nearest", "footprint"}) {
    io::VectorOptions options;
    options.sublayer = name;
    const auto read = read_all(dir / "a.gpkg", options);
    INFO(name << all_text(read));
    CHECK(read.issues.empty());
    for (const auto& row : read.rows) CHECK(row.fault.empty());
    CHECK(io::VectorSource(dir / "a.gpkg", options).crs()->authority() == "EPSG:4490");
  }
  CHECK(contains(bytes_of(dir / "a.gpkg"), "2026-08-15T09:30:00.000Z"));
}

TEST_CASE("GeoJSON follows RFC 7946: no crs member, shells counter-clockwise") {
  const TempDir dir;
  fill(dir / "a.geojson", {layer(Geometry::polygon)});
  const std::string text = bytes_of(dir / "a.geojson");
  CHECK_FALSE(contains(text, "\"crs\""));
  CHECK(contains(text, R"("coordinates": [ [ [ 102.0, 29.0 ], [ 102.01, 29.0 ])"));
}

TEST_CASE("A sink that was not finished leaves nothing, and the old file as it was") {
  for (const char* const name : {"a.gpkg", "a.geojson", "a.fgb", "a.csv"}) {
    INFO(name);
    const TempDir dir;
    dir.put(name, "old");
    {
      io::VectorSink sink(dir / name, {layer(Geometry::polygon)}, kTime);
      sink.write(0, square(102), {Unknown{}, Unknown{}, Unknown{}});
    }
    CHECK(dir.list() == std::vector<std::string>{name});
    CHECK(bytes_of(dir / name) == "old");
    fill(dir / name, {layer(Geometry::polygon)});
    CHECK(bytes_of(dir / name) != "old");
    CHECK(dir.list() == std::vector<std::string>{name});
  }
}

TEST_CASE("A sink refuses what it cannot hold") {
  const TempDir dir;
  const auto open = [&](const std::string& name, const std::vector<io::OutLayer>& layers, ErrorKind kind) {
    return error_of([&] { io::VectorSink sink(dir / name, layers, kTime); }, kind);
  };
  CHECK(contains(open("a.shp", {layer(Geometry::polygon)}, ErrorKind::usage), "cannot be written"));
  CHECK(contains(open("a.csv", {layer(Geometry::polygon), layer(Geometry::line)}, ErrorKind::usage),
                 "holds one layer"));
  CHECK(contains(open("none/a.gpkg", {layer(Geometry::polygon)}, ErrorKind::internal), "cannot be written"));
  io::VectorSink flat(dir / "a.fgb", {layer(Geometry::line)}, kTime);
  CHECK_THROWS_AS(flat.write(0, {}, {Unknown{}, Unknown{}, Unknown{}}), Error);
  io::VectorSink sink(dir / "a.gpkg", {layer(Geometry::line)}, kTime);
  CHECK_THROWS_AS(sink.write(0, square(102), {Unknown{}, Unknown{}, Unknown{}}), Error);
  CHECK_THROWS_AS(sink.write(0, {}, {Unknown{}}), Error);
  CHECK_THROWS_AS(sink.write(1, {}, {Unknown{}, Unknown{}, Unknown{}}), Error);
  CHECK_THROWS_AS(sink.write(0, {}, {Unknown{}, Value(std::string("much")), Unknown{}}), Error);
}
