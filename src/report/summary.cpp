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
Widths widths(const std::vector<Row>& rows) {
  constexpr Widths kMost = {22, 26, 14, 16, 0};
  Widths out{};
  std::size_t used = 0;
  for (std::size_t c = 0; c + 1 < kColumns; ++c) {
    for (const auto& row : rows) out[c] = std::max(out[c], display_width(row[c]));
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

std::string counts_line(const Run& run, Lang lang) {
  constexpr std::array<Outcome, 6> kOrder = {Outcome::prohibited,   Outcome::restricted, Outcome::conditional,
                                             Outcome::undetermined, Outcome::allowed,    Outcome::info};
  std::map<Outcome, std::size_t> counts;
  std::size_t bad = 0;
  for (const auto& p : run.projects) {
    ++counts[p.verdict.outcome];
    bad += p.project->status != catalog::Status::ok;
  }
  const Words w{lang};
  std::string line = w("共 ", "") + std::to_string(run.projects.size()) + w(" 个项目：", " projects: ");
  bool first = true;
  for (const Outcome o : kOrder) {
    if (!counts.count(o)) continue;
    line +=
        (first ? "" : w("，", ", ")) + verdict::outcome_text(o).in(lang) + " " + std::to_string(counts[o]);
    first = false;
  }
  if (bad > 0) line += w("；未能完整读取 ", "; not fully read: ") + std::to_string(bad);
  std::size_t overridden = 0, laxer = 0;
  for (const auto& p : run.projects) {
    for (const auto& f : p.verdict.findings) {
      overridden += f.overridden.has_value();
      laxer += f.overridden && f.overridden->laxer;
    }
  }
  if (overridden > 0)
    line += w("；人工裁定 ", "; overridden findings: ") + std::to_string(overridden) +
            w(" 条，其中放宽 ", ", of them laxer: ") + std::to_string(laxer) + w(" 条", "");
  if (run.info.demo) line += w("；使用演示数据", "; with demonstration data (演示数据)");
  return line + "\n";
}

}  // namespace

std::string summary_table(const Run& run, Lang lang) {
  const Disclosed disclosed(run);
  const Words w{lang};
  std::vector<Row> rows = {{w("项目编号", "Project"), w("名称", "Name"), w("结论", "Outcome"),
                            w("最严可能", "Worst possible"), w("摘要", "Headline")}};
  for (const auto& p : disclosed.run().projects) {
    const auto& v = p.verdict;
    rows.push_back({p.project->project_id, p.project->name, verdict::outcome_text(v.outcome).in(lang),
                    verdict::outcome_text(v.worst_possible).in(lang), v.headline.in(lang)});
  }
  const Widths width = widths(rows);
  std::string out;
  for (const auto& row : rows) {
    out += text_of(row, width);
    if (&row == &rows.front()) out += std::string(kTotalWidth, '-') + "\n";
  }
  return out + counts_line(disclosed.run(), lang);
}

}  // namespace zonegate::report
