// SPDX-License-Identifier: Apache-2.0
// Private to app: tables of project parts and of stands, as carbon takes them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/carbon.h"
#include "catalog/catalog.h"

namespace zonegate::app {

struct PartRow {
  std::size_t line = 0;
  std::string part, stand;
  carbon::Take take = carbon::Take::permanent;
  Hectares area{0};  // of the part; stratum.area is that of the stand where one is named
  carbon::Stratum stratum;
  std::string growth_curve, restoration_species, restoration_curve;
  bool stand_in = false;                    // its land class stands for trees that nobody looked at
  bool steady = false;                      // "none" in growth_curve: it does not grow
  std::optional<carbon::Stated> increment;  // m3/ha/a over bark
  std::vector<carbon::LossEntry> losses;    // without the project
  int start = 0;
  std::optional<int> end, delay, planting_year;
  std::optional<double> survival, survival_u,
      root_ratio;  // survival_u: half width of the 95 % interval / survival
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
  std::string parts, stands, losses;  // empty: none
  const catalog::FieldNames& forest;  // of layers/forest.yaml
  const carbon::ScenarioFile& scenario;
  const carbon::DensityTable& densities;
  const carbon::SpeciesGroups& groups;
};
PartTable read_part_table(const PartTableInputs& inputs);
// stand_losses.cpp: wood taken and trees killed without the project, put to the parts that they name.
void read_losses(const PartTableInputs& inputs, PartTable& table);

}  // namespace zonegate::app
