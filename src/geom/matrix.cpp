// SPDX-License-Identifier: Apache-2.0
//
// The nine intersections of two figures (Egenhofer and Herring 1991; OGC 06-103r4, 6.1.15), asked of GEOS.
//
// GEOS answers for one type at a time: a figure that mixes points, lines and polygons has no matrix that the standard defines, so none is made up.
#include <cmath>
#include <exception>

#include "geom/geos_context.h"

namespace zonegate::geom {
namespace {

// 2^53 steps of the grid; and NaN is not less than anything.
bool on_grid(Point p) {
  constexpr double kFarthest = 8589934592.0;
  return std::abs(p.x) <= kFarthest && std::abs(p.y) <= kFarthest;
}

// False: some coordinate does not fit the grid.
bool snap_all(std::vector<Point>& list) {
  bool good = true;
  for (Point& p : list) {
    good = good && on_grid(p);
    p = {snap(p.x), snap(p.y)};
  }
  return good;
}

bool snap_all(Shape& shape) {
  bool good = snap_all(shape.points);
  for (Path& path : shape.lines) good = snap_all(path) && good;
  for (Polygon& polygon : shape.polygons) {
    good = snap_all(polygon.shell) && good;
    for (Ring& hole : polygon.holes) good = snap_all(hole) && good;
  }
  return good;
}

// The figure as one multi-geometry; null with a fault.
GeosPtr single_type(const Geos& geos, Shape shape, std::string& fault) {
  const int types = int{!shape.polygons.empty()} + int{!shape.lines.empty()} + int{!shape.points.empty()};
  if (types != 1) {
    fault =
        types == 0 ? "it is empty" : "it mixes points, lines and polygons, for which DE-9IM is not defined";
    return geos.own(nullptr);
  }
  if (!snap_all(shape)) {
    fault = "a coordinate is not finite or lies outside the grid";
    return geos.own(nullptr);
  }
  if (!shape.points.empty()) return geos.points(shape.points);
  if (!shape.lines.empty()) return geos.lines(shape.lines);
  GeosPtr polygons = geos.polygons(shape.polygons);
  if (polygons && !geos.valid(polygons.get())) polygons = geos.make_valid(polygons.get());
  return polygons;
}

Matrix ask(const Figure& a, const Figure& b) {
  Matrix out;
  Geos geos;
  const GeosPtr ga = single_type(geos, a.shape, out.fault);
  const GeosPtr gb = out.fault.empty() ? single_type(geos, b.shape, out.fault) : geos.own(nullptr);
  if (!out.fault.empty()) return out;
  char* text = ga && gb ? GEOSRelate_r(geos.handle(), ga.get(), gb.get()) : nullptr;
  if (text == nullptr) {
    out.fault = "GEOS relate failed: " + (geos.error().empty() ? "no reason given" : geos.error());
    return out;
  }
  out.text = text;
  GEOSFree_r(geos.handle(), text);
  return out;
}

}  // namespace

Matrix relation_matrix(const Figure& a, const Figure& b) {
  try {
    return ask(a, b);
  } catch (const std::exception& e) {
    return {"", e.what()};
  }
}

}  // namespace zonegate::geom
