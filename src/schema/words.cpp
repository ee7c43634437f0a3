// SPDX-License-Identifier: Apache-2.0
#include "schema/words.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "schema/schema.h"

namespace zonegate::schema {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Sections of GB/T 4754-2017 by their last two-digit division.
char section_of(int division) {
  struct Section {
    int last;
    char letter;
  };
  constexpr Section kSections[] = {{5, 'A'},  {12, 'B'}, {43, 'C'}, {46, 'D'}, {50, 'E'},
                                   {52, 'F'}, {60, 'G'}, {62, 'H'}, {65, 'I'}, {69, 'J'},
                                   {70, 'K'}, {72, 'L'}, {75, 'M'}, {79, 'N'}, {82, 'O'},
                                   {83, 'P'}, {85, 'Q'}, {90, 'R'}, {96, 'S'}, {97, 'T'}};
  if (division < 1) return 0;
  for (const auto& s : kSections) {
    if (division <= s.last) return s.letter;
  }
  return 0;
}

std::vector<std::string_view> code_points(std::string_view s) {
  std::vector<std::string_view> points;
  while (!s.empty()) {
    std::size_t n = 1;
    while (n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0u) == 0x80u) ++n;
    points.push_back(s.substr(0, n));
    s.remove_prefix(n);
  }
  return points;
}

std::size_t edit_distance(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kBlank = " \t\r\n";
  for (bool more = true; more;) {
    more = false;
    const auto first = s.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    s = s.substr(first, s.find_last_not_of(kBlank) - first + 1);
    for (const std::string_view wide : {"\u3000", "\u00a0"}) {
      if (s.starts_with(wide)) s.remove_prefix(wide.size()), more = true;
      if (s.ends_with(wide)) s.remove_suffix(wide.size()), more = true;
    }
  }
  return s;
}

std::vector<std::string> split_list(std::string_view text) {
  constexpr std::array<std::string_view, 5> kSeparators = {";", ",", "、", "；", "，"};
  std::vector<std::string> items;
  std::string item;
  const auto finish = [&] {
    if (const auto word = trimmed(item); !word.empty()) items.emplace_back(word);
    item.clear();
  };
  for (const auto point : code_points(text)) {
    if (std::find(kSeparators.begin(), kSeparators.end(), point) != kSeparators.end()) {
      finish();
    } else {
      item += point;
    }
  }
  finish();
  return items;
}

std::string narrow(std::string_view text) {
  std::string out;
  for (const auto point : code_points(text)) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(point[i]); };
    // U+FF01..U+FF5E are ! to ~ in the width of a Chinese character: EF BC 81 .. EF BD 9E.
    const bool wide = point.size() == 3 && byte(0) == 0xEF &&
                      ((byte(1) == 0xBC && byte(2) >= 0x81) || (byte(1) == 0xBD && byte(2) <= 0x9E));
    if (wide) {
      out += static_cast<char>((byte(1) - 0xBC) * 0x40 + (byte(2) - 0x80) + 0x20);
    } else {
      out += point;
    }
  }
  return out;
}

std::string folded(std::string_view text) {
  // U+2160..U+216B (Ⅰ..Ⅻ) and U+2170..U+217B (ⅰ..ⅻ) are one character each: E2 85 A0 .. AB and B0 .. BB.
  constexpr std::array<std::string_view, 12> kRoman = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                                       "vii", "viii", "ix",  "x",  "xi", "xii"};
  const std::string plain = narrow(text);
  std::string out;
  for (const auto point : code_points(plain)) {
    const auto last = static_cast<unsigned char>(point.back());
    const bool roman = point.size() == 3 && point.starts_with("\xE2\x85") && last >= 0xA0 && last <= 0xBB &&
                       (last & 0x0F) < kRoman.size();
    if (roman) {
      out += kRoman[last & 0x0F];
    } else if (!trimmed(point).empty()) {
      out += point.size() == 1
                 ? std::string(1, static_cast<char>(std::tolower(static_cast<unsigned char>(point[0]))))
                 : std::string(point);
    }
  }
  return out;
}

std::optional<std::string> industry_code(std::string_view text) {
  std::string code = narrow(trimmed(text));
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  char letter = 0;
  if (!code.empty() && code[0] >= 'A' && code[0] <= 'T') {
    letter = code[0];
    code = trimmed(std::string_view(code).substr(1));
  }
  // A spreadsheet drops the zero that codes of agriculture and mining begin with: 911 may be 0911. "12 13" is two codes.
  if (letter == 0 && code.size() == 3) return std::nullopt;
  if (code.size() > 4 || !std::all_of(code.begin(), code.end(), is_digit)) return std::nullopt;
  if (code.size() >= 2) {
    const char section = section_of((code[0] - '0') * 10 + (code[1] - '0'));
    if (section == 0 || (letter != 0 && letter != section)) return std::nullopt;
    letter = section;
  }
  return letter == 0 ? std::nullopt : std::optional(letter + code);
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  const auto wanted = code_points(word);
  std::string best;
  std::size_t least = (wanted.size() <= 3 ? 1 : std::max<std::size_t>(2, wanted.size() / 3)) + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(wanted, code_points(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace zonegate::schema
