// SPDX-License-Identifier: Apache-2.0
// Private to catalog: what the columns of a table of units are called.
#pragma once

#include <string>
#include <vector>

namespace zonegate::catalog {

struct UnitColumn {
  const char* key;
  std::vector<std::string> names;
};
const std::vector<UnitColumn>& unit_columns();
// "环境管控单元编码2", "单元编码（续）", "管控单元编码_二": the column of codes once more.
bool is_further(const std::string& header, const std::vector<std::string>& names);

}  // namespace zonegate::catalog
