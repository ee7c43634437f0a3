// SPDX-License-Identifier: Apache-2.0
//
// Charts of rows: tornado and stacked bars.
#include <algorithm>
#include <cmath>

#include "sheet/canvas.h"

namespace zonegate::sheet {
namespace {

constexpr double kWidth = 165, kRow = 6.4, kTop = 6, kNames = 78, kSize = 2.8;

// The horizontal axis: names to the left of it, room for a text to its right.
class Axis {
 public:
  Axis(double low, double high, double room)
      : low_(low), high_(high - low > 1e-9 ? high : low + 1), right_(kWidth - room) {}
  double at(double v) const { return kNames + (right_ - kNames) * (v - low_) / (high_ - low_); }
  void draw(Canvas& canvas, double bottom, const std::string& unit) const {
    const Ticks t = ticks_of(low_, high_);
    for (int n = 0; t.first + n * t.step <= high_ + t.step * 1e-6; ++n) {
      const double v = t.first + n * t.step;
      canvas.line({{at(v), kTop}, {at(v), bottom}}, "#bbbbbb", 0.15);
      canvas.text({at(v), bottom + 3.8}, grouped(v, t.decimals), {kSize, Canvas::Anchor::middle});
    }
    canvas.line({{kNames, bottom}, {right_, bottom}}, "#000000", 0.3);
    canvas.text({kNames, kTop - 2.4}, unit, {kSize});
  }

 private:
  double low_, high_, right_;
};

void row_name(Canvas& canvas, double y, const std::string& name) {
  const auto columns = static_cast<std::size_t>((kNames - 4) / (kSize * 0.52));
  canvas.text({kNames - 2, y + kRow / 2 + 0.2}, shortened(name, columns), {kSize, Canvas::Anchor::end});
}

}  // namespace

Picture draw(const TornadoChart& chart) {
  static const Look& bar = chart_look(1);
  double low = chart.centre, high = chart.centre;
  for (const auto& row : chart.rows) {
    low = std::min({low, row.low, row.high});
    high = std::max({high, row.low, row.high});
  }
  const double bottom = kTop + kRow * static_cast<double>(chart.rows.size());
  Canvas canvas(kWidth, bottom + 10);
  const double room = 0.03 * (high - low);
  const Axis axis(low - room, high + room, 18);
  axis.draw(canvas, bottom, chart.unit);
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const auto& row = chart.rows[i];
    const double y = kTop + kRow * static_cast<double>(i);
    const double from = axis.at(std::min(row.low, row.high)), to = axis.at(std::max(row.low, row.high));
    row_name(canvas, y, row.name);
    canvas.box(from, y + 1, std::max(to, from + 0.2), y + kRow - 1.4, bar);
    canvas.text({to + 1.2, y + kRow / 2 + 0.8}, row.remark, {kSize});
  }
  const double x = axis.at(chart.centre);
  canvas.line({{x, kTop - 1}, {x, bottom}}, "#000000", 0.5);
  canvas.text({x, bottom + 8}, grouped(chart.centre, 1) + " " + chart.unit,
              {kSize, Canvas::Anchor::middle, true});
  return canvas.finish();
}

Picture draw(const BarChart& chart) {
  const auto look = [&](std::size_t p) -> const Look& {
    return chart.by_strictness ? strictness_look(p) : chart_look(chart.parts.size() > 1 ? p : 1);
  };
  double low = 0, high = 0;
  for (const auto& row : chart.rows) {
    double left = 0, right = 0;
    for (const double v : row.values) (v < 0 ? left : right) += v;
    low = std::min(low, left);
    high = std::max(high, right);
  }
  std::vector<Key> keys;
  if (chart.parts.size() > 1)
    for (std::size_t p = 0; p < chart.parts.size(); ++p) keys.push_back({chart.parts[p], &look(p)});
  const double bottom = kTop + kRow * static_cast<double>(chart.rows.size());
  Canvas canvas(kWidth, bottom + 7 + draw_keys(nullptr, keys, kNames, kWidth, 0));
  const Axis axis(low, high * 1.01, 20);
  axis.draw(canvas, bottom, chart.unit);
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const double y = kTop + kRow * static_cast<double>(i);
    row_name(canvas, y, chart.rows[i].name);
    double left = 0, right = 0;
    for (std::size_t p = 0; p < chart.rows[i].values.size(); ++p) {
      const double v = chart.rows[i].values[p];
      if (v == 0) continue;
      double& end = v < 0 ? left : right;
      canvas.box(axis.at(std::min(end, end + v)), y + 1, axis.at(std::max(end, end + v)), y + kRow - 1.4,
                 look(p));
      end += v;
    }
    canvas.text({axis.at(std::max(0.0, right)) + 1.2, y + kRow / 2 + 0.8},
                grouped(left + right, chart.decimals), {kSize});
  }
  canvas.line({{axis.at(0), kTop}, {axis.at(0), bottom}}, "#000000", 0.3);
  draw_keys(&canvas, keys, kNames, kWidth, bottom + 6);
  return canvas.finish();
}

}  // namespace zonegate::sheet
