// SPDX-License-Identifier: Apache-2.0
//
// The lines of all rings are noded and polygonized; of each face the winding numbers of the rings say what the outline makes of it. Measured loop by loop: beside the
// perimeter of a long road or of many parts the loop of one small parcel is nothing.
#include "geom/contradiction.h"

#include <algorithm>
#include <cmath>

#include "geom/geos_context.h"

namespace zonegate::geom {
namespace {

constexpr double kSmall = 1, kCorner = 0.1;  // m2, m
constexpr double kNoFace = 0.01;             // m2: folds of the grid
constexpr double kMostWork = 2e8;            // faces x edges

struct TurningRing {
  const Ring* ring = nullptr;
  bool hole = false;
  int sign = 1;  // of its area
};

std::vector<TurningRing> rings_of(const Shape& shape) {
  std::vector<TurningRing> out;
  const auto add = [&](const Ring& ring, bool hole) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point &o = ring.front(), &p = ring[i], &q = ring[(i + 1) % ring.size()];
      twice += (p.x - o.x) * (q.y - o.y) - (q.x - o.x) * (p.y - o.y);
    }
    out.push_back({&ring, hole, twice < 0 ? -1 : 1});
  };
  for (const auto& polygon : shape.polygons) {
    add(polygon.shell, false);
    for (const auto& hole : polygon.holes) add(hole, true);
  }
  return out;
}

// How often the ring goes round the point, which lies well within a face.
int winding(const Ring& ring, Point at) {
  int turns = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &p = ring[i], &q = ring[(i + 1) % ring.size()];
    if ((p.y <= at.y) == (q.y <= at.y)) continue;
    const double side = (q.x - p.x) * (at.y - p.y) - (at.x - p.x) * (q.y - p.y);
    if (q.y > p.y && side > 0) ++turns;
    if (q.y <= p.y && side < 0) --turns;
  }
  return turns;
}

int turns(const TurningRing& ring, Point at) { return ring.sign * winding(*ring.ring, at); }

bool within(const std::vector<TurningRing>& rings, Point at) {
  int sum = 0;
  for (const auto& ring : rings) sum += ring.hole ? -turns(ring, at) : turns(ring, at);
  return sum != 0;
}

struct Face {
  const GEOSGeometry* polygon = nullptr;
  Point inside;
};

std::vector<Face> faces_of(const Geos& geos, const GEOSGeometry* faces) {
  std::vector<Face> out;
  for (int i = 0; i < GEOSGetNumGeometries_r(geos.handle(), faces); ++i) {
    Face face{GEOSGetGeometryN_r(geos.handle(), faces, i), {}};
    double area = 0;
    GEOSArea_r(geos.handle(), face.polygon, &area);
    if (area < kNoFace) continue;
    const GeosPtr point = geos.own(GEOSPointOnSurface_r(geos.handle(), face.polygon));
    if (point && GEOSGeomGetX_r(geos.handle(), point.get(), &face.inside.x) == 1 &&
        GEOSGeomGetY_r(geos.handle(), point.get(), &face.inside.y) == 1)
      out.push_back(face);
  }
  return out;
}

// Faces that some ring encloses the wrong way or too often.
void mark_crossed(const TurningRing& ring, const std::vector<Face>& faces, std::vector<bool>& bad) {
  std::vector<int> count;
  for (const auto& face : faces) count.push_back(turns(ring, face.inside));
  const int most = *std::max_element(count.begin(), count.end());
  // Once or several times round the same ground.
  if (std::all_of(count.begin(), count.end(), [&](int n) { return n == 0 || n == most; })) return;
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (count[i] != 0 && count[i] != 1) bad[i] = true;
}

bool any_wide(const Geos& geos, const std::vector<Face>& faces, const std::vector<bool>& bad) {
  std::vector<GEOSGeometry*> kept;
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (bad[i]) kept.push_back(GEOSGeom_clone_r(geos.handle(), faces[i].polygon));
  if (kept.empty()) return false;
  const GeosPtr all = geos.own(GEOSGeom_createCollection_r(geos.handle(), GEOS_MULTIPOLYGON, kept.data(),
                                                           static_cast<unsigned>(kept.size())));
  const GeosPtr joined = geos.own(all ? GEOSUnaryUnion_r(geos.handle(), all.get()) : nullptr);
  if (!joined) return true;
  for (int i = 0; i < GEOSGetNumGeometries_r(geos.handle(), joined.get()); ++i) {
    const GEOSGeometry* loop = GEOSGetGeometryN_r(geos.handle(), joined.get(), i);
    double area = 0, border = 0;
    if (GEOSArea_r(geos.handle(), loop, &area) != 1 || GEOSLength_r(geos.handle(), loop, &border) != 1)
      return true;
    if (area > std::max(kSmall, kCorner * border)) return true;
  }
  return false;
}

GeosPtr polygonized(const Geos& geos, const std::vector<TurningRing>& rings) {
  std::vector<Path> lines;
  for (const auto& ring : rings) {
    lines.push_back(*ring.ring);
    if (!lines.back().empty()) lines.back().push_back(lines.back().front());
  }
  const GeosPtr all = geos.lines(lines);
  GeosPtr noded = geos.own(all ? GEOSUnaryUnion_r(geos.handle(), all.get()) : nullptr);
  if (!noded) return nullptr;
  const GEOSGeometry* input[] = {noded.get()};
  return geos.own(GEOSPolygonize_r(geos.handle(), input, 1));
}

}  // namespace

bool hides_ground(const Shape& before, const Shape& after) {
  const Geos geos;
  const auto rings = rings_of(before), mended = rings_of(after);
  const GeosPtr drawn = polygonized(geos, rings);
  if (!drawn) return true;
  const auto faces = faces_of(geos, drawn.get());
  std::size_t edges = 0;
  for (const auto* some : {&rings, &mended})
    for (const auto& ring : *some) edges += ring.ring->size();
  if (static_cast<double>(edges) * static_cast<double>(faces.size()) > kMostWork) return true;
  if (faces.empty()) return false;
  std::vector<bool> bad(faces.size());
  for (const auto& ring : rings) mark_crossed(ring, faces, bad);
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (within(rings, faces[i].inside) != within(mended, faces[i].inside)) bad[i] = true;
  return any_wide(geos, faces, bad);
}

std::optional<Spike> longest_spike(const Shape& shape) {
  std::optional<Spike> longest;
  for (const auto& turning : rings_of(shape)) {
    Ring ring = *turning.ring;
    ring.erase(std::unique(ring.begin(), ring.end(),
                           [](const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; }),
               ring.end());
    for (std::size_t i = 0; i < ring.size() && ring.size() > 1; ++i) {
      const Point tip = ring[i], p = ring[(i + ring.size() - 1) % ring.size()],
                  q = ring[(i + 1) % ring.size()];
      const double back = std::hypot(p.x - tip.x, p.y - tip.y), on = std::hypot(q.x - tip.x, q.y - tip.y);
      const double dot = (p.x - tip.x) * (q.x - tip.x) + (p.y - tip.y) * (q.y - tip.y);
      const double cross = (p.x - tip.x) * (q.y - tip.y) - (p.y - tip.y) * (q.x - tip.x);
      if (dot <= 0 || std::abs(cross) > 2 * kGrid * std::max(back, on)) continue;
      if (const double length = std::min(back, on); !longest || length > longest->length)
        longest = Spike{tip, length};
    }
  }
  return longest;
}

}  // namespace zonegate::geom
