// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {
const std::string kGbkYaan = "\xD1\xC5\xB0\xB2";  // 雅安
std::string text_of(const io::SourceFeature& row, const std::string& field) {
  return to_text(row.fields.at(field));
}
}  // namespace

TEST_CASE("Shapefile: fields, geometry, CRS and counts") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one", "", "three  "}, "UTF-8", 4490);
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(read.issues.empty());
  REQUIRE(read.rows.size() == 3);
  CHECK(text_of(read.rows[0], "name") == "one");
  CHECK(std::get<std::string>(read.rows[1].fields.at("name")).empty());
  CHECK(text_of(read.rows[2], "name") == "three");
  CHECK(std::get<double>(read.rows[2].fields.at("number")) == 2.5);
  CHECK(read.rows[0].shape.polygons.at(0).shell.size() == 3);
  io::VectorSource source(dir / "a.shp", {});
  CHECK(source.independent_count() == 3);
  CHECK(source.crs()->same_as(geom::Crs::parse("EPSG:4490")));
  CHECK(source.driver() == "ESRI Shapefile");
}

// Every content decodes in a page of single bytes: only what is Chinese, or UTF-8, speaks against it.
TEST_CASE("Shapefile: a .cpg of single bytes is believed of Latin texts, not of Chinese ones") {
  const TempDir dir;
  const auto encoding_of = [&](const std::vector<std::string>& texts, const char* cpg) {
    make_shapefile(dir / "a.shp", "name", texts, "", 4490);
    dir.put("a.cpg", cpg);
    return io::VectorSource(dir / "a.shp", {}).encoding();
  };
  for (const char* const cpg : {"1252", "ISO-8859-1", "8859-1", "LATIN1"})
    CHECK(contains(encoding_of({kGbkYaan, "plain"}, cpg), "GB18030 (.cpg says"));
  CHECK(contains(encoding_of({"雅安"}, "1252"), "UTF-8 (.cpg says"));
  CHECK(encoding_of({"Qu\xE9"
                     "bec",
                     "Ch\xE2teau No\xEBl", "cr\xE9\xE9"},
                    "1252") == "CP1252 (.cpg)");
  CHECK(encoding_of({"Stra\xDF"
                     "e \xC4\xD6\xDC",
                     "K\xF6ln"},
                    "1252") == "CP1252 (.cpg)");
  CHECK(encoding_of({"plain"}, "1252") == "CP1252 (.cpg)");
  // One place with Latin letters among Chinese ones is a Chinese table still.
  CHECK(contains(encoding_of({std::string(kGbkYaan) + " A1", "B2"}, "1252"), "GB18030"));
}

TEST_CASE("Shapefile: a .cpg of two bytes a letter is not believed") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {kGbkYaan}, "", 4490);
  for (const char* const cpg : {"UTF-16", "UTF-16LE", "UCS-2"}) {
    dir.put("a.cpg", cpg);
    const auto read = read_all(dir / "a.shp");
    CHECK(text_of(read.rows.at(0), "name") == "雅安");
    CHECK(read.has("encoding.cpg_ignored", Severity::warning));
  }
}

// GDAL takes a name that it knows for the system of that name, whatever the numbers beside it.
TEST_CASE("Shapefile: a .prj called like a known system must have its numbers") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one"}, "UTF-8", 4522);
  const auto fault_with = [&](const char* easting, const char* northing, const char* scale) {
    dir.put(
        "a.prj",
        std::string(
            "PROJCS[\"CGCS2000_3_Degree_GK_Zone_34\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
            "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0]"
            ","
            "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_"
            "Easting\",") +
            easting + "],PARAMETER[\"False_Northing\"," + northing +
            "],PARAMETER[\"Central_Meridian\",102.0],PARAMETER[\"Scale_Factor\"," + scale +
            "],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
    return error_of([&] { io::VectorSource(dir / "a.shp", {}); });
  };
  CHECK(fault_with("34500000.0", "0.0", "1.0").empty());
  CHECK(contains(
      fault_with("34499030.0", "0.0", "1.0"),
      "is called CGCS2000 / 3-degree Gauss-Kruger zone 34, but its False easting is 34499030, not 34500000"));
  CHECK(contains(fault_with("34500000.0", "-830.0", "1.0"), "its False northing is -830, not 0"));
  CHECK(contains(fault_with("34500000.0", "0.0", "0.9996"),
                 "its Scale factor at natural origin is 0.9996, not 1"));
}

TEST_CASE("Shapefile: GB18030 without .cpg, UTF-8 without .cpg, wrong .cpg, stated by the user") {
  const TempDir dir;
  make_shapefile(dir / "gbk.shp", "name", {kGbkYaan}, "", 4490);
  make_shapefile(dir / "utf.shp", "name", {"雅安"}, "", 4490);
  make_shapefile(dir / "plain.shp", "name", {"Yaan"}, "", 4490);
  for (const char* const name : {"gbk.cpg", "utf.cpg", "plain.cpg"}) fs::remove(dir / name);
  CHECK(io::VectorSource(dir / "gbk.shp", {}).encoding() == "GB18030 (no .cpg, not UTF-8)");
  CHECK(io::VectorSource(dir / "utf.shp", {}).encoding() == "UTF-8 (no .cpg, all texts are UTF-8)");
  CHECK(io::VectorSource(dir / "plain.shp", {}).encoding() == "UTF-8 (no .cpg, only ASCII)");
  CHECK(text_of(read_all(dir / "gbk.shp").rows.at(0), "name") == "雅安");
  CHECK(text_of(read_all(dir / "utf.shp").rows.at(0), "name") == "雅安");

  dir.put("gbk.cpg", "UTF-8\n");
  const auto wrong = read_all(dir / "gbk.shp");
  CHECK(text_of(wrong.rows.at(0), "name") == "雅安");
  CHECK(wrong.has("encoding.cpg_ignored", Severity::warning));
  dir.put("gbk.cpg", "936");
  CHECK(io::VectorSource(dir / "gbk.shp", {}).encoding() == "GB18030 (.cpg)");

  io::VectorOptions options;
  options.encoding = "GBK";
  CHECK(io::VectorSource(dir / "gbk.shp", options).encoding() == "GB18030 (stated by the user)");
  options.encoding = "klingon";
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "gbk.shp", options); }, ErrorKind::usage),
                 "klingon"));
}

TEST_CASE("Shapefile: Chinese field names, and a text cut inside a character by the width of its field") {
  const TempDir dir;
  const std::string gbk_name = "\xC3\xFB\xB3\xC6";  // 名称
  std::string filled;
  for (int i = 0; i < 4; ++i) filled += kGbkYaan;
  filled += "\xD1\xC5\xB0\xB2";                        // 20 bytes
  const std::string cut = "x" + filled.substr(0, 19);  // the field's 20 bytes end within a character
  make_shapefile(dir / "a.shp", gbk_name, {filled, cut}, "", 4490);
  fs::remove(dir / "a.cpg");
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(text_of(read.rows.at(0), "名称") == "雅安雅安雅安雅安雅安");
  CHECK(text_of(read.rows.at(1), "名称") == "x雅安雅安雅安雅安雅");
  CHECK(read.rows.at(1).fault.empty());
}

TEST_CASE("Shapefile: bytes of no encoding are a fault of their row") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"雅安", "a\xFF\xFE", "好"}, "", 4490);
  fs::remove(dir / "a.cpg");
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(read.has("encoding.mixed", Severity::error));
  CHECK(text_of(read.rows.at(0), "name") == "雅安");
  CHECK(contains(read.rows.at(1).fault, "\\xFF"));
  CHECK(read.rows.at(2).fault.empty());
}

TEST_CASE("Shapefile: real Chinese tables of others") {
  const std::string source = shared_file("data/formats/encodings/ncl_county_2004_gbk/county_2004.dbf");
  if (source.empty()) {
    WARN("ZONEGATE_SHARED is not set: the real GBK table was not read");
    return;
  }
  const TempDir dir;  // its .shp is not there: give each record a point
  fs::copy_file(source, dir / "a.dbf");
  const std::string dbf = bytes_of(source);
  const auto n = static_cast<std::uint32_t>(static_cast<unsigned char>(dbf[4]) |
                                            static_cast<unsigned char>(dbf[5]) << 8);
  const auto big = [](std::uint32_t v) {
    return std::string{char(v >> 24), char(v >> 16), char(v >> 8), char(v)};
  };
  const auto header = [&](std::uint32_t words) {
    return big(9994) + std::string(20, '\0') + big(words) + std::string("\xE8\x03\0\0\x01\0\0\0", 8) +
           std::string(64, '\0');
  };
  std::string shp = header(50 + n * 14), shx = header(50 + n * 4);
  for (std::uint32_t i = 0; i < n; ++i) {
    shp += big(i + 1) + big(10) + std::string("\x01\0\0\0", 4) + std::string(16, '\0');
    shx += big(50 + i * 14) + big(10);
  }
  dir.put("a.shp", shp);
  dir.put("a.shx", shx);
  io::VectorOptions options;
  options.crs = "EPSG:4490";
  CHECK(io::VectorSource(dir / "a.shp", options).encoding() ==
        "GB18030 (no .cpg, not UTF-8, language driver 0x4D)");
  const auto read = read_all(dir / "a.shp", options);
  CHECK(read.rows.size() == n);
  CHECK(read.issues.empty());
  bool found = false;
  for (const auto& row : read.rows) {
    CHECK(row.fault.empty());
    for (const auto& [name, value] : row.fields) found = found || contains(to_text(value), "雅安");
  }
  CHECK(found);
}

TEST_CASE("Shapefile: names of systems in .prj, .PRJ and .qpj are heard") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one"}, "UTF-8", 4490);
  std::filesystem::rename(dir / "a.prj", dir / "a.PRJ");
  dir.put("a.qpj", R"(GEOGCS["Xian 1980",DATUM["Xian_1980",SPHEROID["IAG 1975",6378140,298.257]]])");
  std::string said;
  for (const auto& [where, what] : io::file_words(dir / "a.shp", {})) said += where + "=" + what + ";";
  INFO(said);
  CHECK(contains(said, "text of the .prj=D_China_2000;"));
  CHECK(contains(said, "text of the .qpj=Xian 1980;"));
}

TEST_CASE("Shapefile: without .prj it says what to do") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one"}, "UTF-8", 0);
  const auto error = error_of([&] { io::VectorSource source(dir / "a.shp", {}); });
  CHECK(contains(error,
                 "a.shp: the file has no coordinate reference system (add a .prj named as the .shp, letter "
                 "for letter, or "
                 "say --crs with the system of its numbers: EPSG:4490 for degrees of CGCS2000)"));
  io::VectorOptions options;
  options.crs = "EPSG:4490";
  CHECK(read_all(dir / "a.shp", options).rows.size() == 1);
  options.crs = "EPSG:999999";
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "a.shp", options); }), "a.shp"));
}

TEST_CASE("Shapefile: a truncated .shp gives faults and an issue") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one", "two", "three"}, "UTF-8", 4490);
  const std::string bytes = bytes_of(dir / "a.shp");
  put_bytes(dir / "a.shp", bytes.substr(0, bytes.size() - 100));
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(read.rows.size() == 3);
  CHECK(read.rows.at(0).fault.empty());
  CHECK_FALSE(read.rows.at(2).fault.empty());
  CHECK(read.has("source.truncated", Severity::error));
}

TEST_CASE("Shapefile: corrupt part counts are a fault of their feature") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one", "two"}, "UTF-8", 4490);
  std::string bytes = bytes_of(dir / "a.shp");
  bytes.replace(100 + 8 + 36, 4, std::string("\0\0\0\x80", 4));  // nParts of the first record
  put_bytes(dir / "a.shp", bytes);
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 2);
  CHECK_FALSE(read.rows[0].fault.empty());
  CHECK(read.rows[0].shape.empty());
  CHECK(read.rows[1].fault.empty());
}

TEST_CASE("Shapefile: a null shape, a deleted record, and parts that do not belong together") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one", "two"}, "UTF-8", 4490);
  std::string shp = bytes_of(dir / "a.shp");
  shp.replace(108, 4, std::string(4, '\0'));
  put_bytes(dir / "a.shp", shp);
  CHECK(contains(read_all(dir / "a.shp").rows.at(0).fault, "has no geometry"));

  make_shapefile(dir / "b.shp", "name", {"one", "two"}, "UTF-8", 4490);
  std::string dbf = bytes_of(dir / "b.dbf");
  const std::size_t header =
      static_cast<unsigned char>(dbf[8]) | static_cast<std::size_t>(static_cast<unsigned char>(dbf[9])) << 8;
  dbf[header] = '*';
  put_bytes(dir / "b.dbf", dbf);
  const auto deleted = read_all(dir / "b.shp");
  INFO(all_text(deleted));
  CHECK(deleted.rows.size() == 1);
  CHECK(deleted.has("source.deleted_records", Severity::note));
  CHECK_FALSE(deleted.has("source.count_mismatch", Severity::error));

  make_shapefile(dir / "c.shp", "name", {"one", "two", "three"}, "UTF-8", 4490);
  fs::copy_file(dir / "b.dbf", dir / "c.dbf", fs::copy_options::overwrite_existing);
  CHECK(read_all(dir / "c.shp").has("source.count_mismatch", Severity::error));
}

TEST_CASE("Shapefile: a missing .shx is not made up") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"one"}, "UTF-8", 4490);
  fs::remove(dir / "a.shx");
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "a.shp", {}); }), ".shx"));
  CHECK_FALSE(fs::exists(dir / "a.shx"));
}

TEST_CASE("Shapefile: an empty layer is legal") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {}, "UTF-8", 4490);
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(read.rows.empty());
  CHECK(read.issues.empty());
}

TEST_CASE("Shapefile: an index that points twice at a record hides nothing") {
  const TempDir folder;
  const std::string path = folder / "a.shp", shx = folder / "a.shx";
  make_shapefile(path, "NAME", {"a", "b", "c"}, "UTF-8", 4490);
  const std::string good = bytes_of(shx);
  put_bytes(shx, good.substr(0, good.size() - 8) +
                     good.substr(100, 8));  // the third entry points to the first record
  const Read twice = read_all(path);
  INFO(all_text(twice));
  CHECK(twice.has("source.count_mismatch", Severity::error));
}

TEST_CASE("Shapefile: without .dbf, and with records that its fields do not add up to, it says so") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", {"x", "y"}, "UTF-8", 4490);
  CHECK(read_all(dir / "a.shp").issues.empty());
  std::string dbf = bytes_of(dir / "a.dbf");
  ++dbf[10];  // length of a record
  put_bytes(dir / "a.dbf", dbf);
  CHECK(read_all(dir / "a.shp").has("source.damaged", Severity::error));
  std::filesystem::remove(dir / "a.dbf");
  const auto read = read_all(dir / "a.shp");
  INFO(all_text(read));
  CHECK(read.rows.size() == 2);
  CHECK(read.has("source.no_attributes", Severity::warning));
}
