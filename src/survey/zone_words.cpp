// SPDX-License-Identifier: Apache-2.0
// Zones in free text. A meridian, a zone or a width is heeded only where its own word stands beside the number: numbers alone may be anything.
#include <algorithm>

#include "packed.h"
#include "system.h"
#include "text.h"

namespace zonegate::survey {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

template <class T>
void add_new(std::vector<T>& all, T value) {
  if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(value);
}

// Takes what stands at the start; false: something else does.
bool take(std::string_view& text, std::initializer_list<std::string_view> words) {
  for (const auto word : words)
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return true;
    }
  return false;
}

std::optional<double> take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && (digit(text[end]) || text[end] == '.')) ++end;
  while (end > 0 && text[end - 1] == '.') --end;
  const auto number = read_decimal(text.substr(0, end));
  if (!number) return std::nullopt;
  text.remove_prefix(end);
  return number->value;
}

// "102-30", "102d30": minutes behind a dash are two digits below 60.
void take_dashed_minutes(std::string_view& text, double& angle) {
  std::string_view rest = text;
  if (!take(rest, {"-", "d", "_"}) || rest.size() < 2 || !digit(rest[0]) || !digit(rest[1])) return;
  const int minutes = (rest[0] - '0') * 10 + rest[1] - '0';
  rest.remove_prefix(2);
  if (minutes >= 60 || (!rest.empty() && (digit(rest[0]) || rest[0] == '.'))) return;
  angle += minutes / 60.0;
  text = rest;
  take(text, {"'", "′", "’", "分"});
}

// "105", "105°", "102度15分", "102°15′00″", "102-30".
std::optional<double> take_angle(std::string_view& text) {
  const auto degrees = take_number(text);
  if (!degrees) return std::nullopt;
  double angle = *degrees;
  if (!take(text, {"°", "º", "度"})) {
    take_dashed_minutes(text, angle);
    return angle;
  }
  std::string_view rest = text;
  const auto minutes = take_number(rest);
  if (!minutes || !take(rest, {"′", "'", "’", "分"})) return angle;
  angle += *minutes / 60;
  text = rest;
  const auto seconds = take_number(rest);
  if (seconds && take(rest, {"″", "\"", "”", "秒"})) angle += *seconds / 3600;
  return angle;
}

void skip_fillers(std::string_view& text) {
  while (take(text, {":", "=", "为", "是", "经度", "东经", "采用", "(", "l0", "第"}))
    ;
}

void meridians(const std::string& text, ZoneWords& out) {
  for (const std::string_view word : {"中央子午线", "中央经线"})
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) {
      std::string_view rest = std::string_view(text).substr(at + word.size());
      skip_fillers(rest);
      take(rest, {"e"});
      const auto angle = take_angle(rest);
      if (angle && *angle > 60 && *angle < 150) add_new(out.meridians, *angle);
    }
  // "CM_105E", "CM 105E".
  for (std::size_t at = 0; (at = text.find("cm", at)) != std::string::npos; at += 2) {
    std::string_view rest = std::string_view(text).substr(at + 2);
    take(rest, {"_", "-"});
    const auto angle = take_angle(rest);
    if (angle && *angle > 60 && *angle < 150 && rest.starts_with("e")) add_new(out.meridians, *angle);
  }
}

void widths(const std::string& text, ZoneWords& out) {
  for (const std::string_view word : {"度带", "度分带", "°带", "°分带", "degree", "_degree", "-degree"})
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) {
      const std::string_view before = std::string_view(text).substr(0, at);
      for (const auto& [name, width] :
           {std::pair<std::string_view, int>{"3", 3}, {"6", 6}, {"三", 3}, {"六", 6}}) {
        if (!before.ends_with(name)) continue;
        const std::string_view rest = before.substr(0, before.size() - name.size());
        if (rest.empty() || !(digit(rest.back()) || rest.back() == '.')) add_new(out.widths, width);
      }
    }
}

// "带号35", "第35带", "35带", "35号带", "Zone_35".
void zones(const std::string& text, ZoneWords& out) {
  const auto add = [&](double number) {
    const int zone = static_cast<int>(number);
    if (zone == number && zone >= 13 && zone <= 45) add_new(out.zones, zone);
  };
  const bool utm = text.find("utm") != std::string::npos;  // whose zones are others
  for (std::size_t at = 0; !utm && (at = text.find("zone", at)) != std::string::npos; at += 4) {
    std::string_view rest = std::string_view(text).substr(at + 4);
    while (take(rest, {"_", "-", ":", "="}))
      ;
    if (const auto number = take_number(rest)) add(*number);
  }
  for (std::size_t at = 0; (at = text.find("带", at)) != std::string::npos; at += 3) {
    std::string_view rest = std::string_view(text).substr(at + 3);
    if (take(rest, {"号"})) {
      skip_fillers(rest);
      if (const auto number = take_number(rest)) add(*number);
    }
    std::string_view before = std::string_view(text).substr(0, at);
    if (before.ends_with("号")) before.remove_suffix(3);
    std::size_t digits = 0;
    while (digits < before.size() && digit(before[before.size() - 1 - digits])) ++digits;
    const bool whole = digits == 2 && !before.substr(0, before.size() - 2).ends_with('.');
    if (std::string_view two = before.substr(before.size() - digits); whole) add(*take_number(two));
  }
}

}  // namespace

ZoneWords zone_words(const std::string& key, const std::string& value) {
  ZoneWords out;
  // What was done to the data names the zones that they came from, too.
  if (is_zone_key(key) || is_name_key(key) || key.starts_with("history of ")) return out;
  const std::string text = key_of(value);
  meridians(text, out);
  widths(text, out);
  zones(text, out);
  if (const auto system = system_in(text); system && system->width > 0)
    add_new(out.meridians, system->meridian());
  return out;
}

bool other_projection(const std::string& text) {
  const std::string plain = key_of(text);
  if (has_one(plain, {"转换", "换算", "转为", "转至", "转成", "非utm", "不是utm"})) return false;
  return has_one(plain, {"utm", "通用横轴", "web墨卡托", "webmercator", "伪墨卡托"});
}

bool speaks_of_points(const std::string& key, const std::string& value) {
  return speaks_of_system(key, value) || packed_words(value) != Packing::none || other_projection(value);
}

bool speaks_of_system(const std::string& key, const std::string& value) {
  return datum_in(key, value).kind != Datum::Kind::silent || !zone_words(key, value).silent();
}

}  // namespace zonegate::survey
