// SPDX-License-Identifier: Apache-2.0
#include "catalog/layer_gaps.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "catalog/note_rows.h"

namespace zonegate::catalog {
namespace {

constexpr std::size_t kMost = 5, kWidth = 60;

bool has_one(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

// Of whatever it is said, something is not there.
bool lacks(const std::string& plain) {
  return has_one(
      plain, {"仅含",   "仅包含", "仅包括", "仅收录",     "仅收集",      "只含",           "只包含", "只包括",
              "其余未", "其他未", "未收集", "未收录",     "未纳入",      "尚未收",         "暂缺",   "尚缺",
              "待补",   "不完整", "不齐全", "incomplete", "notcomplete", "notyetcollected"});
}
// Of one feature these speak of what it is: 不含水面 of its own ground.
bool whole_lacks(const std::string& plain) {
  return lacks(plain) || has_one(plain, {"不含", "不包含", "不包括", "未包含", "未包括", "未含", "未覆盖",
                                         "缺失", "部分地区", "部分县", "doesnotinclude", "notincluded"});
}

bool is_remark(const std::string& column) {
  constexpr std::array<std::string_view, 14> kNames = {"备注",  "bz",   "beizhu",  "说明",       "描述",
                                                       "附注",  "注释", "remark",  "remarks",    "note",
                                                       "notes", "memo", "comment", "description"};
  return std::find(kNames.begin(), kNames.end(), tight(column)) != kNames.end();
}

}  // namespace

LayerGaps::LayerGaps(const Layer& layer, const survey::Statements& said,
                     const std::vector<std::string>& columns)
    : shown_(layer.disclosure == Disclosure::full) {
  for (const auto& [where, text] : said) add(where, text, true);
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(remarks_), is_remark);
}

void LayerGaps::hear(const Attributes& fields) {
  for (const auto& column : remarks_) {
    const auto at = fields.find(column);
    if (at != fields.end() && is_known(at->second)) add("column " + column, to_text(at->second), false);
  }
}

void LayerGaps::add(const std::string& where, const std::string& text, bool of_whole) {
  if (text.empty() || said_.size() >= kMost) return;
  const std::string plain = tight(text);
  if (!(of_whole ? whole_lacks(plain) : lacks(plain))) return;
  std::string told = shown_ ? where + ": \"" + shortened(text, kWidth) + "\"" : where;
  if (std::find(said_.begin(), said_.end(), told) == said_.end()) said_.push_back(std::move(told));
}

}  // namespace zonegate::catalog
