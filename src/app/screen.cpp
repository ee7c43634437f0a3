// SPDX-License-Identifier: Apache-2.0
//
// The route of the data. Read it as a list: each call is a stage, each comment says what holds from there on.
#include <algorithm>

#include "app/app.h"
#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

void count(Screening& s) {
  auto& counts = s.run.info.counts;
  counts["rows_in"] = s.projects.rows_in;
  counts["empty_files"] = s.projects.empty_files;
  counts["projects"] = s.projects.projects.size();
  counts["ok"] = counts["partial"] = counts["failed"] = 0;
  for (const auto& project : s.projects.projects) {
    ++counts[project.status == catalog::Status::ok        ? "ok"
             : project.status == catalog::Status::partial ? "partial"
                                                          : "failed"];
  }
}

void plan_measures(Screening& s) {
  std::vector<const rules::Rule*> all;
  for (const auto& rule : s.book.rules) {
    for (const auto& project : s.projects.projects) {
      const auto bound = rules_for(s, project);
      if (std::find(bound.begin(), bound.end(), &rule) == bound.end()) continue;
      all.push_back(&rule);
      break;
    }
  }
  plan_checklists(s, all);
  s.plan = rules::plan(all);
}

}  // namespace

std::unique_ptr<Screening> screen(const ScreenOptions& options, const Progress& progress) {
  auto s = std::make_unique<Screening>();
  const geom::Plane plane = plane_of(options.area);

  // Read: rules, manifests, projects. From here on every rule and manifest is free of mistakes, and every geometry is valid, lies in
  // the working plane and is snapped; what could not be used is a row with a status.
  say(progress, "reading projects");
  load_everything(*s, options, plane);

  // Locate: from here on every project knows its counties, so that every level of law is chosen.
  say(progress, "locating projects");
  catalog::locate(s->projects, s->layers, plane);

  // Select and plan: the different measures that the rules in force ask for, each of them once.
  plan_measures(*s);

  // Measure and judge: projects are indexed, each layer is streamed once over them. From here on every project has facts and a verdict pair, and
  // evidence has been drawn for the findings that need it.
  measure_and_judge(*s, options, plane, progress);
  refuse_unused_overrides(*s, options);

  // Carbon: stock of the ground that the parts occupy, and what of it is lost.
  account_carbon(*s, options, plane, progress);

  // Report: from here on nothing is computed any more.
  count(*s);
  note_inputs(*s, options);
  s->run.info.program_version = options.version;
  s->run.info.as_of = options.as_of;
  s->run.info.area_basis = plane.description();
  s->run.layers = &s->layers;
  s->run.rules = &s->book;
  return s;
}

bool reaches(const report::Run& run, Outcome level) {
  return std::any_of(run.projects.begin(), run.projects.end(), [&](const report::ProjectResult& p) {
    return static_cast<int>(p.verdict.worst_possible) >= static_cast<int>(level);
  });
}

void say(const Progress& progress, std::string_view stage, std::size_t done, std::size_t total) {
  if (progress) progress(stage, done, total);
}

}  // namespace zonegate::app
