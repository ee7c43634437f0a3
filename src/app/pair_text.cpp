// SPDX-License-Identifier: Apache-2.0
#include "app/pair_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace zonegate::app {
namespace {

// Letters and digits alone, as nearly all ids are: nothing to quote.
bool is_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

}  // namespace

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0; }

std::string csv_cell(const std::string& text) {
  if (is_word(text)) return text;
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos;
  const bool formula = !text.empty() &&
                       std::string_view("=+-@\t").find(text.front()) != std::string_view::npos &&
                       !as_number(Value(text));
  if (plain && !formula) return text;
  std::string out = formula ? "\"'" : "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

void add_number(std::string& out, double v) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), v == 0 ? 0.0 : v).ptr;
  out.append(digits.data(), end);
}

void add_known(std::string& out, double v) {
  if (!std::isnan(v)) add_number(out, v);
}

std::string matrix_text(const PairRow& row) {
  return row.matrix.front() == 0 ? std::string() : std::string(row.matrix.begin(), row.matrix.end());
}

}  // namespace zonegate::app
