// SPDX-License-Identifier: Apache-2.0
// Points of a table that its reader does not read: on other sheets, in further columns. Private to survey.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "notes.h"
#include "survey/survey.h"
#include "table_columns.h"

namespace zonegate::survey {

// Two numbers that could be a corner in China, as they stand in a file: metres of a zone or degrees, in either order.
bool corner_like(const std::string& a, const std::string& b);
// Two pairs of numbers that are one corner to 0.1 m and their digits, in the same or in other units.
bool same_corner(const std::pair<std::string, std::string>& a, const std::pair<std::string, std::string>& b);
// Words that hold such a corner, its numbers with decimals or of seven and more digits: "J5: X=3251300.000 Y=34565000.000". Centres and control points are none of the boundary.
bool holds_corner(std::string_view text);
// A title or a note that holds corners, in numbers, in words, in degrees, minutes and seconds, or as WKT.
bool holds_points(const std::string& text);
// A note that further points stand somewhere else: 附：剩余拐点见下页.
bool promises_points(const std::string& text);
// Edges that are no straight lines, as points of an outline are joined: 圆弧，半径800.
bool speaks_of_arcs(const std::string& text);
inline constexpr const char* kArc = "\" speaks of an arc, and every edge is read as a straight line";
inline constexpr const char* kGiveArc =
    "give the points along the arc, or a drawing (.dxf, .gdb) that holds it";
// Pages and parcels that texts around the points count: 第1页 共2页, 共2宗地，本文件为第1宗.
class Counted {
 public:
  void hear(const std::string& text);
  // The text that counts more than are there; empty: none does.
  std::string missing(std::size_t parcels) const;

 private:
  long pages_ = 0, last_ = 0, parcels_ = 0;
  std::string said_, said_parcels_;
};
inline constexpr const char* kElsewhere = "\" says that further points stand somewhere else";
inline constexpr const char* kAddThem =
    "put all points of the project below one another; take the note out if none is missing";
// around_table.cpp: what stands outside of the columns (titles above the header, rows of one merged text, what is beside the cells), and holds or promises points.
// first_line: of the first row; 0: there is none. note_rows: rows of the table that are notes.
void tell_around(const TableView& table, std::size_t first_line, const std::vector<std::string>& note_rows,
                 Notes& notes);
// What is wrong with sheets that were not read and hold rows like corners; one text for each.
std::vector<std::string> unread_sheets(const Statements& elsewhere);

using Cell = std::function<std::string(std::size_t row, std::size_t column)>;
// What is wrong with further columns that hold points on other ground than those of `pair`; one text for each pair of them. Copies of the same points, in whatever
// system, say nothing. converted: the user has given parameters of an old datum or a local grid.
std::vector<std::string> unread_columns(const std::vector<Column>& columns, const Pair& pair, bool converted,
                                        std::size_t rows, const Cell& cell);

}  // namespace zonegate::survey
