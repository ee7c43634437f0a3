// SPDX-License-Identifier: Apache-2.0
//
// One boundary, five reference systems. A red line with edges of 20 m to 20 km, and projects that copy its vertices from the other side: the
// boundary touches in every combination, a strip of 5 m is a hit in all, and areas agree.
#include <catch2/catch.hpp>

#include <cmath>

#include "geom/geom.h"
#include "overlay/overlay.h"

using namespace zonegate;

namespace {

const std::vector<std::string> kSystems = {"EPSG:4490", "EPSG:4543", "EPSG:4522", "EPSG:4544", "EPSG:4523"};

// Common boundary, from south to north, with edges of about 20 m, 200 m, 2 km, 20 km in changing directions (degrees).
const std::vector<geom::LonLat> kShared = {
    {103.00000, 29.80000}, {103.00015, 29.80012}, {103.00160, 29.80150}, {103.01700, 29.81300},
    {103.10000, 29.98000}, {103.09300, 29.99300}, {103.09200, 29.99480}, {103.09210, 29.99498}};

geom::Shape shape_in(const std::vector<geom::LonLat>& ring, const geom::Crs& crs) {
  geom::Polygon polygon;
  const geom::Plane plane = crs.geographic() ? geom::Plane::equal_area() : geom::Plane::planar(crs);
  for (const auto& p : ring)
    polygon.shell.push_back(crs.geographic() ? geom::Point{p.lon, p.lat} : plane.from_lonlat(p));
  geom::Shape shape;
  shape.polygons.push_back(std::move(polygon));
  return shape;
}

std::vector<geom::LonLat> with_side(double dlon, double shift) {
  std::vector<geom::LonLat> ring;
  for (const auto& p : kShared) ring.push_back({p.lon + shift, p.lat});
  ring.push_back({kShared.back().lon + dlon, kShared.back().lat});
  ring.push_back({kShared.front().lon + dlon, kShared.front().lat});
  return ring;
}

geom::Figure place(const std::vector<geom::LonLat>& ring, const std::string& system,
                   const geom::Plane& plane) {
  const geom::Crs crs = geom::Crs::parse(system);
  auto result = geom::Transform(crs, plane)(shape_in(ring, crs));
  REQUIRE(result.figure);
  return std::move(*result.figure);
}

double perimeter(const geom::Figure& f) {
  double sum = 0;
  for (const auto& e : f.area_edges()) sum += std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  return sum;
}

}  // namespace

TEST_CASE("a copied boundary touches in every combination of reference systems") {
  const geom::Plane plane = geom::Plane::equal_area();
  for (const auto& a : kSystems) {
    for (const auto& b : kSystems) {
      CAPTURE(a, b);
      const geom::Figure redline = place(with_side(+0.05, 0), a, plane);
      const geom::Figure project = place(with_side(-0.05, 0), b, plane);
      const auto r = overlay::relate(project, redline, plane, {1, 5, 100});
      INFO("shared " << r.shared_m2 << " m2, width " << r.width_m << " m");
      CHECK(r.band == facts::Band::touch);
      CHECK(r.overlap_m2 == 0);
      CHECK(r.certain);
      CHECK_FALSE(r.hit());
    }
  }
}

TEST_CASE("a true strip of 5 m is a hit in every combination") {
  const geom::Plane plane = geom::Plane::equal_area();
  const double five_metres = 5.0 / (111320 * std::cos(29.9 * M_PI / 180));
  for (const auto& a : kSystems) {
    for (const auto& b : kSystems) {
      CAPTURE(a, b);
      const geom::Figure redline = place(with_side(+0.05, 0), a, plane);
      const geom::Figure project = place(with_side(-0.05, five_metres), b, plane);
      const auto r = overlay::relate(project, redline, plane, {1, 1, 100});
      CHECK(r.hit());
      CHECK(r.certain);
      CHECK(r.overlap_m2 > 10000);
    }
  }
}

TEST_CASE("areas agree whatever the reference system of the file") {
  const geom::Plane plane = geom::Plane::equal_area();
  const geom::Figure reference = place(with_side(+0.05, 0), kSystems[0], plane);
  const double expected = geom::area(reference.area_edges()).value;
  for (const auto& system : kSystems) {
    CAPTURE(system);
    const geom::Figure figure = place(with_side(+0.05, 0), system, plane);
    const double tolerance = std::max(1e-7 * expected, perimeter(figure) * geom::kGrid);
    CHECK(std::abs(geom::area(figure.area_edges()).value - expected) <= tolerance);
  }
}

TEST_CASE("a neighbour's vertex in the middle of a long edge is not certain to touch") {
  // The project's boundary has one vertex more, in the middle of the 20 km edge on the straight line of lon/lat; the red line has none there.
  const geom::Plane plane = geom::Plane::equal_area();
  auto denser = with_side(-0.05, 0);
  denser.insert(denser.begin() + 4,
                {(kShared[3].lon + kShared[4].lon) / 2, (kShared[3].lat + kShared[4].lat) / 2});
  const geom::Figure redline = place(with_side(+0.05, 0), "EPSG:4490", plane);
  const geom::Figure project = place(denser, "EPSG:4490", plane);
  const auto r = overlay::relate(project, redline, plane, {1, 5, 100});
  INFO("width " << r.width_m << ", shared " << r.shared_m2);
  CHECK_FALSE(r.certain);
}
