// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cctype>

#include "core/core.h"

namespace zonegate {
namespace {

bool is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// Takes up to `most` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  int value = 0;
  while (n < text.size() && n < most && std::isdigit(static_cast<unsigned char>(text[n]))) {
    value = value * 10 + (text[n++] - '0');
  }
  if (n < least) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view& text, std::string_view token) {
  if (!text.starts_with(token)) return false;
  text.remove_prefix(token.size());
  return true;
}

// 20260901, as databases and file names have it.
std::optional<Date> of_eight_digits(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  const auto year = take_number(text, 4, 4), month = take_number(text, 2, 2), day = take_number(text, 2, 2);
  if (!year || !month || !day || *year < 1900 || *year > 2199 || *month < 1 || *month > 12 || *day < 1 ||
      *day > days_in(*year, *month))
    return std::nullopt;
  return Date{*year, *month, *day};
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (const auto date = of_eight_digits(text)) return date;
  const auto year = take_number(text, 4, 4);
  if (!year) return std::nullopt;
  const bool chinese = take(text, "年");
  const std::string_view between = chinese ? "月" : take(text, "/") ? "/" : take(text, ".") ? "." : "-";
  if (!chinese && between == "-" && !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  if (!take(text, between)) return std::nullopt;
  const auto day = take_number(text, 1, 2);
  if (!day || *day < 1 || *day > days_in(*year, *month)) return std::nullopt;
  if (chinese && !take(text, "日")) return std::nullopt;
  // A time of day behind the date (as OGR writes date-times) is allowed and ignored.
  if (!text.empty() && text.front() != ' ' && text.front() != 'T') return std::nullopt;
  return Date{*year, *month, *day};
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

}  // namespace zonegate
