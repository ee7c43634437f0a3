// SPDX-License-Identifier: Apache-2.0
//
// report.html: one file, no network (its own policy forbids it), readable without script, printable. Pieces of the strictest projects are kept while the
// results go by, as text: a result with its map takes many times the room of its section.
#include "report/html.h"
#include "report/impact.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "report/map.h"
#include "report/packed.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

std::string head(const Page& page, const std::string& title) {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string(page.lang == Lang::zh ? "zh-CN" : "en") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n" +
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
         "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " +
         "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n<title>" +
         html_escape(title) + "</title>\n<style>" + page_style() + carbon_style() +
         "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#all\">" +
         page.w("跳到结果一览", "To the summary") + "</a>\n";
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

std::string limits_section(const Page& page, const RunFacts& facts) {
  std::string out =
      "<section><h2>" + page.w("本次运行的局限", "Limits of this run") + "</h2><ul class=\"limits\">";
  for (const auto& text : run_limits(page, facts)) out += element("li", html_escape(text));
  return out + "</ul></section>\n";
}

std::string input_role(const Page& page, const std::string& role) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kRoles = {
      {{"projects", "项目"},
       {"attributes", "项目属性"},
       {"units", "管控单元编码"},
       {"layer", "图层"},
       {"manifest", "图层说明"},
       {"coverage", "图层覆盖范围"},
       {"kind", "图层种类"},
       {"rule", "规则"},
       {"factor", "碳参数"},
       {"scenario", "碳情景"},
       {"helmert", "坐标转换参数"},
       {"overrides", "人工裁定"},
       {"rates", "收费标准"}}};
  for (const auto& [key, zh] : kRoles)
    if (page.lang == Lang::zh && key == role) return std::string(zh);
  return role;
}

std::string inputs_section(const Page& page) {
  const auto& w = page.w;
  std::string out = "<section><h2>" + w("输入与版本", "Inputs and versions") + "</h2><details><summary>" +
                    w("输入文件（", "Input files (") + std::to_string(page.run.info.inputs.size()) +
                    w("）", ")") + "</summary><div class=\"wide\"><table>" +
                    head_row({w("用途", "Role"), w("文件", "File"), "sha256"}) + "<tbody>";
  for (const auto& f : page.run.info.inputs)
    out += "<tr>" + text_cell(input_role(page, f.role)) + text_cell(words::without_places(f.path, f.path)) +
           "<td><code>" + html_escape(f.sha256) + "</code></td></tr>";
  out += "</tbody></table></div></details><p class=\"small\">";
  std::vector<std::string> versions;
  for (const auto& [name, version] : page.run.info.libraries) versions.push_back(name + " " + version);
  return out + html_escape(joined(versions, ", ")) + "</p></section>\n";
}

}  // namespace

struct HtmlPage::Impl {
  Impl(const Run& run, Lang lang) : redaction(run), page{run, redaction.restricted(), lang} {}
  Redaction redaction;
  Page page;
  RunFacts facts;
  Places places;
  Strictest open{kOpen}, with_section{kSections}, with_row{kRows};
  std::map<std::size_t, Piece> pieces;                   // by number, of those with a row
  std::map<std::size_t, Section> sections;               // likewise; bodies packed
  std::map<std::string, std::set<std::string>> clauses;  // what findings cite, by rule: for the filter

  void note_clauses(const verdict::Verdict& v) {
    for (const auto& f : v.findings)
      clauses[f.rule].insert(f.title.in(page.lang) + " " + f.instrument.in(page.lang) + " " +
                             words::clause(f.clause, page.lang));
  }
  std::string clause_texts() const {
    auto json = nlohmann::json::object();
    for (const auto& [rule, texts] : clauses)
      json[rule] = joined(std::vector<std::string>(texts.begin(), texts.end()), " ");
    return "<script type=\"application/json\" id=\"clauses\">" + script_text(json.dump()) + "</script>\n";
  }

  // Takes what is kept no more.
  void drop(std::optional<std::size_t> section, std::optional<std::size_t> row) {
    if (section) sections.erase(*section);
    if (row) pieces.erase(*row);
  }

  std::string rows() const {
    std::string out;
    for (const auto& [number, piece] : pieces) {
      const bool link = sections.contains(number);
      out += piece.row +
             (link ? "<a href=\"#" + project_anchor(number + 1) + "\">" + piece.name + "</a>" : piece.name) +
             piece.row_end;
    }
    return out;
  }

  std::string section(std::size_t number, const std::string& closed_body) const {
    const Section& of = sections.at(number);
    const std::string id = " id=\"" + project_anchor(number + 1) + "\">";
    if (open.keeps(number))
      return "<section class=\"project\"" + id + of.head + unpacked(of.body) + "</section>\n";
    return "<section class=\"project closed\"" + id + of.head + "<p class=\"closed-note\">" +
           page.w("本项目的逐条结论、图层与示意图以压缩形式存于本页，需浏览器脚本展开。",
                  "Findings, layers and map of this project lie in this page compressed; a browser with "
                  "script opens "
                  "them.") +
           "</p><script type=\"text/plain\">" + closed_body + "</script></section>\n";
  }

  std::string rows_left_out() const {
    if (with_row.all()) return {};
    return "<p>" + page.w("一览表只列出结论最严的 ", "The summary lists the strictest ") +
           std::to_string(kRows) + page.w(" 个项目，共 ", " of ") + std::to_string(with_row.offered()) +
           page.w(" 个；其余见 results.csv。", " projects; the others are in results.csv.") + "</p>";
  }

  std::string sections_left_out() const {
    if (with_section.all()) return {};
    const bool summary = with_row.all();
    return "<p>" + page.w("以下只展开结论最严的 ", "Only the strictest ") + std::to_string(sections.size()) +
           (summary
                ? page.w(" 个项目，其余见一览表与 results.jsonl。",
                         " projects are set out below; the others are in the summary and in results.jsonl.")
                : page.w(" 个项目，其余见 results.csv 与 results.jsonl。",
                         " projects are set out below; the others are in results.csv and results.jsonl.")) +
           "</p>";
  }
};

namespace {

// The bodies of the sections that are closed, as they lie in the page.
class ClosedBodies {
 public:
  template <class Page>
  ClosedBodies(const Page& page, const ParallelFor& parallel) {
    std::vector<std::size_t> numbers;
    for (const auto& [number, section] : page.sections)
      if (!page.open.keeps(number)) numbers.push_back(number);
    constexpr std::size_t kLooked = 16;  // sections enough to know what rules and layers say
    std::vector<std::string> some;
    for (std::size_t i = 0; i < std::min(kLooked, numbers.size()); ++i)
      some.push_back(unpacked(page.sections.at(numbers[i]).body));
    const SharedTexts texts(some);
    std::vector<std::string> made(numbers.size());
    parallel(made.size(), [&](std::size_t i) {
      made[i] = base64(packed(texts.shortened(unpacked(page.sections.at(numbers[i]).body))));
    });
    for (std::size_t i = 0; i < made.size(); ++i) bodies_[numbers[i]] = std::move(made[i]);
    if (!made.empty())
      shared_ = "<script type=\"application/json\" id=\"shared-texts\">" + texts.json() + "</script>\n";
  }
  const std::string& of(std::size_t number) const {
    static const std::string kNone;
    const auto at = bodies_.find(number);
    return at == bodies_.end() ? kNone : at->second;
  }
  const std::string& shared() const { return shared_; }

 private:
  std::map<std::size_t, std::string> bodies_;
  std::string shared_;
};

}  // namespace

HtmlPage::HtmlPage(const Run& run, Lang lang) : impl_(std::make_unique<Impl>(run, lang)) {}
HtmlPage::~HtmlPage() = default;

std::vector<bool> HtmlPage::choose(std::span<const ProjectResult> block) {
  const std::size_t first = impl_->with_section.offered();
  for (const auto& p : block) {
    impl_->open.offer(p.verdict);
    impl_->drop(impl_->with_section.offer(p.verdict), impl_->with_row.offer(p.verdict));
  }
  std::vector<bool> chosen;
  for (std::size_t i = 0; i < block.size(); ++i) chosen.push_back(impl_->with_section.keeps(first + i));
  return chosen;
}

HtmlPage::Piece HtmlPage::piece(const ProjectResult& result, std::size_t number) const {
  Piece out;
  if (!impl_->with_row.keeps(number)) return out;
  const auto shown = impl_->redaction(result);
  project_row(impl_->page, *shown, out);
  if (!impl_->with_section.keeps(number)) return out;
  Section section = project_section(impl_->page, *shown, number + 1);
  out.head = std::move(section.head);
  out.body = packed(section.body, 1);
  return out;
}

void HtmlPage::add(const ProjectResult& result, std::size_t number, Piece&& piece) {
  impl_->facts.add(impl_->page, result);
  impl_->places.add(result);
  if (!piece.body.empty()) impl_->sections[number] = {std::move(piece.head), std::move(piece.body)};
  if (piece.row.empty()) return;
  impl_->note_clauses(result.verdict);
  impl_->pieces[number] = std::move(piece);
}

std::string HtmlPage::text(const ParallelFor& parallel) const {
  const Page& page = impl_->page;
  const std::string title = page.w("生态环境分区管控符合性筛查报告", "Environmental zoning screening report");
  std::string out = head(page, title) + map_definitions() + top(page, title) + "<main>\n" +
                    summary_section(page, impl_->facts.counts, impl_->rows(), impl_->rows_left_out()) +
                    impl_->places.section(page) + carbon_groups_section(page) +
                    limits_section(page, impl_->facts) + impl_->sections_left_out();
  const ClosedBodies closed(*impl_, parallel);
  for (const auto& [number, section] : impl_->sections) out += impl_->section(number, closed.of(number));
  out += closed.shared() + impl_->clause_texts();
  out += inputs_section(page) + "</main>\n<footer><p>" +
         page.w(
             "本结果不替代主管部门意见。逐项数值见 results.jsonl、findings.csv、facts.csv，图形证据见 "
             "evidence.gpkg。",
             "This result does not replace the opinion of the competent authority. Numbers: results.jsonl, "
             "findings.csv, facts.csv; shapes: evidence.gpkg.") +
         "</p></footer>\n";
  return out + "<script>" + map_script() + page_script() + "</script>\n</body>\n</html>\n";
}

std::string html(const Run& run, Lang lang) {
  HtmlPage page(run, lang);
  page.choose(run.projects);
  for (std::size_t i = 0; i < run.projects.size(); ++i)
    page.add(run.projects[i], i, page.piece(run.projects[i], i));
  return page.text(serial_for);
}

}  // namespace zonegate::report
