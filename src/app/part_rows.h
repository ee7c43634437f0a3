// SPDX-License-Identifier: Apache-2.0
// Private to app: tables of project parts and of stands, as carbon takes them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/carbon.h"

namespace zonegate::app {

struct PartRow {
  std::size_t line = 0;
  std::string part, stand;
  carbon::Take take = carbon::Take::permanent;
  Hectares area{0};  // of the part; stratum.area is that of the stand where one is named
  carbon::Stratum stratum;
  std::string growth_curve, restoration_species, restoration_curve;
  int start = 0;
  std::optional<int> end, delay, planting_year;
  std::optional<double> survival, root_ratio;
  std::vector<carbon::LawNote> law;
};
struct ProjectRows {
  std::string id;
  std::vector<PartRow> rows;
  std::vector<std::string> gaps;  // lines that could not be used
  std::vector<Issue> issues;
};
struct PartTable {
  std::vector<ProjectRows> projects;  // in the order in which they first stand in the table
  std::size_t wrong_lines = 0;
  std::vector<Issue> issues;  // of lines without a project, and of the table of stands
};
struct PartTableInputs {
  std::string parts, stands;
  const carbon::ScenarioFile& scenario;
  const carbon::DensityTable& densities;
  const carbon::SpeciesGroups& groups;
};
PartTable read_part_table(const PartTableInputs& inputs);

}  // namespace zonegate::app
