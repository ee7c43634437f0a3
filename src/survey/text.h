// SPDX-License-Identifier: Apache-2.0
// Text as offices type it: both widths of letters, any line end, any separator. Private to survey.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonegate::survey {

// Wide ASCII to ASCII, wide and odd blanks to a blank, wide brackets and dashes likewise; marks of no width are left out.
std::string narrow(std::string_view utf8);
// The same for separators only (, ; @ = [ ] blank): names keep the letters that they were written with.
std::string narrow_separators(std::string_view utf8);
std::string_view trim(std::string_view text);
std::string key_of(
    std::string_view text);  // narrow, lower case, without blanks: what headers and keys are compared by
std::vector<std::string> clauses(const std::string& text);  // of a narrow text
std::vector<std::string_view> split_lines(
    std::string_view text);  // at LF, CRLF or CR; the mark at the start is left out
// Cells of a line with narrow separators: at commas, semicolons and tabs (empty cells count), else at blanks. Trimmed.
std::vector<std::string> cells_of(std::string_view line);
std::vector<std::string> words_of(std::string_view line);  // at blanks and separators, none of them empty
std::string stem_of(const std::string& file);              // "a/b.c.txt": "b.c"

struct Decimal {
  double value = 0;
  int decimals = 0;
};
// [+-] digits [. digits], either width; no exponent (a spreadsheet that writes one has lost digits), no infinity.
std::optional<Decimal> read_decimal(std::string_view text);
std::string without_marks(const std::string& text);     // of a narrow text; "3,251,200.000": "3251200.000"
double half_of_digit(int decimals);                     // 2 -> 0.005
std::optional<int> leading_int(std::string_view text);  // "34带": 34, "三度带": 3

// A coordinate: a decimal number or an angle.
struct Reading {
  double value = 0;
  double half = 0;
  int decimals = 0;  // of a decimal number; an angle in minutes or seconds: kAngleDecimals
  char hemisphere = 0;
};
constexpr int kAngleDecimals = 11;
std::optional<Reading> read_coordinate(std::string_view text);

using Words = std::vector<std::string_view>;
inline bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}
inline bool has_one(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has(text, word); });
}
inline bool is_one(const std::string& text, const Words& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace zonegate::survey
