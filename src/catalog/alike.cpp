// SPDX-License-Identifier: Apache-2.0
//
// Names that are nearly those that are meant. A row under such a name is nobody's, and what it says must not be lost: Word makes a dash of a hyphen, Excel 1.0 of 1, a web page hides signs
// that nobody sees, and a table of parts has the numbers of parts.
#include <algorithm>
#include <array>
#include <sstream>

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

// "项目1", "1号", "№1": the number.
std::string without_words(std::string id) {
  for (const std::string_view front : {"项目", "地块", "宗地", "编号", "序号", "第", "no.", "no", "№", "#"})
    if (id.starts_with(front) && id.size() > front.size()) id.erase(0, front.size());
  for (const std::string_view end : {"号", "项目", "地块", "宗地", "#"})
    if (id.ends_with(end) && id.size() > end.size()) id.resize(id.size() - end.size());
  return id;
}

// "1、2", "YA-001和YA-002", "1~3": each of them; of a range its ends.
std::vector<std::string> several(std::string ids) {
  for (const std::string_view mark : {"、", ",", ";", "和", "及", "与", "至", "~", "|", "&", "+", " ", "/"})
    replace_all(ids, mark, "\n");
  std::vector<std::string> out;
  std::istringstream all(ids);
  for (std::string one; std::getline(all, one);)
    if (!one.empty()) out.push_back(one);
  return out;
}

// "ya-003", "p3": "3", as a column of running numbers has it; empty: the id is no word with a number behind it.
std::string number_at_end(const std::string& id) {
  std::size_t from = id.size();
  while (from > 0 && is_digit(id[from - 1])) --from;
  if (from == 0 || from == id.size()) return {};
  return loose(id.substr(from));
}

bool means_all(const std::string& plain) {
  constexpr std::array<std::string_view, 9> kAll = {"全部",   "所有", "各项目",   "全部项目", "所有项目",
                                                    "各地块", "以上", "以上项目", "all"};
  return std::find(kAll.begin(), kAll.end(), plain) != kAll.end();
}

// Whether a name may end before this sign: YA-003-02, P1(2), P1一期.
bool ends_name(const std::string& text, std::size_t at) {
  constexpr std::string_view kParts = "-_/.#(";
  const auto foreign = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) >= 0x80; };
  return kParts.find(text[at]) != std::string_view::npos || (foreign(at) && !foreign(at - 1));
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

AlikeProjects::AlikeProjects(const std::vector<Project>& projects) {
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const std::string own = plain_id(projects[i].project_id);
    plain_[own].push_back(i);
    loose_[loose(own)].push_back(i);
    if (const std::string number = number_at_end(own); !number.empty()) numbers_[number].push_back(i);
    if (!projects[i].name.empty()) names_[plain_id(projects[i].name)].push_back(i);
  }
}

std::set<std::size_t> AlikeProjects::of(const std::string& id) const {
  std::set<std::size_t> out;
  const auto take = [&](const Places& places, const std::string& key) {
    if (const auto at = places.find(key); at != places.end())
      out.insert(at->second.begin(), at->second.end());
  };
  const std::string plain = plain_id(id);
  if (means_all(plain))
    for (const auto& [own, places] : plain_) take(plain_, own);
  take(plain_, plain);
  take(loose_, loose(plain));
  take(names_, plain);
  for (const auto& one : several(schema::narrow(id))) {
    const std::string word = without_words(plain_id(one));
    take(plain_, word);
    take(loose_, loose(word));
  }
  take(numbers_, plain);
  for (std::size_t at = 1; at < plain.size(); ++at)
    if (ends_name(plain, at)) take(plain_, plain.substr(0, at));
  return out;
}

}  // namespace zonegate::catalog
