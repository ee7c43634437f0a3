// SPDX-License-Identifier: Apache-2.0
// Private to cli: tables that people give for the values of rasters.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "algebra/algebra.h"

namespace zonegate::cli {

// Columns value and name. Error (usage) with every row that cannot be used.
std::map<long long, std::string> read_classes(const std::string& path);

// A reclassification: one value a row (column `value`, `code` or `lucode`) or a range (`min`, `max`, the latter not included), and what it becomes (column `to`, or another that is named);
// empty: no value. `name` names the new value. Error (usage) with every mistake.
struct ReclassTable {
  std::vector<algebra::ReclassRow> rows;
  std::map<long long, std::string> classes;
};
ReclassTable read_reclass(const std::string& path, const std::string& from, const std::string& to);

}  // namespace zonegate::cli
