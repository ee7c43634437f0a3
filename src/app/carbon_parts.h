// SPDX-License-Identifier: Apache-2.0
// Private to app: one project from its lines to its figures.
#pragma once

#include "app/app.h"
#include "app/part_rows.h"

namespace zonegate::app {

struct CarbonSetup {
  carbon::ScenarioFile scenario;
  carbon::FactorLibrary library;
  carbon::DensityTable densities;
  carbon::MethodInputs inputs;  // points into this
};

// Error (usage) with all mistakes of the scenario and the tables. carbon_project.cpp
struct SetupFiles {
  std::string scenario, library, factors, species_groups, densities;
};
void load_setup(const SetupFiles& files, CarbonSetup& setup);

// What stands on a part, by all methods, and the one that counts.
CarbonPart estimate_part(const PartRow& row, const CarbonSetup& setup, ProjectCarbon& project);
// The part under one scenario, from the method that was chosen. Curves that nobody has verified make the project so.
carbon::Part ledger_part(const PartRow& row, const CarbonPart& part, const carbon::Scenario& scenario,
                         const CarbonSetup& setup, ProjectCarbon& project, std::vector<Issue>& issues);
CarbonChecks check_trajectory(const carbon::Trajectory& t);

// carbon_run.cpp
ProjectCarbon project_carbon(const ProjectRows& rows, const CarbonSetup& setup);

}  // namespace zonegate::app
