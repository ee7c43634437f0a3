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
};
struct BoundaryLines {
  std::vector<std::pair<std::string, std::string>> header;
  std::vector<Parcel> parcels;
};
BoundaryLines sort_lines(std::string_view utf8, Notes& notes);
// A line of a parcel: its text up to the @, or nullopt.
std::optional<std::string_view> parcel_line(std::string_view line);

// The fields of a parcel line by their names, with or without the count in front; values as written. Empty ones are left out.
std::vector<std::pair<std::string, std::string>> parcel_fields(const std::vector<std::string>& cells);
// Points of a parcel; fault: the first that cannot be read.
std::vector<Corner> read_points(const Parcel& parcel, Notes& notes, std::string& fault);

}  // namespace zonegate::survey
