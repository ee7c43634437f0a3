// SPDX-License-Identifier: Apache-2.0
// How many corners and parcels the columns of a table say that there are (界址点数, 地块数). Private to survey.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "other_points.h"

namespace zonegate::survey {

// Rows of one part, in the order of the file.
struct Group {
  std::string project, part;
  std::vector<std::size_t> rows;
};

// The number of corners that the rows of the part state, all the same one. nullopt: they do not, or it is that of all rows of its project.
std::optional<long> stated_points(const std::vector<Column>& columns, const Group& group,
                                  const std::vector<Group>& all, const Cell& cell);
// What is wrong with projects that state more parcels than they have; rings (圈号) count as parcels. One text for each.
std::vector<std::string> missing_parcels(const std::vector<Column>& columns, const std::vector<Group>& all,
                                         const Cell& cell);

}  // namespace zonegate::survey
