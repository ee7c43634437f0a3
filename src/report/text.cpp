// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace zonegate::report {

std::string plain(double v) {
  if (!std::isfinite(v)) return {};
  if (v == 0) return "0";
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v, std::chars_format::fixed).ptr;
  return {buffer, end};
}

std::string rounded(double v, int decimals) {
  return std::isfinite(v) ? fixed(quantise(v, decimals), decimals) : "";
}

std::string shown(double v, int decimals, Lang lang) {
  if (withheld(v)) return lang == Lang::zh ? "不公开" : "withheld";
  if (std::isinf(v)) return lang == Lang::zh ? "未知上限" : "no upper limit";
  return rounded(v, decimals);
}

std::string shown_area(double value, int decimals, bool there) {
  if (!there || quantise(value, decimals) != 0) return rounded(value, decimals);
  return "<" + fixed(std::pow(10.0, -decimals), decimals);
}

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i ? std::string(separator) : std::string()) + items[i];
  return text;
}

std::string wind(double bearing, Lang lang) {
  static constexpr std::array<const char*, 16> kZh = {"北",   "北东北", "东北", "东东北", "东",   "东东南",
                                                      "东南", "南东南", "南",   "南西南", "西南", "西西南",
                                                      "西",   "西西北", "西北", "北西北"};
  static constexpr std::array<const char*, 16> kEn = {"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                                      "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
  if (!std::isfinite(bearing)) return {};
  const double turned = bearing - 360.0 * std::floor(bearing / 360.0);
  const auto sector = static_cast<std::size_t>(std::floor(turned / 22.5 + 0.5)) % 16;
  return lang == Lang::zh ? kZh[sector] : kEn[sector];
}

std::vector<double> rounded_to_total(const std::vector<double>& values, double total, int decimals) {
  const double scale = std::pow(10.0, decimals);
  std::vector<double> out;
  for (const double v : values) out.push_back(quantise(v, decimals));
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  if (!std::isfinite(sum) || std::abs(sum - total) * scale > 0.5) return out;
  long long steps = std::llround(total * scale);
  for (const double v : out) steps -= std::llround(v * scale);
  while (steps != 0) {  // at most one step per value, given where the rounding was hardest
    const double sign = steps > 0 ? 1.0 : -1.0;
    std::size_t best = 0;
    for (std::size_t i = 1; i < out.size(); ++i) {
      if (sign * (values[i] - out[i]) > sign * (values[best] - out[best])) best = i;
    }
    if (out.empty()) break;
    out[best] = quantise(out[best] + sign / scale, decimals);
    steps -= steps > 0 ? 1 : -1;
  }
  return out;
}

}  // namespace zonegate::report
