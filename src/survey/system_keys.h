// SPDX-License-Identifier: Apache-2.0
// Which keys of a header, and which columns, speak of a system, and what numbers beside them do to coordinates. Private to survey.
#pragma once

#include <string>
#include <vector>

#include "system.h"

namespace zonegate::survey {

enum class KeyKind {
  other,        // free text
  name,         // what it holds is a name or a date, however it sounds
  zone,         // 带号, 中央子午线, 计量单位 ...
  datum,        // 坐标系 ...
  ellipsoid,    // 椭球 ...
  figure,       // 扁率, 长半轴 ...
  height,       // 投影面高程 ...
  turn,         // 旋转角 ...
  scale,        // 尺度比 ...
  constant,     // 加常数, 东偏移 ...
  coordinates,  // 坐标类型, coordtype ...: free text about coordinates
};
// Columns called by the initials of the Pinyin (ZBX, ZYZWX) in characters; others as they are. Of what key_of gives.
std::string in_characters(const std::string& key);
// "投影面高程(m)": without what stands in brackets.
std::string base_key(const std::string& key);
KeyKind key_kind(const std::string& base);
// A key of a header that says nothing of coordinates: 建设单位, 高程基准, 备注 ...
bool is_harmless_key(const std::string& key);
// A number or an angle, with or without its unit, and nothing else; no date.
bool is_quantity(const std::string& value);

// What names of points say in brackets: "J1(西安80)". A number (J1(80)) only if no other stands in brackets beside it: it may be an old name.
Statements point_words(const std::vector<Corner>& corners);
// What stands in the brackets of a name.
std::string in_brackets(const std::string& name);

// Values as key_of gives them.
bool is_nothing(const std::string& value);         // "0", "无", "椭球面"
bool is_one_or_nothing(const std::string& value);  // a scale of 1
// 0, or 500 km of the false easting, with or without the zone in front.
bool usual_constant(const std::string& base, const std::string& value);
bool usual_constant_in_text(const std::string& text);  // of the first number after 加常数
// The ellipsoid that a flattening or an axis is of. shortened: 298.257 is one of 1975 as it is and ours cut off; none: no such number.
enum class Figure { none, cgcs2000, wgs84, xian1980, beijing1954, shortened, other };
Figure figure_of(const std::string& value);

// "成都2000", "ya2000", "wgs2000", "2000坐标系(雅安)": a place or another datum beside the year names another system than the country's.
bool of_a_place_2000(const std::string& text);
// The same in free text, where only names of cities that have grids of their own count: "成都2000坐标系".
bool names_city_2000(const std::string& text);
// 雅安市坐标系: a grid of a city. 北京坐标系 and 西安坐标系 are datums.
bool names_city_system(const std::string& text);
// "国家2000转换前", "未转换为cgcs2000"
bool before_conversion(const std::string& text);

}  // namespace zonegate::survey
