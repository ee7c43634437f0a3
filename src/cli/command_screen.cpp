// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "cli/common.h"
#include "cli/report_parts.h"
#include "cli/words.h"

namespace zonegate::cli {
namespace {

struct ScreenCommandOptions {
  Common common;
  app::ScreenOptions screen;
  RunOutput output;
  ReportOptions report;  // its run, folder and common options are those of the screening
  std::string as_of, fail_on;
  bool strict = false, no_relief = false;
};

void declare(CLI::App& app, ScreenCommandOptions& o) {
  app.add_option("PROJECTS", o.screen.projects,
                 "project files (.gpkg .shp .geojson .fgb .kml .kmz .gpx, boundary points .txt, corner "
                 "coordinates .csv .xlsx), or "
                 "folders of them; with --units a table (.csv .xlsx) of "
                 "projects without geometry too, or none at all");
  app.add_option("--layers", o.screen.layers, "folder of layer manifests (*.yaml)")->required();
  app.add_option("--rules", o.screen.rules, "folder of rules (default: the program's own)");
  app.add_option("--kinds", o.screen.kinds,
                 "folder of layer kinds with field aliases (default: the program's own)");
  app.add_option("--as-of", o.as_of,
                 "judge by the law of this day, for projects that state none (default: today in Beijing)");
  app.add_option("-o,--output", o.output.folder, "the run folder to write")->required();
  app.add_flag("--overwrite", o.output.overwrite, "replace a run folder that exists");
  add_reading_options(app, o.screen.reading);
  app.add_option(
      "--attributes", o.screen.reading.attributes,
      "a table (.csv .xlsx) of further attributes by project_id: wide, or a filled-in form of --ask");
  app.add_option(
      "--units", o.screen.reading.units,
      "a table (.csv .xlsx) of the control units that the official system names: project_id, code, name, "
      "class, list (docs/access-list.md)");
  app.add_flag("--ask-checklists", o.output.ask_checklists,
               "in the form of --ask also what only checklists ask; it changes no verdict");
  app.add_option("--ask", o.output.ask,
                 "write a form (.csv) of the questions that would settle the verdicts, and of no others");
  app.add_option("--area", o.screen.area, "ellipsoidal, or planar:EPSG:4543")->capture_default_str();
  app.add_option("--fail-on", o.fail_on,
                 "exit 1 if any project may be this strict or stricter (tests worst_possible)")
      ->check(CLI::IsMember({"prohibited", "restricted", "conditional", "undetermined"}));
  app.add_option(
      "--overrides", o.screen.overrides,
      "table (.csv .xlsx) of reviewers' decisions: project_id, rule, outcome, reason, reviewer, date");
  app.add_option("--scenario", o.screen.scenario,
                 "what carbon assumes (.yaml): horizon, methods, curves, price; with it the run says year by "
                 "year what projects take, forgo and give back (docs/carbon.md)");
  app.add_option("--factors", o.screen.factors, "folder of your own factor tables: their rows come first");
  app.add_flag("--no-relief", o.no_relief,
               "do not work out what part of each footprint to give up for its conflicts (large batches)");
  app.add_option(
      "--rates", o.screen.rates,
      "table (.csv) of rates of the forest restoration fee: item, rate, multiplier, source, document, "
      "from, to (docs/checklists.md)");
  app.add_flag("--strict", o.strict,
               "exit 3 if any row could not be used or is of no project, or a file holds none");
  add_format_options(
      app, o.report,
      "then make documents of the run, as `zonegate report` does: docx, xlsx, pdf, html, json; "
      "several with commas; into the folder OUTPUT-report");
  add_common(app, o.common);
}

// Nothing that documents lack is told after the hours of a screening.
std::unique_ptr<Documents> documents_of(ScreenCommandOptions& o) {
  if (o.report.formats.empty()) return nullptr;
  o.report.common = o.common;
  o.report.run = o.output.folder;
  o.report.output.overwrite = o.output.overwrite;
  auto documents = std::make_unique<Documents>(o.report);
  documents->check_folder();
  return documents;
}

void write_documents(Documents& documents) {
  try {
    const std::size_t files = documents.write();
    print_files(documents.options(), files);
  } catch (const Error& error) {
    const std::string& run = documents.options().run;
    throw Error(error.kind(), error.what(),
                (error.hint().empty() ? "" : error.hint() + "; ") + "the run folder " + run +
                    " is whole: zonegate report " + run + " makes the documents without another screening");
  }
}

int run_screen(ScreenCommandOptions& o) {
  refuse_input_twice(o.screen.projects);
  if (o.screen.projects.empty() && o.screen.reading.units.empty())
    throw Error(ErrorKind::usage, "PROJECTS is required",
                "give project files, or --units with the official units of projects");
  if (!o.screen.factors.empty() && o.screen.scenario.empty())
    throw Error(ErrorKind::usage, "--factors is for the carbon of a scenario", "say --scenario FILE too");
  if (o.screen.rules.empty()) o.screen.rules = data_folder("rules");
  if (o.screen.kinds.empty()) o.screen.kinds = data_folder("layers");
  o.screen.meanings = data_folder("documents") + "/issues.yaml";
  o.screen.places = place_names();
  o.screen.as_of = o.as_of.empty() ? today_in_beijing() : parse_date_option("--as-of", o.as_of);
  o.screen.jobs = o.common.jobs;
  o.screen.relief = !o.no_relief;
  o.screen.version = ZONEGATE_VERSION;
  const auto documents = documents_of(o);
  const int code = screen_and_write(o.screen, o.output, o.common, o.fail_on, o.strict);
  if (documents) write_documents(*documents);
  return code;
}

}  // namespace

Command screen_command() {
  return {"screen", "may these projects be built here, and what do they do to the forest's carbon",
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --as-of 2026-10-01 -o run1\n"
          "  zonegate screen survey/ --layers layers/demo-yaan --crs EPSG:4543 --fail-on prohibited -o run2\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --ask questions.csv -o run3\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --attributes questions.csv -o run4\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --rates rates.csv -o run6\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --units units.xlsx -o run7\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan --scenario scenario.yaml -o run8\n"
          "  zonegate screen projects.gpkg --layers layers/demo-yaan -o run9 --format docx,xlsx\n"
          "  zonegate screen a.shp b.geojson --layers L --rules my-rules --lang en --json -o run5",
          [](CLI::App& app) {
            auto options = std::make_shared<ScreenCommandOptions>();
            declare(app, *options);
            return [options] { return run_screen(*options); };
          }};
}

}  // namespace zonegate::cli
