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
    auto code = schema::zone_code(part);
    if (code && !whole_unit(*code)) std::erase(*code, '-');  // ZH-51180210001
    if (!code || !whole_unit(*code)) return {};
    codes.push_back(*code);
  }
  return codes;
}

std::string with_plain_blanks(std::string text) {
  for (const auto& [wide, narrow] :
       {std::pair{"\u3000", " "}, {"\u00a0", " "}, {"\u2013", "-"}, {"\u2014", "-"}})
    for (auto at = text.find(wide); at != std::string::npos; at = text.find(wide))
      text.replace(at, std::string_view(wide).size(), narrow);
  return text;
}

// The whole code that starts here, with or without blanks and hyphens inside: "ZH5118 2110 001", "ZH-51182110001".
std::string code_at(const std::string& plain, std::size_t at) {
  std::string code = plain.substr(at, 2);
  for (std::size_t i = at + 2; i < plain.size();) {
    const std::size_t next = std::min(plain.find_first_not_of(" \t-_", i), plain.size());
    if (next == plain.size() || !digit(plain[next])) break;
    if (next > i && whole_unit(code)) break;  // another number follows
    code += plain[next];
    i = next + 1;
  }
  return whole_unit(code) ? code : std::string();
}

}  // namespace

std::optional<std::string> unit_of(const std::string& text) {
  const auto code = schema::zone_code(text);
  return code && schema::is_region_code(*code) ? std::nullopt : code;
}

std::string no_unit(const std::string& text) {
  const auto code = schema::zone_code(text);
  const bool region = code && schema::is_region_code(*code);
  return "'" + text + (region ? "' is the code of an administrative area" : "' is no code") +
         (region ? ", not of a control unit" : " of a control unit") + ": the project may lie in a unit more";
}

std::string class_of_code(const std::string& code) { return code.substr(8, 1); }

std::string without_name(const std::string& text) {
  const std::string plain = schema::narrow(text);
  const auto open = plain.find('(');
  if (open == std::string::npos || plain.back() != ')') return text;
  const auto code = schema::zone_code(plain.substr(0, open));
  const std::string name = plain.substr(open + 1, plain.size() - open - 2);
  for (const std::string_view more : {"等", "另", "还", "及", "、", ";", ",", "(", ")"})
    if (name.find(more) != std::string::npos) return text;
  const bool one = code && whole_unit(*code) && units_within(name).empty();
  return one && name.find("单元") != std::string::npos ? *code : text;
}

std::vector<std::string> cell_parts(const std::string& cell) { return parts_of(cell, false); }

std::vector<std::string> units_of_cell(const std::string& stated) {
  const std::string cell = without_name(stated);
  if (auto codes = all_codes(parts_of(cell, false)); !codes.empty()) return codes;
  if (auto codes = all_codes(parts_of(cell, true)); codes.size() > 1) return codes;
  const auto one = unit_of(cell);
  // ZH51180210001-ZH51180210003 and the like name more than one, and which is not said.
  if (!one || (!whole_unit(*one) && !units_within(*one).empty())) return {};
  return {*one};
}

std::vector<std::string> units_within(const std::string& text) {
  std::string plain;
  for (const char c : schema::narrow(with_plain_blanks(text)))
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  std::vector<std::string> codes;
  for (const std::string_view start : {"ZH", "YS"}) {
    for (auto at = plain.find(start); at != std::string::npos; at = plain.find(start, at + 2)) {
      if (const std::string code = code_at(plain, at); !code.empty()) codes.push_back(code);
    }
  }
  return codes;
}

}  // namespace zonegate::catalog
