// SPDX-License-Identifier: Apache-2.0
//
// What the files that could be read show about the one that could not (docs/decisions/0039). A copy of a file shows nothing that the file does not.
#include "catalog/project_row.h"

namespace zonegate::catalog {

std::size_t files_of_their_own(const std::map<std::string, std::set<std::string>>& parts) {
  std::set<std::string> seen;
  std::size_t count = 0;
  for (const auto& [file, prints] : parts) {
    const std::size_t before = seen.size();
    seen.insert(prints.begin(), prints.end());
    if (seen.size() > before) ++count;
  }
  return count;
}

}  // namespace zonegate::catalog
