// SPDX-License-Identifier: Apache-2.0
//
// Graticule with its degrees, scale bar, north arrow, legend, and the mark of demonstration data.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <sstream>

#include "report/map.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

std::string text_at(double x, double y, const std::string& text, const char* attributes = "") {
  return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\"" + attributes + ">" + html_escape(text) + "</text>";
}

std::string degrees_text(double degrees) {
  const auto total = static_cast<long long>(std::llround(std::abs(degrees) * 3600));
  const auto two = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(degrees < 0 ? "-" : "") + std::to_string(total / 3600) + "°" + two(total / 60 % 60) +
         "′" + two(total % 60) + "″";
}

// The largest step of whole seconds that gives at least three lines.
long long graticule_step(double span_degrees) {
  constexpr std::array<long long, 14> kSteps = {1,   2,   5,   10,  15,   30,   60,
                                                120, 300, 600, 900, 1800, 3600, 7200};
  long long best = 1;
  for (const long long s : kSteps) {
    if (span_degrees * 3600 / static_cast<double>(s) >= 3) best = s;
  }
  return best;
}

double nice_length(double most) {
  const double power = std::pow(10.0, std::floor(std::log10(most)));
  for (const double k : {5.0, 2.0, 1.0}) {
    if (k * power <= most) return k * power;
  }
  return power;
}

std::string legend_symbol(const MapShape& shape, const Variants& variants, double y) {
  const Paint p = paint_of(shape, variants);
  const double x = kFrame.right + 18;
  if (p.line) {
    return "<path d=\"M" + px(x) + " " + px(y) + "H" + px(x + 26) + "\" fill=\"none\"" + stroke_of(p) + "/>";
  }
  if (shape.lonlat.polygons.empty() && !shape.lonlat.points.empty()) {
    return "<circle cx=\"" + px(x + 13) + "\" cy=\"" + px(y) + "\" r=\"5\" fill=\"" + p.stroke + "\"/>";
  }
  return "<rect x=\"" + px(x) + "\" y=\"" + px(y - 7) + "\" width=\"26\" height=\"14\" fill=\"" + p.fill +
         "\" fill-opacity=\"" + plain(p.opacity) + "\"" + stroke_of(p) + "/>";
}

// As much of a label as fits into one line.
std::string label_line(const std::string& label) {
  constexpr std::size_t kWide = 30;
  if (display_width(label) <= kWide) return label;
  const std::string cut = shortened(label, kWide);
  return cut.substr(0, cut.size() - std::string("…").size());
}

// The word of a line, and of evidence all rules that rest on it.
std::string with_rules(const std::string& word, const std::vector<const MapShape*>& shapes, Lang lang) {
  std::set<std::string> rules;
  for (const MapShape* shape : shapes) {
    if (legend_word(*shape, lang) != word || legend_label(*shape, lang) == word) continue;
    std::istringstream labels(shape->label);
    for (std::string rule; std::getline(labels, rule, ';');) rules.insert(rule);
  }
  if (rules.empty()) return word;
  return word + " " + joined({rules.begin(), rules.end()}, lang == Lang::zh ? "、" : ", ");
}

}  // namespace

std::string px(double v) { return plain(quantise(v, 1)); }

std::string stroke_of(const Paint& paint) {
  std::string s = " stroke=\"" + paint.stroke + "\" stroke-width=\"" + px(paint.width) + "\"";
  if (!paint.dash.empty()) s += " stroke-dasharray=\"" + paint.dash + "\"";
  return s;
}

std::string graticule(const View& v) {
  std::string lines, labels;
  const Frame& f = v.frame;
  const double west = v.lon(f.left), east = v.lon(f.right), south = v.lat(f.bottom), north = v.lat(f.top);
  const auto step_x = static_cast<double>(graticule_step(east - west)) / 3600,
             step_y = static_cast<double>(graticule_step(north - south)) / 3600;
  for (double k = std::ceil(west / step_x); k * step_x <= east; ++k) {
    const double x = v({k * step_x, v.lat0}).x;
    lines += "M" + px(x) + " " + px(f.top) + "V" + px(f.bottom);
    if (x > f.left + 30 && x < f.right - 20)
      labels += text_at(x, f.bottom + 14, degrees_text(k * step_x), " text-anchor=\"middle\" class=\"tick\"");
  }
  for (double k = std::ceil(south / step_y); k * step_y <= north; ++k) {
    const double y = v({v.lon0, k * step_y}).y;
    lines += "M" + px(f.left) + " " + px(y) + "H" + px(f.right);
    const std::string turn = " text-anchor=\"middle\" class=\"tick\" transform=\"rotate(-90 " +
                             px(f.left - 8) + " " + px(y) + ")\"";
    if (y > f.top + 34 && y < f.bottom - 34)
      labels += text_at(f.left - 8, y, degrees_text(k * step_y), turn.c_str());
  }
  return "<g class=\"grid\"><path d=\"" + lines +
         "\" stroke=\"#9e9e9e\" stroke-width=\"0.6\" stroke-opacity=\"0.6\" fill=\"none\"/>" + labels +
         "</g>";
}

std::string scale_bar(const View& v) {
  const double metres = nice_length((v.frame.right - v.frame.left) * 0.25 / v.metre);
  const double width = metres * v.metre, x = v.frame.left + 14, y = v.frame.bottom - 16;
  const std::string label = metres >= 1000 ? plain(metres / 1000) + " km" : plain(metres) + " m";
  return "<g class=\"scale\"><rect x=\"" + px(x - 6) + "\" y=\"" + px(y - 19) + "\" width=\"" +
         px(width + 12) + "\" height=\"29\" fill=\"#ffffff\" fill-opacity=\"0.85\"/>" + "<rect x=\"" + px(x) +
         "\" y=\"" + px(y) + "\" width=\"" + px(width / 2) + "\" height=\"5\" fill=\"#222222\"/><rect x=\"" +
         px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(width) +
         "\" height=\"5\" fill=\"none\" stroke=\"#222222\"/>" +
         text_at(x + width / 2, y - 5, label, " text-anchor=\"middle\" class=\"tick\"") + "</g>";
}

std::string north_arrow(const View& v, Lang lang) {
  const double x = v.frame.right - 24, y = v.frame.top + 14;
  return "<g><circle cx=\"" + px(x) + "\" cy=\"" + px(y + 20) +
         "\" r=\"23\" fill=\"#ffffff\" fill-opacity=\"0.85\"/><path d=\"M" + px(x) + " " + px(y + 12) + "L" +
         px(x + 8) + " " + px(y + 38) + "L" + px(x) + " " + px(y + 31) + "L" + px(x - 8) + " " + px(y + 38) +
         "Z\" fill=\"#222222\"/>" +
         text_at(x, y + 10, lang == Lang::zh ? "北" : "N", " text-anchor=\"middle\" class=\"north\"") +
         "</g>";
}

std::string legend_key(const std::string& label) {
  std::uint64_t sum = 14695981039346656037ULL;  // FNV-1a
  for (const char c : label) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return "k" + std::to_string(sum);
}

std::string legend(const std::vector<const MapShape*>& shapes, const Variants& variants, Lang lang) {
  constexpr std::size_t kMost = 12;
  std::string out = text_at(kFrame.right + 18, kFrame.top + 12, lang == Lang::zh ? "图例" : "Legend",
                            " class=\"legend-title\"");
  std::vector<std::string> seen;
  double y = kFrame.top + 34;
  std::size_t left = 0;
  for (const MapShape* shape : shapes) {
    const std::string word = legend_word(*shape, lang);
    if (std::find(seen.begin(), seen.end(), word) != seen.end()) continue;
    seen.push_back(word);
    if (seen.size() > kMost) {
      ++left;
      continue;
    }
    const std::string label = with_rules(word, shapes, lang), first = label_line(label);
    out += "<g class=\"key\" data-key=\"" + legend_key(word) + "\">" + legend_symbol(*shape, variants, y) +
           text_at(kFrame.right + 52, y + 4, first, " class=\"legend\"");
    if (first.size() < label.size()) {
      y += 16;
      out +=
          text_at(kFrame.right + 52, y + 4, shortened(label.substr(first.size()), 30), " class=\"legend\"");
    }
    out += "</g>";
    y += 24;
  }
  if (left > 0)
    out += text_at(kFrame.right + 18, y + 4, (lang == Lang::zh ? "另有 " : "more: ") + std::to_string(left),
                   " class=\"legend\"");
  return out;
}

std::string demo_marks(const View& v) {
  const double x = (v.frame.left + v.frame.right) / 2, y = (v.frame.top + v.frame.bottom) / 2;
  const std::string turn =
      " text-anchor=\"middle\" class=\"watermark\" transform=\"rotate(-24 " + px(x) + " " + px(y) + ")\"";
  return text_at(x, y, "演示数据 DEMO", turn.c_str()) + "<rect x=\"" + px(v.frame.left + 8) + "\" y=\"" +
         px(v.frame.top + 8) + "\" width=\"92\" height=\"24\" rx=\"3\" fill=\"#b3261e\"/>" +
         text_at(v.frame.left + 54, v.frame.top + 25, "演示数据", " text-anchor=\"middle\" class=\"demo\"");
}

}  // namespace zonegate::report
