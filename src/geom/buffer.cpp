// SPDX-License-Identifier: Apache-2.0
//
// Everything within a ground distance of a figure.
//
// Idea: GEOS buffers in flat coordinates, so the plane is stretched to ground metres first (x sx, y sy with
// one pair of scales for the whole figure) and the result is stretched back. The scales are those in the
// middle of the band of the figure and its buffer; within that band the true scale differs from them by at
// most a factor rho.
// cover: radius = distance * rho / cos(pi / 4n) + margin. A ground path of length <= distance has flat length
// <= distance * rho, so its end lies in the round flat buffer of radius distance * rho; the second factor
// makes the polygon of n segments a quadrant hold that round one. The margin (1.5e-4 of the radius and four
// grid steps) covers GEOS's dropping of curve vertices closer than 1e-4 of the radius and the snap.
// Width: rho^2 / cos - about 0.3 % for a 20 km figure with 5 km distance at 30 deg. In notches shallower than
// 1 % of the distance GEOS fills the notch (its input simplification), so there the cover can be up to 1 % of
// the distance wider.
// corners: the same with mitred joins; where a mitre would reach beyond 5 radii GEOS cuts it there, which is still outside the round one.
// Outlines of more than kMostDrawn corners: GEOS draws the round of each edge over those of all others within reach, which takes minutes where edges lie side by side
// by the thousand. Their cover is drawn from boxes instead: the box of each run of edges, grown by the radius on all sides, holds the round buffer of the run, and the
// figure's own ground holds the rest. Wider than the round one by the size of such a box, never narrower; distances are measured on the figure itself in any case.
// best: the plain radius and 64 segments a circle.
#include <algorithm>
#include <cmath>

#include "geom/geos_context.h"

namespace zonegate::geom {
namespace {

constexpr int kCoverSegments = 32;  // a quadrant
constexpr int kBestSegments = 16;
constexpr double kMitreLimit = 5;
constexpr std::size_t kMostDrawn = 20000;  // corners
constexpr std::size_t kRun = 64;           // edges under one box

struct Stretch {
  GroundScale scale;
  double rho = 1;  // largest ratio of a flat length to the ground length that it stands for
};

void include(GroundScale s, GroundScale& low, GroundScale& high) {
  low = {std::min(low.x, s.x), std::min(low.y, s.y)};
  high = {std::max(high.x, s.x), std::max(high.y, s.y)};
}

Stretch stretch_for(const Box& figure, double distance, const Plane& plane) {
  if (plane.is_local()) return {};
  const double reach = 1.2 * distance;  // plane metres per ground metre stay under 1.2 along y up to 65 deg
  const Box b = figure.grown(reach, reach);
  GroundScale low{1e308, 1e308}, high{0, 0};
  const int columns = plane.is_equal_area() ? 0 : 4;
  for (int i = 0; i <= columns; ++i)
    for (int j = 0; j <= 4; ++j) {
      const double x = columns > 0 ? b.min_x + (b.max_x - b.min_x) * i / columns : b.min_x;
      include(plane.ground_scale({x, b.min_y + (b.max_y - b.min_y) * j / 4}), low, high);
    }
  if (plane.is_equal_area() && b.min_y < 0 && b.max_y > 0) include(plane.ground_scale({0, 0}), low, high);
  Stretch s;
  s.scale = {std::sqrt(low.x * high.x), std::sqrt(low.y * high.y)};
  s.rho = std::max(std::sqrt(high.x / low.x), std::sqrt(high.y / low.y));
  if (!plane.is_equal_area()) s.rho *= 1.0001;  // between the samples
  return s;
}

double cover_radius(double distance, const Stretch& stretch) {
  constexpr double kPi = 3.14159265358979323846;
  return distance * stretch.rho / std::cos(kPi / (4 * kCoverSegments)) * 1.00015 + 4 * kGrid;
}

// GEOS 3.11 dies on radii and coordinates that are not finite, and near a pole one pair of scales says nothing. The limits are far beyond any
// footprint: 1000 km, and scales that change by no more than a factor of 4 over the figure.
void refuse_hopeless(double radius, const Stretch& stretch) {
  constexpr double kFarthest = 1e6, kMostStretch = 2;
  const bool finite =
      std::isfinite(radius) && std::isfinite(stretch.scale.x) && std::isfinite(stretch.scale.y);
  if (finite && radius <= kFarthest && stretch.rho <= kMostStretch && stretch.scale.x > 0 &&
      stretch.scale.y > 0)
    return;
  throw Error(ErrorKind::input,
              "a buffer of " + shortest(radius) + " m cannot be drawn here: too wide, or too near a pole",
              "check the distance and the place");
}

GeosPtr draw(Geos& geos, const Shape& shape, const Stretch& stretch, double radius, BufferKind kind) {
  GeosPtr input = geos.collection(shape, stretch.scale);
  if (!input) return input;
  if (GEOSGeom_getDimensions_r(geos.handle(), input.get()) == 2 && !geos.valid(input.get())) {
    GeosPtr polygons = geos.polygons(shape.polygons, stretch.scale);
    GeosPtr repaired = geos.make_valid(polygons.get());
    Shape rest;  // rings as lines too, so that nothing that collapses in the repair is lost
    rest.lines = shape.lines;
    rest.points = shape.points;
    for (const Polygon& p : shape.polygons)
      if (!p.shell.empty()) {
        rest.lines.push_back(p.shell);
        rest.lines.back().push_back(p.shell.front());
      }
    GEOSGeometry* members[2] = {repaired.release(), geos.collection(rest, stretch.scale).release()};
    if (members[0] && members[1])
      input = geos.own(GEOSGeom_createCollection_r(geos.handle(), GEOS_GEOMETRYCOLLECTION, members, 2));
  }
  const int segments = kind == BufferKind::best ? kBestSegments : kCoverSegments;
  const int join = kind == BufferKind::corners ? GEOSBUF_JOIN_MITRE : GEOSBUF_JOIN_ROUND;
  return geos.own(GEOSBufferWithStyle_r(geos.handle(), input.get(), radius, segments, GEOSBUF_CAP_ROUND, join,
                                        kMitreLimit));
}

// Boxes over the runs of a path, grown by the radius.
void add_boxes(const Path& path, bool closed, double radius, const Stretch& stretch,
               std::vector<Polygon>& out) {
  const std::size_t edges = path.size() - (closed || path.empty() ? 0 : 1);
  for (std::size_t first = 0; first < edges; first += kRun) {
    Box box;
    for (std::size_t i = first; i <= std::min(first + kRun, edges); ++i) box.add(path[i % path.size()]);
    out.push_back(rectangle(box.grown(radius / stretch.scale.x, radius / stretch.scale.y)));
  }
}

GeosPtr draw_boxes(Geos& geos, const Shape& shape, const Stretch& stretch, double radius) {
  std::vector<Polygon> boxes;
  for (const Polygon& p : shape.polygons) {
    add_boxes(p.shell, true, radius, stretch, boxes);
    for (const Ring& hole : p.holes) add_boxes(hole, true, radius, stretch, boxes);
  }
  for (const Path& line : shape.lines) add_boxes(line, false, radius, stretch, boxes);
  for (const Point& point : shape.points) add_boxes({point}, true, radius, stretch, boxes);
  const GeosPtr rims = geos.polygons(boxes, stretch.scale);
  GeosPtr ground = geos.polygons(shape.polygons, stretch.scale);
  if (ground && !geos.valid(ground.get())) ground = geos.make_valid(ground.get());
  if (!rims) return geos.own(nullptr);
  const GeosPtr rim = geos.own(GEOSUnaryUnion_r(geos.handle(), rims.get()));
  if (!rim || shape.polygons.empty())
    return geos.own(rim ? GEOSGeom_clone_r(geos.handle(), rim.get()) : nullptr);
  if (!ground) return ground;  // a box around everything stands in
  return geos.own(GEOSUnion_r(geos.handle(), rim.get(), ground.get()));
}

Shape box_around(const Box& figure, double radius, const Stretch& stretch) {
  return {{rectangle(figure.grown(radius / stretch.scale.x, radius / stretch.scale.y))}, {}, {}};
}

void snap_ring(Ring& ring) {
  for (Point& p : ring) p = {snap(p.x), snap(p.y)};
}

}  // namespace

Box buffer_box(const Box& figure, Metres distance, const Plane& plane) {
  if (figure.empty() || !(distance.value > 0)) return figure;
  const Stretch stretch = stretch_for(figure, distance.value, plane);
  const double radius = cover_radius(distance.value, stretch);
  refuse_hopeless(radius, stretch);
  // GEOS rounds what it draws, and corners are snapped.
  const double more = radius * (1 + 1e-9) + kGrid;
  return figure.grown(more / stretch.scale.x + kGrid, more / stretch.scale.y + kGrid);
}

Figure buffer(const Figure& figure, Metres distance, const Plane& plane, BufferKind kind) {
  Shape only_areas;
  only_areas.polygons = figure.shape.polygons;
  if (figure.box.empty() || !(distance.value > 0)) return make_figure(std::move(only_areas));
  const Stretch stretch = stretch_for(figure.box, distance.value, plane);
  const bool cover = kind != BufferKind::best;
  const double radius = cover ? cover_radius(distance.value, stretch) : distance.value;
  refuse_hopeless(radius, stretch);
  Geos geos;
  const bool many = kind == BufferKind::cover && figure.shape.vertex_count() > kMostDrawn;
  const GeosPtr drawn = many ? draw_boxes(geos, figure.shape, stretch, radius)
                             : draw(geos, figure.shape, stretch, radius, kind);
  Shape out;
  geos.append(drawn.get(), out, stretch.scale);
  if (out.polygons.empty()) {
    // A box is a cover too; a wrong footprint is none.
    if (!cover) throw Error(ErrorKind::internal, "GEOS could not draw a buffer: " + geos.error());
    out = box_around(figure.box, radius, stretch);
  }
  if (!plane.is_local())
    for (Polygon& p : out.polygons) {
      snap_ring(p.shell);
      std::for_each(p.holes.begin(), p.holes.end(), snap_ring);
    }
  return make_figure(std::move(out));
}

}  // namespace zonegate::geom
