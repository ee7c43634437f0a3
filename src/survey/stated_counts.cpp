// SPDX-License-Identifier: Apache-2.0
#include "stated_counts.h"

#include <algorithm>
#include <map>
#include <set>

#include "system.h"
#include "text.h"

namespace zonegate::survey {
namespace {

const Words kPoints = {"界址点数", "界址点个数", "界址点数量", "拐点数", "拐点个数",
                       "拐点数量", "顶点数",     "节点数",     "点数",   "界址点总数"};
const Words kParcels = {"地块数",   "地块个数", "地块数量", "地块总数", "宗地数",
                        "宗地个数", "宗地数量", "宗数",     "图斑数",   "图斑个数"};

// The largest number that rows state in columns of these names; no whole number above 0 says nothing.
long most(const std::vector<Column>& columns, const Words& names, const std::vector<std::size_t>& rows,
          const Cell& cell, bool& differ) {
  std::set<long> said;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!is_one(columns[c].key, names)) continue;
    for (const std::size_t r : rows)
      if (const auto number = read_decimal(narrow(cell(r, c)));
          number && number->value >= 1 && number->value < 1e6)
        said.insert(static_cast<long>(number->value));
  }
  differ = said.size() > 1;
  return said.empty() ? 0 : *said.rbegin();
}

}  // namespace

std::optional<long> stated_points(const std::vector<Column>& columns, const Group& group,
                                  const std::vector<Group>& all, const Cell& cell) {
  bool differ = false;
  const long said = most(columns, kPoints, group.rows, cell, differ);
  if (said == 0 || differ) return std::nullopt;
  std::size_t rows = 0;
  for (const Group& other : all)
    if (other.project == group.project) rows += other.rows.size();
  const bool of_all = rows > group.rows.size() && said <= static_cast<long>(rows);
  return of_all && said > static_cast<long>(group.rows.size()) ? std::nullopt : std::optional<long>(said);
}

std::vector<std::string> missing_parcels(const std::vector<Column>& columns, const std::vector<Group>& all,
                                         const Cell& cell) {
  const auto ring = find_role(columns, Role::ring);
  std::map<std::string, std::pair<long, long>> projects;  // stated, there
  for (const Group& group : all) {
    std::set<std::string> rings;
    for (const std::size_t r : group.rows) rings.insert(ring ? cell(r, *ring) : std::string());
    bool differ = false;
    auto& [said, there] = projects[group.project];
    said = std::max(said, most(columns, kParcels, group.rows, cell, differ));
    there += static_cast<long>(rings.size());
  }
  std::vector<std::string> out;
  for (const auto& [project, numbers] : projects)
    if (numbers.first > numbers.second)
      out.push_back((project.empty() ? std::string("the project") : "project " + project) + ": " +
                    std::to_string(numbers.first) + " parcels are stated, " + std::to_string(numbers.second) +
                    (numbers.second == 1 ? " is" : " are") + " there");
  return out;
}

}  // namespace zonegate::survey
