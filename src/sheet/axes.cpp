// SPDX-License-Identifier: Apache-2.0
//
// What charts have in common: looks that differ without colour, axes with round numbers, keys.
#include <algorithm>
#include <array>
#include <cmath>

#include "sheet/canvas.h"

namespace zonegate::sheet {
namespace {

// Light and dark by turns, each with a hatch of its own.
constexpr std::array<Look, 7> kLooks = {{{"#2b6a3f", 1, Hatch::none, 1.6, "#000000", 0.18, 0.15, {}},
                                         {"#c5dfa5", 1, Hatch::up, 1.6, "#33521f", 0.18, 0.15, {}},
                                         {"#8c6d46", 1, Hatch::down, 1.8, "#ffffff", 0.18, 0.15, {}},
                                         {"#f3e6b8", 1, Hatch::dots, 1.3, "#6b5a1e", 0.14, 0.15, {}},
                                         {"#4a4a4a", 1, Hatch::flat, 1.6, "#ffffff", 0.18, 0.15, {}},
                                         {"#cfe3f5", 1, Hatch::cross, 1.8, "#1f4f7a", 0.16, 0.15, {}},
                                         {"#ffffff", 1, Hatch::upright, 1.6, "#000000", 0.14, 0.15, {}}}};
// Dark red to green, in lightness from dark to light, and what is not known dotted.
constexpr std::array<Look, 5> kStrict = {{{"#8c1d18", 1, Hatch::none, 1.6, "#000000", 0.18, 0.15, {}},
                                          {"#d9773f", 1, Hatch::down, 1.7, "#5e2606", 0.18, 0.15, {}},
                                          {"#f6d98b", 1, Hatch::up, 1.9, "#7a5a00", 0.16, 0.15, {}},
                                          {"#ffffff", 1, Hatch::dots, 1.3, "#333333", 0.14, 0.15, {}},
                                          {"#b9dcb5", 1, Hatch::flat, 2, "#2b6a3f", 0.14, 0.15, {}}}};
constexpr std::array<Stroke, 5> kStrokes = {{{"#12305e", "", 0.7},
                                             {"#b23a2e", "2.4 1", 0.4},
                                             {"#c98a1b", "0.6 0.9", 0.5},
                                             {"#2b6a3f", "4 1 0.6 1", 0.4},
                                             {"#555555", "1.2 0.8", 0.35}}};

}  // namespace

const Look& chart_look(std::size_t n) { return kLooks[n % kLooks.size()]; }
const Look& strictness_look(std::size_t n) { return kStrict[n % kStrict.size()]; }
const Stroke& chart_stroke(std::size_t n) { return kStrokes[n % kStrokes.size()]; }

Ticks ticks_of(double low, double high, int about) {
  const double raw = std::max(high - low, 1e-9) / about, power = std::pow(10, std::floor(std::log10(raw)));
  Ticks out;
  out.step = 10 * power;
  for (const double k : {5.0, 2.0, 1.0})
    if (raw <= k * power * 1.0001) out.step = k * power;
  out.first = std::ceil(low / out.step - 1e-9) * out.step;
  out.decimals = out.step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(out.step) - 1e-9));
  return out;
}

std::string grouped(double v, int decimals) {
  std::string digits = fixed(std::abs(v), decimals);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  return (fixed(v, decimals).starts_with('-') ? "−" : "") + digits;
}

double draw_keys(Canvas* canvas, const std::vector<Key>& keys, double left, double right, double top) {
  constexpr double kLine = 4.6, kSample = 8, kGap = 2, kBetween = 6, kSize = 2.8;
  double x = left, y = top;
  for (const auto& key : keys) {
    const double wide = kSample + kGap + text_width(key.name, kSize);
    if (x > left && x + wide > right) {
      x = left;
      y += kLine;
    }
    if (canvas && key.look) canvas->box(x, y, x + kSample, y + 3.2, *key.look);
    if (canvas && key.stroke)
      canvas->line({{x, y + 1.6}, {x + kSample, y + 1.6}}, key.stroke->colour, key.stroke->width,
                   key.stroke->dash);
    if (canvas) canvas->text({x + kSample + kGap, y + 2.7}, key.name, {kSize});
    x += wide + kBetween;
  }
  return keys.empty() ? 0 : y + kLine - top;
}

}  // namespace zonegate::sheet
