// SPDX-License-Identifier: Apache-2.0
// What `screen` measures on rasters adds up to the footprint, over random footprints: dense, smaller than a cell, with holes, of several parts, overlapping,
// partly beyond the raster. The oracle of the part on the raster is geom's exact edge sum with the raster's own rectangle. The numbers of `zonal`, which sums
// along rows where `screen` sums along columns, are the same.
#include <catch2/catch.hpp>
#include <cmath>

#include "raster_file.h"

using namespace zonegate;
using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {

constexpr unsigned kSeed = 20261127;
constexpr int kCells = 64;

enum class Kind { dense, tiny, holes, parts, overlapping, beyond };
constexpr Kind kKinds[] = {Kind::dense, Kind::tiny,        Kind::holes,
                           Kind::parts, Kind::overlapping, Kind::beyond};

// A ring about a place, in cells.
geom::Ring star(std::mt19937& random, geom::Point middle, double reach, int corners) {
  std::uniform_real_distribution<double> part(0, 1);
  geom::Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * 3.14159265358979323846 * (i + 0.8 * part(random)) / corners;
    const double far = reach * (0.4 + 0.6 * part(random));
    ring.push_back({middle.x + far * std::cos(angle), middle.y + far * std::sin(angle)});
  }
  return ring;
}

geom::Shape random_shape(std::mt19937& random, Kind kind) {
  std::uniform_real_distribution<double> place(16, kCells - 16), small(0.01, 0.4);
  const geom::Point middle{place(random), place(random)};
  geom::Shape shape;
  const auto add = [&](geom::Point at, double reach, int corners) {
    shape.polygons.push_back({star(random, at, reach, corners), {}});
  };
  switch (kind) {
    case Kind::dense:
      add(middle, 14, 2000);
      break;
    case Kind::tiny:
      add(middle, small(random), 7);
      break;
    case Kind::holes:
      add(middle, 15, 30);
      shape.polygons.back().holes.push_back(star(random, middle, 5, 40));
      break;
    case Kind::parts:
      add(middle, 5, 12);
      add({middle.x + 10.5, middle.y}, 5, 60);
      break;
    case Kind::overlapping:
      add(middle, 8, 12);
      add({middle.x + 3, middle.y + 2}, 8, 12);
      break;
    case Kind::beyond:
      add({1, middle.y}, 12, 50);
      break;
  }
  return shape;
}

// Each polygon a figure, as a project has them; only figures may overlap.
std::vector<geom::Figure> placed(const geom::Shape& cells, const RasterSpec& spec,
                                 const geom::Transform& transform) {
  std::vector<geom::Figure> figures;
  for (const auto& polygon : cells.polygons) {
    geom::Shape one;
    one.polygons.push_back(polygon);
    const auto move = [&](geom::Ring& ring) {
      for (auto& p : ring) p = {spec.origin_x + p.x * spec.cell, spec.origin_y - p.y * spec.cell};
    };
    move(one.polygons[0].shell);
    for (auto& hole : one.polygons[0].holes) move(hole);
    auto result = transform(one);
    REQUIRE(result.figure);
    figures.push_back(std::move(*result.figure));
  }
  return figures;
}

struct World {
  RasterSpec spec;
  geom::Plane plane;
  double tolerance;
  int steps;  // along each side of the raster's rectangle
};

RasterSpec classes(const std::string& crs, double x, double y, double cell) {
  RasterSpec spec;
  spec.columns = spec.rows = kCells;
  spec.origin_x = x, spec.origin_y = y, spec.cell = cell;
  spec.crs = crs;
  spec.values = random_classes(kCells * kCells, kSeed, 6);
  for (std::size_t i = 0; i < spec.values.size(); i += 11) spec.values[i] = 0;
  spec.nodata = 0;
  return spec;
}

std::vector<World> worlds() {
  return {{classes("EPSG:4490", 103.0, 30.0, 0.0005), geom::Plane::equal_area(), 1e-9, 1},
          {classes("EPSG:4326", 88.0, 44.0, 0.01), geom::Plane::equal_area(), 1e-9, 1},
          {classes("EPSG:4543", 500000, 3400000, 30), geom::Plane::planar(geom::Crs::parse("EPSG:4543")),
           1e-9, 1},
          {classes("EPSG:4543", 500000, 3400000, 30), geom::Plane::equal_area(), 1e-6, 500}};
}

// The raster as one cell.
geom::Figure rectangle(const World& w, const geom::Transform& transform) {
  RasterSpec one = w.spec;
  one.cell *= kCells;
  return cell_figure(one, 0, 0, transform, w.steps);
}

// The union of the figures, and its part on the raster.
std::pair<double, double> union_areas(const std::vector<geom::Figure>& figures, const geom::Figure& raster,
                                      const geom::Plane& plane) {
  std::vector<geom::RegionInput> inputs;
  for (const auto& figure : figures) inputs.push_back({figure.area_edges(), 0});
  inputs.push_back({raster.area_edges(), 1});
  const auto area = [&](const geom::Predicate& test) {
    return geom::measure_region(inputs, test, plane, {}).area.value;
  };
  return {area([](std::span<const int> n) { return n[0] > 0; }),
          area([](std::span<const int> n) { return n[0] > 0 && n[1] > 0; })};
}

std::vector<const geom::Figure*> pointers(const std::vector<geom::Figure>& figures) {
  std::vector<const geom::Figure*> out;
  for (const auto& figure : figures) out.push_back(&figure);
  return out;
}

// Class areas by the engine of `zonal`; nodata under the key -1.
std::map<long long, double> by_zones(const World& w, io::RasterSource& raster, const geom::Figure& figure) {
  const auto& grid = raster.grid();
  const bool own = w.plane.crs() != nullptr;
  std::vector<Zone> zones;
  zones.emplace_back(own ? grid_edges(geom::to_rings(figure.shape), GridFrame(grid))
                         : mapped_edges(figure, grid, raster.crs(), w.plane),
                     grid.columns, grid.rows);
  TallyPlan plan;
  plan.values = plan.areas = true;
  const auto areas = own ? planar_cell_areas(grid) : ellipsoidal_cell_areas(grid, raster.crs());
  ChunkTally tally(plan, grid, areas.get());
  ZoneTally sum;
  for (const Chunk& chunk : chunks_of(zones, grid, raster.block_size(), 500)) {
    const auto window = needed(chunk, zones);
    BandCells band[1];
    raster.read_values(0, window, band[0].values);
    ChunkParts parts = tally(chunk, zones, window, band, nullptr);
    for (auto& part : parts.tallies) sum.merge(std::move(part));
  }
  std::map<long long, double> out{{-1, sum.nodata_area_m2}};
  for (const auto& v : sum.values) out[static_cast<long long>(v.value)] = v.area_m2;
  return out;
}

double near(double got, double want, double whole) { return std::abs(got - want) / whole; }

}  // namespace

TEST_CASE("Raster figures of screen add up to the footprint: classes, without a value, outside") {
  INFO("seed " << kSeed);
  std::mt19937 random(kSeed);
  for (const World& w : worlds()) {
    const RasterFile file(w.spec);
    io::RasterSource raster(file.path());
    const geom::Transform transform(raster.crs(), w.plane);
    const geom::Figure whole = rectangle(w, transform);
    for (int round = 0; round < 60; ++round) {
      const Kind kind = kKinds[round % 6];
      INFO(w.spec.crs << " in " << w.plane.description() << ", footprint " << round << " of kind "
                      << static_cast<int>(kind));
      const auto figures = placed(random_shape(random, kind), w.spec, transform);
      const auto [all, inside] = union_areas(figures, whole, w.plane);
      const ClassAreas found = class_areas(raster, pointers(figures), w.plane);
      CHECK(found.issues.empty());
      CHECK(near(found.total.value, all, all) < 1e-9);
      CHECK(near(sum_of(found), all, all) < w.tolerance);
      CHECK(near(sum_of(found) - found.outside.value, inside, all) < w.tolerance);
      CHECK((kind == Kind::beyond) == (found.outside.value > 0));

      const auto test = [](bool low) {
        return [low](double v) { return (v < 25) == low ? CellAnswer::yes : CellAnswer::no; };
      };
      const AreaWhere low = area_where(raster, pointers(figures), w.plane, test(true)),
                      high = area_where(raster, pointers(figures), w.plane, test(false));
      CHECK(near(low.found.value + high.found.value + low.nodata.value + low.outside.value, all, all) <
            w.tolerance);
      CHECK(near(low.nodata.value, found.nodata.value, all) < 1e-12);
      CHECK(near(low.outside.value, found.outside.value, all) < 1e-12);
    }
  }
}

// On a projected raster in the equal-area plane they are not the same by design: edges are straight in the plane there, and in the raster's own system in `zonal`.
TEST_CASE("Class areas of screen and of zonal are the same numbers") {
  INFO("seed " << kSeed);
  std::mt19937 random(kSeed);
  for (const World& w : worlds()) {
    if (w.tolerance > 1e-9) continue;
    const RasterFile file(w.spec);
    io::RasterSource raster(file.path());
    const geom::Transform transform(raster.crs(), w.plane);
    for (int round = 0; round < 60; ++round) {
      const Kind kind = kKinds[round % 6];
      INFO(w.spec.crs << ", footprint " << round << " of kind " << static_cast<int>(kind));
      for (const geom::Figure& figure : placed(random_shape(random, kind), w.spec, transform)) {
        const geom::Figure* one[] = {&figure};
        const ClassAreas found = class_areas(raster, one, w.plane);
        auto zones = by_zones(w, raster, figure);
        CHECK(near(found.nodata.value, zones[-1], found.total.value) < 1e-12);
        zones.erase(-1);
        // A crumb of under 1e-9 of the footprint is left out by screen.
        for (const auto& [value, area] : zones) {
          const auto at = found.by_class.find(value);
          CHECK(near(at == found.by_class.end() ? 0 : at->second.value, area, found.total.value) <
                (at == found.by_class.end() ? 1e-9 : 1e-12));
        }
        for (const auto& [value, area] : found.by_class) CHECK(zones.count(value) == 1);
      }
    }
  }
}
