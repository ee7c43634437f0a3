// SPDX-License-Identifier: Apache-2.0
//
// The nine intersections of two figures (Egenhofer and Herring 1991; OGC 06-103r4, 6.1.15), asked of GEOS.
//
// GEOS answers for one type at a time: a figure that mixes points, lines and polygons has no matrix that the standard defines, so none is made up.
#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

#include "geom/geos_context.h"
#include "geom/segment_distance.h"

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

// ------------------------------------------------------------------------------------- a long polygon, cut
// All that a small figure can meet of a polygon lies in the small one's box. Cut by a wider window the polygon keeps its inside, border and outside there; what is lost
// lies outside the small figure, so two cells of the matrix are known beforehand: its exterior meets the polygon's inside in an area, and the border in a line.
constexpr std::size_t kLong = 200;  // vertices from which cutting pays

bool sticks_out(const Box& whole, const Box& window) {
  return whole.min_x < window.min_x || whole.max_x > window.max_x || whole.min_y < window.min_y ||
         whole.max_y > window.max_y;
}

// Cutting moves an edge that leaves the window by a rounding. Where a vertex of the small figure lies on such an edge, or within a hair of it, that would change the
// answer; an edge that is crossed in earnest is crossed all the same.
bool may_cut(const std::vector<Point>& vertices, const Ring& ring, const Box& window) {
  constexpr double kHair = 1e-5;
  const auto inside = [&](Point p) {
    return p.x > window.min_x && p.x < window.max_x && p.y > window.min_y && p.y < window.max_y;
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    Box box;
    box.add(a);
    box.add(b);
    if (!box.meets(window) || (inside(a) && inside(b))) continue;
    for (const Point p : vertices)
      if (point_segment2(p, a, b) < kHair * kHair) return false;
  }
  return true;
}

bool may_cut(const std::vector<Point>& vertices, const Shape& shape, const Box& window) {
  return std::all_of(shape.polygons.begin(), shape.polygons.end(), [&](const Polygon& polygon) {
    return may_cut(vertices, polygon.shell, window) &&
           std::all_of(polygon.holes.begin(), polygon.holes.end(),
                       [&](const Ring& hole) { return may_cut(vertices, hole, window); });
  });
}

std::vector<Point> vertices_of(const Shape& shape) {
  std::vector<Point> all = shape.points;
  for (const Path& path : shape.lines) all.insert(all.end(), path.begin(), path.end());
  for (const Polygon& polygon : shape.polygons) {
    all.insert(all.end(), polygon.shell.begin(), polygon.shell.end());
    for (const Ring& hole : polygon.holes) all.insert(all.end(), hole.begin(), hole.end());
  }
  return all;
}

// A window in which cutting changes nothing, wider and wider; none: the polygon is asked about whole.
std::optional<Box> cut_window(const Figure& small, const Figure& large) {
  const bool only_polygons = large.shape.points.empty() && large.shape.lines.empty();
  if (!only_polygons || large.shape.vertex_count() < kLong) return std::nullopt;
  const Box& box = small.box;
  const auto vertices = vertices_of(small.shape);
  double reach = 1 + 0.1 * std::max(box.max_x - box.min_x, box.max_y - box.min_y);
  for (int widening = 0; widening < 4; ++widening, reach *= 8) {
    const Box window = box.grown(reach, reach);
    if (!sticks_out(large.box, window)) return std::nullopt;
    if (may_cut(vertices, large.shape, window)) return window;
  }
  return std::nullopt;
}

Box box_of(const Ring& ring) {
  Box box;
  for (const Point p : ring) box.add(p);
  return box;
}

// Null: GEOS cannot, or what it cut is not valid; the whole polygon is asked then. Nothing in the window: a square beyond it stands for the rest.
GeosPtr cut(const Geos& geos, const Shape& shape, const Box& window) {
  Shape near;
  for (const Polygon& polygon : shape.polygons) {
    if (!box_of(polygon.shell).meets(window)) continue;
    Polygon part{polygon.shell, {}};
    for (const Ring& hole : polygon.holes)
      if (box_of(hole).meets(window)) part.holes.push_back(hole);
    near.polygons.push_back(std::move(part));
  }
  const auto beyond = [&] {
    const double x = window.max_x + 1, y = window.max_y + 1;
    return geos.polygons({{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}, {}}});
  };
  if (near.polygons.empty()) return beyond();
  if (!snap_all(near)) return geos.own(nullptr);
  const GeosPtr whole = geos.polygons(near.polygons);
  if (!whole) return geos.own(nullptr);
  GeosPtr part = geos.own(
      GEOSClipByRect_r(geos.handle(), whole.get(), window.min_x, window.min_y, window.max_x, window.max_y));
  if (!part || !geos.valid(part.get())) return geos.own(nullptr);
  if (GEOSisEmpty_r(geos.handle(), part.get()) == 1) return beyond();
  const int type = GEOSGeomTypeId_r(geos.handle(), part.get());
  return type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON ? std::move(part) : geos.own(nullptr);
}

std::string relate(const Geos& geos, const GeosPtr& a, const GeosPtr& b) {
  char* text = a && b ? GEOSRelate_r(geos.handle(), a.get(), b.get()) : nullptr;
  if (text == nullptr) return {};
  std::string out = text;
  GEOSFree_r(geos.handle(), text);
  return out;
}

// Empty: not to be answered this way.
std::string ask_cut(const Figure& small, const Figure& large) {
  const auto window = cut_window(small, large);
  if (!window) return {};
  Geos geos;
  std::string fault;
  const GeosPtr gs = single_type(geos, small.shape, fault);
  if (!gs || !fault.empty()) return {};
  std::string text = relate(geos, gs, cut(geos, large.shape, *window));
  if (text.size() != 9) return {};
  text[6] = '2';
  text[7] = '1';
  return text;
}

std::string turned(const std::string& m) {
  return m.empty() ? m : std::string{m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
}

Matrix ask(const Figure& a, const Figure& b) {
  Matrix out;
  out.text = ask_cut(a, b);
  if (out.text.empty()) out.text = turned(ask_cut(b, a));
  if (!out.text.empty()) return out;
  Geos geos;
  const GeosPtr ga = single_type(geos, a.shape, out.fault);
  const GeosPtr gb = out.fault.empty() ? single_type(geos, b.shape, out.fault) : geos.own(nullptr);
  if (!out.fault.empty()) return out;
  out.text = relate(geos, ga, gb);
  if (out.text.empty())
    out.fault = "GEOS relate failed: " + (geos.error().empty() ? "no reason given" : geos.error());
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
