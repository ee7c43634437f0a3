// SPDX-License-Identifier: Apache-2.0
#include "report/csv_text.h"

#include <string_view>

namespace zonegate::report {
namespace {

std::string guarded(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  return formula ? "'" + text : text;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r;'") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string csv_mark() { return "\xEF\xBB\xBF"; }
std::string csv_text(const std::string& text) { return quoted(guarded(text)); }

}  // namespace zonegate::report
