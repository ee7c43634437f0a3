// SPDX-License-Identifier: Apache-2.0
//
// area, overlap_area, excess. Plan: closed forms; every kind of random pair against rational arithmetic (value within
// its bound); symmetries (sides, start vertex, orientation, part order, whole-metre shifts); sums over a partition.
#include <catch2/catch.hpp>
#include <limits>

#include "geom/geom.h"
#include "random_shapes.h"
#include "rational.h"

using namespace zonegate::geom;
using random::figure;
using random::wkt;

namespace {

Measured overlap(const Figure& a, const Figure& b) { return overlap_area(a.area_edges(), b.area_edges()); }
double wide(const Figure& f) { return f.box.max_x - f.box.min_x; }
double high(const Figure& f) { return f.box.max_y - f.box.min_y; }

void check_overlap(const Figure& a, const Figure& b) {
  const Measured m = overlap(a, b);
  const double error = oracle::error(m.value, oracle::overlap(a.area_edges(), b.area_edges()));
  CAPTURE(m.value, m.bound, error, to_wkt(a.shape), to_wkt(b.shape));
  CHECK(error <= m.bound);
  // and it says something: a part in 10^13 of the largest heights over the common range
  CHECK(m.bound <= 1e-13 * std::min(wide(a), wide(b)) * std::max(high(a), high(b)) + 1e-280);
  const Measured swapped = overlap(b, a);
  CHECK(swapped.value == m.value);
  CHECK(swapped.bound == m.bound);
}

void check_area_and_excess(const Figure& f) {
  const Measured size = area(f.area_edges());
  const oracle::Rational truth = oracle::area(f.area_edges());
  const Measured surplus = excess(f.area_edges());
  const oracle::Rational more = oracle::overlap(f.area_edges(), f.area_edges()) - truth;
  CAPTURE(size.value, size.bound, surplus.value, surplus.bound, more.convert_to<double>(), to_wkt(f.shape));
  CHECK(oracle::error(size.value, truth) <= size.bound);
  CHECK(oracle::error(surplus.value, more) <= surplus.bound);
}

}  // namespace

TEST_CASE("overlap of simple shapes is exact") {
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  CHECK(overlap(square, wkt("POLYGON ((2 2, 6 2, 6 6, 2 6, 2 2))")).value == 4);
  CHECK(overlap(square, wkt("POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))")).value == 0);  // shared side
  CHECK(overlap(square, wkt("POLYGON ((4 4, 8 4, 8 8, 4 8, 4 4))")).value == 0);  // shared corner
  CHECK(overlap(square, wkt("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))")).value == 1);  // inside
  CHECK(overlap(square, wkt("POLYGON ((9 9, 10 9, 10 10, 9 9))")).value == 0);    // apart
  CHECK(overlap(square, wkt("POLYGON ((0 0, 8 8, 0 8, 0 0))")).value == 8);       // crossing at a corner
  const Figure frame = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))");
  CHECK(overlap(frame, wkt("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))")).value == 3);
  CHECK(overlap(frame, wkt("POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))")).value == 0);  // fills the hole
  CHECK(overlap(frame, frame).value == 12);
  CHECK(area(frame.area_edges()).value == 12);
}

TEST_CASE("no edges, no area") {
  const Figure nothing = wkt("POLYGON EMPTY");
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  CHECK(area(nothing.area_edges()).value == 0);
  CHECK(overlap(nothing, square).value == 0);
  CHECK(overlap(nothing, square).bound == 0);
  CHECK(excess(nothing.area_edges()).value == 0);
}

TEST_CASE("coordinates that are no numbers prove nothing") {
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const Figure broken = figure({{0, 0}, {bad, 1}, {2, bad}, {-bad, -bad}});
    CHECK(std::isinf(overlap(square, broken).bound));
    CHECK(std::isinf(area(broken.area_edges()).bound));
    CHECK(std::isinf(excess(broken.area_edges()).bound));
  }
  const Figure huge = figure({{0, 0}, {1e300, 1}, {1e300, 1e300}});  // finite, but its area is not
  CHECK(std::isinf(area(huge.area_edges()).bound));
  CHECK(std::isinf(excess(huge.area_edges()).bound));
}

TEST_CASE("random pairs stay within their bound of the exact value") {
  random::Source source(1);
  CAPTURE(random::seed());
  for (int round = 0; round < 15; ++round) {
    for (const random::Pair& pair : random::pairs(source)) {
      INFO("round " << round << ", " << pair.kind);
      const Figure a = figure(pair.a);
      const Figure b = figure(pair.b);
      check_overlap(a, b);
      check_area_and_excess(a);
      check_area_and_excess(b);
      Shape stacked;  // doubled, touching or crossing parts
      stacked.polygons = {{pair.a, {}}, {pair.b, {}}};
      check_area_and_excess(make_figure(stacked));
    }
  }
}

TEST_CASE("the certificate tells valid from invalid rings") {
  const auto surplus = [](const char* text) { return excess(wkt(text).area_edges()); };
  CHECK(surplus("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))").value == 0);
  CHECK(surplus("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))").value == 0);
  CHECK(surplus("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((4 4, 8 4, 8 8, 4 4)))").value ==
        0);  // meet in a point
  CHECK(surplus("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((4 0, 8 0, 8 4, 4 4, 4 0)))").value ==
        0);  // share a side
  // A symmetric bow-tie: winding +1 on one half, -1 (weight 2) on the other, 4 m2 each.
  CHECK(surplus("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))").value == Approx(8).epsilon(1e-12));
  CHECK(surplus("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 0, 3 0, 3 2, 1 2, 1 0)))").value ==
        4);  // doubled 2 m2
  CHECK(surplus("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 0, 6 0, 6 1, 5 1, 5 0))").value ==
        2);  // hole outside
  CHECK(surplus("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((0 0, 1 0, 1 1, 0 1, 0 0)), ((0 0, 1 0, 1 1, 0 "
                "1, 0 0)))")
            .value == 6);
}

TEST_CASE("valid random rings carry an excess of nothing") {
  random::Source source(2);
  CAPTURE(random::seed());
  for (int round = 0; round < 100; ++round) {
    const Figure f = figure(random::star(source, {5.5e5, 3.3e6}, source.between(1, 1e4), 200));
    const Measured m = excess(f.area_edges());
    CAPTURE(m.value, m.bound);
    CHECK(std::abs(m.value) <= m.bound);
    CHECK(m.bound <= 1e-9 * area(f.area_edges()).value);
  }
}

TEST_CASE("long borders are proven valid, and one vertex too far is found") {
  random::Source source(6);
  CAPTURE(random::seed());
  for (int round = 0; round < 5; ++round) {
    Ring ring = random::star(source, {5.5e5, 3.3e6}, 1e4, 5000);
    for (Point& p : ring) p = {std::round(p.x / kGrid) * kGrid, std::round(p.y / kGrid) * kGrid};
    const auto i = static_cast<std::size_t>(source.below(5000));
    const Point far{5.5e5 - 4 * (ring[i].x - 5.5e5),
                    3.3e6 - 4 * (ring[i].y - 3.3e6)};  // out on the other side
    CHECK(excess(figure(ring).area_edges()).value == 0);
    const double size = area(figure(ring).area_edges()).value;
    ring[i] = far;
    const Measured m = excess(figure(ring).area_edges());
    CHECK(m.value > m.bound);
    CHECK(m.bound < 1e-9 * size);
  }
}

TEST_CASE("neither start vertex, orientation nor order changes a bit") {
  random::Source source(3);
  CAPTURE(random::seed());
  for (int round = 0; round < 100; ++round) {
    const Ring one = random::star(source, {100, 200}, 50, 9);
    const Ring two = random::star(source, {300, 200}, 50, 9);
    const Figure b = figure(random::star(source, {200, 200}, 150, 12));
    Shape shape;
    shape.polygons = {{one, {}}, {two, {}}};
    Shape turned;
    turned.polygons = {{two, {}}, {one, {}}};
    std::rotate(turned.polygons[0].shell.begin(), turned.polygons[0].shell.begin() + 4,
                turned.polygons[0].shell.end());
    std::reverse(turned.polygons[1].shell.begin(), turned.polygons[1].shell.end());
    const Figure a = make_figure(shape);
    const Figure c = make_figure(turned);
    CHECK(overlap(a, b).value == overlap(c, b).value);
    CHECK(excess(a.area_edges()).value == excess(c.area_edges()).value);
    CHECK(std::abs(area(a.area_edges()).value - area(c.area_edges()).value) <= area(a.area_edges()).bound);
  }
}

TEST_CASE("a whole-metre shift of gridded coordinates changes nothing beyond the bound") {
  random::Source source(4);
  CAPTURE(random::seed());
  const auto on_grid = [](Ring ring) {
    for (Point& p : ring) p = {std::round(p.x / kGrid) * kGrid, std::round(p.y / kGrid) * kGrid};
    return ring;
  };
  for (int round = 0; round < 100; ++round) {
    const Ring a = on_grid(random::star(source, {0, 0}, 1000, 15));
    const Ring b = on_grid(random::nearly(source, a, 1e-3));
    const double dx = source.below(1000000);
    const double dy = source.below(4000000);
    const Measured here = overlap(figure(a), figure(b));
    const Measured there =
        overlap(figure(random::mapped(a, 1, 1, dx, dy)), figure(random::mapped(b, 1, 1, dx, dy)));
    CHECK(std::abs(here.value - there.value) <= here.bound + there.bound);
  }
}

TEST_CASE("the parts of a partition sum to the whole") {
  random::Source source(5);
  CAPTURE(random::seed());
  for (int round = 0; round < 50; ++round) {
    const Ring ring = random::star(source, {500, 500}, 400, 24);
    const Figure project = figure(random::star(source, {600, 450}, 300, 10));
    const Measured whole = overlap(figure(ring), project);
    double sum = 0;
    double bound = whole.bound;
    for (std::size_t i = 0; i < ring.size(); ++i) {  // a fan about the centre
      const Measured m = overlap(figure({{500, 500}, ring[i], ring[(i + 1) % ring.size()]}), project);
      sum += m.value;
      bound += m.bound;
    }
    CHECK(std::abs(sum - whole.value) <= bound + 1e-10);  // 1e-10: this loop's own additions
  }
}
