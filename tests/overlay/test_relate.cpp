// SPDX-License-Identifier: Apache-2.0
//
// One part and one feature: bands, shares, lengths, points, near misses. Plain numbers (a local plane), so that every expectation can be
// worked out by hand.
#include <catch2/catch.hpp>

#include "overlay/overlay.h"

using namespace zonegate;
using facts::Band;

namespace {

geom::Figure wkt(const std::string& text) {
  const auto shape = geom::from_wkt(text);
  REQUIRE(shape);
  return geom::make_figure(*shape);
}

overlay::Relation relate(const std::string& a, const std::string& b, double accuracy = 0,
                         double limit = 100) {
  static const geom::Plane plane = geom::Plane::local();
  return overlay::relate(wkt(a), wkt(b), plane, {accuracy, 0, limit});
}

std::string strip(
    double width) {  // 100 m long, beside the square [0,100] x [0,100], reaching `width` into it
  const std::string x = shortest(100 - width);
  return "POLYGON((" + x + " 0,150 0,150 100," + x + " 100," + x + " 0))";
}
const std::string kSquare = "POLYGON((0 0,100 0,100 100,0 100,0 0))";

}  // namespace

TEST_CASE("the width of an overlap decides its band, never its area") {
  CHECK(relate(kSquare, strip(0)).band == Band::touch);
  CHECK(relate(kSquare, strip(0.001)).band == Band::touch);
  CHECK(relate(kSquare, strip(0.01)).band == Band::overlap);
  CHECK(relate(kSquare, strip(0.01), 5).band == Band::boundary);
  CHECK(relate(kSquare, strip(20), 5).band == Band::overlap);
}

TEST_CASE("slivers of the touch band are left out of the overlap, but not of what is shared") {
  const auto r = relate(kSquare, strip(0.001));
  CHECK(r.overlap_m2 == 0);
  CHECK(r.shared_m2 == Approx(0.1));
  CHECK_FALSE(r.hit());
  CHECK(r.distance_m.value() == 0);
}

TEST_CASE("one wide component makes a hit of an overlap that is mostly sliver") {
  // 0.001 m over 90 m of the border, and a tooth of 10 m x 10 m.
  const auto r = relate(kSquare, "POLYGON((99.999 0,150 0,150 100,90 100,90 90,99.999 90,99.999 0))", 5);
  CHECK(r.band == Band::overlap);
  CHECK(r.overlap_m2 >= 100);
}

TEST_CASE("a tooth at the end of a long sliver does not drown in its mean width") {
  // 20 km of border copied to 1e-6 m, and a tooth of 3 m x 3 m: 2 * area / perimeter is under 2 mm.
  const auto r =
      relate("POLYGON((0 0,100 0,100 20000,0 20000,0 0))",
             "POLYGON((99.999999 0,150 0,150 20000,97 20000,97 19997,99.999999 19997,99.999999 0))");
  CHECK(r.band == Band::overlap);
  CHECK(r.overlap_m2 >= 9);
}

TEST_CASE("shares are of either side, and lie in 0 to 1") {
  const auto r = relate(kSquare, "POLYGON((50 0,250 0,250 100,50 100,50 0))");
  CHECK(r.overlap_m2 == Approx(5000));
  CHECK(r.share_a == Approx(0.5));
  CHECK(r.share_b == Approx(0.25));
  CHECK(relate(kSquare, kSquare).share_a == 1);
  CHECK(relate(kSquare, "POLYGON((10 10,20 10,20 20,10 20,10 10))").share_b == 1);
}

TEST_CASE("a feature in the hole of another does not overlap it") {
  const auto r = relate("POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))",
                        "POLYGON((45 45,55 45,55 55,45 55,45 45))");
  CHECK(r.overlap_m2 == 0);
  CHECK_FALSE(r.hit());
  CHECK(r.distance_m.value() == Approx(5));
}

TEST_CASE("a line crosses by its length inside, from either side of the pair") {
  const std::string line = "LINESTRING(-10 50,110 50)";
  for (const auto& r : {relate(line, kSquare), relate(kSquare, line)}) {
    CHECK(r.hit());
    CHECK(r.length_m == Approx(100));
  }
  CHECK_FALSE(relate("LINESTRING(0 0,100 0)", kSquare).hit());  // along the border
}

TEST_CASE("a point is inside, on the border, or outside") {
  CHECK(relate("POINT(50 50)", kSquare).inside);
  CHECK(relate("POINT(100 50)", kSquare).band == Band::touch);
  CHECK_FALSE(relate("POINT(101 50)", kSquare).hit());
  CHECK(relate("POINT(99 50)", kSquare, 5).band == Band::boundary);  // 1 m deep, 5 m accuracy
}

TEST_CASE("near misses have a distance, within the limit only") {
  const auto r = relate(kSquare, "POLYGON((103 0,110 0,110 10,103 10,103 0))");
  CHECK(r.distance_m.value() == Approx(3));
  CHECK_FALSE(relate(kSquare, "POLYGON((300 0,310 0,310 10,300 10,300 0))", 0, 50).distance_m.has_value());
}

TEST_CASE("A with B is B with A") {
  const std::string other = "POLYGON((50 -20,170 30,90 130,50 -20))";
  const auto ab = relate(kSquare, other), ba = relate(other, kSquare);
  CHECK(ab.overlap_m2 == Approx(ba.overlap_m2).epsilon(1e-14));
  CHECK(ab.share_a == Approx(ba.share_b));
  CHECK(ab.band == ba.band);
}
