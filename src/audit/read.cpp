// SPDX-License-Identifier: Apache-2.0
#include "audit/parts.h"

namespace zonegate::audit {

geom::Figure figure_of(const geom::PreparedArea& area) {
  return geom::make_figure(geom::to_shape(area.rings()));
}

geom::Shape lonlat(const geom::Shape& plane_shape, const geom::Plane& plane) {
  return plane_shape.empty() ? geom::Shape() : geom::to_lonlat(plane_shape, plane);
}

bool in_force(const catalog::Layer& layer, Date day) {
  return catalog::validity(layer, day) == catalog::Validity::in_force;
}

geom::Shape frame(const geom::Box& b) { return {{geom::rectangle(b)}, {}, {}}; }

geom::Box coverage_box(const catalog::Layer& layer) { return layer.coverage.box(); }

}  // namespace zonegate::audit
