// SPDX-License-Identifier: Apache-2.0
//
// A prepared copy gives what its file gives, or it is not used, or it is an error. Never less.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>

#include "helpers.h"
#include "io/bytes.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {

struct Answer {
  std::vector<std::string> features;  // all that a batch says of each
  std::vector<std::string> issues;
  std::int64_t rows = 0;
  bool from_copy = false;
  std::string copy_issue;
};

std::string describe(const io::FeatureBatch& batch, std::size_t i, std::size_t fields) {
  geom::RingSet rings;
  const auto content = batch.rings(i, rings);
  std::string fault;
  const auto shape = batch.shape(i, fault);
  std::string text = std::to_string(batch.number(i)) + " " + batch.fid(i) + " [" + batch.fault(i) + "] [" +
                     fault + "] " + std::to_string(static_cast<int>(content)) + " " + geom::to_wkt(shape);
  if (content == geom::WkbContent::polygons)
    for (const auto& p : rings.vertices) text += " " + shortest(p.x) + " " + shortest(p.y);
  for (std::size_t k = 0; k < fields; ++k) {
    const Value value = batch.field(i, k);
    text += " |" + std::to_string(value.index()) + to_text(value);
  }
  return text;
}

const std::vector<std::string> kFields{"id", "name", "number", "fid", "none"};

Answer ask(const std::string& path, bool prepared, const io::BatchSource::MayMeet& only = {},
           const std::string& crs = {}, const std::string& sublayer = {}) {
  io::VectorOptions options;
  options.crs_optional = true;
  options.crs = crs;
  options.sublayer = sublayer;
  options.prepared = prepared;
  io::BatchSource source(path, options, kFields);
  if (only) source.only(only);
  Answer answer;
  answer.from_copy = source.from_copy();
  if (source.copy_issue()) answer.copy_issue = source.copy_issue()->code + " " + source.copy_issue()->message;
  while (const auto batch = source.next())
    for (std::size_t i = 0; i < batch->size(); ++i)
      answer.features.push_back(describe(*batch, i, kFields.size()));
  for (const auto& issue : source.issues()) answer.issues.push_back(to_line(issue));
  answer.rows = source.rows_read();
  for (const auto& name : source.field_names()) answer.issues.push_back("field " + name);
  answer.issues.push_back(source.crs() ? source.crs()->wkt() : "no CRS");
  return answer;
}

// As if it had been written an hour ago, with all that belongs to it.
void age(const std::string& path) {
  for (const auto& entry : fs::directory_iterator(fs::path(path).parent_path()))
    if (entry.path().stem() == fs::path(path).stem())
      fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1));
}

io::Prepared prepare(const std::string& path, const io::PrepareOptions& options = {}) {
  age(path);
  return io::prepare_copy(path, options);
}

geom::Shape square(double x, double y) {
  return {{{{{x, y}, {x + 0.5, y}, {x + 0.5, y + 0.5}, {x, y + 0.5}}, {}}}, {}, {}};
}

// `count` squares on a grid, one mixed shape, one feature without geometry.
void make(const std::string& path, int count) {
  io::VectorSink sink(
      path, {{"zones", io::OutLayer::Geometry::any, {{"name"}, {"number", io::OutField::Type::number}}}},
      "2026-01-01T00:00:00Z");
  for (int i = 0; i < count; ++i)
    sink.write(0, square(100 + i % 20, 20 + i / 20), {"红线 " + std::to_string(i), i + 0.25});
  sink.write(0, {{}, {{{100, 20}, {101, 21}}}, {}}, {std::string("line"), Unknown{}});
  if (fs::path(path).extension() != ".fgb") sink.write(0, {}, {std::string("nowhere"), 7.0});
  sink.finish();
}

std::string csv() {
  return "id,name,number,WKT\nx1,a,1,\"POLYGON((0 0,4 0,4 4,0 4,0 0))\"\nx2,b,2,\"POLYGON((0 0,4 0\"\n"
         "x3,c,,\"POINT(10 10)\"\nx4,d,4,\"POLYGON((10 10,14 10,14 14,10 10),(11 11,12 11,12 11.5,11 "
         "11))\"\n";
}

std::string geojson() {
  return collection({feature(R"({"id":"g1","name":"一","number":5})",
                             R"({"type":"Polygon","coordinates":[[[102,29],[103,29],[103,30],[102,29]]]})"),
                     feature(R"({"id":"g2","name":null})", "null")});
}

void same_answers(const std::string& path, const std::string& crs = {}) {
  INFO(path);
  const Answer plain = ask(path, false, {}, crs);
  io::PrepareOptions options;
  options.crs = crs;
  prepare(path, options);
  const Answer copy = ask(path, true, {}, crs);
  CHECK(copy.from_copy);
  CHECK(copy.copy_issue.empty());
  CHECK_FALSE(plain.features.empty());
  CHECK(copy.features == plain.features);
  CHECK(copy.issues == plain.issues);
  CHECK(copy.rows == plain.rows);
}

}  // namespace

// https://github.com/Cyan4973/xxHash: test vectors of XXH64 with seed 0.
TEST_CASE("The checksum is XXH64") {
  CHECK(io::checksum("") == 0xef46db3751d8e999);
  CHECK(io::checksum("a") == 0xd24ec4f1a98c6e5b);
  CHECK(io::checksum("abc") == 0x44bc2cf5ad770999);
  CHECK(io::checksum("Nobody inspects the spammish repetition") == 0xfbcea83c8a378bf1);
}

TEST_CASE("A copy gives the same features, faults, fields, issues and reference system as its file") {
  const TempDir dir;
  make(dir / "a.gpkg", 9000);
  make(dir / "a.fgb", 300);
  make_shapefile(dir / "a.shp", "name", {"one", "two \xe4\xb8\x80", "three"}, "", 4543);
  dir.put("bad.csv", csv());
  dir.put("b.geojson", geojson());
  same_answers(dir / "a.gpkg");
  same_answers(dir / "a.fgb");
  same_answers(dir / "a.shp");
  same_answers(dir / "bad.csv");
  same_answers(dir / "b.geojson");
}

TEST_CASE("A copy hands out in the order of the file what may meet, and whatever has no usable place") {
  const TempDir dir;
  make(dir / "a.gpkg", 9000);
  const auto path = dir / "a.gpkg";
  prepare(path);
  const Answer all = ask(path, false);
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> x(99, 121), y(19, 471), size(0, 6);
  for (int trial = 0; trial < 50; ++trial) {
    geom::Box window{x(random), y(random), 0, 0};
    window.max_x = window.min_x + size(random), window.max_y = window.min_y + size(random);
    const Answer some = ask(path, true, [&](const geom::Box& b) { return b.meets(window); });
    std::vector<std::string> expected;  // 9000 squares, the line, the one that lies nowhere
    for (std::size_t i = 0; i < 9000; ++i) {
      const auto column = static_cast<int>(i % 20), row = static_cast<int>(i / 20);
      if (square(100 + column, 20 + row).box().meets(window)) expected.push_back(all.features[i]);
    }
    if (geom::Box{100, 20, 101, 21}.meets(window)) expected.push_back(all.features[9000]);
    expected.push_back(all.features[9001]);
    CHECK(some.features == expected);
    CHECK(some.rows == 9002);
  }
}

TEST_CASE(
    "Any byte of a copy changed, or any piece cut off: an error or the file itself, never fewer features") {
  const TempDir dir;
  make(dir / "a.gpkg", 40);
  const auto path = dir / "a.gpkg", copy = path + ".zgp";
  prepare(path);
  const std::string good = bytes_of(copy);
  const auto near = [](const geom::Box& b) { return b.meets({100, 20, 103, 22}); };
  const auto all = ask(path, true).features, some = ask(path, true, near).features;
  REQUIRE(some.size() < all.size());
  std::size_t errors = 0, unused = 0, harmless = 0;
  const auto look = [&](const std::string& bytes, std::size_t at) {
    INFO("at " << at);
    put_bytes(copy, bytes);
    for (const bool whole : {true, false}) {
      try {
        const Answer answer = ask(path, true, whole ? io::BatchSource::MayMeet{} : near);
        CHECK(answer.features == (whole || !answer.from_copy ? all : some));
        CHECK(answer.from_copy != (answer.copy_issue.rfind("layer.prepared_unusable", 0) == 0));
        ++(answer.from_copy ? harmless : unused);
      } catch (const Error& error) {
        CHECK(contains(error.what(), "a.gpkg.zgp: the prepared copy is damaged"));
        CHECK(contains(error.hint(), "delete it"));
        ++errors;
      }
    }
  };
  for (std::size_t at = 0; at < good.size(); at += at < 300 || at + 1500 > good.size() ? 1 : 13) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
    look(bytes, at);
  }
  for (std::size_t cut = 1; cut < good.size(); cut += 97) look(good.substr(0, good.size() - cut), cut);
  look(good + "x", good.size());
  CHECK(errors > 100);
  CHECK(unused > 100);
  CHECK(harmless > 10);  // what a small window does not touch
}

TEST_CASE("A copy is used only while its file is unchanged; times alone never hide a change") {
  const TempDir dir;
  const auto path = dir.put("a.csv", csv());
  prepare(path);
  const auto time = fs::last_write_time(path);
  CHECK(ask(path, true).from_copy);

  SECTION("the same bytes with another time: compared, used, and said") {
    fs::last_write_time(path, time + std::chrono::seconds(5));
    CHECK(ask(path, true).from_copy);
    CHECK(ask(path, true).copy_issue.rfind("layer.prepared_unproven", 0) == 0);
    CHECK_FALSE(io::prepare_copy(path, {}).up_to_date);  // stamped anew
    CHECK(ask(path, true).copy_issue.empty());
    CHECK(io::prepare_copy(path, {}).up_to_date);
  }
  SECTION("other bytes of the same length with the old time") {
    std::string text = csv();
    text.replace(text.find("(0 0"), 4, "(1 0");
    put_bytes(path, text);
    fs::last_write_time(path, time);
    const Answer answer = ask(path, true);
    CHECK_FALSE(answer.from_copy);
    CHECK(answer.copy_issue.rfind("layer.prepared_stale", 0) == 0);
    CHECK(answer.features == ask(path, false).features);
    CHECK(io::prepare_copy(path, {}).features == 4);
    CHECK(ask(path, true).from_copy);
  }
  SECTION("a copy of another file") {
    const auto other = dir.put("b.csv", csv() + "x5,e,5,\"POINT(1 1)\"\n");
    fs::copy_file(path + ".zgp", other + ".zgp");
    const Answer answer = ask(other, true);
    CHECK(answer.features.size() == 5);
    CHECK(answer.copy_issue.rfind("layer.prepared_stale", 0) == 0);
  }
  SECTION("a time in the future proves nothing") {
    fs::last_write_time(path, fs::file_time_type::clock::now() + std::chrono::hours(1));
    io::prepare_copy(path, {});
    const Answer answer = ask(path, true);
    CHECK(answer.from_copy);
    CHECK(answer.copy_issue.rfind("layer.prepared_unproven", 0) == 0);
  }
  SECTION("another version of the format, or something else under that name") {
    std::string bytes = bytes_of(path + ".zgp");
    bytes[8] = 99;
    put_bytes(path + ".zgp", bytes);
    CHECK(contains(ask(path, true).copy_issue, "another version of the program made it"));
    put_bytes(path + ".zgp", "my notes");
    CHECK(contains(ask(path, true).copy_issue, "it is no prepared copy"));
    const auto again = [&] { io::prepare_copy(path, {}); };
    CHECK(contains(error_of(again, ErrorKind::usage), "something else stands there"));
    CHECK(bytes_of(path + ".zgp") == "my notes");
  }
}

TEST_CASE("A part of a Shapefile that changes makes its copy stale") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one", "two"}, "", 4543);
  prepare(dir / "a.shp");
  CHECK(ask(dir / "a.shp", true).from_copy);
  dir.put("a.cpg", "UTF-8");
  CHECK(ask(dir / "a.shp", true).copy_issue.rfind("layer.prepared_stale", 0) == 0);
}

TEST_CASE("A file that is written just before is waited for, so that its time proves it") {
  const TempDir dir;
  const auto path = dir.put("a.csv", csv());
  io::prepare_copy(path, {});
  CHECK(ask(path, true).from_copy);
  CHECK(ask(path, true).copy_issue.empty());
}

TEST_CASE(
    "What --crs says must be the same for the copy and for the question, unless the file says it itself") {
  const TempDir dir;
  const auto path = dir.put("a.csv", csv());
  same_answers(path, "EPSG:4543");
  CHECK(contains(ask(path, true).copy_issue, "another --crs"));
  make(dir / "b.gpkg", 3);
  prepare(dir / "b.gpkg");
  CHECK(ask(dir / "b.gpkg", true, {}, "EPSG:4490").from_copy);
  const auto contradiction = [&](bool prepared) {
    return error_of([&] { ask(dir / "b.gpkg", prepared, {}, "EPSG:4543"); });
  };
  CHECK_FALSE(contradiction(true).empty());
  CHECK(contradiction(true) == contradiction(false));
}

TEST_CASE("Each layer of a file has a copy of its own") {
  const TempDir dir;
  const auto path = dir / "two.gpkg";
  {
    io::VectorSink sink(
        path, {{"a", io::OutLayer::Geometry::polygon, {}}, {"b", io::OutLayer::Geometry::polygon, {}}},
        "2026-01-01T00:00:00Z");
    sink.write(0, square(100, 20), {});
    sink.write(1, square(101, 20), {});
    sink.write(1, square(102, 20), {});
    sink.finish();
  }
  CHECK(contains(error_of([&] { prepare(path); }), "it has 2 layers"));
  io::PrepareOptions options;
  options.sublayer = "b";
  CHECK(prepare(path, options).path == path + ".b.zgp");
  CHECK(ask(path, true, {}, {}, "b").from_copy);
  CHECK(ask(path, true, {}, {}, "b").features == ask(path, false, {}, {}, "b").features);
  CHECK_FALSE(ask(path, true, {}, {}, "a").from_copy);
}

TEST_CASE("What cannot be trusted is not prepared, and nothing is left behind") {
  const TempDir dir;
  const auto path =
      dir.put("a.geojson", collection({feature("{}", R"({"type":"Point","coordinates":[102,29]})"), "5"}));
  CHECK(contains(error_of([&] { prepare(path); }), "not trusted"));
  CHECK(dir.list() == std::vector<std::string>{"a.geojson"});
  CHECK(contains(error_of([&] { io::prepare_copy(dir / "none.gpkg", {}); }), "does not exist"));
}
