// SPDX-License-Identifier: Apache-2.0
//
// Codes of control units and element zones say county, class and element: they must agree with the fields beside them and with the ground.
//   ZH + county (6) + class (1) + number (4); YS + county (6) + class (1) + element (1) + five more. The latter from memory and published assessments, not from
//   the text of the standard, so a difference there is a warning.
#include <array>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

struct CodeRow {
  Work& work;
  const catalog::Layer& layer;
  const Row& row;
  std::string code;

  std::string raw(std::string_view field) const {
    const auto at = row.source->fields.find(row.reader->column(field));
    return at == row.source->fields.end() || is_unknown(at->second)
               ? std::string()
               : std::string(schema::trimmed(to_text(at->second)));
  }
  void name(Finding& f) const {
    name_features(f, {row.source->fid});
    if (row.figure) f.place = lonlat(row.figure->shape, work.plane);
  }
};

// '1', '2', '3' of a word for the class; 0: none of them.
char class_digit(const std::string& word) {
  const auto* kind = schema::find_kind("zone_unit");
  if (const auto known = schema::field_word(*schema::find_field(*kind, "class"), word)) return known->front();
  constexpr std::array<std::string_view, 3> kWords = {"优先", "重点", "一般"};
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (word.starts_with(kWords[i])) return static_cast<char>('1' + i);
  return 0;
}

char element_digit(const std::string& word) {
  constexpr std::array<std::string_view, 5> kWords = {"生态", "水", "大气", "土壤", "自然资源"};
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (word == kWords[i]) return static_cast<char>('1' + i);
  return 0;
}

void look_class(const CodeRow& c, Severity severity) {
  const std::string word = c.raw("class");
  const char digit = class_digit(word);
  if (digit == 0 || digit == c.code[8]) return;
  Finding& f =
      c.work.found.add("layer.code_class_differs", severity, &c.layer,
                       {"编码 " + c.code + " 的类别位与分类字段“" + word + "”不一致",
                        "the class digit of code " + c.code + " and the class field '" + word + "' differ"},
                       {"核对该单元的分类；不一致时分类按未知处理",
                        "check the class at its source; while they differ it is unknown"});
  c.name(f);
}

void look_element(const CodeRow& c) {
  const std::string word = c.raw("element");
  const char digit = element_digit(word);
  if (digit == 0 || digit == c.code[9]) return;
  Finding& f = c.work.found.add(
      "layer.code_element_differs", Severity::warning, &c.layer,
      {"编码 " + c.code + " 的要素位与要素字段“" + word + "”不一致",
       "the element digit of code " + c.code + " and the element field '" + word + "' differ"},
      {"核对要素（1 生态、2 水、3 大气、4 土壤、5 自然资源；编码结构未核实）",
       "check the element (1 ecology, 2 water, 3 air, 4 soil, 5 resources; not verified)"});
  c.name(f);
}

void look_county_field(const CodeRow& c) {
  const std::string said = c.raw("county"), digits = c.code.substr(2, 6);
  if (said.empty()) return;
  std::string county = said;
  if (!schema::is_region_code(said)) {
    const auto at = c.work.counties.find(said);
    county = at == c.work.counties.end() ? std::string() : at->second;
  }
  if (county.empty() && c.work.counties.empty()) return;
  if (county == digits) return;
  const bool known = !county.empty();
  Finding& f = c.work.found.add(
      "layer.code_county_differs", known ? Severity::error : Severity::warning, &c.layer,
      {"编码 " + c.code + " 的县代码与县字段“" + said + "”不一致",
       "the county digits of code " + c.code + " and the county field '" + said + "' differ"},
      {"核对编码与县字段", "check code and county"});
  if (!known) f.hint = {"行政区图层中没有这个名称", "no county of the admin layer has this name"};
  c.name(f);
}

// The county that holds most of it; empty: less than half of it lies in any.
std::string county_of(const CodeRow& c) {
  geom::Shape polygons;
  polygons.polygons = c.row.figure->shape.polygons;
  geom::PreparedArea area;
  area.assign(geom::to_rings(polygons));
  geom::AreaOverlap overlap;
  double most = 0.5 * area.area().value;
  std::string best;
  for (const Data* admin : c.work.admin) {
    for (const std::size_t i : admin->index.query(c.row.figure->box)) {
      const Feature& county = admin->features[i];
      const double shared = overlap(area, county.area).value;
      if (shared > most) best = to_text(county.fields.at("code"));
      most = std::max(most, shared);
    }
  }
  return best;
}

void look_place(const CodeRow& c) {
  if (!c.row.figure || !c.row.figure->has_area()) return;
  const std::string county = county_of(c), digits = c.code.substr(2, 6);
  if (county.empty() || county == digits) return;
  const auto name = c.work.county_names.find(county);
  const std::string there = county + (name == c.work.county_names.end() ? "" : " " + name->second);
  Finding& f =
      c.work.found.add("layer.code_place_differs", Severity::error, &c.layer,
                       {"编码 " + c.code + " 的县代码与图形所在的县（" + there + "）不一致",
                        "code " + c.code + " names another county than its polygon lies in (" + there + ")"},
                       {"核对编码；图形错位时核对坐标系", "check the code, or the reference system"});
  c.name(f);
}

void tell_wrong(const CodeRow& c, const std::string& raw, const char* form) {
  Finding& f = c.work.found.add(
      "layer.code_wrong", Severity::error, &c.layer,
      {"编码“" + raw + "”不合规定（" + form + "）", "'" + raw + "' is no code (" + form + ")"},
      {"在源数据中改正编码", "mend the code at its source"});
  c.name(f);
}

}  // namespace

void look_code(Work& work, const catalog::Layer& layer, const Row& row) {
  const bool unit = layer.kind == "zone_unit";
  if (!unit && layer.kind != "zone_element") return;
  CodeRow c{work, layer, row, {}};
  const std::string raw = c.raw("code");
  if (raw.empty()) return;  // a required field that is empty is told as such
  c.code = schema::zone_code(raw).value_or("");
  if (unit && !schema::is_unit_code(c.code)) return tell_wrong(c, raw, "ZH + 6 + 1..3 + 4");
  if (!unit && !schema::is_element_code(c.code)) return tell_wrong(c, raw, "YS + 13");
  look_class(c, unit ? Severity::error : Severity::warning);
  if (unit) {
    look_county_field(c);
  } else {
    look_element(c);
  }
  look_place(c);
}

}  // namespace zonegate::audit
