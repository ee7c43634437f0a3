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
void note_errors(const std::vector<Issue>& issues, ProjectCarbon& project) {
  for (const auto& issue : issues)
    if (issue.severity == Severity::error) project.gaps.push_back(issue.message);
}

void note_left_out(const carbon::Trajectory& t, ProjectCarbon& project) {
  for (const auto& issue : t.issues)
    if (issue.code == "carbon.part_wrong") project.gaps.push_back(issue.message);
  for (const auto& pool : t.missing) {
    const std::string gap = pool + ": no value, not counted";
    if (std::find(project.gaps.begin(), project.gaps.end(), gap) == project.gaps.end())
      project.gaps.push_back(gap);
  }
}

}  // namespace

ProjectCarbon project_carbon(const ProjectRows& rows, const CarbonSetup& setup) {
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
  for (const auto& scenario : setup.scenario.scenarios) {
    std::vector<carbon::Part> parts;
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
      parts.push_back(ledger_part(rows.rows[i], project.parts[i], scenario, setup, project, issues));
    if (project.runs.empty()) note_errors(issues, project);
    CarbonRun run{scenario.id, carbon::trajectory(parts, setup.scenario.horizon), {}, {}, {}};
    add_new(project.issues, known, issues, project.id);
    add_new(project.issues, known, run.trajectory.issues, project.id);
    if (project.runs.empty()) note_left_out(run.trajectory, project);
    run.figures = carbon::key_figures(run.trajectory.total.net, setup.scenario.horizon, setup.scenario.money);
    run.intervals = carbon::monte_carlo(run.trajectory, project.parameters, setup.scenario.monte_carlo);
    run.checks = check_trajectory(run.trajectory);
    project.runs.push_back(std::move(run));
  }
  return project;
}

}  // namespace zonegate::app
