// SPDX-License-Identifier: Apache-2.0
//
// What a reviewer reads about each row: what of the project was compared, the word, and why. Nothing is decided here but the wording.
#include <algorithm>
#include <array>

#include "report/access.h"
#include "report/html.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

using expr::Truth;
using verdict::RowWord;

Text operator+(Text a, const Text& b) {
  a.zh += b.zh;
  a.en += b.en;
  return a;
}
Text same(const std::string& text) { return {text, text}; }

std::vector<std::string> items(const facts::ListRow& row, const char* key) {
  const auto at = row.fields.find(key);
  const auto* list = at == row.fields.end() ? nullptr : std::get_if<std::vector<std::string>>(&at->second);
  return list ? *list : std::vector<std::string>();
}

bool unreadable(const facts::ListRow& row, const char* key) {
  const auto at = row.fields.find(key);
  return at != row.fields.end() && is_unknown(at->second);
}

const Value* stated(const ProjectResult& p, const char* key) {
  const auto at = p.project->attributes.find(key);
  return at == p.project->attributes.end() ? nullptr : &at->second;
}

Text attribute(const ProjectResult& p, const char* key, const char* zh, const char* en) {
  const Value* value = stated(p, key);
  if (!value) return {std::string(zh) + " 未填", std::string(en) + " not stated"};
  return {std::string(zh) + " " + attribute_text(key, *value, Lang::zh),
          std::string(en) + " " + attribute_text(key, *value, Lang::en)};
}

// How the project meets the place of the row.
Text place_fact(const AccessLine& line) {
  if (!line.unit) {
    if (line.unit_code.empty()) return {"位置未知", "place not known"};
    return {"行政区 " + line.unit_code, "region " + line.unit_code};
  }
  const auto& u = *line.unit;
  if (u.source == facts::AccessUnit::Source::official)
    return {"官方单元编码（未量测）", "official code, not measured"};
  Text out;
  if (u.overlap_m2 > 0 || withheld(u.overlap_m2))
    out = {"重叠面积 " + shown(u.overlap_m2, kArea, Lang::zh) + " m²",
           "overlap " + shown(u.overlap_m2, kArea, Lang::en) + " m²"};
  if (u.length_m > 0) {
    if (!out.zh.empty()) out = out + Text{"，", ", "};
    out = out + Text{"穿越长度 " + shown(u.length_m, kLength, Lang::zh) + " m",
                     "length inside " + shown(u.length_m, kLength, Lang::en) + " m"};
  }
  return out.zh.empty() ? Text{"相邻或点位", "beside it, or a point"} : out;
}

Text fact_of(const ProjectResult& p, const AccessLine& line, const facts::ListRow& row) {
  Text fact = place_fact(line);
  const bool industries = !items(row, "industries").empty() || unreadable(row, "industries");
  const bool types = !items(row, "project_types").empty() || unreadable(row, "project_types");
  if (industries) fact = fact + Text{"；", "; "} + attribute(p, "industry", "行业代码", "industry");
  if (types) fact = fact + Text{"；", "; "} + attribute(p, "project_type", "项目类型", "project type");
  if (line.word == RowWord::human || line.word == RowWord::conditional) {
    if (!industries) fact = fact + Text{"；", "; "} + attribute(p, "industry", "行业代码", "industry");
    if (!types) fact = fact + Text{"；", "; "} + attribute(p, "project_type", "项目类型", "project type");
    fact = fact + Text{"；", "; "} + attribute(p, "activity", "建设性质", "activity");
  }
  return fact;
}

// "C13、C14；类型 光伏"
Text addressed_to(const facts::ListRow& row) {
  std::vector<std::string> zh, en;
  for (const auto& code : items(row, "industries")) zh.push_back(code), en.push_back(code);
  for (const auto& type : items(row, "project_types"))
    zh.push_back(attribute_text("project_type", type, Lang::zh)),
        en.push_back(attribute_text("project_type", type, Lang::en));
  return {joined(zh, "、"), joined(en, ", ")};
}

Text unsure_place(const AccessLine& line, const facts::ListRow& row) {
  if (line.unit && line.unit->contradicted)
    return {"官方单元编码与图形量测不一致，是否涉及该单元待核实",
            "official codes and geometry contradict each other about this unit"};
  if (line.unit)
    return {"用地是否进入该单元不能确定（精度内，或不知是哪一地块）",
            "it is not certain that the project meets the unit"};
  if (row_field(row, "unit_code").empty())
    return {"条目的单元编码缺失或无法识别", "the row's code is missing or cannot be read"};
  if (schema::is_element_code(row_field(row, "unit_code")))
    return {"要素管控分区未核查，该条是否适用待核实", "the element zones of the place are not known"};
  if (schema::is_region_code(row_field(row, "unit_code")))
    return {"项目所在行政区或单元分类不能确定",
            "the project's county, or the class of its unit, is not certain"};
  return {"条目的单元编码与项目所涉单元的编码形式不同，不能比对",
          "the row's code is of another form than those of the project's units"};
}

Text unsure_project(const ProjectResult& p, const facts::ListRow& row) {
  if (unreadable(row, "industries") || unreadable(row, "project_types"))
    return {"条目的行业或项目类型无法识别", "the industries or types of the row cannot be read"};
  std::vector<std::string> zh, en;
  const auto ask = [&](const char* key, const char* list, const char* name) {
    if (items(row, list).empty() || stated(p, key)) return;
    zh.emplace_back(name);
    en.push_back(schema::english_name(key));
  };
  ask("industry", "industries", "行业代码");
  ask("project_type", "project_types", "项目类型");
  const Text to = addressed_to(row);
  if (zh.empty())
    return {"项目行业代码不够细，不能与“" + to.zh + "”比对",
            "the industry stated is too coarse to compare with " + to.en};
  return {"项目未填" + joined(zh, "、") + "；该条针对 " + to.zh,
          "the project does not state " + joined(en, ", ") + "; the row is for " + to.en};
}

Text by_verdict(const AccessLine& line, const facts::ListRow& row) {
  const Text to = addressed_to(row);
  const Text matched = to.empty()
                           ? Text{"该条针对所有项目", "the row is for every project"}
                           : Text{"行业或类型属于“" + to.zh + "”", "industry or type is among " + to.en};
  if (line.word == RowWord::not_conforming)
    return matched + Text{"，清单判定为禁止", "; the list prohibits it"};
  if (line.word == RowWord::conforms) return matched + Text{"，清单判定为允许", "; the list allows it"};
  if (line.word == RowWord::to_verify)
    return matched + Text{"，清单的判定无法识别", "; the list's verdict cannot be read"};
  const std::string word = row_field(row, "verdict");
  if (word == "restrict")
    return matched + Text{"，清单判定为限制，须论证准入条件",
                          "; the list restricts it: show that its conditions are met"};
  if (word == "require") return matched + Text{"，须落实该条要求", "; its requirement has to be met"};
  if (word == "exit")
    return matched + Text{"，属退出类要求，是否为应退出的活动须人工判定",
                          "; a demand to leave: whether it concerns this activity is for a person"};
  return {to.empty() ? "文字要求，未限定行业或类型，须逐条人工判定"
                     : "文字要求，仅行业或类型相符（" + to.zh + "），是否符合须人工判定",
          to.empty() ? "a text without a verdict, for a person"
                     : "a text without a verdict; only industry or type match (" + to.en + "): for a person"};
}

Text reason_of(const ProjectResult& p, const AccessLine& line, const facts::AccessRow& row) {
  if (line.word == RowWord::not_concerned) {
    const Text to = addressed_to(*row.row);
    return {"行业、类型不在该条适用范围（" + to.zh + "）", "the row is for others (" + to.en + ")"};
  }
  if (row.place != Truth::yes) return unsure_place(line, *row.row);
  if (row.project != Truth::yes) return unsure_project(p, *row.row);
  return by_verdict(line, *row.row);
}

AccessLine of_unit(const facts::AccessUnit& unit) {
  AccessLine line;
  line.unit = &unit;
  line.unit_kind = unit.kind;
  line.unit_code = unit.code;
  line.unit_name = unit.name;
  line.city = unit.city;
  line.county = unit.county;
  line.unit_class = unit.unit_class;
  line.list_type = unit.list;
  return line;
}

AccessLine of_row(const ProjectResult& p, const facts::AccessRow& row) {
  const auto& access = p.facts.access;
  AccessLine line = row.unit < access.units.size() ? of_unit(access.units[row.unit]) : AccessLine();
  if (!line.unit) {
    line.unit_code = row_field(*row.row, "unit_code");
    line.unit_kind = schema::is_region_code(line.unit_code) ? "region" : "";
    line.unit_class = row_field(*row.row, "unit_class");
  }
  // What the list itself says of its unit, where nobody else does.
  const auto fill = [&](std::string& text, const char* key) {
    if (text.empty()) text = row_field(*row.row, key);
  };
  fill(line.unit_name, "unit_name");
  fill(line.city, "city");
  fill(line.county, "county");
  fill(line.unit_class, "unit_class");
  fill(line.list_type, "list");
  line.row = row.row.get();
  line.word = verdict::conformity(row);
  line.fact = fact_of(p, line, *row.row);
  line.reason = reason_of(p, line, row);
  return line;
}

void add_open(const ProjectResult& p, std::vector<AccessLine>& lines) {
  const auto add = [&](const Text& reason) {
    AccessLine line;
    line.fact = {"—", "-"};
    line.reason = reason;
    lines.push_back(std::move(line));
  };
  for (const auto& text : p.facts.access.open)
    add(Text{"可能还有未列出的单元或条目：", "further units or rows may hold: "} + reason_text(text));
  // What was not read may lie in other units.
  const std::string& why = p.project->status_reason;
  const auto& open = p.facts.access.open;
  if (p.project->status == catalog::Status::partial && std::find(open.begin(), open.end(), why) == open.end())
    add(Text{"项目未能完整读取，可能还有未列出的单元或条目：",
             "the project was not read in full, further units or rows may hold: "} +
        reason_text(why));
  if (p.project->status == catalog::Status::failed || !p.facts.fault.empty())
    add(Text{"项目未能读取或量测：", "the project could not be read or measured: "} +
        reason_text(p.project->status_reason.empty() ? p.facts.fault : p.project->status_reason));
}

}  // namespace

std::string row_field(const facts::ListRow& row, const char* key) {
  const auto at = row.fields.find(key);
  return at == row.fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

std::string row_name(const facts::ListRow& row) { return row.layer_id + ":" + row.row_id; }

Text dimension_text(const std::string& key) {
  constexpr std::array<std::array<const char*, 3>, 4> kWords = {
      {{"spatial", "空间布局约束", "spatial layout"},
       {"pollutant", "污染物排放管控", "pollutant discharge"},
       {"risk", "环境风险防控", "environmental risk"},
       {"resource", "资源开发利用效率", "resource efficiency"}}};
  for (const auto& word : kWords)
    if (key == word[0]) return {word[1], word[2]};
  return same(key);
}

Text class_text(const std::string& kind, const std::string& unit_class) {
  if (kind == "zone_element") return same(unit_class);
  if (unit_class == "1") return {"优先保护单元", "priority protection"};
  if (unit_class == "2") return {"重点管控单元", "key control"};
  if (unit_class == "3") return {"一般管控单元", "general control"};
  return unit_class == "?" ? Text{"分类不一致，待核实", "contradictory, to be verified"} : same(unit_class);
}

Text unit_source_text(const facts::AccessUnit& unit) {
  using Source = facts::AccessUnit::Source;
  const Text doubt =
      unit.contradicted ? Text{"（与另一来源不一致）", " (contradicted by the other source)"} : Text{};
  if (unit.source == Source::measured) return Text{"图形量测", "measured"} + doubt;
  if (unit.source == Source::official) return Text{"官方编码", "official code"} + doubt;
  return Text{"图形量测与官方编码一致", "measured, and the official code agrees"} +
         (unit.contradicted ? Text{"（官方来源之间不一致）", " (official sources differ)"} : Text{});
}

std::vector<AccessLine> access_lines(const ProjectResult& p) {
  const auto& access = p.facts.access;
  std::vector<AccessLine> lines;
  for (std::size_t u = 0; u < access.units.size(); ++u) {
    const std::size_t before = lines.size();
    for (const auto& row : access.rows)
      if (row.unit == u) lines.push_back(of_row(p, row));
    if (lines.size() > before) continue;
    AccessLine line = of_unit(access.units[u]);
    line.fact = place_fact(line);
    line.reason = {"清单中没有该单元（分区）的条目，或未提供清单",
                   "the lists have no row of this unit, or none was supplied"};
    lines.push_back(std::move(line));
  }
  for (const auto& row : access.rows)
    if (row.unit >= access.units.size()) lines.push_back(of_row(p, row));
  add_open(p, lines);
  return lines;
}

}  // namespace zonegate::report
