// SPDX-License-Identifier: Apache-2.0
//
// The area of the cells whose value passes a test, by the same exact coverage as the areas of classes. Only what was looked at is said: cells
// without a value, ground beyond the raster, and ground beyond the declared coverage are kept apart, so that a rule can open its limits by them.
#include <algorithm>
#include <cmath>

#include "zonal/covered_cells.h"

namespace zonegate::zonal {
namespace {

class Sorter {
 public:
  Sorter(AreaWhere& result, const CellTest& test) : result_(result), test_(test) {}
  void operator()(const double* value, double area) {
    if (!value) {
      result_.nodata.value += area;
      return;
    }
    if (!asked_ || *value != last_) {  // neighbours are often equal, and a test is a walk through a condition
      last_ = *value;
      answer_ = test_(*value);
      asked_ = true;
    }
    covered_ += area;
    if (answer_ == CellAnswer::yes) result_.found.value += area;
    if (answer_ == CellAnswer::unknown) result_.undecided.value += area;
  }
  double covered() const { return covered_ + result_.nodata.value; }

 private:
  AreaWhere& result_;
  const CellTest& test_;
  double covered_ = 0, last_ = 0;
  CellAnswer answer_ = CellAnswer::unknown;
  bool asked_ = false;
};

// A sliver of a cell that a border along the grid line leaves is rounding, no hit.
void drop_crumbs(AreaWhere& result) {
  const double crumb = std::min(1e-6, 1e-9 * result.total.value);
  for (auto* area : {&result.found, &result.undecided, &result.nodata}) {
    if (std::abs(area->value) < crumb) *area = SquareMetres(0);
  }
}

// The part of the footprint inside `within`; what it loses is rounding where a copied border leaves slivers of the snapping grid.
Footprint clipped(const Footprint& whole, std::span<const geom::Figure* const> figures,
                  const geom::Figure& within, const geom::Plane& plane, AreaWhere& result) {
  std::vector<geom::RegionInput> inputs;
  for (const auto* figure : figures) {
    if (figure->has_area()) inputs.push_back({figure->area_edges(), 0});
  }
  inputs.push_back({within.area_edges(), 1});
  geom::RegionOptions options;
  options.window = whole.box;
  options.within = 0;
  const auto hole = geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] == 0; }, plane, options);
  if (hole.area.value <= hole.area.bound + 4 * geom::kGrid * hole.perimeter) return whole;
  result.outside = SquareMetres(hole.area.value);
  options.boundary = true;
  auto region = geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; }, plane, options);
  return {std::move(region.boundary), region.area.value, whole.box};
}

}  // namespace

AreaWhere area_where(io::RasterSource& raster, std::span<const geom::Figure* const> figures,
                     const geom::Plane& plane, const CellTest& test, const geom::Figure* within) {
  AreaWhere result;
  Footprint footprint = footprint_of(figures, plane);
  result.total = SquareMetres(footprint.area);
  if (footprint.edges.empty()) return result;
  if (within) footprint = clipped(footprint, figures, *within, plane, result);
  if (footprint.edges.empty()) return result;
  const std::unique_ptr<GridMap> map = make_grid_map(raster.grid(), raster.crs(), plane, footprint);
  const std::vector<GridEdge> edges = map->edges(footprint);
  Sorter sorter(result, test);
  CellWalk(raster, *map, result.issues, sorter).run(edges);
  result.bound = map->tolerance() * result.total.value;
  result.outside += left_outside(footprint.area, sorter.covered(), inside_grid(edges, raster.grid()),
                                 map->tolerance(), result.issues);
  drop_crumbs(result);
  return result;
}

}  // namespace zonegate::zonal
