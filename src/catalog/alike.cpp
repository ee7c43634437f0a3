// SPDX-License-Identifier: Apache-2.0
//
// Names that are nearly those that are meant. A row under such a name is nobody's, and what it says must not be lost: Word makes a dash of a hyphen, Excel 1.0 of 1, a web page hides signs
// that nobody sees, and a table of parts has the numbers of parts.
#include <algorithm>
#include <array>

#include "catalog/note_rows.h"
#include "catalog/project_row.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters and digits alone, numbers without leading zeros and without decimals of nothing.
std::string loose(std::string id) {
  const auto point = id.rfind('.');
  const bool whole = point != std::string::npos && point > 0 && point + 1 < id.size() &&
                     std::all_of(id.begin(), id.begin() + static_cast<std::ptrdiff_t>(point), is_digit) &&
                     id.find_first_not_of('0', point + 1) == std::string::npos;
  if (whole) id.erase(point);
  std::string out;
  for (std::size_t i = 0; i < id.size(); ++i) {
    constexpr std::string_view kSigns = "-_/.#()[]";
    const bool begins = out.empty() || !is_digit(out.back()) || (i > 0 && !is_digit(id[i - 1]));
    const bool zero = id[i] == '0' && begins && i + 1 < id.size() && is_digit(id[i + 1]);
    if (kSigns.find(id[i]) == std::string_view::npos && !zero) out += id[i];
  }
  return out;
}

}  // namespace

std::string plain_id(const std::string& id) {
  std::string text = id;
  for (const std::string_view unseen : {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"})
    replace_all(text, unseen, "");
  for (const std::string_view dash :
       {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\uff0d"})
    replace_all(text, dash, "-");
  return tight(text);
}

bool may_mean(const std::string& id, const Project& project) {
  const std::string one = plain_id(id), own = plain_id(project.project_id);
  if (one == own || loose(one) == loose(own)) return true;
  if (!project.name.empty() && one == plain_id(project.name)) return true;
  constexpr std::string_view kParts = "-_/.#(";
  return !own.empty() && one.size() > own.size() && one.starts_with(own) &&
         kParts.find(one[own.size()]) != std::string_view::npos;
}

bool speaks_of_more(const std::string& text) {
  if (text.find("单元") == std::string::npos) return false;
  constexpr std::array<std::string_view, 10> kMore = {"另涉及", "还涉及", "也涉及", "同时涉及", "另位于",
                                                      "还位于", "另有",   "另占",   "补充涉及", "并涉及"};
  return std::any_of(kMore.begin(), kMore.end(),
                     [&](auto word) { return text.find(word) != std::string::npos; });
}

std::set<std::string> classes_within(const std::string& text) {
  std::set<std::string> out;
  for (const auto& [word, digit] : {std::pair{"优先", "1"}, {"重点", "2"}, {"一般", "3"}})
    if (text.find(word) != std::string::npos) out.insert(digit);
  return out;
}

std::vector<UnitMention> unit_mentions(const io::SourceFeature& feature) {
  std::vector<UnitMention> out;
  for (const auto& [column, value] : feature.fields) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* spec = schema::find_attribute(plain_name(column));
    if (!text || (spec && spec->key == "unit_codes")) continue;
    auto codes = units_within(*text);
    if (!codes.empty() || speaks_of_more(*text)) out.push_back({column, *text, std::move(codes)});
  }
  return out;
}

}  // namespace zonegate::catalog
