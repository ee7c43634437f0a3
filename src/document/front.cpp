// SPDX-License-Identifier: Apache-2.0
//
// The first page: what the verdict is, what must be done, what is missing and who can supply it, what it rests on, and who signs.
#include <set>

#include "document/parts.h"
#include "verdict/verdict.h"

namespace zonegate::document {
namespace {

std::string supplier(const Context& c, const std::string& unknown) {
  constexpr std::string_view kLayer = "layer:";
  const auto& all = c.profile.suppliers;
  const auto at = all.find(unknown.starts_with(kLayer) ? unknown.substr(kLayer.size()) : "attribute");
  return at == all.end() ? std::string() : at->second.in(c.lang);
}

Row pair(std::string name, Cell value) { return {{text_cell(std::move(name)), std::move(value)}}; }

}  // namespace

std::string place_of(const Context& c, const std::string& code) {
  const std::size_t digits = code.ends_with("0000") ? 2 : code.ends_with("00") ? 4 : 6;
  const auto at = code.size() == 6 ? c.profile.places.find(code.substr(0, digits)) : c.profile.places.end();
  return at == c.profile.places.end() ? std::string() : at->second;
}

namespace {

// "511823 汉源县".
std::string regions_of(const Context& c, const Json& project) {
  std::string out;
  for (const auto& region : list(project, "regions")) {
    const std::string code = text(region);
    const std::string name = place_of(c, code);
    c.add_word(out, name.empty() ? code : code + " " + name);
  }
  return out;
}

void area_rows(const Context& c, Table& table) {
  const auto rows = [&](const char* key, const std::string& basis) {
    const Amount area = footprint_area(c.project, key, std::string("/") + key);
    if (area.hidden) return;
    if (area.absent) {
      table.rows.push_back(pair(c.w("占地面积（", "Area (") + basis + c.w("）", ")"),
                                text_cell(c.w("未知：没有可量算的面状图形",
                                              "not known: there is no polygon that could be measured"))));
      return;
    }
    for (const char* unit : {"m2", "hm2", "mu"})
      table.rows.push_back(pair(
          c.w("占地面积（", "Area (") + unit_sign(unit, c.lang) + c.w("，", ", ") + basis + c.w("）", ")"),
          number_cell(c, area, unit)));
  };
  rows("area_ellipsoidal_m2", c.w("椭球面积", "ellipsoidal"));
  if (const std::string crs = text(c.project, "planar_crs"); !crs.empty())
    rows("area_planar_m2", c.w("平面面积 ", "planar ") + crs);
}

Table basics(const Context& c) {
  Table table{"basics", "", c.w("项目基本情况", "The project")};
  table.columns = {column(c.w("项目", "Item"), 30), {c.w("内容", "Content"), 60, false}};
  const Json& p = c.project;
  table.rows.push_back(pair(c.w("项目名称", "Name"), text_cell(text(p, "name"))));
  table.rows.push_back(pair(c.w("项目编号", "Id"), text_cell(text(p, "project_id"))));
  table.rows.push_back(pair(c.w("所在行政区", "Regions"), text_cell(regions_of(c, p))));
  const Json& attributes = member(p, "attributes");
  for (const char* key : {"project_type", "industry", "activity", "approval_level"}) {
    const Json& value = member(attributes, key);
    table.rows.push_back(
        pair(attribute_name(key, c.lang),
             value.is_null() ? blank_cell() : text_cell(attribute_value(key, value, c.lang))));
  }
  area_rows(c, table);
  table.rows.push_back(
      pair(c.w("点位精度（m，95%）", "Accuracy of the footprint (m, 95 %)"),
           list(p, "parts").empty()
               ? blank_cell()
               : number_cell(c, amount(member(p, "accuracy_m"), kMetre, "/accuracy_m"), "m")));
  table.rows.push_back(pair(c.w("法规基准日", "Law as of"), text_cell(text(p, "as_of"))));
  table.rows.push_back(
      pair(c.w("确定结论", "Certain outcome"), text_cell(outcome_word(text(p, "outcome"), c.lang))));
  table.rows.push_back(
      pair(c.w("最严可能", "Worst possible"), text_cell(outcome_word(text(p, "worst_possible"), c.lang))));
  return table;
}

void add_verdict(Document& out, const Context& c) {
  add_heading(out, 1, c.w("1 结论", "1 Verdict"));
  add_text(out, local(c.project, "headline", c.lang), "verdict");
  const std::string status = text(c.project, "status");
  if (status != "ok")
    add_text(out,
             c.w("本项目未能完整读取或核查：", "This project could not be read or examined in full: ") +
                 verdict::reason_text(text(c.project, "status_reason")).in(c.lang),
             "warning");
  if (const Json& was = member(c.project, "original_outcome"); !was.is_null())
    add_text(out,
             c.w("含人工裁定；未经裁定时：确定结论 ",
                 "With reviewers' decisions; without them: certain outcome ") +
                 outcome_word(text(was), c.lang) + c.w("，最严可能 ", ", worst possible ") +
                 outcome_word(text(c.project, "original_worst_possible"), c.lang) +
                 c.w("（逐条理由见表10）。", " (reasons in Table 10)."),
             "warning");
  add_table(out, basics(c));
}

bool is_certain(const Json& finding) {
  const std::string outcome = text(finding, "outcome");
  return outcome == "prohibited" || outcome == "restricted" || outcome == "conditional";
}

std::string action_line(const Context& c, const Json& f, const std::string& action) {
  std::string words = outcome_word(text(f, "outcome"), c.lang);
  if (text(f, "worst_possible") != text(f, "outcome"))
    words += c.w("，最严可能 ", ", worst possible ") + outcome_word(text(f, "worst_possible"), c.lang);
  return text(f, "rule") + " " + local(f, "title", c.lang) + c.w("（", " (") + cited(c, f) + c.w("，", ", ") +
         words + c.w("）：", "): ") + action;
}

// What is only possible does not stand among what is certain: nobody has to apply for a permit because a layer is missing.
void add_actions(Document& out, const Context& c) {
  add_heading(out, 1, c.w("2 须办理事项", "2 What must be done"));
  std::vector<std::string> certain, possible;
  for (const auto& f : list(c.project, "findings")) {
    const std::string outcome = text(f, "outcome"), action = local(f, "action", c.lang);
    const bool nothing = (outcome == "allowed" || outcome == "info") && text(f, "worst_possible") == outcome;
    if (action.empty() || nothing) continue;
    (is_certain(f) ? certain : possible).push_back(action_line(c, f, action));
  }
  if (certain.empty())
    add_text(out, text(c.project, "status") == "failed"
                      ? c.w("项目资料未能读取，没有可据以办理的结论；先补正项目资料（见表11）。",
                            "The project could not be read; mend its data first (Table 11).")
                      : c.w("触发的规则没有提出确定的办理要求。",
                            "No rule that certainly fired asks for anything."));
  for (auto& line : certain) add_item(out, std::move(line));
  if (possible.empty()) return;
  add_heading(out, 2,
              c.w("待定事项（查明下列情况后，才能确定是否须办理）",
                  "Not determined yet (to be done only if what is unknown turns out so)"));
  for (auto& line : possible) add_item(out, std::move(line));
}

void add_missing(Document& out, const Context& c) {
  add_heading(out, 1, c.w("3 缺少的资料及提供单位", "3 What is missing, and who can supply it"));
  std::set<std::string> asked;
  for (const auto& item : list(c.project, "unknown")) {
    const std::string key = text(item), who = supplier(c, key);
    if (!asked.insert(key).second) continue;
    add_item(out, unknown_name(key, c.lang) + c.w("：", ": ") + who);
  }
  for (const auto& kind : list(c.project, "not_supplied")) {
    const std::string key = "layer:" + text(kind);
    if (!asked.insert(key).second) continue;
    add_item(out, unknown_name(key, c.lang) + c.w("（未提供，未核查）：", " (not supplied, not examined): ") +
                      supplier(c, key));
  }
  if (asked.empty()) add_text(out, c.w("没有影响结论的未知信息。", "Nothing unknown bears on the verdict."));
}

void add_data(Document& out, const Context& c) {
  add_heading(out, 1, c.w("4 依据与数据", "4 What it rests on"));
  add_text(out, c.w("法规按 ", "Law as of ") + text(c.project, "as_of") +
                    c.w(" 适用；程序 zonegate ", "; program zonegate ") + text(c.run, "version") +
                    c.w("；重叠面积口径：", "; areas of overlaps: ") + basis_words(c) + c.w("。", "."));
  std::string versions;
  std::set<std::string> said;
  for (const auto& layer : list(c.project, "layers")) {
    const std::string version = of_sets(c, layer, "version");
    if (version.empty() || !said.insert(text(layer, "layer_id")).second) continue;
    versions +=
        (versions.empty() ? "" : c.w("；", "; ")) + kind_name(text(layer, "kind"), c.lang) + " " + version;
  }
  if (!versions.empty()) add_text(out, c.w("图层版本：", "Layer versions: ") + versions + c.w("。", "."));
  add_text(out,
           c.w("各输入文件的校验值见本次结果的 run.json；图层核查情况见表9，限制见表11。",
               "Checksums of all inputs are in run.json of the run; Table 9 says what was examined, Table 11 "
               "what limits it."),
           "note");
}

}  // namespace

void add_heading(Document& out, int level, std::string text) {
  out.blocks.push_back({Block::Kind::heading, level, std::move(text)});
}
void add_text(Document& out, std::string text, std::string style) {
  out.blocks.push_back({Block::Kind::paragraph, 1, std::move(text), std::move(style)});
}
void add_item(Document& out, std::string text) {
  out.blocks.push_back({Block::Kind::item, 1, std::move(text)});
}
void add_table(Document& out, Table table) {
  out.blocks.push_back({Block::Kind::table, 1, {}, {}, out.tables.size()});
  fit_columns(table);
  out.tables.push_back(std::move(table));
}
Picture next_figure(const Context& c, const Document& out, const char* id, std::string caption,
                    std::string alt) {
  return {id, c.w("图", "Figure "), std::to_string(out.pictures.size() + 1), std::move(caption),
          std::move(alt)};
}

void add_picture(Document& out, Picture picture) {
  out.blocks.push_back({Block::Kind::picture, 1, {}, {}, out.pictures.size()});
  out.pictures.push_back(std::move(picture));
}

void add_front(Document& out, const Context& c) {
  add_verdict(out, c);
  add_actions(out, c);
  add_missing(out, c);
  add_data(out, c);
  add_text(out, c.profile.disclaimer.in(c.lang), "warning");
  out.blocks.push_back({Block::Kind::signatures});
}

}  // namespace zonegate::document
