// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "survey/survey.h"

namespace zonegate::survey {
namespace {

struct Pair {
  std::string_view wide;
  std::string_view narrow;
};
constexpr std::array<Pair, 10> kSeparators = {{{"，", ","},
                                               {"；", ";"},
                                               {"＠", "@"},
                                               {"＝", "="},
                                               {"［", "["},
                                               {"］", "]"},
                                               {"【", "["},
                                               {"】", "]"},
                                               {"\u3000", " "},
                                               {"\u00A0", " "}}};
constexpr std::array<Pair, 10> kOthers = {{{"\u200B", ""},
                                           {"\u200C", ""},
                                           {"\u200D", ""},
                                           {"\u2060", ""},
                                           {"\uFEFF", ""},
                                           {"\u2009", " "},
                                           {"\u202F", " "},
                                           {"−", "-"},
                                           {"–", "-"},
                                           {"—", "-"}}};

// The replacement for what stands at `at`, and how long that is; nullptr: it stays.
template <std::size_t N>
const Pair* found(const std::array<Pair, N>& pairs, std::string_view text, std::size_t at) {
  const auto it = std::find_if(pairs.begin(), pairs.end(),
                               [&](const Pair& p) { return text.substr(at).starts_with(p.wide); });
  return it == pairs.end() ? nullptr : &*it;
}

// U+FF01..U+FF5E are ASCII moved by 0xFEE0: EF BC 81 .. EF BD 9E.
std::optional<char> wide_ascii(std::string_view text, std::size_t at) {
  if (at + 3 > text.size() || text[at] != '\xEF') return std::nullopt;
  const unsigned second = static_cast<unsigned char>(text[at + 1]);
  const unsigned third = static_cast<unsigned char>(text[at + 2]);
  const unsigned code = 0xF000u | ((second & 0x3Fu) << 6) | (third & 0x3Fu);
  if (second < 0xBC || third < 0x80 || code < 0xFF01 || code > 0xFF5E) return std::nullopt;
  return static_cast<char>(code - 0xFEE0);
}

bool separator(char c) { return c == ',' || c == ';' || c == '\t'; }

}  // namespace

std::string narrow_separators(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const bool plain = static_cast<unsigned char>(utf8[at]) < 0x80;
    const Pair* pair = plain ? nullptr : found(kSeparators, utf8, at);
    if (pair) out += pair->narrow;
    if (!pair) out += utf8[at];
    at += pair ? pair->wide.size() : 1;
  }
  return out;
}

std::string narrow(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const bool plain = static_cast<unsigned char>(utf8[at]) < 0x80;
    const Pair* pair = plain ? nullptr : found(kSeparators, utf8, at);
    if (!pair && !plain) pair = found(kOthers, utf8, at);
    const auto ascii = pair || plain ? std::nullopt : wide_ascii(utf8, at);
    if (pair) {
      out += pair->narrow;
    } else {
      out += ascii ? *ascii : utf8[at];
    }
    at += pair ? pair->wide.size() : ascii ? 3 : 1;
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string key_of(std::string_view text) {
  std::string out = narrow(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  if (text.starts_with("\uFEFF")) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t from = std::min(line.find_first_not_of(" \t,;", at), line.size());
    const std::size_t end = std::min(line.find_first_of(" \t,;", from), line.size());
    if (end > from) out.emplace_back(line.substr(from, end - from));
    at = end + 1;
  }
  return out;
}

std::vector<std::string> cells_of(std::string_view line) {
  line = trim(line);
  if (std::none_of(line.begin(), line.end(), separator)) return words_of(line);
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (separator(c)) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  for (std::string& cell : out) cell = std::string(trim(cell));
  return out;
}

std::string stem_of(const std::string& file) {
  const auto slash = file.find_last_of("/\\");
  const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

std::optional<Decimal> read_decimal(std::string_view text) {
  std::string plain = narrow(text);
  std::string_view rest = trim(plain);
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const auto dot = rest.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!digits(rest.substr(0, dot)) || (dot != std::string_view::npos && !digits(rest.substr(dot + 1))))
    return std::nullopt;
  Decimal out;
  const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), out.value);
  if (result.ec != std::errc() || !std::isfinite(out.value)) return std::nullopt;
  if (negative) out.value = -out.value;
  out.decimals =
      dot == std::string_view::npos ? 0 : static_cast<int>(std::min<std::size_t>(rest.size() - dot - 1, 30));
  return out;
}

double half_of_digit(int decimals) { return 0.5 * std::pow(10.0, -decimals); }

std::optional<int> leading_int(std::string_view text) {
  const std::string plain = narrow(text);
  const std::string_view rest = trim(plain);
  if (rest.starts_with("三")) return 3;
  if (rest.starts_with("六")) return 6;
  int value = 0;
  const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (result.ec != std::errc()) return std::nullopt;
  return value;
}

std::optional<Reading> read_coordinate(std::string_view text) {
  if (const auto number = read_decimal(text))
    return Reading{number->value, half_of_digit(number->decimals), number->decimals, 0};
  const auto angle = parse_angle(text);
  if (!angle) return std::nullopt;
  return Reading{angle->degrees, angle->half_digit, kAngleDecimals, angle->hemisphere};
}

std::string without_marks(const std::string& text) {
  const auto digits = [&](std::size_t at) {
    const auto end = text.find_first_not_of("0123456789", at);
    return std::min(end, text.size()) - std::min(at, text.size());
  };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t n = digits(at);
    out.append(text, at, std::max<std::size_t>(n, 1));
    const bool fraction = at > 0 && text[at - 1] == '.';
    at += std::max<std::size_t>(n, 1);
    if (n == 0 || n > 3 || fraction) continue;
    for (; at < text.size() && text[at] == ',' && digits(at + 1) == 3; at += 4) out.append(text, at + 1, 3);
  }
  return out;
}

std::vector<std::string> clauses(const std::string& text) {
  std::vector<std::string> out(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = std::string_view(text).substr(at);
    const bool wide = rest.starts_with("。") || rest.starts_with("、");
    if (wide) at += 2;
    if (wide || rest.front() == ',' || rest.front() == ';' || rest.front() == '.') {
      out.emplace_back();
    } else {
      out.back() += rest.front();
    }
  }
  return out;
}

}  // namespace zonegate::survey
