// SPDX-License-Identifier: Apache-2.0
//
// What a person sees in a cell of numbers. The file holds a double with up to 17 digits; the style says how many are shown. A claim of 1.10 is another claim than one
// of 1.1, so the shown digits count. Only plain formats are followed (fixed decimals, percent, leading zeros, dates); of any other the shortest digits are given.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/core.h"
#include "text.h"
#include "xlsx.h"

namespace zonegate::io {
namespace {

// The first section, without what is only decoration: texts in quotes, [colours], \x, _x and *x.
std::string bare(const std::string& code) {
  std::string out;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const auto end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string::npos) return "?";
      i = end;
    } else if (c != ' ') {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

CellFormat of_digits(std::string code) {
  CellFormat format;
  if (code.ends_with('%')) {
    format.kind = CellFormat::Kind::percent;
    code.pop_back();
  }
  const auto dot = code.find('.');
  const std::string whole = code.substr(0, dot), part = dot == std::string::npos ? "" : code.substr(dot + 1);
  const bool plain = !whole.empty() && whole.find_first_not_of("#0,") == std::string::npos &&
                     !whole.ends_with(',') && part.find_first_not_of("0#") == std::string::npos;
  if (!plain) return {};
  const auto zeros = std::count(whole.begin(), whole.end(), '0');
  format.least = static_cast<int>(std::count(part.begin(), part.end(), '0'));
  format.most = static_cast<int>(part.size());
  if (format.kind == CellFormat::Kind::percent) return format;
  format.kind = CellFormat::Kind::fixed;
  if (part.empty() && zeros > 1) {
    format.kind = CellFormat::Kind::padded;
    format.least = static_cast<int>(zeros);
  }
  return format;
}

bool built_in_date(int id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

std::string built_in(int id) {
  switch (id) {
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
    case 37:
    case 38:
      return "#,##0";
    case 4:
    case 39:
    case 40:
      return "#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    default:
      return "";
  }
}

std::string with_decimals(double value, int least, int most) {
  std::string text = fixed(value, most);
  for (int shown = most; shown > least && text.ends_with('0'); --shown) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// Day 60 of the 1900 system is the 29th of February 1900, which never was; days before it are one off. Years before 1900-03-01 are no dates of projects.
std::string day_text(double value, bool from_1904) {
  const double days = std::floor(value + 1e-9);
  const auto seconds = static_cast<long long>(std::llround((value - days) * 86400));
  if (!(days >= 61 || from_1904) || days > 2958465) return shortest(value);
  // Days since 1970-01-01 to a date (civil_from_days, H. Hinnant).
  const long long z = static_cast<long long>(days) - (from_1904 ? 24107 : 25569) + 719468;
  const long long era = z / 146097, doe = z - era * 146097;
  const long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const long long day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  const long long year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (seconds <= 0) return date;
  return date + fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// 000"°"00"′"00.000"″": digits of an angle, one after another in one number.
bool packs_angle(const std::string& code) {
  const auto holds = [&](std::initializer_list<const char*> marks) {
    return std::any_of(marks.begin(), marks.end(),
                       [&](const char* mark) { return code.find(mark) != std::string::npos; });
  };
  return holds({"°", "º", "度"}) && holds({"′", "'", "分", "’"});
}

// 1023936.553 -> 102°39′36.553″; empty: these digits are no angle.
std::string angle_text(double value, const CellFormat& format) {
  constexpr int kHeld = 8;  // the digits of the cell count, not those that it shows
  const std::string digits = with_decimals(std::abs(value), format.least, kHeld);
  const auto dot = std::min(digits.find('.'), digits.size());
  if (dot < 5) return {};
  const std::string degrees = digits.substr(0, dot - 4), minutes = digits.substr(dot - 4, 2),
                    seconds = digits.substr(dot - 2);
  if (minutes >= "60" || seconds >= "60") return {};
  return fmt::format("{}{}°{}′{}″", value < 0 ? "-" : "", degrees, minutes, seconds);
}

// [h]:mm:ss: a part of a day, typed as 102:39:36.
std::string hours_text(double value) {
  const double seconds = std::round(std::abs(value) * 86400e6) / 1e6;
  const auto whole = static_cast<long long>(seconds);
  const std::string part = with_decimals(seconds - static_cast<double>(whole), 0, 6);
  return fmt::format("{}{}:{:02}:{:02}{}", value < 0 ? "-" : "", whole / 3600, whole / 60 % 60, whole % 60,
                     part.starts_with("0.") ? part.substr(1) : "");
}

std::string plain_text(double value) {
  // "1e+20" is no text that anybody typed.
  return std::abs(value) < 1e15 && value == std::floor(value) ? fixed(value, 0) : shortest(value);
}

}  // namespace

CellFormat number_format(int id, const std::string& code) {
  if (id == 46 || lower_ascii(code).starts_with("[h")) return {CellFormat::Kind::hours, 0, 0};
  if (code.empty() && built_in_date(id)) return {CellFormat::Kind::date, 0, 0};
  const std::string plain = bare(code.empty() ? built_in(id) : code);
  if (plain.empty() || plain == "general" || plain == "@") return {};
  if (plain.find_first_of("yd") != std::string::npos || plain.find("年") != std::string::npos)
    return {CellFormat::Kind::date, 0, 0};
  CellFormat format = of_digits(plain);
  if (format.kind == CellFormat::Kind::fixed && packs_angle(code)) format.kind = CellFormat::Kind::angle;
  return format;
}

std::string shown_number(double value, const CellFormat& format, bool from_1904) {
  switch (format.kind) {
    case CellFormat::Kind::fixed:
      return with_decimals(value, format.least, format.most);
    case CellFormat::Kind::percent:
      return with_decimals(value * 100, format.least, format.most) + "%";
    case CellFormat::Kind::date:
      return day_text(value, from_1904);
    case CellFormat::Kind::padded: {
      const std::string text = fixed(value, 0);
      const auto wanted = static_cast<std::size_t>(format.least);
      return value < 0 || text.size() >= wanted ? text : std::string(wanted - text.size(), '0') + text;
    }
    case CellFormat::Kind::angle: {
      const std::string text = angle_text(value, format);
      return text.empty() ? plain_text(value) : text;
    }
    case CellFormat::Kind::hours:
      return hours_text(value);
    case CellFormat::Kind::general:
      break;
  }
  return plain_text(value);
}

}  // namespace zonegate::io
