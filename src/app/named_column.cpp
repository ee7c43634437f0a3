// SPDX-License-Identifier: Apache-2.0
#include "app/named_column.h"

#include <algorithm>

#include "app/stages.h"

namespace zonegate::app {

std::string header_of(const io::Table& table, const NamedColumn& column,
                      const std::function<void(const std::string&)>& fail) {
  std::string found;
  for (const char* name : column.names) {
    if (!*name || std::find(table.headers.begin(), table.headers.end(), name) == table.headers.end())
      continue;
    if (!found.empty()) fail("columns " + found + " and " + name + " say the same thing; keep one");
    found = name;
  }
  if (found.empty() && column.required)
    fail(std::string("there is no column ") + column.key + " (" + column.names[1] + ")");
  return found;
}

void refuse_near_columns(const io::Table& table, std::span<const NamedColumn> columns,
                         const std::function<void(const std::string&)>& fail) {
  std::vector<std::string> known, missing;
  std::string undated;
  for (const auto& column : columns) {
    std::vector<std::string> names;
    for (const char* name : column.names)
      if (*name) names.emplace_back(name);
    const bool there = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return std::find(table.headers.begin(), table.headers.end(), name) != table.headers.end();
    });
    known.insert(known.end(), names.begin(), names.end());
    if (there) continue;
    missing.insert(missing.end(), names.begin(), names.end());
    const std::string key = column.key;
    if (key == "from" || key == "to") undated += (undated.empty() ? "" : "' or '") + key;
  }
  for (const auto& header : table.headers) {
    if (std::find(known.begin(), known.end(), header) != known.end()) continue;
    const bool dated =
        !undated.empty() && std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
          const auto cell = row.find(header);
          return cell != row.end() && Date::parse(schema::trimmed(cell->second));
        });
    const std::string near = schema::nearest_word(header, missing);
    if (near.empty() && !dated) continue;
    fail("column '" + header + "' is not known; did you mean '" + (near.empty() ? undated : near) +
         "'? Rename it, or take it out");
  }
}

}  // namespace zonegate::app
