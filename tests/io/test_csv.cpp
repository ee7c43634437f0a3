// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

// As office programs save "Unicode": two bytes at the start say so, and nothing else starts with them.
TEST_CASE("texts of UTF-16 are known by their mark") {
  const TempDir dir;
  const std::string utf8 = "a,项目\n1,甲\n";
  const std::u16string wide = u"a,项目\n1,甲\n";
  std::string little = "\xFF\xFE", big = "\xFE\xFF";
  for (const char16_t c : wide) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    little += low;
    little += high;
    big += high;
    big += low;
  }
  const auto read = io::read_text(dir.put("little.txt", little));
  CHECK(read.text == utf8);
  CHECK(read.encoding == "UTF-16LE (BOM)");
  CHECK(io::read_text(dir.put("big.txt", big)).text == utf8);
  const auto table = io::read_table(dir.put("little.csv", little));
  CHECK(table.headers == std::vector<std::string>{"a", "项目"});
  CHECK(table.rows.at(0).at("项目") == "甲");
  // ASCII alone, and half a sign.
  CHECK(io::read_text(dir.put("ascii.txt", std::string("\xFF\xFE\x61\0", 4))).text == "a");
  CHECK(contains(error_of([&] { io::read_text(dir.put("cut.txt", little + "x")); }),
                 "starts as UTF-16LE and is not UTF-16LE"));
}

TEST_CASE("CSV table: headers, quotes, line ends, blank lines, BOM") {
  const TempDir dir;
  const auto table = io::read_table(dir.put(
      "a.csv", "\xEF\xBB\xBF名称, code ,text\r\n雅安,511800,\"a, \"\"b\"\"\nc\"\r\n\r\n甘孜,513300,\r\n"));
  CHECK(table.headers == std::vector<std::string>{"名称", "code", "text"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].at("text") == "a, \"b\"\nc");
  CHECK(table.rows[1].at("名称") == "甘孜");
  CHECK(table.rows[1].at("text").empty());
}

TEST_CASE("CSV table: GB18030 is found") {
  const TempDir dir;
  CHECK(
      io::read_table(dir.put("a.csv", "code,\xC3\xFB\xB3\xC6\n1,\xD1\xC5\xB0\xB2\n")).rows.at(0).at("名称") ==
      "雅安");
}

TEST_CASE("CSV table: mistakes name file and line") {
  const TempDir dir;
  const auto read = [&](const std::string& text) {
    return error_of([&] { io::read_table(dir.put("a.csv", text)); });
  };
  CHECK(contains(read("a,b\n1,2\n3,4,5\n"), "a.csv: line 3 has 3 cells, the header has 2"));
  CHECK(contains(read("a,b\n1\n"), "line 2 has 1 cells"));
  CHECK(contains(read("a,b\n1,\"x\n2,3\n"), "line 2: a quoted cell has no closing quote"));
  CHECK(contains(read("a,b\n\"1\"x,2\n"), "text after a closing quote"));
  CHECK(contains(read("a,a\n1,2\n"), "\"a\" is there twice"));
  CHECK(contains(read("a,,b\n1,2,3\n"), "column 2 has no name"));
  CHECK(contains(read(""), "no header line"));
  CHECK(contains(read("a;b\n1;2\n"), "separated by commas"));
  CHECK(contains(read("a\n\xFF\xFF\n"), "not UTF-8 and not GB18030"));
  CHECK(contains(error_of([&] { io::read_table(dir / "none.csv"); }), "does not exist"));
}

TEST_CASE("CSV layer: WKT is geometry, everything else is text") {
  const TempDir dir;
  const auto path = dir.put("a.csv",
                            "id,wkt,n\n"
                            "1,\"POLYGON ((0 0,1 0,1 1,0 0))\",7\n"
                            "2,,8\n"
                            "3,\"POLYGON ((0 0,1 0\",9\n"
                            "4,POINT (1e400 2),9\n"
                            "5,POINT (1 2) x,9\n"
                            "6,POINT (1 2)\n"
                            "7,POINT (1 2),\n");
  CHECK(contains(error_of([&] { io::VectorSource source(path, {}); }),
                 "a.csv: the file has no coordinate reference system"));
  io::VectorOptions options;
  options.crs = "EPSG:4490";
  const auto read = read_all(path, options);
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 7);
  CHECK(read.rows[0].shape.polygons.size() == 1);
  CHECK(std::get<std::string>(read.rows[0].fields.at("n")) == "7");
  CHECK(contains(read.rows[1].fault, "has no geometry"));
  CHECK(contains(read.rows[2].fault, "not WKT"));
  CHECK(contains(read.rows[3].fault, "(inf, 2)"));
  CHECK(contains(read.rows[4].fault, "not WKT"));
  CHECK(contains(read.rows[5].fault, "has 2 cells"));
  CHECK(read.rows[6].fault.empty());
  CHECK(std::get<std::string>(read.rows[6].fields.at("n")).empty());
  CHECK(read.rows[0].fields.count("wkt") == 0);
}

TEST_CASE("CSV layer: without WKT it is a table") {
  const TempDir dir;
  const auto path = dir.put("a.csv", "unit_code,text\nZH51180210001,禁止\n");
  const io::VectorSource source(path, {});
  CHECK_FALSE(source.has_geometry());
  CHECK(source.field_names() == std::vector<std::string>{"unit_code", "text"});
  CHECK(source.encoding() == "UTF-8 (all texts are UTF-8)");
  CHECK(to_text(read_all(path).rows.at(0).fields.at("text")) == "禁止");
}

TEST_CASE("NUL bytes: a fault of their row in CSV, an error in a table and in a text") {
  const TempDir dir;
  const auto path = dir.put("a.csv", std::string("a,b\nx,y\nx\0z,y\n", 15));
  const auto read = read_all(path);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].fault.empty());
  CHECK(contains(read.rows[1].fault, "line 3: a cell holds a NUL byte"));
  CHECK(contains(error_of([&] { io::read_table(path); }), "NUL"));
  CHECK(
      contains(error_of([&] { io::read_table(dir.put("b.csv", std::string("a,b\0c\nx,y\n", 11))); }), "NUL"));
  CHECK(
      contains(error_of([&] { io::read_text(dir.put("a.txt", std::string("ab\0c", 4))); }), "byte 3 is NUL"));
}
