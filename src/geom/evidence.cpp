// SPDX-License-Identifier: Apache-2.0
//
// Draws what a finding shows. Numbers never come from here; the caller compares the drawn area with the
// measured one.
//
// GEOS OverlayNG with a fixed precision grid (kGrid; its scale 2^20 is an integer, which GEOS needs) snap-
// rounds, so the floating-point traps that make the default overlay silently wrong do not arise. Big polygons
// are cut to the box of the other side first (half-planes, Sutherland and Hodgman 1974): a cut leaves zero-
// width bridges on the border of the cutting box, which lies outside the other side's box, so the
// intersection is not touched by them. Invalid input is made valid (structure) before the overlay.
// Types: polygons with polygons give polygons; lines are kept where they run inside polygons or along lines;
// points where they lie on anything.
#include <algorithm>
#include <exception>

#include "geom/geos_context.h"

namespace zonegate::geom {
namespace {

constexpr std::size_t kBig = 1000;  // vertices; smaller ones are not worth cutting
constexpr double kMargin = 16.0;    // plane metres around the other side's box

std::vector<Polygon> cut_polygons(const std::vector<Polygon>& polygons, const Box& box) {
  std::vector<Polygon> out;
  for (const Polygon& p : polygons) {
    Polygon piece{cut_to(p.shell, box), {}};
    if (piece.shell.size() < 3) continue;
    for (const Ring& h : p.holes)
      if (Ring hole = cut_to(h, box); hole.size() >= 3) piece.holes.push_back(std::move(hole));
    out.push_back(std::move(piece));
  }
  return out;
}

using Operation = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*, double);

// One kind of a figure's content in GEOS, polygons valid.
struct Side {
  GeosPtr polygons, lines, points;
};

GeosPtr valid_polygons(const Geos& geos, const std::vector<Polygon>& list) {
  GeosPtr g = geos.polygons(list);
  if (g && !geos.valid(g.get())) g = geos.make_valid(g.get());
  return g;
}

std::vector<Polygon> near_box(const Figure& f, const Box& other) {
  return f.shape.vertex_count() > kBig ? cut_polygons(f.shape.polygons, other.grown(kMargin, kMargin))
                                       : f.shape.polygons;
}

Side side_of(const Geos& geos, const Shape& shape, const std::vector<Polygon>& polygons) {
  return {valid_polygons(geos, polygons), geos.lines(shape.lines), geos.points(shape.points)};
}

bool has(const Geos& geos, const GeosPtr& g) { return g && GEOSisEmpty_r(geos.handle(), g.get()) == 0; }

class Drawer {
 public:
  // The overlay of two geometries, or its fault. Second attempt with both sides rebuilt.
  GeosPtr overlay(Operation op, const GEOSGeometry* a, const GEOSGeometry* b) {
    if (!a || !b) {
      fail();
      return geos.own(nullptr);
    }
    GeosPtr out = geos.own(op(geos.handle(), a, b, kGrid));
    if (!out) {
      const GeosPtr va = geos.make_valid(a), vb = geos.make_valid(b);
      if (va && vb) out = geos.own(op(geos.handle(), va.get(), vb.get(), kGrid));
    }
    if (!out) fail();
    return out;
  }

  // Appends only parts of the given dimension (2 polygons, 1 lines, 0 points).
  void keep(const GeosPtr& g, int dimension) {
    Shape all;
    geos.append(g.get(), all);
    const auto move_all = [](auto& from, auto& to) { to.insert(to.end(), from.begin(), from.end()); };
    if (dimension == 2) move_all(all.polygons, drawing.shape.polygons);
    if (dimension == 1) move_all(all.lines, drawing.shape.lines);
    if (dimension == 0) move_all(all.points, drawing.shape.points);
  }

  void fail() {
    if (drawing.fault.empty())
      drawing.fault = "GEOS overlay failed: " + (geos.error().empty() ? "no reason given" : geos.error());
  }

  Drawing finish() {
    for (const Polygon& p : drawing.shape.polygons) drawing.area += SquareMetres(planar(p));
    return std::move(drawing);
  }

  Geos geos;
  Drawing drawing;

 private:
  static double twice_area(const Ring& r) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < r.size(); ++i)
      sum += (r[i].x - r[0].x) * (r[i + 1].y - r[0].y) - (r[i + 1].x - r[0].x) * (r[i].y - r[0].y);
    return std::abs(sum);
  }
  static double planar(const Polygon& p) {
    double sum = twice_area(p.shell);
    for (const Ring& h : p.holes) sum -= twice_area(h);
    return sum / 2;
  }
};

void intersect(Drawer& d, const Figure& a, const Figure& b) {
  const Geos& geos = d.geos;
  const Side s = side_of(geos, a.shape, near_box(a, b.box)), t = side_of(geos, b.shape, near_box(b, a.box));
  const auto both = [&](const GeosPtr& x, const GeosPtr& y, int dimension) {
    if (has(geos, x) && has(geos, y)) d.keep(d.overlay(GEOSIntersectionPrec_r, x.get(), y.get()), dimension);
  };
  if (!s.polygons || !t.polygons) d.fail();
  both(s.polygons, t.polygons, 2);
  both(s.lines, t.polygons, 1);
  both(s.polygons, t.lines, 1);
  both(s.lines, t.lines, 1);
  for (const GeosPtr* other : {&t.polygons, &t.lines, &t.points}) both(s.points, *other, 0);
  for (const GeosPtr* other : {&s.polygons, &s.lines}) both(*other, t.points, 0);
}

void subtract(Drawer& d, const Figure& a, const Figure& b) {
  const Geos& geos = d.geos;
  const Side s = side_of(geos, a.shape, a.shape.polygons), t = side_of(geos, b.shape, near_box(b, a.box));
  const auto minus = [&](const GeosPtr& from, std::initializer_list<const GeosPtr*> others, int dimension) {
    if (!has(geos, from)) return;
    GeosPtr rest = geos.own(GEOSGeom_clone_r(geos.handle(), from.get()));
    for (const GeosPtr* other : others)
      if (rest && has(geos, *other)) rest = d.overlay(GEOSDifferencePrec_r, rest.get(), other->get());
    d.keep(rest, dimension);
  };
  if (!s.polygons || !t.polygons) d.fail();
  minus(s.polygons, {&t.polygons}, 2);
  minus(s.lines, {&t.polygons, &t.lines}, 1);
  minus(s.points, {&t.polygons, &t.lines, &t.points}, 0);
}

void unite(Drawer& d, std::span<const Figure* const> figures) {
  const Geos& geos = d.geos;
  std::vector<GEOSGeometry*> parts;
  Shape rest;
  for (const Figure* f : figures) {
    GeosPtr g = valid_polygons(geos, f->shape.polygons);
    if (!g)
      d.fail();
    else if (has(geos, g))
      parts.push_back(g.release());
    rest.lines.insert(rest.lines.end(), f->shape.lines.begin(), f->shape.lines.end());
    rest.points.insert(rest.points.end(), f->shape.points.begin(), f->shape.points.end());
  }
  const auto united = [&](const GeosPtr& all, int dimension) {
    if (!has(geos, all)) return;
    const GeosPtr out = geos.own(GEOSUnaryUnionPrec_r(geos.handle(), all.get(), kGrid));
    if (!out) d.fail();
    d.keep(out, dimension);
  };
  united(geos.own(GEOSGeom_createCollection_r(geos.handle(), GEOS_GEOMETRYCOLLECTION, parts.data(),
                                              static_cast<unsigned>(parts.size()))),
         2);
  united(geos.lines(rest.lines), 1);
  united(geos.points(rest.points), 0);
}

// Numbers that the grid cannot hold exactly (2^53 steps of 2^-20 m), infinity and NaN never reach GEOS.
bool on_grid(const Figure& f) {
  constexpr double kFarthest = 8589934592.0;
  const auto good = [](Point p) { return std::abs(p.x) <= kFarthest && std::abs(p.y) <= kFarthest; };
  const auto all = [&](const std::vector<Point>& v) { return std::all_of(v.begin(), v.end(), good); };
  const auto ring = [&](const Polygon& p) {
    return all(p.shell) && std::all_of(p.holes.begin(), p.holes.end(), all);
  };
  return std::all_of(f.shape.polygons.begin(), f.shape.polygons.end(), ring) &&
         std::all_of(f.shape.lines.begin(), f.shape.lines.end(), all) && all(f.shape.points);
}

template <class Work>
Drawing guarded(std::span<const Figure* const> figures, Work work) {
  if (!std::all_of(figures.begin(), figures.end(), [](const Figure* f) { return on_grid(*f); })) {
    Drawing failed;
    failed.fault = "a coordinate is not finite or lies outside the drawing grid";
    return failed;
  }
  try {
    Drawer d;
    work(d);
    return d.finish();
  } catch (const std::exception& e) {
    Drawing failed;
    failed.fault = e.what();
    return failed;
  }
}

}  // namespace

Drawing draw_intersection(const Figure& a, const Figure& b) {
  const Figure* both[] = {&a, &b};
  if (!a.box.meets(b.box) && on_grid(a) && on_grid(b)) return {};
  return guarded(both, [&](Drawer& d) { intersect(d, a, b); });
}

Drawing draw_difference(const Figure& a, const Figure& b) {
  const Figure* both[] = {&a, &b};
  return guarded(both, [&](Drawer& d) { subtract(d, a, b); });
}

Drawing draw_union(std::span<const Figure* const> figures) {
  return guarded(figures, [&](Drawer& d) { unite(d, figures); });
}

Shape to_lonlat(const Shape& plane_shape, const Plane& plane) {
  Shape out = plane_shape;
  if (plane.is_local()) return out;  // nothing to turn into
  const auto convert = [&](std::vector<Point>& list) {
    for (Point& p : list) {
      const LonLat g = plane.to_lonlat(p);
      p = {g.lon, g.lat};
    }
  };
  for (Polygon& p : out.polygons) {
    convert(p.shell);
    std::for_each(p.holes.begin(), p.holes.end(), convert);
  }
  std::for_each(out.lines.begin(), out.lines.end(), convert);
  convert(out.points);
  return out;
}

}  // namespace zonegate::geom
