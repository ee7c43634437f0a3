// SPDX-License-Identifier: Apache-2.0
#include "app/zonal_zones.h"

#include <cmath>

namespace zonegate::app {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, what, hint);
}

}  // namespace

ZonePlane zone_plane(PairFile& zones, const std::string& raster, const std::optional<geom::Crs>& crs) {
  if (!zones.crs && crs)
    refuse(zones.input.path + ": has no coordinate reference system, and " + raster + " has one",
           "say --crs EPSG:4490 (or what it is)");
  if (zones.crs && !crs)
    refuse(raster + ": has no coordinate reference system, and " + zones.input.path + " has one",
           "say --raster-crs EPSG:4490 (or what it is)");
  if (!crs || zones.crs->same_as(*crs)) {
    const std::string name = crs ? crs->name() : "plain numbers";
    zones.crs.reset();
    return {geom::Plane::local(), true, "straight in the raster's own system: " + name};
  }
  if (crs->projected()) {
    return {geom::Plane::planar(*crs), true,
            "vertices transformed, straight in the raster's own system: " + crs->name()};
  }
  return {geom::Plane::equal_area(), false, "straight in the equal-area plane"};
}

ZoneMaker::ZoneMaker(const ZonePlane& plane, const io::RasterGrid& grid, const std::optional<geom::Crs>& crs,
                     bool bilinear)
    : plane_(plane), grid_(grid), crs_(crs), frame_(grid), bilinear_(bilinear) {
  if (!plane.same_numbers && !grid.north_up())
    refuse("a rotated or south-up raster needs zones in its own reference system: " + crs->name(),
           "transform the zones (ogr2ogr -t_srs), or warp the raster (gdalwarp)");
}

zonal::Zone ZoneMaker::polygon(const overlay::Ready& ready) const {
  const geom::RingSet rings = ready.area.rings();
  if (plane_.same_numbers) return {zonal::grid_edges(rings, frame_), grid_.columns, grid_.rows};
  return {zonal::mapped_edges(geom::make_figure(geom::to_shape(rings)), grid_, *crs_, plane_.plane),
          grid_.columns, grid_.rows};
}

// Lengths are those of the plane's own measure: ground metres, or plain units.
zonal::Zone ZoneMaker::lines(const geom::Figure& figure) const {
  std::vector<double> lengths;
  for (const auto& path : figure.shape.lines) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      geom::Shape one;
      one.lines.push_back({path[i], path[i + 1]});
      lengths.push_back(geom::length(geom::make_figure(std::move(one)), plane_.plane).value);
    }
  }
  const geom::Shape own = plane_.same_numbers ? figure.shape : geom::to_lonlat(figure.shape, plane_.plane);
  return {zonal::line_cells(own, lengths, frame_), grid_.columns, grid_.rows};
}

zonal::Zone ZoneMaker::operator()(const overlay::Ready& ready) const {
  if (!ready.area.empty()) return polygon(ready);
  if (!ready.figure) return {};
  if (!ready.figure->shape.lines.empty()) return lines(*ready.figure);
  const geom::Shape own =
      plane_.same_numbers ? ready.figure->shape : geom::to_lonlat(ready.figure->shape, plane_.plane);
  return {zonal::point_cells(own.points, frame_, bilinear_), grid_.columns, grid_.rows};
}

}  // namespace zonegate::app
