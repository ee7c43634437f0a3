// SPDX-License-Identifier: Apache-2.0
// Where the datum is written. Keys of a header say what their values mean: 坐标系 and 椭球 name a datum, a height of the plane of projection or an added constant makes a grid of the project's
// own. Everything else (remarks, prose, titles, names of sheets) is free text, in which only phrases count that mean nothing else: a surveyor's office in Xi'an is no datum. One datum stated in
// two ways is one; two are a contradiction, which nobody here may settle; a local grid stays one whatever ellipsoid it lies on.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "system.h"
#include "system_keys.h"
#include "text.h"

namespace zonegate::survey {
namespace {

using Kind = Datum::Kind;
// "抵偿高程面:无", "无投影面高程", "投影面高程0米": what is named is not there.
bool denied(const std::string& text, std::size_t at, std::size_t end) {
  const std::string_view before = std::string_view(text).substr(0, at);
  for (const std::string_view no : {"无", "非", "未采用", "不采用", "未使用", "没有", "不是", "不设"})
    if (before.ends_with(no)) return true;
  std::string_view after = std::string_view(text).substr(end);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view filler : {"程", "面", ":", "=", "为", "是"})
      if (after.starts_with(filler)) {
        after.remove_prefix(filler.size());
        again = true;
      }
  }
  if (after.starts_with("无") || after.starts_with("未") || after.starts_with("不")) return true;
  const auto digits = after.substr(0, after.find_first_not_of("0123456789."));
  const auto height = read_decimal(digits);
  return height && height->value == 0;
}
bool says_and_means(const std::string& text, const Words& words) {
  for (const auto word : words)
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size())
      if (!denied(text, at, at + word.size())) return true;
  return false;
}
// "北京54路", "西安80后", "北京540": a number behind a place's name that is an address or a count.
bool counts_something(std::string_view after) {
  for (const std::string_view zones : {"3度", "6度", "3°", "6°", "3deg", "6deg"})  // "北京54 3度带"
    if (after.starts_with(zones)) return false;
  if (!after.empty() && after.front() >= '0' && after.front() <= '9') return true;
  for (const std::string_view thing :
       {"路", "街", "号",   "巷", "弄",   "大道", "胡同", "院",   "小学", "中学", "楼", "栋",   "幢",
        "厂", "库", "所",   "队", "团",   "师",   "公里", "千米", "km",   "里",   "米", "亩",   "万",
        "人", "户", "年代", "后", "小区", "社区", "广场", "家",   "个",   "名",   "层", "公顷", "中心"})
    if (after.starts_with(thing)) return true;
  return false;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// "180坐标" is not "80坐标", while "1980坐标" is.
bool counts_on(std::string_view before) {
  return !before.empty() && is_digit(before.back()) && !before.ends_with("19");
}
bool names_one(const std::string& text, const Words& words) {
  for (const auto word : words)
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) {
      const std::string_view before = std::string_view(text).substr(0, at);
      const std::string_view after = std::string_view(text).substr(at + word.size());
      if (!(is_digit(word.front()) && counts_on(before)) &&
          !(is_digit(word.back()) && counts_something(after)))
        return true;
    }
  return false;
}
// Names as programs write them: Xian_1980_3_Degree_GK_CM_102E, Xi'an 1980, BJ-54, EPSG:2358.
std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (std::string_view("_-' .").find(c) == std::string_view::npos) out += c;
  return out;
}
bool says_epsg(const std::string& text, geom::ChinaSystem::Datum datum) {
  const auto known = system_in(text);
  return known && known->datum == datum;
}

// Words that mean a datum wherever they stand.
bool says_2000(const std::string& text) {
  return says_epsg(text, geom::ChinaSystem::Datum::cgcs2000) ||
         has_one(text, {"cgcs2000", "2000国家", "国家2000", "2000坐标", "大地2000", "2000大地", "cgcs"});
}
bool says_wgs84(const std::string& text) {
  return says_epsg(text, geom::ChinaSystem::Datum::wgs84) || has_one(text, {"wgs84", "wgs-84", "wgs1984"});
}
bool says_xian(const std::string& text) {
  if (says_epsg(text, geom::ChinaSystem::Datum::xian1980) || has_one(squeezed(text), {"xian1980", "xian80"}))
    return true;
  return names_one(text, {"西安八零", "西安八〇",   "6378140",    "西安80",       "80西安",     "1980西安",
                          "西安1980", "1980年西安", "西安坐标系", "西安大地",     "xian80",     "xian1980",
                          "xian-80",  "xa80",       "80国家",     "国家80",       "1980年国家", "80坐标",
                          "iag75",    "iag-75",     "iag1975",    "1975国际椭球", "国际1975"}) ||
         is_one(text, {"80", "1980", "80系", "1980系"});
}
bool says_beijing(const std::string& text) {
  if (says_epsg(text, geom::ChinaSystem::Datum::beijing1954) ||
      has_one(squeezed(text), {"beijing1954", "beijing54", "bj54"}))
    return true;
  return names_one(text, {"北京五四", "6378245", "北京54", "54北京", "1954北京", "北京1954", "1954年北京",
                          "北京坐标系", "54坐标", "beijing54", "beijing1954", "beijing-54", "bj54", "新54",
                          "克拉索夫斯基", "krassovsky", "krasovsky", "克氏椭球"}) ||
         is_one(text, {"54", "1954", "54系", "1954系"});
}
// "坐标做过平移", "坐标整体向北偏移591米": in one clause, not far from each other.
bool says_moved(const std::string& text) {
  constexpr std::size_t kNear = 30;  // bytes: ten characters
  for (const std::string& clause : clauses(text))
    for (std::size_t at = 0; (at = clause.find("坐标", at)) != std::string::npos; at += 6) {
      const std::string near = clause.substr(at + 6, kNear);
      for (const std::string_view word : {"平移", "偏移", "北移", "南移", "东移", "西移", "加偏", "脱密",
                                          "保密处理", "加密处理", "非真实", "不是真实"}) {
        const auto found = near.find(word);
        if (found != std::string::npos && !has_one(near.substr(0, found), {"未", "无", "没", "不"}) &&
            !denied(near, found, found + word.size()))
          return true;
      }
    }
  return false;
}
bool says_local(const std::string& text) {
  return says_and_means(text, {"独立坐标", "地方坐标",   "工程坐标", "施工坐标",  "城市坐标系", "假定坐标",
                               "任意坐标", "独立系",     "地方独立", "localgrid", "抵偿高程",   "抵偿面",
                               "投影面高", "投影高程面", "平移量",   "整体平移",  "整体偏移",   "涉密处理",
                               "1.5度带",  "1.5度分带",  "1.5°带",   "假设坐标",  "抵偿投影",   "建筑坐标",
                               "任意带",   "自由坐标",   "局部坐标", "相对坐标",  "城建坐标",   "坐标为示意",
                               "示意坐标", "原点平移",   "加密偏移", "矿区坐标",  "厂区坐标",   "参心坐标",
                               "脱密处理", "脱密坐标"}) ||
         says_moved(text) || names_city_system(text) || (has(text, "归算至") && has(text, "高程面"));
}
// A maker of maps is one only where its clause speaks of places: 百度 has offices, too.
bool says_maker(const std::string& text, const Words& makers) {
  if (is_one(text, makers)) return true;
  for (const std::string& clause : clauses(text))
    if (has_one(clause, makers) &&
        has_one(clause, {"坐标", "经纬度", "经度", "纬度", "地图", "拾取", "取点", "定位", "点位"}))
      return true;
  return false;
}
bool says_gcj02(const std::string& text) {
  return has_one(text, {"gcj02", "gcj-02", "gcj_02", "火星坐标"}) || says_maker(text, {"高德", "腾讯"});
}
bool says_bd09(const std::string& text) {
  return has_one(text, {"bd09", "bd-09", "bd_09"}) || says_maker(text, {"百度"});
}

Kind in_free_text(const std::string& text) {
  const auto constant = text.find("加常数");
  if (says_local(text) || (constant != std::string::npos && !usual_constant_in_text(text.substr(constant))))
    return says_2000(text) ? Kind::mentioned : Kind::local;
  if (says_2000(text) && before_conversion(text)) return Kind::mentioned;
  const int named = (says_2000(text) || says_wgs84(text)) + says_xian(text) + says_beijing(text) +
                    says_gcj02(text) + says_bd09(text);
  if (named > 1) return Kind::mentioned;
  return says_2000(text)      ? Kind::cgcs2000
         : says_wgs84(text)   ? Kind::wgs84
         : says_xian(text)    ? Kind::xian1980
         : says_beijing(text) ? Kind::beijing1954
         : says_gcj02(text)   ? Kind::gcj02
         : says_bd09(text)    ? Kind::bd09
                              : Kind::silent;
}

Kind kind_of_datum(geom::ChinaSystem::Datum datum) {
  switch (datum) {
    case geom::ChinaSystem::Datum::xian1980:
      return Kind::xian1980;
    case geom::ChinaSystem::Datum::beijing1954:
      return Kind::beijing1954;
    case geom::ChinaSystem::Datum::wgs84:
      return Kind::wgs84;
    case geom::ChinaSystem::Datum::cgcs2000:
      break;
  }
  return Kind::cgcs2000;
}

// The value of 坐标系: any hint counts, for nothing else can be meant.
Kind in_datum_value(const std::string& whole) {
  const std::string into = converted_into(whole);
  const std::string& text = into.empty() ? whole : into;
  if (has_one(text, {"gcj", "火星", "高德", "腾讯"})) return Kind::gcj02;
  if (has_one(text, {"bd-09", "bd09", "bd_09", "百度"})) return Kind::bd09;
  if (has_one(text, {"独立", "地方", "工程", "local", "施工", "抵偿", "假定", "城市", "城建"}))
    return Kind::local;
  if (before_conversion(text)) return Kind::unconverted;
  if (of_a_place_2000(text)) return Kind::local;
  // Numbers of another projection are no numbers of a zone, on whatever datum.
  if (has_one(text, {"utm", "mercator", "墨卡托", "albers", "lambert"})) return Kind::unknown;
  if (const auto known = system_in(has(text, "epsg") ? text : "epsg:" + text))
    return kind_of_datum(known->datum);
  if (has(text, "epsg") && !says_xian(text) && !says_beijing(text)) return Kind::unknown;
  if (has(text, "2000") || has(text, "cgcs"))
    return says_xian(text) || says_beijing(text) ? Kind::several : Kind::cgcs2000;
  const bool xian = has_one(text, {"80", "西安", "xian"}), beijing = has_one(text, {"54", "北京", "beijing"});
  const bool wgs = has(text, "wgs") || text == "84";
  if (xian + beijing + wgs > 1) return Kind::several;
  // 基准 may be that of heights.
  if (!xian && !beijing && !wgs && has_one(text, {"高程", "黄海"})) return Kind::silent;
  return wgs ? Kind::wgs84 : xian ? Kind::xian1980 : beijing ? Kind::beijing1954 : Kind::unknown;
}

Kind in_ellipsoid_value(const std::string& text) {
  if (has_one(text, {"2000", "grs80", "grs-80", "grs1980", "6378137"}))
    return says_xian(text) || says_beijing(text) ? Kind::several : Kind::cgcs2000;
  if (has(text, "84")) return Kind::wgs84;
  const bool xian = has_one(text, {"75", "6378140", "80", "西安"});
  const bool beijing = has_one(text, {"克拉索夫斯基", "克氏", "krass", "kras", "6378245", "54", "北京"});
  return xian && beijing ? Kind::several
         : xian          ? Kind::xian1980
         : beijing       ? Kind::beijing1954
                         : Kind::unknown;
}

// What the numbers of a key that makes a grid of its own do: nothing, or much.
Kind grid(bool usual) { return usual ? Kind::silent : Kind::local; }

Kind in_figure_value(const std::string& text) {
  switch (figure_of(text)) {
    case Figure::cgcs2000:
      return Kind::cgcs2000;
    case Figure::wgs84:
      return Kind::wgs84;
    case Figure::xian1980:
      return Kind::xian1980;
    case Figure::beijing1954:
      return Kind::beijing1954;
    case Figure::shortened:
      return Kind::mentioned;
    case Figure::other:
      return Kind::unknown;
    case Figure::none:
      break;
  }
  return in_free_text(text);
}

bool is_place(const std::string& key) {
  for (const char* const word :
       {"row ", "line ", "sheet ", "other sheet ", "file name", "folder name", "layer name", "text of ",
        "history of ", "column ", "parcel name", "point name"})
    if (key.starts_with(word)) return true;
  return false;
}

Kind kind_of(const std::string& key, const std::string& value) {
  const std::string base = base_key(key), text = key_of(value);
  // "坐标系:西安" in a title.
  if (const auto mark = text.find_first_of(":="); is_place(key) && mark != std::string::npos) {
    const std::string inner = text.substr(0, mark);
    const Kind said = is_system_key(inner) ? kind_of(inner, text.substr(mark + 1)) : Kind::silent;
    if (said != Kind::silent && said != Kind::unknown) return said;
  }
  if (text.empty()) return Kind::silent;
  switch (key_kind(base)) {
    case KeyKind::name:
      return Kind::silent;
    case KeyKind::zone:
      return grid(!has(text, "任意") && !(has(base, "分带") && text.starts_with("1.5")));
    case KeyKind::datum:
      return in_datum_value(text);
    case KeyKind::ellipsoid:
      return in_ellipsoid_value(text);
    case KeyKind::figure:
      return in_figure_value(text);
    case KeyKind::height:
    case KeyKind::turn:
      return grid(is_nothing(text));
    case KeyKind::scale:
      return grid(is_one_or_nothing(text));
    case KeyKind::constant:
      return grid(usual_constant(base, text));
    case KeyKind::coordinates:
      if (says_and_means(text, {"offset", "偏移", "加偏", "加密", "shifted"})) return Kind::local;
      return in_free_text(text);
    case KeyKind::other:
      break;
  }
  // A sheet may be called 54, and of a point J1(80) the year stands in brackets; a file, a layer or a remark of digits is a number of something.
  const bool number = text.size() <= 4 && std::all_of(text.begin(), text.end(), is_digit);
  if (number && !key.starts_with("sheet ") && key != "point name") return Kind::silent;
  // Files are called after the city that they are of.
  const bool file = key.ends_with(" name") && is_place(key);
  if (!file && names_city_2000(text)) return Kind::local;
  return in_free_text(text);
}

}  // namespace

std::string converted_into(const std::string& value) {
  const std::string text = key_of(value);
  const auto open = text.find('(');
  if (open == std::string::npos || open == 0 || text.back() != ')') return {};
  const std::string inside = text.substr(open + 1, text.size() - open - 2);
  const bool from = has_one(inside, {"由", "从", "自"}) &&
                    has_one(inside, {"转换", "转化", "换算", "转来"}) && !before_conversion(inside) &&
                    inside.find('(') == std::string::npos;
  const std::string before = text.substr(0, open);
  const bool ours = has(before, "2000") && !says_xian(before) && !says_beijing(before);
  return from && ours ? before : std::string();
}

std::optional<geom::ChinaSystem> system_in(const std::string& text) {
  for (std::size_t at = 0; (at = text.find("epsg", at)) != std::string::npos; at += 4) {
    const auto from = text.find_first_of("0123456789", at);
    if (from == std::string::npos || from > at + 8) continue;
    const auto end = std::min(text.find_first_not_of("0123456789", from), text.size());
    if (const auto known = geom::china_system("EPSG:" + text.substr(from, end - from))) return known;
  }
  return std::nullopt;
}

std::string statement_words(const std::string& key, const std::string& value) {
  return is_place(key) ? key + ": \"" + shortened(value, 40) + "\""
                       : "header: " + key + "=" + shortened(value, 60);
}

bool names_system(const std::string& column) {
  const std::string text = key_of(column);
  const bool coordinates = has_one(text, {"坐标", "经度", "纬度", "经纬", "lng", "lon", "lat", "x", "y"});
  return coordinates && !may_speak_of_system(column) && in_free_text(text) != Kind::silent;
}

Datum datum_in(const std::string& key, const std::string& value) {
  const Kind kind = kind_of(key, value);
  return {kind, kind == Kind::silent ? std::string() : statement_words(key, value)};
}

Datum joined(const Datum& a, const Datum& b) {
  if (b.kind == Kind::silent || a.kind == b.kind) return a;
  if (a.kind == Kind::silent) return b;
  if (b.kind == Kind::mentioned) return a;
  if (a.kind == Kind::mentioned) return b;
  const auto ours = [](const Datum& d) { return d.kind == Kind::cgcs2000 || d.kind == Kind::wgs84; };
  if (ours(a) && ours(b)) return a.kind == Kind::cgcs2000 ? a : b;
  const auto surveyed = [&](const Datum& d) {
    return ours(d) || d.kind == Kind::xian1980 || d.kind == Kind::beijing1954;
  };
  if (a.kind == Kind::local && surveyed(b)) return a;
  if (b.kind == Kind::local && surveyed(a)) return b;
  return {Kind::several, a.said + ", " + b.said};
}

Datum read_datum(const Statements& statements) {
  Datum out;
  for (const auto& [key, value] : statements) out = joined(out, datum_in(key, value));
  return out;
}

}  // namespace zonegate::survey
