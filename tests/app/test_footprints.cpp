// SPDX-License-Identifier: Apache-2.0
//
// Footprints among themselves, against GEOS: areas of pairs, unions of projects and of clusters. The evidence file is written and read as a run does it.
#include <geos_c.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "io/io.h"
#include "world.h"

using namespace zonegate;

namespace {

struct Part {
  std::size_t project = 0;
  std::string part_id;
  bool occupies = true;
  geom::Shape lonlat;
};

class Geos {
 public:
  Geos() : context_(GEOS_init_r()) {}
  ~Geos() {
    for (auto* g : all_) GEOSGeom_destroy_r(context_, g);
    GEOS_finish_r(context_);
  }
  GEOSGeometry* plane(const geom::Shape& lonlat) {
    const geom::Transform transform(geom::Crs::parse("EPSG:4490"), geom::Plane::equal_area());
    const auto placed = transform(lonlat);
    REQUIRE(placed.figure);
    return keep(GEOSGeomFromWKT_r(context_, geom::to_wkt(placed.figure->shape).c_str()));
  }
  GEOSGeometry* both(GEOSGeometry* a, GEOSGeometry* b) { return keep(GEOSUnion_r(context_, a, b)); }
  double shared(GEOSGeometry* a, GEOSGeometry* b) {
    return a && b ? area(keep(GEOSIntersection_r(context_, a, b))) : 0;
  }
  double area(GEOSGeometry* g) const {
    double out = 0;
    if (g) GEOSArea_r(context_, g, &out);
    return out;
  }

 private:
  GEOSGeometry* keep(GEOSGeometry* g) {
    REQUIRE(g);
    all_.push_back(g);
    return g;
  }
  GEOSContextHandle_t context_;
  std::vector<GEOSGeometry*> all_;
};

geom::Shape star(std::mt19937& random, double lon, double lat, double radius) {
  std::uniform_real_distribution<double> factor(0.4, 1.0);
  geom::Polygon polygon;
  constexpr int kCorners = 9;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2 * 3.14159265358979 * i / kCorners, r = radius * factor(random);
    polygon.shell.push_back({lon + r * std::cos(angle), lat + r * std::sin(angle)});
  }
  geom::Shape shape;
  shape.polygons.push_back(polygon);
  return shape;
}

std::string name_of(std::size_t project) { return "P" + std::to_string(project); }

std::vector<review::StatedProject> write(const std::string& path, const std::vector<Part>& parts,
                                         std::size_t n) {
  using Type = io::OutField::Type;
  io::VectorSink sink(path,
                      {{"footprint",
                        io::OutLayer::Geometry::any,
                        {{"project_id", Type::text}, {"part_id", Type::text}, {"area_m2", Type::number}}}},
                      "2026-10-01T00:00:00Z");
  std::vector<review::StatedProject> stated(n);
  for (std::size_t i = 0; i < n; ++i) stated[i].project_id = name_of(i);
  for (const auto& part : parts) {
    sink.write(0, part.lonlat, {name_of(part.project), part.part_id, Value(Unknown{})});
    stated[part.project].parts.push_back({part.part_id, part.occupies, std::nullopt});
  }
  sink.finish();
  return stated;
}

}  // namespace

TEST_CASE("pairs, projects and clusters have the areas that GEOS finds") {
  const unsigned seed = 20261126;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(103.0, 103.06), lat(30.0, 30.06);
  constexpr std::size_t kProjects = 60;
  std::vector<Part> parts;
  for (std::size_t i = 0; i < kProjects; ++i) {
    const double x = lon(random), y = lat(random);
    parts.push_back({i, "1", true, star(random, x, y, 0.004)});
    // Every third project has a second part that overlaps the first, every fifth a tunnel across.
    if (i % 3 == 0) parts.push_back({i, "2", true, star(random, x + 0.002, y, 0.004)});
    if (i % 5 == 0) parts.push_back({i, "t", false, star(random, x, y + 0.01, 0.002)});
  }
  const testing::TempFolder folder;
  const auto stated = write(folder / "evidence.gpkg", parts, kProjects);
  const auto ground = app::measure_ground({folder / "evidence.gpkg", "ellipsoidal", 0}, stated, {});
  REQUIRE(ground.examined);

  Geos geos;
  std::vector<GEOSGeometry*> land(kProjects, nullptr), other(kProjects, nullptr);
  for (const auto& part : parts) {
    auto*& to = part.occupies ? land[part.project] : other[part.project];
    GEOSGeometry* g = geos.plane(part.lonlat);
    to = to ? geos.both(to, g) : g;
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> found, found_other;
  for (const auto& pair : ground.pairs) {
    CHECK(pair.area_lo == pair.area_hi);
    (pair.land ? found : found_other)[{pair.a, pair.b}] = pair.area_hi;
  }
  std::size_t overlapping = 0;
  for (std::uint32_t a = 0; a < kProjects; ++a) {
    CHECK(ground.projects[a].compared);
    CHECK(ground.projects[a].area_m2 == Approx(geos.area(land[a])).margin(1e-3));
    for (std::uint32_t b = a + 1; b < kProjects; ++b) {
      CAPTURE(a, b);
      const double expected = geos.shared(land[a], land[b]);
      CHECK(found[{a, b}] == Approx(expected).margin(1e-3));
      overlapping += expected > 1;
    }
  }
  CHECK(overlapping > 20);
  CHECK(!found_other.empty());

  REQUIRE(!ground.clusters.empty());
  std::set<std::uint32_t> seen;
  bool large = false;
  for (const auto& cluster : ground.clusters) {
    GEOSGeometry* together = nullptr;
    for (const std::uint32_t member : cluster.members) {
      CHECK(seen.insert(member).second);
      together = together ? geos.both(together, land[member]) : land[member];
    }
    CHECK(cluster.union_lo == Approx(geos.area(together)).margin(1e-2));
    CHECK(cluster.union_lo == cluster.union_hi);
    large = large || cluster.members.size() > 3;
  }
  CHECK(large);

  const auto one = app::measure_ground({folder / "evidence.gpkg", "ellipsoidal", 1}, stated, {});
  REQUIRE(one.pairs.size() == ground.pairs.size());
  for (std::size_t i = 0; i < one.pairs.size(); ++i) CHECK(one.pairs[i].area_hi == ground.pairs[i].area_hi);
}

TEST_CASE("a footprint that is not as results state it is not compared") {
  std::mt19937 random(7);
  const std::vector<Part> parts = {{0, "1", true, star(random, 103, 30, 0.01)},
                                   {1, "1", true, star(random, 103, 30, 0.01)}};
  const testing::TempFolder folder;
  const std::string path = folder / "evidence.gpkg";
  auto stated = write(path, parts, 2);
  const auto ask = [&] { return app::measure_ground({path, "ellipsoidal", 1}, stated, {}); };
  const auto whole = ask();
  REQUIRE(whole.examined);
  CHECK(whole.projects[0].compared);
  stated[0].parts[0].area_ellipsoidal_m2 = whole.projects[0].area_m2 + 1;
  CHECK_FALSE(ask().projects[0].compared);
  CHECK(ask().projects[1].compared);
  stated[0].parts[0].area_ellipsoidal_m2 = whole.projects[0].area_m2;
  CHECK(ask().projects[0].compared);
  stated[1].parts.push_back({"2", true, std::nullopt});  // stated, and not in the file
  CHECK_FALSE(ask().projects[1].compared);
  stated.pop_back();  // the file holds a project that results do not know
  CHECK_FALSE(ask().examined);
  CHECK(ask().why.en.find("P1") != std::string::npos);
  CHECK_FALSE(app::measure_ground({folder / "none.gpkg", "ellipsoidal", 1}, stated, {}).examined);
  testing::write_text(folder / "broken.gpkg", "no database");
  CHECK_FALSE(app::measure_ground({folder / "broken.gpkg", "ellipsoidal", 1}, stated, {}).examined);
}
