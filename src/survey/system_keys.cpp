// SPDX-License-Identifier: Apache-2.0
#include "system_keys.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "text.h"

namespace zonegate::survey {
namespace {

const Words kDatumKeys = {
    "坐标系",       "坐标系统", "坐标系名称", "大地基准",   "大地坐标系", "平面坐标系",   "坐标基准",
    "空间参考",     "参考系",   "基准",       "基准面",     "大地基准面", "平面坐标系统", "测量坐标系",
    "测量坐标系统", "平面基准", "测量基准",   "坐标参考系", "坐标框架",   "srid",         "wkid",
    "crs",          "datum",    "srs",        "epsg",       "spatialref"};
const Words kEllipsoidKeys = {"椭球",     "参考椭球", "椭球体",     "椭球名称",
                              "椭球参数", "地球椭球", "参考椭球体", "ellipsoid"};
const Words kHeightKeys = {"投影面高程", "投影面高",   "投影面大地高",   "投影高程面",    "投影面",
                           "投影高程",   "抵偿高程面", "抵偿面高程",     "抵偿面",        "抵偿高程",
                           "归算高程",   "归算面高程", "高程归算面",     "投影高",        "投影高度",
                           "投影大地高", "投影面高度", "投影面大地高程", "投影基准面高程"};
// Of 1 and of 0 they change nothing.
const Words kScaleKeys = {"尺度比",     "尺度因子",    "比例因子",     "长度比",           "投影比例",
                          "尺度",       "比例系数",    "尺度参数",     "缩放比例",         "缩放系数",
                          "缩放因子",   "k0",          "投影比例因子", "中央子午线尺度比", "中央子午线长度比",
                          "投影尺度比", "scalefactor", "scale_factor"};
const Words kTurnKeys = {"旋转角", "旋转角度", "坐标旋转", "旋转参数", "旋转", "旋转量", "rotation"};
const Words kShiftKeys = {"偏移",
                          "平移",
                          "偏移量",
                          "平移参数",
                          "偏移参数",
                          "偏移值",
                          "平移值",
                          "falseeasting",
                          "false_easting",
                          "x0",
                          "y0",
                          "falsenorthing",
                          "x偏移",
                          "false_northing",
                          "y偏移",
                          "x平移",
                          "y平移",
                          "x偏移量",
                          "y偏移量",
                          "坐标改正",
                          "横轴偏移",
                          "纵轴偏移",
                          "Δx",
                          "Δy",
                          "dx",
                          "dy",
                          "x改正数",
                          "y改正数",
                          "坐标改正数",
                          "改正数",
                          "东移",
                          "西移",
                          "北移",
                          "南移"};
const Words kZoneKeys = {"带号",     "投影带号", "坐标带号",   "分带号",   "几度分带",       "分带",
                         "分带方式", "投影分带", "中央子午线", "中央经线", "中央子午线经度", "轴子午线",
                         "l0",       "计量单位", "坐标单位",   "坐标格式", "角度格式",       "经纬度格式"};
const Words kProjectionKeys = {"投影类型", "投影", "投影方式"};
const Words kNameKeys = {"项目名称", "项目编号", "数据产生单位", "数据产生日期", "格式版本号", "格式版本",
                         "精度",     "转换参数", "测绘单位",     "数据产生者",   "地块名称"};
const Words kCoordinateKeys = {"坐标",       "坐标类型",  "坐标来源",         "坐标说明",
                               "坐标备注",   "coordtype", "coord_type",       "ovcoordtype",
                               "coordsys",   "coord_sys", "coordinatesystem", "coordinate_system",
                               "projection", "坐标系类型"};
const Words kRemarks = {"备注", "说明",  "数据说明", "描述",        "附注", "注",
                        "desc", "cmt",   "comment",  "comments",    "memo", "remark",
                        "note", "notes", "remarks",  "description", "bz"};
// Usual in headers, and of no coordinates.
const Words kHarmless = {"数据生产单位", "数据生产日期", "生产单位", "生产日期", "单位",     "日期",
                         "制表",         "制表人",       "审核",     "审核人",   "检查",     "检查人",
                         "校核",         "联系人",       "联系电话", "电话",     "建设单位", "用地单位",
                         "权利人",       "项目类型",     "总面积",   "面积",     "面积单位", "地块个数",
                         "地块数",       "地块数量",     "地块总数", "界址点数", "行政区",   "行政区代码",
                         "行政区划",     "行政区划代码", "省",       "市",       "县",       "比例尺",
                         "高程基准",     "高程系统",     "高程系",   "图幅号",   "地块编号", "地块用途",
                         "扩展信息",     "测量单位",     "测绘日期", "测量日期", "坐落",     "项目地址",
                         "作业单位",     "编制单位",     "编制日期", "软件",     "版本",     "版本号"};

// However they begin.
const Words kHarmlessEnds = {"编号", "号码", "电话", "手机",     "日期", "时间", "面积", "个数", "数量",
                             "份数", "人员", "邮编", "邮政编码", "年度", "年份", "批次", "投资", "周长"};

// 2026-1-1, 2026/01/01, 20260101
bool is_date(const std::string& text) {
  const auto mark = text.find_first_not_of("0123456789");
  if (mark == std::string::npos)
    return text.size() == 8 && (text.starts_with("19") || text.starts_with("20"));
  return mark == 4 && (text[4] == '-' || text[4] == '/' || text[4] == '.') &&
         text.find_first_of("-/.", 5) != std::string::npos &&
         text.find_first_not_of("0123456789-/.: ") == std::string::npos;
}

bool is_constant_key(const std::string& base) {
  return is_one(base, kShiftKeys) ||
         has_one(base, {"加常数", "假东", "假北", "东偏", "北偏", "西偏", "南偏", "坐标偏移", "坐标平移",
                        "平移量", "整体平移", "整体偏移"});
}

struct Number {
  double value = 0;  // kilometres in metres
  bool bare = true;  // without a unit
};
std::vector<Number> numbers_in(const std::string& text) {
  std::vector<Number> out;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
    const auto end = std::min(text.find_first_not_of("0123456789.", at), text.size());
    auto stop = end;
    while (stop > at && text[stop - 1] == '.') --stop;
    const auto number = read_decimal(std::string_view(text).substr(at, stop - at));
    const std::string_view rest = std::string_view(text).substr(end);
    const bool km = rest.starts_with("km") || rest.starts_with("公里") || rest.starts_with("千米");
    const bool metres = rest.starts_with("m") || rest.starts_with("米");
    const bool minus = at > 0 && text[at - 1] == '-';
    if (number) out.push_back({(minus ? -1 : 1) * number->value * (km ? 1000 : 1), !km && !metres});
    at = end;
  }
  return out;
}

bool is_easting(double number) {
  const double zone = (number - 500000) / 1e6;
  return zone == 0 || (zone >= 13 && zone <= 45 && zone == static_cast<int>(zone));
}

bool near(double a, double b, double within) { return std::abs(a - b) < within; }

}  // namespace

std::string in_characters(const std::string& key) {
  // Not DH: it is 地号 and 电话 as well as 带号.
  static const std::map<std::string, std::string, std::less<>> kInitials = {
      {"zbx", "坐标系"},       {"zbxt", "坐标系统"},  {"zbxmc", "坐标系名称"}, {"zbxtmc", "坐标系名称"},
      {"ddjz", "大地基准"},    {"kjck", "空间参考"},  {"ckx", "参考系"},       {"ckxt", "坐标系统"},
      {"cktq", "参考椭球"},    {"tqt", "椭球体"},     {"tymgc", "投影面高程"}, {"tymg", "投影面高程"},
      {"zyzwx", "中央子午线"}, {"zyx", "中央子午线"}, {"zyjx", "中央经线"},    {"jdfd", "几度分带"},
      {"zblx", "坐标类型"},    {"zbly", "坐标来源"},  {"zbsm", "坐标说明"},    {"sjsm", "数据说明"},
      {"tylx", "投影类型"},    {"tyfs", "投影方式"},  {"zbbz", "坐标备注"}};
  const auto at = kInitials.find(key);
  return at == kInitials.end() ? key : at->second;
}

std::string base_key(const std::string& key) {
  const std::string plain = key_of(key);
  return in_characters(plain.substr(0, plain.find_first_of("([{")));
}

KeyKind key_kind(const std::string& base) {
  if (is_one(base, kNameKeys)) return KeyKind::name;
  if (is_one(base, kZoneKeys) || base == "投影带") return KeyKind::zone;
  if (is_one(base, kDatumKeys)) return KeyKind::datum;
  if (has_one(base, {"扁率", "半轴", "长半径", "半长轴", "flattening", "semi_major", "semimajor"}))
    return KeyKind::figure;
  if (is_one(base, kEllipsoidKeys)) return KeyKind::ellipsoid;
  if (is_one(base, kHeightKeys)) return KeyKind::height;
  if (is_one(base, kTurnKeys)) return KeyKind::turn;
  if (is_one(base, kScaleKeys)) return KeyKind::scale;
  if (is_constant_key(base)) return KeyKind::constant;
  return is_one(base, kCoordinateKeys) ? KeyKind::coordinates : KeyKind::other;
}

bool is_zone_key(const std::string& key) {
  return is_one(base_key(key), kZoneKeys) || is_one(base_key(key), kProjectionKeys);
}
bool is_name_key(const std::string& key) { return key_kind(base_key(key)) == KeyKind::name; }

bool is_system_key(const std::string& key) {
  const std::string base = base_key(key);
  const KeyKind kind = key_kind(base);
  return is_one(base, kProjectionKeys) || (kind != KeyKind::other && kind != KeyKind::name &&
                                           kind != KeyKind::coordinates && base != "投影带");
}

bool may_speak_of_system(const std::string& column) {
  // Of a shape they may be those of a symbol, a panel or a road.
  const Words ambiguous = {"偏移", "平移",     "偏移量", "偏移值", "平移值",   "x0",       "y0",
                           "k0",   "旋转",     "旋转角", "旋转量", "旋转角度", "rotation", "尺度",
                           "dx",   "dy",       "Δx",     "Δy",     "改正数",   "l0",       "东移",
                           "西移", "缩放比例", "北移",   "南移",   "缩放系数", "缩放因子"};
  const std::string base = base_key(column);
  if (is_one(base, ambiguous)) return false;
  return is_system_key(column) || base == "投影带" || is_one(base, kCoordinateKeys) || is_one(base, kRemarks);
}

bool is_harmless_key(const std::string& key) {
  const std::string base = base_key(key);
  return is_name_key(key) || is_one(base, kHarmless) || is_one(base, kRemarks) ||
         is_one(base, kCoordinateKeys) ||
         std::any_of(kHarmlessEnds.begin(), kHarmlessEnds.end(),
                     [&](auto end) { return base.ends_with(end); });
}

bool is_quantity(const std::string& value) {
  const std::string text = key_of(value);
  if (text.find_first_of("0123456789") == std::string::npos || is_date(text)) return false;
  std::string rest = text;
  for (const std::string_view unit : {"度", "分", "秒", "°", "′", "″", "公里", "千米", "毫米", "厘米", "米",
                                      "km", "mm", "cm", "ppm", "约", "东经", "北纬"})
    for (auto at = rest.find(unit); at != std::string::npos; at = rest.find(unit))
      rest.erase(at, unit.size());
  return rest.find_first_not_of("0123456789+-.,;:/=()ensw'\"m% ") == std::string::npos;
}

std::string in_brackets(const std::string& name) {
  const std::string plain = narrow(name);
  const auto open = plain.find_first_of("([{");
  if (open == std::string::npos) return {};
  const auto end = plain.find_last_of(")]}");
  return plain.substr(open + 1, end == std::string::npos || end < open ? end : end - open - 1);
}

Statements point_words(const std::vector<Corner>& corners) {
  std::set<std::string> inner;
  Statements out;
  for (const Corner& corner : corners)
    if (const std::string said = in_brackets(corner.name); !said.empty() && inner.insert(said).second)
      out.emplace_back("point name", said);
  if (out.size() > 1)
    std::erase_if(out, [](const auto& said) { return read_decimal(said.second).has_value(); });
  std::erase_if(out, [](const auto& said) { return !speaks_of_system(said.first, said.second); });
  return out;
}

bool is_nothing(const std::string& value) {
  if (is_one(value, {"无", "-", "--", "/", "否", "没有", "未采用", "不采用", "椭球面", "参考椭球面",
                     "平均海水面", "大地水准面"}))
    return true;
  const auto all = numbers_in(value);
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const Number& n) { return n.value == 0; });
}

bool is_one_or_nothing(const std::string& value) {
  const auto all = numbers_in(value);
  return is_nothing(value) || (all.size() == 1 && all.front().value == 1) || value == "1:1";
}

bool usual_constant(const std::string& base, const std::string& value) {
  const auto all = numbers_in(value);
  const bool shift = has_one(base, {"偏移", "平移", "改正"});
  if (all.empty()) return !shift || is_nothing(value) || has_one(value, {"未", "无", "不"});
  // A northing has none, and only of 加常数 people write 500 for 500 km.
  const bool north = has_one(base, {"北", "南", "north"}), kilometres = has(base, "加常数");
  return std::all_of(all.begin(), all.end(), [&](const Number& n) {
    return n.value == 0 || (!north && is_easting(n.value)) || (kilometres && n.bare && n.value == 500);
  });
}

bool usual_constant_in_text(const std::string& text) {
  const auto all = numbers_in(text);
  return all.empty() || all.front().value == 0 || is_easting(all.front().value) ||
         (all.front().bare && all.front().value == 500);
}

Figure figure_of(const std::string& value) {
  const auto all = numbers_in(value);
  if (all.empty()) return Figure::none;
  double number = all.back().value;
  if (number > 0.003 && number < 0.004) number = 1 / number;
  if (number > 6300 && number < 6400) number *= 1000;
  if (number > 280 && number < 310) {
    if (near(number, 298.257222101, 7e-7)) return Figure::cgcs2000;
    if (near(number, 298.257223563, 7e-7)) return Figure::wgs84;
    if (near(number, 298.257, 6e-4)) return Figure::shortened;
    return near(number, 298.3, 5e-3) ? Figure::beijing1954 : Figure::other;
  }
  if (number < 6.3e6 || number > 6.4e6) return Figure::none;
  for (const auto& [figure, axis, short_axis] : {std::tuple{Figure::cgcs2000, 6378137.0, 6356752.314},
                                                 {Figure::xian1980, 6378140.0, 6356755.288},
                                                 {Figure::beijing1954, 6378245.0, 6356863.019}})
    if (near(number, axis, 0.5) || near(number, short_axis, 0.5)) return figure;
  return Figure::other;
}

bool of_a_place_2000(const std::string& said) {
  std::string text = said;
  std::erase_if(text, [](char c) { return std::string_view("_-' .").find(c) != std::string_view::npos; });
  const auto at = text.find("2000");
  if (at == std::string::npos || has(text, "cgcs")) return false;
  const std::string_view before = std::string_view(text).substr(0, at);
  const Words usual = {"国家", "大地", "中国", "系", "坐标", "系统",  "基准",   "框架",    "参考", "年",
                       "国",   "(",    ":",    "=",  "采用", "使用",  "为",     "是",      "统一", "测量",
                       "标准", "新",   "用",   "/",  ",",    "china", "system", "geodetic"};
  if (!before.empty() &&
      std::none_of(usual.begin(), usual.end(), [&](auto word) { return before.ends_with(word); }))
    return true;
  if (has_one(text, {"国家", "大地", "中国", "china"})) return false;
  // Nothing says that it is the country's but the year: what else stands there must be of a system or zone.
  const Words known = {"2000", "坐标", "系统",   "系",    "基准",     "框架",    "参考",   "年",   "平面",
                       "直角", "高斯", "吕格",   "克",    "里格",     "律格",    "投影",   "中央", "子午线",
                       "经线", "经度", "东经",   "度",    "分",       "秒",      "带号",   "带",   "号",
                       "第",   "三",   "六",     "采用",  "使用",     "为",      "是",     "统一", "标准",
                       "成果", "数据", "米",     "gauss", "kruger",   "kreuger", "degree", "deg",  "gk",
                       "cm",   "zone", "epsg",   "空间",  "地理",     "经纬",    "国",     "椭球", "测量",
                       "新",   "用",   "system", "coord", "geodetic", "高程",    "1985",   "黄海", "e",
                       "°",    "′",    "″",      "(",     ")",        "、",      "的"};
  for (const auto word : known)
    for (auto from = text.find(word); from != std::string::npos; from = text.find(word))
      text.replace(from, word.size(), 1, ' ');
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80U || (c >= 'a' && c <= 'z'); });
}

namespace {

const Words& cities() {
  static const Words kCities = {
      "成都", "雅安", "自贡", "攀枝花", "泸州",     "德阳",     "绵阳", "广元", "遂宁", "内江",   "乐山",
      "南充", "眉山", "宜宾", "广安",   "达州",     "巴中",     "资阳", "阿坝", "甘孜", "凉山",   "西昌",
      "四川", "北京", "天津", "石家庄", "太原",     "呼和浩特", "沈阳", "大连", "长春", "哈尔滨", "上海",
      "南京", "苏州", "杭州", "宁波",   "合肥",     "福州",     "厦门", "南昌", "济南", "青岛",   "郑州",
      "武汉", "长沙", "广州", "深圳",   "珠海",     "南宁",     "海口", "重庆", "贵阳", "昆明",   "拉萨",
      "西安", "兰州", "西宁", "银川",   "乌鲁木齐", "市",       "城市"};
  return kCities;
}
bool ends_with_city(std::string_view text) {
  return std::any_of(cities().begin(), cities().end(), [&](auto city) { return text.ends_with(city); });
}

}  // namespace

bool names_city_2000(const std::string& text) {
  for (std::size_t at = 0; (at = text.find("2000", at)) != std::string::npos; at += 4) {
    const std::string_view before = std::string_view(text).substr(0, at);
    const std::string_view after = std::string_view(text).substr(at + 4);
    if ((after.starts_with("坐标系") || after.starts_with("系")) && ends_with_city(before)) return true;
  }
  return false;
}

bool names_city_system(const std::string& text) {
  for (std::size_t at = 0; (at = text.find("坐标系", at)) != std::string::npos; at += 9) {
    const std::string_view before = std::string_view(text).substr(0, at);
    if (!before.ends_with("北京") && !before.ends_with("西安") && ends_with_city(before)) return true;
  }
  return false;
}

bool before_conversion(const std::string& text) {
  return has_one(text, {"转换前", "转前", "未转", "待转", "拟转", "非2000", "非cgcs", "非国家", "不是2000",
                        "不是国家", "不是cgcs"});
}

}  // namespace zonegate::survey
