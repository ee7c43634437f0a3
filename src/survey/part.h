// SPDX-License-Identifier: Apache-2.0
// From the points of a parcel, or of one part of a table, to its feature. Private to survey.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notes.h"
#include "survey/survey.h"
#include "system.h"

namespace zonegate::survey {

enum class Geometry { polygon, line, point };
std::optional<Geometry> geometry_word(std::string_view text);  // 面, line, 点 ...

struct StatedArea {
  double hectares = 0;
  double half = 0;  // half of its last digit, in hectares
  std::string text;
  bool converted = false;  // from 亩 or m2
};
std::optional<StatedArea> read_area(std::string_view text);

struct Draft {
  std::vector<Corner> corners;
  std::optional<Geometry> geometry;
  std::optional<long> count;  // stated
  std::optional<StatedArea> area;
  Columns columns = Columns::xy;
  Labels labels;
};
// Fills shape, crs, digits and area of `out`, or its fault.
void finish(const Draft& draft, const Stated& stated, const Options& options, Notes& notes, Feature& out);

// loops.cpp: the corners of one ring or line, in the order of the file, without a closing point.
struct Loop {
  std::string ring;  // its number in the file, or empty
  std::vector<Corner> corners;
  bool closed = false;  // had a closing point
  bool again = false;   // only numbers that begin again tell it from the one before
};
// fault: a ring that others interrupt, or that nobody can tell from the next one.
std::vector<Loop> part_loops(const std::vector<Corner>& corners, Geometry geometry, Notes& notes,
                             std::string& fault);
std::string name_of(const Loop& loop, std::size_t number);  // "ring 2 (line 12)"
// area.cpp
struct Drawn {
  double area = 0, shells = 0, holes = 0, perimeter = 0;  // m2, m
};
// more_stated: more points are stated than were read. Ground that the points do not hold, and no slip of units explains, is an error.
void compare_area(const StatedArea& stated, const Drawn& drawn, double half_digit, bool more_stated,
                  Notes& notes);

}  // namespace zonegate::survey
