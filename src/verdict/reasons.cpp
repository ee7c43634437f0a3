// SPDX-License-Identifier: Apache-2.0
//
// Reviewers read Chinese; the engine reasons in English. Sentences that the engine makes are told in Chinese piece by piece, by the patterns of reason_patterns.h. What no
// pattern knows stays as it is, so that nothing is lost.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <sstream>
#include <vector>

#include "reason_patterns.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::verdict {
namespace {

// The details of the text, where it is that sentence.
std::optional<std::vector<std::string>> details(std::string_view text, std::string_view from) {
  std::vector<std::string> out;
  for (bool first = true;; first = false) {
    const auto hole = from.find('{');
    const auto words = from.substr(0, hole);
    const bool last = hole == std::string_view::npos;
    const auto at = first ? (text.starts_with(words) && (!last || text == words) ? 0 : std::string_view::npos)
                    : last ? (text.ends_with(words) ? text.size() - words.size() : std::string_view::npos)
                           : text.find(words);
    if (at == std::string_view::npos) return std::nullopt;
    if (!first) out.back() += text.substr(0, at);
    if (!first && out.back().starts_with('#') &&
        out.back().find_first_not_of("0123456789", 1) != std::string::npos)
      return std::nullopt;
    if (!first && out.back().starts_with('#')) out.back().erase(0, 1);
    if (last) return out;
    text.remove_prefix(at + words.size());
    const auto end = from.find('}', hole);
    out.emplace_back(from.substr(hole + 1, end - hole - 1));
    from.remove_prefix(end + 1);
  }
}

std::string kind_word(const std::string& key) {
  const auto* spec = schema::find_kind(key);
  return spec ? std::string(spec->zh) : key;
}

// "industry, project_type" -> 行业代码、项目类型
std::string attribute_words(const std::string& keys) {
  std::string names;
  for (const auto& key : schema::split_list(keys)) {
    const auto* spec = schema::find_attribute(key);
    names += (names.empty() ? "" : "、") + (spec ? std::string(spec->zh) : key);
  }
  return names;
}

// "permanent class 12" -> 永久 地类 12; "dead" -> 死木
std::string part_words(const std::string& name) {
  constexpr Pattern kWords[] = {{"class", "地类"},   {"above", "地上生物量"}, {"below", "地下生物量"},
                                {"dead", "死木"},    {"litter", "枯落物"},    {"soil", "土壤"},
                                {"planting", "造林"}};
  std::string out;
  std::istringstream words(name);
  for (std::string word; words >> word;) {
    if (const auto role = schema::parse_role(word)) word = schema::chinese(*role);
    for (const auto& w : kWords)
      if (word == w.from) word = w.to;
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

std::string filled(std::string_view to, const std::vector<std::string>& found) {
  std::string out;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] != '{') {
      out += to[i];
      continue;
    }
    const auto end = to.find('}', i);
    const std::string& detail = found.at(static_cast<std::size_t>(to[i + 1] - '0'));
    const char how = to[end - 1];
    out += how == 'r'   ? reason_text(detail).zh
           : how == 'k' ? kind_word(detail)
           : how == 'a' ? attribute_words(detail)
           : how == 'p' ? part_words(detail)
                        : detail;
    i = end;
  }
  return out;
}

// "redline: it was not measured"; "north.gpkg: its polygon has no area".
std::string of_something(const std::string& english, std::size_t colon, bool kind) {
  const std::string front = english.substr(0, colon);
  const std::string rest = colon + 2 <= english.size() ? english.substr(colon + 2) : std::string();
  if (kind && rest.empty()) return kind_word(front) + "：未能完整核查";
  const std::string told = reason_text(rest).zh;
  return kind || told != rest ? kind_word(front) + "：" + told : english;
}

std::string chinese(const std::string& english) {
  const auto colon = english.find(':');
  const bool kind = colon != std::string::npos && schema::find_kind(english.substr(0, colon)) != nullptr;
  if (kind) return of_something(english, colon, true);
  for (const auto& p : patterns()) {
    if (const auto found = details(english, p.from)) return filled(p.to, *found);
  }
  if (const auto several = english.find("; "); several != std::string::npos)
    return chinese(english.substr(0, several)) + "；" + chinese(english.substr(several + 2));
  return colon == std::string::npos ? english : of_something(english, colon, false);
}

// A table by county names the counties that it has no row of: "... (region; day): 510000, ?; 2026-10-01". The "?" is a county that nobody knows, "+?" one beside those that are known.
std::string with_county(const std::string& text, const std::string& word, const std::string& another) {
  constexpr std::string_view kFront = "has no row in force (region; day): ";
  const auto front = text.find(kFront);
  if (front == std::string::npos) return text;
  const auto begin = front + kFront.size(), end = std::min(text.find(';', begin), text.size());
  std::string out = text.substr(0, begin);
  for (auto at = begin; at < end;) {
    const auto next = std::min(text.find(", ", at), end);
    const std::string county = text.substr(at, next - at);
    out += (at == begin ? "" : ", ") + (county == "?" ? word : county == "+?" ? another : county);
    at = next + 2;
  }
  return out + text.substr(end);
}

}  // namespace

Text reason_text(const std::string& english) {
  return {chinese(with_county(english, "所在县（市、区）未知", "可能另涉未知的县（市、区）")),
          with_county(english, "county unknown", "perhaps another county, unknown")};
}

Text brief_reason(const std::string& english) {
  constexpr std::ptrdiff_t kLatin = 30;
  constexpr std::size_t kPhrase = 80;
  Text out = reason_text(english);
  const auto latin = std::count_if(out.zh.begin(), out.zh.end(),
                                   [](unsigned char c) { return c < 128 && std::isalpha(c) != 0; });
  const bool untold = out.zh == out.en && latin > 0 && out.zh.find(' ') != std::string::npos;
  if (latin > kLatin || untold) out.zh.clear();
  // Of a long sentence what says enough by itself: the figures stand with the issues.
  for (const std::string_view enough : {"its outline contradicts itself"}) {
    const auto at = out.en.find(enough);
    if (out.en.size() > kPhrase && at != std::string::npos) out.en.resize(at + enough.size());
  }
  if (out.en.size() > kPhrase) out.en.clear();
  return out;
}

}  // namespace zonegate::verdict
