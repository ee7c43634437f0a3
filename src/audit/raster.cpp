// SPDX-License-Identifier: Apache-2.0
#include "audit/parts.h"

namespace zonegate::audit {

// Whether it opens, and lies where it says. Cells are read by the commands that use them, each with its own checks.
void look_raster(Work& work, const catalog::Layer& layer) {
  try {
    const io::RasterSource raster(layer.file);
    const io::RasterGrid& grid = raster.grid();
    geom::Shape corners;
    for (const double column : {0.0, static_cast<double>(grid.columns)})
      for (const double row : {0.0, static_cast<double>(grid.rows)})
        corners.points.push_back(grid.at(column, row));
    const geom::Transform transform(raster.crs(), work.plane);
    const auto placed = transform(corners);
    const geom::Box declared = coverage_box(layer);
    if (declared.empty()) return;
    if (placed.figure && lonlat(placed.figure->shape, work.plane).box().meets(declared)) return;
    work.found.add("layer.crs_suspicious", Severity::error, &layer,
                   {"栅格不在声明的覆盖范围内，坐标系可能有误",
                    "the raster lies outside the declared coverage; its reference system may be wrong"},
                   {"核对坐标系与覆盖范围", "check reference system and coverage"});
  } catch (const Error& error) {
    work.found.add("layer.unreadable", Severity::error, &layer, {error.what(), error.what()},
                   {error.hint(), error.hint()});
  }
}

}  // namespace zonegate::audit
