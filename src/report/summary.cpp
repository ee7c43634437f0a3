// SPDX-License-Identifier: Apache-2.0
//
// The table on the terminal. Columns are counted in terminal cells: a Chinese character takes two.
#include <algorithm>
#include <array>
#include <map>

#include "report/json_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

constexpr std::size_t kTotalWidth = 118;
constexpr std::size_t kColumns = 5;
using Row = std::array<std::string, kColumns>;
using Widths = std::array<std::size_t, kColumns>;

// Each column as wide as its widest cell, within a limit; the headline takes what is left.
Widths widths(const std::vector<const Row*>& rows) {
  constexpr Widths kMost = {22, 26, 14, 16, 0};
  Widths out{};
  std::size_t used = 0;
  for (std::size_t c = 0; c + 1 < kColumns; ++c) {
    for (const auto* row : rows) out[c] = std::max(out[c], display_width((*row)[c]));
    out[c] = std::min(out[c], kMost[c]);
    used += out[c] + 2;
  }
  out[kColumns - 1] = kTotalWidth - used;
  return out;
}

std::string text_of(const Row& row, const Widths& w) {
  std::string line;
  for (std::size_t c = 0; c + 1 < kColumns; ++c) line += padded(row[c], w[c]) + "  ";
  line += shortened(row[kColumns - 1], w[kColumns - 1]);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

constexpr std::array<Outcome, 6> kOrder = {Outcome::prohibited,   Outcome::restricted, Outcome::conditional,
                                           Outcome::undetermined, Outcome::allowed,    Outcome::info};

}  // namespace

void SummaryTable::add(const ProjectResult& result, const Run& run) {
  const std::size_t number = strictest_.offered();
  const auto out = strictest_.offer(result.verdict);
  if (out != number) {
    const auto p = Redaction(run)(result);
    const auto& v = p->verdict;
    rows_[number] = {p->project->project_id, p->project->name, verdict::outcome_text(v.outcome).in(lang_),
                     verdict::outcome_text(v.worst_possible).in(lang_), v.headline.in(lang_)};
  }
  if (out) rows_.erase(*out);
  ++counts_[result.verdict.outcome];
  bad_ += result.project->status != catalog::Status::ok;
  for (const auto& f : result.verdict.findings) {
    overridden_ += f.overridden.has_value();
    laxer_ += f.overridden && f.overridden->laxer;
  }
}

std::string SummaryTable::table() const {
  const Words w{lang_};
  const Row titles = {w("项目编号", "Project"), w("名称", "Name"), w("结论", "Outcome"),
                      w("最严可能", "Worst possible"), w("摘要", "Headline")};
  std::vector<const Row*> rows = {&titles};
  for (const auto& [number, row] : rows_) rows.push_back(&row);
  const Widths width = widths(rows);
  std::string text;
  for (const auto* row : rows) {
    text += text_of(*row, width);
    if (row == &titles) text += std::string(kTotalWidth, '-') + "\n";
  }
  return text;
}

std::string SummaryTable::left_out() const {
  const Words w{lang_};
  if (more_ == More::none)
    return w("超过 ", "More than ") + std::to_string(most_) +
           w(" 个项目，此处不逐一列出，见 results.csv。",
             " projects: they are not listed here but in results.csv.") +
           "\n";
  return w("只列出结论最严的 ", "Only the strictest ") + std::to_string(most_) +
         w(" 个项目，其余见 results.csv。", " projects are listed; the others are in results.csv.") + "\n";
}

std::string SummaryTable::text(const Run& run) const {
  const Words w{lang_};
  std::string text = strictest_.all() || more_ == More::strictest ? table() : std::string();
  if (!strictest_.all()) text += left_out();
  text += w("共 ", "") + std::to_string(strictest_.offered()) + w(" 个项目：", " projects: ");
  bool first = true;
  for (const Outcome o : kOrder) {
    const auto count = counts_.find(o);
    if (count == counts_.end()) continue;
    text += (first ? "" : w("，", ", ")) + verdict::outcome_text(o).in(lang_) + " " +
            std::to_string(count->second);
    first = false;
  }
  if (bad_ > 0) text += w("；未能完整读取 ", "; not fully read: ") + std::to_string(bad_);
  if (overridden_ > 0)
    text += w("；人工裁定 ", "; overridden findings: ") + std::to_string(overridden_) +
            w(" 条，其中放宽 ", ", of them laxer: ") + std::to_string(laxer_) + w(" 条", "");
  if (run.info.demo) text += w("；使用演示数据", "; with demonstration data (演示数据)");
  return text + "\n";
}

std::string summary_table(const Run& run, Lang lang) {
  SummaryTable table(lang);
  for (const auto& result : run.projects) table.add(result, run);
  return table.text(run);
}

}  // namespace zonegate::report
