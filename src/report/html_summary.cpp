// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "report/html.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

constexpr std::array<Outcome, 5> kStrictness = {
    Outcome::prohibited, Outcome::restricted, Outcome::conditional, Outcome::undetermined, Outcome::allowed};

const char* sign(Outcome o) {
  switch (o) {
    case Outcome::prohibited:
      return "✖";
    case Outcome::restricted:
      return "▲";
    case Outcome::conditional:
      return "◆";
    case Outcome::undetermined:
      return "?";
    case Outcome::allowed:
      return "✔";
    case Outcome::info:
      return "i";
  }
  return "";
}

std::string key(Outcome o) { return std::string(zonegate::to_string(o)); }

// The clauses behind the outcome first; at most three, the rest counted.
std::string main_clauses(const Page& page, const verdict::Verdict& v) {
  std::string out;
  std::size_t shown_count = 0, left = 0;
  for (const auto& f : v.findings) {
    if (f.outcome == Outcome::info) continue;
    if (shown_count == 3) {
      ++left;
      continue;
    }
    out += "<div>" + element("code", html_escape(f.rule)) + " " + html_escape(f.instrument.in(page.lang)) +
           " " + html_escape(words::clause(f.clause, page.lang)) + "</div>";
    ++shown_count;
  }
  if (left > 0)
    out += element("div", page.w("另有 ", "and ") + std::to_string(left) + page.w(" 条", " more"), "small");
  return out.empty() ? "—" : out;
}

// All of them, for the filter: what they are called stands once in the page (html.cpp).
std::string rules_of(const verdict::Verdict& v) {
  std::string out;
  for (const auto& f : v.findings) out += (out.empty() ? "" : " ") + f.rule;
  return html_escape(out);
}

std::string type_text(const Page& page, const catalog::Project& project) {
  const auto found = project.attributes.find("project_type");
  if (found == project.attributes.end()) return page.w("未填", "not stated");
  return attribute_text("project_type", found->second, page.lang);
}

std::string number_cell(const std::string& shown, const std::string& key) {
  return "<td class=\"n\" data-key=\"" + key + "\">" + html_escape(shown) + "</td>";
}

// Of what table 8-1 of the documents has, which rounds the number of results.jsonl.
std::string carbon_cell(const ProjectResult& p) {
  if (!p.carbon) return text_cell("—", "n");
  const double loss = quantise(p.carbon->loss_total.value, kCarbon);
  return number_cell(rounded(loss, 2), rounded(loss, kCarbon));
}

// A bare point has none, which is not zero but unknown.
std::string ground_cell(double area, int decimals) {
  if (area <= 0) return text_cell("—", "n");
  return number_cell(shown_area(area, decimals, true), plain(area));
}

}  // namespace

void project_row(const Page& page, const ProjectResult& p, HtmlPage::Piece& out) {
  const auto& v = p.verdict;
  const double area = headline_area(p, page.run);
  const SquareMetres m2(quantise(area, kArea));
  const auto ordered = [&](Outcome o) {
    return "<td data-key=\"" + std::to_string(static_cast<int>(o) + 1) + "\">" + badge(o, page.lang) +
           "</td>";
  };
  out.name = html_escape(p.project->name.empty() ? p.project->project_id : p.project->name);
  out.row = "<tr data-outcome=\"" + key(v.outcome) + "\" data-rules=\"" + rules_of(v) + "\"><td>";
  out.row_end = "<div class=\"small\">" + html_escape(p.project->project_id) + "</div></td>" +
                text_cell(type_text(page, *p.project), "w") + ground_cell(to_hectares(m2).value, 4) +
                ground_cell(to_mu(m2), 2) + ordered(v.outcome) + ordered(v.worst_possible) +
                text_cell(v.headline.in(page.lang), "h") + cell(main_clauses(page, v), "c") + carbon_cell(p) +
                "</tr>\n";
}

namespace {

std::string header_row(const Page& page) {
  const auto& w = page.w;
  const std::string basis = planar_run(page.run) ? w("平面面积", "planar") : w("椭球面积", "ellipsoidal");
  const auto th = [](const std::string& text, const char* sort) {
    return std::string("<th scope=\"col\"") + (*sort ? " data-sort=\"" + std::string(sort) + "\"" : "") +
           (*sort == 'n' ? " class=\"n\"" : "") + ">" + text + "</th>";
  };
  return "<thead><tr>" + th(w("项目", "Project"), "t") + th(w("类型", "Type"), "t") +
         th(w("占地 hm²（", "Area hm² (") + basis + w("）", ")"), "n") +
         th(w("占地 亩（", "Area mu (") + basis + w("）", ")"), "n") + th(w("结论", "Outcome"), "o") +
         th(w("最严可能", "Worst possible"), "o") + th(w("摘要", "Headline"), "") +
         th(w("主要条款", "Main clauses"), "") +
         th(w("占地碳储量其中损失 t&nbsp;C（表8-1：按地类密度，不分情景）",
              "Carbon stock of the ground, of it lost t&nbsp;C (Table 8-1: by densities of land classes, no "
              "scenario)"),
            "n") +
         "</tr></thead>";
}

}  // namespace

std::string badge(Outcome o, Lang lang) {
  return "<span class=\"badge b-" + key(o) + "\">" + sign(o) + " " +
         html_escape(verdict::outcome_text(o).in(lang)) + "</span>";
}

std::string pill(const std::string& text, const char* kind) {
  return "<span class=\"pill " + std::string(kind) + "\">" + html_escape(text) + "</span>";
}

bool planar_run(const Run& run) {
  return run.info.area_basis.starts_with("planar") || run.info.area_basis.starts_with("local");
}

std::string basis_text(const Run& run, Lang lang) {
  if (lang == Lang::en || run.info.area_basis.empty()) return run.info.area_basis;
  const std::string& all =
      run.info.area_basis;  // "ellipsoidal (CGCS2000 ...)": its word is translated, its detail kept
  const auto open = all.find(" (");
  const bool bracketed = all.starts_with("ellipsoidal") && open != std::string::npos && all.ends_with(')');
  std::string detail = bracketed ? all.substr(open + 2, all.size() - open - 3) : all;
  static const std::regex plane(R"(, equal-area plane lat_ts (\d+) lon_0 (\d+))");
  detail = std::regex_replace(detail, plane, "，等面积投影，标准纬线 $1°，中央经线 $2°");
  return std::string(planar_run(run) ? "平面面积" : "椭球面积") + "（" + detail + "）";
}

bool has_ground(const facts::ProjectFacts& facts) {
  return facts.area_ellipsoidal_m2 > 0 || facts.area_planar_m2 > 0 ||
         std::all_of(facts.parts.begin(), facts.parts.end(), [](const auto& p) { return p.sized; });
}

double headline_area(const ProjectResult& p, const Run& run) {
  const bool planar = planar_run(run) || p.facts.area_ellipsoidal_m2 == 0;
  return planar ? p.facts.area_planar_m2 : p.facts.area_ellipsoidal_m2;
}

std::string head_row(const std::vector<std::string>& titles) {
  std::string out;
  for (const auto& title : titles) {
    const bool number = title.starts_with("#");
    out += std::string("<th scope=\"col\"") + (number ? " class=\"n\">" : ">") +
           html_escape(number ? title.substr(1) : title) + "</th>";
  }
  return "<thead><tr>" + out + "</tr></thead>";
}

std::string summary_section(const Page& page, const std::map<Outcome, std::size_t>& counts,
                            const std::string& rows, const std::string& left_out) {
  std::string chips, buttons;
  for (const Outcome o : kStrictness) {
    const auto count = counts.find(o);
    if (count == counts.end()) continue;
    chips += "<span>" + badge(o, page.lang) + " × " + std::to_string(count->second) + "</span>";
    buttons += "<button type=\"button\" aria-pressed=\"false\" data-outcome=\"" + key(o) + "\">" +
               html_escape(verdict::outcome_text(o).in(page.lang)) + "</button>";
  }
  return "<section id=\"all\"><h2>" + page.w("结果一览", "Summary") + "</h2><div class=\"counts\">" + chips +
         "</div>" + left_out + "<div class=\"tools\"><input id=\"q\" type=\"search\" placeholder=\"" +
         page.w("按名称、条款筛选", "Filter by name or clause") + "\" aria-label=\"" +
         page.w("筛选", "Filter") + "\">" + buttons +
         "<output id=\"count\" aria-live=\"polite\"></output></div><p class=\"only\" id=\"only\"></p><div "
         "class=\"wide\"><table "
         "id=\"summary\">" +
         header_row(page) + "<tbody>\n" + rows + "</tbody></table></div></section>\n";
}

}  // namespace zonegate::report
