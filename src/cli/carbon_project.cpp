// SPDX-License-Identifier: Apache-2.0
//
// carbon project: a table of parts to carbon by project, as a folder of results.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <array>
#include <iostream>

#include "cli/carbon_commands.h"
#include "cli/carbon_project_output.h"
#include "cli/common.h"
#include "io/io.h"
#include "report/report.h"

namespace zonegate::cli {
namespace {

constexpr std::array<std::string_view, 6> kFiles{"projects.csv", "years.csv",   "methods.csv",
                                                 "drivers.csv",  "carbon.html", "carbon.json"};
constexpr app::FolderKind kKind{"folder of carbon by project", "carbon.json", kFiles};
constexpr std::size_t kShown = 50;  // projects on the page

struct CarbonProjectCommandOptions {
  Common common;
  app::CarbonProjectOptions run;
  std::string output;
  std::optional<std::uint32_t> draws;
  std::optional<std::uint64_t> seed;
  bool overwrite = false;
};

// Writes as results come: a batch of many thousand projects is never held as a whole.
class Writer {
 public:
  Writer(const app::ResultFolder& folder, const CarbonProjectCommandOptions& o) : o_(o) {
    const std::array<std::string, 4> heads{report::carbon_projects_header(), report::carbon_years_header(),
                                           report::carbon_methods_header(), report::carbon_drivers_header()};
    for (std::size_t f = 0; f < heads.size(); ++f) {
      tables_.push_back(std::make_unique<io::FileWriter>(folder / kFiles[f]));
      tables_[f]->write(heads[f]);
    }
    json_ = std::make_unique<io::FileWriter>(folder / kKind.marker);
  }

  void take(std::span<const app::ProjectCarbon> projects, const carbon::ScenarioFile& s,
            const overlay::ParallelFor& parallel) {
    std::vector<std::array<std::string, 6>> texts(projects.size());
    const std::size_t before = seen_;
    parallel(projects.size(), [&](std::size_t i) {
      const auto& p = projects[i];
      texts[i] = {
          report::carbon_projects_lines(p, s),
          report::carbon_years_lines(p),
          report::carbon_methods_lines(p),
          report::carbon_drivers_lines(p),
          before + i < kShown ? report::carbon_section(p, s, lang_of(o_.common), p.id) : std::string(),
          report::carbon_json(p)};
    });
    if (seen_ == 0) json_->write(batch_json_head(s));
    for (std::size_t i = 0; i < projects.size(); ++i) {
      for (std::size_t f = 0; f < tables_.size(); ++f) tables_[f]->write(texts[i][f]);
      sections_ += texts[i][4];
      json_->write((seen_++ > 0 ? ",\n" : "") + texts[i][5]);
      keep_issues(projects[i]);
    }
  }

  void finish(app::ResultFolder& folder, const app::CarbonBatch& batch) {
    io::write_file(folder / "carbon.html",
                   carbon_page(batch, sections_, std::min(kShown, seen_), lang_of(o_.common)));
    json_->write(batch_json_tail(batch));
    for (auto& table : tables_) table->finish();
    json_->finish();
    tables_.clear();  // with what each of them kept beside its file
    json_.reset();
  }
  const std::vector<Issue>& issues() const { return issues_; }
  std::size_t more_issues() const { return more_; }

 private:
  void keep_issues(const app::ProjectCarbon& p) {
    constexpr std::size_t kKept = 1000;
    for (const auto& issue : p.issues)
      if (issues_.size() < kKept)
        issues_.push_back(issue);
      else
        ++more_;
  }

  const CarbonProjectCommandOptions& o_;
  std::vector<std::unique_ptr<io::FileWriter>> tables_;
  std::unique_ptr<io::FileWriter> json_;
  std::string sections_;
  std::size_t seen_ = 0, more_ = 0;
  std::vector<Issue> issues_;
};

void fill_places(CarbonProjectCommandOptions& o) {
  if (o.run.library.empty()) o.run.library = data_folder("rules/factors/library");
  o.run.species_groups = data_folder("rules/factors") + "/species_groups.csv";
  if (o.run.densities.empty()) o.run.densities = data_folder("rules/factors") + "/landcover_density.csv";
  o.run.forest_kind = data_folder("layers") + "/forest.yaml";
  o.run.jobs = o.common.jobs;
  o.run.draws = o.draws;
  o.run.seed = o.seed;
}

int run_carbon_project(CarbonProjectCommandOptions& o) {
  app::check_result_folder(o.output, kKind, o.overwrite);
  fill_places(o);
  app::ResultFolder folder(o.output, kKind, o.overwrite);
  Writer writer(folder, o);
  const app::CarbonBatch batch = app::carbon_projects(
      o.run, [&](auto projects, const auto& s, const auto& parallel) { writer.take(projects, s, parallel); },
      progress_bar(o.common));
  finish_progress();
  std::vector<Issue> issues = batch.issues;
  issues.insert(issues.end(), writer.issues().begin(), writer.issues().end());
  std::stable_sort(issues.begin(), issues.end(),
                   [](const Issue& a, const Issue& b) { return a.severity > b.severity; });
  print_issues(issues, o.common, 20, writer.more_issues());
  writer.finish(folder, batch);
  folder.publish();
  if (o.common.json) {
    std::cout << "{" << batch_json_tail(batch).substr(5);
  } else if (!o.common.quiet) {
    std::cout << batch_text(batch, lang_of(o.common));
  }
  return 0;
}

}  // namespace

void add_carbon_project(CLI::App& parent, const Chosen& chosen) {
  auto o = std::make_shared<CarbonProjectCommandOptions>();
  CLI::App* sub = parent.add_subcommand(
      "project",
      "what projects take, forgo and give back, year by year, with intervals: a part of a project a line");
  sub->add_option("PARTS", o->run.parts,
                  "table (.csv, .xlsx): project_id, role, area_ha, species, start_year, ...")
      ->required();
  sub->add_option("--scenario", o->run.scenario, "what is assumed (.yaml): horizon, methods, curves, price")
      ->required();
  sub->add_option("--stands", o->run.stands, "table of stands (小班) that parts name in the column stand");
  sub->add_option(
      "--losses", o->run.losses,
      "table of wood taken and trees killed without the project: project_id, part, year, type, ...");
  sub->add_option("--factors", o->run.factors, "folder of your own factor tables: their rows come first");
  sub->add_option("--library", o->run.library, "folder of factor tables (default: the program's own)");
  sub->add_option("--table", o->run.densities, "densities by land class (default: the program's own)");
  sub->add_option("--draws", o->draws, "of Monte Carlo, instead of the scenario's")
      ->check(CLI::Range(2, 1000000));
  sub->add_option("--seed", o->seed, "instead of the scenario's");
  sub->add_option("-o,--output", o->output,
                  "folder for projects.csv, years.csv, methods.csv, drivers.csv, carbon.html, carbon.json")
      ->required();
  sub->add_flag("--overwrite", o->overwrite, "replace a folder of carbon by project");
  sub->footer(
      "Examples:\n  zonegate carbon project parts.csv --scenario scenario.yaml -o carbon\n"
      "  zonegate carbon project parts.xlsx --stands stands.csv --scenario scenario.yaml --factors "
      "my-factors -o carbon");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return run_carbon_project(*o); }; });
}

}  // namespace zonegate::cli
