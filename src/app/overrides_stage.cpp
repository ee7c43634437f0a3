// SPDX-License-Identifier: Apache-2.0
//
// --overrides: decisions of reviewers about single findings. A row that cannot be carried out as it stands ends the run: a decision that is
// silently lost would be as bad as one that nobody made. All mistakes are told at once, with file and line.
#include <algorithm>
#include <array>

#include "app/named_column.h"
#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

constexpr std::array<NamedColumn, 6> kColumns = {{{"project_id", {"project_id", "项目编号", "", ""}},
                                                  {"rule", {"rule", "规则", "规则编号", ""}},
                                                  {"outcome", {"outcome", "裁定", "裁定结论", "结论"}},
                                                  {"reason", {"reason", "理由", "裁定理由", ""}},
                                                  {"reviewer", {"reviewer", "裁定人", "审查人", "复核人"}},
                                                  {"date", {"date", "裁定日期", "日期", ""}}}};

class Reader {
 public:
  Reader(const Screening& s, const std::string& path)
      : table_(io::read_table(path, options())), path_(table_.name) {
    for (const auto& column : kColumns)
      headers_[column.key] =
          header_of(table_, column, [this](const std::string& message) { fail(1, message); });
    for (const auto& project : s.projects.projects) projects_.push_back(project.project_id);
    for (const auto& rule : s.book.rules) rules_.push_back(rule.id);
  }

  std::map<std::string, std::vector<verdict::Override>> read(config::Mistakes& mistakes) {
    if (!mistakes_.empty()) {
      mistakes = mistakes_;
      return {};
    }
    for (std::size_t i = 0; i < table_.rows.size(); ++i) row(i);
    mistakes = mistakes_;
    return std::move(out_);
  }

 private:
  void fail(std::size_t line, const std::string& message) {
    mistakes_.push_back({path_, static_cast<int>(line), message});
  }

  std::string cell(std::size_t i, const char* key) {
    const std::string& text = table_.rows[i].at(headers_.at(key));
    const auto from = text.find_first_not_of(" \t"), to = text.find_last_not_of(" \t");
    if (from != std::string::npos) return text.substr(from, to - from + 1);
    fail(table_.lines[i], std::string(key) + " (" + headers_.at(key) + ") is empty");
    return {};
  }

  void known(std::size_t line, const std::string& word, const std::vector<std::string>& words,
             const char* what) {
    if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return;
    const std::string near = schema::nearest_word(word, words);
    fail(line, std::string("there is no ") + what + " " + word +
                   (near.empty() ? "" : "; did you mean " + near + "?"));
  }

  void row(std::size_t i) {
    const std::size_t line = table_.lines[i];
    verdict::Override o;
    const std::string project = cell(i, "project_id"), outcome = cell(i, "outcome"), date = cell(i, "date");
    o.line = static_cast<int>(line);
    o.rule = cell(i, "rule");
    o.reason = cell(i, "reason");
    o.reviewer = cell(i, "reviewer");
    known(line, project, projects_, "project");
    known(line, o.rule, rules_, "rule");
    const auto word = verdict::outcome_of(outcome);
    if (!outcome.empty() && (!word || *word == Outcome::info))
      fail(line, "outcome '" + outcome +
                     "' is none of prohibited 禁止, restricted 限制, conditional 有条件, undetermined 待定, "
                     "allowed 允许");
    const auto day = Date::parse(date);
    if (!date.empty() && !day) fail(line, "date '" + date + "' is not a date; write it as 2026-10-01");
    const auto [at, fresh] = seen_.emplace(std::pair(project, o.rule), line);
    if (!fresh && !project.empty() && !o.rule.empty())
      fail(line, "line " + std::to_string(at->second) + " decides about the same finding");
    if (!word || !day) return;
    o.outcome = *word;
    o.date = *day;
    out_[project].push_back(std::move(o));
  }

  static io::TableOptions options() {
    io::TableOptions options;
    for (const auto& column : kColumns) {
      for (const char* name : column.names)
        if (*name) options.headers.emplace_back(name);
    }
    return options;
  }

  io::Table table_;
  std::string path_;  // with the sheet, for messages
  std::map<std::string, std::string> headers_;
  std::vector<std::string> projects_, rules_;
  std::map<std::pair<std::string, std::string>, std::size_t> seen_;
  std::map<std::string, std::vector<verdict::Override>> out_;
  config::Mistakes mistakes_;
};

template <class Items>
bool names(const Items& items, const std::string& rule) {
  return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.rule == rule; });
}

}  // namespace

void load_overrides(const Route& route) {
  if (route.options.overrides.empty()) return;
  config::Mistakes mistakes;
  route.s.overrides = Reader(route.s, route.options.overrides).read(mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "mend these rows; nothing was screened");
}

void OverrideCheck::look_at(const std::vector<report::ProjectResult>& results) {
  for (const auto& result : results) {
    const auto overrides = route_.s.overrides.find(result.project->project_id);
    if (overrides == route_.s.overrides.end()) continue;
    for (const auto& o : overrides->second) {
      if (names(result.verdict.findings, o.rule)) continue;
      unused_.push_back(
          {route_.options.overrides, o.line,
           "rule " + o.rule + " has no finding for project " + overrides->first +
               (names(result.verdict.silent, o.rule) ? ": it did not fire"
                                                     : ": it is not in force there on that day")});
    }
  }
}

void OverrideCheck::refuse_unused() const {
  if (unused_.empty()) return;
  auto mistakes = unused_;
  std::sort(mistakes.begin(), mistakes.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  throw Error(ErrorKind::usage, joined(mistakes),
              "take these rows out, or correct them; nothing was written");
}

}  // namespace zonegate::app
