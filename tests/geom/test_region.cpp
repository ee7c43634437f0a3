// SPDX-License-Identifier: Apache-2.0
//
// measure_region. Plan: closed forms of area, perimeter, components (square, L, corner touch, thin strip, hole, shared
// side); Boolean identities and the rational oracle on random inputs, valid or not; edges' deviation; boundary; window.
#include <catch2/catch.hpp>

#include "geom/geom.h"
#include "random_shapes.h"
#include "rational.h"

using namespace zonegate::geom;
using random::figure;
using random::wkt;

namespace {

bool any(std::span<const int> counts) { return counts[0] + counts[1] > 0; }
bool both(std::span<const int> counts) { return counts[0] > 0 && counts[1] > 0; }
bool first_only(std::span<const int> counts) { return counts[0] > 0 && counts[1] == 0; }

std::vector<RegionInput> inputs(const Figure& a, const Figure& b) {
  return {{a.area_edges(), 0}, {b.area_edges(), 1}};
}

Region measure(const std::vector<RegionInput>& in, const Predicate& predicate,
               RegionOptions options = {true, true, {}, {}}) {
  return measure_region(in, predicate, Plane::local(), options);
}
Region measure(const Figure& a, const Figure& b, const Predicate& predicate) {
  return measure(inputs(a, b), predicate);
}
Region measure(const Figure& a) { return measure({{a.area_edges(), 0}}, any); }

double boundary_area(const Region& r, Point origin = {}) {  // the boundary edges bound the same area
  double sum = 0;
  for (const BoundaryEdge& e : r.boundary)
    sum += e.sign * (e.x1 - e.x0) * ((e.y0 - origin.y) + (e.y1 - origin.y)) / 2;
  return sum;
}

}  // namespace

TEST_CASE("one square") {
  const Region r = measure(wkt("POLYGON ((1 2, 5 2, 5 6, 1 6, 1 2))"));
  CHECK(r.area.value == 16);
  CHECK(r.perimeter == 16);
  REQUIRE(r.components.size() == 1);
  CHECK(r.components[0].width == 2);
  CHECK(r.components[0].box.min_x == 1);
  CHECK(r.components[0].box.max_y == 6);
  CHECK(r.boundary.size() == 2);
  CHECK(boundary_area(r) == 16);
}

TEST_CASE("an L, a hole, a slanted square") {
  const Region l = measure(wkt("POLYGON ((0 0, 4 0, 4 1, 1 1, 1 4, 0 4, 0 0))"));
  CHECK(l.area.value == 7);
  CHECK(l.perimeter == 16);
  CHECK(l.components.size() == 1);
  const Region frame = measure(wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))"));
  CHECK(frame.area.value == 12);
  CHECK(frame.perimeter == 24);
  CHECK(frame.components.size() == 1);
  const Region slanted = measure(wkt("POLYGON ((0 0, 3 -4, 7 -1, 4 3, 0 0))"));
  CHECK(slanted.area.value == Approx(25));
  CHECK(slanted.perimeter == Approx(20));
  CHECK(slanted.components.size() == 1);
}

TEST_CASE("two squares that meet in a corner are two pieces, along a side one") {
  const Figure corner = wkt("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((4 4, 8 4, 8 8, 4 8, 4 4)))");
  CHECK(measure(corner).components.size() == 2);
  CHECK(measure(corner).perimeter == 32);
  const Figure a = wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))");
  const Figure beside = wkt("POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))");
  const Figure above = wkt("POLYGON ((0 4, 4 4, 4 8, 0 8, 0 4))");
  for (const Figure& b : {beside, above}) {
    const Region sum = measure(a, b, any);
    CHECK(sum.area.value == 32);
    CHECK(sum.perimeter == 24);  // the shared side is no boundary
    CHECK(sum.components.size() == 1);
    const Region shared = measure(a, b, both);
    CHECK(shared.area.value == 0);
    CHECK(shared.components.empty());
    CHECK(shared.perimeter == 0);
  }
}

TEST_CASE("pieces that meet only where two edges cross are two") {
  // The bow-tie crosses at a place that is no double in either coordinate.
  const Region r =
      measure(wkt("POLYGON ((500000.1 3300000.3, 500007.7 3300003.1, 500007.7 3300000.2, 500000.1 3300005.9, "
                  "500000.1 3300000.3))"));
  CHECK(r.components.size() == 2);
}

TEST_CASE("a strip of two millimetres has that width, level, upright or slanted") {
  const double c = 0.6;
  const double s = 0.8;
  const double w = 0.002;
  const Figure strips[] = {
      figure({{0, 0}, {100, 0}, {100, w}, {0, w}}),
      figure({{0, 0}, {w, 0}, {w, 100}, {0, 100}}),
      figure({{0, 0}, {100 * c, 100 * s}, {100 * c - w * s, 100 * s + w * c}, {-w * s, w * c}}),
  };
  for (const Figure& strip : strips) {
    const Region r = measure(strip);
    REQUIRE(r.components.size() == 1);
    CHECK(r.components[0].area == Approx(0.2).epsilon(1e-10));
    CHECK(r.components[0].perimeter == Approx(200.004).epsilon(1e-10));
    CHECK(r.components[0].width == Approx(0.4 / 200.004).epsilon(1e-10));
  }
}

TEST_CASE("six overlapping features count once") {
  std::vector<Figure> features;
  for (int i = 0; i < 6; ++i)
    features.push_back(figure({{i * 5.0, 0}, {i * 5.0 + 10, 0}, {i * 5.0 + 10, 10}, {i * 5.0, 10}}));
  std::vector<RegionInput> in;
  for (const Figure& f : features) in.push_back({f.area_edges(), 1});
  CHECK(measure(in, any).area.value == 350);
  const Figure project = wkt("POLYGON ((0 5, 50 5, 50 20, 0 20, 0 5))");
  in.push_back({project.area_edges(), 0});
  CHECK(measure(in, both).area.value == 175);
  CHECK(measure(in, first_only).area.value == 50 * 15 - 175);
  CHECK(measure(in, [](std::span<const int> n) { return n[1] >= 2; }).area.value == 250);
  CHECK(measure(in, [](std::span<const int>) { return true; }).area.value ==
        350 + 750 - 175);  // held places only
}

TEST_CASE("invalid rings hold the places where their winding number is not 0") {
  const Figure tie = wkt("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))");
  CHECK(measure(tie).area.value == Approx(8).epsilon(1e-13));
  const Figure doubled = wkt("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 0, 3 0, 3 2, 1 2, 1 0)))");
  CHECK(measure(doubled).area.value == 6);
  CHECK(measure(doubled).components.size() == 1);
  const Figure square = wkt("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))");
  CHECK(intersection_area(doubled, square, Plane::local()).value == 6);
  CHECK(intersection_area(tie, square, Plane::local()).value == Approx(4).epsilon(1e-13));
}

TEST_CASE("random inputs agree with the rational oracle") {
  random::Source source(11);
  CAPTURE(random::seed());
  for (int round = 0; round < 6; ++round) {
    for (const random::Pair& pair : random::pairs(source)) {
      const Figure a = figure(pair.a);
      const Figure b = figure(pair.b);
      const std::vector<RegionInput> in = inputs(a, b);
      INFO("round " << round << ", " << pair.kind);
      for (const Predicate& predicate : {Predicate(any), Predicate(both), Predicate(first_only)}) {
        const Region r = measure(in, predicate);
        const double error = oracle::error(r.area.value, oracle::region(in, predicate));
        CAPTURE(r.area.value, r.area.bound, error, to_wkt(a.shape), to_wkt(b.shape));
        CHECK(error <= r.area.bound);
        Box box = a.box;
        box.add(b.box);
        const double width = box.max_x - box.min_x;
        const double height = box.max_y - box.min_y;
        CHECK(r.area.bound <= 1e-11 * width * height);
        // Boundary edges are in plane coordinates, so their corners are rounded like those.
        const double rounding = 0x1p-53 * (std::abs(box.max_x) * height + std::abs(box.max_y) * width);
        CHECK(std::abs(boundary_area(r, {box.min_x, box.min_y}) - r.area.value) <=
              r.area.bound + 2 * static_cast<double>(r.boundary.size()) * rounding);
      }
    }
  }
}

TEST_CASE("the measure of 'both' is the edge sum for valid inputs") {
  random::Source source(12);
  CAPTURE(random::seed());
  for (int round = 0; round < 200; ++round) {
    const Ring ring = random::star(source, {5.5e5, 3.3e6}, 1000, 30);
    const Figure a = figure(ring);
    const Figure b = round % 2 == 0 ? figure(random::star(source, {5.505e5, 3.3e6}, 1000, 40))
                                    : figure(random::nearly(source, ring, 1e-4));
    const Measured sum = overlap_area(a.area_edges(), b.area_edges());
    const Region r = measure(a, b, both);
    CAPTURE(sum.value, sum.bound, r.area.value, r.area.bound);
    const bool valid = std::abs(excess(b.area_edges()).value) <= excess(b.area_edges()).bound;
    if (valid) CHECK(std::abs(sum.value - r.area.value) <= sum.bound + r.area.bound);
    double pieces = 0;
    for (const Component& c : r.components) pieces += c.area;
    CHECK(pieces == Approx(r.area.value).epsilon(1e-9).margin(1e-5));
  }
}

TEST_CASE("areas add up and unions never shrink") {
  random::Source source(13);
  CAPTURE(random::seed());
  for (int round = 0; round < 30; ++round) {
    std::vector<Figure> figures;
    for (int i = 0; i < 8; ++i) {
      figures.push_back(
          figure(random::tangle(source, {source.between(0, 100), source.between(0, 100)}, 60, 7)));
    }
    std::vector<RegionInput> in;
    double last = 0;
    double bound = 0;
    for (const Figure& f : figures) {
      in.push_back({f.area_edges(), in.size() % 2 == 0 ? 0 : 1});
      const Region sum = measure(in, any);
      CHECK(sum.area.value >= last - bound - sum.area.bound);
      last = sum.area.value;
      bound = sum.area.bound;
    }
    const auto second_only = [](std::span<const int> n) { return n[0] == 0 && n[1] > 0; };
    const Measured a = measure(in, first_only).area;
    const Measured b = measure(in, second_only).area;
    const Measured c = measure(in, both).area;
    CHECK(std::abs(a.value + b.value + c.value - last) <= a.bound + b.bound + c.bound + bound + 1e-10);
    std::reverse(in.begin(), in.end());
    CHECK(std::abs(measure(in, any).area.value - last) <= 2 * bound);
  }
}

TEST_CASE("deviation of a component comes from its bounding edges") {
  const auto deviating = [](Ring ring, float deviation) {
    const std::vector<float> all(ring.size(), deviation);
    Shape shape;
    shape.polygons.push_back({std::move(ring), {}});
    return make_figure(std::move(shape), all);
  };
  const Ring square{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
  // A neighbour with a vertex in the middle of the long edge, 5 mm inside: the sliver is uncertain.
  const Figure a = deviating(square, 0.013F);
  const Figure b = deviating({{0, 1000}, {500, 999.995}, {1000, 1000}, {1000, 1500}, {0, 1500}}, 0);
  const Region sliver = measure(a, b, both);
  REQUIRE(sliver.components.size() == 1);
  CHECK(sliver.components[0].deviation == Approx(0.013));
  // The same edge copied with one end a grid step off: one edge, whatever its deviation.
  const Figure copy = deviating({{0, 1000 - kGrid}, {1000, 1000}, {1000, 1500}, {0, 1500}}, 0.013F);
  const Region touch = measure(a, copy, both);
  REQUIRE(touch.components.size() == 1);
  CHECK(touch.components[0].deviation == 0);
  CHECK(touch.components[0].width < 1e-6);
}

TEST_CASE("a window cuts x only") {
  const Figure square = wkt("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
  RegionOptions options{true, true, Box{2, 100, 5, 101}};
  const Region r = measure({{square.area_edges(), 0}}, any, options);
  CHECK(r.area.value == 30);
  CHECK(r.perimeter == 26);
  options.window = Box{20, 0, 30, 1};
  CHECK(measure({{square.area_edges(), 0}}, any, options).area.value == 0);
}

TEST_CASE("what cannot be measured has an infinite bound, a wrong group is refused") {
  const Figure broken = figure({{0, 0}, {1e308, 1}, {-1e308, 1e308}});
  CHECK(std::isinf(measure(broken).area.bound));
  const Figure square = wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))");
  CHECK_THROWS_AS(measure({{square.area_edges(), kMaxGroups}}, any), zonegate::Error);
  CHECK(measure(std::vector<RegionInput>{}, any).area.value == 0);
}

TEST_CASE("perimeters are ground metres in the equal-area plane, of small and of large regions") {
  const Plane plane = Plane::equal_area();
  for (const double size : {0.01, 1.0}) {
    const LonLat corners[] = {{103, 29.5}, {103 + size, 29.5}, {103 + size, 29.5 + size}, {103, 29.5 + size}};
    Ring ring;
    double around = 0;
    for (int i = 0; i < 4; ++i) {
      ring.push_back(plane.from_lonlat(corners[i]));
      around += geodesic_distance(corners[i], corners[(i + 1) % 4]).value;
    }
    const Figure square = figure(ring);
    const Region r = measure_region(inputs(square, square), both, plane, {true, false, {}});
    CHECK(r.perimeter == Approx(around).epsilon(size < 0.1 ? 1e-5 : 1e-3));
    REQUIRE(r.components.size() == 1);
    CHECK(r.components[0].perimeter == r.perimeter);
    CHECK(r.area.value == Approx(area(square.area_edges()).value).epsilon(1e-14));
  }
}

TEST_CASE("a large neighbourhood of parcels") {
  random::Source source(14);
  for (const double size :
       {0.0, 1e-9}) {  // shared borders, and borders that cross one another within nanometres
    std::vector<Figure> cells;
    for (int i = 0; i < 40; ++i) {
      for (int j = 0; j < 40; ++j) {
        const double x = 5.5e5 + 50.25 * i;
        const double y = 3.3e6 + 50.75 * j;
        const Ring cell{{x, y}, {x + 50.25, y}, {x + 50.25, y + 50.75}, {x, y + 50.75}};
        cells.push_back(figure(size > 0 ? random::nearly(source, cell, size) : cell));
      }
    }
    std::vector<RegionInput> in;
    for (const Figure& c : cells) in.push_back({c.area_edges(), 0});
    const Region r = measure(in, any);
    CHECK(r.area.value == Approx(40 * 50.25 * 40 * 50.75).epsilon(1e-10));
    double pieces = 0;
    for (const Component& c : r.components) pieces += c.area;
    CHECK(pieces == Approx(r.area.value).epsilon(1e-12));
    if (size > 0) continue;
    CHECK(r.components.size() == 1);
    CHECK(r.perimeter == Approx(2 * 40 * (50.25 + 50.75)).epsilon(1e-13));
    CHECK(r.boundary.size() == 2 * 40);
  }
}
