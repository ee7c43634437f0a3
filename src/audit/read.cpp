// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {

// Headers of a workbook are found by the names that its columns may have.
io::VectorOptions reading_options(const catalog::Layer& layer, const catalog::Aliases& aliases) {
  io::VectorOptions options{layer.sublayer, layer.encoding, layer.crs, false, ""};
  options.header_row = layer.header_row;
  for (const auto& [field, column] : layer.fields) options.headers.push_back(column);
  if (const auto names = aliases.find(layer.kind); names != aliases.end()) {
    for (const auto& [field, columns] : names->second) {
      options.headers.push_back(field);
      options.headers.insert(options.headers.end(), columns.begin(), columns.end());
    }
  }
  return options;
}

geom::Figure figure_of(const geom::PreparedArea& area) {
  return geom::make_figure(geom::to_shape(area.rings()));
}

geom::Shape lonlat(const geom::Shape& plane_shape, const geom::Plane& plane) {
  return plane_shape.empty() ? geom::Shape() : geom::to_lonlat(plane_shape, plane);
}

bool in_force(const catalog::Layer& layer, Date day) {
  return !(layer.valid_to && *layer.valid_to <= day) && !(layer.valid_from && day < *layer.valid_from);
}

geom::Box coverage_box(const catalog::Layer& layer) { return layer.coverage.box(); }

}  // namespace zonegate::audit
