// SPDX-License-Identifier: Apache-2.0
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

}  // namespace

bool promises_points(const std::string& text) {
  const std::string plain = without_marks(narrow(text));
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
  if (has(plain, "页") && page > 0 && pages >= page) {
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
