// SPDX-License-Identifier: Apache-2.0
//
// Table 11-1: problems of the data, of the project and of the run, and what limits the result.
#include <filesystem>

#include "document/parts.h"
#include "words/words.h"

namespace zonegate::document {
namespace {

std::string severity_word(const Context& c, const std::string& word) {
  if (c.lang == Lang::en) return word;
  return word == "error" ? "错误" : word == "warning" ? "警告" : "提示";
}

Row issue_row(const Context& c, const Json& issue, const std::string& at, const std::string& whose) {
  std::string place = std::filesystem::path(text(issue, "file")).filename().string();
  for (const char* key : {"layer", "feature"}) {
    if (const std::string more = text(issue, key); !more.empty()) place += (place.empty() ? "" : " ") + more;
  }
  const Amount moved = known_amount(member(issue, "area_moved_m2"), kSquareMetre, at + "/area_moved_m2");
  const auto said = advice::said(c.profile.meanings, text(issue, "code"), text(issue, "message"),
                                 text(issue, "hint"), c.lang);
  const auto named = [&](const std::string& said_of) {
    return words::without_places(said_of, text(issue, "file"));
  };
  return {{text_cell(whose), text_cell(severity_word(c, text(issue, "severity"))),
           text_cell(text(issue, "code")), text_cell(place), text_cell(named(said.issue)),
           text_cell(named(said.remedy)), number_cell(c, moved, "m2")}};
}

void limits(const Context& c, Table& table) {
  for (const auto& layer : list(c.project, "layers")) {
    const std::string state = text(layer, "state");
    if ((state == "clear" || state == "hit") && examined_whole(layer)) continue;
    const std::string why = layer_reason(layer, c.lang);
    table.notes.push_back(kind_name(text(layer, "kind"), c.lang) + c.w("：", ": ") +
                          layer_conclusion(layer, c) + (why.empty() ? "" : c.w("；", "; ") + why));
  }
  std::string unverified, human, boundary;
  for (const auto& f : list(c.project, "findings")) {
    if (!flag(f, "verified")) c.add_word(unverified, text(f, "rule"));
    if (flag(f, "human")) c.add_word(human, text(f, "rule"));
    if (flag(f, "boundary_grade")) c.add_word(boundary, text(f, "rule"));
  }
  if (!unverified.empty())
    table.notes.push_back(
        c.w("所引条文未经原文核实：", "Clauses cited without a check against their text: ") + unverified);
  if (!human.empty())
    table.notes.push_back(c.w("条文须由人工判定：", "Clauses left to human judgement: ") + human);
  if (!boundary.empty())
    table.notes.push_back(c.w("压占宽度在两侧精度之内（边界级）：",
                              "Overlap no wider than the accuracy of both sides (boundary grade): ") +
                          boundary);
  std::string near;
  for (const auto& layer : list(c.project, "layers"))
    if (border_in_doubt(layer)) c.add_word(near, kind_name(text(layer, "kind"), c.lang));
  if (!near.empty())
    table.notes.push_back(c.w("未压占，但边界相接或间距在两侧精度之内（边界级），须核实界线：",
                              "Not met, but touching or nearer than the accuracy of both sides (boundary "
                              "grade), borders to be checked: ") +
                          near);
}

}  // namespace

std::vector<Row> batch_issue_rows(const Context& c) {
  const std::string id = text(c.project, "project_id");
  const Json& own = list(c.project, "issues");
  std::vector<Row> rows;
  for (std::size_t i = 0; i < own.size(); ++i) {
    rows.push_back(issue_row(c, own[i], id + ":/issues/" + std::to_string(i), id));
    rows.back().home = Row::Home::project;
  }
  return rows;
}

Table issues_table(const Context& c) {
  Table table{"issues", "11-1", c.w("数据问题与结果的限制", "Issues and limits of this run")};
  table.columns = {column(c.w("范围", "Of"), 7),
                   column(c.w("级别", "Severity"), 6),
                   column(c.w("代码", "Code"), 15),
                   column(c.w("位置", "Place"), 14),
                   column(c.w("问题", "Issue"), 38),
                   column(c.w("处理建议", "Remedy"), 28),
                   {c.w("面积变动（m²）", "Area moved (m²)"), 12, true}};
  const Json &own = list(c.project, "issues"), &run = list(c.run, "issues");
  for (std::size_t i = 0; i < own.size(); ++i)
    table.rows.push_back(issue_row(c, own[i], "/issues/" + std::to_string(i), c.w("项目", "project")));
  for (std::size_t i = 0; i < run.size(); ++i) {
    table.rows.push_back(issue_row(c, run[i], "run:/issues/" + std::to_string(i), c.w("本次", "run")));
    table.rows.back().home = Row::Home::batch;
  }
  limits(c, table);
  if (table.rows.empty())
    table.notes.insert(table.notes.begin(), c.w("没有记录到数据问题。", "No issue was recorded."));
  return table;
}

}  // namespace zonegate::document
