// SPDX-License-Identifier: Apache-2.0
//
// Arcs: a chord that spans the angle t of a circle of radius R leaves the arc by R(1 - cos(t/2)). The largest
// radius of the geometry therefore gives the step, t = 2 acos(1 - tolerance/R); GDAL's default step of 4
// degrees is 0.3 m off at R = 500 m.
#include "shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <ogr_core.h>

#include "io/limits.h"
#include "text.h"

namespace zonegate::io {
namespace {

double largest_radius(const OGRCircularString& arc) {
  double largest = 0;
  for (int i = 0; i + 2 < arc.getNumPoints(); i += 2) {
    double radius = 0, cx = 0, cy = 0, a0 = 0, a1 = 0, a2 = 0;
    if (OGRGeometryFactory::GetCurveParameters(arc.getX(i), arc.getY(i), arc.getX(i + 1), arc.getY(i + 1),
                                               arc.getX(i + 2), arc.getY(i + 2), radius, cx, cy, a0, a1,
                                               a2)) {
      largest = std::max(largest, radius);
    }
  }
  return largest;
}

double largest_radius(const OGRGeometry& geometry) {
  double largest = 0;
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbCircularString:
      return largest_radius(*geometry.toCircularString());
    case wkbCompoundCurve: {
      const OGRCompoundCurve* curve = geometry.toCompoundCurve();
      for (int i = 0; i < curve->getNumCurves(); ++i)
        largest = std::max(largest, largest_radius(*curve->getCurve(i)));
      return largest;
    }
    case wkbCurvePolygon: {
      for (const OGRCurve* ring : *geometry.toCurvePolygon())
        largest = std::max(largest, largest_radius(*ring));
      return largest;
    }
    case wkbMultiCurve:
    case wkbMultiSurface:
    case wkbGeometryCollection: {
      for (const OGRGeometry* part : *geometry.toGeometryCollection())
        largest = std::max(largest, largest_radius(*part));
      return largest;
    }
    default:
      return 0;
  }
}

std::unique_ptr<OGRGeometry> without_arcs(const OGRGeometry& geometry, double tolerance) {
  const double radius = largest_radius(geometry);
  double step = 4;
  if (radius > tolerance) step = 2 * std::acos(1 - 0.9 * tolerance / radius) * 180 / std::numbers::pi;
  step = std::clamp(step, 0.001, 4.0);
  const char* const options[] = {"ADD_INTERMEDIATE_POINT=NO", nullptr};
  return std::unique_ptr<OGRGeometry>(geometry.getLinearGeometry(step, options));
}

// Collects parts; stops at the first coordinate that is not a number.
class Collector {
 public:
  ShapeResult result;

  void add(const OGRGeometry& geometry, std::uint64_t depth = 1) {
    if (!result.fault.empty()) return;
    if (depth > limits().nesting) {
      result.fault = fmt::format("its geometry is nested deeper than {} levels ({})", limits().nesting,
                                 limit_text("nesting"));
      return;
    }
    switch (wkbFlatten(geometry.getGeometryType())) {
      case wkbPoint:
        return add_point(*geometry.toPoint());
      case wkbLineString:
        return add_line(*geometry.toLineString());
      case wkbPolygon:
      case wkbTriangle:
        return add_polygon(*geometry.toPolygon());
      case wkbMultiPoint:
      case wkbMultiLineString:
      case wkbMultiPolygon:
      case wkbGeometryCollection: {
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) add(*part, depth + 1);
        return;
      }
      default:
        result.fault = fmt::format("its geometry is of the type {}, which cannot be used",
                                   OGRGeometryTypeToName(geometry.getGeometryType()));
    }
  }

 private:
  std::size_t vertex_ = 0;  // 1-based, over the whole geometry

  geom::Point checked(double x, double y) {
    if (++vertex_ > limits().vertices && result.fault.empty())
      result.fault =
          fmt::format("it has more than {} vertices ({})", limits().vertices, limit_text("vertices"));
    if (result.fault.empty() && !(std::isfinite(x) && std::isfinite(y))) {
      result.fault = fmt::format("vertex {} has the coordinate ({}, {}), which is not a finite number",
                                 vertex_, shortest(x), shortest(y));
    }
    return {x, y};
  }

  geom::Path path_of(const OGRSimpleCurve& curve) {
    geom::Path path;
    if (static_cast<std::uint64_t>(curve.getNumPoints()) <= limits().vertices)
      path.reserve(static_cast<std::size_t>(curve.getNumPoints()));
    for (int i = 0; i < curve.getNumPoints() && result.fault.empty(); ++i)
      path.push_back(checked(curve.getX(i), curve.getY(i)));
    return path;
  }

  geom::Ring ring_of(const OGRLinearRing& ring) {
    geom::Ring points = path_of(ring);
    if (points.size() > 1 && points.front() == points.back()) points.pop_back();
    return points;
  }

  void add_point(const OGRPoint& point) {
    if (!point.IsEmpty()) result.shape.points.push_back(checked(point.getX(), point.getY()));
  }
  void add_line(const OGRLineString& line) {
    if (!line.IsEmpty()) result.shape.lines.push_back(path_of(line));
  }
  void add_polygon(const OGRPolygon& polygon) {
    const OGRLinearRing* shell = polygon.getExteriorRing();
    if (!shell || shell->IsEmpty()) return;
    geom::Polygon out;
    out.shell = ring_of(*shell);
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
      out.holes.push_back(ring_of(*polygon.getInteriorRing(i)));
    result.shape.polygons.push_back(std::move(out));
  }
};

void set_points(OGRSimpleCurve& curve, const geom::Path& path, bool close) {
  const int n = static_cast<int>(path.size());
  curve.setNumPoints(close && n > 0 ? n + 1 : n);
  for (int i = 0; i < n; ++i)
    curve.setPoint(i, path[static_cast<std::size_t>(i)].x, path[static_cast<std::size_t>(i)].y);
  if (close && n > 0) curve.setPoint(n, path.front().x, path.front().y);
}

// Counter-clockwise shells, clockwise holes, in the coordinates of the file.
void orient(geom::Ring& ring, bool counter_clockwise) {
  double twice_area = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geom::Point& p = ring[i];
    const geom::Point& q = ring[(i + 1) % ring.size()];
    twice_area += (p.x - ring[0].x) * (q.y - ring[0].y) - (q.x - ring[0].x) * (p.y - ring[0].y);
  }
  if ((twice_area > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
}

std::unique_ptr<OGRPolygon> ogr_polygon(const geom::Polygon& polygon) {
  auto out = std::make_unique<OGRPolygon>();
  const auto add = [&out](geom::Ring ring, bool shell) {
    orient(ring, shell);
    auto line = std::make_unique<OGRLinearRing>();
    set_points(*line, ring, true);
    out->addRingDirectly(line.release());
  };
  add(polygon.shell, true);
  for (const geom::Ring& hole : polygon.holes) add(hole, false);
  return out;
}

template <class Multi, class Parts, class Make>
std::unique_ptr<OGRGeometry> collected(const Parts& parts, bool multi, const Make& make) {
  if (parts.empty()) return nullptr;
  if (parts.size() == 1 && !multi) return make(parts.front());
  auto out = std::make_unique<Multi>();
  for (const auto& part : parts) out->addGeometryDirectly(make(part).release());
  return out;
}

}  // namespace

ShapeResult to_shape(const OGRGeometry* geometry, double tolerance) {
  Collector collector;
  if (!geometry || geometry->IsEmpty()) {
    collector.result.fault = "it has no geometry";
    return std::move(collector.result);
  }
  if (geometry->hasCurveGeometry(TRUE)) {
    const auto linear = without_arcs(*geometry, tolerance);
    if (linear) collector.add(*linear);
  } else {
    collector.add(*geometry);
  }
  if (collector.result.fault.empty() && collector.result.shape.empty())
    collector.result.fault = "it has no geometry";
  if (!collector.result.fault.empty()) collector.result.shape = {};
  return std::move(collector.result);
}

std::size_t stated_vertices(const OGRGeometry* geometry) {
  if (!geometry) return 0;
  std::size_t count = 0;
  switch (wkbFlatten(geometry->getGeometryType())) {
    case wkbPoint:
      return geometry->IsEmpty() ? 0 : 1;
    case wkbLineString:
      return static_cast<std::size_t>(geometry->toLineString()->getNumPoints());
    case wkbPolygon: {
      for (const OGRLinearRing* ring : *geometry->toPolygon())
        count += static_cast<std::size_t>(ring->getNumPoints());
      return count;
    }
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection: {
      for (const OGRGeometry* part : *geometry->toGeometryCollection()) count += stated_vertices(part);
      return count;
    }
    default:
      return 0;
  }
}

std::unique_ptr<OGRGeometry> to_ogr(const geom::Shape& shape, OutLayer::Geometry type, bool multi) {
  const auto line_of = [](const geom::Path& path) {
    auto line = std::make_unique<OGRLineString>();
    set_points(*line, path, false);
    return line;
  };
  const auto point_of = [](geom::Point p) { return std::make_unique<OGRPoint>(p.x, p.y); };
  std::vector<std::unique_ptr<OGRGeometry>> kinds;
  const auto add = [&kinds, type](OutLayer::Geometry kind, std::unique_ptr<OGRGeometry> part) {
    if (!part) return;
    if (type != kind && type != OutLayer::Geometry::any) {
      throw Error(ErrorKind::internal, "a geometry of another type than its output layer was to be written");
    }
    kinds.push_back(std::move(part));
  };
  add(OutLayer::Geometry::polygon, collected<OGRMultiPolygon>(shape.polygons, multi, ogr_polygon));
  add(OutLayer::Geometry::line, collected<OGRMultiLineString>(shape.lines, multi, line_of));
  add(OutLayer::Geometry::point, collected<OGRMultiPoint>(shape.points, multi, point_of));
  if (kinds.empty()) return nullptr;
  if (kinds.size() == 1) return std::move(kinds.front());
  auto mixture = std::make_unique<OGRGeometryCollection>();
  for (auto& kind : kinds) mixture->addGeometryDirectly(kind.release());
  return mixture;
}

}  // namespace zonegate::io
