// SPDX-License-Identifier: Apache-2.0
//
// Part of app.h: tables of project parts to carbon, project by project (docs/carbon.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carbon/carbon.h"
#include "overlay/overlay.h"

namespace zonegate::app {

struct CarbonProjectOptions {
  std::string parts;           // table, a part of a project a line
  std::string stands;          // table of stands that parts name; empty: none
  std::string scenario;        // YAML
  std::string library;         // folder of the factor library
  std::string factors;         // folder of the user's own rows; empty: none
  std::string species_groups;  // table
  std::string densities;       // table by land class
  std::string losses;          // table of wood taken and trees killed without the project; empty: none
  std::string forest_kind;     // layers/forest.yaml: names of columns of tables of stands
  std::optional<std::uint32_t> draws;
  std::optional<std::uint64_t> seed;  // both instead of the scenario's
  int jobs = 0;                       // never changes a byte
};

using carbon::CarbonChecks, carbon::CarbonPart, carbon::CarbonRun, carbon::CarbonTotal, carbon::ProjectCarbon;
struct CarbonBatch {
  carbon::ScenarioFile scenario;
  std::size_t projects = 0, incomplete = 0, parts = 0, wrong_lines = 0;
  Hectares area{0};
  std::vector<CarbonTotal> totals;
  std::vector<std::pair<std::string, std::string>> hashes;  // of each file: its name and SHA-256
  std::vector<Issue> issues;                                // of the tables; those of the projects are theirs
};
// Results of some projects, in the order of the table. They are let go afterwards.
using TakeProjects = std::function<void(std::span<const ProjectCarbon>, const carbon::ScenarioFile&,
                                        const overlay::ParallelFor&)>;
// Error (usage): mistakes of the scenario, the factor tables or the columns, all listed. A line that cannot be used is an issue, and its project says so.
CarbonBatch carbon_projects(const CarbonProjectOptions& options, const TakeProjects& take,
                            const std::function<void(std::string_view, std::size_t, std::size_t)>& progress);

}  // namespace zonegate::app
