// SPDX-License-Identifier: Apache-2.0
//
// Boxes, WKT and make_figure.
#include <catch2/catch.hpp>

#include "geom/geom.h"
#include "random_shapes.h"

using namespace zonegate::geom;
using random::wkt;

TEST_CASE("boxes") {
  Box box;
  CHECK(box.empty());
  CHECK(box.grown(1, 1).empty());
  box.add(Point{1, 2});
  CHECK_FALSE(box.empty());
  box.add(Box{3, -1, 4, 0});
  CHECK(box.meets({4, 2, 9, 9}));  // touching counts
  CHECK_FALSE(box.meets({4.1, 2, 9, 9}));
  CHECK(box.grown(1, 0).meets({4.1, 2, 9, 9}));
  CHECK_FALSE(Box{}.meets(box));
}

TEST_CASE("WKT goes round") {
  for (const char* text : {
           "POINT (1.5 -2)",
           "MULTIPOINT ((1 2), (3 4))",
           "LINESTRING (0 0, 1 1, 2 0)",
           "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
           "POLYGON ((0 0, 1 0, 1 1, 0 0))",
           "POLYGON ((0 0, 9 0, 9 9, 0 0), (2 1, 3 1, 3 2, 2 1))",
           "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
           "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))",
           "GEOMETRYCOLLECTION EMPTY",
           "POINT (0.1 1e+300)",
       }) {
    const std::optional<Shape> shape = from_wkt(text);
    REQUIRE(shape);
    const std::optional<Shape> again = from_wkt(to_wkt(*shape));
    REQUIRE(again);
    CHECK(to_wkt(*again) == to_wkt(*shape));
    CHECK(again->vertex_count() == shape->vertex_count());
  }
  CHECK(to_wkt(*from_wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))")) == "POLYGON ((0 0, 1 0, 1 1, 0 0))");
}

TEST_CASE("WKT as files spell it") {
  CHECK(from_wkt("point z (1 2 3)")->points.at(0) == Point{1, 2});
  CHECK(from_wkt("POINTZM(1 2 3 4)")->points.at(0) == Point{1, 2});
  CHECK(from_wkt("POINT (1 2 3)")->points.at(0) == Point{1, 2});
  CHECK(from_wkt("MULTIPOINT (1 2, 3 4)")->points.size() == 2);
  CHECK(from_wkt("MULTIPOINT Z ((1 2 3), EMPTY)")->points.size() == 1);
  CHECK(from_wkt("  PolyGon(( 0 0,1 0 ,1 1,0 0 ))  ")->polygons.at(0).shell.size() == 3);
  CHECK(from_wkt("POLYGON ((0 0, 1 0, 1 1))")->polygons.at(0).shell.size() == 3);  // not closed
  CHECK(from_wkt("MULTIPOLYGON (EMPTY, ((0 0, 1 0, 1 1, 0 0)))")->polygons.size() == 1);
  CHECK(from_wkt("GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POINT (1 1)), POLYGON EMPTY)")->points.size() == 1);
  for (const char* text : {"POINT EMPTY", "POLYGON EMPTY", "LINESTRING Z EMPTY", "MULTIPOLYGON EMPTY"}) {
    REQUIRE(from_wkt(text));
    CHECK(from_wkt(text)->empty());
  }
}

TEST_CASE("what is not WKT") {
  for (const char* text :
       {"", "POINT", "POINT ()", "POINT (1)", "POINT (1 2", "POINT (1 2) x", "POINT (1 2, 3 4)",
        "POINT (a b)", "POINT (nan 1)", "POINT (1e400 1)", "POINT (inf 0)", "POINT (1 2 3 4 5)",
        "CIRCLE (1 2)", "LINESTRING (0 0)", "POLYGON (0 0, 1 1)", "CIRCULARSTRING EMPTY", "POINT (0x1 2)",
        "POLYGON ((0 0, 1 1,))", "POINT (1 +-2)"}) {
    CAPTURE(text);
    CHECK_FALSE(from_wkt(text));
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "GEOMETRYCOLLECTION (";
  CHECK_FALSE(from_wkt(deep));
}

TEST_CASE("edges run from left to right with the inside on the side of their sign") {
  for (const char* text : {"POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))", "POLYGON ((0 0, 0 3, 4 3, 4 0, 0 0))"}) {
    const Figure f = wkt(text);
    REQUIRE(f.edges.size() == 4);
    CHECK(f.ring_edges == 4);
    for (const Edge& e : f.edges) {
      CHECK(e.x0 <= e.x1);
      if (e.x0 == e.x1) {
        CHECK(e.sign == 0);
        CHECK(e.y0 < e.y1);
      } else {
        CHECK(e.sign == (e.y0 == 3 ? 1 : -1));
      }
    }
    CHECK(area(f.area_edges()).value == 12);
  }
}

TEST_CASE("holes count by role, whatever their orientation") {
  CHECK(area(wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))").area_edges()).value == 12);
  CHECK(area(wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))").area_edges()).value == 12);
}

TEST_CASE("degenerate rings and zero-length edges give no edges, and deviations stay with theirs") {
  CHECK(wkt("POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0))").edges.empty());
  CHECK(wkt("POLYGON ((1 1, 1 1, 1 1, 1 1))").edges.empty());
  const Shape shape = *from_wkt(
      "GEOMETRYCOLLECTION (POLYGON ((0 0, 2 0, 2 0, 2 2, 0 0), (1 1, 1 1, 1 1)), LINESTRING (5 5, 6 6))");
  REQUIRE(shape.polygons[0].holes[0].size() == 2);
  const std::vector<float> deviations{1, 2, 3, 4, 9, 9, 7};  // shell of 4, hole of 2, line of 1
  const Figure f = make_figure(shape, deviations);
  REQUIRE(f.edges.size() == 4);
  CHECK(f.ring_edges == 3);
  CHECK(f.edges[0].deviation == 1);
  CHECK(f.edges[1].deviation == 3);
  CHECK(f.edges[2].deviation == 4);
  CHECK(f.line_edges()[0].deviation == 7);
  CHECK(f.line_edges()[0].sign == 0);
  CHECK(f.max_deviation == 7);
  CHECK(f.box.max_x == 6);
}
