// SPDX-License-Identifier: Apache-2.0
#include "catalog/note_rows.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "catalog/project_row.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

bool starts_as(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

std::string tight(const std::string& text) {
  std::string out;
  for (const char c : schema::narrow(text))
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  for (const std::string_view blank : {"\u3000", "\u00a0"})
    for (auto at = out.find(blank); at != std::string::npos; at = out.find(blank))
      out.erase(at, blank.size());
  return plain_name(out);
}

bool is_total(const std::string& cell) {
  const std::string text = tight(cell);
  return text == "total" || text == "subtotal" ||
         starts_as(text, {"合计", "小计", "总计", "共计", "汇总", "total:", "subtotal:"});
}
bool is_note(const std::string& cell) {
  const std::string text = tight(cell);
  return text == "注" || starts_as(text, {"注:", "注1", "注2", "注3", "备注:", "说明:", "填表", "填报",
                                          "制表", "数据来源", "资料来源", "note:", "source:"});
}

bool means_above(const std::string& id) {
  const std::string text = tight(id);
  constexpr std::array<std::string_view, 6> kAbove = {"同上", "同前", "〃", "″", "\"", "''"};
  return std::find(kAbove.begin(), kAbove.end(), text) != kAbove.end();
}

std::string note_of_row(const Attributes& row) {
  std::string only;
  for (const auto& [column, value] : row) {
    if (is_unknown(value)) continue;
    const std::string text(schema::trimmed(to_text(value)));
    if (text.empty()) continue;
    if (!only.empty()) return {};
    only = text;
  }
  if (!is_note(only) || !units_within(only).empty()) return {};
  for (const std::string_view lack : {"缺", "不含", "不包括", "不包含", "未包", "未含", "未收", "未列",
                                      "不全", "除外", "另有", "另见", "以外", "适用", "禁止", "限制"})
    if (only.find(lack) != std::string::npos) return {};
  return only;
}

}  // namespace zonegate::catalog
