// SPDX-License-Identifier: Apache-2.0
// Private to overlay: the borders of administrative areas as lines, each once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geom/geom.h"

namespace zonegate::overlay {

enum class RegionLevel { county, city, province };
RegionLevel region_level(std::string_view code);  // of two, four or six digits; of anything else a county
std::string_view level_word(RegionLevel level);   // "county"

struct RegionShape {
  std::string code;
  const geom::Shape* shape = nullptr;
};
struct BorderLine {
  RegionLevel level = RegionLevel::county;
  geom::Path path;
};
// The edges of the regions' polygons that meet the box, whole, each once, however many regions have it: two dashed lines upon each other would be no dashes.
// Its level is the highest that its owners tell apart: two counties of different cities are parted by a border of cities. Where only one region is known, it is that region's.
// Edges are the same where both ends have the same coordinates, as in data sets that were cut from one; others are drawn twice. Linear in the edges.
std::vector<BorderLine> border_lines(std::span<const RegionShape> regions, const geom::Box& box);

}  // namespace zonegate::overlay
