// SPDX-License-Identifier: Apache-2.0
//
// Rings, contained features, tests of the DE-9IM matrix. Expected areas of rings: of squares beside a straight edge by hand; the partition on random shapes.
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "ready_shapes.h"

using namespace zonegate;
using overlay::MatrixTest;

namespace {

constexpr std::uint64_t kSeed = 20261126;

struct Local {
  geom::Plane plane = geom::Plane::local();
  overlay::Preparer a{nullptr, plane}, b{nullptr, plane};
  overlay::PairMeasure pair{plane, a, b};
  overlay::Ready ready(const std::string& wkt) { return testing::ready(*geom::from_wkt(wkt), a); }
  bool contains(const std::string& outer, const std::string& inner) {
    const auto ra = ready(outer), rb = ready(inner);
    const auto fact = pair(ra, rb, {});
    return fact && overlay::contains(ra, rb, *fact, a, b, plane);
  }
};

const std::array<double, 2> kRings{10, 30};

}  // namespace

TEST_CASE("rings beside a straight edge") {
  Local l;
  overlay::RingMeasure rings(l.ready("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"), kRings, l.plane, l.a,
                             l.b);
  REQUIRE(rings.size() == 3);
  CHECK(rings.ring_m2(0) == Approx(10000));
  CHECK(rings.ring_m2(1) ==
        Approx(4 * 1000 + 3.14159265 * 100).epsilon(1e-3));  // 64 sides: 0.16 % of a circle
  const auto strip = rings(l.ready("POLYGON ((40 90, 50 90, 50 200, 40 200, 40 90))"));
  REQUIRE(strip.size() == 3);
  CHECK(strip[0].area_m2 == Approx(100));
  CHECK(strip[1].area_m2 == Approx(100));
  CHECK(strip[2].area_m2 == Approx(200));
  const auto line = rings(l.ready("LINESTRING (50 50, 50 200)"));
  REQUIRE(line.size() == 3);
  CHECK(line[0].length_m == Approx(50));
  CHECK(line[1].length_m == Approx(10));
  CHECK(line[2].length_m == Approx(20));
  const auto points = rings(l.ready("MULTIPOINT ((50 50), (50 105), (50 106), (50 129), (50 131))"));
  REQUIRE(points.size() == 3);
  CHECK(points[0].points == 1);
  CHECK(points[1].points == 2);
  CHECK(points[2].points == 1);
  CHECK(rings(l.ready("POLYGON ((140 0, 150 0, 150 9, 140 0))")).empty());
  CHECK(rings(l.ready("POINT (50 140)")).empty());
  const auto touching = rings(l.ready("POLYGON ((100 0, 200 0, 200 10, 100 10, 100 0))"));
  REQUIRE(touching.size() == 3);
  CHECK(touching[0].area_m2 == 0);
  CHECK(touching[1].area_m2 == Approx(100));
}

TEST_CASE("rings around a point have an empty footprint") {
  Local l;
  overlay::RingMeasure rings(l.ready("POINT (0 0)"), kRings, l.plane, l.a, l.b);
  CHECK(rings.ring_m2(0) == 0);
  const auto all = rings(l.ready("POLYGON ((-50 -50, 50 -50, 50 50, -50 50, -50 -50))"));
  REQUIRE(all.size() == 3);
  CHECK(all[1].area_m2 == Approx(rings.ring_m2(1)));
  CHECK(all[2].area_m2 == Approx(rings.ring_m2(2)));
}

TEST_CASE("rings add up to the overlap with the outermost buffer") {
  const geom::Crs crs = geom::Crs::parse("EPSG:4490");
  const geom::Plane plane = geom::Plane::equal_area();
  overlay::Preparer a(&crs, plane), b(&crs, plane);
  std::mt19937_64 random(kSeed);
  CAPTURE(kSeed);
  const std::array<double, 4> distances{1, 50, 51, 700};
  geom::AreaOverlap measure;
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const auto ra = testing::ready(testing::star(random, 103, 30, 0.005, 5 + round), a);
    const auto rb = testing::ready(testing::star(random, 103.006, 30.003, 0.008, 8 + round), b);
    overlay::RingMeasure rings(ra, distances, plane, a, b);
    const auto shares = rings(rb);
    double sum = 0, ground = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      CHECK(shares[k].area_m2 >= -1e-6);
      CHECK(shares[k].area_m2 <= rings.ring_m2(k) + 1e-6);
      CHECK(rings.ring_m2(k) > 0);
      sum += shares[k].area_m2;
      ground += rings.ring_m2(k);
    }
    const geom::Figure outer = geom::buffer(*a.figure(ra), Metres(700), plane, geom::BufferKind::best);
    geom::PreparedArea disc;
    disc.assign(geom::to_rings(outer.shape));
    CHECK(sum == Approx(measure(disc, rb.area).value).margin(1e-4));
    CHECK(ground == Approx(disc.area().value).margin(1e-4));
  }
}

TEST_CASE("contained features of each type") {
  Local l;
  const std::string square = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))";
  CHECK(l.contains(square, "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"));
  CHECK(l.contains(square, square));
  CHECK(l.contains(square, "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"));
  CHECK_FALSE(l.contains(square, "POLYGON ((1 1, 5 1, 5 2, 1 2, 1 1))"));
  CHECK(l.contains(square, "LINESTRING (0 1, 4 1)"));
  CHECK_FALSE(l.contains(square, "LINESTRING (0 1, 5 1)"));
  CHECK(l.contains(square, "MULTIPOINT ((1 1), (4 2))"));
  CHECK_FALSE(l.contains(square, "MULTIPOINT ((1 1), (5 2))"));
  CHECK_FALSE(l.contains(square, "GEOMETRYCOLLECTION (POLYGON ((1 1, 2 1, 2 2, 1 1)), POINT (9 9))"));
  CHECK_FALSE(l.contains("LINESTRING (0 1, 4 1)", square));
}

TEST_CASE("predicates by name and by pattern") {
  const auto holds = [](const std::string& name, const char* matrix, int a, int b) {
    return MatrixTest::parse(name).holds(matrix, a, b);
  };
  CHECK(holds("overlaps", "212101212", 2, 2));
  CHECK_FALSE(holds("touches", "212101212", 2, 2));
  CHECK(holds("touches", "FF2F11212", 2, 2));
  CHECK(holds("Intersects", "FF2F01212", 2, 2));
  CHECK_FALSE(holds("intersects", "FF2FF1212", 2, 2));
  CHECK(holds("equals", "2FFF1FFF2", 2, 2));
  CHECK(holds("T*F**FFF*", "2FFF1FFF2", 2, 2));
  CHECK(holds("t*f**fff*", "2FFF1FFF2", 2, 2));
  CHECK(holds("within", "2FF1FF212", 2, 2));
  CHECK(holds("contains", "212FF1FF2", 2, 2));
  CHECK(holds("covers", "212F11FF2", 2, 2));
  CHECK(holds("crosses", "101FF0212", 1, 2));
  CHECK(holds("crosses", "1020F1102", 2, 1) == true);
  CHECK(holds("crosses", "0F1FF0102", 1, 1));
  CHECK_FALSE(holds("crosses", "1F1F00102", 1, 1));
  CHECK(holds("overlaps", "1F1F00102", 1, 1));
  CHECK(holds("touches", "F0FFFF212", 0, 2));
  CHECK(holds("covered_by", "F0FFFF212", 0, 2));
  CHECK_FALSE(holds("within", "F0FFFF212", 0, 2));
  CHECK_FALSE(holds("intersects", "", 2, 2));
  for (const char* bad : {"disjoint", "FF*FF****", "near", "T*F**FFF", "T*F**FFF3", ""})
    CHECK_THROWS_AS(MatrixTest::parse(bad), Error);
}
