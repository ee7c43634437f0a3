// SPDX-License-Identifier: Apache-2.0
//
// One part and one feature: what they share, and how sure that is.
//
// Measure first, draw later: areas come from the edge sum, which takes no topological decision. Only where the sum finds an area is the
// overlap looked at as a region, for its width: 2 * area / perimeter, component by component, in ground metres. The width decides the band
// (an area never does: a 20 km sliver as thin as the snapping grid has 0.02 m2). Components in the touch band are no overlap and are left
// out of the area; a component thinner than the deviation of the long edges beside it is kept but not certain.
#include "overlay/relate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zonegate::overlay {
namespace {

using facts::Band;

// True if the whole of a lies in b: then the overlap is a itself and needs no region.
bool swallowed(const geom::Measured& overlap, const geom::Measured& whole) {
  return std::abs(overlap.value - whole.value) <= overlap.bound + whole.bound;
}

void take_whole(Relation& r, const geom::Figure& inner, const geom::Measured& overlap,
                const geom::Plane& plane, double accuracy) {
  r.overlap_m2 = overlap.value;
  r.bound_m2 = overlap.bound;
  r.width_m = 2 * overlap.value / std::max(perimeter_of(inner, plane), std::numeric_limits<double>::min());
  // However narrow it is: what lies inside does not touch from outside.
  r.band = std::max(band_of(r.width_m, accuracy), Band::boundary);
}

// Ground distance from a point to the nearest edge.
double depth(geom::Point p, const geom::Figure& area, const geom::Plane& plane) {
  const geom::GroundScale scale = plane.ground_scale(p);
  double least = std::numeric_limits<double>::infinity();
  for (const auto& e : area.area_edges()) {
    const double dx = (e.x1 - e.x0) * scale.x, dy = (e.y1 - e.y0) * scale.y;
    const double px = (p.x - e.x0) * scale.x, py = (p.y - e.y0) * scale.y;
    const double t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    least = std::min(least, std::hypot(px - t * dx, py - t * dy));
  }
  return least;
}

constexpr std::size_t kMaxDepthSteps = 200'000'000;  // pieces x edges: some 2 s

struct Girth {
  double width = 0;
  bool runs_through = false;
};

// 2 * area / perimeter is a mean: a tooth at the end of a kilometre of sliver would drown in it. The circle about the inner point that no edge
// crosses is the other measure; the wider of both counts.
// What merely touches keeps to the boundaries of both. A strip that is thin and yet lies deep inside the other figure is a thin thing that runs
// through it; it does not touch from outside (a layer cut into such strips would otherwise hide what it shows).
Girth girth_of(const geom::Component& component, const geom::Figure& a, const geom::Figure& b,
               const geom::Plane& plane) {
  if (component.width > 1000) return {component.width, false};
  const double in_a = depth(component.inner, a, plane), in_b = depth(component.inner, b, plane);
  return {std::max(component.width, 2 * std::min(in_a, in_b)), std::max(in_a, in_b) > 2 * kTouchWidthM};
}

void take_components(Relation& r, const geom::Region& region, const geom::Figure& a, const geom::Figure& b,
                     const geom::Plane& plane, double accuracy) {
  // Two combs share millions of pieces. Depths are asked of the largest ones; of the rest nothing is taken for a touch.
  const std::size_t edges = a.area_edges().size() + b.area_edges().size();
  const std::size_t deep = std::max<std::size_t>(1000, kMaxDepthSteps / edges);
  bool sure = false;
  std::size_t seen = 0;
  for (const auto& component : region.components) {
    const auto [width, runs_through] =
        ++seen <= deep ? girth_of(component, a, b, plane) : Girth{component.width, true};
    const bool thin = runs_through && width <= kTouchWidthM;
    const bool unsure = thin || (component.deviation > 0.001 && width < component.deviation);
    const Band band = unsure ? Band::boundary : band_of(width, accuracy);
    r.band = std::max(r.band, band);
    if (band == Band::touch) continue;
    r.overlap_m2 += component.area;
    r.width_m = std::max(r.width_m, width);
    sure = sure || !unsure;
  }
  r.bound_m2 = region.area.bound;
  r.certain = sure || !r.hit();
}

void relate_areas(Relation& r, const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane,
                  double accuracy) {
  const geom::Measured overlap = geom::overlap_area(a.area_edges(), b.area_edges());
  r.shared_m2 = overlap.value;
  r.bound_m2 = overlap.bound;
  if (overlap.value <= overlap.bound) return;
  const geom::Measured area_a = geom::area(a.area_edges());
  const geom::Measured area_b = geom::area(b.area_edges());
  if (swallowed(overlap, area_a)) {
    take_whole(r, a, overlap, plane, accuracy);
  } else if (swallowed(overlap, area_b)) {
    take_whole(r, b, overlap, plane, accuracy);
  } else {
    const geom::RegionInput inputs[] = {{a.area_edges(), 0}, {b.area_edges(), 1}};
    geom::RegionOptions options;
    options.components = true;
    options.window =
        geom::Box{std::max(a.box.min_x, b.box.min_x), -1e308, std::min(a.box.max_x, b.box.max_x), 1e308};
    const auto both = [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; };
    take_components(r, geom::measure_region(inputs, both, plane, options), a, b, plane, accuracy);
  }
  if (!r.hit()) r.overlap_m2 = 0;
  r.share_a = area_a.value > 0 ? std::clamp(r.overlap_m2 / area_a.value, 0.0, 1.0) : 0;
  r.share_b = area_b.value > 0 ? std::clamp(r.overlap_m2 / area_b.value, 0.0, 1.0) : 0;
}

void relate_lines(Relation& r, const geom::Figure& line, const geom::Figure& area, const geom::Plane& plane,
                  double accuracy) {
  const geom::Figure* areas[] = {&area};
  const geom::Length inside = geom::length_inside(line, areas, plane);
  r.length_m += inside.total.value;
  // A stretch shorter than the accuracy may be a crossing of a corner that the true boundary does not have.
  r.band = std::max(r.band, inside.total.value > 0 ? band_of(inside.total.value, accuracy) : Band::none);
  r.width_m = std::max(r.width_m, inside.total.value);
}

// The distance from a point inside to the boundary decides the band of a point.
void relate_points(Relation& r, const geom::Figure& points, const geom::Figure& area,
                   const geom::Plane& plane, double accuracy) {
  for (const auto& p : points.shape.points) {
    const geom::Side side = geom::locate(p, area.area_edges());
    if (side == geom::Side::boundary) r.band = std::max(r.band, Band::touch);
    if (side != geom::Side::inside) continue;
    const double d = depth(p, area, plane);
    r.inside = true;
    r.width_m = std::max(r.width_m, d);
    r.band = std::max(r.band, std::max(band_of(d, accuracy), Band::boundary));
  }
}

void add_distance(Relation& r, const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane,
                  double limit) {
  if (r.hit()) {
    r.distance_m = 0;
    return;
  }
  const auto near = geom::nearest(a, b, plane, Metres(std::max(limit, kTouchWidthM)));
  if (!near) return;
  r.distance_m = near->distance.value;
  if (near->distance.value > 0) r.bearing = near->bearing.value;
  r.on_a = near->on_a;
  r.on_b = near->on_b;
  if (near->distance.value <= kTouchWidthM) r.band = std::max(r.band, Band::touch);
}

}  // namespace

double perimeter_of(const geom::Figure& f, const geom::Plane& plane) {
  double sum = 0;
  for (const auto& e : f.area_edges()) {
    const geom::GroundScale scale = plane.ground_scale({(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2});
    sum += std::hypot((e.x1 - e.x0) * scale.x, (e.y1 - e.y0) * scale.y);
  }
  return sum;
}

Band band_of(double width_m, double accuracy_m) {
  if (width_m <= kTouchWidthM) return Band::touch;
  return width_m <= accuracy_m ? Band::boundary : Band::overlap;
}

Relation relate(const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane,
                const RelateOptions& options) {
  Relation r;
  const double accuracy = std::hypot(options.accuracy_a_m, options.accuracy_b_m);
  if (a.box.meets(b.box)) {
    if (a.has_area() && b.has_area()) relate_areas(r, a, b, plane, accuracy);
    if (!a.line_edges().empty() && b.has_area()) relate_lines(r, a, b, plane, accuracy);
    if (a.has_area() && !b.line_edges().empty()) relate_lines(r, b, a, plane, accuracy);
    if (!a.shape.points.empty() && b.has_area()) relate_points(r, a, b, plane, accuracy);
    if (a.has_area() && !b.shape.points.empty()) relate_points(r, b, a, plane, accuracy);
  }
  add_distance(r, a, b, plane, options.max_distance_m);
  if (!r.hit() && r.distance_m && hidden_overlap(a, b, plane) > *r.distance_m) r.certain = false;
  return r;
}

}  // namespace zonegate::overlay
