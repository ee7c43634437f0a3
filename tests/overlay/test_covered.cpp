// SPDX-License-Identifier: Apache-2.0
//
// covered_share. Oracle: every cover drawn, and both measured as a whole.
#include <catch2/catch.hpp>

#include <random>

#include "geom/geom.h"
#include "overlay/covered.h"

using namespace zonegate;
using overlay::Grown;

namespace {

geom::Figure block(double x0, double y0, double x1, double y1) {
  geom::Shape shape;
  shape.polygons.push_back(geom::rectangle({x0, y0, x1, y1}));
  return geom::make_figure(std::move(shape));
}

double by_hand(const std::vector<Grown>& parts, const std::vector<const geom::Figure*>& coverages,
               const geom::Plane& plane) {
  std::vector<geom::Figure> covers;
  for (const auto& part : parts)
    covers.push_back(part.reach_m > 0
                         ? geom::buffer(*part.figure, Metres(part.reach_m), plane, geom::BufferKind::cover)
                         : *part.figure);
  std::vector<geom::RegionInput> in;
  for (const auto& c : covers) in.push_back({c.area_edges(), 0});
  for (const auto* c : coverages) in.push_back({c->area_edges(), 1});
  const auto any = [](std::span<const int> n) { return n[0] > 0; };
  const auto open = [](std::span<const int> n) { return n[0] > 0 && n[1] == 0; };
  const auto whole = geom::measure_region(in, any, plane).area;
  const auto hole = geom::measure_region(in, open, plane);
  if (!(whole.value > 0)) return 0;
  if (hole.area.value <= hole.area.bound + 4 * geom::kGrid * hole.perimeter) return 1;
  return 1 - hole.area.value / whole.value;
}

}  // namespace

TEST_CASE("the share of a footprint is that of all its covers") {
  const std::uint64_t seed = 20261128;
  std::mt19937_64 engine(seed);
  const auto between = [&](double a, double b) {
    return a + (b - a) * static_cast<double>(engine() >> 11) * 0x1p-53;
  };
  int whole = 0, part = 0;
  for (int round = 0; round < 60; ++round) {
    INFO("seed " << seed << ", round " << round);
    const auto plane = geom::Plane::local();
    const int n = round % 3 == 0 ? 90 : 1 + static_cast<int>(engine() % 12);
    std::vector<geom::Figure> figures;
    for (int i = 0; i < n; ++i) {
      const double x = between(0, 900), y = between(0, 900);
      figures.push_back(block(x, y, x + between(5, 60), y + between(5, 60)));
    }
    const double reach = round % 2 == 0 ? 0 : between(1, 80);
    std::vector<Grown> parts;
    for (const auto& f : figures) parts.push_back({&f, reach});
    // Two halves with a common border, of a size that covers all of it or not.
    const double edge = between(900, 1100), middle = between(200, 700), low = between(-90, 5);
    const geom::Figure left = block(low, low, middle, edge), right = block(middle, low, edge, edge);
    const double got = overlay::covered_share(parts, {&left, &right}, plane);
    const double expected = by_hand(parts, {&left, &right}, plane);
    CHECK((got >= 1) == (expected >= 1));
    if (n <= 64)
      CHECK(got == Approx(expected).epsilon(1e-12));
    else
      CHECK(got == Approx(expected).epsilon(2e-3));
    (expected >= 1 ? whole : part) += 1;
  }
  CHECK(whole > 5);
  CHECK(part > 5);
}

TEST_CASE("a gap of a millimetre between two coverages is seen under many parts") {
  const auto plane = geom::Plane::local();
  std::vector<geom::Figure> figures;
  for (int i = 0; i < 100; ++i)
    figures.push_back(block(i % 10 * 30, i / 10 * 30, i % 10 * 30 + 20, i / 10 * 30 + 20));
  std::vector<Grown> parts;
  for (const auto& f : figures) parts.push_back({&f, 20});
  const geom::Figure left = block(-100, -100, 65, 500);
  for (const double gap : {0.0, 0.001}) {
    const geom::Figure right = block(65 + gap, -100, 500, 500);
    const double share = overlay::covered_share(parts, {&left, &right}, plane);
    CHECK((share >= 1) == (gap == 0));
    CHECK(share > 0.99);
  }
  CHECK(overlay::covered_share(parts, {}, plane) < 1e-9);
  CHECK(overlay::covered_share({}, {&left}, plane) == 0);
  const geom::Figure nothing;
  CHECK(overlay::covered_share({{&nothing, 0}}, {&left}, plane) == 0);
}
