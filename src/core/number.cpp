// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "core/core.h"

namespace zonegate {

std::string shortest(double v) {
  if (v == 0) return "0";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v).ptr;
  return {buffer, end};
}

std::string fixed(double v, int decimals) {
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v, std::chars_format::fixed, decimals).ptr;
  std::string text(buffer, end);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

double quantise(double v, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double scaled = v * scale;
  if (!std::isfinite(scaled)) return v;
  const double r = std::round(scaled) / scale;
  return r == 0 ? 0.0 : r;
}

}  // namespace zonegate
