// SPDX-License-Identifier: Apache-2.0
// Angles whose degrees, minutes and seconds stand in three columns: 经度度 | 经度分 | 经度秒, or 度, 分, 秒 below one title. Private to survey.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "survey/survey.h"

namespace zonegate::survey {

// Headers with each three such columns as one, named by its angle; the others as they are.
std::vector<std::string> joined_headers(const std::vector<std::string>& headers);
// The table with each three such columns as one of angles (103°12′34.5″); nullopt: it has none.
std::optional<TableView> joined_angles(const TableView& table);
// Is each column one of three such?
std::vector<bool> split_columns(const std::vector<std::string>& headers);
// Names that such columns may have.
std::vector<std::string> split_angle_names();

}  // namespace zonegate::survey
