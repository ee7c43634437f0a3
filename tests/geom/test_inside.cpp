// SPDX-License-Identifier: Apache-2.0
//
// locate, length, length_inside. Plan: a point in every position (interior, edge, vertex, hole, level with vertices);
// lines through, along, around and between polygons; sums over a random partition of a line.
#include <catch2/catch.hpp>

#include "geom/geom.h"
#include "random_shapes.h"

using namespace zonegate::geom;
using random::figure;
using random::wkt;

namespace {

double inside(const Figure& line, std::vector<Figure> polygons) {
  std::vector<const Figure*> all;
  for (const Figure& f : polygons) all.push_back(&f);
  return length_inside(line, all, Plane::local()).total.value;
}

}  // namespace

TEST_CASE("points in and on a polygon with a hole") {
  const Figure f = wkt("POLYGON ((0 0, 8 0, 8 8, 4 4, 0 8, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))");
  const auto side = [&](double x, double y) { return locate({x, y}, f.area_edges()); };
  CHECK(side(6, 1) == Side::inside);
  CHECK(side(0.5, 1) == Side::inside);  // level with vertices of the hole
  CHECK(side(4, 3.9) == Side::inside);  // under a vertex
  CHECK(side(4, 5) == Side::outside);   // in the notch
  CHECK(side(2, 2) == Side::outside);   // in the hole
  CHECK(side(-1, 0) == Side::outside);
  CHECK(side(9, 8) == Side::outside);
  CHECK(side(3, 2) == Side::boundary);  // upright edge of the hole
  CHECK(side(4, 0) == Side::boundary);
  CHECK(side(8, 8) == Side::boundary);  // vertex
  CHECK(side(6, 6) == Side::boundary);  // slanted edge
  CHECK(side(6, 6 - 1e-5) == Side::inside);
  CHECK(side(6, 6 + kGrid) == Side::boundary);
}

TEST_CASE("location agrees with the area around the point") {
  random::Source source(21);
  CAPTURE(random::seed());
  for (int round = 0; round < 500; ++round) {
    const Figure f = figure(random::star(source, {5.5e5, 3.3e6}, 100, 12));
    const Point p{5.5e5 + source.between(-100, 100), 3.3e6 + source.between(-100, 100)};
    const double r = 1e-4;
    const Figure around =
        figure({{p.x - r, p.y - r}, {p.x + r, p.y - r}, {p.x + r, p.y + r}, {p.x - r, p.y + r}});
    const double share =
        overlap_area(f.area_edges(), around.area_edges()).value / area(around.area_edges()).value;
    if (share < 0.01) CHECK(locate(p, f.area_edges()) == Side::outside);
    if (share > 0.99) CHECK(locate(p, f.area_edges()) == Side::inside);
  }
}

TEST_CASE("lines through polygons") {
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  const Figure beside = wkt("POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))");
  const Figure frame = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))");
  CHECK(inside(wkt("LINESTRING (-2 2, 6 2)"), {square}) == Approx(4));
  CHECK(inside(wkt("LINESTRING (6 2, -2 2)"), {square}) == Approx(4));
  CHECK(inside(wkt("LINESTRING (2 -2, 2 6)"), {square}) == Approx(4));
  CHECK(inside(wkt("LINESTRING (1 1, 3 3)"), {square}) == Approx(std::sqrt(8)));
  CHECK(inside(wkt("LINESTRING (-1 -1, 5 5)"), {square}) == Approx(std::sqrt(32)));  // through two corners
  CHECK(inside(wkt("LINESTRING (-2 2, 6 2)"), {frame}) == Approx(2));
  CHECK(inside(wkt("LINESTRING (-2 2, 9 2)"), {square, beside}) == Approx(8));
  CHECK(inside(wkt("LINESTRING (-2 2, 9 2)"), {square, square}) == Approx(4));  // counts once
  CHECK(inside(wkt("MULTILINESTRING ((0 1, 4 1), (0 2, 4 2, 4 9))"), {square}) == Approx(8));
  CHECK(inside(wkt("LINESTRING (5 5, 9 9)"), {square}) == 0);
  CHECK(inside(wkt("LINESTRING (0 2, 1 2)"), {}) == 0);
  CHECK(inside(wkt("LINESTRING EMPTY"), {square}) == 0);
}

TEST_CASE("stretches along a boundary do not count, between adjoining polygons they do") {
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  const Figure beside = wkt("POLYGON ((4 -2, 8 -2, 8 4, 4 4, 4 -2))");
  CHECK(inside(wkt("LINESTRING (0 0, 4 0)"), {square}) == 0);
  CHECK(inside(wkt("LINESTRING (4 -1, 4 5)"), {square}) == 0);
  CHECK(inside(wkt("LINESTRING (4 -4, 4 8)"), {square, beside}) == Approx(4));
  CHECK(inside(wkt("LINESTRING (-2 0, 6 0)"), {square, beside}) == Approx(2));
}

TEST_CASE("stretches name their edge and merge") {
  const Figure line = wkt("LINESTRING (-2 2, 2 2, 12 2)");
  const Figure a = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  const Figure b = wkt("POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))");
  const Figure* const polygons[] = {&a, &b};
  const Length found = length_inside(line, polygons, Plane::local());
  REQUIRE(found.stretches.size() == 2);
  CHECK(found.stretches[0].edge == 0);
  CHECK(found.stretches[0].from == Approx(0.5));
  CHECK(found.stretches[0].to == 1);
  CHECK(found.stretches[1].edge == 1);
  CHECK(found.stretches[1].from == 0);
  CHECK(found.stretches[1].to == Approx(0.6));
  CHECK(found.total.value == Approx(8));
  CHECK(length(line, Plane::local()).value == Approx(14));
}

TEST_CASE("inside and outside of a random line add up") {
  random::Source source(22);
  CAPTURE(random::seed());
  for (int round = 0; round < 100; ++round) {
    const Ring hole = random::star(source, {500, 500}, 200, 400);
    const Figure polygon = figure(hole);
    const Figure rest = figure({{-10, -10}, {1010, -10}, {1010, 1010}, {-10, 1010}}, {hole});
    Shape shape;
    shape.lines.push_back(random::tangle(source, {500, 500}, 500, 20));
    const Figure line = make_figure(shape);
    const double total = length(line, Plane::local()).value;
    CHECK(inside(line, {polygon}) + inside(line, {rest}) == Approx(total).epsilon(1e-9));
    CHECK(inside(line, {polygon, rest}) == Approx(total).epsilon(1e-9));
  }
}

TEST_CASE("lengths are geodesic in the equal-area plane") {
  const Plane plane = Plane::equal_area();
  const LonLat a{102.9, 29.9};
  const LonLat b{103.0, 30.05};
  Shape shape;
  shape.lines.push_back({plane.from_lonlat(a), plane.from_lonlat(b)});
  const Figure line = make_figure(shape);
  CHECK(length(line, plane).value == Approx(geodesic_distance(a, b).value).margin(1e-3));
  const Figure west =
      figure({{-1e7, 0}, {shape.lines[0][0].x + 3000, 0}, {shape.lines[0][0].x + 3000, 1e7}, {-1e7, 1e7}});
  const Figure east =
      figure({{shape.lines[0][0].x + 3000, 0}, {1e7, 0}, {1e7, 1e7}, {shape.lines[0][0].x + 3000, 1e7}});
  const Figure* const halves[] = {&west, &east};
  const double parts = length_inside(line, {halves, 1}, plane).total.value +
                       length_inside(line, {halves + 1, 1}, plane).total.value;
  CHECK(parts == Approx(length(line, plane).value).margin(1e-3));
  CHECK(length_inside(line, halves, plane).stretches.size() == 1);
}
