// SPDX-License-Identifier: Apache-2.0
#include "app/named_column.h"

#include <algorithm>

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

}  // namespace zonegate::app
