// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "system.h"
#include "text.h"

namespace zonegate::survey {
namespace {

bool has(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

// The value of the first of these keys that is there and not empty.
std::string value_of(const std::vector<std::pair<std::string, std::string>>& header,
                     std::initializer_list<std::string_view> keys) {
  for (const auto& [key, value] : header) {
    const std::string plain = key_of(key);
    if (!value.empty() && std::find(keys.begin(), keys.end(), plain) != keys.end()) return value;
  }
  return {};
}

void note_unread(Notes& notes, const char* key, const std::string& value) {
  notes.add("survey.header_unread", Severity::warning,
            std::string("header: ") + key + "=" + value + " is not understood; it counts as not stated",
            "correct the header, or say the system with --crs");
}

// "0,0,0,0,0,0,0", ",,,,,,": nothing to apply.
bool all_zero(const std::string& parameters) {
  const auto words = words_of(narrow(parameters));
  return std::all_of(words.begin(), words.end(), [](const std::string& word) {
    const auto number = read_decimal(word);
    return number && number->value == 0;
  });
}

std::string metre_word(const std::string& unit) {
  const std::string key = key_of(unit);
  if (key == "米" || key == "m" || key == "metre" || key == "meter") return "米";
  if (key == "度" || key == "degree" || key == "degrees" || key == "°") return "度";
  return unit;
}

}  // namespace

std::string zone_system(int zone, int width, bool prefix) {
  return width == 3 || width == 6
             ? geom::china_authority({geom::ChinaSystem::Datum::cgcs2000, width, zone, prefix})
             : std::string();
}

std::optional<Known> known_system(const std::string& crs) {
  const auto system = geom::china_system(key_of(crs));
  if (!system || system->old_datum()) return std::nullopt;
  return Known{system->width == 0, system->prefix, system->zone, system->width};
}

Datum read_datum(const std::string& text) {
  const std::string key = key_of(text);
  const std::string named = "header: 坐标系=" + text;
  using Kind = Datum::Kind;
  if (key.empty()) return {};
  if (has(key, "gcj") || has(key, "火星") || has(key, "bd-09") || has(key, "bd09") || has(key, "百度"))
    return {Kind::other, named + " is a web map's shifted system; take the coordinates from the survey"};
  if (has(key, "独立") || has(key, "地方") || has(key, "工程") || has(key, "local") || has(key, "施工"))
    return {Kind::other, named + " is a local grid; transform the points to CGCS2000 first"};
  if (has(key, "2000")) return {Kind::cgcs2000, {}};
  if (has(key, "wgs") || key == "84") return {Kind::wgs84, {}};
  const bool xian = has(key, "80") || has(key, "西安") || has(key, "xian");
  const bool beijing = has(key, "54") || has(key, "北京") || has(key, "beijing");
  if (xian || beijing)
    return {Kind::other, named + " is the datum " + (xian ? "Xian 1980" : "Beijing 1954") +
                             ", some 100 m beside CGCS2000; it takes the parameters of the place: "
                             "say its system with --crs and the parameters with --helmert"};
  return {Kind::other, named + " is not known; say the system with --crs"};
}

Stated read_stated(const std::vector<std::pair<std::string, std::string>>& header, Notes& notes) {
  Stated out;
  out.datum = value_of(header, {"坐标系", "坐标系统", "坐标系名称", "大地基准"});
  out.zone_text = value_of(header, {"带号"});
  out.width_text = value_of(header, {"几度分带", "分带", "分带方式", "投影分带"});
  out.meridian_text = value_of(header, {"中央子午线", "中央经线", "中央子午线经度"});
  out.unit = metre_word(value_of(header, {"计量单位", "单位", "坐标单位"}));
  out.projection = value_of(header, {"投影类型", "投影", "投影方式"});
  out.zone = leading_int(out.zone_text);
  out.width = leading_int(out.width_text);
  if (out.width && *out.width != 3 && *out.width != 6) out.width.reset();
  if (const auto angle = parse_angle(out.meridian_text)) out.meridian = angle->degrees;
  if (!out.zone && !out.zone_text.empty()) note_unread(notes, "带号", out.zone_text);
  if (!out.width && !out.width_text.empty()) note_unread(notes, "几度分带", out.width_text);
  if (!out.meridian && !out.meridian_text.empty()) note_unread(notes, "中央子午线", out.meridian_text);
  const std::string parameters = value_of(header, {"转换参数"});
  if (!all_zero(parameters))
    notes.add("survey.parameters_not_applied", Severity::warning,
              "conversion parameters stated, not applied: 转换参数=" + parameters,
              "make sure that the points are in the system that the header names");
  return out;
}

}  // namespace zonegate::survey
