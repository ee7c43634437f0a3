// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {

// "0 LINE 8 walls": each blank ends a line; ~ is a blank in a value.
std::string pairs(const std::string& text, const std::string& line_end = "\n") {
  std::string out;
  for (const char c : text) out += c == ' ' ? line_end : std::string(1, c == '~' ? ' ' : c);
  return out + line_end;
}

std::string drawing(const std::string& entities, const std::string& header = "") {
  return pairs("0 SECTION 2 HEADER" + header + " 0 ENDSEC") +
         pairs("0 SECTION 2 BLOCKS 0 BLOCK 8 0 2 B 0 LINE 8 0 10 0 20 0 11 9 21 9 0 ENDBLK 0 ENDSEC") +
         pairs("0 SECTION 2 ENTITIES") + entities + pairs("0 ENDSEC 0 EOF");
}

const std::string kSquare = pairs(
    "0 LWPOLYLINE 5 2F 8 用地红线 100 AcDbEntity 100 AcDbPolyline 90 4 70 1 10 500000 20 3200000 10 500100 "
    "20 3200000 10 500100 20 3200100 10 500000 20 3200100");

io::VectorOptions plain() {
  io::VectorOptions options;
  options.crs = "EPSG:4543";
  return options;
}
std::string open_error(const std::string& path) {
  return error_of([&] { io::VectorSource source(path, plain()); });
}

}  // namespace

TEST_CASE("DXF: closed polylines are polygons, open ones lines; the layer is a field") {
  const TempDir dir;
  const std::string open = pairs("0 LWPOLYLINE 8 road 90 3 70 0 10 0 20 0 10 5 20 0 10 5 20 5");
  const std::string meets = pairs("0 LWPOLYLINE 8 fence 90 4 70 0 10 0 20 0 10 5 20 0 10 5 20 5 10 0 20 0");
  const std::string old = pairs(
      "0 POLYLINE 8 old 66 1 70 1 10 0 20 0 0 VERTEX 8 old 10 1 20 1 0 VERTEX 8 old 10 2 20 1 0 VERTEX 8 old "
      "10 2 20 2 0 SEQEND 8 old");
  const auto path = dir.put("a.dxf", drawing(kSquare + open + meets + old +
                                             pairs("0 LINE 8 x 10 1 20 2 11 3 21 4 0 POINT 8 x 10 7 20 8")));
  CHECK(contains(error_of([&] { io::VectorSource source(path, {}); }),
                 "a.dxf: the file has no coordinate reference system"));
  const auto read = read_all(path, plain());
  INFO(all_text(read));
  CHECK(read.issues.empty());
  REQUIRE(read.rows.size() == 6);
  for (const auto& row : read.rows) CHECK(row.fault.empty());
  REQUIRE(read.rows[0].shape.polygons.size() == 1);
  CHECK(read.rows[0].shape.polygons[0].shell.size() == 4);
  CHECK(read.rows[0].shape.lines.empty());
  CHECK(read.rows[0].fields.at("Layer") == Value(std::string("用地红线")));
  CHECK(read.rows[0].fields.at("Entity") == Value(std::string("LWPOLYLINE")));
  CHECK(read.rows[0].fields.at("Handle") == Value(std::string("2F")));
  CHECK(read.rows[1].shape.lines.at(0).size() == 3);
  CHECK(read.rows[2].shape.polygons.at(0).shell.size() == 3);
  CHECK(read.rows[3].shape.polygons.at(0).shell.size() == 3);
  CHECK(read.rows[4].shape.lines.at(0) == geom::Path{{1, 2}, {3, 4}});
  CHECK(read.rows[5].shape.points == std::vector<geom::Point>{{7, 8}});
  CHECK(io::list_sublayers(path) == std::vector<std::string>{"entities"});

  auto only = plain();
  only.where = "Layer = '用地红线'";
  CHECK(read_all(dir.put("b.dxf", drawing(kSquare)), only).rows.size() == 1);
  io::VectorSource filtered(path, only);
  io::SourceFeature row;
  CHECK(filtered.next(row));
  CHECK_FALSE(filtered.next(row));
  CHECK(filtered.rows_read() == 6);

  io::BatchSource batches(path, plain(), {"Layer"});
  const auto batch = batches.next();
  REQUIRE(batch);
  CHECK(batch->size() == 6);
  CHECK(batch->field(0, 0) == Value(std::string("用地红线")));
}

TEST_CASE("DXF: circles, ellipses and bulges stay within 1 mm of their arcs") {
  const TempDir dir;
  const auto path = dir.put(
      "a.dxf", drawing(pairs("0 CIRCLE 8 c 10 0 20 0 40 500 0 ARC 8 c 10 0 20 0 40 500 50 0 51 90 0 ELLIPSE "
                             "8 c 100 AcDbEllipse 10 0 20 0 11 500 21 0 40 1 41 0 42 6.283185307179586") +
                       pairs("0 LWPOLYLINE 8 b 90 2 70 1 10 500 20 0 42 1 10 -500 20 0 42 1")));
  const auto read = read_all(path, plain());
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 4);
  for (const std::size_t i : {0u, 2u, 3u}) {
    REQUIRE(read.rows[i].shape.polygons.size() == 1);
    const auto& ring = read.rows[i].shape.polygons[0].shell;
    double worst = 0;
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const auto& p = ring[k];
      const auto& q = ring[(k + 1) % ring.size()];
      worst = std::max(
          {worst, std::fabs(std::hypot(p.x, p.y) - 500), 500 - std::hypot((p.x + q.x) / 2, (p.y + q.y) / 2)});
    }
    INFO(i << ": " << ring.size());
    CHECK(worst < 0.001);
  }
  CHECK(read.rows[1].shape.lines.size() == 1);
}

TEST_CASE("DXF: what is no outline is left out and named") {
  const TempDir dir;
  const auto path = dir.put("a.dxf", drawing(pairs("0 INSERT 8 符号 2 B 66 1 10 0 20 0 0 ATTRIB 8 符号 1 x 0 "
                                                   "SEQEND 8 符号 0 TEXT 8 注记 1 宗地 10 0 20 0") +
                                             kSquare +
                                             pairs("0 TEXT 8 注记 1 二 10 0 20 0 0 HATCH 8 填充 0 3DSOLID 8 "
                                                   "0 0 SPLINE 8 s 0 LINE 8 图框 67 1 10 0 20 0 11 1 21 1")));
  const auto read = read_all(path, plain());
  INFO(all_text(read));
  CHECK(read.rows.size() == 1);
  REQUIRE(read.issues.size() == 2);
  CHECK(read.issues[0].code == "source.left_out");
  CHECK(read.issues[0].severity == Severity::error);  // it may be ground: what was read is not the whole
  CHECK(read.issues[1].code == "source.left_out");
  CHECK(read.issues[1].severity == Severity::warning);
  for (const char* const part :
       {"4 entities", "1 INSERT on layer \"符号\"", "1 HATCH on layer \"填充\"", "3DSOLID", "SPLINE"})
    CHECK(contains(read.issues[0].message, part));
  for (const char* const part : {"3 entities", "2 TEXT on layer \"注记\"", "LINE on paper on layer \"图框\""})
    CHECK(contains(read.issues[1].message, part));
}

TEST_CASE("DXF: an outline that was put on the paper at coordinates of the ground may be ground") {
  const TempDir dir;
  const auto severities = [&](const std::string& entity) {
    const auto read = read_all(dir.put("a.dxf", drawing(kSquare + pairs(entity))), plain());
    INFO(all_text(read));
    REQUIRE(read.issues.size() == 1);
    return read.issues[0].severity;
  };
  const std::string rest = " 10 507200 20 3324100 10 507300 20 3324100";
  CHECK(severities("0 LWPOLYLINE 8 红线 67 1 90 3 70 1 10 507200 20 3324000" + rest) == Severity::error);
  CHECK(severities("0 LWPOLYLINE 8 图框 67 1 90 3 70 1 10 0 20 0 10 841 20 0 10 841 20 594") ==
        Severity::warning);
  CHECK(severities("0 TEXT 8 注记 67 1 1 图名 10 507200 20 3324000") == Severity::warning);
}

TEST_CASE("DXF: layer names in a Chinese code page, in UTF-8 and escaped") {
  const TempDir dir;
  const std::string gbk = pairs("0 LINE 8 \xD3\xC3\xB5\xD8 10 1 20 2 11 3 21 4");  // 用地
  const auto layer = [&](const std::string& name, const std::string& text, std::string& encoding) {
    io::VectorSource source(dir.put(name, text), plain());
    encoding = source.encoding();
    io::SourceFeature row;
    REQUIRE(source.next(row));
    return to_text(row.fields.at("Layer"));
  };
  std::string encoding;
  CHECK(layer("a.dxf", drawing(gbk, " 9 $ACADVER 1 AC1015 9 $DWGCODEPAGE 3 ANSI_936"), encoding) == "用地");
  CHECK(encoding == "GB18030 ($DWGCODEPAGE ANSI_936)");
  CHECK(layer("b.dxf", drawing(gbk), encoding) == "用地");
  CHECK(contains(encoding, "not UTF-8"));
  CHECK(layer("c.dxf",
              drawing(pairs("0 LINE 8 用地 10 1 20 2 11 3 21 4"),
                      " 9 $ACADVER 1 AC1027 9 $DWGCODEPAGE 3 ANSI_936"),
              encoding) == "用地");
  CHECK(contains(encoding, "AC1027"));
  CHECK(layer("d.dxf",
              drawing(pairs("0 LINE 8 \\U+7528\\U+5730 10 1 20 2 11 3 21 4"), " 9 $DWGCODEPAGE 3 ANSI_1252"),
              encoding) == "用地");
  const auto broken =
      read_all(dir.put("e.dxf", drawing(pairs("0 LINE 8 \xFF\xFF 10 1 20 2 11 3 21 4"))), plain());
  CHECK(broken.has("encoding.mixed", Severity::error));
  CHECK(contains(broken.rows.at(0).fault, "\\xFF"));
}

TEST_CASE("DXF: numbers that are none are faults of their entity, and no other's") {
  const TempDir dir;
  for (const char* const bad : {"nan", "1e400", "inf", "12abc", "", "1,5"}) {
    const auto read = read_all(
        dir.put("a.dxf",
                drawing(kSquare + pairs(std::string("0 LINE 8 x 10 ") + bad + " 20 2 11 3 21 4") + kSquare)),
        plain());
    INFO(bad << "\n" << all_text(read));
    REQUIRE(read.rows.size() == 3);
    CHECK(contains(read.rows[1].fault, "no finite number"));
    CHECK(read.rows[1].shape.empty());
    CHECK(read.rows[0].fault.empty());
    CHECK(read.rows[2].fault.empty());
    CHECK(read.rows[2].shape.polygons.size() == 1);
  }
}

TEST_CASE("DXF: what GDAL makes nothing of is a fault, and a unit that is not metres is told") {
  const TempDir dir;
  const auto read = read_all(
      dir.put("a.dxf", drawing(pairs("0 LWPOLYLINE 8 x 90 0 70 1") + kSquare, " 9 $INSUNITS 70 4")), plain());
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 2);
  CHECK_FALSE(read.rows[0].fault.empty());
  CHECK(read.rows[1].shape.polygons.size() == 1);
  CHECK(read.has("source.units", Severity::warning));
}

TEST_CASE("DXF: cut off at any place, it is never read as if it were whole") {
  const TempDir dir;
  const std::string whole = drawing(kSquare + kSquare);
  for (std::size_t size = 0; size + 4 < whole.size(); size += 7) {
    INFO(size);
    CHECK_FALSE(open_error(dir.put("a.dxf", whole.substr(0, size))).empty());
  }
  CHECK(contains(open_error(dir.put("b.dxf", whole.substr(0, whole.size() / 2))), "cut off"));
  CHECK(contains(open_error(dir.put("c.dxf", "AutoCAD Binary DXF\r\n\x1a")), "binary"));
  CHECK(contains(open_error(dir.put("d.dxf", "AC1027 ...")), ".dwg under another name"));
  CHECK(contains(open_error(dir.put("e.dxf", "not a drawing\nat all\n")), "line 1 is no group code"));
}

TEST_CASE("DXF: whatever byte is changed, reading ends, with as many rows as are counted") {
  const TempDir dir;
  const std::string whole = drawing(kSquare + pairs("0 POLYLINE 8 o 66 1 70 1 0 VERTEX 8 o 10 1 20 1 0 "
                                                    "VERTEX 8 o 10 2 20 1 42 0.5 0 SEQEND 0 TEXT 8 t"));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ (i % 2 ? 0x03 : 0x15));
    const auto path = dir.put("a.dxf", changed);
    INFO(i);
    Read read;
    error_of([&] { read = read_all(path, plain()); });
    CHECK_FALSE(read.has("source.count_mismatch", Severity::error));
  }
}

TEST_CASE("DXF: real drawings of others") {
  for (const char* const name : {"data/formats/dxf/assorted.dxf", "data/formats/dxf/LWPOLYLINE-OCS.dxf"}) {
    const std::string path = shared_file(name);
    if (path.empty()) {
      WARN("ZONEGATE_SHARED is not set: " << name << " was not read");
      continue;
    }
    const auto read = read_all(path, plain());
    INFO(all_text(read));
    CHECK(read.rows.size() >= 2);
    for (const auto& row : read.rows) CHECK(row.fault.empty());
    CHECK_FALSE(read.has("source.count_mismatch", Severity::error));
  }
}
