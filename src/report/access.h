// SPDX-License-Identifier: Apache-2.0
//
// Private to report: the table of access lists of one project. Every output takes its lines from here, so that none can say something else or leave one out.
#pragma once

#include <string>
#include <vector>

#include "report/json_text.h"
#include "report/report.h"

namespace zonegate::report {

struct AccessLine {
  // Of the unit, the area, or nobody: empty where it is not known.
  std::string unit_kind, unit_code, unit_name, city, county, unit_class, list_type;
  const facts::AccessUnit* unit =
      nullptr;                          // null: an administrative area, or a row of nobody knows which place
  const facts::ListRow* row = nullptr;  // null: a unit without a row, or an open question
  verdict::RowWord word = verdict::RowWord::to_verify;
  Text fact;    // what of the project was compared
  Text reason;  // why this word
};
// Units in their order with their rows, then rows of areas, then open questions.
std::vector<AccessLine> access_lines(const ProjectResult& p);

Text dimension_text(const std::string& key);                              // 空间布局约束
Text class_text(const std::string& kind, const std::string& unit_class);  // 优先保护单元
Text unit_source_text(const facts::AccessUnit& unit);                     // 图形量测, 官方编码, ...
std::string row_field(const facts::ListRow& row, const char* key);
std::string row_name(const facts::ListRow& row);  // "zone_list:12"

Json access_json(const ProjectResult& p);         // of one project, for results.jsonl
std::string access_rows(const ProjectResult& p);  // of one project, for access.csv
std::string access_header();

}  // namespace zonegate::report
