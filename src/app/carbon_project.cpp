// SPDX-License-Identifier: Apache-2.0
#include "app/carbon_project.h"

#include <fmt/format.h>

#include <atomic>

#include "app/carbon_parts.h"
#include "app/carbon_totals.h"
#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

constexpr std::size_t kAtOnce = 128;  // projects: enough for all threads, few enough to be held

void refuse(const std::vector<Issue>& issues, const std::string& what) {
  std::string text;
  std::size_t wrong = 0;
  for (const auto& issue : issues)
    if (issue.severity == Severity::error) {
      text += (text.empty() ? "" : "\n") + to_line(issue);
      ++wrong;
    }
  if (wrong > 0) throw Error(ErrorKind::usage, text, fmt::format("{} mistakes; mend {}", wrong, what));
}

void hash_inputs(const CarbonProjectOptions& o, CarbonBatch& batch) {
  for (const auto& file : {o.parts, o.stands, o.losses, o.scenario, o.species_groups, o.densities})
    if (!file.empty()) batch.hashes.emplace_back(file, io::sha256_file(file));
}

}  // namespace

void load_setup(const SetupFiles& o, CarbonSetup& s) {
  config::Mistakes mistakes;
  s.scenario = carbon::read_scenario(o.scenario, mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "docs/schema/carbon-scenario.schema.json");
  std::vector<Issue> issues;
  s.library = carbon::read_factors(o.library, o.factors, issues);
  s.inputs.groups = carbon::read_species_groups(o.species_groups, issues);
  s.densities = carbon::read_densities(o.densities, issues);
  refuse(issues, "these tables");
  carbon::check_scenario(s.scenario, s.library, mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "zonegate carbon factors list shows the editions");
  if (!o.forest_kind.empty()) s.forest = catalog::read_field_names(o.forest_kind, mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "layers/forest.yaml names the columns");
  s.inputs.library = &s.library;
  s.inputs.densities = &s.densities;
  s.inputs.editions = s.scenario.editions;
}

CarbonBatch carbon_projects(const CarbonProjectOptions& options, const TakeProjects& take,
                            const std::function<void(std::string_view, std::size_t, std::size_t)>& progress) {
  CarbonSetup setup;
  load_setup({options.scenario, options.library, options.factors, options.species_groups, options.densities,
              options.forest_kind},
             setup);
  if (options.draws) setup.scenario.monte_carlo.draws = *options.draws;
  if (options.seed) setup.scenario.monte_carlo.seed = *options.seed;
  const PartTable table = read_part_table({options.parts, options.stands, options.losses, setup.forest,
                                           setup.scenario, setup.densities, setup.inputs.groups});
  if (table.projects.empty())
    throw Error(ErrorKind::input, options.parts + " holds no project", "a part of a project a line");
  CarbonBatch batch;
  batch.scenario = setup.scenario;
  batch.wrong_lines = table.wrong_lines;
  batch.issues = table.issues;
  hash_inputs(options, batch);
  const DrawSlices slices = draw_slices(setup.scenario);
  CarbonTotals totals(setup.scenario, slices.draws);
  const auto parallel = parallel_for(options.jobs);
  std::atomic<std::size_t> done{0};
  for (std::size_t from = 0; from < table.projects.size(); from += kAtOnce) {
    const std::size_t n = std::min(kAtOnce, table.projects.size() - from);
    std::vector<ProjectCarbon> results(n);
    const std::size_t scenarios = setup.scenario.scenarios.size();
    std::vector<std::vector<carbon::NetDraws>> drawn(
        slices.slices, std::vector<carbon::NetDraws>(scenarios, carbon::NetDraws(slices.draws)));
    parallel(slices.slices, [&](std::size_t k) {
      for (std::size_t i = k * n / slices.slices; i < (k + 1) * n / slices.slices; ++i) {
        results[i] = project_carbon(table.projects[from + i], setup, drawn[k]);
        say(progress, "carbon of projects", ++done, table.projects.size());
      }
    });
    for (const auto& slice : drawn) totals.add(slice);
    for (const auto& p : results) {
      totals.add(p);
      batch.area += p.area;
      batch.parts += p.parts.size();
      batch.incomplete += p.complete() ? 0 : 1;
    }
    batch.projects += n;
    take(results, setup.scenario, parallel);
  }
  batch.totals = totals.finish(batch.issues);
  return batch;
}

}  // namespace zonegate::app
