// SPDX-License-Identifier: Apache-2.0
#include "overlay/border_lines.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace zonegate;
using namespace zonegate::overlay;

namespace {

const geom::Box kAll = {-100, -100, 100, 100};

geom::Shape square(double left, double bottom, double side = 10) {
  return {{geom::rectangle({left, bottom, left + side, bottom + side})}, {}, {}};
}

double length(const std::vector<BorderLine>& lines, RegionLevel level) {
  double sum = 0;
  for (const auto& line : lines)
    for (std::size_t i = 0; line.level == level && i + 1 < line.path.size(); ++i)
      sum += std::hypot(line.path[i + 1].x - line.path[i].x, line.path[i + 1].y - line.path[i].y);
  return sum;
}

}  // namespace

TEST_CASE("a border of two regions is one line, whose level is what parts them") {
  const geom::Shape a = square(0, 0), b = square(10, 0);
  const struct {
    const char *left, *right;
    RegionLevel level;
  } pairs[] = {{"511802", "511823", RegionLevel::county},
               {"511802", "510182", RegionLevel::city},
               {"511802", "500101", RegionLevel::province},
               {"511802", "", RegionLevel::county}};
  for (const auto& p : pairs) {
    INFO(p.right);
    const RegionShape regions[] = {{p.left, &a}, {p.right, &b}};
    const auto lines = border_lines(regions, kAll);
    double all = 0;
    for (const auto level : {RegionLevel::county, RegionLevel::city, RegionLevel::province})
      all += length(lines, level);
    CHECK(all == 70);  // of 80, 10 are the same
    CHECK(length(lines, p.level) == (p.level == RegionLevel::county ? 70 : 10));
  }
}

TEST_CASE("the outline of a city raises what its counties share with it, and holes are borders") {
  geom::Shape ring = square(0, 0, 30);
  const geom::Shape inner = square(10, 10);
  ring.polygons[0].holes.push_back(inner.polygons[0].shell);
  std::reverse(ring.polygons[0].holes[0].begin(), ring.polygons[0].holes[0].end());
  const geom::Shape city = square(0, 0, 30);
  const RegionShape regions[] = {{"511802", &ring}, {"511803", &inner}, {"511800", &city}};
  const auto lines = border_lines(regions, kAll);
  CHECK(length(lines, RegionLevel::city) == 120);
  CHECK(length(lines, RegionLevel::county) == 40);
}

TEST_CASE("edges beyond the box are left out, and lines end there") {
  const geom::Shape a = square(0, 0, 40);
  const RegionShape regions[] = {{"511802", &a}};
  const auto lines = border_lines(regions, {-5, -5, 5, 5});
  CHECK(length(lines, RegionLevel::county) == 80);
  CHECK(border_lines(regions, {60, 60, 70, 70}).empty());
  CHECK(border_lines({}, kAll).empty());
}

TEST_CASE("codes have levels") {
  CHECK(region_level("511802") == RegionLevel::county);
  CHECK(region_level("511800") == RegionLevel::city);
  CHECK(region_level("5118") == RegionLevel::city);
  CHECK(region_level("510000") == RegionLevel::province);
  CHECK(region_level("51") == RegionLevel::province);
  CHECK(region_level("") == RegionLevel::county);
}
