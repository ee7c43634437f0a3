// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/html.h"
#include "report/impact.h"
#include "report/map.h"
#include "report/relief.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

std::string percent_off(double stated_ha, double m2) {
  if (m2 <= 0) return "—";
  const double off = (stated_ha * 10000 - m2) / m2 * 100;
  return (off > 0 ? "+" : "") + rounded(off, 3) + "%";
}

// The ground of a point or a line without size is not 0: nobody knows it.
std::string area_cells(const Page& page, bool known, double planar_m2, double ellipsoidal_m2,
                       double hectares) {
  if (!known) {
    const std::string unknown = text_cell(page.w("未知", "unknown"), "n");
    return unknown + unknown + unknown;
  }
  return text_cell(rounded(planar_m2, kArea), "n") + text_cell(rounded(ellipsoidal_m2, kArea), "n") +
         text_cell(shown_area(hectares, 4, ellipsoidal_m2 > 0), "n");
}

// Parts by role with both legal areas. The rows of occupation parts are rounded to add to the total, which counts overlaps once.
std::string parts_table(const Page& page, const facts::ProjectFacts& facts) {
  const auto& w = page.w;
  std::vector<double> hectares;
  for (const auto& p : facts.parts) {
    if (schema::role_class(p.role) == schema::RoleClass::occupation)
      hectares.push_back(p.area_ellipsoidal_m2 / 10000);
  }
  hectares = rounded_to_total(hectares, facts.area_ellipsoidal_m2 / 10000, 4);
  std::string rows;
  std::size_t next = 0;
  for (const auto& p : facts.parts) {
    const bool counts = schema::role_class(p.role) == schema::RoleClass::occupation;
    const double ha = counts ? hectares[next++] : p.area_ellipsoidal_m2 / 10000;
    std::string part = html_escape(p.part_id);
    if (!p.sized) part += pill(w("无面积的点或线", "point or line without size"), "warn");
    if (!counts) part += pill(w("不计入占地合计", "not in the total"), "");
    rows +=
        "<tr>" + cell(part) +
        text_cell(std::string(page.lang == Lang::zh ? schema::chinese(p.role) : schema::to_string(p.role))) +
        area_cells(page, p.sized, p.area_planar_m2, p.area_ellipsoidal_m2, ha) +
        text_cell(p.length_m > 0 ? rounded(p.length_m, kLength) : "—", "n") + "</tr>";
  }
  rows += "<tr class=\"total\">" +
          text_cell(w("占地合计（重叠只计一次）", "Occupation in all (overlaps once)")) + "<td></td>" +
          area_cells(page, has_ground(facts), facts.area_planar_m2, facts.area_ellipsoidal_m2,
                     facts.area_ellipsoidal_m2 / 10000) +
          "<td></td></tr>";
  const std::string crs = facts.planar_crs.empty() ? w("无", "none") : facts.planar_crs;
  return "<div class=\"wide\"><table>" +
         head_row({w("地块", "Part"), w("占地类型", "Role"),
                   w("#平面面积 m²（", "#Planar m² (") + crs + w("）", ")"),
                   w("#椭球面积 m²（CGCS2000）", "#Ellipsoidal m² (CGCS2000)"),
                   w("#椭球面积 hm²", "#Ellipsoidal hm²"), w("#长度 m", "#Length m")}) +
         "<tbody>" + rows + "</tbody></table></div>";
}

std::string attribute_list(const Page& page, const catalog::Project& project) {
  std::string out;
  for (const auto& [key, value] : project.attributes) {
    const auto* spec = schema::find_attribute(key);
    const std::string label =
        spec && page.lang == Lang::zh && !spec->zh.empty() ? std::string(spec->zh) : key;
    out += "<dt>" + html_escape(label) + "</dt><dd>" + html_escape(attribute_text(key, value, page.lang)) +
           "</dd>";
  }
  return out.empty() ? ""
                     : "<details><summary>" + page.w("项目填报属性", "Attributes as stated") +
                           "</summary><dl class=\"facts\">" + out + "</dl></details>";
}

std::string stated_area(const Page& page, const ProjectResult& p) {
  const auto found = p.project->attributes.find("stated_area_ha");
  if (found == p.project->attributes.end()) return {};
  const auto stated = as_number(found->second);
  if (!stated) return {};
  return "<p>" + page.w("申报面积 ", "Stated area ") + rounded(*stated, 4) +
         page.w(" hm²，与平面面积相差 ", " hm², off the planar area by ") +
         percent_off(*stated, p.facts.area_planar_m2) + "</p>";
}

// In Chinese what it means and what to do, before what the program said.
std::string issue_text(const Page& page, const Issue& issue) {
  std::string line = html_escape(words::without_places(to_line(issue), issue.file));
  if (page.lang == Lang::en || !page.run.meanings) return line;
  const auto at = page.run.meanings->find(issue.code);
  if (at == page.run.meanings->end()) return line;
  return html_escape(at->second.what.zh) + "。处理建议：" + html_escape(at->second.remedy_zh) +
         "。<br><span class=\"small\">程序原文：" + line + "</span>";
}

std::string issue_list(const Page& page, const ProjectResult& p) {
  if (p.issues.empty()) return {};
  std::string out = "<h3>" + page.w("数据问题", "Data problems") + "</h3><ul class=\"limits\">";
  for (const auto& issue : p.issues)
    out += "<li><code>" + html_escape(issue.code) + "</code> " + issue_text(page, issue) + "</li>";
  return out + "</ul>";
}

std::string original_pair(const Page& page, const verdict::Verdict& v) {
  if (!v.original) return {};
  return "<p class=\"pair\"><span>" + page.w("人工裁定前：结论 ", "Before overrides: outcome ") +
         badge(v.original->outcome, page.lang) + "</span><span>" + page.w("最严可能 ", "worst possible ") +
         badge(v.original->worst_possible, page.lang) + "</span></p>";
}

std::string headline(const Page& page, const ProjectResult& p) {
  const auto& v = p.verdict;
  const auto& w = page.w;
  std::string status;
  if (p.project->status != catalog::Status::ok) {
    const bool failed = p.project->status == catalog::Status::failed;
    status = "<p>" + pill(failed ? w("读取失败", "failed") : w("部分读取", "partial"), "bad") + " " +
             html_escape(words::without_places(verdict::reason_text(p.project->status_reason).in(page.lang),
                                               p.project->file)) +
             "</p>";
  }
  return "<p class=\"headline h-" + std::string(zonegate::to_string(v.outcome)) + "\">" +
         html_escape(v.headline.in(page.lang)) + "</p><p class=\"pair\"><span>" + w("结论 ", "Outcome ") +
         badge(v.outcome, page.lang) + "</span><span>" + w("最严可能 ", "Worst possible ") +
         badge(v.worst_possible, page.lang) + "</span></p>" + original_pair(page, v) + status;
}

std::string facts_line(const Page& page, const catalog::Project& project) {
  const auto& w = page.w;
  std::string text = w("项目编号 ", "Project ") + project.project_id + w("；法规基准日 ", "; law of ") +
                     project.as_of.iso() + w("；行政区 ", "; region ") +
                     (project.regions.empty() ? w("未知（按所有地区规则核查）",
                                                  "unknown (the rules of every region were applied)")
                                              : places_text(page, joined(project.regions))) +
                     w("；点位精度 ±", "; accuracy ±") + rounded(project.accuracy_m, kLength) + " m";
  if (project.datum_accuracy_m > 0)
    text += w("（另计基准转换 ±", " (and of its datum ±") + rounded(project.datum_accuracy_m, kLength) +
            w(" m）", " m)");
  if (!project.file.empty())
    text += w("；来源 ", "; from ") + words::without_places(project.file, project.file);
  return "<p class=\"meta\">" + html_escape(text) + "</p>";
}

// What no information settles: clauses for a person's judgement, exemptions that nobody claims.
std::string left_to_people(const ProjectResult& p) {
  std::string rules;
  for (const auto& f : p.verdict.findings)
    if ((f.human || !f.not_claimed.empty()) && f.worst_possible != f.outcome)
      rules += (rules.empty() ? "" : ", ") + f.rule;
  return rules;
}

std::string unknown_line(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  if (p.verdict.unknown.empty()) return {};
  std::vector<std::string> words;
  for (const auto& name : p.verdict.unknown) words.push_back(unknown_text(name, page.lang));
  const bool settled = p.verdict.outcome == p.verdict.worst_possible;
  const std::string people = settled ? std::string() : left_to_people(p);
  const std::string lead = settled ? w("尚不知（不改变结论）：", "Unknown, without effect on the verdict: ")
                           : people.empty() ? w("补齐以下信息可使结论确定：", "These would settle it: ")
                                            : w("补齐以下信息可缩小不确定范围：", "These would narrow it: ");
  const std::string rest =
      people.empty()
          ? std::string()
          : w("；仍须人工判定或主张例外：", "; left to judgement or to a claim of exemption: ") + people;
  return "<p>" + lead + html_escape(joined(words, w("、", ", ")) + rest) + "</p>";
}

}  // namespace

std::string attribute_text(const std::string& key, const Value& value, Lang lang) {
  if (lang == Lang::en) {
    const auto* spec = schema::find_attribute(key);
    std::string word = to_text(value);
    if (spec && !spec->values.empty()) std::replace(word.begin(), word.end(), '_', ' ');
    return word;
  }
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "是" : "否";
  if (std::holds_alternative<NotApplicable>(value)) return "不适用";
  const auto* spec = schema::find_attribute(key);
  std::string text = to_text(value);
  for (std::size_t i = 0; spec && i < spec->values.size() && i < spec->values_zh.size(); ++i) {
    if (spec->values[i] == text && !spec->values_zh[i].empty()) return std::string(spec->values_zh[i]);
  }
  return text;
}

std::string project_anchor(std::size_t number) { return "p" + std::to_string(number); }

Section project_section(const Page& page, const ProjectResult& p, std::size_t number) {
  const auto& w = page.w;
  const std::string& title = p.project->name.empty() ? p.project->project_id : p.project->name;
  const std::string head = "<h2>" + std::to_string(number) + ". " + html_escape(title) + "</h2>" +
                           facts_line(page, *p.project) + headline(page, p);
  std::string out = unknown_line(page, p);
  out += "<h3>" + w("占地", "Footprint") + "</h3>" + parts_table(page, p.facts) + stated_area(page, p) +
         attribute_list(page, *p.project);
  const std::string map = map_svg(p.map, page.run.info.demo, page.lang);
  if (!map.empty()) {
    out += "<h3>" + w("位置与压占示意图", "Map of footprint and evidence") + "</h3>" + map +
           "<p class=\"small\">" +
           w("示意图，不作量算依据；公开使用须取得审图号。",
             "For orientation only, not for measuring; public use in China needs a map review number "
             "(审图号).") +
           "</p>";
  }
  out += relief_block(page, p) + unit_table(page, p) + findings_block(page, p) + checklists_block(page, p) +
         layers_block(page, p) + carbon_block(page, p) + impact_block(page, p) + issue_list(page, p);
  const auto limits = project_limits(page, p);
  if (!limits.empty()) {
    out += "<h3>" + w("本项目结果的局限", "Limits of this project's result") + "</h3><ul class=\"limits\">";
    for (const auto& text : limits) out += element("li", html_escape(text));
    out += "</ul>";
  }
  out += "<p class=\"back\"><a href=\"#all\">" + w("返回一览", "Back to the summary") + "</a></p>";
  return {head, out};
}

}  // namespace zonegate::report
