// SPDX-License-Identifier: Apache-2.0
// The lines of a boundary text, told apart but not yet understood. Private to survey.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "notes.h"
#include "part.h"

namespace zonegate::survey {

struct PointLine {
  std::size_t line = 0;
  std::vector<std::string> cells;
};
struct Parcel {
  std::size_t line = 0;
  bool stated = false;             // has a line of its own; else its points came without one
  std::vector<std::string> cells;  // of that line, up to the @
  std::vector<PointLine> points;
  std::size_t blocks = 0;  // header blocks that stand before it
};
// Lines of a header, up to the next parcel or point.
using Blocks = std::vector<Statements>;
struct BoundaryLines {
  Blocks blocks;
  std::vector<Parcel> parcels;
};
// What the header says of a parcel. One block alone holds wherever it stands. Of several, a parcel has those before it, of which a later one says again only what changes, and a block behind
// the last parcel holds for all; a parcel before the first block has them all. What then contradicts itself is the fault of the parcel.
Statements header_of(const BoundaryLines& lines, const Parcel& parcel);
BoundaryLines sort_lines(std::string_view utf8, Notes& notes);
// A line of a parcel: its text up to the @, or nullopt.
std::optional<std::string_view> parcel_line(std::string_view line);

bool is_total_area(std::string_view key);  // 总面积, 项目总面积

// The fields of a parcel line by their names, with or without the count in front; values as written. Empty ones are left out.
std::vector<std::pair<std::string, std::string>> parcel_fields(const std::vector<std::string>& cells);
// Points of a parcel; fault: the first that cannot be read.
std::vector<Corner> read_points(const Parcel& parcel, Notes& notes, std::string& fault);

}  // namespace zonegate::survey
