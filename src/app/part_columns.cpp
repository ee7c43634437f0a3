// SPDX-License-Identifier: Apache-2.0
#include "app/part_columns.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "schema/schema.h"

namespace zonegate::app {
namespace {

constexpr unsigned kParts = 1, kStands = 2, kLosses = 4, kStand = kParts | kStands;

struct Column {
  const char* key;
  std::vector<const char*> names;  // beside the key
  unsigned tables = kParts;        // that have it
  const char* forest = nullptr;    // the field of layers/forest.yaml whose names it has too
};

const std::vector<Column>& columns() {
  static const std::vector<Column> kAll = {
      {"project_id", {"项目编号", "项目id", "项目"}, kParts | kLosses},
      {"part", {"part_id", "地块", "地块编号"}, kParts | kLosses},
      {"stand", {"stand_id", "xiao_ban", "小班号", "小班"}, kStand},
      {"role", {"占用类型", "用地类型"}},
      {"area_ha", {"面积(公顷)", "面积_公顷", "面积(ha)", "面积_ha"}, kStand | kLosses},
      {"area_m2", {"面积(平方米)", "面积_平方米", "面积(m2)", "面积_m2"}, kStand | kLosses},
      {"area_mu", {"面积(亩)", "面积_亩"}, kStand | kLosses},
      {"land_class", {"lucode", "dlbm"}, kStand, "dlbm"},
      {"species", {"优势树种(组)", "树种"}, kStand, "species"},
      {"origin", {}, kStand, "origin"},
      {"age", {"年龄"}, kStand, "age"},
      {"age_group", {}, kStand, "age_group"},
      {"canopy", {}, kStand, "canopy"},
      {"volume_m3_ha", {"volume_ha", "公顷蓄积(m3/ha)", "公顷蓄积(立方米/公顷)"}, kStand, "volume_ha"},
      {"volume_m3",
       {"volume_total", "xiao_ban_x", "小班蓄积", "小班蓄积(m3)", "小班蓄积(立方米)", "材积(m3)"},
       kStand | kLosses},
      {"volume_u_percent", {"蓄积误差(%)", "蓄积误差百分比"}, kStand},
      {"annual_increment_m3_ha", {"年生长量", "年生长量(m3/ha)", "公顷年生长量"}, kStand},
      {"increment_u_percent", {"生长量误差(%)"}, kStand},
      {"biomass_t_ha", {"地上生物量", "地上生物量(t/ha)"}, kStand},
      {"biomass_sd_t_ha", {"地上生物量标准差"}, kStand},
      {"region", {"行政区划代码"}, kStand},
      {"climate", {"气候区"}, kStand},
      {"soil_class", {"土壤类"}, kStand},
      {"growth_curve", {"生长曲线"}, kStand},
      {"start_year", {"start", "起始年", "占用起始年"}},
      {"end_year", {"end", "终止年", "占用终止年"}},
      {"restoration_species", {"恢复树种"}},
      {"restoration_curve", {"恢复生长曲线"}},
      {"planting_year", {"造林年", "造林年份", "栽植年份"}},
      {"survival", {"成活率", "保存率"}},
      {"survival_percent", {"成活率(%)", "保存率(%)", "成活率百分比"}},
      {"survival_u_percent", {"成活率误差(%)"}},
      {"delay_years", {"delay", "延迟年数"}},
      {"root_ratio", {"恢复根冠比"}},
      {"law_bar", {"禁止增汇依据"}},
      {"law_lift", {"许可依据"}},
      {"year", {"年份"}, kLosses},
      {"type", {"类型", "损失类型"}, kLosses},
      {"fraction", {"损失比例"}, kLosses},
      {"fraction_percent", {"损失比例(%)"}, kLosses},
      {"note", {"备注", "说明"}, kStand | kLosses},
  };
  return kAll;
}

unsigned bit_of(PartTableKind kind) {
  return kind == PartTableKind::parts ? kParts : kind == PartTableKind::stands ? kStands : kLosses;
}

std::string plain(const std::string& header) {
  std::string out;
  for (const char c : schema::narrow(header))
    if (!std::isspace(static_cast<unsigned char>(c)))
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

void refuse(const io::Table& table, const std::vector<std::string>& faults) {
  if (faults.empty()) return;
  std::string text;
  for (const auto& fault : faults) text += (text.empty() ? "" : "\n") + table.name + ": " + fault;
  throw Error(ErrorKind::usage, text, "docs/carbon.md lists the columns");
}

std::string key_of(const std::string& header, PartTableKind kind, const catalog::FieldNames& forest) {
  for (const auto& column : columns()) {
    if ((column.tables & bit_of(kind)) == 0) continue;
    if (header == column.key) return column.key;
    for (const char* name : column.names)
      if (header == name) return column.key;
    const auto shared = column.forest ? forest.find(column.forest) : forest.end();
    if (shared == forest.end()) continue;
    for (const auto& name : shared->second)
      if (header == plain(name)) return column.key;
  }
  return {};
}

// A unit is never guessed: of an area that says none, and of a column with a slip of the pen.
std::string fault_of(const std::string& header, const std::string& plain_header, PartTableKind kind) {
  for (const char* bare : {"面积", "area", "mian_ji", "小班面积"})
    if (plain_header == bare)
      return "column " + header +
             " does not say its unit; name it area_ha, area_m2 or area_mu (面积(公顷), 面积(平方米), "
             "面积(亩))";
  std::vector<std::string> known;
  for (const auto& column : columns())
    if ((column.tables & bit_of(kind)) != 0) known.emplace_back(column.key);
  const std::string near = schema::nearest_word(plain_header, known);
  return near.empty() ? "" : "column " + header + " is not known; did you mean " + near + "?";
}

}  // namespace

PartHeaders part_headers(const io::Table& table, PartTableKind kind, const catalog::FieldNames& forest) {
  PartHeaders found;
  std::vector<std::string> faults;
  for (const auto& header : table.headers) {
    const std::string word = plain(header), key = key_of(word, kind, forest);
    if (key.empty()) {
      if (const std::string fault = fault_of(header, word, kind); !fault.empty()) faults.push_back(fault);
      continue;
    }
    const auto [at, is_new] = found.emplace(key, header);
    if (!is_new)
      faults.push_back("columns " + at->second + " and " + header + " say the same thing; keep one");
  }
  const auto need = [&](const char* key, const char* zh) {
    if (!found.contains(key)) faults.push_back(std::string("there is no column ") + key + " (" + zh + ")");
  };
  if (kind == PartTableKind::stands) {
    need("stand", "小班号");
  } else if (kind == PartTableKind::losses) {
    for (const auto& [key, zh] :
         {std::pair{"project_id", "项目编号"}, {"part", "地块"}, {"year", "年份"}, {"type", "类型"}})
      need(key, zh);
  } else {
    need("project_id", "项目编号");
    need("role", "占用类型");
    if (!found.contains("area_ha") && !found.contains("area_m2") && !found.contains("area_mu"))
      faults.emplace_back(
          "there is no column area_ha, area_m2 or area_mu (面积(公顷), 面积(平方米), 面积(亩))");
  }
  refuse(table, faults);
  return found;
}

PartCells::PartCells(const io::Table& table, std::size_t row, const PartHeaders& headers,
                     std::vector<Issue>& issues)
    : table_(table),
      row_(row),
      line_(row < table.lines.size() ? table.lines[row] : row + 2),
      headers_(headers),
      issues_(issues) {}

std::string PartCells::text(const char* key) const {
  const auto header = headers_.find(key);
  if (header == headers_.end()) return {};
  const auto cell = table_.rows[row_].find(header->second);
  return cell == table_.rows[row_].end() ? "" : std::string(schema::trimmed(cell->second));
}

std::optional<double> PartCells::number(const char* key, double low, double high) {
  const std::string word = text(key);
  if (word.empty()) return std::nullopt;
  const auto v = as_number(Value(word));
  if (!v || !std::isfinite(*v)) {
    mistake(headers_.at(key) + " '" + word + "' is no number", "leave the cell empty where nothing is known");
    return std::nullopt;
  }
  if (*v >= low && *v <= high) return v;
  mistake(headers_.at(key) + " " + shortest(*v) + " is outside " + shortest(low) + ".." + shortest(high),
          *v < 0 ? "a code for \"no value\"? leave the cell empty" : "check the unit");
  return std::nullopt;
}

std::optional<int> PartCells::year(const char* key) {
  const auto v = number(key, 1900, 2500);
  if (!v) return std::nullopt;
  if (*v != std::floor(*v)) mistake(headers_.at(key) + " " + shortest(*v) + " is no year", "write 2026");
  return static_cast<int>(*v);
}

void PartCells::note(Severity severity, const std::string& code, const std::string& what,
                     const std::string& hint) {
  issues_.push_back({code, severity, table_.name, "", "", "line " + std::to_string(line_) + ": " + what, hint,
                     std::nullopt});
}

void PartCells::mistake(const std::string& what, const std::string& hint) {
  good_ = false;
  note(Severity::error, "carbon.line_wrong", what, hint);
}

}  // namespace zonegate::app
