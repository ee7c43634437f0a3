// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/common.h"
#include "cli/words.h"
#include "io/io.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <algorithm>
#include <filesystem>
#include <iostream>

namespace zonegate::cli {
namespace {

void print_issue(const Issue& issue) {
  const std::string line = "[" + issue.code + "] " + printable(to_line(issue));
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

}  // namespace

std::string printable(std::string_view raw) {
  const std::string text = visible(without_passwords(std::string(raw)));
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n') || byte == 0x7f) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xfU];
    } else {
      out += c;
    }
  }
  return out;
}

int report_error(const Error& error) {
  std::cerr << "zonegate: " << printable(error.what()) << "\n";
  if (!error.hint().empty()) std::cerr << "  remedy: " << printable(error.hint()) << "\n";
  return static_cast<int>(error.kind());
}

Lang lang_of(const Common& common) { return common.lang == "en" ? Lang::en : Lang::zh; }

void add_common(CLI::App& app, Common& common) {
  app.add_option("--jobs", common.jobs, "threads; 0 = all processors (never changes a byte of the results)")
      ->check(CLI::Range(0, 1024));
  app.add_option("--lang", common.lang, "language of tables and reports: zh or en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "--limit",
         [](const std::vector<std::string>& said) {
           io::Limits limits = io::limits();
           for (const auto& one : said) io::parse_limit(one, limits);
           io::set_limits(limits);
         },
         "NAME=N: how large an input may be; names: " + io::limit_names() + " (docs/inputs.md)")
      ->allow_extra_args(false);
  app.add_flag("--json", common.json, "results on stdout for machines");
  app.add_flag("--quiet", common.quiet,
               "errors only; of more than 50 projects counts, no table (screen, demo)");
  app.add_flag("--verbose", common.verbose,
               "every issue, one a line, on stderr; a longer table (screen, demo)");
}

Date parse_date_option(const std::string& option, const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) throw Error(ErrorKind::usage, option + " " + text + " is not a date", "write it as 2026-10-01");
  return *date;
}

// Messages go to stderr only; stdout belongs to results.
std::shared_ptr<spdlog::logger> logger() {
  auto existing = spdlog::get("zonegate");
  if (existing) return existing;
  auto fresh = spdlog::stderr_color_mt("zonegate");
  fresh->set_pattern("%^%l%$: %v");
  return fresh;
}

void print_issues(const std::vector<Issue>& issues, const Common& common, std::size_t most,
                  std::size_t more) {
  std::size_t shown = 0, hidden = more;
  for (const auto& issue : issues) {
    if (common.quiet && issue.severity != Severity::error) continue;
    if (!common.verbose && (issue.severity == Severity::note || shown >= most)) {
      ++hidden;
      continue;
    }
    print_issue(issue);
    ++shown;
  }
  if (hidden > 0 && !common.quiet) logger()->info("{} more issues; --verbose shows them all", hidden);
}

void check_output_file(const RunOutput& output, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& kinds) {
  const std::string& path = output.folder;
  if (path == "-") return;
  const auto refuse = [](const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::usage, what, remedy);
  };
  const std::string extension = std::filesystem::path(path).extension().string();
  if (std::find(kinds.begin(), kinds.end(), extension) == kinds.end()) {
    std::string list;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      list += (i == 0 ? "" : i + 1 < kinds.size() ? ", " : " or ") + kinds[i];
    refuse("-o " + path + ": this kind of file cannot be written", "use " + list);
  }
  if (std::filesystem::exists(path) && !output.overwrite)
    refuse(path + " exists already", "choose another file with -o, or say --overwrite");
  for (const auto& input : inputs) {
    std::error_code ignored;  // a file that is not there is nobody's equal
    if (std::filesystem::equivalent(path, input, ignored))
      refuse("-o " + path + " is an input of this run: " + io::shown_name(input),
             "choose another file with -o");
  }
}

}  // namespace zonegate::cli
