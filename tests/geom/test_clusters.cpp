// SPDX-License-Identifier: Apache-2.0
//
// measure_region over many inputs that lie apart. Oracle: the sweep over the whole, which a frame around everything makes it take.
#include <catch2/catch.hpp>

#include "geom/geom.h"
#include "random_shapes.h"

using namespace zonegate::geom;
using random::figure;

namespace {

Figure rectangle_of(double x0, double y0, double x1, double y1) {
  Shape shape;
  shape.polygons.push_back(rectangle({x0, y0, x1, y1}));
  return make_figure(std::move(shape));
}

// Parcels: mostly apart, some over or beside each other, now and then one that crosses itself.
std::vector<Figure> parcels(random::Source& random, int n, double size) {
  std::vector<Figure> out;
  for (int i = 0; i < n; ++i) {
    const Point centre{random.between(0, size), random.between(0, size)};
    const bool tangled = random.below(12) == 0;
    Shape shape;
    shape.polygons.push_back(
        {tangled ? random::tangle(random, centre, 8, 5) : random::star(random, centre, 8, 7), {}});
    out.push_back(make_figure(std::move(shape)));
  }
  return out;
}

double boundary_area(const Region& r) {
  double sum = 0;
  for (const BoundaryEdge& e : r.boundary) sum += e.sign * (e.x1 - e.x0) * (e.y0 + e.y1) / 2;
  return sum;
}

void same(const Region& apart, const Region& whole) {
  const double scale = 1 + whole.area.value;
  CHECK(std::abs(apart.area.value - whole.area.value) <= apart.area.bound + whole.area.bound);
  CHECK(apart.area.bound <= 2 * whole.area.bound + 1e-12);
  CHECK(std::abs(apart.perimeter - whole.perimeter) <= 1e-7 * scale);
  CHECK(std::abs(boundary_area(apart) - whole.area.value) <= 1e-7 * scale);
  REQUIRE(apart.components.size() == whole.components.size());
  for (std::size_t i = 0; i < apart.components.size(); ++i) {
    CHECK(std::abs(apart.components[i].area - whole.components[i].area) <= 1e-7 * scale);
    CHECK(std::abs(apart.components[i].perimeter - whole.components[i].perimeter) <= 1e-7 * scale);
    CHECK(std::abs(apart.components[i].box.max_y - whole.components[i].box.max_y) <= 1e-7 * scale);
  }
}

}  // namespace

TEST_CASE("what lies apart is measured apart: as the whole") {
  for (std::uint64_t round = 0; round < 60; ++round) {
    random::Source random(900 + round);
    INFO("seed " << random::seed() << ", round " << round);
    const int n = 20 + random.below(80);
    const double size = random.below(2) == 0 ? 400 : 150;  // scattered, crowded
    const auto parts = parcels(random, n, size), features = parcels(random, n / 2, size);
    const Figure large =
        rectangle_of(random.between(-50, size), random.between(-500, size), size + 40, size + 60);
    const Figure frame = rectangle_of(-100, -600, size + 100, size + 100);
    std::vector<RegionInput> unions, both;
    for (const auto& p : parts) unions.push_back({p.area_edges(), 0});
    both = unions;
    for (const auto& f : features) both.push_back({f.area_edges(), 1});
    both.push_back({large.area_edges(), 1});
    RegionOptions options{true, true, {}, {}};
    if (random.below(2) == 0)
      options.window = Box{random.between(-20, size / 2), 0, random.between(size / 2, size + 20), 0};
    RegionOptions within = options;
    within.within = 0;
    const auto whole = [&](std::vector<RegionInput> in, const Predicate& inside) {
      in.push_back({frame.area_edges(), 7});  // meets everything, counts for nothing
      return measure_region(in, inside, Plane::local(), options);
    };
    const auto any = [](std::span<const int> c) { return c[0] > 0; };
    const auto shared = [](std::span<const int> c) { return c[0] > 0 && c[1] > 0; };
    const auto left = [](std::span<const int> c) { return c[0] > 0 && c[1] == 0; };
    const auto doubled = [](std::span<const int> c) { return c[0] > 0 && c[1] > 1; };
    const auto uneven = [](std::span<const int> c) { return c[0] == 1 && c[1] != 1; };
    same(measure_region(unions, any, Plane::local(), options), whole(unions, any));
    for (const Predicate& inside :
         {Predicate(shared), Predicate(left), Predicate(doubled), Predicate(uneven)})
      same(measure_region(both, inside, Plane::local(), within), whole(both, inside));
  }
}

TEST_CASE("the order of inputs that lie apart does not show") {
  random::Source random(77);
  const auto parts = parcels(random, 50, 500);
  std::vector<RegionInput> in;
  for (const auto& p : parts) in.push_back({p.area_edges(), 0});
  const auto any = [](std::span<const int> c) { return c[0] > 0; };
  const Region there = measure_region(in, any, Plane::local());
  std::reverse(in.begin(), in.end());
  const Region back = measure_region(in, any, Plane::local());
  CHECK(std::abs(there.area.value - back.area.value) <= there.area.bound + back.area.bound);
}

TEST_CASE("a region that leaves its group is refused, and nothing is known of broken numbers") {
  random::Source random(78);
  auto parts = parcels(random, 40, 500);
  const Figure large = rectangle_of(0, 0, 500, 500);
  std::vector<RegionInput> in;
  for (const auto& p : parts) in.push_back({p.area_edges(), 0});
  in.push_back({large.area_edges(), 1});
  RegionOptions options;
  options.within = 0;
  const auto beyond = [](std::span<const int> c) { return c[1] > 0; };
  CHECK_THROWS_AS(measure_region(in, beyond, Plane::local(), options), zonegate::Error);
  for (const std::size_t broken : {std::size_t{3}, in.size() - 1}) {
    std::vector<Edge> edges(in[broken].rings.begin(), in[broken].rings.end());
    edges[0].y1 = std::nan("");
    auto now = in;
    now[broken].rings = edges;
    const auto inside = [](std::span<const int> c) { return c[0] > 0 && c[1] == 0; };
    CHECK(std::isinf(measure_region(now, inside, Plane::local(), options).area.bound));
  }
}

TEST_CASE("two thousand parcels in a column take no longer than in a square") {
  std::vector<Figure> parts;
  std::vector<RegionInput> in;
  for (int i = 0; i < 2000; ++i)
    parts.push_back(rectangle_of(0.001 * i, 20.0 * i, 10 + 0.001 * i, 20.0 * i + 10));
  for (const auto& p : parts) in.push_back({p.area_edges(), 0});
  const auto any = [](std::span<const int> c) { return c[0] > 0; };
  const Region region = measure_region(in, any, Plane::local(), {true, false, {}, {}});
  CHECK(region.area.value == Approx(200000));
  CHECK(region.components.size() == 2000);
}
