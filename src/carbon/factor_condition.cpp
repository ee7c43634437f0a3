// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "carbon/factors.h"

namespace zonegate::carbon {
namespace {

constexpr std::array<std::string_view, 13> kWordKeys = {"climate", "soil",      "use",   "tillage", "input",
                                                        "origin",  "age_group", "depth", "place",   "flow",
                                                        "site",    "leaf",      "stand"};
constexpr std::array<std::string_view, 4> kNumberKeys = {"volume", "agb", "age", "canopy"};

std::string_view trimmed(std::string_view s) {
  const auto begin = s.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t") - begin + 1);
}

std::optional<double> limit(std::string_view text) {
  text = trimmed(text);
  if (text == "inf") return std::numeric_limits<double>::infinity();
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(v)) return std::nullopt;
  return v;
}

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  for (const auto one : list)
    if (one == word) return true;
  return false;
}

}  // namespace

std::optional<Range> parse_range(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 5 || (text.front() != '[' && text.front() != '(') ||
      (text.back() != ']' && text.back() != ')'))
    return std::nullopt;
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto low = limit(text.substr(1, comma - 1)),
             high = limit(text.substr(comma + 1, text.size() - comma - 2));
  if (!low || !high || std::isinf(*low)) return std::nullopt;
  const Range r{*low, *high, text.front() == '[', text.back() == ']'};
  const bool empty = r.low > r.high || (r.low == r.high && !(r.low_in && r.high_in));
  return empty ? std::nullopt : std::optional<Range>(r);
}

std::optional<Condition> parse_condition(std::string_view text, std::string& why) {
  Condition result;
  while (!trimmed(text).empty()) {
    // A comma stands inside an interval, so conditions are parted by semicolons.
    const auto end = text.find(';');
    const std::string_view one = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const auto equal = one.find('=');
    if (equal == std::string_view::npos || trimmed(one.substr(equal + 1)).empty()) {
      why = "'" + std::string(one) + "' is not name=value";
      return std::nullopt;
    }
    const std::string key(trimmed(one.substr(0, equal)));
    const std::string_view value = trimmed(one.substr(equal + 1));
    const bool is_number = among(key, kNumberKeys);
    if (!is_number && !among(key, kWordKeys)) {
      why = "there is no condition '" + key + "'";
      return std::nullopt;
    }
    if (result.words.contains(key) || result.ranges.contains(key)) {
      why = "'" + key + "' stands twice";
      return std::nullopt;
    }
    if (!is_number) {
      result.words.emplace(key, value);
    } else if (const auto range = parse_range(value)) {
      result.ranges.emplace(key, *range);
    } else if (const auto point = limit(value); point && std::isfinite(*point)) {
      result.ranges.emplace(key, Range{*point, *point, true, true});
    } else {
      why = "'" + std::string(value) + "' is neither a number nor an interval such as (20,40]";
      return std::nullopt;
    }
  }
  return result;
}

}  // namespace zonegate::carbon
