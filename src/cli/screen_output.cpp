// SPDX-License-Identifier: Apache-2.0
//
// What a screening leaves behind: the run folder, the form of questions, the table, messages. All of it is written as results come; of these nothing is kept but
// what the table and the messages show.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/common.h"
#include "io/io.h"
#include "verdict/verdict.h"

namespace zonegate::cli {
namespace {

constexpr std::size_t kIssues = 12;
// Lines of the table on the terminal: with --quiet all of a small run or none, else the strictest of a batch, with --verbose more of them.
constexpr std::size_t kQuietRows = 50, kRows = 200;

report::SummaryTable table_for(const Common& common) {
  using Table = report::SummaryTable;
  if (common.quiet) return Table(lang_of(common), kQuietRows, Table::More::none);
  return Table(lang_of(common), common.verbose ? Table::kRows : kRows);
}

void print_counts(const report::Run& run) {
  const auto& counts = run.info.counts;
  if (counts.at("empty_files") > 0) {
    logger()->error(
        "{} project file(s) hold no feature; nothing of them was judged (project.file_empty in run.json)",
        counts.at("empty_files"));
  }
  if (counts.at("partial") + counts.at("failed") == 0) return;
  logger()->warn(
      "{} of {} projects could not be used in whole ({} partial, {} failed); see their status in results.csv",
      counts.at("partial") + counts.at("failed"), counts.at("projects"), counts.at("partial"),
      counts.at("failed"));
}

// Rows of --units and --attributes that are nobody's.
bool any_unmatched(const app::Screening& screening) {
  return std::any_of(screening.run.issues.begin(), screening.run.issues.end(), [](const Issue& issue) {
    return issue.code == "project.units_unmatched" || issue.code == "project.attributes_unmatched";
  });
}

int exit_code(const app::Screening& screening, const std::string& fail_on, bool strict) {
  const auto& counts = screening.run.info.counts;
  if (counts.at("failed") == counts.at("projects")) return 3;
  if (strict && any_unmatched(screening)) return 3;
  if (strict && counts.at("partial") + counts.at("failed") + counts.at("empty_files") > 0) return 3;
  if (fail_on.empty()) return 0;
  return app::reaches(screening, *parse_outcome(fail_on)) ? 1 : 0;
}

void check_form(const RunOutput& output) {
  if (output.ask.empty()) return;
  if (std::filesystem::path(output.ask).extension() != ".csv")
    throw Error(ErrorKind::usage, "--ask " + output.ask + ": the form is a table", "call it FILE.csv");
  if (std::filesystem::exists(output.ask) && !output.overwrite) {
    throw Error(ErrorKind::usage, output.ask + " exists already, perhaps with answers in it",
                "choose another file with --ask, or say --overwrite");
  }
}

class Output : public app::ResultSink {
 public:
  Output(const app::WriteOptions& write, const RunOutput& output, const Common& common)
      : folder_(write), table_(table_for(common)), output_(output), common_(common) {}

  void begin(const report::Run& run) override {
    run_ = &run;
    folder_.begin(run);
    if (output_.ask.empty()) return;
    form_ = std::make_unique<io::FileWriter>(output_.ask);
    form_->write(report::ask_head());
  }

  std::vector<bool> maps(std::span<const report::ProjectResult> judged) override {
    return folder_.maps(judged);
  }

  void take(app::Results&& results, const overlay::ParallelFor& parallel) override {
    for (const auto& result : results.projects) {
      table_.add(result, *run_);
      if (form_) form_->write(report::ask_lines(result, output_.ask_checklists));
      for (const auto& issue : result.issues) keep(issue);
    }
    folder_.take(std::move(results), parallel);
  }

  void finish(const std::string& log) {
    folder_.finish(*run_, log);
    if (form_) form_->finish();
  }

  void print() const {
    auto issues = run_->issues;
    issues.insert(issues.end(), issues_.begin(), issues_.end());
    print_issues(issues, common_, kIssues, more_);
    if (!common_.quiet) print_counts(*run_);
    if (common_.json) {
      std::cout
          << std::ifstream(std::filesystem::path(output_.folder) / "results.jsonl", std::ios::binary).rdbuf();
    } else {
      std::cout << visible(table_.text(*run_));
      if (!common_.quiet) std::cout << report::carbon_summary(run_->carbon_groups, lang_of(common_));
      if (!table_.all())
        std::cout << (common_.lang == "en" ? "run folder: " : "结果文件夹：") << output_.folder << "\n";
    }
  }

 private:
  // As many as will be printed; the others are counted.
  void keep(const Issue& issue) {
    if (common_.quiet && issue.severity != Severity::error) return;
    if (common_.verbose || (issue.severity != Severity::note && issues_.size() < kIssues))
      issues_.push_back(issue);
    else
      ++more_;
  }

  app::RunFolder folder_;
  report::SummaryTable table_;
  const RunOutput& output_;
  const Common& common_;
  const report::Run* run_ = nullptr;
  std::unique_ptr<io::FileWriter> form_;
  std::vector<Issue> issues_;
  std::size_t more_ = 0;
};

}  // namespace

int screen_and_write(const app::ScreenOptions& options, const RunOutput& output, const Common& common,
                     const std::string& fail_on, bool strict) {
  const double start = monotonic_seconds();
  app::WriteOptions write;
  write.folder = output.folder;
  write.overwrite = output.overwrite;
  write.lang = lang_of(common);
  Output out(write, output, common);
  check_form(output);
  StageClock clock;
  const auto screening = app::screen(options, out, clock.around(progress_bar(common)));
  out.finish(run_log(common, monotonic_seconds() - start, clock.text()));
  finish_progress();
  out.print();
  return exit_code(*screening, fail_on, strict);
}

}  // namespace zonegate::cli
