// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/review_io.h"
#include "review/review.h"

namespace zonegate::cli {
namespace {

struct ExplainOptions {
  Common common;
  std::string folder, project, rule;
};

int run_explain(const ExplainOptions& o) {
  const std::string text = FinishedRun(o.folder, o.common.quiet).results();
  std::cout << (o.common.json ? review::explain_json(text, o.project, o.rule)
                              : visible(review::explain(text, o.project, o.rule, lang_of(o.common))));
  return 0;
}

}  // namespace

Command explain_command() {
  return {"explain", "why a verdict is what it is: facts, condition steps, clause",
          "  zonegate explain zonegate-demo P01\n  zonegate explain zonegate-demo P01 RL-01 --lang en",
          [](CLI::App& app) {
            auto o = std::make_shared<ExplainOptions>();
            app.add_option("RUN_DIR", o->folder, "a run folder")->required();
            app.add_option("PROJECT", o->project, "a project id")->required();
            app.add_option("RULE", o->rule, "one rule of it");
            add_common(app, o->common);
            return [o] { return run_explain(*o); };
          }};
}

}  // namespace zonegate::cli
