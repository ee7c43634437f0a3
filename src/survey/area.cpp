// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "part.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Unit {
  std::string_view word;
  double hectares;
};
constexpr std::array<Unit, 25> kUnits = {
    {{"", 1},          {"公顷", 1},      {"ha", 1},          {"hm2", 1},
     {"hm²", 1},       {"万平方米", 1},  {"万m2", 1},        {"万m²", 1},
     {"亩", 1.0 / 15}, {"mu", 1.0 / 15}, {"市亩", 1.0 / 15}, {"平方米", 1e-4},
     {"平米", 1e-4},   {"m2", 1e-4},     {"m²", 1e-4},       {"㎡", 1e-4},
     {"m^2", 1e-4},    {"sqm", 1e-4},    {"平方公里", 100},  {"平方千米", 100},
     {"km2", 100},     {"km²", 100},     {"k㎡", 100},       {"gq", 1},
     {"pfm", 1e-4}}};
double unit_of(std::string_view word) {
  const auto at = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.word == word; });
  return at == kUnits.end() || word.empty() ? 0 : at->hectares;
}

// Names of columns, and of the initials of their Pinyin. 占地面积 is the attribute area_ha, in hectares if it says no other unit.
constexpr std::array<std::string_view, 41> kAreas = {
    "面积",         "用地面积", "占地面积",     "地块面积",     "宗地面积",     "用地红线面积", "红线面积",
    "矿区面积",     "勘测面积", "勘测定界面积", "建设用地面积", "拟用地面积",   "申请用地面积", "征地面积",
    "土地面积",     "用地规模", "范围面积",     "area",         "land_area",    "landarea",     "site_area",
    "mj",           "ydmj",     "zdmj",         "dkmj",         "tdmj",         "hxmj",         "kqmj",
    "红线内面积",   "界址面积", "图形面积",     "实测面积",     "用地范围面积", "征占地面积",   "征占用面积",
    "规划用地面积", "征收面积", "净用地面积",   "占地",         "占地规模",     "总占地"};
constexpr std::array<std::string_view, 13> kWholes = {
    "总面积",   "用地总面积",     "总用地面积", "项目面积", "项目总面积", "项目用地面积", "项目占地面积",
    "合计面积", "项目总用地面积", "total_area", "zmj",      "zydmj",      "xmmj"};
template <std::size_t n>
bool in(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct AreaColumn {
  double hectares = 0;
  bool whole = false;
};
// "用地面积(公顷)", "面积_亩", "areaha".
std::optional<AreaColumn> area_column(const std::string& column) {
  std::string key = key_of(column);
  AreaColumn out;
  for (const auto& [name, hectares] : {std::pair{"hectares", 1.0}, {"hectare", 1.0}, {"sqkm", 100.0}})
    if (key == name) return AreaColumn{hectares, false};
  if (const auto open = key.find_first_of("([{"); open != std::string::npos && open > 0) {
    const auto end = std::min(key.find_first_of(")]}", open), key.size());
    out.hectares = unit_of(std::string_view(key).substr(open + 1, end - open - 1));
    key.erase(open);
  }
  const auto known = [&](std::string_view name) {
    while (!name.empty() && (name.back() == '_' || name.back() == '-' || name.back() == '/'))
      name.remove_suffix(1);
    out.whole = in(kWholes, name);
    return out.whole || in(kAreas, name);
  };
  if (known(key)) {
    if (out.hectares == 0 && key == "占地面积") out.hectares = 1;
    return out;
  }
  for (const Unit& unit : kUnits) {
    if (unit.word.empty() || !key.ends_with(unit.word)) continue;
    if (!known(std::string_view(key).substr(0, key.size() - unit.word.size()))) continue;
    out.hectares = unit.hectares;
    return out;
  }
  return std::nullopt;
}

bool near(double a, double b) { return std::abs(a - b) <= 0.01 * std::abs(b); }

constexpr const char* kNoCause = "check the points and the figure; the points are what is judged";

// The figure counts the ground of the holes: it may be meant to be judged, and is not.
bool holes_meant(double stated, double shells, double holes) {
  return holes > 0 && near(stated, shells / 1e4);
}

// Which slip would explain the stated figure.
std::string likely_ring(double stated, double shells, double holes) {
  if (holes_meant(stated, shells, holes)) return "the figure fits if the holes are not left out";
  if (holes > 0 && near(stated, (shells + holes) / 1e4))
    return "the figure fits if the rings inside others are added instead of left out";
  return kNoCause;
}
std::string likely_cause(double stated, const Drawn& drawn) {
  const double ha = drawn.area / 1e4;
  if (near(stated, ha * 15)) return "the figure fits in 亩; the unit of a parcel line is the hectare";
  if (near(stated, drawn.area)) return "the figure fits in m2; the unit of a parcel line is the hectare";
  if (near(stated, ha / 100)) return "the figure fits in km2; the unit of a parcel line is the hectare";
  return likely_ring(stated, drawn.shells, drawn.holes);
}

// The unit in which a figure without one comes nearest.
double nearest_unit(double number, double ha) {
  constexpr std::array<double, 3> kUsual = {1, 1e-4, 1.0 / 15};
  const auto off = [&](double unit) { return std::abs(std::log(number * unit / ha)); };
  return *std::min_element(kUsual.begin(), kUsual.end(), [&](double a, double b) { return off(a) < off(b); });
}

// Where the points hold more ground than is stated, more is judged than was meant; where they hold less, points may be missing.
constexpr double kMissing = 0.05;

}  // namespace

std::optional<StatedArea> read_area(std::string_view text) {
  const std::string plain = key_of(text);
  const std::size_t length = std::min(plain.find_first_not_of("+-0123456789."), plain.size());
  const auto number = read_decimal(std::string_view(plain).substr(0, length));
  if (!number || number->value < 0) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (plain.substr(length) != unit.word) continue;
    return StatedArea{number->value * unit.hectares, half_of_digit(number->decimals) * unit.hectares,
                      std::string(trim(text)), unit.hectares != 1};
  }
  return std::nullopt;
}

namespace {

void drop_about(std::string& text) {
  for (const std::string_view about : {"约为", "约", "≈", "为", "共", ":"})
    if (text.starts_with(about)) text.erase(0, about.size());
}

// In a remark, or in what a project is like (规模): "总占地约300亩". Of other words nobody knows of which ground they are.
std::optional<AreaSaid> said_in_words(const std::string& column, const std::string& text) {
  if (!is_one(key_of(column),
              {"规模", "建设规模", "项目规模", "备注", "说明", "描述", "description", "remark", "remarks"}))
    return std::nullopt;
  const std::string plain = without_marks(key_of(text));
  for (const std::string_view word :
       {"总占地面积", "总占地", "占地面积", "用地总面积", "总用地面积", "用地面积", "占地"}) {
    const auto at = plain.find(word);
    if (at == std::string::npos) continue;
    std::string rest = plain.substr(at + word.size());
    drop_about(rest);
    const std::size_t length = std::min(rest.find_first_not_of("0123456789."), rest.size());
    const auto number = read_decimal(std::string_view(rest).substr(0, length));
    if (!number || !(number->value > 0)) continue;
    const Unit* unit = nullptr;  // the longest that fits: 平方公里, not 平方
    for (const Unit& one : kUnits)
      if (!one.word.empty() && std::string_view(rest).substr(length).starts_with(one.word) &&
          (!unit || one.word.size() > unit->word.size()))
        unit = &one;
    if (!unit) continue;
    return AreaSaid{column,         std::string(trim(text)),
                    number->value,  half_of_digit(number->decimals),
                    unit->hectares, true};
  }
  return std::nullopt;
}

}  // namespace

bool is_area_column(const std::string& column) { return area_column(column).has_value(); }

std::optional<AreaSaid> area_said(const std::string& column, const std::string& text) {
  const auto known = area_column(column);
  if (!known) return said_in_words(column, text);
  std::string plain = key_of(text);
  drop_about(plain);
  plain = without_marks(plain);
  const std::size_t length = std::min(plain.find_first_not_of("+0123456789."), plain.size());
  const auto number = read_decimal(std::string_view(plain).substr(0, length));
  if (!number || !(number->value > 0)) return std::nullopt;
  const std::string rest = plain.substr(length, plain.find_first_of("(/", length) - length);  // 30亩/2.0公顷
  const double own = unit_of(rest);
  if (!rest.empty() && own == 0) return std::nullopt;
  return AreaSaid{column,
                  std::string(trim(text)),
                  number->value,
                  half_of_digit(number->decimals),
                  own > 0 ? own : known->hectares,
                  known->whole};
}

AreaCompared compare_said(const AreaSaid& said, const AreaDrawn& drawn) {
  AreaCompared out;
  const double ha = drawn.area / 1e4;
  if (!(ha > 0)) return out;
  const double unit = said.hectares > 0 ? said.hectares : nearest_unit(said.number, ha);
  out.hectares = said.number * unit;
  const double half = said.half * unit;
  const double allowed = drawn.slack / 1e4 + (half > 0.6e-4 ? half : 0);
  out.differs = std::abs(out.hectares - ha) > allowed + 1e-9;
  if (!out.differs) return out;
  out.cause = likely_ring(out.hectares, drawn.shells, drawn.holes);
  for (const auto& [other, name] : {std::pair{1.0, "公顷"}, {1.0 / 15, "亩"}, {1e-4, "m2"}, {100.0, "km2"}})
    if (other != unit && near(said.number * other, ha)) out.cause = std::string("the figure fits in ") + name;
  if (drawn.other_plane > 0 && near(out.hectares, drawn.other_plane / 1e4))
    out.cause = "the figure fits in " + drawn.plane + ", which stretches areas";
  out.missing = (out.hectares - ha - allowed) / ha > kMissing &&
                (out.cause == std::string(kNoCause) || holes_meant(out.hectares, drawn.shells, drawn.holes));
  return out;
}

void compare_area(const StatedArea& stated, const Drawn& drawn, double half_digit, bool more_stated,
                  Notes& notes) {
  const double ha = drawn.area / 1e4;
  double allowed = 1e-4;
  if (stated.half > 0.6e-4) allowed += stated.half;
  // Millimetres are what such a text should have; fewer digits move the border.
  if (half_digit > 0.0006) allowed += drawn.perimeter * half_digit / 1e4;
  const double difference = std::abs(stated.hectares - ha);
  if (difference <= allowed + 1e-9) return;
  const std::string cause = likely_cause(stated.hectares, drawn);
  const std::string words = "stated area " + fixed(stated.hectares, 4) + " ha, planar area of the points " +
                            fixed(ha, 4) + " ha: they differ by " + fixed(difference, 4) + " ha";
  notes.add("project.area_stated_differs", Severity::warning, words, cause);
  // A slip of units explains the figure; but not points that are missing as well.
  const double more = (stated.hectares - ha - allowed) / ha;
  const bool unexplained = more > kMissing && (cause == std::string(kNoCause) ||
                                               holes_meant(stated.hectares, drawn.shells, drawn.holes));
  if (unexplained || (more_stated && more > 0.01))
    notes.add("survey.points_unread", Severity::error,
              words + (more_stated ? ", and more points are stated than there are" : "") +
                  ": points seem to be missing",
              "complete the points, or correct the parcel line");
}

}  // namespace zonegate::survey
