// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "packed.h"
#include "system.h"
#include "system_keys.h"
#include "text.h"

namespace zonegate::survey {
namespace {

std::string metre_word(const std::string& unit) {
  const std::string key = key_of(unit);
  if (key == "米" || key == "m" || key == "metre" || key == "meter") return "米";
  if (packed_unit(unit) != Packing::none) return "度分秒";
  if (key == "度" || key == "degree" || key == "degrees" || key == "°") return "度";
  return unit;
}

// "34带" and "34" are one statement, "米" and "m" too.
std::string meaning(const std::string& value) {
  if (const auto angle = parse_angle(value)) return shortest(angle->degrees);
  const auto number = leading_int(value);
  return number ? std::to_string(*number) : metre_word(value);
}

// The value of the first of these keys that is there and not empty. fault: another one contradicts it.
std::string value_of(const Statements& header, std::initializer_list<std::string_view> keys,
                     std::string& fault) {
  const std::pair<std::string, std::string>* first = nullptr;
  for (const auto& statement : header) {
    const auto& [key, value] = statement;
    if (value.empty() || std::find(keys.begin(), keys.end(), in_characters(key_of(key))) == keys.end())
      continue;
    if (!first) first = &statement;
    if (fault.empty() && meaning(value) != meaning(first->second))
      fault = "header: " + first->first + "=" + first->second + " contradicts " + key + "=" + value +
              "; correct one of them, or give the parcels in files of their own";
  }
  return first ? first->second : std::string();
}

// A unit, or what a format or a remark says.
void hear_packing(const Statements& header, Stated& out) {
  for (const auto& [key, value] : header) {
    const std::string plain = key_of(key);
    const bool unit =
        is_one(plain, {"计量单位", "坐标单位", "单位", "坐标格式", "角度格式", "经纬度格式", "数据格式"});
    out.packed = unit ? packed_unit(value) : packed_words(value);
    if (out.packed == Packing::none) continue;
    out.packed_said = statement_words(key, value);
    return;
  }
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

// What remarks, titles and names say of the zone fills silence; against the header's own keys, or each other, it is a fault.
class Remarks {
 public:
  Remarks(Stated& out, Notes& notes) : out_(out), notes_(notes), by_key_(out.zone || out.meridian) {}

  void hear(const std::string& key, const std::string& value) {
    const ZoneWords said = zone_words(key, value);
    if (said.silent()) return;
    const std::string where = statement_words(key, value);
    if (said.several()) {
      if (by_key_)
        notes_.add("survey.datum_mentioned", Severity::warning,
                   where + " names two zones; what the header states counts",
                   "make sure that the points are in it");
      else if (out_.fault.empty())
        out_.fault = where + " names two zones; leave the one that the points are in";
      return;
    }
    if (!said.meridians.empty()) fill(out_.meridian, out_.meridian_said, said.meridians.front(), where);
    if (!said.zones.empty()) fill(out_.zone, out_.zone_said, said.zones.front(), where);
    if (!said.widths.empty()) fill(out_.width, out_.width_said, said.widths.front(), where);
  }

 private:
  template <class T>
  void fill(std::optional<T>& held, std::string& by, T value, const std::string& where) {
    if (!held) {
      held = value;
      by = where;
    } else if (*held != value && out_.fault.empty()) {
      out_.fault =
          by + " contradicts " + where + "; correct one of them, or give the parcels in files of their own";
    }
  }

  Stated& out_;
  Notes& notes_;
  bool by_key_;
};

}  // namespace

std::string Stated::says(const std::string& where) {
  constexpr std::string_view kHeader = "header: ";
  if (where.starts_with(kHeader)) return "the header says " + where.substr(kHeader.size());
  const auto colon = where.find(": ");
  return where.substr(0, colon) + " says " + where.substr(colon + 2);
}

std::string zone_system(int zone, int width, bool prefix, geom::ChinaSystem::Datum datum) {
  // WGS 84 has no zones of its own here.
  if (datum == geom::ChinaSystem::Datum::wgs84) datum = geom::ChinaSystem::Datum::cgcs2000;
  return width == 3 || width == 6 ? geom::china_authority({datum, width, zone, prefix}) : std::string();
}

Stated read_stated(const Statements& header, Notes& notes) {
  Stated out;
  std::string ignored;
  out.datum = read_datum(header);
  for (const auto& [key, value] : header)
    if (const Datum one = datum_in(key, value);
        one.kind == Datum::Kind::mentioned && one.kind != out.datum.kind)
      notes.add("survey.datum_mentioned", Severity::warning,
                one.said + " names two systems; " + out.datum.said + " counts",
                "make sure that the points are in it");
  for (const auto& [key, value] : header)
    if (const Datum one = datum_in(key, value);
        one.kind == Datum::Kind::cgcs2000 && !converted_into(value).empty())
      notes.add("survey.datum_mentioned", Severity::warning,
                one.said + " names two systems; the one before the brackets counts",
                "make sure that the points are in it");
  out.datum_text = value_of(header, {"坐标系", "坐标系统", "坐标系名称", "大地基准"}, ignored);
  out.zone_text = value_of(header, {"带号", "投影带号", "坐标带号", "分带号"}, out.fault);
  out.width_text = value_of(header, {"几度分带", "分带", "分带方式", "投影分带"}, out.fault);
  out.meridian_text =
      value_of(header, {"中央子午线", "中央经线", "中央子午线经度", "轴子午线", "l0"}, out.fault);
  out.unit = metre_word(value_of(header, {"计量单位", "坐标单位"}, out.fault));
  // 单位 alone is more often an office.
  if (out.unit.empty()) out.unit = metre_word(value_of(header, {"单位"}, ignored));
  hear_packing(header, out);
  out.projection = value_of(header, {"投影类型", "投影", "投影方式"}, ignored);
  if (!out.projection.empty()) out.projection_said = "header: 投影类型=" + out.projection;
  for (const auto& [key, value] : header)
    if (!is_name_key(key) && !key.starts_with("history of ") && other_projection(value)) {
      out.projection = value;
      out.projection_said = statement_words(key, value);
    }
  out.zone = leading_int(out.zone_text);
  out.width = leading_int(out.width_text);
  if (out.width && *out.width != 3 && *out.width != 6) out.width.reset();
  if (const auto angle = parse_angle(out.meridian_text)) out.meridian = angle->degrees;
  if (!out.zone && !out.zone_text.empty()) note_unread(notes, "带号", out.zone_text);
  if (!out.width && !out.width_text.empty()) note_unread(notes, "几度分带", out.width_text);
  if (!out.meridian && !out.meridian_text.empty()) note_unread(notes, "中央子午线", out.meridian_text);
  out.zone_said = "header: 带号=" + out.zone_text;
  out.width_said = "header: 几度分带=" + out.width_text;
  out.meridian_said = "header: 中央子午线=" + out.meridian_text;
  Remarks remarks(out, notes);
  for (const auto& [key, value] : header) remarks.hear(key, value);
  const std::string parameters = value_of(header, {"转换参数"}, ignored);
  if (!all_zero(parameters))
    notes.add("survey.parameters_not_applied", Severity::warning,
              "conversion parameters stated, not applied: 转换参数=" + parameters,
              "make sure that the points are in the system that the header names");
  return out;
}

}  // namespace zonegate::survey
