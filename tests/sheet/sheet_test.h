// SPDX-License-Identifier: Apache-2.0
// A sheet to be drawn, for the tests of this folder.
#pragma once

#include "sheet/map_parts.h"

namespace zonegate::sheet {

inline geom::Shape square(double lon, double lat, double degrees) {
  geom::Shape shape;
  shape.polygons.push_back(
      {{{lon, lat}, {lon + degrees, lat}, {lon + degrees, lat + degrees}, {lon, lat + degrees}}, {}});
  return shape;
}

inline MapSheet sheet_of(std::vector<MapItem> items) {
  const geom::Shape window = square(102.6, 29.9, 0.02);
  MapSheet sheet{
      Lang::en,        Paper::a4, "A title", window.box(), geom::Plane::planar(geom::Crs::parse("EPSG:4543")),
      std::move(items)};
  sheet.system = "system";
  sheet.date = "2026-10-01";
  sheet.sources = "sources";
  return sheet;
}

}  // namespace zonegate::sheet
