// SPDX-License-Identifier: Apache-2.0
//
// Tables of a project's document that need more than the run: what changed since an earlier one, and whether a report's statements hold.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "cli/report_parts.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Rows = std::map<std::string, std::vector<document::Row>>;

constexpr std::size_t kColumns = 6;  // of both tables

// Cells that are not given are blank.
document::Row row_of(std::initializer_list<std::string> texts) {
  document::Row row;
  for (const auto& text : texts) row.cells.push_back({text, {}, {}});
  row.cells.resize(kColumns);
  return row;
}

// "YA-001、YA-002 等 79 个。"
std::string named(const std::vector<std::string>& ids, bool zh) {
  constexpr std::size_t kMost = 10;
  std::string out;
  for (std::size_t i = 0; i < std::min(ids.size(), kMost); ++i)
    out += (i == 0 ? "" : zh ? "、" : ", ") + ids[i];
  if (ids.size() <= kMost) return out + (zh ? "。" : ".");
  const std::string all = std::to_string(ids.size());
  return out + (zh ? " 等 " + all + " 个。" : " ... (" + all + ").");
}

std::set<std::string> projects_of(const std::string& results) {
  std::set<std::string> out;
  std::istringstream lines(results);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) out.insert(document::project_id_of(line));
  return out;
}

std::string file_name(const std::string& path) {
  const auto normal = std::filesystem::path(path).lexically_normal();
  return (normal.has_filename() ? normal : normal.parent_path()).filename().string();
}

}  // namespace

AddedTables::AddedTables(const AddedOptions& o, const FinishedRun& run, Lang lang, bool quiet) {
  zh_ = lang == Lang::zh;
  if (!o.since.empty()) compare(o.since, run, lang, quiet);
  if (!o.claims.empty()) check(o, run, lang, quiet);
}

void AddedTables::compare(const std::string& since, const FinishedRun& run, Lang lang, bool quiet) {
  const auto found = review::compare(FinishedRun(since, quiet).text(), run.text());
  auto& part = parts_.emplace_back();
  auto& table = part.empty;
  table.id = "changes";
  table.number = "12";
  table.caption = zh_ ? "与上次结果的变化" : "Changes since the last run";
  table.columns = {{zh_ ? "对象" : "Of", 14},     {zh_ ? "变化" : "Change", 8}, {zh_ ? "内容" : "What", 16},
                   {zh_ ? "上次" : "Before", 14}, {zh_ ? "本次" : "Now", 14},   {zh_ ? "原因" : "Cause", 24}};
  table.notes.push_back((zh_ ? "上次结果：" : "The last run: ") + file_name(since) +
                        (zh_ ? "。碳不作比较。" : ". Carbon is not compared."));
  for (const auto& note : found.notes) table.notes.push_back(note.in(lang));
  for (const auto& input : found.inputs)
    table.notes.push_back((zh_ ? "两次输入之差：" : "The runs differ: ") +
                          review::cause_text(input.word).in(lang) + (zh_ ? "：" : ": ") +
                          input.detail.in(lang));
  part.none = zh_ ? "本项目没有变化。" : "Nothing of this project has changed.";
  std::vector<std::string> gone;
  for (const auto& d : found.differences) {
    if (d.change == "only_in_a") gone.push_back(d.project_id);
    auto& rows = part.rows[d.project_id];
    if (d.change == "only_in_b")
      rows.push_back(row_of({zh_ ? "项目" : "project", zh_ ? "上次没有" : "not in it"}));
    else
      for (const auto& w : review::change_words(d, lang))
        rows.push_back(row_of({w.item, w.change, w.field, w.before, w.after, w.causes}));
  }
  if (gone.empty()) return;
  table.notes.push_back(
      (zh_ ? "上次有、本次没有的项目：" : "Projects of the last run that are not in this one: ") +
      named(gone, zh_));
  if (!quiet)
    logger()->warn("{} holds {} project(s) that this run does not: {}", since, gone.size(),
                   named(gone, false));
}

void AddedTables::check(const AddedOptions& o, const FinishedRun& run, Lang lang, bool quiet) {
  const auto facts = table_text(io::read_table(run.whole("facts.csv")));
  const auto text = run.text();
  const auto found = review::verify(text, facts, claims_table(o.claims, o.sheet));
  auto& part = parts_.emplace_back();
  auto& table = part.empty;
  table.id = "claims";
  table.number = "13";
  table.caption = zh_ ? "申报内容核对" : "Statements of the report";
  constexpr bool kNumbers = true;  // where what is stated is one
  table.columns = {{zh_ ? "申报内容" : "Statement", 20},
                   {zh_ ? "申报值" : "Stated", 12, kNumbers},
                   {zh_ ? "核查值" : "Found", 12, kNumbers},
                   {zh_ ? "差值" : "Difference", 10, kNumbers},
                   {zh_ ? "结论" : "Answer", 10},
                   {zh_ ? "说明" : "Notes", 20}};
  table.notes.push_back((zh_ ? "申报来源：" : "Statements: ") + file_name(o.claims));
  // How many other projects of the run nobody states anything of is no note of this project.
  part.none = zh_ ? "申报表中没有本项目的内容，未作核对。"
                  : "The table states nothing of this project; nothing was checked.";
  const auto known = projects_of(text.results_jsonl);
  std::vector<std::string> strange;
  for (const auto& a : found.answers) {
    const std::string& id = a.claim.project_id;
    if (!known.contains(id) && std::find(strange.begin(), strange.end(), id) == strange.end())
      strange.push_back(id);
    const auto w = review::claim_words(a, lang);
    part.rows[a.claim.project_id].push_back(
        row_of({w.statement, w.stated, w.found, w.difference, w.answer, w.notes}));
  }
  if (strange.empty()) return;
  table.notes.push_back((zh_ ? "申报表中另有本次结果没有的项目，其内容未作核对："
                             : "The table also states things of projects that the run does not hold; nothing "
                               "of them was checked: ") +
                        named(strange, zh_));
  if (!quiet)
    logger()->warn("{}: {} project(s) are not in the run, and nothing of them was checked: {}", o.claims,
                   strange.size(), named(strange, false));
}

std::vector<document::Table> AddedTables::of(const std::string& project_id) const {
  std::vector<document::Table> out;
  for (const auto& part : parts_) {
    auto& table = out.emplace_back(part.empty);
    const auto rows = part.rows.find(project_id);
    if (rows != part.rows.end())
      table.rows = rows->second;
    else
      table.notes.insert(table.notes.begin(), part.none);
  }
  return out;
}

}  // namespace zonegate::cli
