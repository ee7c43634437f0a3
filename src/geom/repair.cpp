// SPDX-License-Identifier: Apache-2.0
//
// Repairs area rings, only where it is needed and with a receipt.
//
// The certificate decides, not OGC validity: rings whose winding number is 0 or 1 everywhere measure right,
// however invalid they are called (a hole that touches its shell along an edge, a pinched ring). Where it
// finds excess area - bow-ties, doubled parts, misplaced holes - GEOS MakeValid with method "structure"
// rebuilds the polygons (shells first, holes taken out, parts united). The receipt is the area of the
// symmetric difference between the region of non-zero winding before and the region after, by the slab
// measure, so a reviewer sees how much a repair has decided.
// Tolerance: snapping moves each vertex by up to half a grid step, so thin folds of grid x perimeter are
// noise, not a fault. Lines and points pass through. All edges of a repaired figure carry the figure's
// largest deviation: which source edge a new edge comes from is lost.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geom/contradiction.h"
#include "geom/geos_context.h"

namespace zonegate::geom {
namespace {

double perimeter(std::span<const Edge> rings) {
  double sum = 0;
  for (const Edge& e : rings) sum += std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  return sum;
}

bool area_valid(std::span<const Edge> rings) {
  const Measured over = excess(rings);
  return std::abs(over.value) <= over.bound + 2 * kGrid * perimeter(rings);
}

std::string place(Point p, const Plane& plane) {
  if (plane.is_local()) return fmt::format("{}, {}", shortest(p.x), shortest(p.y));
  const LonLat g = plane.to_lonlat(p);
  return fmt::format("{}, {}", fixed(g.lon, 6), fixed(g.lat, 6));
}

std::string reason_for(const Geos& geos, const GEOSGeometry* g, const Plane& plane) {
  char* text = nullptr;
  GEOSGeometry* where = nullptr;
  const char valid = GEOSisValidDetail_r(geos.handle(), g, 0, &text, &where);
  const GeosPtr at = geos.own(where);
  std::string reason = valid == 0 && text ? text : "Overlapping parts";
  if (text) GEOSFree_r(geos.handle(), text);
  double x = 0, y = 0;
  if (valid == 0 && at && GEOSGeomGetX_r(geos.handle(), at.get(), &x) &&
      GEOSGeomGetY_r(geos.handle(), at.get(), &y))
    reason += " at " + place({x, y}, plane);
  return reason;
}

std::vector<Polygon> rebuilt(const Geos& geos, const GEOSGeometry* input, const Plane& plane) {
  GeosPtr made = geos.make_valid(input);
  if (made && plane.is_equal_area())
    made = geos.own(GEOSGeom_setPrecision_r(geos.handle(), made.get(), kGrid, 0));
  Shape out;
  geos.append(made.get(), out);
  return std::move(out.polygons);
}

SquareMetres moved_area(const Figure& before, const Figure& after, const Plane& plane) {
  const RegionInput inputs[] = {{before.area_edges(), 0}, {after.area_edges(), 1}};
  const auto differs = [](std::span<const int> counts) { return (counts[0] > 0) != (counts[1] > 0); };
  return SquareMetres(measure_region(inputs, differs, plane).area.value);
}

// The certificate of each ring alone: parts that lie on one another hide no ground, a ring that crosses itself may. One that goes twice round the same ground does
// not: its area is twice that of the ground.
double crossed_area(const Shape& shape, const Plane& plane) {
  double sum = 0;
  const auto add = [&](const Ring& ring) {
    Shape one;
    one.polygons.push_back({ring, {}});
    const Figure figure = make_figure(std::move(one));
    const auto edges = figure.area_edges();
    if (area_valid(edges)) return;
    const RegionInput input[] = {{edges, 0}};
    const double ground = measure_region(
                              input, [](std::span<const int> n) { return n[0] > 0; }, plane)
                              .area.value;
    const double crossed = excess(edges).value / 2, noise = 2 * kGrid * perimeter(edges) + 1e-9 * ground;
    const bool twice =
        std::abs(area(edges).value - 2 * ground) <= noise && std::abs(crossed - ground) <= noise;
    if (!twice) sum += crossed;
  };
  for (const auto& polygon : shape.polygons) {
    add(polygon.shell);
    for (const auto& hole : polygon.holes) add(hole);
  }
  return sum;
}

std::string doubt_of(const Repair& repair, const Shape& before, const Shape& after) {
  constexpr double kSmall = 1;  // m2: of all loops together
  if (std::max(repair.moved.value, repair.crossed.value) <= kSmall || !hides_ground(before, after)) return {};
  return fmt::format(
      "its outline contradicts itself ({}): {} m2 lie in loops that cross, {} m2 were moved by the "
      "repair, so other ground may be meant",
      repair.reason, fixed(repair.crossed.value, 2), fixed(repair.moved.value, 2));
}

// Shorter ones are slips of digitising: the accuracy of drawings.
void doubt_spike(const Shape& rings, const Plane& plane, Repair& repair) {
  constexpr double kLong = 5;  // m
  const auto spike = longest_spike(rings);
  if (!spike || spike->length <= kLong) return;
  repair.reason = "Spike at " + place(spike->tip, plane);
  repair.doubt = fmt::format(
      "its outline contradicts itself ({}): it goes {} m out to a corner and straight back, so other ground "
      "may be meant",
      repair.reason, fixed(spike->length, 2));
}

Figure with_deviation(Shape shape, float deviation) {
  Figure f = make_figure(std::move(shape));
  if (deviation <= 0) return f;
  for (Edge& e : f.edges) e.deviation = deviation;
  f.max_deviation = deviation;
  return f;
}

Repair repair_rings(Figure& figure, const Plane& plane, bool other_parts) {
  Repair result;
  doubt_spike(figure.shape, plane, result);
  if (area_valid(figure.area_edges())) return result;

  Geos geos;
  const GeosPtr input = geos.polygons(figure.shape.polygons);
  if (!input) {
    result.usable = false;
    result.reason = "GEOS cannot take the rings: " + geos.error();
    return result;
  }
  result.reason = reason_for(geos, input.get(), plane);
  Shape shape = figure.shape;
  shape.polygons = rebuilt(geos, input.get(), plane);
  const bool nothing_left = shape.polygons.empty();
  Figure after = with_deviation(std::move(shape), figure.max_deviation);
  if (!nothing_left && !area_valid(after.area_edges())) {
    result.usable = false;
    result.reason += "; the repaired rings still overlap";
    return result;
  }
  result.changed = true;
  result.usable = !nothing_left || other_parts;
  result.method = "structure";
  result.moved = moved_area(figure, after, plane);
  result.crossed = SquareMetres(crossed_area(figure.shape, plane));
  if (auto doubt = doubt_of(result, figure.shape, after.shape); !doubt.empty())
    result.doubt = std::move(doubt);
  figure = std::move(after);
  return result;
}

}  // namespace

bool has_hollow_polygon(const Shape& plane_shape) {
  return std::any_of(plane_shape.polygons.begin(), plane_shape.polygons.end(), [](const Polygon& polygon) {
    if (polygon.holes.empty()) return false;
    const auto area_of = [](Polygon p) {
      Shape one;
      one.polygons.push_back(std::move(p));
      const Figure figure = make_figure(std::move(one));
      const Measured a = area(figure.area_edges());
      const double nothing = a.bound + 2 * kGrid * perimeter(figure.area_edges());
      return std::pair(a.value, nothing);
    };
    const auto [shell, none] = area_of({polygon.shell, {}});
    const auto [left, nothing] = area_of(polygon);
    return shell > none && left <= nothing;
  });
}

Repair repair(Figure& figure, const Plane& plane) {
  Repair result;
  if (figure.shape.polygons.empty()) return result;
  const bool other_parts = !figure.shape.lines.empty() || !figure.shape.points.empty();
  if (!figure.has_area()) {
    result.usable = other_parts;
    result.reason = "Every ring has fewer than three different vertices";
    return result;
  }
  try {
    return repair_rings(figure, plane, other_parts);
  } catch (const Error& error) {  // a tangle
    result.usable = false;
    result.reason = error.what();
    return result;
  }
}

}  // namespace zonegate::geom
