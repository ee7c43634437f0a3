// SPDX-License-Identifier: Apache-2.0
//
// Real input: every building of a country against its land use. The summed overlap equals an independent computation by GEOS in the same plane.
#include <catch2/catch.hpp>

#include <geos_c.h>

#include <cmath>
#include <cstdlib>
#include <map>

#include "io/io.h"
#include "world.h"

using namespace zonegate;

namespace {

std::string unpacked(const testing::TempFolder& folder, const std::string& shared, const std::string& name) {
  const std::string target = folder / name;
  const std::string command = "zstd -dq '" + shared + "/data/osm/" + name + ".zst' -o '" + target + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  return target;
}

struct Named {
  std::string id;
  geom::Figure figure;
};

std::vector<Named> placed(const std::string& path, const geom::Plane& plane) {
  io::VectorSource source(path, {});
  const geom::Transform transform(*source.crs(), plane);
  std::vector<Named> out;
  io::SourceFeature feature;
  while (source.next(feature)) {
    REQUIRE(feature.fault.empty());
    auto result = transform(feature.shape);
    REQUIRE(result.figure);
    geom::repair(*result.figure, plane);
    out.push_back({std::to_string(feature.number), std::move(*result.figure)});
  }
  return out;
}

class Geos {
 public:
  Geos() : context_(GEOS_init_r()) {}
  ~Geos() { GEOS_finish_r(context_); }

  // About the corner of the common box, so that GEOS works with small numbers too.
  double shared(const geom::Figure& a, const geom::Figure& b) {
    const double x = std::max(a.box.min_x, b.box.min_x), y = std::max(a.box.min_y, b.box.min_y);
    GEOSGeometry* ga = make(a.shape, x, y);
    GEOSGeometry* gb = make(b.shape, x, y);
    GEOSGeometry* both = GEOSIntersection_r(context_, ga, gb);
    REQUIRE(both);
    double area = 0;
    GEOSArea_r(context_, both, &area);
    for (auto* g : {ga, gb, both}) GEOSGeom_destroy_r(context_, g);
    return area;
  }

 private:
  GEOSGeometry* ring(const geom::Ring& r, double x, double y) {
    auto* sequence = GEOSCoordSeq_create_r(context_, static_cast<unsigned>(r.size() + 1), 2);
    for (std::size_t i = 0; i <= r.size(); ++i) {
      GEOSCoordSeq_setXY_r(context_, sequence, static_cast<unsigned>(i), r[i % r.size()].x - x,
                           r[i % r.size()].y - y);
    }
    return GEOSGeom_createLinearRing_r(context_, sequence);
  }
  GEOSGeometry* make(const geom::Shape& s, double x, double y) {
    std::vector<GEOSGeometry*> polygons;
    for (const auto& p : s.polygons) {
      std::vector<GEOSGeometry*> holes;
      for (const auto& hole : p.holes) holes.push_back(ring(hole, x, y));
      polygons.push_back(GEOSGeom_createPolygon_r(context_, ring(p.shell, x, y), holes.data(),
                                                  static_cast<unsigned>(holes.size())));
    }
    return GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(),
                                       static_cast<unsigned>(polygons.size()));
  }
  GEOSContextHandle_t context_;
};

}  // namespace

TEST_CASE("8,994 buildings against 604 polygons: the sum equals GEOS in the same plane") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  if (!shared) {
    WARN("SKIPPED: ZONEGATE_SHARED is not set, so the real input is not there");
    return;
  }
  const testing::TempFolder folder;
  app::PairOptions options;
  options.a.path = unpacked(folder, shared, "liechtenstein_buildings.gpkg");
  options.b = {{unpacked(folder, shared, "liechtenstein_landuse_protected.gpkg"), "", "", {}}};
  const auto result = app::overlay_pairs(options);
  CHECK(result.read_a == 8994);
  CHECK(result.read_b.at(0) == 604);
  for (const auto& issue : result.issues) CHECK(issue.code == "geometry.repaired");
  double ours = 0;
  for (const auto& row : result.rows) ours += row.fact.area_m2;

  const geom::Plane plane = geom::Plane::equal_area();
  const auto buildings = placed(options.a.path, plane), landuse = placed(options.b[0].path, plane);
  Geos geos;
  double theirs = 0;
  for (const auto& a : buildings) {
    for (const auto& b : landuse) {
      if (a.figure.box.meets(b.figure.box)) theirs += geos.shared(a.figure, b.figure);
    }
  }
  INFO("ours " << ours << " m2, GEOS " << theirs << " m2, " << result.rows.size() << " pairs");
  CHECK(theirs > 1e5);
  CHECK(std::abs(ours - theirs) <= 1e-9 * theirs);
}
