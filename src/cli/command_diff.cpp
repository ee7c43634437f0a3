// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/review_io.h"
#include "io/io.h"
#include "review/review.h"

namespace zonegate::cli {
namespace {

struct DiffOptions {
  Common common;
  std::string a, b;
  TableOutput output;
  bool fail_on_change = false;
};

int run_diff(const DiffOptions& o) {
  check_table_output(o.output, {".csv", ".jsonl"}, {o.a, o.b});
  const auto result =
      review::compare(FinishedRun(o.a, o.common.quiet).text(), FinishedRun(o.b, o.common.quiet).text());
  if (!o.output.path.empty()) {
    const bool csv = std::filesystem::path(o.output.path).extension() == ".csv";
    io::write_file(o.output.path, csv ? review::diff_csv(result) : review::diff_jsonl(result));
  }
  std::cout << (o.common.json ? review::diff_json(result)
                              : visible(review::diff_text(result, lang_of(o.common))));
  return o.fail_on_change && !result.differences.empty() ? 1 : 0;
}

}  // namespace

Command diff_command() {
  return {"diff", "what changed between two runs, and why: data, rule, law date, project",
          "  zonegate diff run-june run-july\n  zonegate diff run1 run2 --json --fail-on-change\n"
          "  zonegate diff run1 run2 -o changes.csv",
          [](CLI::App& app) {
            auto o = std::make_shared<DiffOptions>();
            app.add_option("RUN_A", o->a, "a run folder: before")->required();
            app.add_option("RUN_B", o->b, "a run folder: after")->required();
            app.add_option("-o,--output", o->output.path, "also write one row per difference (.csv, .jsonl)");
            app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
            app.add_flag("--fail-on-change", o->fail_on_change, "exit 1 if anything differs");
            add_common(app, o->common);
            return [o] { return run_diff(*o); };
          }};
}

}  // namespace zonegate::cli
