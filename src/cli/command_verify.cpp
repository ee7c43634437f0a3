// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/review_io.h"
#include "io/io.h"
#include "review/review.h"

namespace zonegate::cli {
namespace {

struct VerifyOptions {
  Common common;
  std::string run, claims, sheet;
  TableOutput output;
  bool strict = false;
};

int run_verify(const VerifyOptions& o) {
  check_table_output(o.output, {".csv"}, {o.run}, {o.claims});
  const auto claims = claims_table(o.claims, o.sheet);
  const FinishedRun folder(o.run, o.common.quiet);
  const auto facts = table_text(io::read_table(folder.whole("facts.csv")));
  const auto result = review::verify(folder.text(), facts, claims);
  if (!o.output.path.empty()) io::write_file(o.output.path, review::verify_csv(result));
  std::cout << (o.common.json ? review::verify_json(result)
                              : visible(review::verify_text(result, lang_of(o.common))));
  return o.strict && result.agreeing < result.answers.size() ? 1 : 0;
}

}  // namespace

Command verify_command() {
  return {"verify", "do the statements of a report agree with the findings of a run",
          "  zonegate verify run1 claims.csv\n  zonegate verify run1 claims.xlsx --sheet 指标\n  zonegate "
          "verify run1 claims.json --strict -o answers.csv",
          [](CLI::App& app) {
            auto o = std::make_shared<VerifyOptions>();
            app.add_option("RUN_DIR", o->run, "a run folder")->required();
            app.add_option(
                   "CLAIMS", o->claims,
                   "table of claims (.csv, .xlsx, .json): project_id, kind, layer, feature, value, unit")
                ->required();
            app.add_option("--sheet", o->sheet, "sheet of a workbook (default: the first with such columns)");
            app.add_option("-o,--output", o->output.path, "also write the answers as a table (.csv)");
            app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
            app.add_flag("--strict", o->strict, "exit 1 if any claim does not agree");
            add_common(app, o->common);
            return [o] { return run_verify(*o); };
          }};
}

}  // namespace zonegate::cli
