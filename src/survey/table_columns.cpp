// SPDX-License-Identifier: Apache-2.0
#include "table_columns.h"

#include <algorithm>
#include <array>

#include "packed.h"
#include "split_angles.h"
#include "survey/survey.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Names {
  Role role;
  std::vector<std::string_view> words;
};
const std::vector<Names>& names() {
  static const std::vector<Names> kNames = {
      {Role::project, {"项目编号", "project_id", "projectid"}},
      {Role::name, {"项目名称", "name"}},
      {Role::part, {"地块编号", "part_id", "partid", "地块号"}},
      {Role::ring, {"圈号", "环号", "ring", "ring_id"}},
      {Role::point,
       {"序号",     "点号",     "点名",     "点位",       "点位名称", "拐点",     "拐点号",     "拐点名",
        "拐点名称", "拐点编号", "拐点序号", "界址点",     "界址点号", "界址点名", "界址点名称", "桩号",
        "桩名",     "point",    "point_id", "point_name", "no",       "no."}},
      {Role::type, {"类型", "geometry", "geometry_type", "记录图形属性", "图形类型", "几何类型"}},
      {Role::lon,
       {"经度", "东经", "拐点经度", "界址点经度", "中心经度", "lon", "lng", "long", "longitude", "经度x",
        "x经度", "l", "经度l", "l经度", "大地经度", "大地经度l", "经度e", "e经度", "东经e"}},
      {Role::lat,
       {"纬度", "北纬", "拐点纬度", "界址点纬度", "中心纬度", "lat", "latitude", "纬度y", "y纬度", "b",
        "纬度b", "b纬度", "大地纬度", "大地纬度b", "纬度n", "n纬度", "北纬n"}},
      {Role::north,
       {"北坐标", "纵坐标", "北", "n", "north", "northing", "纵坐标x", "x纵坐标", "北坐标x", "x北坐标", "x北",
        "纵坐标y"}},
      {Role::east,
       {"东坐标", "横坐标", "东", "e", "east", "easting", "横坐标y", "y横坐标", "东坐标y", "y东坐标", "y东",
        "横坐标x"}},
      {Role::x, {"x", "x坐标", "坐标x", "x_coord", "坐标_x"}},
      {Role::y, {"y", "y坐标", "坐标y", "y_coord", "坐标_y"}},
      {Role::both,
       {"坐标", "经纬度", "拐点坐标", "界址点坐标", "经纬度坐标", "坐标点", "coordinate", "coordinates",
        "lonlat", "latlon"}},
      {Role::wkt, {"wkt", "geom_wkt", "the_geom"}}};
  return kNames;
}

Role role_of(const std::string& key) {
  for (const Names& n : names())
    if (std::find(n.words.begin(), n.words.end(), key) != n.words.end()) return n.role;
  return Role::other;
}

bool one_of(const std::string& key, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), key) != words.end();
}

}  // namespace

std::vector<Column> read_columns(const std::vector<std::string>& headers) {
  std::vector<Column> out;
  for (const std::string& header : headers) {
    Column c;
    c.title = std::string(trim(header));
    const std::string plain = narrow(header);
    const auto open = plain.find_first_of("([{");
    c.key = key_of(plain.substr(0, open));
    if (open != std::string::npos) {
      const auto end = plain.find_first_of(")]}", open);
      const std::size_t length = end == std::string::npos ? end : end - open - 1;
      c.unit = std::string(trim(std::string_view(plain).substr(open + 1, length)));
    }
    c.role = role_of(c.key);
    if (c.role == Role::other && is_system_key(c.key)) c.role = Role::system;
    out.push_back(std::move(c));
  }
  return out;
}

std::optional<std::size_t> find_role(const std::vector<Column>& columns, Role role) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].role == role) return i;
  return std::nullopt;
}

namespace {

Datum::Kind datum_of(const Column& column) { return datum_in("坐标系", column.unit).kind; }
// X（西安80） and X（国家2000） side by side: the file itself has the points in the country's system.
std::optional<std::size_t> find_2000(const std::vector<Column>& columns, Role role) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].role == role && datum_of(columns[i]) == Datum::Kind::cgcs2000) return i;
  return std::nullopt;
}

}  // namespace

bool of_old_datum(const Column& column) {
  const Datum::Kind kind = datum_of(column);
  return kind == Datum::Kind::xian1980 || kind == Datum::Kind::beijing1954;
}

std::optional<Pair> find_pair(const std::vector<Column>& columns) {
  struct Want {
    Role a, b;
    Columns columns;
  };
  constexpr std::array<Want, 4> kWanted = {{{Role::lon, Role::lat, Columns::lon_lat},
                                            {Role::north, Role::east, Columns::north_east},
                                            {Role::x, Role::y, Columns::xy},
                                            {Role::both, Role::both, Columns::any}}};
  std::optional<Pair> letters;
  for (const Want& want : kWanted) {
    const auto a = find_role(columns, want.a), b = find_role(columns, want.b);
    if (!a || !b) continue;
    if (of_old_datum(columns[*a]) && of_old_datum(columns[*b])) {
      const auto c = find_2000(columns, want.a), d = find_2000(columns, want.b);
      if (c && d) return Pair{*c, *d, want.columns};
    }
    // B and L alone may be a breadth and a length, where others are there.
    if (columns[*a].key == "l" && columns[*b].key == "b") {
      letters = Pair{*a, *b, want.columns};
      continue;
    }
    return Pair{*a, *b, want.columns};
  }
  return letters;
}

std::vector<std::pair<std::string, std::string>> bracket_words(const Column& column, std::string& fault) {
  const std::string key = key_of(column.unit);
  if (const Packing packed = packed_unit(key); packed != Packing::none)
    return {{"计量单位", packed == Packing::minutes ? "度分" : "度分秒"}};
  if (other_projection(key)) return {{"投影类型", column.unit}};
  if (one_of(key, {"°", "度", "degree", "degrees", "dd", "十进制度", "十进制"})) return {{"计量单位", "度"}};
  if (one_of(key, {"m", "米"})) return {{"计量单位", "米"}};
  if (fault.empty() && one_of(key, {"km", "千米", "公里", "mm", "毫米", "cm", "厘米", "ft", "英尺", "rad",
                                    "弧度", "分", "秒"}))
    fault = "column " + column.title + " is in " + column.unit + "; give metres or degrees";
  constexpr std::array<std::string_view, 14> kSystems = {"西安", "北京", "高德", "腾讯", "百度",
                                                         "火星", "独立", "地方", "施工", "工程",
                                                         "假定", "城市", "城建", "gcj"};
  const bool datum = std::any_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
                     std::any_of(kSystems.begin(), kSystems.end(),
                                 [&](auto word) { return key.find(word) != std::string::npos; });
  if (datum && fault.empty()) return {{"坐标系", column.unit}};
  return {};
}

std::optional<std::pair<std::string, std::string>> halves(const std::string& cell) {
  std::string text = narrow(cell);
  for (auto at = text.find("、"); at != std::string::npos; at = text.find("、")) {
    text[at] = ',';
    text.erase(at + 1, std::string_view("、").size() - 1);
  }
  auto parts = cells_of(text);
  while (!parts.empty() && parts.back().empty()) parts.pop_back();
  if (parts.size() == 2) return std::pair{parts[0], parts[1]};
  // Angles with blanks between minutes and seconds, or none at all: the second hemisphere parts them.
  for (const std::string_view side : {"北纬", "东经", "N", "E"}) {
    const auto at = text.find(side);
    if (at == std::string::npos || at == 0) continue;
    const std::string one(trim(std::string_view(text).substr(0, at)));
    const std::string two(trim(std::string_view(text).substr(at)));
    if (parse_angle(one) && parse_angle(two)) return std::pair{one, two};
  }
  return std::nullopt;
}

std::vector<std::string> column_names() {
  std::vector<std::string> all;
  for (const Names& n : names()) all.insert(all.end(), n.words.begin(), n.words.end());
  for (auto& name : split_angle_names()) all.push_back(std::move(name));
  return all;
}

}  // namespace zonegate::survey
