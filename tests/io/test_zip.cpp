// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {

const std::string kGeoJson = collection({feature("{}", R"({"type":"Point","coordinates":[102,29]})")});

std::vector<ZipPart> shapefile_parts(const TempDir& dir, const std::string& stem, const std::string& as) {
  std::vector<ZipPart> parts;
  for (const char* const extension : {".shp", ".shx", ".dbf", ".prj"})
    parts.push_back({as + extension, bytes_of(dir / (stem + extension)), true});
  return parts;
}

io::VectorOptions sublayer(const std::string& name) {
  io::VectorOptions options;
  options.sublayer = name;
  return options;
}
std::string open_error(const std::string& path, const std::string& layer = "") {
  return error_of([&] { io::VectorSource source(path, sublayer(layer)); });
}

std::size_t unpacked_folders() {
  std::size_t n = 0;
  for (const auto& entry : fs::directory_iterator(fs::temp_directory_path())) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("zonegate-") && name.size() == 15) ++n;
  }
  return n;
}

}  // namespace

TEST_CASE("A zipped Shapefile is read, and named with its archive") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"\xD3\xC3", "x"}, "", 4490);
  auto parts = shapefile_parts(dir, "b", "data/b");
  parts.insert(parts.begin(), {"data/", ""});
  parts.push_back({"__MACOSX/data/._b.shp", "junk"});
  parts.push_back({"readme.txt", "hello"});
  const auto path = dir.put("a.zip", zip_of(parts));
  const std::size_t before = unpacked_folders();
  {
    CHECK(io::is_vector_file(path));
    CHECK(io::list_sublayers(path) == std::vector<std::string>{"b"});
    const auto read = read_all(path);
    INFO(all_text(read));
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[0].fields.at("name") == Value(std::string("用")));
    CHECK(read_all(path, sublayer("b.shp")).rows.size() == 2);
    CHECK(contains(open_error(path, "c"), "a.zip/b.shp: there is no layer \"c\""));
    io::BatchSource batches(path, {}, {"name"});
    const auto batch = batches.next();
    REQUIRE(batch);
    CHECK(batch->size() == 2);
    CHECK(batch->field(0, 0) == Value(std::string("用")));
    CHECK(unpacked_folders() == before + 1);
  }
  CHECK(unpacked_folders() == before);
  CHECK(io::sha256_file(path) == io::sha256_text(bytes_of(path)));
}

TEST_CASE("Zip: a Shapefile whose files differ in the case of their names is one") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"x", "y"}, "", 4490);
  auto parts = shapefile_parts(dir, "b", "data/b");
  for (auto& part : parts) {
    if (part.name == "data/b.prj") part.name = "data/B.PRJ";
    if (part.name == "data/b.dbf") part.name = "data/b.Dbf";
  }
  const auto read = read_all(dir.put("a.zip", zip_of(parts)));
  INFO(all_text(read));
  CHECK(read.rows.size() == 2);
  CHECK(read.issues.empty());

  parts.push_back({"data/B.prj", "x"});
  CHECK(contains(open_error(dir.put("b.zip", zip_of(parts))), "its entry \"data/B.prj\" is there twice"));
}

TEST_CASE("Zip: issues and faults name the archive, never the temporary folder") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"x", "y"}, "", 4490);
  auto parts = shapefile_parts(dir, "b", "b");
  parts[0].content.resize(parts[0].content.size() - 30);  // the last shape is cut
  const auto read = read_all(dir.put("a.zip", zip_of(parts)));
  INFO(all_text(read));
  REQUIRE_FALSE(read.issues.empty());
  for (const auto& issue : read.issues) {
    CHECK(issue.file == dir / "a.zip/b.shp");
    CHECK_FALSE(contains(issue.message, "zonegate-"));
  }
  for (const auto& row : read.rows) CHECK_FALSE(contains(row.fault, "/tmp/zonegate-"));
  parts.erase(parts.begin() + 1);  // no .shx
  const auto error = open_error(dir.put("b.zip", zip_of(parts)));
  CHECK(contains(error, "b.zip/b.shp"));
  CHECK_FALSE(contains(error, "zonegate-X"));
}

TEST_CASE("Zip: several data sets must be named; geodatabases keep their folder") {
  const TempDir dir;
  make(dir / "x.gdb", "OpenFileGDB",
       {{"u", wkbPoint, {"POINT (102 29)"}}, {"v", wkbPoint, {"POINT (102 29)", "POINT (103 29)"}}}, 4490);
  make_shapefile(dir / "b.shp", "name", {"x"}, "", 4490);
  auto parts = parts_of(dir / "x.gdb", "some/x.gdb");
  const auto alone = dir.put("alone.zip", zip_of(parts));
  CHECK(io::list_sublayers(alone) == std::vector<std::string>{"u", "v"});
  CHECK(read_all(alone, sublayer("v")).rows.size() == 2);
  CHECK(read_all(alone, sublayer("x.gdb/u")).rows.size() == 1);
  const auto shapes = shapefile_parts(dir, "b", "b");
  parts.insert(parts.end(), shapes.begin(), shapes.end());
  const auto both = dir.put("both.zip", zip_of(parts));
  CHECK(io::list_sublayers(both) == std::vector<std::string>{"x.gdb/u", "x.gdb/v", "b.shp"});
  for (const char* const wrong : {"", "u"}) {
    const auto error = open_error(both, wrong);
    CHECK(contains(error, "x.gdb, b.shp"));
  }
  CHECK(read_all(both, sublayer("x.gdb/v")).rows.size() == 2);
  CHECK(read_all(both, sublayer("b.shp")).rows.size() == 1);
}

TEST_CASE(
    "Zip: a data set is found by its name without extension, in letters of either size, if only one is "
    "called so") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"x"}, "", 4490);
  auto parts = shapefile_parts(dir, "b", "项目用地");
  for (auto& part : shapefile_parts(dir, "b", "Other")) parts.push_back(part);
  parts.push_back({"other.geojson", kGeoJson});
  const auto path = dir.put("a.zip", zip_of(parts));
  for (const char* const name : {"项目用地", "项目用地.shp", "项目用地.SHP", "Other.shp", "other.SHP"})
    CHECK(read_all(path, sublayer(name)).rows.size() == 1);
  CHECK(contains(open_error(path, "other"), "it holds no data set \"other\""));  // Other.shp, other.geojson
  CHECK(contains(open_error(path, "项目"), "it has: 项目用地.shp, Other.shp, other.geojson"));
  CHECK(read_all(dir / "b.shp", sublayer("B.shp")).rows.size() == 1);
  CHECK(contains(open_error(dir / "b.shp", "c"), "there is no layer \"c\""));
  CHECK(io::find_name({"a", "A", "b.1", "b.2"}, "a") == 0U);
  CHECK(io::find_name({"a", "A"}, "b") == std::nullopt);
  CHECK(io::find_name({"b.shp", "b.gpkg"}, "b") == std::nullopt);
}

TEST_CASE("Zip: Chinese names of entries") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"x"}, "", 4490);
  const auto gbk =
      dir.put("a.zip", zip_of(shapefile_parts(dir, "b", "\xD3\xC3\xB5\xD8/\xBA\xEC\xCF\xDF")));  // 用地/红线
  CHECK(io::list_sublayers(gbk) == std::vector<std::string>{"红线"});
  CHECK(read_all(gbk).rows.size() == 1);
  auto parts = shapefile_parts(dir, "b", "红线");
  for (auto& part : parts) part.flags = 1u << 11;
  CHECK(read_all(dir.put("b.zip", zip_of(parts)), sublayer("红线.shp")).rows.size() == 1);
}

TEST_CASE("Zip: entries that could do harm are refused by name") {
  const TempDir dir;
  const auto error = [&](ZipPart part) {
    return open_error(dir.put("a.zip", zip_of({{"b.geojson", kGeoJson}, std::move(part)})));
  };
  CHECK(contains(error({"../c.geojson", "x"}), "its entry \"../c.geojson\" leads out of its folder"));
  CHECK(contains(error({"a/../../c.txt", "x"}), "leads out"));
  CHECK(contains(error({"/etc/c.txt", "x"}), "absolute"));
  CHECK(contains(error({"C:/c.txt", "x"}), "absolute"));
  CHECK(contains(error({"a\\c.txt", "x"}), "backslash"));
  CHECK(contains(error({"link", "/etc/passwd", false, 0, 0120777}), "its entry \"link\" is a link"));
  CHECK(contains(error({"pipe", "", false, 0, 0010644}), "no plain file"));
  CHECK(contains(error({"c.txt", "x", false, 1}), "its entry \"c.txt\" is encrypted"));
  CHECK(contains(error({"b.geojson", kGeoJson}), "its entry \"b.geojson\" is there twice"));
  CHECK(contains(error({"B.GEOJSON", kGeoJson}), "is there twice"));
  CHECK(contains(error({"other/b.geojson", kGeoJson}),
                 "its entry \"other/b.geojson\" has the name of another one"));
}

TEST_CASE("Zip: bombs end at the limits, which are named") {
  const TempDir dir;
  const std::string big(std::size_t{66} << 20, '0');
  const auto bomb = dir.put("a.zip", zip_of({{"b.geojson", big, true}}));
  CHECK(contains(open_error(bomb), "the limit is ratio=200; a higher one: --limit ratio=N"));
  const auto small = dir.put("b.zip", zip_of({{"b.geojson", std::string(5000, '0'), true}}));
  {
    const WithLimit limit("unpacked=4K");
    CHECK(contains(open_error(small), "the limit is unpacked=4096"));
  }
  {
    const WithLimit limit("entries=2");
    CHECK(contains(open_error(dir.put("c.zip", zip_of({{"b.geojson", kGeoJson}, {"c", ""}, {"d", ""}}))),
                   "entries=2"));
  }
  // An entry that is larger, or smaller, than it states.
  CHECK(contains(open_error(dir.put("d.zip", zip_of({{"b.geojson", kGeoJson, true, 0, 0, 10}}))),
                 "larger than is stated"));
  CHECK(contains(open_error(dir.put("e.zip", zip_of({{"b.geojson", kGeoJson, true, 0, 0, 1000000}}))),
                 "not the size"));
}

TEST_CASE("Zip: cut off, changed or empty, it is refused") {
  const TempDir dir;
  const std::string whole = zip_of({{"b.geojson", kGeoJson, true}, {"c.txt", "x"}});
  for (std::size_t size = 0; size < whole.size(); size += 5) {
    INFO(size);
    CHECK(contains(open_error(dir.put("a.zip", whole.substr(0, size))), "damaged or cut off"));
  }
  std::string changed = whole;
  changed[50] = static_cast<char>(changed[50] ^ 1);
  CHECK(contains(open_error(dir.put("b.zip", changed)), "its entry \"b.geojson\" is damaged"));
  CHECK(contains(open_error(dir.put("c.zip", zip_of({}))),
                 "it holds no data set that can be read; it has: nothing"));
  CHECK(contains(open_error(dir.put("d.zip", zip_of({{"x.pdf", "x"}, {"in.zip", "x"}}))),
                 "it has: x.pdf, in.zip"));
  const auto read = read_all(dir.put("e.zip", zip_of({{"b.geojson", kGeoJson, true}})));
  CHECK(read.rows.size() == 1);
}

TEST_CASE("Zip: any byte changed gives an error or the same features") {
  const TempDir dir;
  const std::string whole = zip_of({{"b.geojson", kGeoJson, true}, {"c.txt", "x"}});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x55);
    const auto path = dir.put("a.zip", changed);
    INFO(i);
    Read read;
    if (error_of([&] { read = read_all(path); }).empty()) {
      REQUIRE(read.rows.size() == 1);
      CHECK(read.rows[0].shape.points == std::vector<geom::Point>{{102, 29}});
    }
  }
}

TEST_CASE("Zip: a prepared copy stands beside the archive") {
  const TempDir dir;
  make_shapefile(dir / "b.shp", "name", {"x", "y"}, "", 4490);
  const auto path = dir.put("a.zip", zip_of(shapefile_parts(dir, "b", "b")));
  const auto prepared = io::prepare_copy(path, {});
  CHECK(prepared.path == path + ".zgp");
  CHECK(prepared.features == 2);
  io::VectorOptions options;
  options.prepared = true;
  io::BatchSource source(path, options, {"name"});
  CHECK(source.from_copy());
  CHECK(source.next()->size() == 2);
}
