// SPDX-License-Identifier: Apache-2.0
// Statistics of zones, cut into chunks of any size, against clipping of every cell in exact rationals.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "grid_rings.h"

using namespace zonegate;
using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {

constexpr double kPi = 3.14159265358979323846;

GridRing star(std::mt19937_64& random, double cx, double cy, double radius, int vertices) {
  std::uniform_real_distribution<double> unit(0, 1);
  GridRing ring;
  for (int i = 0; i < vertices; ++i) {
    const double a = 2 * kPi * (i + 0.8 * unit(random)) / vertices, r = radius * (0.2 + 0.8 * unit(random));
    ring.emplace_back(cx + r * std::cos(a), cy + r * std::sin(a));
  }
  return ring;
}

io::RasterGrid grid_of(int columns, int rows) { return {columns, rows, 0, 0, 1, -1}; }

struct Cells {
  io::RasterGrid grid;
  std::vector<double> values;
  bool bytes = false;
  double at(int column, int row) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                  static_cast<std::size_t>(column)];
  }
  BandCells window(const io::RasterWindow& w) const {
    BandCells out;
    for (int r = w.row; r < w.row + w.rows; ++r) {
      for (int c = w.column; c < w.column + w.columns; ++c) {
        if (bytes) {
          out.bytes.push_back(std::isnan(at(c, r)) ? 255 : static_cast<std::uint8_t>(at(c, r)));
        } else {
          out.values.push_back(at(c, r));
        }
      }
    }
    out.nodata = 255;
    return out;
  }
};

Cells random_cells(std::mt19937_64& random, int columns, int rows) {
  std::uniform_int_distribution<int> value(0, 12);
  Cells cells{grid_of(columns, rows), {}};
  for (int i = 0; i < columns * rows; ++i) {
    const int v = value(random);
    cells.values.push_back(v == 12 ? NAN : static_cast<float>(v));
  }
  return cells;
}

std::vector<ZoneTally> tallies(const Cells& cells, const std::vector<Zone>& zones, const TallyPlan& plan,
                               int chunk, std::pair<int, int> block, const WeightCells* weights = nullptr) {
  const auto areas = planar_cell_areas(cells.grid);
  ChunkTally tally(plan, cells.grid, areas.get());
  std::vector<ZoneTally> out(zones.size());
  for (const Chunk& c : chunks_of(zones, cells.grid, block, chunk)) {
    const auto window = needed(c, zones);
    const BandCells band[] = {cells.window(window)};
    ChunkParts parts = tally(c, zones, window, band, weights);
    for (std::size_t i = 0; i < parts.zones.size(); ++i)
      out[parts.zones[i]].merge(std::move(parts.tallies[i]));
  }
  return out;
}

struct Exact {
  Rational count = 0, sum = 0, nodata = 0;
};
Exact exact_tally(const Cells& cells, const GridRing& ring) {
  Exact out;
  const int sign = exact_area({ring}) < 0 ? -1 : 1;
  for (int r = 0; r < cells.grid.rows; ++r) {
    for (int c = 0; c < cells.grid.columns; ++c) {
      const Rational share = sign * exact_coverage({ring}, c, r);
      if (std::isnan(cells.at(c, r))) {
        out.nodata += share;
      } else {
        out.count += share;
        out.sum += share * Rational(cells.at(c, r));
      }
    }
  }
  return out;
}

double near(double got, const Rational& want) {
  return std::abs(static_cast<double>(Rational(got) - want)) /
         std::max(1.0, std::abs(static_cast<double>(want)));
}

}  // namespace

TEST_CASE("Zones: sums over chunks of any size are those of exact clipping") {
  const auto seed = 20260601U;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  TallyPlan plan;
  plan.values = plan.areas = plan.spread = true;
  double worst = 0;
  for (int round = 0; round < 60; ++round) {
    Cells cells = random_cells(random, 5 + static_cast<int>(20 * unit(random)),
                               4 + static_cast<int>(17 * unit(random)));
    const GridRing ring = star(random, cells.grid.columns * unit(random), cells.grid.rows * unit(random),
                               1 + 12 * unit(random), 3 + static_cast<int>(12 * unit(random)));
    std::vector<Zone> zones;
    zones.emplace_back(edges_of({ring}), cells.grid.columns, cells.grid.rows);
    const Exact exact = exact_tally(cells, ring);
    for (const int chunk : {1, 30, 100000}) {
      for (const bool bytes : {false, true}) {
        cells.bytes = bytes;
        const ZoneTally t = tallies(cells, zones, plan, chunk, {3, 2})[0];
        worst = std::max({worst, near(t.count, exact.count), near(t.plain.sum, exact.sum),
                          near(t.nodata, exact.nodata), near(t.area_m2, exact.count),
                          near(t.nodata_area_m2, exact.nodata)});
        double by_value = 0;
        for (const auto& v : t.values) by_value += v.count;
        CHECK(by_value == Approx(t.count).epsilon(1e-12).margin(1e-12));
        CHECK(std::is_sorted(t.values.begin(), t.values.end(),
                             [](const ValueTally& a, const ValueTally& b) { return a.value < b.value; }));
      }
    }
  }
  CHECK(worst < 1e-12);
}

TEST_CASE("Zones: the centre rule is the centre's place in the polygon") {
  const auto seed = 20260602U;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  ZoneShares shares;
  for (int round = 0; round < 100; ++round) {
    const GridRing ring = star(random, 20 * unit(random), 20 * unit(random), 9, 11);
    const Zone zone(edges_of({ring}), 20, 20);
    if (zone.window().columns == 0) continue;
    const auto w = zone.window();
    const auto got = shares(zone, w, PixelRule::centre);
    for (int r = 0; r < w.rows; ++r) {
      for (int c = 0; c < w.columns; ++c) {
        const double x = w.column + c + 0.5, y = w.row + r + 0.5;
        bool in = false;
        for (std::size_t i = 0; i < ring.size(); ++i) {
          const auto& [ax, ay] = ring[i];
          const auto& [bx, by] = ring[(i + 1) % ring.size()];
          if ((ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)) in = !in;
        }
        CHECK(got[static_cast<std::size_t>(r * w.columns + c)] == (in ? 1.0 : 0.0));
      }
    }
  }
}

TEST_CASE("Zones: weights on a grid of their own") {
  const auto seed = 20260603U;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  TallyPlan plan;
  plan.weights = true;
  for (const double cell : {0.25, 0.5, 1.5, 2.0, 3.25}) {
    const Cells cells = random_cells(random, 12, 9);
    const GridRing ring = star(random, 6, 4.5, 4, 9);
    std::vector<Zone> zones;
    zones.emplace_back(edges_of({ring}), 12, 9);
    WeightCells weights;
    const int n = static_cast<int>(std::ceil(14 / cell));
    weights.grid = {n, n, -0.25, 0.5, cell, -cell};
    weights.window = {0, 0, n, n};
    for (int i = 0; i < n * n; ++i) weights.values.push_back(unit(random));
    const ZoneTally t = tallies(cells, zones, plan, 40, {4, 3}, &weights)[0];
    // All lines lie on quarters: clip in coordinates four times as large, square by square.
    GridRing fine = ring;
    for (auto& [x, y] : fine) x *= 4, y *= 4;
    const int sign = exact_area({fine}) < 0 ? -1 : 1;
    Rational weight = 0, sum = 0;
    for (int r = 0; r < 36; ++r) {
      for (int c = 0; c < 48; ++c) {
        const Rational share = sign * exact_coverage({fine}, c, r) / 16;
        const double value = cells.at(c / 4, r / 4);
        if (share == 0 || std::isnan(value)) continue;
        const int wc = static_cast<int>(std::floor(((c + 0.5) / 4 + 0.25) / cell)),
                  wr = static_cast<int>(std::floor(((r + 0.5) / 4 + 0.5) / cell));
        const Rational w(weights.values[static_cast<std::size_t>(wr * n + wc)]);
        weight += share * w;
        sum += share * w * Rational(value);
      }
    }
    INFO("cell " << cell);
    CHECK_FALSE(t.weight_missing);
    CHECK(near(t.weighted.weight, weight) < 1e-12);
    CHECK(near(t.weighted.sum, sum) < 1e-12);
  }
}

TEST_CASE("Zones: a cell without a weight makes weighted numbers unknown, and the others stay") {
  Cells cells{grid_of(2, 1), {4, 6}};
  std::vector<Zone> zones;
  zones.emplace_back(edges_of({box(0, 0, 2, 1)}), 2, 1);
  TallyPlan plan;
  plan.weights = true;
  const WeightCells weights{grid_of(1, 1), {0, 0, 1, 1}, {3.0}};
  const ZoneTally t = tallies(cells, zones, plan, 10, {2, 1}, &weights)[0];
  CHECK(std::isnan(stat_of(t, parse_stat("weighted_mean"))));
  CHECK(stat_of(t, parse_stat("mean")) == 5);
}

TEST_CASE("Zones smaller than a cell, and least shares") {
  const Cells cells{grid_of(3, 3), {1, 2, 3, 4, 5, 6, 7, 8, 9}};
  std::vector<Zone> zones;
  zones.emplace_back(edges_of({box(1.2, 1.2, 1.3, 1.4)}), 3, 3);
  zones.emplace_back(edges_of({box(0.5, 0.5, 2.5, 2.5)}), 3, 3);
  TallyPlan plan;
  const auto t = tallies(cells, zones, plan, 1, {1, 1});
  CHECK(t[0].count == Approx(0.02));
  CHECK(stat_of(t[0], parse_stat("mean")) == 5);
  plan.min_share = 0.49;
  CHECK(tallies(cells, zones, plan, 1, {1, 1})[1].count == 3);
}

TEST_CASE("Zones of many edges: bands give the shares that all edges give") {
  const auto seed = 20260604U;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const GridRing ring = star(random, 300, 260, 350, 4000);
  const Zone zone(edges_of({ring}), 600, 500);
  const Coverage whole = cover(edges_of({ring}), 600, 500);
  ZoneShares shares;
  for (int row = 0; row < 500; row += 97) {
    for (int column = 0; column < 600; column += 131) {
      const auto w = common(zone.window(), {column, row, 131, 97});
      const auto got = shares(zone, w, PixelRule::coverage);
      for (int r = 0; r < w.rows; ++r)
        for (int c = 0; c < w.columns; ++c)
          REQUIRE(got[static_cast<std::size_t>(r * w.columns + c)] ==
                  Approx(whole.at(w.column + c - whole.column, w.row + r - whole.row)).margin(1e-13));
    }
  }
}

TEST_CASE("Lines have lengths in cells, points cells or the four around them") {
  const io::RasterGrid grid{4, 4, 100, 50, 10, -10};
  const GridFrame frame(grid);
  geom::Shape line;
  line.lines.push_back({{105, 45}, {125, 45}, {125, 10}});
  const std::vector<double> lengths{20, 35};
  const Zone zone(line_cells(line, lengths, frame), 4, 4);
  CHECK(zone.area_cells() == Approx(55));
  CHECK(zone.cells().size() == 6);
  CHECK(zone.cells()[1].share == Approx(10));
  const Zone nearest(point_cells({{119.9, 20.1}}, frame, false), 4, 4);
  REQUIRE(nearest.cells().size() == 1);
  CHECK(nearest.cells()[0].column == 1);
  CHECK(nearest.cells()[0].row == 2);
  const Zone between(point_cells({{110, 40}}, frame, true), 4, 4);
  REQUIRE(between.cells().size() == 4);
  for (const auto& c : between.cells()) CHECK(c.share == Approx(0.25));
  CHECK(Zone(point_cells({{99, 20}}, frame, false), 4, 4).reaches_beyond());
}

TEST_CASE("A rotated grid: the polygon is turned, not the raster") {
  const double a = 0.3;
  const io::RasterGrid grid{10, 10, 5, 7, std::cos(a), -std::cos(a), std::sin(a), std::sin(a)};
  geom::RingSet rings;
  for (const auto& [c, r] : box(2, 3, 6.5, 4)) rings.vertices.push_back(grid.at(c, r));
  rings.rings.push_back({0, 4, false});
  const Zone zone(grid_edges(rings, GridFrame(grid)), 10, 10);
  CHECK(zone.area_cells() == Approx(4.5));
  ZoneShares shares;
  double sum = 0;
  for (const double s : shares(zone, {2, 3, 5, 1}, PixelRule::coverage)) sum += s;
  CHECK(sum == Approx(4.5).epsilon(1e-12));
}

namespace {

// A geometry that lies outside the repository, packed; empty where it, or zstd, is not there.
geom::Shape shared_shape(const std::string& name) {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  if (!shared) return {};
  const std::string command =
      "zstd -dcq '" + std::string(shared) + "/data/bench_geom/exactextract/" + name + ".wkt.zst' 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return {};
  std::string text;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  pclose(pipe);
  std::erase(text, '"');  // some are quoted
  return geom::from_wkt(text).value_or(geom::Shape());
}

}  // namespace

TEST_CASE("Zones: the covered cells of countries and regression polygons add up to their areas") {
  for (const std::string name : {"russia", "antarctica", "regression4"}) {
    const geom::Shape shape = shared_shape(name);
    if (shape.polygons.empty()) {
      WARN("SKIPPED " << name << ": ZONEGATE_SHARED is not set, or there is no zstd");
      continue;
    }
    const geom::RingSet rings = geom::to_rings(shape);
    const geom::Box box = shape.box();
    const double area = geom::area(geom::make_figure(shape).area_edges()).value;
    for (const int columns : {17, 1000, 5000}) {
      const double cell = (box.max_x - box.min_x) / (columns - 1.5);
      const int rows = static_cast<int>((box.max_y - box.min_y) / cell) + 3;
      const io::RasterGrid grid{columns, rows, box.min_x - 0.3 * cell, box.max_y + 0.7 * cell, cell, -cell};
      std::vector<Zone> zones;
      zones.emplace_back(grid_edges(rings, GridFrame(grid)), columns, rows);
      CHECK_FALSE(zones[0].reaches_beyond());
      ZoneShares shares;
      double sum = 0;
      for (const Chunk& chunk : chunks_of(zones, grid, {256, 256})) {
        for (const double share :
             shares(zones[0], common(zones[0].window(), chunk.window), PixelRule::coverage)) {
          REQUIRE((share >= 0 && share <= 1));
          sum += share;
        }
      }
      INFO(name << ", " << columns << " columns");
      CHECK(std::abs(sum * cell * cell / area - 1) < 1e-9);
    }
  }
}

TEST_CASE("Zones of another system on a lon/lat raster: edges along meridians count like any other") {
  const geom::Plane plane = geom::Plane::equal_area();
  const geom::Crs crs = geom::Crs::parse("EPSG:4490");
  const io::RasterGrid grid{40, 40, 103, 30, 0.001, -0.001};
  const auto share_sum = [&](const std::vector<std::vector<geom::LonLat>>& rings) {
    geom::Shape shape;
    geom::Polygon polygon;
    for (const auto& ring : rings) {
      geom::Ring placed;
      for (const auto& p : ring) {
        const geom::Point q = plane.from_lonlat(p);
        placed.push_back({geom::snap(q.x), geom::snap(q.y)});
      }
      if (polygon.shell.empty()) {
        polygon.shell = placed;
      } else {
        polygon.holes.push_back(placed);
      }
    }
    shape.polygons.push_back(polygon);
    const Zone zone(mapped_edges(geom::make_figure(shape), grid, crs, plane), 40, 40);
    ZoneShares shares;
    double sum = 0;
    for (const double share : shares(zone, zone.window(), PixelRule::coverage)) sum += share;
    CHECK(sum == Approx(zone.area_cells()).epsilon(1e-9));
    return sum;
  };
  CHECK(share_sum({{{103.01, 29.98}, {103.02, 29.98}, {103.02, 29.99}, {103.01, 29.99}}}) ==
        Approx(100).epsilon(1e-6));
  CHECK(share_sum({{{103.01, 29.98}, {103.02, 29.98}, {103.01, 29.99}}}) ==
        Approx(50).epsilon(1e-4));  // the slope is straight in the plane
  CHECK(share_sum({{{103.001, 29.97}, {103.03, 29.97}, {103.03, 29.99}, {103.001, 29.99}},
                   {{103.01, 29.98}, {103.01, 29.985}, {103.02, 29.985}, {103.02, 29.98}}}) ==
        Approx(530).epsilon(1e-6));
  CHECK(share_sum({{{103.0102, 29.9802}, {103.0105, 29.9802}, {103.0105, 29.9805}, {103.0102, 29.9805}}}) ==
        Approx(0.09).epsilon(1e-3));
}
