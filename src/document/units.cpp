// SPDX-License-Identifier: Apache-2.0
//
// Table 1: control units and element zones, with what of the project lies in each.
#include <set>

#include "document/parts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

struct Found {
  const Json* unit = nullptr;
  Amount area, length;
};

std::vector<Found> found_of(const Context& c, const char* kind) {
  std::vector<Found> out;
  const Json& units = list(member(c.project, "access"), "units");
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (text(units[i], "kind") != kind) continue;
    const std::string at = "/access/units/" + std::to_string(i);
    Found found{&units[i], amount(member(units[i], "overlap_m2"), kSquareMetre, at + "/overlap_m2"),
                amount(member(units[i], "length_m"), kMetre, at + "/length_m")};
    // Nobody has measured a unit that only the official system names: a cell to fill in, nothing withheld.
    if (text(units[i], "source") == "official") found.area.absent = found.length.absent = true;
    // Nobody knows how much of a point or a line without size lies in a unit.
    if (!found.area.hidden && found.area.steps == 0 && unsized(c)) found.area.absent = true;
    // Grounds have no length: 0 of a line with a width would be read as its length.
    if (found.length.steps == 0) found.length.absent = true;
    out.push_back(std::move(found));
  }
  return out;
}

std::string county_code(const Json& unit) {
  constexpr std::size_t kPrefix = 2, kCounty = 6;  // ZH 511823 2 0002
  const std::string code = text(unit, "code");
  if (!schema::is_unit_code(code) && !schema::is_element_code(code)) return {};
  return code.substr(kPrefix, kCounty);
}

// The unit's own word, else the name of its code; an element zone has the county of its code.
std::string place_word(const Context& c, const Json& unit, const char* key, std::size_t digits) {
  const std::string said = text(unit, key);
  const auto at = c.profile.places.find(county_code(unit).substr(0, digits));
  return said.empty() && at != c.profile.places.end() ? at->second : said;
}

// Of the official system, else of the rows of the lists that hold for the unit.
std::string list_type(const Context& c, const Json& unit) {
  std::string out = told(c, text(unit, "list_type"));
  if (!out.empty()) return out;
  std::set<std::string> seen;
  for (const auto& row : c.files.access) {
    const std::string& type = cell_of(row, "list");
    if (cell_of(row, "unit_code") == text(unit, "code") && !type.empty() && seen.insert(type).second)
      c.add_word(out, told(c, type));
  }
  return out;
}

// Of the unit, else of the rows of the lists that hold for it.
std::string unit_name(const Context& c, const Json& unit) {
  std::string said = text(unit, "name");
  if (!said.empty()) return said;
  for (const auto& row : c.files.access)
    if (cell_of(row, "unit_code") == text(unit, "code") && !cell_of(row, "unit_name").empty())
      return cell_of(row, "unit_name");
  return {};
}

// The columns of words between the name and the source.
std::vector<Cell> words_of(const Context& c, const Json& unit) {
  return {text_cell(stated(c, place_word(c, unit, "city", 4))),
          text_cell(stated(c, place_word(c, unit, "county", 6))), text_cell(stated(c, list_type(c, unit))),
          text_cell(stated(c, text(unit, "class_zh")))};
}

std::string source_word(const Context& c, const Json& unit) {
  if (flag(unit, "contradicted"))
    return c.w("官方编码与图形不一致，待核实", "codes and geometry differ, to be verified");
  const std::string source = text(unit, "source");
  if (source == "official") return c.w("官方编码", "official code");
  return source == "both" ? c.w("图形量测、官方编码", "measured, official code")
                          : c.w("图形量测", "measured");
}

// Was all of the footprint examined, and is all of it in some unit? Only then do shares speak of the whole footprint.
bool complete(const Context& c, const char* kind) {
  for (const auto& layer : list(c.project, "layers")) {
    if (text(layer, "kind") != kind) continue;
    const Json& outside = member(layer, "outside_share");
    return examined_whole(layer) && outside.is_number() && outside.get<double>() <= 0;
  }
  return false;
}

std::vector<Amount> amounts(const std::vector<Found>& found, Amount Found::*which) {
  std::vector<Amount> out;
  for (const auto& f : found) out.push_back(f.*which);
  return out;
}

// A unit takes part in a total only where all of them are measured.
bool all_measured(const std::vector<Amount>& parts) {
  const Amount all = sum(parts);
  return !all.hidden && !all.absent;
}

void add_units(const Context& c, Table& table) {
  const auto found = found_of(c, "zone_unit");
  const auto areas = amounts(found, &Found::area), lengths = amounts(found, &Found::length);
  const bool closes = all_measured(areas), whole = complete(c, "zone_unit");
  const auto m2 = closed_cells(c, areas, "m2"), hm2 = closed_cells(c, areas, "hm2"),
             km = closed_cells(c, lengths, "km"), shares = share_cells(c, areas);
  const auto row = [&](std::size_t i, const Json* unit) {
    Row out{{text_cell(unit ? c.w("管控单元", "control unit") : c.w("合计", "Total")),
             text_cell(unit ? text(*unit, "code") : ""), text_cell(unit ? unit_name(c, *unit) : "")},
            unit == nullptr};
    const auto words = unit ? words_of(c, *unit) : std::vector<Cell>(4, blank_cell());
    out.cells.insert(out.cells.end(), words.begin(), words.end());
    for (const auto& cell : {unit ? text_cell(source_word(c, *unit)) : blank_cell(), m2[i], hm2[i], km[i],
                             closes && whole ? shares[i] : blank_cell()})
      out.cells.push_back(cell);
    return out;
  };
  for (std::size_t i = 0; i < found.size(); ++i) table.rows.push_back(row(i, found[i].unit));
  if (found.size() > 1 && closes) table.rows.push_back(row(found.size(), nullptr));
  if (found.empty())
    table.notes.push_back(
        c.w("没有得到任何管控单元；每一处土地应恰有一个管控单元，这是数据问题，不是“不涉及”。",
            "No control unit was found. Every place has exactly one: this is a fault of the data, not an "
            "all-clear."));
  const bool drawn = !list(c.project, "parts").empty();
  if (!whole && !found.empty())
    table.notes.push_back(
        drawn ? c.w("管控单元图层未覆盖全部占地，不列占比。",
                    "The layer of control units does not cover the whole footprint; no shares are given.")
              : c.w("没有读到项目的任何地块，单元依官方编码列出，面积未量测，不列占比。",
                    "No part of the project was read: units are those of the official codes, areas were not "
                    "measured, and no shares are given."));
}

void add_elements(const Context& c, Table& table) {
  for (const auto& found : found_of(c, "zone_element")) {
    const Json& unit = *found.unit;
    const std::string element = text(unit, "element");
    Row row{{text_cell(c.w("要素分区", "element zone") +
                       (element.empty() ? "" : c.w("（", " (") + told(c, element) + c.w("）", ")"))),
             text_cell(text(unit, "code")), text_cell(unit_name(c, unit))}};
    for (auto& cell : words_of(c, unit)) row.cells.push_back(std::move(cell));
    for (const auto& cell :
         {text_cell(source_word(c, unit)), number_cell(c, found.area, "m2"),
          number_cell(c, found.area, "hm2"), number_cell(c, found.length, "km"), blank_cell()})
      row.cells.push_back(cell);
    table.rows.push_back(std::move(row));
  }
}

}  // namespace

Table units_table(const Context& c) {
  Table table{"units", "1", c.w("环境管控单元及要素分区", "Control units and element zones")};
  table.columns = {column(c.w("类别", "Kind"), 10),
                   column(c.w("编码", "Code"), 16),
                   column(c.w("名称", "Name"), 18),
                   column(c.w("所属市（州）", "City"), 8),
                   column(c.w("所属区县", "County"), 8),
                   column(c.w("准入清单类型", "List type"), 9),
                   column(c.w("管控类型", "Control type"), 10),
                   column(c.w("单元来源", "Source"), 10),
                   number_column(c, "涉及面积", "Area", "m2", true, 11),
                   number_column(c, "涉及面积", "Area", "hm2", true, 9),
                   number_column(c, "线路长度", "Length", "km", false, 8),
                   number_column(c, "占比", "Share", "percent", false, 7)};
  add_units(c, table);
  add_elements(c, table);
  table.notes.push_back(c.w(
      "面积为各地块（占地、地下、架空和影响范围）合在一起落入单元的面积，地块相互重叠处只计一次；地下、架空"
      "和影响范围计入，因此可以大于占地面积。占比以各管控单元面积之和为分母。要素分区相互重叠，不合计。",
      "Areas are those of all parts together (occupation, underground, spans, influence), ground of two "
      "parts once; because of underground parts, spans and influence they may exceed the footprint. "
      "Shares are of the sum over control units. Element zones overlap and are not added up."));
  note_read_in_part(c, table);
  return table;
}

}  // namespace zonegate::document
