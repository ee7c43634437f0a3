// SPDX-License-Identifier: Apache-2.0
// Points of a table that its reader does not read: on other sheets, in further columns. Private to survey.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "survey/survey.h"
#include "table_columns.h"

namespace zonegate::survey {

// Two numbers that could be a corner in China, as they stand in a file: metres of a zone or degrees, in either order.
bool corner_like(const std::string& a, const std::string& b);
// Words that hold such a corner, its numbers with decimals or of seven and more digits: "J5: X=3251300.000 Y=34565000.000". Centres and control points are none of the boundary.
bool holds_corner(std::string_view text);
// What is wrong with sheets that were not read and hold rows like corners; one text for each.
std::vector<std::string> unread_sheets(const Statements& elsewhere);

using Cell = std::function<std::string(std::size_t row, std::size_t column)>;
// What is wrong with further columns that hold points on other ground than those of `pair`; one text for each pair of them. Copies of the same points, in whatever
// system, say nothing. converted: the user has given parameters of an old datum or a local grid.
std::vector<std::string> unread_columns(const std::vector<Column>& columns, const Pair& pair, bool converted,
                                        std::size_t rows, const Cell& cell);

}  // namespace zonegate::survey
