// SPDX-License-Identifier: Apache-2.0
//
// What must not change an overlay of two files, and what must add up: random scenes, written as real files; the same ground written in other ways gives
// the same rows; a tiling sums to what it tiles.
#include <catch2/catch.hpp>

#include "pair_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

using Key = std::pair<std::string, std::string>;
std::map<Key, overlay::PairFact> by_ids(const app::PairResult& result, bool swap = false) {
  std::map<Key, overlay::PairFact> out;
  for (const auto& row : result.rows) {
    const std::string &a = result.a[row.a].id, &b = result.b[0][row.b].id;
    out[swap ? Key{b, a} : Key{a, b}] = row.fact;
    CHECK(row.fact.area_m2 >= -row.fact.bound_m2);
  }
  CHECK(out.size() == result.rows.size());
  return out;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool close(double a, double b) { return std::abs(a - b) <= 1e-6 || same(a, b); }

// The same pairs with the same words and the same bits of area, bound and length. Widths and distances come from regions and searches, which go another
// way round where the rings do: `all` asks for their bits too, and for the bearing's.
enum class Bits { of_areas, all };
void check_same(const std::map<Key, overlay::PairFact>& x, const std::map<Key, overlay::PairFact>& y,
                Bits bits) {
  CHECK(x.size() == y.size());
  for (const auto& [key, f] : x) {
    INFO(key.first << " with " << key.second);
    const auto found = y.find(key);
    if (found == y.end()) {
      CAPTURE(app::pair_word(f.kind), f.area_m2, f.bound_m2, f.distance_m);
      FAIL_CHECK("only one side has this pair");
      continue;
    }
    const auto& g = found->second;
    CAPTURE(f.area_m2, g.area_m2, f.bound_m2, g.bound_m2, f.width_m, g.width_m, f.distance_m, g.distance_m);
    CHECK(app::pair_word(f.kind) == app::pair_word(g.kind));
    CHECK(f.area_m2 == g.area_m2);
    CHECK(f.bound_m2 == g.bound_m2);
    CHECK(f.length_m == g.length_m);
    CHECK(close(f.width_m, g.width_m));
    CHECK(close(f.distance_m, g.distance_m));
    if (bits == Bits::of_areas) continue;
    CHECK(same(f.width_m, g.width_m));
    CHECK(same(f.distance_m, g.distance_m));
    CHECK(same(f.bearing, g.bearing));
  }
}

// A ragged tiling of a square: corners moved about, edges shared.
Shapes tiling(Source& random, int n, double extent) {
  std::vector<Point> corners;
  const double step = extent / n;
  for (int j = 0; j <= n; ++j)
    for (int i = 0; i <= n; ++i) {
      const auto jitter = [&](int k) { return k == 0 || k == n ? 0 : random.between(-0.3, 0.3) * step; };
      corners.push_back({geom::snap(i * step + jitter(i)), geom::snap(j * step + jitter(j))});
    }
  const auto at = [&](int i, int j) { return corners[static_cast<std::size_t>(j * (n + 1) + i)]; };
  Shapes tiles;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      tiles.push_back(shape_of({at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)}));
  return tiles;
}

// What the tiles share with each of A, added up, against the whole of it.
void check_sums(const app::PairResult& result, double& worst) {
  std::vector<double> sum(result.a.size()), bound(result.a.size());
  for (const auto& row : result.rows) {
    sum[row.a] += row.fact.area_m2;
    bound[row.a] += row.fact.bound_m2;
    CHECK(result.share_a(row) >= 0);
    CHECK(result.share_a(row) <= 1);
    CHECK(result.share_b(row) >= 0);
    CHECK(result.share_b(row) <= 1);
  }
  for (std::size_t i = 0; i < sum.size(); ++i) {
    CAPTURE(i, sum[i], result.a[i].area_m2, bound[i]);
    // Twice: the area has a bound of its own, smaller than those of its pieces.
    CHECK(std::abs(sum[i] - result.a[i].area_m2) <= 2 * bound[i]);
    CHECK(bound[i] < 1e-6 * result.a[i].area_m2 + 1e-6);
    worst = std::max(worst, std::abs(sum[i] - result.a[i].area_m2) / result.a[i].area_m2);
  }
}

}  // namespace

// ----------------------------------------------------------------------------------------------- writing
TEST_CASE("A with B is B with A, whichever file is held") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(401, 120, 6000);
  const auto ab = rows_of(s.a, s.b), ba = rows_of(s.b, s.a);
  CHECK(ab.long_ways > 50);  // both ways are taken
  CHECK(ab.rows.size() > ab.long_ways / 2);
  check_same(by_ids(ab), by_ids(ba, true), Bits::of_areas);
  for (const auto& row : ab.rows) {
    CHECK(ab.share_a(row) >= 0);
    CHECK(ab.share_a(row) <= 1);
    CHECK(ab.share_b(row) >= 0);
    CHECK(ab.share_b(row) <= 1);
  }
}

TEST_CASE("start vertex, direction, ring order and part order change nothing") {
  CAPTURE(geom::random::seed());
  Source random(402);
  const Scene s = scene(403, 120, 6000);
  const auto plain = by_ids(rows_of(s.a, s.b));
  for (int round = 0; round < 3; ++round)
    check_same(plain, by_ids(rows_of(rewritten(random, s.a), rewritten(random, s.b))), Bits::of_areas);
  const testing::TempFolder folder;
  const auto ellipsoidal = [&](const Shapes& a, const Shapes& b) {
    write_geojson(folder / "a.geojson", in_degrees(a, {102.9, 29.9}));
    write_geojson(folder / "b.geojson", in_degrees(b, {102.9, 29.9}));
    return app::overlay_pairs(options_of(folder / "a.geojson", folder / "b.geojson", "ellipsoidal"));
  };
  const auto lonlat = by_ids(ellipsoidal(s.a, s.b));
  check_same(lonlat, by_ids(ellipsoidal(s.b, s.a), true), Bits::of_areas);
  check_same(lonlat, by_ids(ellipsoidal(rewritten(random, s.a), rewritten(random, s.b))), Bits::of_areas);
}

TEST_CASE("a shift by whole metres changes nothing on the grid") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(404, 120, 6000);
  const auto plain = by_ids(rows_of(snapped(s.a), snapped(s.b)));
  for (const Point by : {Point{1, 0}, {512000, 3300000}, {-700001, 4123457}})
    check_same(plain, by_ids(rows_of(snapped(s.a, by.x, by.y), snapped(s.b, by.x, by.y))), Bits::of_areas);
}

TEST_CASE("the number of threads changes no bit of a row") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(405, 3000, 60000);  // several batches
  const auto one = rows_of(s.a, s.b, 1), two = rows_of(s.a, s.b, 2);
  REQUIRE(one.rows.size() == two.rows.size());
  CHECK(one.rows.size() > 5000);
  bool equal = one.long_ways == two.long_ways;
  for (std::size_t i = 0; i < one.rows.size(); ++i)
    equal = equal && one.rows[i].a == two.rows[i].a && one.rows[i].b == two.rows[i].b;
  CHECK(equal);
  check_same(by_ids(one), by_ids(two), Bits::all);
}

TEST_CASE("the columnar way and the way feature by feature give the same rows") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(406, 400, 20000);
  const Shapes a = in_degrees(s.a, {102.9, 29.9}), b = in_degrees(s.b, {102.9, 29.9});
  const testing::TempFolder folder;
  write_gpkg(folder / "a.gpkg", a);
  write_gpkg(folder / "b.gpkg", b);
  write_geojson(folder / "a.geojson",
                read(folder / "a.gpkg"));  // the sink turns rings as its format wants them
  write_geojson(folder / "b.geojson", read(folder / "b.gpkg"));
  for (const std::string area : {"ellipsoidal", "planar:EPSG:4543"}) {
    INFO(area);
    const auto columnar = app::overlay_pairs(options_of(folder / "a.gpkg", folder / "b.gpkg", area));
    CHECK(columnar.read_a == a.size());
    CHECK(columnar.rows.size() > 500);
    const auto single = app::overlay_pairs(options_of(folder / "a.geojson", folder / "b.geojson", area));
    check_same(by_ids(columnar), by_ids(single), Bits::all);
    auto filtered = options_of(folder / "a.gpkg", folder / "b.gpkg", area);
    filtered.a.where = filtered.b[0].where = "1=1";
    const auto where = app::overlay_pairs(filtered);
    check_same(by_ids(columnar), by_ids(where), Bits::all);
    for (const auto& row : columnar.rows) CHECK(columnar.share_b(row) <= 1);
  }
}

// ------------------------------------------------------------------------------------------------ adding up
TEST_CASE("tiles sum to the whole of every project, on plain numbers and on the ellipsoid") {
  CAPTURE(geom::random::seed());
  Source random(407);
  const double extent = 20000;
  const Shapes tiles = tiling(random, 24, extent);
  Shapes projects;
  for (int i = 0; i < 120; ++i) {
    const double radius = std::pow(10, random.between(-0.5, 3.4));
    const Point centre{random.between(radius, extent - radius), random.between(radius, extent - radius)};
    const Ring ring = geom::random::star(random, centre, radius, 5 + random.below(30));
    projects.push_back(random.below(2) ? shape_of(ring, {scaled(ring, centre, 0.3)}) : shape_of(ring));
  }
  double worst = 0;
  check_sums(rows_of(projects, tiles), worst);
  check_sums(rows_of(tiles, tiling(random, 17, extent)), worst);  // a tiling in another tiling
  const testing::TempFolder folder;
  write_gpkg(folder / "a.gpkg", in_degrees(projects, {102.9, 29.9}));
  write_gpkg(folder / "b.gpkg", in_degrees(tiles, {102.9, 29.9}));
  for (const std::string area : {"ellipsoidal", "planar:EPSG:4543"})
    check_sums(app::overlay_pairs(options_of(folder / "a.gpkg", folder / "b.gpkg", area)), worst);
  WARN("worst sum off by " << worst << " of the whole");
}

TEST_CASE("a long ring with holes against many small projects is the edge sum") {
  CAPTURE(geom::random::seed());
  Source random(408);
  const auto coast = [&](double radius, int vertices) {
    Ring ring;
    double r = radius;
    for (int i = 0; i < vertices; ++i) {
      r = std::clamp(r + random.between(-1, 1) * radius * 0.01, 0.6 * radius, 1.4 * radius);
      const double angle = 6.283185307179586 * i / vertices;
      ring.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    return ring;
  };
  const Ring shell = coast(20000, 7000);
  std::vector<Ring> holes{coast(4000, 5200)};
  for (int i = 0; i < 200; ++i) {  // lakes between the big hole and the shore
    const double angle = 6.283185307179586 * (i + 0.2 * random.unit()) / 200;
    holes.push_back(geom::random::star(random, {9000 * std::cos(angle), 9000 * std::sin(angle)}, 100, 12));
  }
  const Shape land = shape_of(shell, holes);
  Shapes projects;
  for (int i = 0; i < 500; ++i) {
    const double angle = random.between(0, 6.28);
    const double far = i % 3 == 0   ? 9000
                       : i % 3 == 1 ? random.between(11000, 29000)
                                    : random.between(0, 30000);
    projects.push_back(shape_of(geom::random::star(random, {far * std::cos(angle), far * std::sin(angle)},
                                                   std::pow(10, random.between(0, 3)), 4 + random.below(9))));
  }
  const geom::Figure whole = geom::make_figure(land);
  const auto result = rows_of(projects, {land}), back = rows_of({land}, projects);
  const auto found = by_ids(result);
  check_same(found, by_ids(back, true), Bits::of_areas);
  double worst = 0;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const geom::Figure project = geom::make_figure(projects[i]);
    const auto truth = geom::overlap_area(whole.area_edges(), project.area_edges());
    const auto row = found.find({std::to_string(i), "0"});
    const double got = row == found.end() ? 0 : row->second.area_m2;
    const double bound = row == found.end() ? 0 : row->second.bound_m2;
    CAPTURE(i, got, bound, truth.value, truth.bound);
    CHECK(std::abs(got - truth.value) <= bound + truth.bound);
    worst = std::max(worst, std::abs(got - truth.value));
  }
  WARN("worst difference " << worst << " m2 over " << found.size() << " rows");
}
