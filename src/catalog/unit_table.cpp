// SPDX-License-Identifier: Apache-2.0
//
// The answer of the official zoning system: a table of the units of each project, as it is exported. It stands beside what is measured, never above it: overlay compares
// the two.
#include "catalog/unit_table.h"

#include <algorithm>
#include <array>

#include "io/io.h"

namespace zonegate::catalog {
namespace {

struct Column {
  const char* key;
  std::vector<std::string> names;
};
const std::vector<Column>& columns() {
  static const std::vector<Column> all = {
      {"project_id", {"project_id", "项目编号", "项目编码"}},
      {"code",
       {"code", "环境管控单元编码", "管控单元编码", "单元编码", "unit_code", "HJGKDYBM", "HJZHGKDYBM",
        "管控分区编码", "分区编码", "编码"}},
      {"name",
       {"name", "环境管控单元名称", "管控单元名称", "单元名称", "unit_name", "HJGKDYMC", "HJZHGKDYMC",
        "管控分区名称", "分区名称"}},
      {"class", {"class", "管控单元分类", "环境管控单元分类", "管控类型", "管控类别", "ZHGKDYFL"}},
      {"list", {"list", "list_type", "清单类型"}},
      {"city", {"city", "市", "市（州）", "所属市（州）", "所属城市"}},
      {"county", {"county", "县", "区县", "县（区）", "所属区县", "所属县（区）"}},
      {"project_name", {"project_name", "项目名称"}}};
  return all;
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    io::TableOptions options;
    for (const auto& column : columns())
      options.headers.insert(options.headers.end(), column.names.begin(), column.names.end());
    table_ = io::read_table(path, options);
    for (const auto& column : columns()) find(column);
    for (const char* key : {"project_id", "code"})
      if (!headers_.contains(key))
        faults_.push_back(table_.name + ": there is no column " + key +
                          (std::string_view(key) == "code" ? " (环境管控单元编码)" : " (项目编号)"));
  }

  UnitTable read() {
    if (faults_.empty())
      for (std::size_t i = 0; i < table_.rows.size(); ++i) row(i);
    if (faults_.empty()) return std::move(out_);
    std::string all;
    for (const auto& fault : faults_) all += (all.empty() ? "" : "\n") + fault;
    throw Error(ErrorKind::usage, all, "mend the table of units (docs/access-list.md); nothing was screened");
  }

 private:
  void find(const Column& column) {
    for (const auto& name : column.names) {
      if (std::find(table_.headers.begin(), table_.headers.end(), name) == table_.headers.end()) continue;
      if (headers_.contains(column.key)) {
        faults_.push_back(table_.name + ": columns " + headers_[column.key] + " and " + name +
                          " say the same thing; keep one");
        return;
      }
      headers_[column.key] = name;
    }
  }

  std::string cell(std::size_t i, const char* key) const {
    const auto header = headers_.find(key);
    if (header == headers_.end()) return {};
    const auto at = table_.rows[i].find(header->second);
    return at == table_.rows[i].end() ? std::string() : std::string(schema::trimmed(at->second));
  }

  std::string place(std::size_t i) const { return table_.name + ":" + std::to_string(table_.lines[i]); }

  void row(std::size_t i) {
    const std::string id = cell(i, "project_id"), text = cell(i, "code");
    if (id.empty()) {
      faults_.push_back(place(i) + ": the row names no project (project_id 项目编号)");
      return;
    }
    auto [at, fresh] = out_.projects.try_emplace(id);
    auto& entry = at->second;
    if (fresh) {
      out_.order.push_back(id);
      entry.line = table_.lines[i];
    }
    if (entry.project_name.empty()) entry.project_name = cell(i, "project_name");
    const auto code = schema::zone_code(text);
    if (!code) {
      entry.fault += (entry.fault.empty() ? "" : "; ") + place(i) +
                     (text.empty() ? ": no code" : ": '" + text + "' is no code");
      complain(entry, i, "'" + text + "' is no code of a control unit: the project may lie in a unit more");
      return;
    }
    add(entry, i, *code);
  }

  void add(UnitTable::Entry& entry, std::size_t i, const std::string& code) {
    const auto same =
        std::find_if(entry.units.begin(), entry.units.end(), [&](const auto& u) { return u.code == code; });
    OfficialUnit fresh;
    OfficialUnit& unit = same == entry.units.end() ? fresh : *same;
    unit.code = code;
    unit.source = place(i);
    for (auto [key, field] : {std::pair{"name", &OfficialUnit::name},
                              {"city", &OfficialUnit::city},
                              {"county", &OfficialUnit::county}})
      if ((unit.*field).empty()) unit.*field = cell(i, key);
    word(entry, i, "class", "zone_unit", "class", unit.unit_class);
    std::string list;
    word(entry, i, "list", "zone_list", "list", list);
    if (!list.empty() && unit.list.find(list) == std::string::npos)
      unit.list += (unit.list.empty() ? "" : ";") + list;
    if (same == entry.units.end()) entry.units.push_back(std::move(fresh));
  }

  // A word of a field of a kind; another one is told and left out.
  void word(UnitTable::Entry& entry, std::size_t i, const char* key, const char* kind, const char* field,
            std::string& out) {
    const std::string text = cell(i, key);
    if (text.empty() || (!out.empty() && std::string_view(key) == "class")) return;
    const auto found =
        schema::field_word(*schema::find_field(*schema::find_kind(kind), field), schema::narrow(text));
    if (found) {
      out = *found;
    } else {
      complain(entry, i, "'" + text + "' is no word of " + key + "; it is left out");
    }
  }

  void complain(UnitTable::Entry& entry, std::size_t i, const std::string& message) const {
    entry.issues.push_back({"project.units_row_wrong", Severity::error, path_, "",
                            std::to_string(table_.lines[i]), place(i) + ": " + message,
                            "mend the row; see docs/access-list.md for its columns", std::nullopt});
  }

  std::string path_;
  io::Table table_;
  std::map<std::string, std::string> headers_;
  std::vector<std::string> faults_;
  UnitTable out_;
};

// Codes of the attribute; what is no code is told.
std::vector<OfficialUnit> units_of_attribute(Project& project) {
  std::vector<OfficialUnit> units;
  const auto at = project.attributes.find("unit_codes");
  if (at != project.attributes.end() && is_unknown(at->second))
    project.units_fault = "unit_codes is stated in two ways";
  const auto* list =
      at == project.attributes.end() ? nullptr : std::get_if<std::vector<std::string>>(&at->second);
  for (const auto& text : list ? *list : std::vector<std::string>()) {
    const auto code = schema::zone_code(text);
    const auto known = [&](const OfficialUnit& u) { return code && u.code == *code; };
    if (code && std::none_of(units.begin(), units.end(), known))
      units.push_back({*code, "", "", "", "", "", "unit_codes", true});
    if (code) continue;
    project.units_fault +=
        (project.units_fault.empty() ? "" : "; ") + ("unit_codes: '" + text + "' is no code");
    project.issues.push_back(
        {"project.units_row_wrong", Severity::error, project.file, "", project.project_id,
         "unit_codes: '" + text + "' is no code of a control unit: the project may lie in a unit more",
         "write it as ZH51180210001", std::nullopt});
  }
  return units;
}

bool holds(const std::vector<OfficialUnit>& units, const std::string& code) {
  return std::any_of(units.begin(), units.end(), [&](const auto& u) { return u.code == code; });
}

// The ninth sign of a unit's code is its class.
void compare_class(Project& project, OfficialUnit& unit) {
  if (!schema::is_unit_code(unit.code)) return;
  const std::string digit = unit.code.substr(8, 1);
  if (!unit.unit_class.empty() && unit.unit_class != digit) {
    project.issues.push_back({"project.units_row_wrong", Severity::error, project.file, "",
                              project.project_id,
                              unit.source + ": unit " + unit.code + " has class " + unit.unit_class +
                                  ", but its code says " + digit,
                              "check the code and the class at the source", std::nullopt});
    unit.unit_class = "?";
  } else {
    unit.unit_class = digit;
  }
}

}  // namespace

UnitTable read_unit_table(const std::string& path) { return Reader(path).read(); }

void take_units(Project& project, const UnitTable::Entry* table) {
  std::vector<OfficialUnit> stated = units_of_attribute(project);
  project.units = stated;
  if (table) {
    project.issues.insert(project.issues.end(), table->issues.begin(), table->issues.end());
    if (!table->fault.empty())
      project.units_fault += (project.units_fault.empty() ? "" : "; ") + table->fault;
    project.units = table->units;
  }
  std::string only;
  for (const auto& unit : stated) {
    if (!table || holds(table->units, unit.code)) continue;
    only += " " + unit.code;
    project.units.push_back(unit);
    project.units.back().certain = false;
  }
  for (auto& unit : project.units) {
    if (!table || stated.empty() || holds(stated, unit.code)) continue;
    only += " " + unit.code;
    unit.certain = false;
  }
  if (!only.empty()) {
    project.issues.push_back({"project.units_conflict", Severity::error, project.file, "", project.project_id,
                              "the table of units and unit_codes differ:" + only +
                                  " stand in one of them only; neither is preferred",
                              "find out which of them is right, and take the other away", std::nullopt});
  }
  for (auto& unit : project.units) compare_class(project, unit);
  std::sort(project.units.begin(), project.units.end(),
            [](const auto& a, const auto& b) { return a.code < b.code; });
}

}  // namespace zonegate::catalog
