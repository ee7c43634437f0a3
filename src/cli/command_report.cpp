// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/report_parts.h"

namespace zonegate::cli {

CLI::Option* add_format_options(CLI::App& app, ReportOptions& o, const std::string& what) {
  auto* format = app.add_option("--format", o.formats, what)->delimiter(',')->allow_extra_args(false);
  app.add_option("--profile", o.profile,
                 "number rules and standing words (.yaml; default: the program's documents/profile.yaml)")
      ->needs(format);
  app.add_option("--sheets", o.paper, "paper of map sheets: a4 (default), a3")
      ->check(CLI::IsMember({"a4", "a3"}))
      ->needs(format);
  return format;
}

void print_files(const ReportOptions& o, std::size_t files) {
  if (o.common.quiet || o.common.json) return;
  std::cout << (o.common.lang == "zh" ? "文件：" : "files: ") << files
            << (o.common.lang == "zh" ? "，文件夹：" : ", folder: ") << o.output.folder << "\n";
}

namespace {

int run_report(const ReportOptions& o) {
  Documents documents(o);
  const std::size_t files = documents.write();
  print_files(documents.options(), files);
  return 0;
}

}  // namespace

Command report_command() {
  return {"report", "documents of a run for the file: tables and texts as .docx, .xlsx, .pdf, .html",
          "  zonegate report run1 --format docx,xlsx\n  zonegate report run1 --format pdf --project YA-006 "
          "-o ya006\n"
          "  zonegate report run1 --format docx,xlsx,pdf,html --lang en -o english\n"
          "  zonegate report run2 --format docx --since run1 --claims claims.xlsx",
          [](CLI::App& app) {
            auto o = std::make_shared<ReportOptions>();
            app.add_option("RUN_DIR", o->run, "a run folder")->required();
            add_format_options(app, *o,
                               "docx, xlsx, pdf, html, json (the model that the others are written from); "
                               "several with commas");
            app.add_option("--project", o->projects,
                           "only these projects (several with commas), and no document of the batch")
                ->delimiter(',')
                ->allow_extra_args(false);
            app.add_option("--since", o->added.since,
                           "an earlier run: a table says what has changed, and why");
            app.add_option("--claims", o->added.claims,
                           "statements of a report (as for verify): a table says which of them hold");
            app.add_option("--sheet", o->added.sheet, "sheet of a workbook of --claims")->needs("--claims");
            app.add_option("-o,--output", o->output.folder, "the folder to write (default: RUN_DIR-report)");
            app.add_flag("--overwrite", o->output.overwrite, "replace a folder of documents that exists");
            add_common(app, o->common);
            return [o] { return run_report(*o); };
          }};
}

}  // namespace zonegate::cli
