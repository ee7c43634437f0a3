// SPDX-License-Identifier: Apache-2.0
//
// Codes are compared letter by letter, so they are brought into one form first. What is not surely a code stays none: a lost digit must not become another unit.
#include <algorithm>

#include "schema/schema.h"

namespace zonegate::schema {
namespace {

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wide = text.substr(i).starts_with("\u3000"), no_break = text.substr(i).starts_with("\u00a0");
    if (wide || no_break) {
      i += wide ? 2 : 1;
    } else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

bool is_unit_code(std::string_view code) {
  return code.size() == 13 && code.starts_with("ZH") && digits(code.substr(2)) && code[8] >= '1' &&
         code[8] <= '3';
}
bool is_element_code(std::string_view code) {
  return code.size() == 15 && code.starts_with("YS") && digits(code.substr(2));
}
bool is_region_code(std::string_view code) { return code.size() == 6 && digits(code); }

std::optional<std::string> zone_code(std::string_view text) {
  const std::string plain = narrow(trimmed(text)), tight = without_blanks(plain);
  std::string code = tight;
  for (char& c : code) {
    const bool allowed =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    if (!allowed) return std::nullopt;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  // Blanks inside are a typing slip only where what is left is a whole code: two codes in one cell are none.
  const bool whole = is_unit_code(code) || is_element_code(code) || is_region_code(code);
  if (code.empty() || (tight != plain && !whole)) return std::nullopt;
  return digits(code) && !whole ? std::nullopt : std::optional(code);
}

}  // namespace zonegate::schema
