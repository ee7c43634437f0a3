// SPDX-License-Identifier: Apache-2.0
//
// read_wkb_rings. Plan: all forms of polygon (both byte orders, Z, M, ISO and EWKB, multi), types for the long way, and damage at every byte.
#include <bit>
#include <catch2/catch.hpp>
#include <cstring>
#include <limits>

#include "geom/geom.h"

using namespace zonegate::geom;

namespace {

struct Bytes {
  std::vector<std::uint8_t> data;
  bool big = false;
  Bytes& order() {
    data.push_back(big ? 0 : 1);
    return *this;
  }
  Bytes& number(std::uint32_t v) {
    for (int i = 0; i < 4; ++i) data.push_back(static_cast<std::uint8_t>(v >> (8 * (big ? 3 - i : i))));
    return *this;
  }
  Bytes& real(double v) {
    const auto bits = std::bit_cast<std::uint64_t>(v);
    for (int i = 0; i < 8; ++i) data.push_back(static_cast<std::uint8_t>(bits >> (8 * (big ? 7 - i : i))));
    return *this;
  }
  Bytes& ring(std::initializer_list<Point> points, int extra) {
    number(static_cast<std::uint32_t>(points.size()));
    for (const Point p : points) {
      real(p.x).real(p.y);
      for (int i = 0; i < extra; ++i) real(7);
    }
    return *this;
  }
};

Bytes triangle(std::uint32_t type, int extra, bool big) {
  Bytes b{{}, big};
  b.order().number(type);
  if (type & 0x20000000U) b.number(4490);
  return b.number(1).ring({{0, 0}, {4, 0}, {0, 3}, {0, 0}}, extra);
}

}  // namespace

TEST_CASE("polygons in every form of WKB") {
  struct Form {
    std::uint32_t type;
    int extra;
  };
  for (const Form f : {Form{3, 0},
                       {1003, 1},
                       {2003, 1},
                       {3003, 2},
                       {0x80000003U, 1},
                       {0x40000003U, 1},
                       {0xC0000003U, 2},
                       {0x20000003U, 0}}) {
    for (const bool big : {false, true}) {
      RingSet out;
      CAPTURE(f.type, big);
      REQUIRE(read_wkb_rings(triangle(f.type, f.extra, big).data, out) == WkbContent::polygons);
      REQUIRE(out.rings.size() == 1);
      CHECK(out.rings[0].count == 3);
      CHECK(out.vertices[1] == Point{4, 0});
      CHECK(to_wkt(to_shape(out)) == to_wkt(*from_wkt("POLYGON ((0 0, 4 0, 0 3, 0 0))")));
    }
  }
}

TEST_CASE("a multipolygon with a hole") {
  Bytes b;
  b.order().number(6).number(2).order().number(3).number(2).ring({{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}, 0);
  b.ring({{1, 1}, {2, 1}, {2, 2}, {1, 1}}, 0)
      .order()
      .number(3)
      .number(1)
      .ring({{20, 0}, {21, 0}, {20, 1}, {20, 0}}, 0);
  RingSet out;
  REQUIRE(read_wkb_rings(b.data, out) == WkbContent::polygons);
  const Shape shape = to_shape(out);
  REQUIRE(shape.polygons.size() == 2);
  CHECK(shape.polygons[0].holes.size() == 1);
  const RingSet again = to_rings(shape);
  CHECK(again.vertices == out.vertices);
}

TEST_CASE("other types go the long way; damage is damage") {
  RingSet out;
  Bytes point;
  CHECK(read_wkb_rings(point.order().number(1).real(1).real(2).data, out) == WkbContent::other);
  Bytes curve;
  CHECK(read_wkb_rings(curve.order().number(10).number(0).data, out) == WkbContent::other);
  Bytes nothing;
  CHECK(read_wkb_rings(nothing.order().number(3).number(0).data, out) == WkbContent::damaged);
  Bytes lies;
  CHECK(read_wkb_rings(lies.order().number(3).number(1).number(0xffffffffU).real(1).data, out) ==
        WkbContent::damaged);
  Bytes infinite;
  infinite.order().number(3).number(1).ring(
      {{0, 0}, {std::numeric_limits<double>::infinity(), 0}, {0, 3}, {0, 0}}, 0);
  CHECK(read_wkb_rings(infinite.data, out) == WkbContent::damaged);
  const auto whole = triangle(3, 0, false).data;
  for (std::size_t n = 0; n < whole.size(); ++n) {
    CAPTURE(n);
    CHECK(read_wkb_rings(std::span(whole).first(n), out) == WkbContent::damaged);
    CHECK(out.rings.empty());
  }
}
