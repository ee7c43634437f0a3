// SPDX-License-Identifier: Apache-2.0
//
// Charts over years: stacked areas, and curves with a band.
#include <algorithm>
#include <cmath>

#include "sheet/canvas.h"

namespace zonegate::sheet {
namespace {

constexpr double kWidth = 165, kPlot = 50, kLeft = 24, kRight = 160, kTop = 8;

class Plot {
 public:
  Plot(Canvas& canvas, const std::vector<int>& years, double low, double high)
      : canvas_(canvas), years_(years), low_(low), high_(high - low > 1e-9 ? high : low + 1) {}

  Spot at(std::size_t year, double value) const {
    const double last = std::max<double>(1, static_cast<double>(years_.size()) - 1);
    return {kLeft + (kRight - kLeft) * static_cast<double>(year) / last,
            kTop + kPlot * (high_ - value) / (high_ - low_)};
  }
  Outline path(const std::vector<double>& values) const {
    Outline out;
    for (std::size_t i = 0; i < values.size(); ++i) out.push_back(at(i, values[i]));
    return out;
  }
  void grid() const {
    const Ticks t = ticks_of(low_, high_);
    for (int n = 0; t.first + n * t.step <= high_ + t.step * 1e-6; ++n) {
      const double v = t.first + n * t.step, y = at(0, v).y;
      canvas_.line({{kLeft, y}, {kRight, y}}, "#bbbbbb", 0.15);
      canvas_.text({kLeft - 1.5, y + 1}, grouped(v, t.decimals), {2.8, Canvas::Anchor::end});
    }
  }
  void frame(const std::string& unit) const {
    if (low_ < 0 && high_ > 0) canvas_.line({at(0, 0), {kRight, at(0, 0).y}}, "#000000", 0.25);
    const double bottom = kTop + kPlot;
    const std::size_t every = std::max<std::size_t>(1, years_.size() / 8);
    for (std::size_t i = 0; i < years_.size(); i += every) {
      const double x = at(i, low_).x;
      canvas_.line({{x, bottom}, {x, bottom + 1}}, "#000000", 0.2);
      canvas_.text({x, bottom + 4.2}, std::to_string(years_[i]), {2.8, Canvas::Anchor::middle});
    }
    canvas_.line({{kLeft, kTop}, {kLeft, bottom}, {kRight, bottom}}, "#000000", 0.3);
    canvas_.text({kLeft - 1.5, kTop - 3}, unit, {2.8, Canvas::Anchor::start});
  }

 private:
  Canvas& canvas_;
  const std::vector<int>& years_;
  double low_, high_;
};

double height_with(const std::vector<Key>& keys) {
  return kTop + kPlot + 8 + draw_keys(nullptr, keys, kLeft, kRight, 0);
}

}  // namespace

Picture draw(const StackChart& chart) {
  std::vector<Key> keys;
  std::vector<double> sum(chart.years.size(), 0.0);
  double high = 0;
  for (std::size_t l = 0; l < chart.layers.size(); ++l) {
    keys.push_back({chart.layers[l].name, &chart_look(l)});
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += std::max(0.0, chart.layers[l].values[i]);
  }
  for (const double v : sum) high = std::max(high, v);
  const Stroke compared = {"#000000", "2 1.2", 0.5};
  if (chart.line) {
    keys.push_back({chart.line->name, nullptr, &compared});
    for (const double v : chart.line->values) high = std::max(high, v);
  }
  Canvas canvas(kWidth, height_with(keys));
  const Plot plot(canvas, chart.years, 0, high * 1.03);
  plot.grid();
  std::vector<double> below(sum.size(), 0.0);
  for (std::size_t l = 0; l < chart.layers.size(); ++l) {
    std::vector<double> above = below;
    for (std::size_t i = 0; i < above.size(); ++i) above[i] += std::max(0.0, chart.layers[l].values[i]);
    Outline ring = plot.path(above);
    const Outline under = plot.path(below);
    ring.insert(ring.end(), under.rbegin(), under.rend());
    canvas.area({ring}, chart_look(l));
    canvas.line(plot.path(above), "#000000", 0.15);
    below = std::move(above);
  }
  if (chart.line) canvas.line(plot.path(chart.line->values), compared.colour, compared.width, compared.dash);
  plot.frame(chart.unit);
  draw_keys(&canvas, keys, kLeft, kRight, kTop + kPlot + 7);
  return canvas.finish();
}

Picture draw(const BandChart& chart) {
  static constexpr Look kBand = {"#c9d8ee", 1, Hatch::up, 2.2, "#7f9cc4", 0.12, 0, {}};
  std::vector<Key> keys;
  double low = 0, high = 0;
  const auto reach = [&](const std::vector<double>& values) {
    for (const double v : values) {
      low = std::min(low, v);
      high = std::max(high, v);
    }
  };
  reach(chart.low);
  reach(chart.high);
  for (std::size_t l = 0; l < chart.lines.size(); ++l) {
    keys.push_back({chart.lines[l].name, nullptr, &chart_stroke(l)});
    reach(chart.lines[l].values);
  }
  if (!chart.low.empty()) keys.push_back({chart.band_name, &kBand});
  const double room = 0.04 * (high - low);
  Canvas canvas(kWidth, height_with(keys));
  const Plot plot(canvas, chart.years, low < 0 ? low - room : low, high + room);
  if (!chart.low.empty()) {
    Outline ring = plot.path(chart.high);
    const Outline under = plot.path(chart.low);
    ring.insert(ring.end(), under.rbegin(), under.rend());
    canvas.area({ring}, kBand);
  }
  plot.grid();
  plot.frame(chart.unit);
  for (std::size_t l = chart.lines.size(); l-- > 0;) {
    const Stroke& stroke = chart_stroke(l);
    canvas.line(plot.path(chart.lines[l].values), stroke.colour, stroke.width, stroke.dash);
  }
  draw_keys(&canvas, keys, kLeft, kRight, kTop + kPlot + 7);
  return canvas.finish();
}

}  // namespace zonegate::sheet
