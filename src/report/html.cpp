// SPDX-License-Identifier: Apache-2.0
//
// report.html: one file, no network (its own policy forbids it), readable without script, printable. Sections of single projects are written for
// at most kFullSections projects, the strictest first; all projects stand in the summary, and the page says what it leaves out.
#include "report/html.h"

#include <algorithm>
#include <numeric>

#include "report/map.h"

namespace zonegate::report {
namespace {

constexpr std::size_t kFullSections = 500;

std::string head(const Page& page, const std::string& title) {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string(page.lang == Lang::zh ? "zh-CN" : "en") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n" +
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
         "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " +
         "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n<title>" +
         html_escape(title) + "</title>\n<style>" + page_style() + "</style>\n</head>\n<body>\n";
}

std::string top(const Page& page, const std::string& title) {
  const auto& w = page.w;
  const RunInfo& info = page.run.info;
  std::string out = "<header class=\"top\"><h1>" + html_escape(title) + "</h1><p class=\"meta\">" +
                    w("法规基准日 ", "Law of ") + info.as_of.iso() + w("；面积口径 ", "; area basis ") +
                    html_escape(basis_text(page.run, page.lang)) + w("；zonegate ", "; zonegate ") +
                    html_escape(info.program_version) + "</p>";
  if (info.demo) {
    out += "<p class=\"demo-banner\">" +
           w("演示数据：本报告所用管控图层为虚构，仅供演示，不得用于任何实际项目。",
             "演示数据 (demonstration data): the zoning layers of this report are invented; do not use it "
             "for any real project.") +
           "</p>";
  }
  return out + "<p class=\"disclaimer\"><strong>" +
         w("本结果不替代主管部门意见。",
           "This result does not replace the opinion of the competent authority.") +
         "</strong> " +
         w("“结论”为已能确定的最严结论，“最严可能”为未核查图层、未知信息或须人工判定条款仍可能导致的最严结论"
           "。地图公开使用须取得审图号。",
           "\"Outcome\" is the strictest that is certain; \"worst possible\" the strictest that unexamined "
           "layers, unknown facts or clauses for human judgement could still bring. "
           "Public use of the maps in China needs a map review number (审图号).") +
         "</p></header>\n";
}

std::vector<std::size_t> chosen(const Run& run) {
  std::vector<std::size_t> order(run.projects.size());
  std::iota(order.begin(), order.end(), 0);
  if (order.size() <= kFullSections) return order;
  const auto strict = [&](std::size_t i) {
    const auto& v = run.projects[i].verdict;
    return std::pair(static_cast<int>(v.outcome), static_cast<int>(v.worst_possible));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return strict(a) > strict(b); });
  order.resize(kFullSections);
  std::sort(order.begin(), order.end());
  return order;
}

std::string limits_section(const Page& page) {
  std::string out =
      "<section><h2>" + page.w("本次运行的局限", "Limits of this run") + "</h2><ul class=\"limits\">";
  for (const auto& text : run_limits(page)) out += element("li", html_escape(text));
  return out + "</ul></section>\n";
}

std::string inputs_section(const Page& page) {
  const auto& w = page.w;
  std::string out = "<section><h2>" + w("输入与版本", "Inputs and versions") + "</h2><details><summary>" +
                    w("输入文件（", "Input files (") + std::to_string(page.run.info.inputs.size()) +
                    w("）", ")") + "</summary><div class=\"wide\"><table>" +
                    head_row({w("用途", "Role"), w("文件", "File"), "sha256"}) + "<tbody>";
  for (const auto& f : page.run.info.inputs)
    out += "<tr>" + text_cell(f.role) + text_cell(f.path) + "<td><code>" + html_escape(f.sha256) +
           "</code></td></tr>";
  out += "</tbody></table></div></details><p class=\"small\">";
  std::vector<std::string> versions;
  for (const auto& [name, version] : page.run.info.libraries) versions.push_back(name + " " + version);
  return out + html_escape(joined(versions, ", ")) + "</p></section>\n";
}

}  // namespace

std::string html(const Run& run, Lang lang) {
  const Disclosed disclosed(run);
  const auto order = chosen(disclosed.run());
  Page page{disclosed.run(), disclosed.restricted(), lang, Words{lang},
            std::vector<bool>(run.projects.size(), false)};
  for (const std::size_t i : order) page.sections[i] = true;
  const std::string title = page.w("生态环境分区管控符合性筛查报告", "Environmental zoning screening report");
  std::string out = head(page, title) + map_definitions() + top(page, title) + "<main>\n" +
                    summary_section(page) + places_section(page) + limits_section(page);
  if (order.size() < run.projects.size()) {
    out += "<p>" + page.w("以下只展开结论最严的 ", "Only the strictest ") + std::to_string(order.size()) +
           page.w(" 个项目，其余见一览表与 results.jsonl。",
                  " projects are set out below; the others are in the summary and in results.jsonl.") +
           "</p>";
  }
  for (const std::size_t i : order) out += project_section(page, disclosed.run().projects[i], i + 1);
  out += inputs_section(page) + "</main>\n<footer><p>" +
         page.w(
             "本结果不替代主管部门意见。逐项数值见 results.jsonl、findings.csv、facts.csv，图形证据见 "
             "evidence.gpkg。",
             "This result does not replace the opinion of the competent authority. Numbers: results.jsonl, "
             "findings.csv, facts.csv; shapes: evidence.gpkg.") +
         "</p></footer>\n";
  return out + "<script>" + page_script() + "</script>\n</body>\n</html>\n";
}

}  // namespace zonegate::report
