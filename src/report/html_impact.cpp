// SPDX-License-Identifier: Apache-2.0
//
// Carbon year by year on the page: the area table it rests on, a map of the stands, then figures and charts of each scenario.
#include "report/impact.h"
#include "report/map.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

using Cover = carbon::GroundRow::Cover;

std::string stand_text(const ProjectResult& p, const carbon::GroundRow& row, const Words& w) {
  if (row.stand.empty()) return w("无小班", "no stand");
  const std::string end = " " + row.layer_id + ":" + row.stand;
  for (const auto& part : p.impact->parts) {
    if (part.id.ends_with(end))
      return row.stand + " " + stratum_words(part.stratum.substr(0, part.stratum.find(" / ")), w.lang);
  }
  return row.stand;
}

std::string class_text(const ProjectResult& p, const carbon::GroundRow& row, const Page& page) {
  if (row.cover == Cover::no_class) return page.w("栅格无值", "no value");
  if (row.cover == Cover::beyond) return page.w("栅格以外", "beyond the raster");
  if (p.carbon) {
    for (const auto& c : p.carbon->classes)
      if (c.code == row.land_class) return std::to_string(c.code) + " " + c.name.in(page.lang);
  }
  return std::to_string(row.land_class);
}

std::string area_table(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  std::vector<double> hectares;
  for (const auto& row : p.ground->rows) hectares.push_back(row.area.value / 10000);
  hectares = rounded_to_total(hectares, p.ground->total.value / 10000, 4);
  std::string rows;
  for (std::size_t i = 0; i < p.ground->rows.size(); ++i) {
    const auto& row = p.ground->rows[i];
    rows += "<tr>" +
            text_cell(std::string(page.lang == Lang::zh ? schema::chinese(row.role)
                                                        : schema::to_string(row.role))) +
            text_cell(stand_text(p, row, w)) + text_cell(class_text(p, row, page)) +
            text_cell(shown_area(hectares[i], 4, row.area.value > 0), "n") + "</tr>";
  }
  rows += "<tr class=\"total\">" + text_cell(w("合计", "Total")) + "<td></td><td></td>" +
          text_cell(shown_area(p.ground->total.value / 10000, 4, p.ground->total.value > 0), "n") + "</tr>";
  std::string note =
      w("行之和与占地面积（按顶点量算）相差 ", "Rows against the footprint's area by its vertices: off by ") +
      plain(quantise(p.ground->deviation() * 1e9, 3)) + "e-9";
  if (p.ground->contested.value > 0)
    note += w("；小班重叠 ", "; stands overlap on ") + rounded(p.ground->contested.value, kArea) +
            w(" m²，只计一次", " m², counted once");
  return "<details><summary>" + w("面积表：占地类型 × 小班 × 地类", "Area table: role × stand × land class") +
         "</summary><div class=\"wide\"><table>" +
         head_row({w("占地类型", "Role"), w("小班", "Stand"), w("地类", "Land class"),
                   w("#面积 hm²", "#Area hm²")}) +
         "<tbody>" + rows + "</tbody></table></div><p class=\"small\">" + html_escape(note) +
         "</p></details>";
}

std::string group_name(const Page& page, const carbon::CarbonGroup& g) {
  const auto& w = page.w;
  if (g.kind == "all") return w("全部项目", "All projects");
  const bool county = g.kind == "county";
  const std::string kind = county ? w("区县 ", "County ") : w("管控单元 ", "Control unit ");
  return kind + (g.place == "?" ? w("未知", "not known") : county ? places_text(page, g.place) : g.place);
}

std::string group_rows(const Page& page, const carbon::CarbonGroup& g) {
  std::string rows;
  for (const auto& t : g.totals) {
    if (t.flows.net.empty()) continue;
    rows += "<tr>" + text_cell(group_name(page, g)) +
            text_cell(scenario_words(*page.run.scenario, t.scenario, page.lang)) +
            text_cell(std::to_string(g.projects), "n") + text_cell(std::to_string(g.incomplete), "n") +
            text_cell(std::to_string(g.not_computed), "n") +
            text_cell(shown_area(g.area.value, 2, g.area.value > 0), "n") +
            text_cell(rounded(t.flows.base.front(), 1), "n");
    for (std::size_t c = 0; c < 3; ++c) {
      const auto known = known_of(t, c);
      const std::string least = known == carbon::Known::part ? page.w("（至少）", " (at least)") : "";
      rows += text_cell(known == carbon::Known::none ? page.w("未知", "not known")
                                                     : rounded(t.flows.by_cause[c].back(), 1) + least,
                        "n");
    }
    rows += text_cell((t.upper_bound() ? "≤ " : "") + rounded(t.flows.net.back(), 1), "n") +
            text_cell(t.net.empty() ? "" : interval_text(t.net.back()), "n") +
            text_cell(payback_words(t.figures, t.upper_bound(), page.lang)) + "</tr>";
  }
  return rows;
}

std::string group_table(const Words& w, const std::string& rows) {
  return "<div class=\"wide\"><table>" +
         head_row({w("范围", "Place"), w("情景", "Scenario"), w("#项目", "#Projects"),
                   w("#不完整", "#Not complete"), w("#未计算", "#Not computed"), w("#面积 hm²", "#Area hm²"),
                   w("#现状储量", "#Stock"), w("#储量损失", "#Lost"), w("#放弃的碳汇", "#Forgone"),
                   w("#增汇", "#Gain"), w("#净变化", "#Net"), w("#区间", "#Interval"),
                   w("偿还年", "Paid back")}) +
         "<tbody>" + rows + "</tbody></table></div>";
}

}  // namespace

std::string impact_block(const Page& page, const ProjectResult& p) {
  if (!page.run.scenario) return {};
  const auto& w = page.w;
  const std::string head = "<h3>" + w("碳影响：损失、放弃的碳汇与恢复增汇", "Carbon: lost, forgone, gained");
  if (!p.impact)
    return head + "</h3><p>" + w("未计算：", "Not computed: ") +
           html_escape(reason_text(p.impact_reason).in(page.lang)) + "</p>";
  std::string out = head +
                    (p.impact->unverified ? pill(w("含未核实参数", "unverified numbers"), "bad") : "") +
                    (p.impact->complete() ? "" : pill(w("不完整", "not complete"), "warn")) + "</h3>";
  if (p.ground) out += area_table(page, p);
  const std::string map = map_svg(p.carbon_map, page.run.info.demo, page.lang);
  if (!map.empty())
    out += map + "<p class=\"small\">" +
           w("占地范围内的小班，颜色越深碳密度越高（t C/hm²）。",
             "Stands under the footprint; the darker, the more t C/ha.") +
           "</p>";
  return out + carbon_section(*p.impact, *page.run.scenario, page.lang, "");
}

std::string carbon_groups_section(const Page& page) {
  if (page.run.carbon_groups.empty()) return {};
  const auto& w = page.w;
  std::string places, units;
  for (const auto& g : page.run.carbon_groups) (g.kind == "unit" ? units : places) += group_rows(page, g);
  return "<h2>" + w("碳影响合计（t C，期末）", "Carbon in all (t C, at the end of the horizon)") + "</h2>" +
         group_table(w, places) + "<details><summary>" + w("按管控单元", "By control unit") + "</summary>" +
         group_table(w, units) + "</details><p class=\"small\">" +
         w("跨区县、跨单元的项目单列一行（代码以“;”相连），各行相加即为合计；项目之间重叠的地计多次。",
           "A project in several places has a row of its own (codes joined by \";\"), so rows add to the "
           "whole; "
           "ground that several projects claim counts several times.") +
         "</p>";
}

}  // namespace zonegate::report
