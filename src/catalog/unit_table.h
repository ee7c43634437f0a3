// SPDX-License-Identifier: Apache-2.0
// Private to catalog: control units that the official zoning system names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace zonegate::catalog {

struct UnitTable {
  struct Entry {
    std::vector<OfficialUnit> units;  // in the order of the table
    std::vector<Issue> issues;
    std::string fault;  // a row that cannot be read: there may be a unit more
    std::string project_name;
    std::size_t line = 0;  // of the first row
  };
  std::vector<std::string> order;  // project ids as they first appear
  std::map<std::string, Entry> projects;
};
// Columns by key or Chinese header: project_id, code, name, class, list (list type), city, county, project_name. Error (usage) with every row that names no project,
// and for a table without the columns project_id and code.
UnitTable read_unit_table(const std::string& path);

// Puts what the table and the attribute unit_codes say into the project. Where both speak and differ, the codes of one of them only are not certain.
void take_units(Project& project, const UnitTable::Entry* table);

}  // namespace zonegate::catalog
