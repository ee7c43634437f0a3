// SPDX-License-Identifier: Apache-2.0
//
// Words beside points that say that the project has more ground than is here, or other edges.
#include <algorithm>

#include "other_points.h"
#include "text.h"

namespace zonegate::survey {
namespace {

// The number that stands behind a word; 0: none does.
long number_behind(const std::string& text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string::npos) return 0;
  return leading_int(std::string_view(text).substr(at + word.size())).value_or(0);
}

// The first word of the list behind `from`, or npos.
std::size_t behind(const std::string& text, const Words& words, std::size_t from) {
  auto first = std::string::npos;
  for (const std::string_view word : words) first = std::min(first, text.find(word, from));
  return first;
}

constexpr std::size_t kClause = 60;  // bytes, some twenty characters: "不含进场道路和弃渣场用地"

// "另有升压站地块见附表2", "其余地块见附图", "不含进场道路用地": ground of the project that is not here. "用地不含基本农田" says nothing of the kind.
bool leaves_ground_out(const std::string& clause) {
  const Words ground = {"地块", "用地", "宗地", "坐标", "红线"};
  for (const std::string_view word : {"不含", "不包括", "不包含", "未包括", "未包含", "未含", "未计入"}) {
    const auto at = clause.find(word);
    if (at == std::string::npos) continue;
    const auto named = behind(clause, {"用地", "地块", "宗地"}, at);
    if (named != std::string::npos && named - at < kClause) return true;
  }
  const auto rest = behind(clause, {"另有", "其余", "其他", "其它", "剩余", "还有"}, 0);
  const auto named = rest == std::string::npos ? rest : behind(clause, ground, rest);
  if (named == std::string::npos || named - rest > kClause) return false;
  return behind(clause, {"见", "未列", "未附", "略", "另附", "另行", "另报", "未提供"}, named) !=
         std::string::npos;
}

// 升压站用地坐标略, 坐标从略, 坐标未列出, 坐标另附
bool leaves_coordinates_out(const std::string& clause) {
  const auto at = clause.find("坐标");
  if (at == std::string::npos) return false;
  const auto lack = behind(clause, {"从略", "略", "未列", "未附", "缺", "暂缺", "另附", "未提供"}, at);
  constexpr std::size_t kNext = 15;
  return lack != std::string::npos && lack - at <= kNext;
}

}  // namespace

bool promises_ground(const std::string& text) {
  const std::string plain = without_marks(narrow(text));
  if (has_one(plain, {"续表", "见续页"}) && has_one(plain, {"下页", "后页", "次页", "见续"})) return true;
  for (const auto& clause : clauses(plain))
    if (leaves_ground_out(clause) || leaves_coordinates_out(clause)) return true;
  return false;
}

// "外延600m": the number stands within a few signs behind the word.
bool widens_in_words(const std::string& text) {
  const std::string plain = key_of(text);
  const auto at = behind(plain, {"外扩", "外延", "外放"}, 0);
  const auto digit = at == std::string::npos ? at : plain.find_first_of("123456789", at);
  constexpr std::size_t kNext = 18;
  return digit != std::string::npos && digit - at <= kNext;
}

bool widens_ground(const std::string& column, const std::string& text) {
  if (widens_in_words(text)) return true;
  if (!has_one(key_of(column), {"外扩", "外延", "扩边", "外放", "缓冲", "buffer"})) return false;
  const std::string plain = without_marks(key_of(text));
  const auto number = read_decimal(plain.substr(0, plain.find_first_not_of("+0123456789.")));
  return number && number->value > 0;
}

bool speaks_of_arcs(const std::string& text) {
  return has_one(narrow(text), {"圆弧", "弧线", "弧段", "圆曲线", "缓和曲线", "曲线段"});
}

bool promises_points(const std::string& text) {
  const std::string plain = without_marks(narrow(text));
  if (promises_ground(text)) return true;
  if (has_one(plain, {"未完待续", "续下页", "接下页", "转下页", "下页续", "续见下页"})) return true;
  // What is said of the system is no corner.
  const bool corners =
      has_one(plain, {"拐点", "界址点", "角点", "顶点", "剩余坐标", "其余坐标", "其他坐标", "其它坐标"}) ||
      (has(plain, "坐标") && !has_one(plain, {"坐标系", "坐标转换", "坐标说明", "坐标参数", "坐标基准"}));
  if (!corners) return false;
  return has_one(plain, {"剩余",   "其余",   "未完",   "待续",   "接下页", "续下页", "转下页",
                         "见下页", "见下表", "见次页", "见后页", "见背面", "见续页", "见续表",
                         "见另页", "见另表", "见附表", "见附件", "另附",   "另见",   "详见附"});
}

void Counted::hear(const std::string& text) {
  const std::string plain = key_of(text);
  const long page = number_behind(plain, "第"), pages = number_behind(plain, "共");
  if (has_one(plain, {"页", "部分", "册", "张"}) && page > 0 && pages >= page) {
    if (pages > pages_) said_ = text;
    pages_ = std::max(pages_, pages);
    last_ = std::max(last_, page);
    return;
  }
  const auto all = plain.find("共");
  if (all == std::string::npos || pages <= 0) return;
  const auto end = plain.find_first_not_of("0123456789", all + std::string_view("共").size());
  const std::string_view rest = std::string_view(plain).substr(std::min(end, plain.size()));
  for (const std::string_view thing : {"宗", "个地块", "块地", "个宗地"})
    if (rest.starts_with(thing) && pages > parcels_) {
      parcels_ = pages;
      said_parcels_ = text;
    }
}

std::string Counted::missing(std::size_t parcels) const {
  if (pages_ > last_) return said_;
  return parcels_ > static_cast<long>(parcels) ? said_parcels_ : std::string();
}

}  // namespace zonegate::survey
