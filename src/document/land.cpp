// SPDX-License-Identifier: Apache-2.0
//
// Tables 4 and 5: what ground is occupied, by land class and ownership, and what forest land, by its classes. From the mosaics of facts.csv, roles that occupy ground.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "document/parts.h"
#include "facts/facts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

struct Group {
  Amount permanent, temporary;
};
using Groups = std::map<std::vector<std::string>, Group>;

Groups groups_of(const Context& c, const char* kind, const std::vector<const char*>& by) {
  Groups out;
  for (const auto& row : c.files.facts) {
    if (cell_of(row, "kind") != kind) continue;
    const auto role = schema::parse_role(cell_of(row, "role"));
    if (!role || schema::role_class(*role) != schema::RoleClass::occupation) continue;
    const Amount area = fact_amount(row, row.cells.contains("counted_m2") ? "counted_m2" : "overlap_m2");
    if (!area.hidden && area.steps == 0) continue;
    auto fields = facts::listed_fields(cell_of(row, "fields"));
    std::vector<std::string> key;
    for (const char* name : by) key.push_back(fields[name]);
    auto& group = out[key];
    (schema::is_temporary(*role) ? group.temporary : group.permanent) += area;
  }
  return out;
}

// permanent, temporary of every group in turn: rounded together, so that rows and columns both add up.
std::vector<Amount> cells_of(const Groups& groups) {
  std::vector<Amount> out;
  for (const auto& [key, group] : groups) {
    out.push_back(group.permanent);
    out.push_back(group.temporary);
  }
  return out;
}

// The four columns of areas: permanent, temporary, both, both in mu; the last of the rows is the total.
std::vector<std::vector<Cell>> area_columns(const Context& c, const Groups& groups) {
  const auto hm2 = closed_cells(c, cells_of(groups), "hm2");
  std::vector<Amount> both;
  for (const auto& [key, group] : groups) {
    both.push_back(group.permanent);
    both.back() += group.temporary;
  }
  const auto mu = closed_cells(c, both, "mu");
  std::vector<std::vector<Cell>> rows;
  std::vector<const Cell*> permanent, temporary;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Cell &p = hm2[2 * i], &t = hm2[2 * i + 1];
    permanent.push_back(&p);
    temporary.push_back(&t);
    rows.push_back({p, t, added({&p, &t}), mu[i]});
  }
  if (!groups.empty()) rows.push_back({added(permanent), added(temporary), hm2.back(), mu.back()});
  return rows;
}

void add_groups(const Context& c, const Groups& groups, std::size_t texts, Table& table) {
  const auto areas = area_columns(c, groups);
  std::size_t i = 0;
  for (const auto& [key, group] : groups) {
    Row row;
    for (const auto& word : key) row.cells.push_back(text_cell(told(c, word)));
    row.cells.insert(row.cells.end(), areas[i].begin(), areas[i].end());
    ++i;
    table.rows.push_back(std::move(row));
  }
  if (groups.empty()) return;
  Row total{std::vector<Cell>(texts, blank_cell()), true};
  total.cells[0] = text_cell(c.w("合计", "Total"));
  total.cells.insert(total.cells.end(), areas.back().begin(), areas.back().end());
  table.rows.push_back(std::move(total));
}

void area_headers(const Context& c, Table& table) {
  table.columns.push_back(number_column(c, "永久占地", "Permanent", "hm2", true, 11));
  table.columns.push_back(number_column(c, "临时占地", "Temporary", "hm2", true, 11));
  table.columns.push_back(number_column(c, "合计", "Both", "hm2", true, 11));
  table.columns.push_back(number_column(c, "合计", "Both", "mu", true, 10));
}

std::string lower_first(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

// Where nothing is listed, or not all: what the layer says of itself.
void add_state(const Context& c, const char* kind, Table& table) {
  bool answered = false;
  for (const auto& layer : list(c.project, "layers")) {
    if (text(layer, "kind") != kind) continue;
    answered = true;
    const std::string why = layer_reason(layer, c.lang);
    if (table.rows.empty() || !examined_whole(layer))
      table.notes.push_back(kind_name(kind, c.lang) + c.w("：", ": ") + layer_conclusion(layer, c) +
                            (why.empty() ? "" : c.w("；", "; ") + why) + c.w("。", "."));
  }
  if (!answered)
    table.notes.push_back(
        kind_name(kind, c.lang) +
        c.w("：没有参与本项目的核查，未分列。", ": was not asked for this project; nothing is listed."));
}

// What the mosaic lists beside the footprint that it should tile.
void compare_footprint(const Context& c, const Groups& groups, Table& table) {
  const auto cells = cells_of(groups);
  const Amount listed = sum(cells);
  const bool ellipsoidal = text(c.project, "area_basis").starts_with("ellipsoidal");
  const Amount whole = footprint_area(c.project, ellipsoidal ? "area_ellipsoidal_m2" : "area_planar_m2", "");
  if (groups.empty() || listed.hidden || whole.hidden || whole.absent) return;
  const auto off = whole.steps - listed.steps;
  const auto rounding = static_cast<std::int64_t>(c.files.facts.size());  // 0.01 m2 each
  if (std::llabs(off) > rounding)
    table.notes.push_back(c.w("上表合计与占地面积（重叠只计一次）不等，其余占地未分类或未核查。",
                              "The total is not the area of the footprint (overlaps once); the rest is not "
                              "classed, or was not examined."));
}

// "由省级林业主管部门审核（低于……的面积）", or what holds where nobody has to.
std::string tier_word(const Context& c, const Json& tier) {
  std::string authority = local(tier, "authority", c.lang), title = local(tier, "title", c.lang);
  if (authority.empty()) return title;
  return c.w("由", "reviewed by the ") + (c.lang == Lang::zh ? authority : lower_first(authority)) +
         c.w("审核（", " (") + title + c.w("）", ")");
}

// Who reviews the use of forest land and why; or who may, and what is missing to know.
std::string tier_words(const Context& c, const Json& tier) {
  std::string possible, missing;
  for (const auto& one : list(tier, "possible"))
    possible += (possible.empty() ? "" : c.w("；或", "; or ")) + tier_word(c, one);
  if (possible.empty()) return {};
  if (flag(tier, "certain"))
    return c.w("使用林地的审核权限：", "Who reviews the use of forest land: ") + possible + c.w("。", ".");
  for (const auto& key : list(tier, "asks")) c.add_word(missing, unknown_name(text(key), c.lang));
  std::set<std::string> reasons;
  for (const auto& [name, measure] : member(member(tier, "facts"), "measures").items())
    reasons.insert(Text{text(measure, "reason_zh"), text(measure, "reason")}.in(c.lang));
  reasons.erase("");
  std::string why;
  for (const auto& reason : reasons) why += (why.empty() ? "" : c.w("；", "; ")) + named_kinds(c, reason);
  return c.w("使用林地的审核权限未定", "Who reviews the use of forest land is open") +
         (missing.empty() ? "" : c.w("，缺少：", "; missing: ") + missing) +
         (why.empty() ? "" : c.w("（", " (") + why + c.w("）", ")")) +
         c.w("。查明后可能是：", ". It may be: ") + possible + c.w("。", ".");
}

}  // namespace

Table land_table(const Context& c) {
  Table table{
      "land", "4",
      c.w("占地类型（地类×权属×永久/临时）", "Occupation by land class, ownership, permanent or temporary")};
  table.columns = {column(c.w("地类编码", "Class code"), 10), column(c.w("地类名称", "Land class"), 14),
                   column(c.w("权属", "Ownership"), 16)};
  area_headers(c, table);
  const auto groups = groups_of(c, "dltb", {"dlbm", "dlmc", "ownership"});
  add_groups(c, groups, 3, table);
  add_state(c, "dltb", table);
  compare_footprint(c, groups, table);
  note_read_in_part(c, table);
  return table;
}

namespace {

// The land cover has forest (classes 10 to 13 of the factor library) on ground where the forest layer has no parcel: one of them may be old.
bool only_land_cover_has_forest(const Context& c, const Table& table) {
  if (!table.rows.empty()) return false;
  const Json& classes = list(member(c.project, "carbon"), "classes");
  return std::any_of(classes.begin(), classes.end(), [](const Json& one) {
    constexpr int kFirst = 10, kLast = 13;
    constexpr double kCells = 0.05;  // hectares: fewer are the ragged edge of a raster
    const Json &code = member(one, "code"), &area = member(one, "area_ha");
    return code.is_number() && area.is_number() && code.get<int>() >= kFirst && code.get<int>() <= kLast &&
           area.get<double>() > kCells;
  });
}

// The land survey calls ground forest land (class 03) of which the forest layer has no parcel.
bool only_land_survey_has_forest(const Context& c, const Table& table) {
  if (!table.rows.empty()) return false;
  const auto groups = groups_of(c, "dltb", {"dlbm"});
  return std::any_of(groups.begin(), groups.end(),
                     [](const auto& group) { return group.first.front().starts_with("03"); });
}

}  // namespace

Table forest_table(const Context& c) {
  Table table{"forest", "5", c.w("使用林地", "Forest land")};
  table.columns = {column(c.w("地类", "Class"), 9),
                   column(c.w("林种", "Forest use"), 9),
                   column(c.w("起源", "Origin"), 8),
                   column(c.w("保护等级", "Protection grade"), 8),
                   column(c.w("公益林等级", "Public grade"), 8),
                   column(c.w("森林类别", "Category"), 8),
                   column(c.w("权属", "Ownership"), 8)};
  area_headers(c, table);
  add_groups(c,
             groups_of(c, "forest",
                       {"dlbm", "forest_use", "origin", "protection_grade", "public_grade", "category",
                        "ownership"}),
             7, table);
  add_state(c, "forest", table);
  if (only_land_survey_has_forest(c, table))
    table.notes.push_back(c.w(
        "国土调查（表4）在占地内有林地（地类03），而林地图层没有小班：林地图层可能漏列，须核对林地“一张图”。",
        "The land survey (Table 4) has forest land (class 03) on the footprint, the forest layer no "
        "parcel: the layer may lack it; check the forest inventory."));
  if (only_land_cover_has_forest(c, table))
    table.notes.push_back(c.w(
        "地表覆盖数据（表8-1）在占地内有林地，而林地图层没有小班：两者来源和口径不同，须核对林地调查成果。",
        "The land cover (Table 8-1) has forest on the footprint, the forest layer no parcel: their sources "
        "and definitions differ; check the forest survey."));
  for (const auto& checklist : list(c.project, "checklists")) {
    const std::string words =
        text(checklist, "id") == "forest-approval" ? tier_words(c, member(checklist, "tier")) : "";
    if (!words.empty()) table.notes.push_back(words);
  }
  if (!table.rows.empty())
    table.notes.push_back(c.w("代码按林地图层原样列出。", "Codes are those of the forest layer."));
  note_read_in_part(c, table);
  return table;
}

}  // namespace zonegate::document
