// SPDX-License-Identifier: Apache-2.0
//
// Shape <-> GEOS. Rings are closed on the way in and opened on the way out.
#include "geom/geos_context.h"

namespace zonegate::geom {

GEOSGeometry* Geos::sequence(const std::vector<Point>& v, GroundScale scale, bool ring) const {
  std::vector<double> xy;
  xy.reserve(2 * v.size() + 2);
  for (const Point p : v) {
    xy.push_back(p.x * scale.x);
    xy.push_back(p.y * scale.y);
  }
  if (ring) xy.insert(xy.end(), {v.front().x * scale.x, v.front().y * scale.y});
  GEOSCoordSequence* s =
      GEOSCoordSeq_copyFromBuffer_r(handle_, xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
  if (!s) return nullptr;
  return ring ? GEOSGeom_createLinearRing_r(handle_, s) : GEOSGeom_createLineString_r(handle_, s);
}

namespace {

// GEOS takes the members over, also when it fails.
GEOSGeometry* gather(GEOSContextHandle_t handle, int type, std::vector<GEOSGeometry*>& members) {
  return GEOSGeom_createCollection_r(handle, type, members.data(), static_cast<unsigned>(members.size()));
}

}  // namespace

GeosPtr Geos::polygons(const std::vector<Polygon>& polygons, GroundScale scale) const {
  std::vector<GEOSGeometry*> members;
  for (const Polygon& p : polygons) {
    if (p.shell.size() < 3) continue;
    GEOSGeometry* shell = sequence(p.shell, scale, true);
    if (!shell) continue;
    std::vector<GEOSGeometry*> holes;
    for (const Ring& h : p.holes)
      if (h.size() >= 3)
        if (GEOSGeometry* hole = sequence(h, scale, true)) holes.push_back(hole);
    if (GEOSGeometry* g =
            GEOSGeom_createPolygon_r(handle_, shell, holes.data(), static_cast<unsigned>(holes.size())))
      members.push_back(g);
  }
  return own(gather(handle_, GEOS_MULTIPOLYGON, members));
}

GeosPtr Geos::lines(const std::vector<Path>& lines, GroundScale scale) const {
  std::vector<GEOSGeometry*> members;
  for (const Path& l : lines)
    if (l.size() >= 2)
      if (GEOSGeometry* g = sequence(l, scale, false)) members.push_back(g);
  return own(gather(handle_, GEOS_MULTILINESTRING, members));
}

GeosPtr Geos::points(const std::vector<Point>& points, GroundScale scale) const {
  std::vector<GEOSGeometry*> members;
  for (const Point p : points)
    if (GEOSGeometry* g = GEOSGeom_createPointFromXY_r(handle_, p.x * scale.x, p.y * scale.y))
      members.push_back(g);
  return own(gather(handle_, GEOS_MULTIPOINT, members));
}

GeosPtr Geos::collection(const Shape& shape, GroundScale scale) const {
  std::vector<GEOSGeometry*> members;
  if (GeosPtr g = polygons(shape.polygons, scale)) members.push_back(g.release());
  if (GeosPtr g = lines(shape.lines, scale)) members.push_back(g.release());
  if (GeosPtr g = points(shape.points, scale)) members.push_back(g.release());
  return own(gather(handle_, GEOS_GEOMETRYCOLLECTION, members));
}

GeosPtr Geos::make_valid(const GEOSGeometry* g) const {
  GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(handle_);
  GEOSMakeValidParams_setMethod_r(handle_, params, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(handle_, params, 0);
  GeosPtr out = own(GEOSMakeValidWithParams_r(handle_, g, params));
  GEOSMakeValidParams_destroy_r(handle_, params);
  return out;
}

std::vector<Point> Geos::coordinates(const GEOSGeometry* g, GroundScale scale, bool ring) const {
  const GEOSCoordSequence* s = GEOSGeom_getCoordSeq_r(handle_, g);
  unsigned n = 0;
  if (!s || !GEOSCoordSeq_getSize_r(handle_, s, &n)) return {};
  std::vector<double> xy(2 * std::size_t{n});
  if (n > 0 && !GEOSCoordSeq_copyToBuffer_r(handle_, s, xy.data(), 0, 0)) return {};
  const std::size_t count = ring && n > 0 ? n - 1 : n;
  std::vector<Point> v(count);
  for (std::size_t i = 0; i < count; ++i) v[i] = {xy[2 * i] / scale.x, xy[2 * i + 1] / scale.y};
  return v;
}

void Geos::append(const GEOSGeometry* g, Shape& to, GroundScale scale) const {
  if (!g || GEOSisEmpty_r(handle_, g) != 0) return;
  switch (GEOSGeomTypeId_r(handle_, g)) {
    case GEOS_POINT: {
      const std::vector<Point> p = coordinates(g, scale, false);
      to.points.insert(to.points.end(), p.begin(), p.end());
      return;
    }
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
      to.lines.push_back(coordinates(g, scale, false));
      return;
    case GEOS_POLYGON: {
      Polygon p;
      p.shell = coordinates(GEOSGetExteriorRing_r(handle_, g), scale, true);
      for (int i = 0; i < GEOSGetNumInteriorRings_r(handle_, g); ++i)
        p.holes.push_back(coordinates(GEOSGetInteriorRingN_r(handle_, g, i), scale, true));
      to.polygons.push_back(std::move(p));
      return;
    }
    default:
      for (int i = 0; i < GEOSGetNumGeometries_r(handle_, g); ++i)
        append(GEOSGetGeometryN_r(handle_, g, i), to, scale);
  }
}

}  // namespace zonegate::geom
