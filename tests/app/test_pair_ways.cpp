// SPDX-License-Identifier: Apache-2.0
//
// The quick measures of a pair say what relate() says, whatever lies beside, on or in what; and a width that is asked for changes no relation.
#include <catch2/catch.hpp>

#include "pair_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

std::string long_word(const overlay::Relation& r) {
  if (r.hit()) return "overlap";
  return r.band == facts::Band::touch || r.shared_m2 > r.bound_m2 ? "touch" : "";
}

struct Both {
  std::size_t quick = 0, slow = 0;
  std::map<std::string, int> words;
};

// One pair: the bulk measure, the same with the width asked for, and relate().
void check_pair(const Shape& a, const Shape& b, const geom::Crs* crs, const geom::Plane& plane, Both& count) {
  overlay::Preparer preparer(crs, plane);
  const auto wanted = [](const geom::Box&) { return true; };
  overlay::Ready ready[2];
  const Shape* shapes[] = {&a, &b};
  for (int i = 0; i < 2; ++i) {
    const auto result = preparer.quick(geom::to_rings(*shapes[i]), wanted, ready[i]);
    if (!result && preparer.full(*shapes[i], wanted, ready[i]).state != overlay::ReadyState::ready) return;
  }
  overlay::PairMeasure measure(plane, preparer, preparer);
  const auto quick = measure(ready[0], ready[1], {});
  ++(measure.long_ways() == 0 ? count.quick : count.slow);
  const auto wide = measure(ready[0], ready[1], {0, true});
  const auto r = overlay::relate(*preparer.figure(ready[0]), *preparer.figure(ready[1]), plane, {});
  const auto word = [](const auto& fact) { return fact ? std::string(app::pair_word(fact->kind)) : ""; };
  CAPTURE(geom::to_wkt(a), geom::to_wkt(b), r.shared_m2, r.bound_m2, r.width_m);
  CHECK(word(quick) == long_word(r));
  CHECK(word(wide) == word(quick));
  if (quick) CHECK(std::abs(quick->area_m2 - r.shared_m2) <= quick->bound_m2 + r.bound_m2);
  if (wide) CHECK(std::abs(wide->area_m2 - r.shared_m2) <= wide->bound_m2 + r.bound_m2);
  ++count.words[word(quick)];
}

}  // namespace

TEST_CASE("the quick measures say what relate() says, with and without the width") {
  CAPTURE(geom::random::seed());
  Source random(409);
  const geom::Crs lonlat = geom::Crs::parse("EPSG:4490");
  const geom::Plane local = geom::Plane::local(), ellipsoid = geom::Plane::equal_area();
  Both count;
  for (int round = 0; round < 60; ++round)
    for (int kind = 0; kind < kKinds; ++kind) {
      const double radius = std::pow(10, random.between(-1, 3.5));
      const Seed seed = seed_of(random, radius, 1000);
      const Shape a = base(random, seed), b = neighbour(random, seed, radius, kind);
      INFO("round " << round << ", kind " << kind << ", radius " << radius);
      if (round % 2 == 0) {
        check_pair(a, b, nullptr, local, count);
        check_pair(b, a, nullptr, local, count);
      } else {
        const double north =
            round % 4 == 1 ? 3700000
                           : 6900000;  // Ya'an; 69 degrees, where the plane's scales are 2.4 and 1 / 2.4
        const auto placed = [&](const Shape& s) {
          return mapped({s}, [&](Point p) {
            const auto g = ellipsoid.to_lonlat({p.x - 200000, p.y + north});
            return Point{g.lon, g.lat};
          })[0];
        };
        check_pair(placed(a), placed(b), &lonlat, ellipsoid, count);
      }
    }
  for (const auto& pair : geom::random::pairs(random)) {
    INFO(pair.kind);
    check_pair(shape_of(pair.a), shape_of(pair.b), nullptr, local, count);
  }
  CHECK(count.quick > 100);
  CHECK(count.slow > 100);
  CHECK(count.words["touch"] > 50);
  CHECK(count.words["overlap"] > 50);
  CHECK(count.words[""] > 20);
  WARN(count.quick << " pairs the quick way, " << count.slow << " the long one; " << count.words["overlap"]
                   << " overlap, " << count.words["touch"] << " touch, " << count.words[""] << " neither");
}

TEST_CASE("a width that is asked for changes no pair, relation or area of two files") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(410, 200, 8000);
  const TempFolder folder;
  write_csv(folder / "a.csv", s.a);
  write_csv(folder / "b.csv", s.b);
  auto options = options_of(folder / "a.csv", folder / "b.csv", "planar");
  const auto without = app::overlay_pairs(options);
  options.question.width = true;
  const auto with = app::overlay_pairs(options);
  CHECK(with.long_ways > without.long_ways);
  REQUIRE(with.rows.size() == without.rows.size());
  for (std::size_t i = 0; i < with.rows.size(); ++i) {
    const auto &x = without.rows[i], &y = with.rows[i];
    CAPTURE(x.a, x.b, x.fact.area_m2, y.fact.area_m2, y.fact.width_m);
    CHECK(x.a == y.a);
    CHECK(x.b == y.b);
    CHECK(app::pair_word(x.fact.kind) == app::pair_word(y.fact.kind));
    CHECK(std::abs(x.fact.area_m2 - y.fact.area_m2) <= x.fact.bound_m2 + y.fact.bound_m2);
    CHECK_FALSE(std::isnan(y.fact.width_m));
  }
}
