// SPDX-License-Identifier: Apache-2.0
#include "cli/common.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <iostream>
#include <thread>

#include "io/io.h"
#include "verdict/verdict.h"

namespace zonegate::cli {
namespace {

// Messages go to stderr only; stdout belongs to results.
std::shared_ptr<spdlog::logger> logger() {
  auto existing = spdlog::get("zonegate");
  if (existing) return existing;
  auto fresh = spdlog::stderr_color_mt("zonegate");
  fresh->set_pattern("%^%l%$: %v");
  return fresh;
}

void print_issue(const Issue& issue) {
  const std::string line = "[" + issue.code + "] " + to_line(issue);
  switch (issue.severity) {
    case Severity::note:
      logger()->info("{}", line);
      break;
    case Severity::warning:
      logger()->warn("{}", line);
      break;
    case Severity::error:
      logger()->error("{}", line);
      break;
  }
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

std::vector<Issue> all_issues(const report::Run& run) {
  std::vector<Issue> issues = run.issues;
  for (const auto& project : run.projects)
    issues.insert(issues.end(), project.issues.begin(), project.issues.end());
  return issues;
}

int exit_code(const report::Run& run, const std::string& fail_on, bool strict) {
  const auto& counts = run.info.counts;
  if (counts.at("failed") == counts.at("projects")) return 3;
  if (strict && counts.at("partial") + counts.at("failed") + counts.at("empty_files") > 0) return 3;
  if (fail_on.empty()) return 0;
  return app::reaches(run, *parse_outcome(fail_on)) ? 1 : 0;
}

}  // namespace

Lang lang_of(const Common& common) { return common.lang == "en" ? Lang::en : Lang::zh; }

void add_common(CLI::App& app, Common& common) {
  app.add_option("--jobs", common.jobs, "threads; 0 = all processors (never changes a byte of the results)")
      ->check(CLI::Range(0, 1024));
  app.add_option("--lang", common.lang, "language of tables and reports: zh or en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  app.add_flag("--json", common.json, "results on stdout for machines");
  app.add_flag("--quiet", common.quiet, "errors only");
  app.add_flag("--verbose", common.verbose, "every issue, one a line, on stderr");
}

Date parse_date_option(const std::string& option, const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) throw Error(ErrorKind::usage, option + " " + text + " is not a date", "write it as 2026-10-01");
  return *date;
}

void print_issues(const std::vector<Issue>& issues, const Common& common, std::size_t most) {
  std::size_t shown = 0, hidden = 0;
  for (const auto& issue : issues) {
    if (common.quiet && issue.severity != Severity::error) continue;
    if (!common.verbose && (issue.severity == Severity::note || shown >= most)) {
      ++hidden;
      continue;
    }
    print_issue(issue);
    ++shown;
  }
  if (hidden > 0 && !common.quiet)
    logger()->info("{} more issues; --verbose shows them all, and they are in the results", hidden);
}

namespace {

void check_form(const RunOutput& output) {
  if (output.ask.empty()) return;
  if (std::filesystem::path(output.ask).extension() != ".csv")
    throw Error(ErrorKind::usage, "--ask " + output.ask + ": the form is a table", "call it FILE.csv");
  if (std::filesystem::exists(output.ask) && !output.overwrite) {
    throw Error(ErrorKind::usage, output.ask + " exists already, perhaps with answers in it",
                "choose another file with --ask, or say --overwrite");
  }
}

}  // namespace

int screen_and_write(const app::ScreenOptions& options, const RunOutput& output, const Common& common,
                     const std::string& fail_on, bool strict) {
  const double start = monotonic_seconds();
  app::WriteOptions write;
  write.folder = output.folder;
  write.overwrite = output.overwrite;
  write.lang = lang_of(common);
  app::check_run_folder(write);
  check_form(output);
  const auto screening = app::screen(options, progress_bar(common));
  write.log = run_log(common, monotonic_seconds() - start);
  app::write_run(*screening, write);
  if (!output.ask.empty()) io::write_file(output.ask, report::ask_csv(screening->run));
  finish_progress();
  print_issues(all_issues(screening->run), common, 12);
  if (!common.quiet) print_counts(screening->run);
  if (common.json) {
    std::cout << report::results_jsonl(screening->run);
  } else {
    std::cout << report::summary_table(screening->run, lang_of(common));
  }
  return exit_code(screening->run, fail_on, strict);
}

}  // namespace zonegate::cli
