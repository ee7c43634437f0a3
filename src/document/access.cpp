// SPDX-License-Identifier: Apache-2.0
//
// Table 2: the access lists, every row of them.
#include "document/parts.h"

namespace zonegate::document {

Table access_table(const Context& c) {
  const Json& rows = list(member(c.project, "access"), "rows");
  if (rows.size() != c.files.access.size())
    throw Error(ErrorKind::input,
                text(c.project, "project_id") + ": access.csv has " + std::to_string(c.files.access.size()) +
                    " rows of the project, results.jsonl " + std::to_string(rows.size()),
                "take both files from one run, or run zonegate screen again");
  Table table{"access", "2", c.w("生态环境准入清单符合性分析", "Conformity with the access lists")};
  table.columns = {column(c.w("管控单元编码", "Unit code"), 17),
                   column(c.w("管控单元名称", "Unit name"), 13),
                   column(c.w("清单", "List"), 7),
                   column(c.w("管控维度", "Dimension"), 9),
                   column(c.w("要求类别", "Type"), 10),
                   column(c.w("管控要求", "Requirement"), 28),
                   column(c.w("项目对应情况", "Project fact"), 18),
                   column(c.w("符合性", "Conformity"), 8),
                   column(c.w("理由", "Reason"), 18)};
  for (const auto& row : c.files.access) {
    const auto cell = [&](const char* zh, const char* en) {
      return text_cell(named_kinds(c, cell_of(row, c.lang == Lang::zh ? zh : en)));
    };
    const auto word = [&](const char* key) { return text_cell(told(c, cell_of(row, key))); };
    Cell name = cell("unit_name", "unit_name");
    if (name.text.empty()) name = text_cell(place_of(c, cell_of(row, "unit_code")));  // of a region's list
    table.rows.push_back(
        {{cell("unit_code", "unit_code"), std::move(name), word("list"), word("dimension_zh"),
          word("sub_type"), cell("text", "text"), cell("fact", "fact_en"),
          cell("conformity", "conformity_en"), cell("reason", "reason_en")}});
  }
  if (table.rows.empty())
    table.notes.push_back(c.w("没有得到任何清单条目，准入清单未核查。",
                              "No row of any list was found: the access lists were not examined."));
  return table;
}

}  // namespace zonegate::document
