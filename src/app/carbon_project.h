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

// One part, and what each method says of what stands there (t C/ha).
struct CarbonPart {
  std::string id, stratum;
  std::size_t line = 0;
  carbon::Take take = carbon::Take::permanent;
  Hectares area{0};
  std::string growth;  // "curve 柳杉", "increment (IPCC Tier 2)", "IPCC Tier 1", "steady", "not known"
  carbon::Comparison methods;
  std::optional<std::size_t> chosen;  // into methods.estimates: the one that the trajectory rests on
};
// What must hold of every result; the largest deviation, as a share of the largest stock.
struct CarbonChecks {
  double pools = 0, strata = 0, yearly = 0, causes = 0;
  static constexpr double kTolerance = 1e-9;
  bool good() const {
    return pools <= kTolerance && strata <= kTolerance && yearly <= kTolerance && causes <= kTolerance;
  }
};
struct CarbonRun {  // a project under one scenario
  std::string scenario;
  carbon::Trajectory trajectory;
  carbon::KeyFigures figures;
  carbon::MonteCarlo intervals;
  CarbonChecks checks;
  carbon::SideGases gases;           // beside the pools, never in them
  std::vector<std::string> certain;  // inputs that the intervals take as certain
  // Less is subtracted than is true: net is too high, and so is the answer to "paid back?".
  bool upper_bound() const {
    return trajectory.lost != carbon::Known::all || trajectory.forgone != carbon::Known::all;
  }
};
struct ProjectCarbon {
  std::string id;
  std::vector<CarbonPart> parts;  // in the order of the table; lines with mistakes are not among them
  std::vector<std::string> gaps;  // why the project's figures are not all of it; empty: complete
  bool complete() const { return gaps.empty(); }
  Hectares area{0};
  std::vector<carbon::UsedFactor> used;  // rows that the trajectory rests on, by id
  bool unverified = false;               // one of them, or a curve, is neither seen nor cross-checked
  double tree_low = 0, tree_high = 0, tree_mean = 0;  // t C of trees by the methods, all parts added
  carbon::Parameters parameters;
  std::vector<CarbonRun> runs;  // by scenario; none where no part could be used
  std::vector<Issue> issues;
};

// All projects together, under one scenario. Factor rows are shared between projects, so their errors do not cancel.
struct CarbonTotal {
  std::string scenario;
  carbon::Flows flows;
  carbon::KeyFigures figures;
  std::vector<carbon::Interval> net;                                      // by state
  carbon::Known lost = carbon::Known::all, forgone = carbon::Known::all;  // over the projects
  // Emissions beside the pools, t CO2e; nullopt: not counted, or not for all projects.
  std::optional<TonnesCo2e> soil_n2o, methane;
  bool upper_bound() const { return lost != carbon::Known::all || forgone != carbon::Known::all; }
};
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
