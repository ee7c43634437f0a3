// SPDX-License-Identifier: Apache-2.0
//
// relation_matrix. Expected matrices worked out by hand from the definition (rows: interior, boundary, exterior of a).
#include <catch2/catch.hpp>

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "geom/geom.h"
#include "random_shapes.h"

using namespace zonegate::geom;
using random::wkt;

namespace {

std::string matrix(const std::string& a, const std::string& b) {
  const Matrix m = relation_matrix(wkt(a), wkt(b));
  return m.fault.empty() ? m.text : "fault: " + m.fault;
}

const std::string kSquare = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))";

}  // namespace

TEST_CASE("matrices of textbook figures") {
  CHECK(matrix(kSquare, "POLYGON ((2 2, 6 2, 6 6, 2 6, 2 2))") == "212101212");    // overlap
  CHECK(matrix(kSquare, kSquare) == "2FFF1FFF2");                                  // equal
  CHECK(matrix(kSquare, "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))") == "212FF1FF2");    // contains
  CHECK(matrix("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))", kSquare) == "2FF1FF212");    // within
  CHECK(matrix(kSquare, "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))") == "212F11FF2");    // covers, along the border
  CHECK(matrix(kSquare, "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))") == "FF2F11212");    // share an edge
  CHECK(matrix(kSquare, "POLYGON ((4 4, 8 4, 8 8, 4 8, 4 4))") == "FF2F01212");    // share a corner
  CHECK(matrix(kSquare, "POLYGON ((9 9, 10 9, 10 10, 9 9))") == "FF2FF1212");      // apart
  CHECK(matrix("LINESTRING (-2 2, 6 2)", kSquare) == "101FF0212");                 // crosses
  CHECK(matrix("LINESTRING (1 1, 3 3)", kSquare) == "1FF0FF212");                  // within
  CHECK(matrix("LINESTRING (0 0, 4 0)", kSquare) == "F1FF0F212");                  // along the border
  CHECK(matrix("LINESTRING (0 0, 4 4)", "LINESTRING (0 4, 4 0)") == "0F1FF0102");  // cross
  CHECK(matrix("POINT (2 2)", kSquare) == "0FFFFF212");
  CHECK(matrix("POINT (4 2)", kSquare) == "F0FFFF212");
  CHECK(matrix("MULTIPOINT ((2 2), (9 9))", kSquare) == "0F0FFF212");
  CHECK(matrix("POINT (1 1)", "POINT (1 1)") == "0FFFFFFF2");
  CHECK(matrix("POINT (1 1)", "LINESTRING (0 0, 2 2)") == "0FFFFF102");
}

TEST_CASE("coordinates are snapped to the grid first") {
  CHECK(matrix(kSquare, "POLYGON ((4.0000001 0, 8 0, 8 4, 4.0000001 4, 4.0000001 0))") == "FF2F11212");
  CHECK(matrix(kSquare, "POLYGON ((4.00001 0, 8 0, 8 4, 4.00001 4, 4.00001 0))") == "FF2FF1212");
}

TEST_CASE("invalid polygons are made valid; what has no matrix is a fault, never an exception") {
  CHECK(matrix("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))", "POINT (1 2)") ==
        "0F2FF1FF2");  // a bow-tie holds its wings
  CHECK(matrix("MULTIPOLYGON (((0 0, 2 0, 2 4, 0 4, 0 0)), ((2 0, 4 0, 4 4, 2 4, 2 0)))", kSquare) ==
        "2FFF1FFF2");
  CHECK(matrix("GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 1 0))", kSquare)
            .starts_with("fault: it mixes"));
  CHECK(matrix("POINT EMPTY", kSquare) == "fault: it is empty");
  Figure broken = wkt("POINT (1 1)");
  broken.shape.points[0].x = std::numeric_limits<double>::quiet_NaN();
  CHECK(relation_matrix(broken, wkt(kSquare)).text.empty());
}

namespace {

// What GEOS says of the whole figures, by text.
std::string whole_by_geos(const Figure& a, const Figure& b) {
  GEOSContextHandle_t geos = GEOS_init_r();
  GEOSWKTReader* reader = GEOSWKTReader_create_r(geos);
  GEOSGeometry* ga = GEOSWKTReader_read_r(geos, reader, to_wkt(a.shape).c_str());
  GEOSGeometry* gb = GEOSWKTReader_read_r(geos, reader, to_wkt(b.shape).c_str());
  char* text = GEOSRelate_r(geos, ga, gb);
  const std::string out = text != nullptr ? text : "";
  GEOSFree_r(geos, text);
  GEOSGeom_destroy_r(geos, ga);
  GEOSGeom_destroy_r(geos, gb);
  GEOSWKTReader_destroy_r(geos, reader);
  GEOS_finish_r(geos);
  return out;
}

std::string number(double v) { return std::to_string(static_cast<long>(v)); }
std::string square_text(double x, double y, double size) {
  const std::string x0 = number(x), y0 = number(y), x1 = number(x + size), y1 = number(y + size);
  return "POLYGON ((" + x0 + " " + y0 + ", " + x1 + " " + y0 + ", " + x1 + " " + y1 + ", " + x0 + " " + y1 +
         ", " + x0 + " " + y0 + "))";
}

Ring whole_metres(Ring ring) {
  for (Point& p : ring) p = {std::round(p.x), std::round(p.y)};
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  return ring;
}

}  // namespace

TEST_CASE("a long polygon is cut near the other figure; the matrix is that of the whole") {
  CAPTURE(random::seed());
  random::Source source(515);
  const std::vector<Ring> lake = {{{-2000, -2000}, {-2000, 2000}, {2000, 2000}, {2000, -2000}}};
  const Figure large = random::figure(whole_metres(random::star(source, {0, 0}, 100000, 900)), lake);
  REQUIRE(large.shape.vertex_count() > 200);
  const Ring& shell = large.shape.polygons[0].shell;
  std::map<std::string, int> seen;
  for (int round = 0; round < 600; ++round) {
    const Point vertex = shell[static_cast<std::size_t>(source.below(static_cast<int>(shell.size())))];
    const Point corner{source.below(2) ? -2000.0 : 2000.0, source.below(2) ? 2000.0 : -2000.0};
    const Point at = source.below(2) ? vertex : corner;  // corners coincide, edges run along the lake's
    const double far = source.below(3) ? 0 : 3000;
    const double x = at.x + far + 4 * source.below(3) - 4, y = at.y + 4 * source.below(3) - 4;
    const double size = 4.0 * (1 + source.below(3));
    std::string text;
    switch (source.below(3)) {
      case 0:
        text = square_text(x, y, size);
        break;
      case 1:
        text = "LINESTRING (" + number(x) + " " + number(y) + ", " + number(x + size) + " " + number(y) + ")";
        break;
      default:
        text = "POINT (" + number(x) + " " + number(y) + ")";
    }
    CAPTURE(round, text);
    const Figure small = random::wkt(text);
    const std::string expected = whole_by_geos(small, large);
    CHECK(relation_matrix(small, large).text == expected);
    CHECK(relation_matrix(large, small).text == whole_by_geos(large, small));
    ++seen[expected];
  }
  CHECK(seen.size() > 8);
}

// A slanted border edge of 30 km with figures that touch it in exact points: cutting the edge would move it by a rounding.
TEST_CASE("contacts with an edge that leaves the window are those of the whole polygon") {
  Ring shell{{0, 0}, {30000, 9000}};  // the edge goes through (10 k, 3 k)
  for (int i = 0; i < 300; ++i) shell.push_back({30000 - 100.0 * i, 20000 + (i % 2 ? 50.0 : 0.0)});
  const Figure large = random::figure(shell);
  REQUIRE(large.shape.vertex_count() > 200);
  int touches = 0;
  for (int k = 100; k < 2900; k += 37) {
    const double x = 10.0 * k, y = 3.0 * k;
    const std::string point = "POINT (" + number(x) + " " + number(y) + ")";
    const std::string line =
        "LINESTRING (" + number(x) + " " + number(y) + ", " + number(x + 7) + " " + number(y - 20) + ")";
    const std::string along =
        "LINESTRING (" + number(x) + " " + number(y) + ", " + number(x + 100) + " " + number(y + 30) + ")";
    const std::string below = "POLYGON ((" + number(x) + " " + number(y) + ", " + number(x + 100) + " " +
                              number(y + 30) + ", " + number(x + 100) + " " + number(y - 40) + ", " +
                              number(x) + " " + number(y) + "))";
    for (const auto& text : {point, line, along, below}) {
      CAPTURE(text);
      const std::string expected = whole_by_geos(random::wkt(text), large);
      CHECK(relation_matrix(random::wkt(text), large).text == expected);
      touches += expected.front() == 'F';
    }
  }
  CHECK(touches > 100);
}
