// SPDX-License-Identifier: Apache-2.0
//
// What cells of official units hold. One cell is one code, or several with separators between; a code within other words (另涉及ZH51180210001) names a unit too, but not
// what is meant by it: it is found, never read as an answer.
#include <algorithm>

#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool whole_unit(const std::string& code) {
  return schema::is_unit_code(code) || schema::is_element_code(code);
}

// Parts between separators; `blanks`: blanks are separators too.
std::vector<std::string> parts_of(const std::string& cell, bool blanks) {
  std::string text = schema::narrow(cell);
  for (const std::string_view wide : {"、", "；", "，", "\u3000", "\u00a0"}) {
    const char* narrow = wide == "\u3000" || wide == "\u00a0" ? " " : ";";
    for (auto at = text.find(wide); at != std::string::npos; at = text.find(wide))
      text.replace(at, wide.size(), narrow);
  }
  const std::string_view separators = blanks ? ";,/|+\n\r \t" : ";,/|+\n\r";
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find_first_of(separators, from), text.size());
    const std::string part(schema::trimmed(text.substr(from, to - from)));
    if (!part.empty()) parts.push_back(part);
    from = to + 1;
  }
  return parts;
}

// All parts are whole codes, with or without blanks inside.
std::vector<std::string> all_codes(const std::vector<std::string>& parts) {
  std::vector<std::string> codes;
  for (const auto& part : parts) {
    const auto code = schema::zone_code(part);
    if (!code || !whole_unit(*code)) return {};
    codes.push_back(*code);
  }
  return codes;
}

}  // namespace

std::vector<std::string> cell_parts(const std::string& cell) { return parts_of(cell, false); }

std::vector<std::string> units_of_cell(const std::string& cell) {
  if (auto codes = all_codes(parts_of(cell, false)); !codes.empty()) return codes;
  if (auto codes = all_codes(parts_of(cell, true)); codes.size() > 1) return codes;
  const auto one = unit_of(cell);
  // ZH51180210001-ZH51180210003 and the like name more than one, and which is not said.
  if (!one || (!whole_unit(*one) && !units_within(*one).empty())) return {};
  return {*one};
}

std::vector<std::string> units_within(const std::string& text) {
  std::string plain;
  for (const char c : schema::narrow(text)) plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  std::vector<std::string> codes;
  for (const std::string_view start : {"ZH", "YS"}) {
    for (auto at = plain.find(start); at != std::string::npos; at = plain.find(start, at + 2)) {
      std::size_t end = at + 2;
      while (end < plain.size() && digit(plain[end])) ++end;
      if (const std::string code = plain.substr(at, end - at); whole_unit(code)) codes.push_back(code);
    }
  }
  return codes;
}

}  // namespace zonegate::catalog
