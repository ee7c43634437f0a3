// SPDX-License-Identifier: Apache-2.0
//
// The table of access lists as a reviewer pastes it: the columns of one language, from access.csv. Nothing is judged here.
#include <algorithm>
#include <array>

#include "review/results.h"
#include "schema/schema.h"

namespace zonegate::review {
namespace {

struct Column {
  const char *zh_key, *en_key, *zh, *en;
};
constexpr std::array<Column, 17> kColumns = {
    {{"project_id", "project_id", "项目编号", "Project"},
     {"name", "name", "项目名称", "Name"},
     {"unit_code", "unit_code", "管控单元编码", "Unit code"},
     {"unit_name", "unit_name", "管控单元名称", "Unit name"},
     {"city", "city", "所属市（州）", "City"},
     {"county", "county", "所属县（区）", "County"},
     {"list_type", "list_type", "清单类型", "List type"},
     {"class_zh", "class", "管控类型", "Control type"},
     {"unit_source", "unit_source_en", "单元来源", "Source of the unit"},
     {"list", "list", "清单", "List"},
     {"dimension_zh", "dimension", "管控维度", "Dimension"},
     {"sub_type", "sub_type", "要求类别", "Type"},
     {"text", "text", "管控要求", "Requirement"},
     {"fact", "fact_en", "项目情况", "Project fact"},
     {"conformity", "conformity_en", "符合性", "Conformity"},
     {"reason", "reason_en", "理由", "Reason"},
     {"row", "row", "清单条目", "Row of the list"}}};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

AccessTable access_table(const TableText& csv, const std::string& project_id, Lang lang) {
  for (const auto& column : kColumns) {
    if (std::find(csv.headers.begin(), csv.headers.end(), column.zh_key) == csv.headers.end())
      throw Error(ErrorKind::input, csv.file + ": there is no column " + column.zh_key,
                  "run zonegate screen again with this version");
  }
  AccessTable table;
  for (const auto& column : kColumns) table.titles.emplace_back(lang == Lang::zh ? column.zh : column.en);
  std::vector<std::string> known;
  for (const auto& row : csv.rows) {
    const std::string id = unguarded(row.at("project_id"));
    known.push_back(id);
    if (!project_id.empty() && id != project_id) continue;
    auto& cells = table.rows.emplace_back();
    for (const auto& column : kColumns)
      cells.push_back(unguarded(row.at(lang == Lang::zh ? column.zh_key : column.en_key)));
  }
  if (table.rows.empty() && !project_id.empty()) {
    const std::string near = schema::nearest_word(project_id, known);
    throw Error(ErrorKind::input, csv.file + ": no row of a project " + project_id,
                near.empty() ? "zonegate access RUN_DIR lists all projects" : "did you mean " + near + "?");
  }
  return table;
}

std::string access_tsv(const AccessTable& table) {
  std::string out;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i ? "\t" : "") + guarded(one_line(cells[i]));
    out += "\n";
  };
  add(table.titles);
  for (const auto& row : table.rows) add(row);
  return out;
}

std::string access_csv(const AccessTable& table) {
  std::string out = "\xEF\xBB\xBF" + csv_line(table.titles);
  for (const auto& row : table.rows) out += csv_line(row);
  return out;
}

std::string access_html(const AccessTable& table, Lang lang) {
  const std::string title =
      lang == Lang::zh ? "生态环境准入清单符合性分析表" : "Conformity with the access lists";
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"" + std::string(lang == Lang::zh ? "zh-CN" : "en") +
      "\">\n<head><meta charset=\"utf-8\"><title>" + title +
      "</title><style>body{font-family:sans-serif}table{border-collapse:collapse;font-size:14px}"
      "td,th{border:1px solid #888;padding:3px "
      "6px;vertical-align:top;text-align:left;white-space:pre-line}</style></head>\n<body><h1>" +
      title + "</h1>\n<table><thead><tr>";
  for (const auto& cell : table.titles) out += "<th>" + escaped(cell) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (const auto& cell : row) out += "<td>" + escaped(cell) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></body></html>\n";
}

std::string access_json(const TableText& csv, const std::string& project_id) {
  access_table(csv, project_id, Lang::zh);  // the same refusals
  Json rows = Json::array();
  for (const auto& row : csv.rows) {
    if (!project_id.empty() && unguarded(row.at("project_id")) != project_id) continue;
    Json object = Json::object();
    for (const auto& [key, cell] : row) object[key] = unguarded(cell);
    rows.push_back(std::move(object));
  }
  return rows.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zonegate::review
