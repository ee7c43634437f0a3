// SPDX-License-Identifier: Apache-2.0
//
// What must not change an overlay of two files, and what must add up. Plan: random scenes of every kind of neighbourhood (apart, overlapping, copied,
// nudged, sharing an edge, slivers of 1 mm to 1 cm, nested, tiny, holes filled, many parts), written as real files; the same ground written in other
// ways gives the same rows. A tiling sums to what it tiles. The quick measures say what relate() says.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "../geom/random_shapes.h"
#include "geom/geom.h"
#include "io/io.h"
#include "world.h"

using namespace zonegate;
using geom::Point;
using geom::Polygon;
using geom::Ring;
using geom::Shape;
using geom::random::Source;
using Shapes = std::vector<Shape>;

namespace {

// ------------------------------------------------------------------------------------------------ scenes
Shape shape_of(Ring shell, std::vector<Ring> holes = {}) {
  Shape shape;
  shape.polygons.push_back({std::move(shell), std::move(holes)});
  return shape;
}

Ring scaled(const Ring& ring, Point c, double k) {
  Ring out;
  for (const Point p : ring) out.push_back({c.x + (p.x - c.x) * k, c.y + (p.y - c.y) * k});
  return out;
}

struct Seed {
  Point centre;
  Ring ring;  // counter-clockwise star
};
Seed seed_of(Source& random, double radius, double extent) {
  const Point centre{random.between(0, extent), random.between(0, extent)};
  return {centre, geom::random::star(random, centre, radius, 5 + random.below(12))};
}

// A strip along one edge of the ring, from `width` inside of it (outside where negative) to well outside.
Ring strip(Source& random, const Ring& ring, double width) {
  const auto i = static_cast<std::size_t>(random.below(static_cast<int>(ring.size())));
  const Point p = ring[i], q = ring[(i + 1) % ring.size()];
  const double length = std::hypot(q.x - p.x, q.y - p.y);
  const double nx = (q.y - p.y) / length, ny = (p.x - q.x) / length;  // outwards
  const auto at = [&](Point r, double far) { return Point{r.x + nx * far, r.y + ny * far}; };
  return {at(p, -width), at(p, length / 3), at(q, length / 3), at(q, -width)};
}

constexpr int kKinds = 15;
// Something beside, on, in or around the seed.
Shape neighbour(Source& random, const Seed& seed, double radius, int kind) {
  const Point c = seed.centre;
  const double widths[] = {0.001, 0.0019, 0.0021, 0.003, 0.006, 0.01, 0.03};
  const double width = widths[random.below(7)];
  switch (kind) {
    case 0:
      return shape_of(seed.ring);
    case 1:
      return shape_of(geom::random::nearly(random, seed.ring, 1e-9 * radius));
    case 2:
      return shape_of(strip(random, seed.ring, width));
    case 3:
      return shape_of(strip(random, seed.ring, -width));
    case 4:  // a copied edge
      return shape_of(strip(random, seed.ring, 0));
    case 5:
      return shape_of(scaled(seed.ring, c, random.between(0.1, 0.9)));
    case 6:  // around it, with the same hole or a larger one
      return shape_of(scaled(seed.ring, c, 2),
                      {scaled(seed.ring, c, random.below(2) ? 1 : 1 + 0.003 / radius)});
    case 7: {  // tiny, on a vertex or inside
      const Point at = random.below(2) ? seed.ring[0] : c;
      return shape_of(geom::random::star(random, at, std::pow(10, random.between(-3, -1)), 6));
    }
    case 8: {  // moved a little
      Ring ring = seed.ring;
      for (Point& p : ring) p.x += width;
      return shape_of(ring);
    }
    case 9: {  // two parts, one far away
      Shape shape = shape_of(scaled(seed.ring, c, 0.7), {scaled(seed.ring, c, 0.2)});
      shape.polygons.push_back({scaled(seed.ring, {c.x + 3 * radius, c.y}, 0.5), {}});
      return shape;
    }
    case 10: {  // corner to corner
      const Point p = seed.ring[1];
      const double dx = p.x - c.x, dy = p.y - c.y;
      return shape_of({p, {p.x + dx - 0.3 * dy, p.y + dy + 0.3 * dx}, {p.x + dx, p.y + dy}});
    }
    case 11:  // fills the hole of base(), or nearly
      return shape_of(scaled(seed.ring, c, 0.5));
    case 12:
      return shape_of(scaled(seed.ring, c, 0.5 + random.between(-1, 1) * 2 * width / radius));
    case 13: {  // a comb of thin teeth into it
      const double w = width, reach = radius * 0.8, back = 2 * radius;
      Ring ring{{c.x + back, c.y - 1}};
      for (int i = 0; i < 20; ++i)
        for (const auto& [x, y] :
             {std::pair{1.5 * radius, 0.0}, {-reach, 0.0}, {-reach, w}, {1.5 * radius, w}})
          ring.push_back({c.x + x, c.y + 3 * w * i + y});
      ring.push_back({c.x + back, c.y + 60 * w + 1});
      return shape_of(ring);
    }
    default:
      return shape_of(geom::random::star(
          random, {c.x + random.between(-1, 1) * radius, c.y + random.between(-1, 1) * radius}, radius, 9));
  }
}

// Filled, with a hole, or a hole that something fills.
Shape base(Source& random, const Seed& seed) {
  switch (random.below(3)) {
    case 0:
      return shape_of(seed.ring, {scaled(seed.ring, seed.centre, 0.3)});
    case 1: {
      Shape shape = shape_of(seed.ring, {scaled(seed.ring, seed.centre, 0.5)});
      shape.polygons.push_back({scaled(seed.ring, seed.centre, 0.25), {}});
      return shape;
    }
    default:
      return shape_of(seed.ring);
  }
}

struct Scene {
  Shapes a, b;
};
Scene scene(std::uint64_t salt, int count, double extent) {
  Source random(salt);
  Scene out;
  for (int i = 0; i < count; ++i) {
    const double radius = std::pow(10, random.between(0.5, 3));
    const Seed seed = seed_of(random, radius, extent);
    out.a.push_back(base(random, seed));
    for (const int kind : {i % kKinds, random.below(kKinds)})
      out.b.push_back(neighbour(random, seed, radius, kind));
  }
  return out;
}

Shapes mapped(Shapes shapes, const std::function<Point(Point)>& map) {
  for (Shape& shape : shapes)
    for (Polygon& polygon : shape.polygons) {
      std::transform(polygon.shell.begin(), polygon.shell.end(), polygon.shell.begin(), map);
      for (Ring& hole : polygon.holes) std::transform(hole.begin(), hole.end(), hole.begin(), map);
    }
  return shapes;
}
Shapes snapped(Shapes shapes, double dx = 0, double dy = 0) {
  return mapped(std::move(shapes), [&](Point p) {
    return Point{geom::snap(p.x) + dx, geom::snap(p.y) + dy};
  });
}

void turn(Source& random, Ring& ring) {
  std::rotate(ring.begin(), ring.begin() + random.below(static_cast<int>(ring.size())), ring.end());
  if (random.below(2)) std::reverse(ring.begin(), ring.end());
}
// Other start vertices, directions, orders of holes and parts.
Shapes rewritten(Source& random, Shapes shapes) {
  for (Shape& shape : shapes) {
    for (Polygon& polygon : shape.polygons) {
      turn(random, polygon.shell);
      for (Ring& hole : polygon.holes) turn(random, hole);
      std::reverse(polygon.holes.begin(), polygon.holes.end());
    }
    std::reverse(shape.polygons.begin(), shape.polygons.end());
  }
  return shapes;
}

// ------------------------------------------------------------------------------------------------- files
void write_csv(const std::string& path, const Shapes& shapes) {
  std::string text = "id,WKT\n";
  for (std::size_t i = 0; i < shapes.size(); ++i)
    text += std::to_string(i) + ",\"" + geom::to_wkt(shapes[i]) + "\"\n";
  testing::write_text(path, text);
}

app::PairOptions options_of(const std::string& a, const std::string& b, const std::string& area) {
  app::PairOptions options;
  options.a.path = a;
  options.b = {{b, "", "", {}}};
  options.area = area;
  options.question.max_distance_m = 5;
  return options;
}

app::PairResult rows_of(const Shapes& a, const Shapes& b, int jobs = 0) {
  const testing::TempFolder folder;
  write_csv(folder / "a.csv", a);
  write_csv(folder / "b.csv", b);
  auto options = options_of(folder / "a.csv", folder / "b.csv", "planar");
  options.jobs = jobs;
  return app::overlay_pairs(options);
}

using Key = std::pair<std::string, std::string>;
std::map<Key, overlay::PairFact> by_ids(const app::PairResult& result, bool swap = false) {
  std::map<Key, overlay::PairFact> out;
  for (const auto& row : result.rows) {
    const std::string &a = result.a[row.a].id, &b = result.b[0][row.b].id;
    out[swap ? Key{b, a} : Key{a, b}] = row.fact;
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

Shapes in_degrees(const Shapes& shapes, Point corner) {  // metres to about as many degrees
  return mapped(shapes, [&](Point p) { return Point{corner.x + p.x / 96000, corner.y + p.y / 111000}; });
}

void write_gpkg(const std::string& path, const Shapes& shapes) {
  using Type = io::OutField::Type;
  io::VectorSink sink(path, {{"x", io::OutLayer::Geometry::any, {{"id", Type::text}}}},
                      "2026-01-01T00:00:00Z");
  for (std::size_t i = 0; i < shapes.size(); ++i) sink.write(0, shapes[i], {std::to_string(i)});
  sink.finish();
}

Shapes read(const std::string& path) {
  io::VectorSource source(path, {});
  Shapes shapes;
  for (io::SourceFeature feature; source.next(feature);) shapes.push_back(feature.shape);
  return shapes;
}

std::string json_ring(Ring ring) {
  ring.push_back(ring[0]);
  std::string out;
  for (const Point p : ring)
    out += (out.empty() ? "[" : ",") + ("[" + shortest(p.x) + "," + shortest(p.y) + "]");
  return out + "]";
}
void write_geojson(const std::string& path, const Shapes& shapes) {
  std::vector<std::string> features;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    std::string parts;
    for (const Polygon& polygon : shapes[i].polygons) {
      parts += (parts.empty() ? "[" : ",[") + json_ring(polygon.shell);
      for (const Ring& hole : polygon.holes) parts += "," + json_ring(hole);
      parts += "]";
    }
    features.push_back(testing::feature(R"({"type":"MultiPolygon","coordinates":[)" + parts + "]}",
                                        R"("id":")" + std::to_string(i) + "\""));
  }
  testing::write_text(path, testing::collection(features, "EPSG::4490"));
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

// ------------------------------------------------------------------------------------- quick and long way
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
