// SPDX-License-Identifier: Apache-2.0
#include "catalog/lost_ground.h"

#include <algorithm>
#include <cmath>

namespace zonegate::catalog {
namespace {

constexpr double kPoint = 1, kBeside = 5;  // m

geom::Shape alone(const geom::Polygon& polygon) {
  geom::Shape shape;
  shape.polygons.push_back(polygon);
  return shape;
}

geom::Box box_of(const geom::Ring& ring) {
  geom::Box box;
  for (const auto& point : ring) box.add(point);
  return box;
}

bool is_point(const geom::Box& box) {
  return std::hypot(box.max_x - box.min_x, box.max_y - box.min_y) < kPoint;
}

}  // namespace

bool has_area(const geom::Figure& figure) {
  const auto area = geom::area(figure.area_edges());
  return area.value > area.bound;
}

// Readers of Shapefiles hand a part of one point out as a hole: it goes round nothing, and is looked at as a polygon is.
LostPart shrunk_rings(const geom::Shape& shape, Shrunk least) {
  std::vector<geom::Box> ground, points;
  geom::Box lines;
  const bool several = shape.polygons.size() > 1;
  for (const auto& polygon : shape.polygons) {
    const geom::Box box = box_of(polygon.shell);
    const bool point = is_point(box);
    const bool flat = several && least == Shrunk::to_lines && !has_area(geom::make_figure(alone(polygon)));
    if (point && (flat || least == Shrunk::to_points)) {
      points.push_back(box);
    } else if (flat) {
      lines.add(box);
    } else {
      ground.push_back(box.grown(kBeside, kBeside));
    }
    for (const auto& hole : polygon.holes)
      if (const geom::Box inside = box_of(hole); is_point(inside)) points.push_back(inside);
  }
  LostPart out;
  if (ground.empty()) return out;
  out.box = lines;
  for (const auto& point : points)
    if (std::none_of(ground.begin(), ground.end(), [&](const geom::Box& box) { return point.meets(box); }))
      out.box.add(point);
  if (!out.box.empty()) out.why = "one of its polygons has no area";
  return out;
}

LostPart lost_part(const std::string& kind, const geom::Shape& shape) {
  const auto* spec = schema::find_kind(kind);
  if (!spec || spec->geometry != schema::Geometry::polygon || shape.polygons.empty()) return {};
  if (shape.lines.empty() && shape.points.empty()) return shrunk_rings(shape, Shrunk::to_lines);
  geom::Shape rest = shape;
  rest.polygons.clear();
  return {"it holds lines or points beside its polygons, which are no ground", rest.box()};
}

}  // namespace zonegate::catalog
