// SPDX-License-Identifier: Apache-2.0
//
// Charts as inline SVG: no script, no font, no other file. Every shape that carries a number has a title.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/carbon_report.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

constexpr double kWidth = 640, kHeight = 250, kLeft = 70, kRight = 24, kTop = 12, kBottom = 24;
constexpr std::array<const char*, 6> kColours{"#2b6a3f", "#8fb45f", "#8c6d46",
                                              "#d9c77a", "#6b5b53", "#4f81bd"};

std::string store_name(std::size_t store, Lang lang) {
  if (store == carbon::kProducts) return lang == Lang::zh ? "木产品" : "wood products";
  const auto pool = carbon::kPools[store];
  if (lang == Lang::zh) return std::string(carbon::chinese(pool));
  static const std::array<const char*, 5> kNames{"above ground", "below ground", "dead wood", "litter",
                                                 "soil"};
  return kNames[store];
}

// A step of 1, 2 or 5 times a power of ten, for about four lines.
double step_of(double span) {
  const double raw = span / 4, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double k : {1.0, 2.0, 5.0})
    if (raw <= k * power) return k * power;
  return 10 * power;
}

class Plot {
 public:
  Plot(const carbon::Horizon& h, double low, double high) : h_(h), low_(low), high_(high) {
    if (!(high_ - low_ > 1e-9)) high_ = low_ + 1;
  }
  double x(std::size_t state) const {
    return kLeft + (kWidth - kLeft - kRight) * static_cast<double>(state) / h_.years();
  }
  double y(double v) const { return kTop + (kHeight - kTop - kBottom) * (high_ - v) / (high_ - low_); }
  std::string point(std::size_t state, double v) const {
    return fmt::format("{:.1f},{:.1f} ", x(state), y(v));
  }

  std::string frame(const std::string& label) const {
    std::string out = fmt::format(
        "<p class=\"caption\">{2}</p>\n<svg viewBox=\"0 0 {0} {1}\" role=\"img\" font-size=\"11\" "
        "class=\"chart\"><title>{2}</title>\n",
        kWidth, kHeight, label);
    const double step = step_of(high_ - low_);
    for (double v = std::ceil(low_ / step) * step; v <= high_ + step * 1e-6; v += step)
      out += fmt::format(
          "<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\"/><text x=\"{4}\" "
          "y=\"{5:.1f}\" text-anchor=\"end\">{6}</text>\n",
          kLeft, kWidth - kRight, y(v), std::abs(v) < step * 1e-6 ? "#555" : "#ddd", kLeft - 4, y(v) + 4,
          shortest(quantise(v, step < 1 ? 3 : 0)));
    const int every = std::max(1, h_.years() / 8);
    for (int s = 0; s <= h_.years(); s += every)
      out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                         x(static_cast<std::size_t>(s)), kHeight - 6, h_.first + s - 1);
    return out;
  }

 private:
  const carbon::Horizon& h_;
  double low_, high_;
};

std::string legend(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string out = "<p class=\"legend\">";
  for (const auto& [colour, name] : entries)
    out += fmt::format("<span style=\"color:{}\">■</span> {}&ensp;", colour, html_escape(name));
  return out + "</p>\n";
}

}  // namespace

std::string pools_chart(const carbon::CarbonRun& run, Lang lang) {
  const auto& t = run.trajectory;
  const std::size_t states = t.total.net.size();
  double high = 0;
  for (std::size_t i = 0; i < states; ++i) high = std::max({high, t.total.base[i], t.total.project[i]});
  const Plot plot(t.horizon, 0, high * 1.02);
  std::string out = plot.frame(lang == Lang::zh ? "有项目时各碳库储量，虚线为无项目（t C）"
                                                : "stock by pool with the project; dashed: without (t C)");
  std::vector<double> below(states, 0.0);
  std::vector<std::pair<std::string, std::string>> names;
  for (std::size_t s = 0; s < carbon::kStores; ++s) {
    std::string top, bottom;
    for (std::size_t i = 0; i < states; ++i)
      top += plot.point(i, below[i] + std::max(0.0, t.by_store[s].project[i]));
    for (std::size_t i = states; i-- > 0;) bottom += plot.point(i, below[i]);
    for (std::size_t i = 0; i < states; ++i) below[i] += std::max(0.0, t.by_store[s].project[i]);
    out += fmt::format("<polygon points=\"{}{}\" fill=\"{}\"><title>{}: {} t C</title></polygon>\n", top,
                       bottom, kColours[s], store_name(s, lang), fixed(t.by_store[s].project.back(), 1));
    names.emplace_back(kColours[s], store_name(s, lang));
  }
  std::string base;
  for (std::size_t i = 0; i < states; ++i) base += plot.point(i, t.total.base[i]);
  out += "<polyline points=\"" + base + "\" fill=\"none\" stroke=\"#000\" stroke-dasharray=\"5 3\"/></svg>\n";
  return out + legend(names);
}

std::string net_chart(const carbon::CarbonRun& run, Lang lang) {
  const auto& t = run.trajectory;
  const auto& band = run.intervals.net;
  double low = 0, high = 0;
  for (std::size_t i = 0; i < band.size(); ++i) {
    low = std::min({low, band[i].low, t.total.by_cause[0][i], t.total.by_cause[1][i]});
    high = std::max({high, band[i].high, t.total.by_cause[2][i]});
  }
  const double room = 0.04 * (high - low);
  const Plot plot(t.horizon, low - room, high + room);
  std::string out =
      plot.frame(lang == Lang::zh ? "净变化及其区间（t C）" : "net change and its interval (t C)");
  std::string top, bottom;
  for (std::size_t i = 0; i < band.size(); ++i) top += plot.point(i, band[i].high);
  for (std::size_t i = band.size(); i-- > 0;) bottom += plot.point(i, band[i].low);
  out += "<polygon points=\"" + top + bottom + "\" fill=\"#4f81bd\" fill-opacity=\"0.25\"/>\n";
  const auto line = [&](const carbon::Series& s, const char* colour, double width) {
    std::string points;
    for (std::size_t i = 0; i < s.size(); ++i) points += plot.point(i, s[i]);
    out += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n", points,
                       colour, width);
  };
  const std::array<const char*, 3> colours{"#c0504d", "#e3a857", "#2b6a3f"};
  for (std::size_t c = 0; c < 3; ++c)
    if (carbon::known_of(t, c) != carbon::Known::none) line(t.total.by_cause[c], colours[c], 1.2);
  line(t.total.net, "#1f3f77", 2.2);
  const bool zh = lang == Lang::zh;
  return out + "</svg>\n" +
         legend({{"#1f3f77", zh ? "净变化（带为区间）" : "net (band: interval)"},
                 {colours[0], zh ? "储量损失" : "stock lost"},
                 {colours[1], zh ? "放弃的碳汇" : "sink forgone"},
                 {colours[2], zh ? "增汇" : "gain"}});
}

namespace {

// Below the heading of its scenario nobody has to be told which one.
std::string driver_words(std::string name, const std::string& scenario, Lang lang) {
  const std::string own = " (scenario " + scenario + ")";
  if (const auto at = name.find(own); at != std::string::npos) name.erase(at, own.size());
  return html_escape(shortened(words::carbon_input(name, lang), 40));
}

}  // namespace

std::string drivers_chart(const carbon::CarbonRun& run, Lang lang) {
  const std::size_t n = std::min<std::size_t>(8, run.intervals.drivers.size());
  if (n == 0)
    return lang == Lang::zh ? "<p>没有声明不确定的参数。</p>\n" : "<p>No input is declared uncertain.</p>\n";
  const double net = run.trajectory.total.net.back();
  double low = net, high = net;
  for (std::size_t i = 0; i < n; ++i) {
    const auto& d = run.intervals.drivers[i];
    low = std::min({low, d.low, d.high});
    high = std::max({high, d.low, d.high});
  }
  const double span = high - low > 1e-9 ? high - low : 1;
  const auto x = [&](double v) { return 260 + 300 * (v - low) / span; };
  std::string out = fmt::format(
      "<p class=\"caption\">{1}</p>\n<svg viewBox=\"0 0 640 {0}\" role=\"img\" font-size=\"11\" "
      "class=\"chart\"><title>{1}</title>\n",
      20 * n + 26,
      lang == Lang::zh ? "期末净变化由哪些参数决定（t C）" : "what the net at the end hangs on (t C)");
  for (std::size_t i = 0; i < n; ++i) {
    const auto& d = run.intervals.drivers[i];
    const double from = std::min(x(d.low), x(d.high)), to = std::max(x(d.low), x(d.high));
    out += fmt::format(
        "<text x=\"254\" y=\"{0}\" text-anchor=\"end\">{1}</text><rect x=\"{2:.1f}\" y=\"{3}\" "
        "width=\"{4:.1f}\" "
        "height=\"14\" fill=\"#4f81bd\"><title>{1}: {5} .. {6} t C</title></rect><text x=\"{7:.1f}\" "
        "y=\"{0}\">{8} %</text>\n",
        20 * i + 14, driver_words(d.parameter, run.scenario, lang), from, 20 * i + 3,
        std::max(0.5, to - from), fixed(d.low, 1), fixed(d.high, 1), to + 4, fixed(100 * d.share, 1));
  }
  return out + fmt::format(
                   "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1}\" stroke=\"#000\"/><text "
                   "x=\"{0:.1f}\" y=\"{2}\" text-anchor=\"middle\">{3} t C</text></svg>\n",
                   x(net), 20 * n + 6, 20 * n + 20, fixed(net, 1));
}

}  // namespace zonegate::report
