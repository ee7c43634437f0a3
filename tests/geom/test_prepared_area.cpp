// SPDX-License-Identifier: Apache-2.0
//
// PreparedArea, AreaOverlap. Plan: closed forms; every kind of random pair against rational arithmetic; the same bits for swapped sides, start
// vertices, directions, part orders, whole-metre shifts and portable code; long rings (with trees) against the edge sum; certificate; nearness.
#include <catch2/catch.hpp>
#include <cmath>

#include "geom/geom.h"
#include "random_shapes.h"
#include "rational.h"

using namespace zonegate::geom;
using random::figure;
using random::wkt;

namespace {

PreparedArea prepared(const Figure& f) {
  PreparedArea out;
  out.assign(to_rings(f.shape));
  return out;
}
PreparedArea prepared(const Ring& ring) { return prepared(figure(ring)); }

Measured overlap(const PreparedArea& a, const PreparedArea& b) { return AreaOverlap()(a, b); }
double overlap(const char* a, const char* b) { return overlap(prepared(wkt(a)), prepared(wkt(b))).value; }

bool same(const Measured& a, const Measured& b) { return a.value == b.value && a.bound == b.bound; }

Ring turned(Ring ring, int start, bool reverse) {
  std::rotate(ring.begin(), ring.begin() + start % static_cast<int>(ring.size()), ring.end());
  if (reverse) std::reverse(ring.begin(), ring.end());
  return ring;
}

// A coast: a circle whose radius wanders; simple, and long.
Ring coast(random::Source& random, Point centre, double radius, int vertices) {
  Ring ring;
  double r = radius;
  for (int i = 0; i < vertices; ++i) {
    r = std::clamp(r + random.between(-1, 1) * radius * 0.02, 0.5 * radius, 1.5 * radius);
    const double angle = 6.283185307179586 * i / vertices;
    ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
  }
  return ring;
}

}  // namespace

TEST_CASE("overlap of prepared simple shapes is exact") {
  const char* square = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))";
  CHECK(overlap(square, "POLYGON ((2 2, 6 2, 6 6, 2 6, 2 2))") == 4);
  CHECK(overlap(square, "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))") == 0);
  CHECK(overlap(square, "POLYGON ((4 4, 8 4, 8 8, 4 8, 4 4))") == 0);
  CHECK(overlap(square, "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))") == 1);
  CHECK(overlap(square, "POLYGON ((9 9, 10 9, 10 10, 9 9))") == 0);
  CHECK(overlap(square, "POLYGON ((0 0, 8 8, 0 8, 0 0))") == 8);
  CHECK(overlap(square, "POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))") == 16);
  const char* frame = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))";
  CHECK(overlap(frame, "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))") == 3);
  CHECK(overlap(frame, "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))") == 0);
  CHECK(overlap(frame, frame) == 12);
  CHECK(prepared(wkt(frame)).area().value == 12);
  CHECK(overlap(square, "POLYGON EMPTY") == 0);
  // A flat bottom that bounds the common box, and an edge that goes down through it.
  CHECK(overlap(square, "POLYGON ((1 -4, 6 -4, 6 6, 1 -4))") == 1);
}

TEST_CASE("prepared random pairs stay within their bound of the exact value, in any order of anything") {
  random::Source source(11);
  CAPTURE(random::seed());
  AreaOverlap measure, portable;
  portable.use_portable_code();
  for (int round = 0; round < 40; ++round) {
    for (const random::Pair& pair : random::pairs(source)) {
      INFO("round " << round << ", " << pair.kind);
      const Figure fa = figure(pair.a), fb = figure(pair.b);
      const PreparedArea a = prepared(fa), b = prepared(fb);
      const Measured m = measure(a, b);
      const double error = oracle::error(m.value, oracle::overlap(fa.area_edges(), fb.area_edges()));
      CAPTURE(m.value, m.bound, error, to_wkt(fa.shape), to_wkt(fb.shape));
      CHECK(error <= m.bound);
      CHECK(oracle::error(a.area().value, oracle::area(fa.area_edges())) <= a.area().bound);
      CHECK(same(m, measure(b, a)));
      CHECK(same(m, portable(a, b)));
      const PreparedArea c = prepared(turned(pair.a, source.below(9), source.below(2) == 1));
      const PreparedArea d = prepared(turned(pair.b, source.below(9), source.below(2) == 1));
      CHECK(same(m, measure(c, d)));
      CHECK(same(a.area(), c.area()));
    }
  }
}

TEST_CASE("a shift by whole metres changes no bit of a prepared overlap on the grid") {
  random::Source source(12);
  CAPTURE(random::seed());
  const auto on_grid = [](Ring ring, double dx, double dy) {
    for (Point& p : ring) p = {snap(p.x) + dx, snap(p.y) + dy};
    return ring;
  };
  for (int round = 0; round < 50; ++round) {
    const Ring a = random::star(source, {0, 0}, 500, 12), b = random::star(source, {300, 100}, 500, 9);
    CHECK(same(overlap(prepared(on_grid(a, 0, 0)), prepared(on_grid(b, 0, 0))),
               overlap(prepared(on_grid(a, 512000, 3300000)), prepared(on_grid(b, 512000, 3300000)))));
  }
}

TEST_CASE("windows of long rings measure what all their edges measure") {
  random::Source source(13);
  CAPTURE(random::seed());
  AreaOverlap measure, portable;
  portable.use_portable_code();
  for (const int vertices : {40, 300, 5000}) {
    const Ring ring = coast(source, {512000.3, 3300000.7}, 20000, vertices);
    const Ring hole = coast(source, {512000.3, 3300000.7}, 4000, vertices / 2);
    const Figure fa = figure(ring, {hole});
    const PreparedArea a = prepared(fa);
    RingSet moved;  // the same rings from other starts, so that the trees are others
    for (const Ring& r : {turned(ring, 17, true), turned(hole, 5, false)}) {
      moved.rings.push_back({static_cast<std::uint32_t>(moved.vertices.size()),
                             static_cast<std::uint32_t>(r.size()), !moved.rings.empty()});
      moved.vertices.insert(moved.vertices.end(), r.begin(), r.end());
    }
    PreparedArea c;
    c.assign(moved);
    CHECK(same(a.area(), c.area()));
    for (int k = 0; k < 60; ++k) {
      const double angle = source.between(0, 6.28), far = source.between(0, 30000);
      const Point at{512000 + far * std::cos(angle), 3300000 + far * std::sin(angle)};
      const Figure fb =
          figure(random::star(source, at, std::pow(10, source.between(1, 4)), 3 + source.below(40)));
      const PreparedArea b = prepared(fb);
      const Measured m = measure(a, b), truth = overlap_area(fa.area_edges(), fb.area_edges());
      CAPTURE(vertices, k, m.value, m.bound, truth.value, truth.bound);
      CHECK(std::abs(m.value - truth.value) <= m.bound + truth.bound);
      CHECK(same(m, measure(b, c)));
      CHECK(same(m, portable(c, b)));
    }
  }
}

TEST_CASE("the quick certificate proves valid rings and never an invalid one") {
  AreaOverlap measure;
  const auto proven = [&](const char* text) { return measure.proves_valid(prepared(wkt(text))); };
  CHECK(proven("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"));
  CHECK(proven("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))"));
  CHECK_FALSE(proven("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))"));                             // bow-tie
  CHECK_FALSE(proven("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((0 0, 4 0, 4 4, 0 0)))"));   // doubled
  CHECK_FALSE(proven("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (6 6, 8 6, 8 8, 6 8, 6 6))"));  // hole outside
  random::Source source(14);
  CAPTURE(random::seed());
  for (int round = 0; round < 100; ++round) {
    const Figure f = figure(random::tangle(source, {0, 0}, 100, 4 + source.below(8)));
    const Measured over = excess(f.area_edges());
    if (over.value > 0.01) CHECK_FALSE(measure.proves_valid(prepared(f)));
  }
}

TEST_CASE("long valid rings are proven, and no long ring that excess() finds invalid is") {
  random::Source source(16);
  CAPTURE(random::seed());
  AreaOverlap measure;
  for (const int vertices : {40, 97, 300, 3000}) {
    const Ring shell = coast(source, {0, 0}, 20000, vertices), hole = coast(source, {0, 0}, 4000, vertices);
    CHECK(measure.proves_valid(prepared(figure(shell))));
    CHECK(measure.proves_valid(prepared(figure(shell, {hole}))));
    CHECK_FALSE(measure.proves_valid(prepared(figure(hole, {shell}))));        // inside out
    CHECK_FALSE(measure.proves_valid(prepared(figure(shell, {hole, hole}))));  // a hole twice
    Ring pinched = shell;                                                      // one vertex thrown across
    pinched[static_cast<std::size_t>(vertices / 3)] = {-3 * shell[static_cast<std::size_t>(vertices / 3)].x,
                                                       100};
    const Figure f = figure(pinched);
    if (excess(f.area_edges()).value > 1) CHECK_FALSE(measure.proves_valid(prepared(f)));
  }
  for (int round = 0; round < 60; ++round) {
    const Figure f = figure(random::tangle(source, {0, 0}, 100, 25 + source.below(30)));
    if (excess(f.area_edges()).value > 0.01) CHECK_FALSE(measure.proves_valid(prepared(f)));
  }
}

TEST_CASE("edges that come near are found, however long their rings") {
  random::Source source(15);
  CAPTURE(random::seed());
  AreaOverlap measure;
  const Ring ring = coast(source, {0, 0}, 1000, 800);
  const PreparedArea a = prepared(ring);
  for (std::size_t i = 0; i < ring.size(); i += 37) {
    const Point p = ring[i];
    const auto spike = [&](double gap) {  // a thin triangle from outside to this far from the vertex
      const double k = 1 + gap / std::hypot(p.x, p.y);
      return prepared(Ring{{p.x * k, p.y * k}, {p.x * 3, p.y * 3}, {p.x * 3 + 1, p.y * 3 + 1}});
    };
    CHECK(measure.edges_within(a, spike(0.001), 0.002));
    CHECK(measure.edges_within(spike(0.001), a, 0.002));
  }
  CHECK_FALSE(measure.edges_within(a, prepared(wkt("POLYGON ((-1 -1, 1 -1, 1 1, -1 1, -1 -1))")), 0.002));
}
