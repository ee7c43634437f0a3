// SPDX-License-Identifier: Apache-2.0
//
// The model as one HTML file for print: A4, the front page upright, the tables across, three lines to a table, its header on every page. The print engine that makes
// .pdf reads this page, so what a browser shows is what it prints.
#include <fmt/format.h>

#include <algorithm>

#include "document/parts.h"

namespace zonegate::document {

std::string running_words(const Document& d) {
  std::string words = shortened(d.subtitle, 80);
  if (d.demo) words += d.lang == Lang::zh ? " · 演示数据" : " · demo data";
  return words;
}

namespace {

constexpr const char* kStyle = R"(
@page { size: A4; margin: 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }
@page wide { size: A4 landscape; margin: 16mm 14mm; }
@page large { size: A3 landscape; margin: 16mm 14mm; }
@page upright { size: A4; margin: 16mm 14mm; }
@page tall { size: A3; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.5 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #000; margin: 0; }
@media screen { body { max-width: 62em; margin: 1.5em auto; padding: 0 1em; } }
.tables { page: wide; break-before: page; }
.large { page: large; }
.upright { page: upright; }
.large.upright { page: tall; }
h1 { font: bold 16pt/1.4 "Noto Sans CJK SC", "Heiti SC", SimHei, sans-serif; text-align: center; margin: 0; }
h2 { font: bold 12pt/1.4 "Noto Sans CJK SC", "Heiti SC", SimHei, sans-serif; margin: 1em 0 .4em; break-after: avoid; }
p { margin: .3em 0; }
.subtitle { text-align: center; margin-bottom: .8em; }
.verdict { font-weight: bold; font-size: 12pt; border: 1.5pt solid #000; padding: .4em .6em; }
.warning { font-weight: bold; }
.note { font-size: 8.5pt; margin: .15em 0; }
table { border-collapse: collapse; width: 100%; border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000; font-size: 8.5pt; line-height: 1.35; table-layout: fixed; }
thead { display: table-header-group; }
th { border-bottom: .75pt solid #000; font-weight: bold; vertical-align: bottom; }
td, th { padding: 2pt 3pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; white-space: pre-line; }
td.n, th.n { text-align: right; overflow-wrap: normal; }
tr { break-inside: avoid; }
tr.total td { border-top: .75pt solid #000; font-weight: bold; }
.title { text-align: center; font-weight: bold; margin: 0; padding: .5em 0 .2em; font-size: 9.5pt; break-after: avoid; }
.keep { break-inside: avoid; }
.item { padding-left: 1em; text-indent: -.8em; }
.front { font-size: 9.5pt; line-height: 1.38; }
.front .subtitle { margin-bottom: .3em; }
.front h2 { font-size: 11pt; margin: .5em 0 .15em; }
.front h3 { font: bold 9.5pt/1.4 "Noto Sans CJK SC", "Heiti SC", SimHei, sans-serif; margin: .3em 0 .1em; break-after: avoid; }
.front p { margin: .12em 0; }
.front table { font-size: 8pt; line-height: 1.3; }
.front .title { padding: .3em 0 .15em; }
tbody tr:first-child { break-before: avoid; }
.picture { margin: .8em 0; text-align: center; break-inside: avoid; }
.picture svg { display: block; margin: 0 auto; max-width: 100%; }
.picture p { text-align: center; }
.picture .caption { font-weight: bold; font-size: 9.5pt; }
.signatures { display: flex; gap: 1em; margin-top: 1.2em; break-inside: avoid; }
.signatures div { flex: 1; border-bottom: .75pt solid #000; padding-bottom: .3em; }
)";

std::string element(const char* tag, const std::string& attributes, const std::string& content) {
  return std::string("<") + tag + (attributes.empty() ? "" : " " + attributes) + ">" + content + "</" + tag +
         ">";
}

// As a string of CSS.
std::string running_head(const Document& d) {
  std::string css;
  for (const char c : running_words(d)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\' || c == '<')
      css += fmt::format("\\{:x} ", byte);
    else
      css += c;
  }
  return "@page { @top-right { content: \"" + css + "\"; font-size: 7.5pt; } }\n";
}

std::string head_of(const Table& table) {
  double all = 0;
  for (const auto& c : table.columns) all += c.width;
  std::string columns, titles;
  for (const auto& c : table.columns) {
    columns += "<col style=\"width:" + fixed(all > 0 ? c.width / all * 100 : 0, 2) + "%\">";
    titles +=
        element("th", std::string("scope=\"col\"") + (c.number ? " class=\"n\"" : ""), html_escape(c.title));
  }
  return "<colgroup>" + columns + "</colgroup>" + element("thead", "", element("tr", "", titles));
}

std::string table_html(const Document& d, const Table& table) {
  const std::size_t most =
      table.most_in_text > 0 ? std::min(table.most_in_text, table.rows.size()) : table.rows.size();
  std::string rows;
  for (std::size_t r = 0; r < most; ++r) {
    std::string cells;
    for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c) {
      const Cell& cell = table.rows[r].cells[c];
      const bool number = cell.number && c < table.columns.size() && table.columns[c].number;
      cells += element("td", number ? "class=\"n\"" : "", html_escape(cell.text));
    }
    rows += element("tr", table.rows[r].total ? "class=\"total\"" : "", cells) + "\n";
  }
  // Not <caption>: print engines leave it at the foot of a page whose next one has the rows.
  const std::string id = html_escape(table.id);
  std::string out =
      element("p", "class=\"title\" id=\"title-" + id + "\"", html_escape(caption_of(d.table_word, table))) +
      element("table", "id=\"" + id + "\" aria-labelledby=\"title-" + id + "\"",
              head_of(table) + element("tbody", "", rows));
  constexpr std::size_t kShort = 8;  // rows that stay with their header
  if (most <= kShort) out = element("div", "class=\"keep\"", out);
  if (const auto left = left_out_note(d.lang, table); !left.empty())
    out += element("p", "class=\"note\"", html_escape(left));
  for (const auto& note : table.notes) out += element("p", "class=\"note\"", html_escape(note));
  return out + "\n";
}

// The program's own SVG, as it is; whoever cannot see it reads its name and its description.
std::string picture_html(const Picture& p) {
  std::string svg = p.drawing.svg;
  constexpr std::string_view kOpen = "<svg ";
  if (svg.starts_with(kOpen))
    svg.insert(kOpen.size(), "role=\"img\" aria-label=\"" + html_escape(p.alt) + "\" ");
  std::string out = svg + element("p", "class=\"caption\"", html_escape(caption_of(p)));
  for (const auto& note : p.notes) out += element("p", "class=\"note\"", html_escape(note));
  return element("div", "class=\"picture\" id=\"" + html_escape(p.id + "-" + p.number) + "\"", out) + "\n";
}

std::string signatures_html(const Document& d) {
  std::string out;
  for (const auto& word : d.signatures)
    out += element("div", "", html_escape(word) + (d.lang == Lang::zh ? "：" : ": "));
  return element("div", "class=\"signatures\"", out) + "\n";
}

std::string block_html(const Document& d, const Block& b) {
  using Kind = Block::Kind;
  switch (b.kind) {
    case Kind::heading:
      return element(b.level <= 1 ? "h2" : "h3", "", html_escape(b.text)) + "\n";
    case Kind::paragraph:
      return element("p", b.style.empty() ? "" : "class=\"" + b.style + "\"", html_escape(b.text)) + "\n";
    case Kind::item:
      return element("p", "class=\"item\"", "• " + html_escape(b.text)) + "\n";
    case Kind::table:
      return table_html(d, d.tables[b.table]);
    case Kind::picture:
      return picture_html(d.pictures[b.table]);
    case Kind::signatures:
      return signatures_html(d);
    case Kind::page_break:
      return std::string("</section><section class=\"tables") +
             (b.style.find("a3") != std::string::npos ? " large" : "") +
             (b.style.find("upright") != std::string::npos ? " upright" : "") + "\">\n";
  }
  return {};
}

}  // namespace

std::string caption_of(const std::string& table_word, const Table& table) {
  return (table.number.empty() ? "" : table_word + table.number + " ") + table.caption;
}

std::string caption_of(const Picture& picture) {
  return picture.word + picture.number + " " + picture.caption;
}

std::string left_out_note(Lang lang, const Table& table) {
  if (table.most_in_text == 0 || table.rows.size() <= table.most_in_text) return {};
  const std::string left = std::to_string(table.rows.size() - table.most_in_text);
  return lang == Lang::zh ? "其余 " + left + " 行见工作簿（.xlsx）。"
                          : left + " more rows are in the workbook (.xlsx).";
}

std::string to_html(const Document& d) {
  std::string body = element("h1", "", html_escape(d.title)) +
                     element("p", "class=\"subtitle\"", html_escape(d.subtitle)) + "\n";
  for (std::size_t i = 0; i < d.blocks.size(); ++i) {
    // A page with nothing but the line to sign on says nothing about what is signed.
    const bool before_signatures = i + 1 < d.blocks.size() && d.blocks[i + 1].kind == Block::Kind::signatures;
    const std::string block = block_html(d, d.blocks[i]);
    if (before_signatures)
      body += element("div", "class=\"keep\"", block + block_html(d, d.blocks[++i]));
    else
      body += block;
  }
  const std::string lang = d.lang == Lang::zh ? "zh-CN" : "en";
  return "<!DOCTYPE html>\n<html lang=\"" + lang + "\"><head><meta charset=\"utf-8\"><title>" +
         html_escape(d.title + " " + d.subtitle) + "</title><style>" + kStyle + running_head(d) +
         "</style></head>\n<body><main><section class=\"front\">" + body +
         "</section></main></body></html>\n";
}

}  // namespace zonegate::document
