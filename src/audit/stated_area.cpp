// SPDX-License-Identifier: Apache-2.0
//
// Stated areas against those of the drawn polygons. Where a file states all of them in another unit, that is one finding and not one for each parcel.
#include <algorithm>
#include <cmath>

#include "audit/parts.h"
#include "survey/survey.h"

namespace zonegate::audit {
namespace {

constexpr double kMu = 10000.0 / 15.0;

struct Unit {
  const char* key;
  const char* zh;
  double m2;
};
constexpr Unit kUnits[] = {
    {"m2", "平方米", 1}, {"mu", "亩", kMu}, {"ha", "公顷", 10000}, {"km2", "平方千米", 1e6}};

double m2_of(const std::string& unit) {
  for (const Unit& u : kUnits)
    if (unit == u.key) return u.m2;
  return 1;
}

bool agrees(double stated_m2, double computed, const StatedArea& facts) {
  return std::abs(stated_m2 - computed) <= facts.tolerance * computed + facts.rounding_m2;
}

// The unit in which the number would be right; the statement of the kind is not asked again.
std::string explaining(double stated, double computed, const StatedArea& facts) {
  for (const Unit& u : kUnits)
    if (u.key != facts.unit && std::abs(stated * u.m2 - computed) <= facts.tolerance * computed) return u.key;
  return {};
}

// A column of areas that the kind's table does not know: by its own name, and in any unit where that says none. SHAPE_Area of a geodatabase is in the units of its system.
std::optional<StatedArea> by_name(const std::string& column) {
  const auto said = lower(column).starts_with("shape") ? std::nullopt : survey::area_said(column, "1");
  if (!said || said->whole) return std::nullopt;
  StatedArea out;
  out.columns = {column};
  for (const Unit& u : kUnits)
    if (std::abs(said->hectares * 1e4 - u.m2) < 1e-6 * u.m2) out.unit = u.key;
  out.rounding_m2 = 0.01 * m2_of(out.unit);
  return out;
}

Text hint_for(const std::string& unit) {
  for (const Unit& u : kUnits)
    if (unit == u.key)
      return {std::string("若单位为") + u.zh + "则相符", std::string("it would agree in ") + u.key};
  return {"核对图形与申报面积", "check the polygon and the number"};
}

}  // namespace

StatedAreas::StatedAreas(Work& work, const catalog::Layer& layer, const std::vector<std::string>& columns)
    : work_(work), layer_(layer) {
  for (const auto& facts : work.facts(layer.kind).stated)
    for (const auto& column : facts.columns)
      if (std::find(columns.begin(), columns.end(), column) != columns.end())
        columns_.push_back({column, facts});
  for (const auto& column : columns) {
    const bool known =
        std::any_of(columns_.begin(), columns_.end(), [&](const auto& c) { return c.column == column; });
    if (known) continue;
    if (auto facts = by_name(column)) columns_.push_back({column, std::move(*facts)});
  }
}

void StatedAreas::look(const Row& row, double area_m2) {
  for (const auto& [column, facts] : columns_) {
    const auto at = row.source->fields.find(column);
    if (at == row.source->fields.end()) continue;
    const auto stated = as_number(at->second);
    if (!stated || agrees(*stated * m2_of(facts.unit), area_m2, facts)) continue;
    if (facts.unit.empty() && !explaining(*stated, area_m2, facts).empty()) continue;
    differences_.push_back({row.source->fid, column, explaining(*stated, area_m2, facts), *stated, area_m2,
                            row.figure ? lonlat(row.figure->shape, work_.plane) : geom::Shape()});
  }
}

void StatedAreas::tell(const Difference& d, const std::string& unit) {
  Finding& f = work_.found.add("layer.stated_area_differs", Severity::warning, &layer_,
                               {"字段 " + d.column + " 所填面积与图形面积不符",
                                "the area stated in " + d.column + " is not that of the polygon"},
                               hint_for(d.explained));
  name_features(f, {d.fid});
  const std::string numbers = shortest(d.stated) + " " + unit;
  f.detail = {"所填 " + numbers + "，图形 " + fixed(d.computed, 2) + " m2",
              "stated " + numbers + ", drawn " + fixed(d.computed, 2) + " m2"};
  f.area_m2 = d.computed;
  f.place = d.place;
}

void StatedAreas::finish() {
  constexpr std::size_t kMany = 10;
  for (const auto& [column, facts] : columns_) {
    std::map<std::string, std::vector<std::string>> by_unit;
    std::vector<const Difference*> here;
    for (const auto& d : differences_) {
      if (d.column != column) continue;
      here.push_back(&d);
      if (!d.explained.empty()) by_unit[d.explained].push_back(d.fid);
    }
    std::string common;
    for (const auto& [unit, ids] : by_unit)
      if (ids.size() >= kMany && 10 * ids.size() >= 9 * here.size()) common = unit;
    if (!common.empty()) {
      const std::string n = std::to_string(by_unit[common].size());
      Finding& f = work_.found.add(
          "layer.stated_area_differs", Severity::warning, &layer_,
          {n + " 个要素的 " + column + " 与图形面积不符",
           "of " + n + " features the area stated in " + column + " is not that of the polygon"},
          hint_for(common));
      name_features(f, by_unit[common]);
    }
    for (const auto* d : here)
      if (common.empty() || d->explained != common) tell(*d, facts.unit);
  }
}

}  // namespace zonegate::audit
