// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/review_io.h"
#include "io/io.h"
#include "report/report.h"
#include "review/review.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;

struct TotalsOptions {
  Common common;
  std::string run;
  std::vector<std::string> by;
  TableOutput output;
};

void check_tables(const TotalsOptions& o) {
  const auto& known = review::totals_tables();
  std::string wrong;
  for (const auto& word : o.by) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    const std::string near = schema::nearest_word(word, known);
    wrong += (wrong.empty() ? "" : "\n") + std::string("--by ") + word + ": there is no such table" +
             (near.empty() ? "" : "; did you mean " + near + "?");
  }
  std::string names;
  for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
  if (!wrong.empty()) throw Error(ErrorKind::usage, wrong, "the tables are: " + names);
  check_table_output(o.output, {".csv", ".json", ".html"}, {o.run});
  if (fs::path(o.output.path).extension() == ".csv" && std::set(o.by.begin(), o.by.end()).size() != 1)
    throw Error(ErrorKind::usage, o.output.path + ": a .csv holds one table",
                "name it with --by (" + names + "), or write .json or .html");
}

std::shared_ptr<const review::TotalsReport> read(const TotalsOptions& o) {
  const FinishedRun run(o.run, o.common.quiet);
  const std::string results = run.whole("results.jsonl"), facts = run.whole("facts.csv");
  // Footprints that were moved would overlap nobody. A run without the file says that overlaps are not examined.
  const std::string shapes = (fs::path(o.run) / "evidence.gpkg").string();
  if (fs::exists(shapes) && run.records("evidence.gpkg")) (void)run.whole("evidence.gpkg");
  review::Totals totals(run.run_json(), o.run);
  const auto progress = progress_bar(o.common);
  progress("reading results", 0, 0);
  io::read_in_pieces(results, [&](std::string_view piece) { totals.results(piece); });
  const auto projects = totals.results_end();
  totals.ground(app::measure_ground({shapes, totals.area_option(), o.common.jobs}, projects, progress));
  progress("reading facts", 0, 0);
  io::read_in_pieces(facts, [&](std::string_view piece) { totals.facts(piece); });
  totals.facts_end();
  finish_progress();
  return totals.report({o.by.begin(), o.by.end()});
}

int run_totals(const TotalsOptions& o) {
  check_tables(o);
  const auto report = read(o);
  const Lang lang = lang_of(o.common);
  if (!o.output.path.empty()) {
    const auto extension = fs::path(o.output.path).extension();
    io::write_file(o.output.path, extension == ".csv" ? review::totals_csv(*report)
                                  : extension == ".json"
                                      ? review::totals_json(*report)
                                      : review::totals_html(*report, report::html_style(), lang));
  }
  if (o.common.json) {
    std::cout << review::totals_json(*report);
  } else if (o.output.path.empty()) {
    std::cout << visible(review::totals_text(*report, lang));
  }
  return 0;
}

}  // namespace

Command totals_command() {
  return {"totals",
          "a run of many projects added up: per unit, red line, farmland, county, pollutant; bans; overlaps "
          "between projects",
          "  zonegate totals zonegate-demo\n  zonegate totals run1 --by county --by redline --lang en\n"
          "  zonegate totals run1 --by overlap -o overlaps.csv\n  zonegate totals run1 -o totals.html",
          [](CLI::App& app) {
            auto o = std::make_shared<TotalsOptions>();
            app.add_option("RUN_DIR", o->run, "a run folder")->required();
            app.add_option("--by", o->by,
                           "tables (default: all): outcome, county, unit, redline, farmland, pollutant, "
                           "pollutant_unit, ban, rule, overlap, carbon")
                ->delimiter(',')
                ->allow_extra_args(false);
            app.add_option("-o,--output", o->output.path,
                           "write the tables there instead of printing them: .csv (one table), .json, .html");
            app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
            add_common(app, o->common);
            return [o] { return run_totals(*o); };
          }};
}

}  // namespace zonegate::cli
