// SPDX-License-Identifier: Apache-2.0
//
// pieces_inside. Plan: textbook lines through a square (crossing, beginning and ending inside, border runs, touches from both sides, entry at a vertex of either
// side, closed lines, lines without length, several parts, holes); random lines against GEOS's intersection; geodesic chainage.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include <geos_c.h>

#include "geom/geom.h"
#include "random_shapes.h"

using namespace zonegate::geom;
using random::wkt;

namespace {

const std::string kSquare = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))";

// "2-6 cross cross" for each piece: chainage, and what its ends are.
std::string pieces(const std::string& line, const std::string& area = kSquare) {
  std::string out;
  for (const LinePiece& p : pieces_inside(wkt(line), wkt(area), Plane::local())) {
    const auto number = [](double v) { return zonegate::shortest(std::round(v * 1e6) / 1e6); };
    out += (out.empty() ? "" : ", ") + (p.part > 0 ? std::to_string(p.part) + ":" : "") + number(p.from_m) +
           "-" + number(p.to_m);
    if (p.starts_inside) out += " start";
    if (p.ends_inside) out += " end";
  }
  return out;
}

double to_edges(Point p, std::span<const Edge> edges) {
  double least = 1e300;
  for (const Edge& e : edges) {
    const double dx = e.x1 - e.x0, dy = e.y1 - e.y0;
    const double t = std::clamp(((p.x - e.x0) * dx + (p.y - e.y0) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    least = std::min(least, std::hypot(p.x - e.x0 - t * dx, p.y - e.y0 - t * dy));
  }
  return least;
}

std::vector<double> geos_lengths(const Figure& line, const Figure& area) {
  GEOSContextHandle_t geos = GEOS_init_r();
  const auto read = [&](const Figure& f) { return GEOSGeomFromWKT_r(geos, to_wkt(f.shape).c_str()); };
  GEOSGeometry *a = read(line), *b = read(area), *both = GEOSIntersection_r(geos, a, b);
  REQUIRE(both != nullptr);
  std::vector<double> lengths;
  for (int i = 0; i < GEOSGetNumGeometries_r(geos, both); ++i) {
    double length = 0;
    GEOSLength_r(geos, GEOSGetGeometryN_r(geos, both, i), &length);
    if (length > 0) lengths.push_back(length);
  }
  for (GEOSGeometry* g : {a, b, both}) GEOSGeom_destroy_r(geos, g);
  GEOS_finish_r(geos);
  std::sort(lengths.begin(), lengths.end());
  return lengths;
}

}  // namespace

TEST_CASE("pieces of textbook lines in a square") {
  CHECK(pieces("LINESTRING (-2 2, 6 2)") == "2-6");
  CHECK(pieces("LINESTRING (6 2, -2 2)") == "2-6");
  CHECK(pieces("LINESTRING (2 -2, 2 6)") == "2-6");  // upright, both ways
  CHECK(pieces("LINESTRING (2 6, 2 -3)") == "2-6");
  CHECK(pieces("LINESTRING (1 2, 6 2)") == "0-3 start");
  CHECK(pieces("LINESTRING (6 2, 1 2)") == "2-5 end");
  CHECK(pieces("LINESTRING (1 1, 3 1, 3 3)") == "0-4 start end");
  CHECK(pieces("LINESTRING (0 2, 2 2)") == "0-2 end");              // its end on the border is a crossing
  CHECK(pieces("LINESTRING (-3 -3, 7 7)") == "4.242641-9.899495");  // through two corners
  CHECK(pieces("LINESTRING (-2 2, 0 2, 2 2, 4 2, 5 2)") == "2-6");  // enters at vertices of its own
  CHECK(pieces("LINESTRING (-2 1, 6 1, 6 3, -2 3)") == "2-6, 12-16");
  CHECK(pieces("LINESTRING (5 5, 9 9)").empty());
  CHECK(pieces("MULTILINESTRING ((0 1, 4 1), (9 9, 8 8), (2 2, 9 2))") == "0-4, 2:0-2 start");
}

TEST_CASE("touching the border makes no piece and ends none") {
  CHECK(pieces("LINESTRING (0 0, 4 0)").empty());
  CHECK(pieces("LINESTRING (4 -1, 4 5)").empty());
  CHECK(pieces("LINESTRING (-1 1, 1 -1)").empty());                          // a corner, from outside
  CHECK(pieces("LINESTRING (-2 2, 0 2, -2 3)").empty());                     // an edge, from outside
  CHECK(pieces("LINESTRING (1 2, 4 2, 1 3)") == "0-6.162278 start end");     // from inside
  CHECK(pieces("LINESTRING (1 1, 1 0, 3 0, 3 1)") == "0-1 start, 3-4 end");  // a run along it
  CHECK(pieces("LINESTRING (-1 2, 5 2)", "MULTIPOLYGON (((0 0, 2 2, 0 4, 0 0)), ((4 0, 4 4, 2 2, 4 0)))") ==
        "1-5");
  CHECK(pieces("LINESTRING (-2 2, 6 2)", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))") ==
        "2-3, 5-6");
}

TEST_CASE("closed lines are read from their first vertex; lines without length have no piece") {
  CHECK(pieces("LINESTRING (1 1, 3 1, 3 3, 1 1)") == "0-6.828427 start end");
  CHECK(pieces("LINESTRING (1 1, 6 1, 6 3, 1 3, 1 1)") == "0-3 start, 9-14 end");
  CHECK(pieces("LINESTRING (6 1, 6 3, 1 3, 1 1, 6 1)") == "4-12");
  CHECK(pieces("LINESTRING (0 0, 4 0, 4 4, 0 4, 0 0)").empty());  // the border itself
  CHECK(pieces("LINESTRING (2 2, 2 2)").empty());
  CHECK(pieces("LINESTRING (2 2, 2 2, 3 2)") == "0-1 start end");
  CHECK(pieces("LINESTRING EMPTY").empty());
  CHECK(pieces("LINESTRING (0 1, 1 1)", "POLYGON EMPTY").empty());
}

TEST_CASE("pieces of random lines are those of GEOS, and their ends lie on both") {
  random::Source source(31);
  CAPTURE(random::seed());
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const Point centre{source.below(2) * 5.5e5, source.below(2) * 3.3e6};
    const Figure area = random::figure(random::star(source, centre, 100, 5 + source.below(60)));
    Shape shape;
    shape.lines.emplace_back();
    for (int i = 0; i < 12; ++i)  // never crosses itself
      shape.lines[0].push_back(
          {centre.x - 110 + 20 * i + source.between(0, 15), centre.y + source.between(-90, 90)});
    if (source.below(2)) std::reverse(shape.lines[0].begin(), shape.lines[0].end());
    const Figure line = make_figure(shape);
    const Figure* const one[] = {&area};
    std::vector<double> found;
    double sum = 0, last = 0;
    for (const LinePiece& p : pieces_inside(line, area, Plane::local())) {
      CHECK(p.from_m >= last);
      CHECK(p.to_m - p.from_m == Approx(p.length_m).margin(1e-6));
      last = p.to_m;
      for (const auto& [inside, at] :
           {std::pair(p.starts_inside, p.enter), std::pair(p.ends_inside, p.exit)}) {
        CHECK(to_edges(at, line.line_edges()) <= 1e-6);
        CHECK((inside || to_edges(at, area.area_edges()) <= 1e-6));
      }
      found.push_back(p.length_m);
      sum += p.length_m;
    }
    CHECK(sum == Approx(length_inside(line, one, Plane::local()).total.value).epsilon(1e-12));
    std::sort(found.begin(), found.end());
    const auto expected = geos_lengths(line, area);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).margin(1e-6));
  }
}

TEST_CASE("chainage is geodesic in the equal-area plane") {
  const Plane plane = Plane::equal_area();
  const LonLat a{102.9, 29.9}, b{102.95, 29.95}, c{103.0, 29.9};
  Shape shape;
  shape.lines.push_back({plane.from_lonlat(a), plane.from_lonlat(b), plane.from_lonlat(c)});
  const Point mid = shape.lines[0][1];
  const Figure east = random::figure({{mid.x + 1000, mid.y - 1e5},
                                      {mid.x + 1e5, mid.y - 1e5},
                                      {mid.x + 1e5, mid.y + 1e5},
                                      {mid.x + 1000, mid.y + 1e5}});
  const auto found = pieces_inside(make_figure(shape), east, plane);
  REQUIRE(found.size() == 1);
  const double first = geodesic_distance(a, b).value, second = geodesic_distance(b, c).value;
  CHECK(found[0].to_m == Approx(first + second).margin(1e-3));
  CHECK(found[0].from_m ==
        Approx(first + geodesic_distance(b, plane.to_lonlat(found[0].enter)).value).margin(1e-3));
  CHECK(found[0].length_m == Approx(found[0].to_m - found[0].from_m).margin(1e-2));
  CHECK(found[0].ends_inside);
  CHECK_FALSE(found[0].starts_inside);
}
