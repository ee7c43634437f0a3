// SPDX-License-Identifier: Apache-2.0
//
// Areas of the classes of a raster inside a footprint. A read that fails costs exactly its cells, which are counted as "no value" and
// reported.
#include <algorithm>
#include <cmath>

#include "zonal/covered_cells.h"

namespace zonegate::zonal {
namespace {

class Tally {
 public:
  explicit Tally(ClassAreas& result) : result_(result) {}

  void operator()(const double* value, double area) { (value ? slot(*value) : result_.nodata.value) += area; }
  void finish() {
    if (odd_cells_ == 0) return;
    Issue issue{"raster.class_not_integer", Severity::error, {}, {}, {}, {}, {}, {}};
    issue.message = std::to_string(odd_cells_) +
                    " covered cells of the class raster hold a value that is no whole number, such as " +
                    shortest(odd_value_) + "; they are counted as cells without a value";
    issue.hint = "use a raster of class codes";
    result_.issues.push_back(issue);
  }

 private:
  double& slot(double value) {
    if (value != std::floor(value) || std::abs(value) > 0x1p53) {
      if (odd_cells_++ == 0) odd_value_ = value;
      return result_.nodata.value;
    }
    if (last_ == nullptr || value != last_value_) {  // neighbours mostly share their class
      last_value_ = value;
      last_ = &result_.by_class[static_cast<long long>(value)];
    }
    return last_->value;
  }

  ClassAreas& result_;
  long long odd_cells_ = 0;
  double odd_value_ = 0;
  double last_value_ = 0;
  SquareMetres* last_ = nullptr;
};

// Rounding at a cell border can leave 1e-10 m2 of the neighbour's class: nothing that is there.
void drop_crumbs(ClassAreas& result) {
  const double crumb = std::min(1e-6, 1e-9 * result.total.value);
  std::erase_if(result.by_class, [&](const auto& entry) { return std::abs(entry.second.value) < crumb; });
  if (std::abs(result.nodata.value) < crumb) result.nodata = SquareMetres(0);
}

}  // namespace

ClassAreas class_areas(io::RasterSource& raster, std::span<const geom::Figure* const> figures,
                       const geom::Plane& plane) {
  ClassAreas result;
  const Footprint footprint = footprint_of(figures, plane);
  result.total = SquareMetres(footprint.area);
  if (footprint.edges.empty()) return result;
  const std::unique_ptr<GridMap> map = make_grid_map(raster.grid(), raster.crs(), plane, footprint);
  const std::vector<GridEdge> edges = map->edges(footprint);
  Tally tally(result);
  CellWalk(raster, *map, result.issues, tally).run(edges);
  tally.finish();
  drop_crumbs(result);
  double covered = result.nodata.value;
  for (const auto& [code, area] : result.by_class) covered += area.value;
  result.outside = left_outside(result.total.value, covered, inside_grid(edges, raster.grid()),
                                map->tolerance(), result.issues);
  return result;
}

}  // namespace zonegate::zonal
