// SPDX-License-Identifier: Apache-2.0
//
// A project's way
// ---------------
// estimate every part by all methods -> for each scenario: ledger, trajectory, figures, intervals, checks. Parameters are shared by the
// parts and scenarios of a project, so what they have in common stays in common.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/carbon_parts.h"

namespace zonegate::app {
namespace {

void note_used(ProjectCarbon& project) {
  std::map<std::string, carbon::UsedFactor> used;
  for (const auto& part : project.parts) {
    if (!part.chosen) continue;
    const auto& e = part.methods.estimates[*part.chosen];
    for (const auto& u : e.used) used.emplace(u.id, u);
    project.unverified = project.unverified || e.unverified;
  }
  for (const auto& one : used) {
    project.unverified = project.unverified || !carbon::trusted(one.second.status);
    project.used.push_back(one.second);
  }
}

// Once for all scenarios: they mostly say the same.
void add_new(std::vector<Issue>& all, std::set<std::string>& known, const std::vector<Issue>& more,
             const std::string& project) {
  for (Issue issue : more) {
    if (!issue.message.starts_with(project)) issue.message = project + " " + issue.message;
    if (known.insert(issue.code + issue.message).second) all.push_back(std::move(issue));
  }
}

// A stand that cannot be put on its curve: the sink forgone is missing.
void note_errors(const LedgerNotes& notes, ProjectCarbon& project) {
  for (const auto& issue : notes.issues)
    if (issue.severity == Severity::error) project.gaps.push_back(issue.message);
  project.gaps.insert(project.gaps.end(), notes.gaps.begin(), notes.gaps.end());
}

void note_left_out(const carbon::Trajectory& t, ProjectCarbon& project) {
  for (const auto& issue : t.issues)
    if (issue.code == "carbon.part_wrong") project.gaps.push_back(issue.message);
  for (const auto& part : t.growth_unknown)
    project.gaps.push_back(fmt::format("part {}: how it grows is not known, nor the sink forgone", part));
  for (const auto& pool : t.missing) {
    const std::string gap = pool + ": no value, not counted";
    if (std::find(project.gaps.begin(), project.gaps.end(), gap) == project.gaps.end())
      project.gaps.push_back(gap);
  }
}

// Lines that could not be used, and ground whose trees nobody looked at, make the rest a part of the whole.
void note_what_lacks(const ProjectRows& rows, carbon::Trajectory& t) {
  const bool wrong = std::any_of(t.issues.begin(), t.issues.end(),
                                 [](const Issue& i) { return i.code == "carbon.part_wrong"; });
  const bool stand_in =
      std::any_of(rows.rows.begin(), rows.rows.end(), [](const PartRow& r) { return r.stand_in; });
  if (t.terms.empty() && (wrong || !rows.gaps.empty())) t.lost = t.forgone = carbon::Known::none;
  if (!wrong && !stand_in && rows.gaps.empty()) return;
  t.lost = carbon::not_all(t.lost);
  t.forgone = carbon::not_all(t.forgone);
}

void run_scenario(const ProjectRows& rows, const carbon::Scenario& scenario, const CarbonSetup& setup,
                  ProjectCarbon& project, std::set<std::string>& known, carbon::NetDraws* draws) {
  const carbon::ScenarioFile& file = setup.scenario;
  std::vector<carbon::Part> parts;
  LedgerNotes notes;
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    parts.push_back(ledger_part(rows.rows[i], project.parts[i], scenario, setup, project, notes));
  const bool first = project.runs.empty();
  if (first) note_errors(notes, project);
  CarbonRun run{scenario.id, carbon::trajectory(parts, file.horizon), {}, {}, {}, {}, {}, scenario.name};
  note_what_lacks(rows, run.trajectory);
  if (file.methane)
    std::erase_if(run.trajectory.issues, [](const Issue& i) { return i.code == "carbon.no_methane"; });
  add_new(project.issues, known, notes.issues, project.id);
  add_new(project.issues, known, run.trajectory.issues, project.id);
  if (first) note_left_out(run.trajectory, project);
  run.figures = carbon::key_figures(run.trajectory.total.net, file.horizon, file.money);
  run.intervals = carbon::monte_carlo(run.trajectory, project.parameters, file.monte_carlo, draws);
  run.checks = check_trajectory(run.trajectory);
  run.gases = carbon::side_gases(run.trajectory, setup.library, file.region, file.gwp, file.methane,
                                 project.parameters, file.monte_carlo);
  run.certain.assign(notes.certain.begin(), notes.certain.end());
  run.restored.assign(notes.restored.begin(), notes.restored.end());
  project.runs.push_back(std::move(run));
}

}  // namespace

ProjectCarbon project_carbon(const ProjectRows& rows, const CarbonSetup& setup,
                             std::span<carbon::NetDraws> draws) {
  ProjectCarbon project;
  project.id = rows.id;
  project.gaps = rows.gaps;
  project.issues = rows.issues;
  project.parameters.assume(setup.scenario.assumed_u);
  for (const auto& row : rows.rows) project.parts.push_back(estimate_part(row, setup, project));
  note_used(project);
  if (rows.rows.empty()) {
    if (project.gaps.empty()) project.gaps.emplace_back("no part takes ground");
    return project;
  }
  std::set<std::string> known;
  for (const auto& part : project.parts)
    for (const auto& e : part.methods.estimates)
      if (part.chosen && &e == &part.methods.estimates[*part.chosen])
        add_new(project.issues, known, e.issues, project.id);
  for (const auto& scenario : setup.scenario.scenarios)
    run_scenario(rows, scenario, setup, project, known,
                 draws.empty() ? nullptr : &draws[project.runs.size()]);
  std::sort(project.used.begin(), project.used.end(),
            [](const carbon::UsedFactor& a, const carbon::UsedFactor& b) { return a.id < b.id; });
  return project;
}

}  // namespace zonegate::app
