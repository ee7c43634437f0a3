// SPDX-License-Identifier: Apache-2.0
//
// relation_matrix. Expected matrices worked out by hand from the definition (rows: interior, boundary, exterior of a).
#include <catch2/catch.hpp>

#include <limits>

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
