// SPDX-License-Identifier: Apache-2.0
//
// What measures are called: whose parts, what of which layer, which statistic. Rules and lists have short names for them (`n_reserve`), which nobody else knows.
#include <algorithm>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

std::string unit_of(facts::Stat stat) {
  switch (stat) {
    case facts::Stat::area:
    case facts::Stat::net_area:
    case facts::Stat::overlap_area:
      return "m2";
    case facts::Stat::length:
    case facts::Stat::distance:
      return "m";
    case facts::Stat::count:
    case facts::Stat::value:
      return "";
    case facts::Stat::share:
    case facts::Stat::share_outside:
      return "1";
  }
  return "";
}

Text stat_text(facts::Stat stat) {
  switch (stat) {
    case facts::Stat::area:
      return {"面积", "area"};
    case facts::Stat::net_area:
      return {"净面积", "net area"};
    case facts::Stat::overlap_area:
      return {"重叠面积", "overlap"};
    case facts::Stat::length:
      return {"长度", "length"};
    case facts::Stat::distance:
      return {"距离", "distance"};
    case facts::Stat::count:
      return {"数量", "count"};
    case facts::Stat::value:
      return {"取值", "value"};
    case facts::Stat::share:
      return {"所占比例", "share"};
    case facts::Stat::share_outside:
      return {"以外所占比例", "share outside"};
  }
  return {};
}

// Whose measure it is, where that is not told by the rule's subject: tunnels, spans and influence, those that occupy ground, or some of them. An area of ground that is taken
// says nothing of a tunnel below it: a nought of it must not read as if it did.
Text parts_text(const facts::Measure& measure) {
  const schema::RoleSet roles = measure.roles;
  const bool area = measure.stat == facts::Stat::area || measure.stat == facts::Stat::net_area ||
                    measure.stat == facts::Stat::overlap_area;
  const auto set = [](std::string_view words) { return *schema::parse_roles(words); };
  const schema::RoleSet permanent = set("permanent") | set("reservoir"),
                        temporary = set("occupation") & ~permanent;
  if (roles == set("influence")) return {"影响范围内", " within the influence"};
  if (roles == set("non_surface")) return {"地下、架空部分涉及的", " of tunnels and spans"};
  if (roles == (set("non_surface") | set("influence")))
    return {"地下、架空部分和影响范围涉及的", " of tunnels, spans and influence"};
  if (roles == set("occupation") && area) return {"占地内", " on ground that is taken"};
  if (roles == set("occupation") || (roles & ~set("occupation"))) return {};
  if (roles == temporary) return {"临时占地内", " on temporary parts"};
  if (roles == permanent) return {"永久占地内", " on permanent parts"};
  Text out;
  for (const auto role : {schema::Role::permanent, schema::Role::temporary, schema::Role::camp,
                          schema::Role::spoil, schema::Role::borrow, schema::Role::reservoir}) {
    if (!(roles & schema::role_bit(role))) continue;
    out.zh += (out.zh.empty() ? "" : "、") + std::string(schema::chinese(role));
    out.en += (out.en.empty() ? " on parts " : ", ") + std::string(schema::to_string(role));
  }
  return {out.zh + "地块内", out.en};
}

// What of the layer is meant. Only of some features, or of parts of some roles: a nought does not mean that there are none.
Text subject_text(const rules::Rule& rule, const std::string& name, const facts::Measure& measure) {
  const Text parts = parts_text(measure);
  if (const auto own = rule.measure_titles.find(name); own != rule.measure_titles.end())
    return {parts.zh + own->second.in(Lang::zh), own->second.in(Lang::en) + parts.en};
  const auto* kind = schema::find_kind(measure.layer);
  return {parts.zh + (measure.where ? "本条所指的" : "") + std::string(kind ? kind->zh : measure.layer),
          std::string(kind ? kind->en : measure.layer) + (measure.where ? " that the rule means" : "") +
              parts.en};
}

}  // namespace

std::vector<MeasureName> names_of(const rules::Rule& rule) {
  std::vector<MeasureName> out;
  for (const auto& [name, measure] : rule.measures) {
    const Text of = subject_text(rule, name, measure), stat = stat_text(measure.stat);
    out.push_back({name, {of.zh + stat.zh, of.en + ": " + stat.en}, unit_of(measure.stat)});
  }
  // Where words do not tell two of them apart, their names do.
  const std::vector<MeasureName> all = out;
  for (auto& m : out) {
    const auto alike = [&](const MeasureName& other) {
      return other.what.zh == m.what.zh || other.what.en == m.what.en;
    };
    if (std::count_if(all.begin(), all.end(), alike) > 1)
      m.what = {m.what.zh + "（" + m.name + "）", m.what.en + " (" + m.name + ")"};
  }
  return out;
}

}  // namespace zonegate::verdict
