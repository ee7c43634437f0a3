// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <utility>

#include "words/words.h"

namespace zonegate::words {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 10> kDigits = {{{"零", "0"},
                                           {"一", "1"},
                                           {"二", "2"},
                                           {"三", "3"},
                                           {"四", "4"},
                                           {"五", "5"},
                                           {"六", "6"},
                                           {"七", "7"},
                                           {"八", "8"},
                                           {"九", "9"}}};
constexpr std::array<std::pair<std::string_view, int>, 3> kPowers = {{{"十", 10}, {"百", 100}, {"千", 1000}}};

// Usual English names of the instruments that citations of the rules name in short.
constexpr std::array<Pair, 11> kInstruments = {{
    {"森林法实施条例", "Implementing Regulations of the Forest Law"},
    {"森林法", "Forest Law"},
    {"土地管理法", "Land Administration Law"},
    {"水法", "Water Law"},
    {"国家公园法", "National Park Law"},
    {"长江保护法", "Yangtze River Protection Law"},
    {"野生动物保护法", "Wildlife Protection Law"},
    {"自然保护区条例", "Regulations on Nature Reserves"},
    {"基本农田保护条例", "Regulations on the Protection of Basic Farmland"},
    {"规划环境影响评价条例", "Regulations on Environmental Impact Assessment of Plans"},
    {"临时使用林地部分", "part on temporary use of forest land"},
}};

// Notes in brackets and other fixed words.
constexpr std::array<Pair, 9> kNotes = {{{"（条号未核对）", " (article not checked)"},
                                         {"（款项未核对）", " (paragraph not checked)"},
                                         {"（文号未核对）", " (number not checked)"},
                                         {"（章节未核对）", " (section not checked)"},
                                         {"条号未核对", "article not checked"},
                                         {"河流型一级、二级保护区划分", "grade I and II zones of rivers"},
                                         {"限制类", "restricted class"},
                                         {"淘汰类", "eliminated class"},
                                         {"末款", " last para."}}};

// Takes a sign of the front, if it stands there.
bool take(std::string_view& rest, std::string_view sign) {
  if (!rest.starts_with(sign)) return false;
  rest.remove_prefix(sign.size());
  return true;
}

// The numerals at the front, taken.
std::string_view numerals(std::string_view& rest) {
  const std::string_view whole = rest;
  const auto one = [&] {
    for (const auto& [sign, _] : kDigits)
      if (take(rest, sign)) return true;
    for (const auto& [sign, _] : kPowers)
      if (take(rest, sign)) return true;
    if (rest.empty() || rest.front() < '0' || rest.front() > '9') return false;
    rest.remove_prefix(1);
    return true;
  };
  while (one()) continue;
  return whole.substr(0, whole.size() - rest.size());
}

// 第N条, 第N款, 第N项 or 第（N）项.
std::optional<std::string> division(std::string_view& rest) {
  std::string_view at = rest;
  if (!take(at, "第")) return std::nullopt;
  const bool bracket = take(at, "（");
  const int n = number_of(numerals(at));
  if (n < 0 || (bracket && !take(at, "）"))) return std::nullopt;
  for (const auto& [sign, word] :
       {Pair{"条", "Art. "}, Pair{"款", " para. "}, Pair{"项", " item "}, Pair{"章", "Chapter "}}) {
    if (!take(at, sign)) continue;
    rest = at;
    return std::string(word) + std::to_string(n);
  }
  return std::nullopt;
}

// Of a notice: 二 or 二（三）, when a separator, 第 or the end follows.
std::optional<std::string> section(std::string_view& rest) {
  std::string_view at = rest;
  const int n = number_of(numerals(at));
  if (n < 0) return std::nullopt;
  std::string out = std::to_string(n);
  if (take(at, "（")) {
    const int inner = number_of(numerals(at));
    if (inner < 0 || !take(at, "）")) return std::nullopt;
    out += "(" + std::to_string(inner) + ")";
  }
  if (!at.empty() && !at.starts_with("、") && !at.starts_with("；") && !at.starts_with("第"))
    return std::nullopt;
  rest = at;
  return out;
}

std::optional<std::string> fixed(std::string_view& rest) {
  if (take(rest, "、")) return ", ";
  if (take(rest, "；")) return "; ";
  for (const auto& [zh, en] : kNotes)
    if (take(rest, zh)) return std::string(en);
  for (const auto& [zh, en] : kInstruments)
    if (take(rest, zh)) return std::string(en) + (rest.starts_with("第") ? " " : "");
  return std::nullopt;
}

// One character as it is; a word of Chinese before an article is set off by a blank.
std::string other(std::string_view& rest) {
  std::size_t length = 1;
  while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0U) == 0x80U) ++length;
  std::string out(rest.substr(0, length));
  rest.remove_prefix(length);
  std::string_view next = rest;
  if (division(next) || (out == "号" && section(next))) out += " ";
  return out;
}

}  // namespace

int number_of(std::string_view numerals) {
  if (numerals.empty()) return -1;
  int sum = 0, digit = -1;
  while (!numerals.empty()) {
    bool known = false;
    for (std::size_t i = 0; i < kDigits.size() && !known; ++i) {
      if (!take(numerals, kDigits[i].first)) continue;
      digit = static_cast<int>(i);
      known = true;
    }
    for (const auto& [sign, power] : kPowers) {
      if (known || !take(numerals, sign)) continue;
      sum += (digit < 0 ? 1 : digit) * power;
      digit = -1;
      known = true;
    }
    if (!known && numerals.front() >= '0' && numerals.front() <= '9' && digit < 1000) {
      digit = (digit < 0 ? 0 : digit * 10) + (numerals.front() - '0');
      numerals.remove_prefix(1);
      known = true;
    }
    if (!known) return -1;
  }
  return sum + (digit < 0 ? 0 : digit);
}

std::string clause(std::string_view citation, Lang lang) {
  if (lang == Lang::zh) return std::string(citation);
  std::string out;
  bool fresh = true;  // a citation of a notice can begin here
  for (std::string_view rest = citation; !rest.empty();) {
    std::string_view at = rest;
    auto words = division(at);
    if (!words && fresh) words = section(at);
    if (!words) words = fixed(at);
    out += words ? *words : other(at);
    const bool after_number = rest.starts_with("号");
    rest = at;
    fresh = after_number || (words && (*words == ", " || *words == "; "));
  }
  return out;
}

}  // namespace zonegate::words
