// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/common.h"
#include "cli/review_io.h"
#include "io/io.h"
#include "review/review.h"

namespace zonegate::cli {
namespace {

struct AccessOptions {
  Common common;
  std::string run, project;
  TableOutput output;
};

io::OutSheet sheet_of(const review::AccessTable& table, bool demo, Lang lang) {
  constexpr std::array<double, 17> kWidths = {12, 20, 18, 22, 12, 12, 14, 16, 18,
                                              12, 16, 22, 60, 34, 12, 40, 16};
  io::OutSheet sheet;
  sheet.name = lang == Lang::zh ? "准入清单符合性" : "Access lists";
  sheet.title = lang == Lang::zh ? "生态环境准入清单符合性分析表" : "Conformity with the access lists";
  if (demo) sheet.title += lang == Lang::zh ? "（演示数据）" : " (demo data)";
  for (std::size_t i = 0; i < table.titles.size(); ++i)
    sheet.columns.push_back({table.titles[i], i < kWidths.size() ? kWidths[i] : 12, false});
  sheet.rows = table.rows;
  return sheet;
}

int run_access(const AccessOptions& o) {
  check_table_output(o.output, {".csv", ".xlsx", ".html"}, {o.run});
  const Lang lang = lang_of(o.common);
  const FinishedRun folder(o.run, o.common.quiet);
  const auto csv = table_text(io::read_table(folder.whole("access.csv")));
  const auto table = review::access_table(csv, o.project, lang);
  const std::string extension = std::filesystem::path(o.output.path).extension().string();
  if (extension == ".csv") io::write_file(o.output.path, review::access_csv(table));
  if (extension == ".html") io::write_file(o.output.path, review::access_html(table, lang));
  const bool demo = nlohmann::json::parse(folder.run_json()).value("demo", false);
  if (extension == ".xlsx") io::write_workbook(o.output.path, {sheet_of(table, demo, lang)});
  if (o.common.json) {
    std::cout << review::access_json(csv, o.project);
  } else if (extension.empty()) {
    std::cout << visible(review::access_tsv(table));
  }
  return 0;
}

}  // namespace

Command access_command() {
  return {"access", "the table of control units and access lists, clause by clause, for the report",
          "  zonegate access run1 YA-006\n  zonegate access run1 YA-006 -o list.xlsx\n  zonegate access run1 "
          "--json --lang en",
          [](CLI::App& app) {
            auto o = std::make_shared<AccessOptions>();
            app.add_option("RUN_DIR", o->run, "a run folder")->required();
            app.add_option("PROJECT", o->project, "a project id (default: all)");
            app.add_option("-o,--output", o->output.path,
                           "write the table (.csv, .xlsx, .html) instead of printing it");
            app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
            add_common(app, o->common);
            return [o] { return run_access(*o); };
          }};
}

}  // namespace zonegate::cli
