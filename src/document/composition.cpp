// SPDX-License-Identifier: Apache-2.0
//
// Beside the tables with numbers: the parts that the project consists of, with role, area, length and years.
#include <cstdlib>

#include "document/parts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

struct PartArea {
  Amount area;
  bool counts = false;  // in the footprint: permanent and temporary ground
};

bool occupies(const Json& part) {
  const auto role = schema::parse_role(text(part, "role"));
  return role && schema::role_class(*role) == schema::RoleClass::occupation;
}

// Nobody knows the area of a point or a line without size.
std::vector<PartArea> areas_of(const Context& c) {
  const Json& parts = list(c.project, "parts");
  std::vector<PartArea> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PartArea one{known_amount(member(parts[i], "area_ellipsoidal_m2"), kSquareMetre,
                              "/parts/" + std::to_string(i) + "/area_ellipsoidal_m2"),
                 occupies(parts[i])};
    if (!flag(parts[i], "sized")) one.area = {0, {}, false, true};
    out.push_back(std::move(one));
  }
  return out;
}

// Parts that count are the whole where none lies on another: results have both in 0.01 m2, and so may differ by one of these for each part.
bool apart(const std::vector<Amount>& parts, const Amount& total) {
  return !parts.empty() && !total.absent && !total.hidden &&
         std::llabs(sum(parts).steps - total.steps) <= static_cast<std::int64_t>(parts.size());
}

// Cells of one unit, the total's last: what is printed of parts that count adds up to it, where none lies on another.
std::vector<Cell> cells_in(const Context& c, const std::vector<PartArea>& areas, const Amount& total,
                           const char* unit) {
  const std::string unknown = c.w("未知", "not known");
  std::vector<Amount> counted;
  for (const auto& one : areas)
    if (one.counts && !one.area.absent) counted.push_back(one.area);
  std::vector<Cell> settled;
  if (apart(counted, total)) settled = closed_rows(c, {counted}, {total}, unit).front();
  std::vector<Cell> out;
  std::size_t next = 0;
  for (const auto& one : areas) {
    const bool of_total = one.counts && !one.area.absent;
    out.push_back(one.area.absent                ? text_cell(unknown)
                  : of_total && !settled.empty() ? settled[next++]
                                                 : number_cell(c, one.area, unit));
  }
  out.push_back(!settled.empty() ? settled.back()
                : total.absent   ? text_cell(unknown)
                                 : number_cell(c, total, unit));
  return out;
}

Cell length_of(const Context& c, const Json& part, const std::string& at) {
  Amount length = known_amount(member(part, "length_m"), kMetre, at + "/length_m");
  if (length.steps == 0) length.absent = true;  // grounds have none
  return number_cell(c, length, "km");
}

void add_notes(const Context& c, const std::vector<PartArea>& areas, const Amount& total, Table& table) {
  std::vector<Amount> counted;
  for (const auto& one : areas)
    if (one.counts && !one.area.absent) counted.push_back(one.area);
  if (!counted.empty() && !total.absent && !apart(counted, total))
    table.notes.push_back(c.w("地块相互重叠，合计中重叠处只计一次，小于各行之和。",
                              "Parts lie on one another: the total counts such ground once, and is less than "
                              "the sum of the rows."));
  if (unsized(c))
    table.notes.push_back(c.w("面积“未知”的地块为没有面积、半径或宽度的点或线，不在合计之内。",
                              "Parts whose area is not known are points or lines without size; they are not "
                              "in the total."));
  table.notes.push_back(
      c.w("占地合计为永久、临时占地；地下、架空和影响范围不计入。起止年为填报值，空白为未填报；永久占用没有终"
          "止年。",
          "The total is of permanent and temporary ground; underground parts, spans and influence are not in "
          "it. Years are as stated, blank where nobody stated one; permanent use has no end."));
}

}  // namespace

std::string role_name(const Context& c, const std::string& role) {
  const auto known = schema::parse_role(role);
  return known && c.lang == Lang::zh ? std::string(schema::chinese(*known)) : spaced(role);
}

Table composition_table(const Context& c) {
  Table table{"parts", "", c.w("项目地块组成", "Parts of the project")};
  const std::string basis = c.w("，椭球面积）", ", ellipsoidal)");
  table.columns = {column(c.w("地块", "Part"), 16),
                   column(c.w("占地类型", "Role"), 12),
                   {c.w("面积（hm²", "Area (hm²") + basis, 14, true},
                   {c.w("面积（亩", "Area (mu") + basis, 14, true},
                   number_column(c, "长度", "Length", "km", false, 10),
                   {c.w("起始年", "Start year"), 8, true},
                   {c.w("终止年", "End year"), 8, true},
                   column(c.w("占地合计", "In the total"), 12)};
  const Json& parts = list(c.project, "parts");
  if (parts.empty()) {
    table.notes.push_back(c.w("没有读到项目的任何地块。", "No part of the project was read."));
    return table;
  }
  const auto areas = areas_of(c);
  const Amount total = footprint_area(c.project, "area_ellipsoidal_m2", "/area_ellipsoidal_m2");
  const auto hm2 = cells_in(c, areas, total, "hm2"), mu = cells_in(c, areas, total, "mu");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string at = "/parts/" + std::to_string(i);
    table.rows.push_back(
        {{text_cell(text(parts[i], "part_id")), text_cell(role_name(c, text(parts[i], "role"))), hm2[i],
          mu[i], length_of(c, parts[i], at), count_cell(member(parts[i], "start_year"), at + "/start_year"),
          count_cell(member(parts[i], "end_year"), at + "/end_year"),
          text_cell(areas[i].counts ? c.w("计入", "yes") : c.w("不计入", "not in it"))}});
  }
  table.rows.push_back({{text_cell(c.w("占地合计", "Occupation in all")), blank_cell(), hm2.back(), mu.back(),
                         blank_cell(), blank_cell(), blank_cell(), blank_cell()},
                        true});
  add_notes(c, areas, total, table);
  note_read_in_part(c, table);
  return table;
}

}  // namespace zonegate::document
