// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
const std::string kParcel = ",,1,甲,面,,,,@\n";  // line 11; points from line 12

survey::Document parcel(const std::string& points) { return read(kHeader + kParcel + points); }
// "2 polygons, 1 hole, 30000 m2; codes"
std::string drawn(const survey::Document& d) {
  const auto& f = d.features.at(0);
  if (!f.fault.empty()) return f.fault;
  std::size_t holes = 0;
  for (const auto& p : f.shape.polygons) holes += p.holes.size();
  return std::to_string(f.shape.polygons.size()) + " polygons, " + std::to_string(holes) + " holes, " +
         shortest(f.planar_area_m2) + " m2; " + codes(d);
}
}  // namespace

TEST_CASE("rings are holes or parts by containment, whatever their numbers say", "[survey]") {
  CHECK(drawn(parcel(square("1", 0, 0, 200) + square("2", 50, 50, 100))) ==
        "1 polygons, 1 holes, 30000 m2; ");
  // The same number again: a further ring, and still a hole.
  const auto split = parcel(square("1", 0, 0, 200) + square("1", 50, 50, 100));
  CHECK(drawn(split) == "1 polygons, 1 holes, 30000 m2; survey.ring_split");
  CHECK(message(split, "survey.ring_split") ==
        "line 17: the ring was closed on the line before; read as a further ring");
  // Ring 2 beside ring 1 is no hole.
  CHECK(drawn(parcel(square("1", 0, 0, 100) + square("2", 0, 200, 100))) ==
        "2 polygons, 0 holes, 20000 m2; ");
  // The hole first, the part around it later.
  CHECK(drawn(parcel(square("1", 50, 50, 100) + square("2", 0, 0, 200))) ==
        "1 polygons, 1 holes, 30000 m2; ");
  // Without closing points the number of the ring tells them apart.
  CHECK(drawn(parcel(square("1", 0, 0, 200, false) + square("2", 50, 50, 100, false))) ==
        "1 polygons, 1 holes, 30000 m2; ");
}

TEST_CASE("rings nested twice: the innermost is a part again", "[survey]") {
  const std::string three = square("1", 0, 0, 300) + square("2", 50, 50, 200) + square("3", 100, 100, 100);
  const auto d = parcel(three);
  CHECK(drawn(d) == "2 polygons, 1 holes, 60000 m2; ");
  CHECK(d.features.at(0).shape.polygons.at(0).holes.size() == 1);
  CHECK(d.features.at(0).shape.polygons.at(1).holes.empty());
  CHECK(drawn(parcel(three + square("4", 120, 120, 50))) == "2 polygons, 2 holes, 57500 m2; ");
}

TEST_CASE("rings that touch, cross, or are there twice", "[survey]") {
  // A hole that touches the border in a corner and along a side; parts that share a side.
  CHECK(drawn(parcel(square("1", 0, 0, 200) + square("2", 0, 0, 100))) == "1 polygons, 1 holes, 30000 m2; ");
  CHECK(drawn(parcel(square("1", 0, 0, 100) + square("2", 0, 100, 100))) ==
        "2 polygons, 0 holes, 20000 m2; ");
  CHECK(drawn(parcel(square("1", 0, 0, 100) + square("2", 50, 50, 100))) ==
        "ring 1 (line 12) and ring 2 (line 17) cross: neither a hole nor a further part; correct the points");
  const auto twice = parcel(square("1", 0, 0, 100) + square("2", 0, 0, 100));
  CHECK(drawn(twice) == "1 polygons, 0 holes, 10000 m2; survey.ring_repeated");
  CHECK(message(twice, "survey.ring_repeated") ==
        "ring 2 (line 17) is the same ring as ring 1 (line 12); it is left out");
  // A hole that is there twice is one hole.
  CHECK(drawn(parcel(square("1", 0, 0, 200) + square("2", 50, 50, 100) + square("3", 50, 50, 100))) ==
        "1 polygons, 1 holes, 30000 m2; survey.ring_repeated");
  CHECK(drawn(parcel("J1,1,3320000,34512000\nJ2,1,3320100,34512000\nJ3,1,3320200,34512000\n")) ==
        "ring 1 (line 12) encloses no area; correct its points");
  CHECK(drawn(parcel("J1,1,3320000,34512000\nJ2,2,3320100,34512000\nJ3,1,3320200,34512900\n")) ==
        "line 14: ring 1 goes on after ring 2 has begun; number the rings one after the other");
}

TEST_CASE("a closing point nowhere near its ring is a fault: the file may be cut off", "[survey]") {
  const auto cut = read(kHeader + "5,1.0,1,甲,面,,,,@\n" + kSquare + "J1,1,3320000.000,345\n");
  CHECK(cut.features.at(0).fault ==
        "closing point J1 (line 16) has the name of the first J1 (line 12) but lies 34511655 m away, further "
        "than any "
        "edge of its ring is long; compare both lines, and whether the file is whole");
  CHECK(cut.features.at(0).shape.empty());
}

TEST_CASE("a closing point: there, absent, wrong, nearly", "[survey]") {
  CHECK(drawn(parcel(kSquare + kClose)) == "1 polygons, 0 holes, 10000 m2; ");
  CHECK(drawn(parcel(kSquare)) == "1 polygons, 0 holes, 10000 m2; ");
  const auto twice = parcel(kSquare + kClose + kClose);
  CHECK(drawn(twice) == "1 polygons, 0 holes, 10000 m2; survey.point_repeated");
  CHECK(message(twice, "survey.point_repeated") ==
        "point J1 (line 17) repeats the one before it; it is left out");
  const auto wrong = parcel(kSquare + "J1,1,3320000.000,34512050.000\n");
  CHECK(drawn(wrong) == "1 polygons, 0 holes, 10000 m2; survey.closing_point_differs");
  CHECK(message(wrong, "survey.closing_point_differs") ==
        "closing point J1 (line 16) has the name of the first J1 (line 12) but lies 50 m away; it is left "
        "out, the ring is closed at the first point");
  const auto near = parcel(kSquare + "J5,1,3320000.000,34512000.050\n");
  CHECK(drawn(near) == "1 polygons, 0 holes, 10000 m2; survey.closing_point_differs");
  CHECK(message(near, "survey.closing_point_differs") ==
        "last point J5 (line 16) lies 0.05 m from the first J1 (line 12): perhaps meant to close the ring; "
        "it is kept as a corner of its own");
  CHECK(near.features.at(0).shape.polygons.at(0).shell.size() == 5);
  const auto again = parcel(replaced(kSquare, "J3,", "J2,1,3320100.000,34512000.000\nJ3,"));
  CHECK(drawn(again) == "1 polygons, 0 holes, 10000 m2; survey.point_repeated");
  CHECK(again.features.at(0).shape.polygons.at(0).shell.size() == 4);
}

TEST_CASE("counts of points, off by one and right", "[survey]") {
  const auto count = [](int n, const std::string& points) {
    const auto d = read(kHeader + std::to_string(n) + ",,1,甲,面,,,,@\n" + points);
    return d.features.at(0).issues.empty() ? std::string() : message(d, "survey.point_count_differs");
  };
  CHECK(count(4, kSquare).empty());
  CHECK(count(5, kSquare).empty());
  CHECK(count(3, kSquare) == "line 11: 3 boundary points stated, 4 read");
  CHECK(count(6, kSquare) == "line 11: 6 boundary points stated, 4 read");
  CHECK(count(4, kSquare + kClose).empty());
  CHECK(count(5, kSquare + kClose).empty());
  CHECK(count(3, kSquare + kClose) == "line 11: 3 boundary points stated, 5 read (4 without closing points)");
  CHECK(count(6, kSquare + kClose) == "line 11: 6 boundary points stated, 5 read (4 without closing points)");
  const std::string holed = square("1", 0, 0, 200) + square("2", 50, 50, 100);
  CHECK(count(10, holed).empty());
  CHECK(count(8, holed).empty());
  CHECK(count(9, holed) == "line 11: 9 boundary points stated, 10 read (8 without closing points)");
}

TEST_CASE("numbers of points that begin again are a further ring, with or without closing points",
          "[survey]") {
  const std::string hole = square("1", 50, 50, 100, false), beside = square("1", 0, 300, 100, false);
  const auto two = parcel(square("1", 0, 0, 200, false) + hole);
  CHECK(drawn(two) == "1 polygons, 1 holes, 30000 m2; survey.numbers_begin_again survey.points_unread");
  CHECK(
      message(two, "survey.points_unread") ==
      "line 16: the ring that begins at J1 lies within another and would be a hole, but nothing says so (no "
      "圈号, no closing point, no stated area without it): a parcel of its own may be meant");
  // The stated area says that it is one, or that it is none.
  CHECK(drawn(read(kHeader + ",3.0000,1,甲,面,,,,@\n" + square("1", 0, 0, 200, false) + hole)) ==
        "1 polygons, 1 holes, 30000 m2; survey.numbers_begin_again");
  CHECK(drawn(read(kHeader + ",4.0000,1,甲,面,,,,@\n" + square("1", 0, 0, 200, false) + hole))
            .find("survey.points_unread") != std::string::npos);
  CHECK(
      message(two, "survey.numbers_begin_again") ==
      "line 16: the numbers of the points begin again at J1, and no point closes the ring before it; read as "
      "a further ring");
  CHECK(drawn(parcel(square("1", 0, 0, 200, false) + beside)) ==
        "2 polygons, 0 holes, 50000 m2; survey.numbers_begin_again");
  CHECK(drawn(parcel(square("1", 0, 0, 200) + hole)) == "1 polygons, 1 holes, 30000 m2; survey.ring_split");
  // Plain numbers for names, and a closing point of the second ring.
  CHECK(drawn(parcel(replaced(square("", 0, 0, 200, false) + square("", 50, 50, 100), "J", ""))) ==
        "1 polygons, 1 holes, 30000 m2; survey.numbers_begin_again survey.points_unread");
  // The closing point has a name of its own.
  CHECK(drawn(parcel(square("1", 0, 0, 200, false) + "J5,1,3320000.000,34512000.000\n" + hole)) ==
        "1 polygons, 1 holes, 30000 m2; survey.numbers_begin_again");
  const auto lines = read(kHeader + ",,1,甲,线,,,,@\n" + kSquare + beside);
  CHECK(lines.features.at(0).shape.lines.size() == 2);
  CHECK(message(lines, "survey.numbers_begin_again").find("no point closes the line before it") !=
        std::string::npos);
}

TEST_CASE("names that are there twice are never taken for one ring in silence", "[survey]") {
  const std::string third = "J5,1,3320150.000,34512050.000\n";
  CHECK(
      drawn(parcel(kSquare + "J1,1,3320010.000,34512010.000\n" + third)) ==
      "point J1 (line 16) has the name of the first point J1 (line 12) and another place, and further points "
      "follow: a closing point that is wrong, or a further ring; correct the line, or give each ring a "
      "number "
      "of its own (圈号)");
  const auto inner = parcel(replaced(kSquare, "J4,", "J2,"));
  CHECK(drawn(inner) == "1 polygons, 0 holes, 10000 m2; survey.point_name_repeated");
  CHECK(
      message(inner, "survey.point_name_repeated") ==
      "point J2 (line 15) has the name of J2 (line 13) of the same ring and another place; both are corners");
  // Names that are all alike number nothing.
  const std::string alike = replaced(replaced(replaced(kSquare, "J2", "J1"), "J3", "J1"), "J4", "J1");
  CHECK(drawn(parcel(alike)).starts_with("1 polygons, 0 holes, 10000 m2"));
}

TEST_CASE("a number that is missing is told, not taken for another ring", "[survey]") {
  CHECK(drawn(parcel(replaced(kSquare, "J3,1,3320100.000,34512100.000", "J3,1,3320100.000"))) ==
        "line 14: 3 values where most points have 4: X or Y is missing; fill it in");
  CHECK(drawn(parcel(
            replaced(replaced(kSquare, ",1,", ","), "J3,3320100.000,34512100.000", "J3,3320100.000"))) ==
        "line 14: 2 values where most points have 3: X or Y is missing; fill it in");
  const std::string gap = "J1,1,3320000,34512000\nJ2,,3320100,34512000\nJ3,1,3320200,34512900\n";
  CHECK(drawn(parcel(gap)) ==
        "line 14: ring 1 goes on after a ring without a number has begun; number the rings one after the "
        "other");
}

TEST_CASE("a parcel has no more points than the limit", "[survey]") {
  survey::Options options;
  options.most_points = 3;
  options.limit_text = "the limit is vertices=3";
  CHECK(read(kHeader + kParcel + kSquare, options).features.at(0).fault ==
        "line 11: it has more than 3 vertices (the limit is vertices=3)");
  options.most_points = 4;
  CHECK(read(kHeader + kParcel + kSquare, options).features.at(0).fault.empty());
}
