// SPDX-License-Identifier: Apache-2.0
//
// The units of a project have two witnesses: the geometry of the units, and the official system's own answer. Each fills in where the other is silent. Where they
// contradict each other neither is preferred: the units in question hold perhaps, the layer's answer is open, and the issue names them. Geometry can deny a code only
// where it examined the whole footprint, and a bare point can deny nothing; the official answer is meant to be complete, so it denies what it does not name. A part of
// it that cannot be read may name a unit more: what was measured stays, and the layer is open beyond it.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using expr::Truth;
using facts::AccessUnit;

std::string text_of(const Attributes& fields, std::string_view key) {
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

void add_measured(Work& work, const std::string& kind) {
  auto& units = work.out.access.units;
  for (const auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    const bool is_hit = facts::is_hit(fact.band);
    if (fact.kind != kind || (!is_hit && fact.certain)) continue;
    auto at = std::find_if(units.begin(), units.end(), [&](const AccessUnit& u) {
      return u.kind == kind && u.layer_id == fact.layer_id && u.feature_id == fact.feature_id;
    });
    if (at == units.end()) {
      AccessUnit unit;
      unit.kind = kind;
      unit.layer_id = fact.layer_id;
      unit.feature_id = fact.feature_id;
      unit.code = text_of(fact.fields, "code");
      unit.name = text_of(fact.fields, "name");
      unit.city = text_of(fact.fields, "city");
      unit.county = text_of(fact.fields, "county");
      unit.unit_class = text_of(fact.fields, "class");
      unit.subclass = text_of(fact.fields, kind == "zone_unit" ? "subclass" : "subtype");
      unit.element = text_of(fact.fields, "element");
      at = units.insert(units.end(), std::move(unit));
    }
    const auto role = schema::role_bit(fact.role);
    at->possible_roles |= role;
    if (is_hit && fact.certain) at->certain_roles |= role;
    at->overlap_m2 += fact.counted_m2;
    at->length_m += fact.counted_length_m.value_or(0);
    at->band = std::max(at->band, fact.band);
  }
}

// Does the geometry of this kind reach the whole footprint, so that a unit that it does not meet is none of the project's?
bool geometry_denies(Work& work, const std::string& kind) {
  const auto at = work.kinds.find(kind);
  if (at == work.kinds.end() || at->second.layers.empty() || work.project.parts.empty()) return false;
  const bool sized = std::all_of(work.project.parts.begin(), work.project.parts.end(),
                                 [](const auto& p) { return p.sized; });
  return sized && work.project.status == catalog::Status::ok &&
         examined_share(work, at->second, kind, 0) >= 1;
}

schema::RoleSet roles_of(const catalog::Project& project) {
  schema::RoleSet roles = 0;
  for (const auto& part : project.parts) roles |= schema::role_bit(part.role);
  return roles ? roles
               : schema::role_bit(schema::Role::permanent);  // nothing was drawn: a project occupies ground
}

void doubt(AccessUnit& unit, schema::RoleSet roles) {
  unit.contradicted = true;
  unit.possible_roles |= unit.certain_roles | roles;
  unit.certain_roles = 0;
}

// The measured unit that an official code names takes what the official system adds.
void agree(Work& work, AccessUnit& unit, const catalog::OfficialUnit& official, schema::RoleSet roles) {
  unit.source = AccessUnit::Source::both;
  unit.stated_in = official.source;
  if (unit.name.empty()) unit.name = official.name;
  unit.list = official.list;
  if (unit.city.empty()) unit.city = official.city;
  if (unit.county.empty()) unit.county = official.county;
  if (unit.certain_roles == 0) unit.official_roles = roles;  // a near miss that the official system decides
  if (unit.unit_class.empty()) unit.unit_class = official.unit_class;
  if (official.unit_class.empty() || unit.unit_class == official.unit_class) return;
  if (official.unit_class != "?") {  // which was told where the table was read
    work.out.issues.push_back(
        {"project.units_conflict", Severity::error, work.project.file, "", work.project.project_id,
         "unit " + unit.code + " is of class " + unit.unit_class + " in its layer, of class " +
             official.unit_class + " in " + official.source + "; neither is preferred",
         "check the class at the source", std::nullopt});
  }
  unit.unit_class = "?";
  if (unit.kind == "zone_unit") doubt(unit, 0);
}

void add_official(Work& work, const std::string& kind, std::string& strange) {
  const schema::RoleSet roles = roles_of(work.project);
  const bool denies = geometry_denies(work, kind);
  auto& units = work.out.access.units;
  for (const auto& official : work.project.units) {
    if (schema::is_element_code(official.code) != (kind == "zone_element")) continue;
    const auto at = std::find_if(units.begin(), units.end(), [&](const AccessUnit& u) {
      return u.kind == kind && u.code == official.code;
    });
    if (at != units.end()) {
      agree(work, *at, official, official.certain ? roles : 0);
      if (!official.certain) doubt(*at, 0);
      continue;
    }
    AccessUnit unit;
    unit.kind = kind;
    unit.code = official.code;
    unit.name = official.name;
    unit.list = official.list;
    unit.city = official.city;
    unit.county = official.county;
    unit.unit_class = official.unit_class;
    unit.source = AccessUnit::Source::official;
    unit.stated_in = official.source;
    unit.official_roles = official.certain && !denies ? roles : 0;
    if (denies || !official.certain) doubt(unit, roles);
    // No part was read: that it has none of a role (a work site, a tunnel) is not known either.
    if (work.project.parts.empty()) unit.possible_roles |= *schema::parse_roles("all");
    if (denies) strange += " " + official.code;
    units.push_back(std::move(unit));
  }
}

void compare(Work& work, const std::string& kind) {
  std::string strange, unnamed;
  add_official(work, kind, strange);
  auto& units = work.out.access.units;
  const bool stated = std::any_of(units.begin(), units.end(), [&](const AccessUnit& u) {
    return u.kind == kind && u.source != AccessUnit::Source::measured;
  });
  for (auto& unit : units) {
    if (!stated || unit.kind != kind || unit.source != AccessUnit::Source::measured) continue;
    if (unit.certain_roles != 0) unnamed += " " + (unit.code.empty() ? "(without code)" : unit.code);
    doubt(unit, 0);
  }
  if (strange.empty() && unnamed.empty()) return;
  std::string message;
  if (!strange.empty())
    message = "the official system names" + strange + ", which the footprint does not meet";
  if (!unnamed.empty())
    message += (message.empty() ? "" : "; ") +
               ("the footprint meets" + unnamed + ", which the official system does not name");
  work.out.issues.push_back({"project.units_conflict", Severity::error, work.project.file, "",
                             work.project.project_id, message + "; neither is preferred",
                             "check the footprint, the version of the units, and the codes", std::nullopt});
}

double whole_share(Work& work, const std::string& kind) {
  const auto at = work.kinds.find(kind);
  return at == work.kinds.end() ? 0 : examined_share(work, at->second, kind, 0);
}

}  // namespace

void gather_units(Work& work) {
  auto& units = work.out.access.units;
  for (const char* kind : {"zone_unit", "zone_element"}) {
    add_measured(work, kind);
    compare(work, kind);
  }
  std::stable_sort(units.begin(), units.end(), [](const AccessUnit& a, const AccessUnit& b) {
    return a.kind != b.kind ? a.kind > b.kind : a.code < b.code;  // zone_unit before zone_element
  });
  bool stated = false, elements = false;
  for (const auto& unit : units) {
    const bool official = unit.source != AccessUnit::Source::measured;
    (unit.kind == "zone_unit" ? stated : elements) |= official;
    // A measured near miss that nobody names is no contradiction; what both sides are sure of is. Element zones too: where they contradict the footprint, the place may
    // be another, and with it the units.
    work.official_contradicted |= unit.contradicted && (official || unit.band == facts::Band::overlap ||
                                                        unit.band == facts::Band::boundary);
  }
  work.official_contradicted = work.official_contradicted && (stated || elements);
  work.official_unread = !work.project.units_fault.empty();
  work.official_answers = stated && units_doubt(work).empty();
  work.elements_known = (elements && !work.official_unread) || whole_share(work, "zone_element") >= 1;
}

Truth met(const AccessUnit& unit, schema::RoleSet roles) {
  if (unit.certain_roles & roles) return Truth::yes;
  // The official system does not say which part meets the unit: for certain one of these roles only if all of them are.
  if (unit.official_roles && !(unit.official_roles & ~roles)) return Truth::yes;
  return (unit.possible_roles | unit.official_roles) & roles ? Truth::unknown : Truth::no;
}

std::string_view units_doubt(const Work& work) {
  if (work.official_contradicted) return "the official unit codes and the geometry contradict each other";
  if (work.official_unread) return "some of the official unit codes cannot be read: there may be a unit more";
  return {};
}

double unit_share(Work& work) {
  if (!units_doubt(work).empty()) return 0;
  return work.official_answers ? 1 : whole_share(work, "zone_unit");
}

namespace {

// Where the two contradict each other nothing is sure; a unit more than those that are known can only add to what was measured.
void open_by_doubt(const Work& work, const facts::Measure& measure, facts::MeasureFact& fact) {
  using facts::Stat;
  const bool grows = measure.stat == Stat::count || measure.stat == Stat::area ||
                     measure.stat == Stat::net_area || measure.stat == Stat::share;
  const bool keep = grows && !work.official_contradicted;
  fact.value = keep ? expr::Span::at_least(fact.value.lo) : expr::Span::anything();
  fact.reason = "zone_unit: " + std::string(units_doubt(work));
  fact.examined_share = 0;
}

}  // namespace

void mend_by_units(Work& work, const facts::Measure& measure, facts::MeasureFact& fact) {
  if (measure.layer != "zone_unit") return;
  if (!units_doubt(work).empty()) return open_by_doubt(work, measure, fact);
  if (!work.official_answers) return;
  double certain = 0, possible = 0;  // units that the official system alone names
  for (const auto& unit : work.out.access.units) {
    if (unit.kind != "zone_unit" || unit.source != AccessUnit::Source::official) continue;
    Attributes fields{{"code", unit.code},
                      {"name", unit.name},
                      {"county", unit.county},
                      {"subclass", Unknown{}},
                      {"class", Unknown{}}};
    if (!unit.unit_class.empty() && unit.unit_class != "?") fields["class"] = unit.unit_class;
    const Truth holds = std::min(met(unit, measure.roles), matches(measure.where, fields));
    certain += holds == Truth::yes;
    possible += holds != Truth::no;
  }
  const bool whole = fact.examined_share >= 1;
  if (whole && possible == 0) return;
  fact.reason =
      possible > certain
          ? "zone_unit: a field that decides is unknown, or it is not known which part meets the unit"
          : "";
  const bool none = possible == 0 && fact.features.empty();
  if (measure.stat == facts::Stat::count) {
    fact.value = {fact.value.lo + certain, (whole ? fact.value.hi : fact.measured) + possible, false};
  } else if (none) {
    fact.value = expr::Span::exact(measure.stat == facts::Stat::share_outside ? 1 : 0);
  } else if (measure.stat == facts::Stat::area || measure.stat == facts::Stat::net_area ||
             measure.stat == facts::Stat::share) {
    const bool more = certain > 0 && fact.value.lo == 0;
    fact.value = more ? expr::Span::more_than(0) : expr::Span::at_least(fact.value.lo);
    fact.reason = "zone_unit: the official system names the unit, but not how much of the project lies in it";
  } else {
    return;
  }
  fact.measured += measure.stat == facts::Stat::count ? possible : 0;
  fact.examined_share = 1;
}

}  // namespace zonegate::overlay
