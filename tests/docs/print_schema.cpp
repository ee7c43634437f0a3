// SPDX-License-Identifier: Apache-2.0
// Prints the tables of docs/schema.md from the tables that the program itself uses.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

using namespace zonegate;

namespace {

std::string_view word(schema::Type t) {
  constexpr std::string_view kWords[] = {"text", "number", "integer", "boolean", "date", "list"};
  return kWords[static_cast<int>(t)];
}

std::string_view word(schema::Silence s) {
  constexpr std::string_view kWords[] = {"unknown", "not claimed 未主张", "-"};
  return kWords[static_cast<int>(s)];
}

std::string_view word(schema::Geometry g) {
  constexpr std::string_view kWords[] = {"polygon", "line", "point", "raster", "table"};
  return kWords[static_cast<int>(g)];
}

std::string values_of(const schema::AttributeSpec& spec) {
  std::string text;
  for (std::size_t i = 0; i < spec.values.size(); ++i) {
    text += (text.empty() ? "" : ", ") + std::string(spec.values[i]);
    if (i < spec.values_zh.size() && spec.values_zh[i] != spec.values[i])
      text += " " + std::string(spec.values_zh[i]);
  }
  return text.empty() ? std::string(spec.unit) : text;
}

void print_attributes() {
  std::puts(
      "### Attributes of projects and parts\n\n| key | 表头 | type | if nobody states it | values, unit "
      "|\n|---|---|---|---|---|");
  for (const auto& a : schema::attributes()) {
    std::printf("| `%s` | %s | %s | %s | %s |\n", std::string(a.key).c_str(),
                (std::string(a.zh) + (a.short_zh.empty() ? "" : ", " + std::string(a.short_zh))).c_str(),
                std::string(word(a.type)).c_str(), std::string(word(a.silence)).c_str(),
                values_of(a).c_str());
  }
}

std::string fields_of(const schema::KindSpec& kind) {
  std::string text;
  for (const auto& field : kind.fields) {
    text += (text.empty() ? "`" : ", `") + std::string(field.key) + "`";
    if (field.type != schema::Type::text) text += " (" + std::string(word(field.type)) + ")";
    if (field.empty_means_none) text += " (empty: none)";
  }
  return text.empty() ? "-" : text;
}

void print_kinds() {
  std::puts("\n### Layer kinds\n\n| kind | 名称 | geometry | fields |\n|---|---|---|---|");
  for (const auto& k : schema::kinds()) {
    std::printf("| `%s` | %s | %s%s | %s |\n", std::string(k.key).c_str(), std::string(k.zh).c_str(),
                std::string(word(k.geometry)).c_str(), k.tiles ? ", tiles the territory" : "",
                fields_of(k).c_str());
  }
}

}  // namespace

int main() {
  print_attributes();
  print_kinds();
  return 0;
}
