// SPDX-License-Identifier: Apache-2.0
// Private to app: one project from its lines to its figures.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/part_rows.h"

namespace zonegate::app {

struct CarbonSetup {
  carbon::ScenarioFile scenario;
  carbon::FactorLibrary library;
  carbon::DensityTable densities;
  carbon::MethodInputs inputs;  // points into this
  catalog::FieldNames forest;   // names of columns, of layers/forest.yaml
};

// Error (usage) with all mistakes of the scenario and the tables. carbon_project.cpp
struct SetupFiles {
  std::string scenario, library, factors, species_groups, densities, forest_kind;
};
void load_setup(const SetupFiles& files, CarbonSetup& setup);

// What stands on a part, by all methods, and the one that counts.
CarbonPart estimate_part(const PartRow& row, const CarbonSetup& setup, ProjectCarbon& project);
// What comes up beside numbers while the parts of one scenario are made.
struct LedgerNotes {
  std::vector<Issue> issues;
  std::vector<std::string> gaps;
  std::set<std::string> certain;  // inputs whose error nobody states
  std::set<carbon::Restored> restored;
  void add(Severity severity, const std::string& code, const std::string& message, const std::string& hint) {
    issues.push_back({code, severity, "", "", "", message, hint, std::nullopt});
  }
};
// The part under one scenario, from the method that was chosen. Curves and rows that nobody has verified make the project so.
carbon::Part ledger_part(const PartRow& row, CarbonPart& part, const carbon::Scenario& scenario,
                         const CarbonSetup& setup, ProjectCarbon& project, LedgerNotes& notes);
// carbon_growth.cpp
// Age from the group: the middle between the limits of the region; an open last group counts half the width of the one before it.
std::optional<double> age_by_group(const carbon::Stratum& s, const CarbonSetup& setup);
void set_growth(carbon::Part& p, const PartRow& row, CarbonPart& part, const CarbonSetup& setup,
                ProjectCarbon& project, LedgerNotes& notes);
void set_losses(carbon::Part& p, const PartRow& row, const CarbonSetup& setup, ProjectCarbon& project,
                LedgerNotes& notes);
void set_regrowth(carbon::Part& p, const PartRow& row, const carbon::Scenario& scenario,
                  const CarbonSetup& setup, ProjectCarbon& project, LedgerNotes& notes);
void set_survival(carbon::Regrowth& r, const PartRow& row, const carbon::Scenario& scenario,
                  carbon::Parameters& parameters);
// carbon_certain.cpp
void note_certain_rows(const std::vector<carbon::UsedFactor>& used, const CarbonSetup& setup,
                       std::set<std::string>& certain);
void note_certain(const carbon::Part& p, const PartRow& row, const CarbonPart& part, const CarbonSetup& setup,
                  std::set<std::string>& certain);
CarbonChecks check_trajectory(const carbon::Trajectory& t);

// carbon_run.cpp
// `draws`: one for each scenario, to which the draws of net are added; empty: nowhere.
ProjectCarbon project_carbon(const ProjectRows& rows, const CarbonSetup& setup,
                             std::span<carbon::NetDraws> draws = {});

}  // namespace zonegate::app
