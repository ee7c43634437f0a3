// SPDX-License-Identifier: Apache-2.0
//
// The first page: what the verdict is, what must be done, what is missing and who can supply it, what it rests on, and who signs.
#include <algorithm>
#include <regex>
#include <set>

#include "document/parts.h"
#include "words/words.h"

namespace zonegate::document {
namespace {

using Pair = std::pair<std::string, Cell>;

}  // namespace

std::string place_of(const Context& c, const std::string& code) {
  return words::place(c.profile.places, code);
}

namespace {

std::string with_name(const Context& c, const std::string& code) {
  return words::with_place(c.profile.places, code);
}

// Counties in which the project may lie, too: their border is nearer than it is known. Only the message has their codes: "the border of 511803 (117.2 m), 511824 is nearer".
std::vector<std::string> regions_near(const Json& project) {
  static const std::regex code(R"((\d{6}) ?(?:\([^)]*\))?(?:,| is nearer))");
  std::vector<std::string> out;
  for (const auto& issue : list(project, "issues")) {
    if (text(issue, "code") != "project.region_near") continue;
    const std::string message = text(issue, "message");
    for (std::sregex_iterator at(message.begin(), message.end(), code), end; at != end; ++at)
      out.push_back((*at)[1]);
  }
  return out;
}

}  // namespace

std::string regions_of(const Context& c, const Json& project, const std::string& between) {
  const std::string comma = between.empty() ? c.w("、", ", ") : between;
  std::string out, near;
  for (const auto& region : list(project, "regions"))
    out += (out.empty() ? "" : comma) + with_name(c, text(region));
  for (const auto& code : regions_near(project))
    near += (near.empty() ? "" : c.w("、", ", ")) + with_name(c, code);
  if (near.empty()) return out;
  return out + (between.empty() ? c.w("", " ") : between) +
         c.w("（县界距离小于其精度，可能还涉及 ", "(the border is nearer than it is known, possibly also ") +
         near + c.w("）", ")");
}

namespace {

void add_areas(const Context& c, std::vector<Pair>& pairs) {
  const std::string read = read_in_part(c) ? c.w("已读部分，", "what was read, ") : "";
  const auto add = [&](const char* key, const std::string& basis) {
    const Amount area = footprint_area(c.project, key, std::string("/") + key);
    if (area.hidden) return;
    if (area.absent) {
      pairs.emplace_back(c.w("占地面积（", "Area (") + basis + c.w("）", ")"),
                         text_cell(c.w("未知：没有可量算的面状图形",
                                       "not known: there is no polygon that could be measured")));
      return;
    }
    for (const char* unit : {"m2", "hm2", "mu"})
      pairs.emplace_back(c.w("占地面积（", "Area (") + read + unit_sign(unit, c.lang) + c.w("，", ", ") +
                             basis + c.w("）", ")"),
                         number_cell(c, area, unit));
  };
  add("area_ellipsoidal_m2", c.w("椭球面积", "ellipsoidal"));
  if (const std::string crs = text(c.project, "planar_crs"); !crs.empty())
    add("area_planar_m2", c.w("平面面积 ", "planar ") + crs);
}

// Where nobody knows the county, or all of them, rules of every region were applied: that is an answer, and no blank to fill in.
std::string regions_told(const Context& c) {
  // Of a project across a city the names alone: with their codes they would take the room of what must be done.
  constexpr std::size_t kWithCodes = 4;
  const Json& codes = list(c.project, "regions");
  std::string regions = regions_of(c, c.project);
  if (codes.size() > kWithCodes && regions_near(c.project).empty()) {
    regions.clear();
    for (const auto& code : codes) {
      const std::string name = place_of(c, text(code));
      c.add_word(regions, name.empty() ? text(code) : name);
    }
  }
  const Json& issues = list(c.project, "issues");
  const bool open = std::any_of(issues.begin(), issues.end(),
                                [](const Json& i) { return text(i, "code") == "project.region_unknown"; });
  if (!open) return regions;
  return regions + (regions.empty() ? c.w("未能确定", "not determined") : "") +
         c.w("（各行政区的规则均已适用，见表11-1）",
             " (the rules of every region were applied, see Table 11-1)");
}

std::vector<Pair> facts_of(const Context& c) {
  const Json& p = c.project;
  std::vector<Pair> out;
  out.emplace_back(c.w("确定结论", "Certain outcome"), text_cell(outcome_word(text(p, "outcome"), c.lang)));
  out.emplace_back(c.w("最严可能", "Worst possible"),
                   text_cell(outcome_word(text(p, "worst_possible"), c.lang)));
  out.emplace_back(c.w("项目名称", "Name"), text_cell(text(p, "name")));
  out.emplace_back(c.w("项目编号", "Id"), text_cell(text(p, "project_id")));
  out.emplace_back(c.w("所在行政区", "Regions"), text_cell(regions_told(c)));
  out.emplace_back(c.w("法规基准日", "Law as of"), text_cell(text(p, "as_of")));
  const Json& attributes = member(p, "attributes");
  for (const char* key : {"project_type", "industry", "activity", "approval_level"}) {
    const Json& value = member(attributes, key);
    out.emplace_back(attribute_name(key, c.lang),
                     value.is_null() ? blank_cell() : text_cell(attribute_value(key, value, c.lang)));
  }
  add_areas(c, out);
  if (!list(p, "parts").empty())  // without a footprint there is nothing that could be accurate
    out.emplace_back(c.w("点位精度（m，95%）", "Accuracy of the footprint (m, 95 %)"),
                     number_cell(c, amount(member(p, "accuracy_m"), kMetre, "/accuracy_m"), "m"));
  return out;
}

// Two facts to a row: the first page has to hold what must be done, too.
Table basics(const Context& c) {
  Table table{"basics", "", c.w("项目基本情况", "The project")};
  const std::string item = c.w("项目", "Item"), content = c.w("内容", "Content");
  table.columns = {column(item, 24), column(content, 26), column(item, 24), column(content, 26)};
  const auto facts = facts_of(c);
  for (std::size_t i = 0; i < facts.size(); i += 2) {
    Row row{{text_cell(facts[i].first), facts[i].second}};
    const bool two = i + 1 < facts.size();
    row.cells.push_back(two ? text_cell(facts[i + 1].first) : blank_cell());
    row.cells.push_back(two ? facts[i + 1].second : blank_cell());
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_verdict(Document& out, const Context& c) {
  add_heading(out, 1, c.w("1 结论", "1 Verdict"));
  add_text(out, local(c.project, "headline", c.lang), "verdict");
  const std::string status = text(c.project, "status");
  if (status != "ok")
    add_text(out,
             c.w("本项目未能完整读取或核查：", "This project could not be read or examined in full: ") +
                 status_words(c) + c.w("。", ""),
             "warning");
  if (const Json& was = member(c.project, "original_outcome"); !was.is_null())
    add_text(out,
             c.w("含人工裁定；未经裁定时：确定结论 ",
                 "With reviewers' decisions; without them: certain outcome ") +
                 outcome_word(text(was), c.lang) + c.w("，最严可能 ", ", worst possible ") +
                 outcome_word(text(c.project, "original_worst_possible"), c.lang) +
                 c.w("（逐条理由见表10-1）。", " (reasons in Table 10-1)."),
             "warning");
  add_table(out, basics(c));
}

// "demo-2026.1（24 个图层）、2023（1 个图层）".
std::string versions_of(const Context& c) {
  std::vector<std::pair<std::string, std::set<std::string>>> versions;
  for (const auto& layer : list(c.project, "layers")) {
    const std::string version = of_sets(c, layer, "version");
    if (version.empty()) continue;
    auto at =
        std::find_if(versions.begin(), versions.end(), [&](const auto& v) { return v.first == version; });
    if (at == versions.end()) at = versions.insert(versions.end(), {version, {}});
    at->second.insert(text(layer, "layer_id"));
  }
  constexpr std::size_t kMost = 4;
  std::string out;
  for (std::size_t i = 0; i < std::min(versions.size(), kMost); ++i)
    c.add_word(out, versions[i].first + c.w("（", " (") + std::to_string(versions[i].second.size()) +
                        c.w(" 个图层）", " layers)"));
  if (versions.size() > kMost) out += c.w(" 等", " and others");
  return out;
}

void add_data(Document& out, const Context& c) {
  add_heading(out, 1, c.w("4 依据与数据", "4 What it rests on"));
  const std::string versions = versions_of(c);
  add_text(out, c.w("法规按 ", "Law as of ") + text(c.project, "as_of") +
                    c.w(" 适用；程序 zonegate ", "; program zonegate ") + text(c.run, "version") +
                    c.w("；重叠面积口径：", "; areas of overlaps: ") + basis_words(c) +
                    (versions.empty() ? "" : c.w("；图层版本：", "; versions of layers: ") + versions) +
                    c.w("。", "."));
  add_text(out,
           c.w("各输入文件的校验值见本次结果的 run.json；各图层及核查情况见表9，限制见表11-1。",
               "Checksums of all inputs are in run.json of the run; Table 9 says what was examined, Table "
               "11-1 what limits it."),
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
  const bool across = std::any_of(out.blocks.begin(), out.blocks.end(), [](const Block& block) {
    return block.kind == Block::Kind::page_break;  // pages before the first are upright
  });
  out.blocks.push_back({Block::Kind::table, 1, {}, {}, out.tables.size()});
  fit_columns(table, across ? kAcrossMm : kUprightMm);
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
  add_front_lists(out, c);
  add_data(out, c);
  add_text(out, c.profile.disclaimer.in(c.lang), "warning");
  out.blocks.push_back({Block::Kind::signatures});
}

}  // namespace zonegate::document
