// SPDX-License-Identifier: Apache-2.0
//
// project: the carbon of one project, or of several together, as data: estimates, trajectory, figures, intervals, checks. Made by app; written by report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "carbon/methods.h"
#include "carbon/side_gases.h"
#include "carbon/trajectory.h"
#include "carbon/uncertainty.h"
#include "core/core.h"

namespace zonegate::carbon {

// One part, and what each method says of what stands there (t C/ha).
struct CarbonPart {
  std::string id, stratum;
  std::size_t line = 0;
  Take take = Take::permanent;
  Hectares area{0};
  std::string growth;  // "curve 柳杉", "increment (IPCC Tier 2)", "IPCC Tier 1", "steady", "not known"
  Comparison methods;
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
// What is planted, or comes back on temporary ground: of the scenario, or as the project states it.
struct Restored {
  std::string curve;  // of the scenario file
  double survival = 1;
  int delay = 0;  // years
  double root_ratio = 0;
  auto operator<=>(const Restored&) const = default;
};
struct CarbonRun {  // a project under one scenario
  std::string scenario;
  Trajectory trajectory;
  KeyFigures figures;
  MonteCarlo intervals;
  CarbonChecks checks;
  SideGases gases;                      // beside the pools, never in them
  std::vector<std::string> certain;     // inputs that the intervals take as certain
  Text name = {};                       // of the scenario, where its file gives one
  std::vector<Restored> restored = {};  // each once
  // Less is subtracted than is true: net is too high, and so is the answer to "paid back?".
  bool upper_bound() const { return trajectory.lost != Known::all || trajectory.forgone != Known::all; }
  // No part of it has a figure: zeros of the trajectory mean nothing.
  bool nothing_known() const {
    const Flows& t = trajectory.total;
    const bool gains = t.by_cause[2].back() != 0 || t.refused.back() != 0;
    return trajectory.lost == Known::none && trajectory.forgone == Known::none && !gains;
  }
};
struct ProjectCarbon {
  std::string id;
  std::vector<CarbonPart> parts;  // in the order of the table; lines with mistakes are not among them
  std::vector<std::string> gaps;  // why the project's figures are not all of it; empty: complete
  bool complete() const { return gaps.empty(); }
  Hectares area{0};
  std::vector<UsedFactor> used;  // rows that the trajectory rests on, by id
  bool unverified = false;       // one of them, or a curve, is neither seen nor cross-checked
  double tree_low = 0, tree_high = 0, tree_mean = 0;  // t C of trees by the methods, all parts added
  Parameters parameters;
  std::vector<CarbonRun> runs;  // by scenario; none where no part could be used
  std::vector<Issue> issues;
};

// All projects together, under one scenario. Factor rows are shared between projects, so their errors do not cancel.
struct CarbonTotal {
  std::string scenario;
  Flows flows;
  KeyFigures figures;
  std::vector<Interval> net;                      // by state
  Known lost = Known::all, forgone = Known::all;  // over the projects
  // Emissions beside the pools, t CO2e; nullopt: not counted, or not for all projects.
  std::optional<TonnesCo2e> soil_n2o, methane;
  bool upper_bound() const { return lost != Known::all || forgone != Known::all; }
};
inline Known known_of(const CarbonTotal& t, std::size_t cause) {
  return cause == 0 ? t.lost : cause == 1 ? t.forgone : Known::all;
}
// Projects of one place added up; a project in several places is in the group of all of them ("511802;511803"), so that groups add to the whole.
struct CarbonGroup {
  std::string kind, place;  // "all", "county", "unit"; place: codes joined by ;, "?" not known
  std::size_t projects = 0, incomplete = 0, not_computed = 0;
  std::size_t failed_checks = 0;  // projects of which some sum does not hold
  Hectares area{0};
  std::vector<CarbonTotal> totals;  // by scenario
};

}  // namespace zonegate::carbon
