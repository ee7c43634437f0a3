// SPDX-License-Identifier: Apache-2.0
//
// The batch view as one page: no network, no script. Everything that comes from data is escaped.
#include <algorithm>

#include "review/totals.h"

namespace zonegate::review {
namespace {

constexpr const char* kStyle =
    "svg.bars{width:100%;height:auto;font:13px sans-serif}svg.bars text{fill:#222}"
    ".k{display:inline-block;width:13px;height:13px;border:1px solid #666;vertical-align:-2px;margin:0 4px 0 "
    "12px}";
constexpr std::array<const char*, kSlots> kColours = {"#a3151f", "#e8711a", "#ffdf6b",
                                                      "#ffffff", "#0b6e6e", "#9aa4ad"};

std::string label_of(const Cell& cell) {
  const auto* codes = std::get_if<std::vector<std::string>>(&cell);
  return codes ? joined(*codes, ";") : std::string();
}

// What a bar shows of one cell: projects, or hm2 (the upper limit where only limits are known).
double size_of(const Split& s, bool area) {
  if (!area) return static_cast<double>(s.projects);
  return static_cast<double>(s.area.hi) / kCentiOfHm2;
}

std::string bar(const Row& row, double y, double scale, bool area, Lang lang) {
  std::string out;
  double x = 190, sum = 0;
  for (std::size_t i = 0; i < kSlots; ++i) {
    const auto& split = std::get<Split>(row[1 + i]);
    const double width = size_of(split, area) * scale;
    sum += size_of(split, area);
    if (width <= 0) continue;
    out += "<rect x=\"" + fixed(x, 2) + "\" y=\"" + fixed(y, 1) + "\" width=\"" + fixed(width, 2) +
           "\" height=\"16\" fill=\"" + kColours[i] + "\" stroke=\"#555\" stroke-width=\"0.6\"><title>" +
           html_escape(label_of(row[0]) + " " + slots()[i].text.in(lang)) + ": " +
           (area ? area_text(split.area, kCentiOfHm2, 4, lang) + " hm²" : std::to_string(split.projects)) +
           "</title></rect>";
    x += width;
  }
  return "<text x=\"182\" y=\"" + fixed(y + 13, 1) + "\" text-anchor=\"end\">" +
         html_escape(shortened(label_of(row[0]), 24)) + "</text>" + out + "<text x=\"" + fixed(x + 6, 2) +
         "\" y=\"" + fixed(y + 13, 1) + "\">" + (area ? fixed(sum, 4) : fixed(sum, 0)) + "</text>";
}

std::string chart(const TotalsTable& counties, bool area, Lang lang) {
  double most = 0;
  for (const auto& row : counties.rows) {
    double sum = 0;
    for (std::size_t i = 0; i < kSlots; ++i) sum += size_of(std::get<Split>(row[1 + i]), area);
    most = std::max(most, sum);
  }
  if (most <= 0) return {};
  const double height = 24.0 * static_cast<double>(counties.rows.size()) + 6;
  const std::string title =
      area ? (lang == Lang::zh ? "各区县占地（hm²，各项目合计）" : "Hectares by county (sum over projects)")
           : (lang == Lang::zh ? "各区县项目数" : "Projects by county");
  std::string out = "<h3>" + title + "</h3><svg class=\"bars\" viewBox=\"0 0 1000 " + fixed(height, 0) +
                    "\" role=\"img\" aria-label=\"" + title + "\">";
  double y = 4;
  for (const auto& row : counties.rows) {
    out += bar(row, y, 690 / most, area, lang);
    y += 24;
  }
  return out + "</svg>\n";
}

std::string legend(Lang lang) {
  std::string out = "<p class=\"small\">";
  for (std::size_t i = 0; i < kSlots; ++i)
    out += std::string("<span class=\"k\" style=\"background:") + kColours[i] + "\"></span>" +
           html_escape(slots()[i].text.in(lang));
  return out + "</p>";
}

std::string row_html(const std::vector<std::string>& cells, const std::vector<TextColumn>& columns,
                     const char* css) {
  std::string out = std::string("<tr") + css + ">";
  for (std::size_t i = 0; i < cells.size(); ++i)
    out += std::string(columns[i].number ? "<td class=\"n\">" : "<td>") + html_escape(cells[i]) + "</td>";
  return out + "</tr>\n";
}

std::string table_html(const TotalsTable& t, Lang lang) {
  const auto columns = text_columns(t, lang);
  std::string out = "<section id=\"" + t.name + "\"><h2>" + html_escape(t.title.in(lang)) + "</h2>\n";
  if (t.name == "county") out += legend(lang) + chart(t, false, lang) + chart(t, true, lang);
  out += "<div class=\"wide\"><table><thead><tr>";
  for (const auto& c : columns)
    out += std::string("<th scope=\"col\"") + (c.number ? " class=\"n\">" : ">") + html_escape(c.title) +
           "</th>";
  out += "</tr></thead><tbody>\n";
  for (const auto& row : t.rows) out += row_html(text_cells(t, row, lang), columns, "");
  if (t.total) {
    auto cells = text_cells(t, *t.total, lang);
    if (cells.front().empty()) cells.front() = lang == Lang::zh ? "合计" : "total";
    out += row_html(cells, columns, " class=\"total\"");
  }
  out += "</tbody></table></div>\n";
  if (t.rows.empty()) out += std::string("<p>") + (lang == Lang::zh ? "（无）" : "(none)") + "</p>\n";
  out += "<ul class=\"limits\">";
  for (const auto& note : t.notes) out += "<li>" + html_escape(note.in(lang)) + "</li>";
  return out + "</ul></section>\n";
}

}  // namespace

std::string totals_html(const TotalsReport& r, const std::string& style, Lang lang) {
  const bool zh = lang == Lang::zh;
  const std::string title = zh ? "批量汇总" : "Batch totals";
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"" + std::string(zh ? "zh-CN" : "en") +
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src "
      "'unsafe-inline'\">\n<title>" +
      title + "</title>\n<style>" + style + kStyle + "</style>\n</head>\n<body>\n<header class=\"top\"><h1>" +
      title + "</h1><p class=\"meta\">" + html_escape(r.run) + (zh ? "；法规基准日 " : "; law of ") +
      html_escape(r.as_of) + (zh ? "；面积口径 " : "; area basis ") +
      html_escape(basis_text(r.area_basis, lang)) + "</p>";
  if (r.demo)
    out += "<p class=\"demo-banner\">" +
           std::string(zh ? "演示数据：管控图层为虚构，仅供演示，不得用于任何实际项目。"
                          : "演示数据 (demonstration data): the zoning layers are invented.") +
           "</p>";
  out += "<p class=\"disclaimer\"><strong>" +
         std::string(zh ? "本结果不替代主管部门意见。"
                        : "This result does not replace the opinion of the competent authority.") +
         "</strong> " + html_escape(accounting(r).in(lang)) + "</p></header>\n<main>\n";
  if (!r.ground_examined)
    out += "<p class=\"disclaimer\">" +
           html_escape((zh ? "项目之间的重叠未核查：" : "overlaps between projects were not examined: ") +
                       r.ground_why.in(lang)) +
           "</p>\n";
  for (const auto& t : r.tables) out += table_html(t, lang);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace zonegate::review
