// SPDX-License-Identifier: Apache-2.0
//
// Attributes from a table beside the geometry. Wide: a column for each attribute. Long: one attribute and its value on a line, as in the form that
// `screen --ask` writes.
#include <algorithm>
#include <filesystem>

#include "catalog/note_rows.h"
#include "catalog/project_row.h"
#include "survey/survey.h"

namespace zonegate::catalog {
namespace {

using Cells = std::map<std::string, std::string>;

// The column of that name in any case, or its Chinese one; empty: there is none.
std::string column_of(const std::vector<std::string>& headers, std::string_view key, std::string_view zh) {
  const auto at = std::find_if(headers.begin(), headers.end(), [&](const std::string& header) {
    const std::string name = plain_name(header);
    return name == key || name == zh;
  });
  return at == headers.end() ? std::string() : *at;
}

std::string cell(const Cells& row, const std::string& column) {
  const auto at = row.find(column);
  return at == row.end() ? std::string() : std::string(schema::trimmed(at->second));
}

class Rows {
 public:
  explicit Rows(const io::Table& table) : path_(table.name) {
    id_ = column_of(table.headers, "project_id", "项目编号");
    attribute_ = column_of(table.headers, "attribute", "属性");
    value_ = column_of(table.headers, "value", "填写");
    if (id_.empty()) {
      throw Error(ErrorKind::input, path_ + ": there is no column project_id",
                  "a table of attributes says in project_id (项目编号) which project each row is about");
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      if (!leave_out(table.rows[i], table.lines[i])) add(table.rows[i], table.lines[i]);
    if (attribute_.empty() || value_.empty()) tell_unknown(table);
  }
  std::vector<io::SourceFeature> take() { return std::move(rows_); }
  std::vector<std::size_t> nameless() { return std::move(nameless_); }
  std::vector<Issue> issues() { return std::move(issues_); }

 private:
  // As in the table of units: a row that is one note, or a total, is the exporter's.
  bool leave_out(const Cells& row, std::size_t line) {
    const std::string id = cell(row, id_);
    const auto filled = std::count_if(row.begin(), row.end(),
                                      [](const auto& c) { return !schema::trimmed(c.second).empty(); });
    if (filled != 1 || !(is_note(id) || is_total(id))) return false;
    issues_.push_back({"source.rows_left_out", Severity::warning, path_, "", std::to_string(line),
                       "line " + std::to_string(line) + ": \"" + id + "\" is a note, and is left out",
                       "write what it says of a project into the columns of its row", std::nullopt});
    return true;
  }
  // Near misses are told with each row that has a value; columns that speak of coordinates are heard.
  void tell_unknown(const io::Table& table) {
    std::string names;
    for (const auto& header : table.headers) {
      if (header == id_ || attribute_of(header) || survey::may_speak_of_system(header)) continue;
      const bool says = std::any_of(table.rows.begin(), table.rows.end(),
                                    [&](const Cells& row) { return !cell(row, header).empty(); });
      if (says) names += (names.empty() ? "" : ", ") + header;
    }
    if (names.empty()) return;
    issues_.push_back({"project.column_unknown", Severity::note, path_, "", "",
                       "columns that are no attributes, and are not used: " + names,
                       "docs/schema.md has the names of all attributes", std::nullopt});
  }

  // A row that is of no use stops no other.
  void lose(std::size_t line, const std::string& why, const char* remedy) {
    issues_.push_back({"project.attributes_unmatched", Severity::error, path_, "", std::to_string(line),
                       "line " + std::to_string(line) + ": " + why, remedy, std::nullopt});
  }

  void add(const Cells& row, std::size_t line) {
    io::SourceFeature out;
    out.number = static_cast<std::int64_t>(line);
    const std::string id = cell(row, id_);
    if (id.empty()) {
      const bool blank = std::all_of(row.begin(), row.end(),
                                     [](const auto& c) { return schema::trimmed(c.second).empty(); });
      if (blank) return;
      nameless_.push_back(line);
      return lose(line, "the row names no project: it says nothing to anyone",
                  "fill in project_id, or take the row out");
    }
    if (attribute_.empty() || value_.empty()) {
      for (const auto& [column, text] : row) out.fields[column] = text;
    } else if (!cell(row, value_).empty()) {
      if (cell(row, "kind") == "layer") {
        return lose(line, "a layer cannot be answered in a table",
                    "supply the layer with a manifest in the folder of layers, and leave the cell blank");
      }
      out.fields[cell(row, attribute_)] = cell(row, value_);
    }
    out.fields["project_id"] = id;
    rows_.push_back(std::move(out));
  }

  const std::string& path_;
  std::string id_, attribute_, value_;
  std::vector<io::SourceFeature> rows_;
  std::vector<std::size_t> nameless_;
  std::vector<Issue> issues_;
};

}  // namespace

AttributeTable read_attribute_table(const std::string& path) {
  io::TableOptions options;
  options.headers = {"project_id", "项目编号", "attribute", "属性", "value", "填写"};
  options.headers.insert(options.headers.end(), attribute_names().begin(), attribute_names().end());
  options.choice = "keep one sheet in the workbook";  // --attributes names a file alone
  const io::Table table = io::read_table(path, options);
  Rows rows(table);
  AttributeTable out{rows.take(),
                     rows.nameless(),
                     {{"file name", std::filesystem::path(path).stem().string()}},
                     rows.issues()};
  if (!table.sheet.empty()) out.around.emplace_back("sheet name", table.sheet);
  for (const auto& [row, text] : table.around) out.around.emplace_back("row " + std::to_string(row), text);
  out.around.insert(out.around.end(), table.beside.begin(), table.beside.end());
  return out;
}

}  // namespace zonegate::catalog
