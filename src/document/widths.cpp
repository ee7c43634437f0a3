// SPDX-License-Identifier: Apache-2.0
//
// Columns as wide as their longest word, as far as the page has room: a broken unit, code or word is read twice.
#include <algorithm>
#include <string_view>

#include "document/parts.h"

namespace zonegate::document {
namespace {

constexpr double kRoomMm = 266;           // of a table across on A4
constexpr double kSignMm = 1.62;          // of half a square of 8.5 pt, with what bold takes
constexpr double kPaddingMm = 2.6;        // both sides
constexpr std::size_t kLongestWord = 24;  // hashes and addresses may break

// Signs after or before which a line may break: blanks, hyphens, and every sign of Chinese but brackets.
std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0, now = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
      ++length;
    const std::string_view sign = text.substr(at, length);
    at += length;
    const bool latin = length < 3, bracket = sign == "（" || sign == "）";
    if (sign == " " || sign == "\n" || (!latin && !bracket)) {
      now = 0;
      longest = std::max(longest, !latin ? std::size_t{2} : longest);
      continue;
    }
    now += bracket ? 2 : 1;
    longest = std::max(longest, now);
    if (sign == "-" || sign == "/" || sign == "）") now = 0;
  }
  return std::min(longest, kLongestWord);
}

}  // namespace

void fit_columns(Table& table) {
  const std::size_t n = table.columns.size();
  double all = 0, least_all = 0;
  std::vector<double> least(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t longest = longest_word(table.columns[i].title);
    for (const auto& row : table.rows)
      if (i < row.cells.size()) longest = std::max(longest, longest_word(row.cells[i].text));
    least[i] = static_cast<double>(longest) * kSignMm + kPaddingMm;
    least_all += least[i];
    all += table.columns[i].width;
  }
  if (n == 0 || all <= 0 || least_all > kRoomMm) return;  // no room for all: as they were
  // What stands below its least gets it; the others share the rest as before, until none stands below.
  std::vector<bool> held(n, false);
  for (bool changed = true; changed;) {
    changed = false;
    double room = kRoomMm, open = 0;
    for (std::size_t i = 0; i < n; ++i) (held[i] ? room -= least[i] : open += table.columns[i].width);
    for (std::size_t i = 0; i < n; ++i) {
      if (held[i] || table.columns[i].width / open * room >= least[i]) continue;
      held[i] = changed = true;
    }
    if (changed) continue;
    for (std::size_t i = 0; i < n; ++i)
      table.columns[i].width = held[i] ? least[i] : table.columns[i].width / open * room;
  }
}

}  // namespace zonegate::document
