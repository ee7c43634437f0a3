// SPDX-License-Identifier: Apache-2.0
//
// What changed between two dates, as a page to look at: bars of the classes on both dates, and the matrix shaded by area.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "cli/change_invest.h"
#include "cli/change_output.h"
#include "report/report.h"

namespace zonegate::cli {
namespace {

constexpr std::array<const char*, 12> kColours{"#2b6a3f", "#8fb45f", "#d9c77a", "#e3a857",
                                               "#c0504d", "#9a9a9a", "#4f81bd", "#6fb7b7",
                                               "#8064a2", "#b97a57", "#5b7f95", "#a3b18a"};

class Page {
 public:
  Page(const app::ChangeReport& report, const ChangeTexts& texts, Lang lang)
      : r_(report), texts_(texts), zh_(lang == Lang::zh) {
    std::set<double> values;
    for (const auto& t : r_.matrix.transitions) values.insert({t.from, t.to});
    values_.assign(values.begin(), values.end());
    for (const auto& t : r_.matrix.transitions) {
      before_[t.from] += t.area_m2;
      after_[t.to] += t.area_m2;
      if (t.from != t.to) most_ = std::max(most_, t.area_m2);
    }
  }

  std::string text() const {
    const std::string title = zh_ ? "两期土地覆盖变化" : "Land cover of two dates";
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta "
        "charset=\"utf-8\"><title>{}</title><style>{}{}</style></head><body><main>\n<h1>{}</h1>\n",
        zh_ ? "zh-CN" : "en", title, report::html_style(), kStyle, title);
    out += fmt::format("<p>{} → {}</p>\n", html_escape(texts_.before), html_escape(texts_.after));
    out += totals() + bars() + matrix();
    if (!texts_.invest.empty()) out += invest_html(texts_.invest, zh_ ? Lang::zh : Lang::en);
    out += inputs();
    return out + "</main></body></html>\n";
  }

 private:
  static constexpr const char* kStyle =
      " table.matrix td{text-align:right;min-width:4.5em} table.matrix th{text-align:left} .same{color:#666} "
      "svg.bars{width:100%;height:auto;max-width:60em}";
  std::string word(const char* zh, const char* en) const { return zh_ ? zh : en; }
  std::string label(double v) const {
    const auto at = v == std::floor(v) && std::abs(v) < 1e15 ? r_.classes.find(static_cast<long long>(v))
                                                             : r_.classes.end();
    return html_escape(at == r_.classes.end() ? class_number(v) : at->second);
  }
  std::string line(const std::string& what, double m2) const {
    return fmt::format("<tr><th>{}</th><td>{} ha</td></tr>\n", what, fixed(hectares(m2), 2));
  }

  std::string totals() const {
    const auto& m = r_.matrix;
    double changed = 0;
    for (const auto& t : m.transitions) changed += t.from == t.to ? 0 : t.area_m2;
    std::string out =
        "<table>\n" +
        line(word("两期均有值（公共范围）", "both dates have a value (common mask)"), m.common.area_m2) +
        line(word("其中类别改变", "of that, changed class"), changed) +
        line(word("仅前期有值，不参与比较", "only the first date has a value, left out"),
             m.only_before.area_m2) +
        line(word("仅后期有值，不参与比较", "only the second date has a value, left out"),
             m.only_after.area_m2);
    if (texts_.carbon) {
      const auto& s = r_.stock;
      out += fmt::format(
          "<tr><th>{}</th><td>{} → {} t C</td></tr>\n<tr><th>{}</th><td>{} t C ({} t "
          "CO<sub>2</sub>e)</td></tr>\n",
          word("碳储量", "carbon stock"), fixed(s.before, 1), fixed(s.after, 1),
          word("变化（负为减少）", "change (negative is a loss)"), fixed(s.after - s.before, 1),
          fixed(to_co2e(TonnesC(s.after - s.before)).value, 1));
      if (s.without_m2 > 0)
        out += line(word("密度未知，不计入", "density not known, not counted"), s.without_m2);
    }
    return out + "</table>\n";
  }

  std::string colour(double v) const {
    const auto at =
        static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), v) - values_.begin());
    return kColours[at % kColours.size()];
  }

  std::string bar(const std::map<double, double>& areas, int y, const std::string& name) const {
    const double all = r_.matrix.common.area_m2;
    std::string out = fmt::format("<text x=\"0\" y=\"{}\">{}</text>\n", y + 16, name);
    double x = 70;
    for (const auto& [value, area] : areas) {
      const double width = all > 0 ? 620 * area / all : 0;
      out += fmt::format(
          "<rect x=\"{:.2f}\" y=\"{}\" width=\"{:.2f}\" height=\"24\" fill=\"{}\"><title>{} {} "
          "ha</title></rect>\n",
          x, y, width, colour(value), label(value), fixed(hectares(area), 2));
      x += width;
    }
    return out;
  }

  std::string bars() const {
    std::string out = "<svg class=\"bars\" viewBox=\"0 0 700 64\" role=\"img\" font-size=\"13\">\n" +
                      bar(before_, 2, word("前期", "before")) + bar(after_, 34, word("后期", "after")) +
                      "</svg>\n<p>";
    for (const double v : values_)
      out += fmt::format("<span style=\"color:{}\">■</span> {}&ensp;", colour(v), label(v));
    return out + "</p>\n";
  }

  std::string cell(double from, double to) const {
    const auto at = std::find_if(r_.matrix.transitions.begin(), r_.matrix.transitions.end(),
                                 [&](const auto& t) { return t.from == from && t.to == to; });
    if (at == r_.matrix.transitions.end()) return "<td></td>";
    const std::string area = fixed(hectares(at->area_m2), 2);
    if (from == to) return "<td class=\"same\">" + area + "</td>";
    const double shade = most_ > 0 ? 0.08 + 0.5 * std::sqrt(at->area_m2 / most_) : 0;
    return fmt::format("<td style=\"background:rgba(192,80,77,{:.2f})\">{}</td>", shade, area);
  }

  std::string matrix() const {
    std::string out =
        fmt::format("<h2>{}</h2>\n<div style=\"overflow-x:auto\"><table class=\"matrix\"><tr><th>{}</th>",
                    word("转移矩阵（公顷）", "matrix (ha)"), word("前期 ＼ 后期", "before \\ after"));
    for (const double to : values_) out += "<th>" + label(to) + "</th>";
    out += "<th>" + word("合计", "total") + "</th></tr>\n";
    const auto sum = [](const std::map<double, double>& m, double v) {
      return m.contains(v) ? m.at(v) : 0.0;
    };
    for (const double from : values_) {
      out += "<tr><th>" + label(from) + "</th>";
      for (const double to : values_) out += cell(from, to);
      out += "<td>" + fixed(hectares(sum(before_, from)), 2) + "</td></tr>\n";
    }
    out += "<tr><th>" + word("合计", "total") + "</th>";
    for (const double to : values_) out += "<td>" + fixed(hectares(sum(after_, to)), 2) + "</td>";
    return out + "<td>" + fixed(hectares(r_.matrix.common.area_m2), 2) + "</td></tr></table></div>\n";
  }

  std::string inputs() const {
    std::string out = fmt::format("<h2>{}</h2>\n<table>\n", word("数据与方法", "data and method"));
    for (const auto& [name, hash] : r_.hashes)
      out += fmt::format("<tr><th>{}</th><td>SHA-256 {}</td></tr>\n", html_escape(name), hash);
    for (const auto& [file, how] : r_.alignment)
      out += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", html_escape(file), html_escape(how));
    out += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", word("面积口径", "areas of cells"),
                       html_escape(r_.area_basis));
    for (const auto& i : r_.issues)
      out += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", html_escape(i.code), html_escape(to_line(i)));
    return out + "</table>\n";
  }

  const app::ChangeReport& r_;
  const ChangeTexts& texts_;
  bool zh_;
  std::vector<double> values_;
  std::map<double, double> before_, after_;
  double most_ = 0;
};

}  // namespace

std::string change_page(const app::ChangeReport& report, const ChangeTexts& texts, Lang lang) {
  return Page(report, texts, lang).text();
}

}  // namespace zonegate::cli
