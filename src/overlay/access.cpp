// SPDX-License-Identifier: Apache-2.0
//
// Which rows of access lists hold where. A row stands for a control unit (ZH...), an element zone (YS...) or an administrative area (six digits, where unit_class may
// narrow it to units of one class). Idea: rows are indexed by their code, so that a project looks only at those of its own units and regions; what cannot be compared
// (no code, a code of another form, a zone that nobody looked for) is a candidate for every project and holds perhaps. Cost: rows of the project, not of the list.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using expr::Truth;

const Value& field(const Attributes& fields, std::string_view key) {
  static const Value kUnknown = Unknown{};
  const auto at = fields.find(key);
  return at == fields.end() ? kUnknown : at->second;
}

// ZH, six digits of the county, class 1 to 3, four digits. Codes of this and of another form cannot be compared.
bool is_standard(const std::string& code) {
  return code.size() == 13 && code.starts_with("ZH") && code[8] >= '1' && code[8] <= '3' &&
         std::all_of(code.begin() + 2, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Units of a form of their own can be compared with rows of such a form; where there are none, such a row may be a slip of the pen.
bool any_odd_unit(const Work& work) {
  return std::any_of(work.out.access.units.begin(), work.out.access.units.end(),
                     [](const auto& unit) { return unit.kind == "zone_unit" && !is_standard(unit.code); });
}

bool any_nameless_unit(const Work& work) {
  return std::any_of(work.out.access.units.begin(), work.out.access.units.end(),
                     [](const auto& unit) { return unit.kind == "zone_unit" && unit.code.empty(); });
}

// Among units of one kind. One whose code cannot be read may be any.
RowPlace among(const Work& work, schema::RoleSet roles, const std::string& kind, const std::string& code) {
  RowPlace place{Truth::no, facts::AccessRow::kNoUnit};
  bool nameless = false;
  for (std::size_t i = 0; i < work.out.access.units.size(); ++i) {
    const auto& unit = work.out.access.units[i];
    const Truth here = unit.kind == kind ? met(unit, roles) : Truth::no;
    if (here == Truth::no) continue;
    nameless = nameless || unit.code.empty();
    if (unit.code == code && here > place.holds) place = {here, i};
  }
  if (nameless) place.holds = std::max(place.holds, Truth::unknown);
  return place;
}

Truth in_region(const Work& work, const std::string& code) {
  if (is_national(code)) return Truth::yes;
  const auto& regions = work.project.regions;
  const auto& near = work.project.regions_near;
  if (regions.empty()) return Truth::unknown;
  if (std::find(regions.begin(), regions.end(), code) != regions.end()) return Truth::yes;
  const bool may = work.project.regions_open || std::find(near.begin(), near.end(), code) != near.end();
  return may ? Truth::unknown : Truth::no;
}

// A row of a region may be for units of one class only.
Truth class_met(Work& work, schema::RoleSet roles, const Attributes& row) {
  if (!row.contains("unit_class")) return Truth::yes;
  const Value& wanted = field(row, "unit_class");
  if (is_unknown(wanted)) return Truth::unknown;
  const std::string word = to_text(wanted);
  if (word.empty()) return Truth::yes;
  Truth best = unit_share(work) >= 1 ? Truth::no : Truth::unknown;
  for (const auto& unit : work.out.access.units) {
    if (unit.kind != "zone_unit") continue;
    const bool known = unit.unit_class == "1" || unit.unit_class == "2" || unit.unit_class == "3";
    const Truth fits = !known ? Truth::unknown : unit.unit_class == word ? Truth::yes : Truth::no;
    best = std::max(best, std::min(fits, met(unit, roles)));
  }
  return best;
}

// Units that the project meets and of which no list has a row: their codes are written otherwise, or the list is not complete. No row for
// a project's trade says "not concerned"; no row for its unit says nothing.
std::string unlisted_unit(const Work& work, schema::RoleSet roles) {
  const auto& lists = work.kinds.at("zone_list").layers;
  for (const auto& unit : work.out.access.units) {
    if (unit.kind != "zone_unit" || met(unit, roles) == Truth::no) continue;
    if (unit.code.empty()) return "without a code that can be read";
    const bool listed = std::any_of(lists.begin(), lists.end(), [&](const HeldLayer* held) {
      return held->list.by_code.contains(unit.code);
    });
    if (!listed) return unit.code;
  }
  return {};
}

bool all_sized(const catalog::Project& project) {
  return std::all_of(project.parts.begin(), project.parts.end(),
                     [](const catalog::Part& p) { return p.sized; });
}

void add_rows(Work& work, const HeldLayer& held, schema::RoleSet roles) {
  for (const std::size_t i : candidate_rows(work, held)) {
    const auto& fields = held.features[i].fields;
    const RowPlace place = place_of_row(work, roles, fields);
    if (place.holds == Truth::no) continue;
    work.out.access.rows.push_back(
        {held.list.rows[i], place.unit, place.holds, project_holds(fields, work.project.attributes)});
  }
}

}  // namespace

bool is_national(std::string_view region) { return region == "100000" || region == "000000"; }

ListIndex index_list(const HeldLayer& held) {
  ListIndex index;
  for (std::size_t i = 0; i < held.features.size(); ++i) {
    const auto& feature = held.features[i];
    index.rows.push_back(
        std::make_shared<const facts::ListRow>(facts::ListRow{held.layer->id, feature.id, feature.fields}));
    const Value& stated = field(feature.fields, "unit_code");
    if (is_unknown(stated)) {
      index.odd.push_back(i);
      continue;
    }
    const std::string code = to_text(stated);
    index.by_code[code].push_back(i);
    auto& kind = schema::is_region_code(code)    ? index.regions
                 : schema::is_element_code(code) ? index.elements
                 : is_standard(code)             ? index.units
                                                 : index.odd;
    kind.push_back(i);
  }
  return index;
}

std::vector<std::size_t> candidate_rows(const Work& work, const HeldLayer& held) {
  std::vector<std::size_t> rows = held.list.odd;
  const auto add = [&](const std::vector<std::size_t>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  const auto add_code = [&](const std::string& code) {
    if (const auto at = held.list.by_code.find(code); at != held.list.by_code.end()) add(at->second);
  };
  for (const auto& unit : work.out.access.units) add_code(unit.code);
  for (const auto& region : work.project.regions) add_code(region);
  for (const auto& region : work.project.regions_near) add_code(region);
  for (const char* everywhere : {"100000", "000000"}) add_code(everywhere);
  if (work.project.regions.empty() || work.project.regions_open) add(held.list.regions);
  if (any_nameless_unit(work)) add(held.list.units);
  if (!work.elements_known) add(held.list.elements);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

RowPlace place_of_row(Work& work, schema::RoleSet roles, const Attributes& row) {
  const Value& stated = field(row, "unit_code");
  if (is_unknown(stated))
    return {Truth::unknown, facts::AccessRow::kNoUnit};  // a row of nobody knows which place
  const std::string code = to_text(stated);
  if (schema::is_region_code(code))
    return {std::min(in_region(work, code), class_met(work, roles, row)), facts::AccessRow::kNoUnit};
  if (schema::is_element_code(code)) {
    RowPlace place = among(work, roles, "zone_element", code);
    if (!work.elements_known) place.holds = std::max(place.holds, Truth::unknown);
    return place;
  }
  RowPlace place = among(work, roles, "zone_unit", code);
  // A digit was lost, or a name stands for the code.
  const bool comparable = is_standard(code) || any_odd_unit(work);
  if (!comparable) place.holds = std::max(place.holds, Truth::unknown);
  return place;
}

Openness openness(Work& work, schema::RoleSet roles) {
  auto& list = work.kinds.at("zone_list");
  const double table_share = examined_share(work, list, "zone_list", 0), share = unit_share(work);
  Openness out;
  out.share = std::min(table_share, share);
  if (table_share < 1) {
    out.reason = "zone_list: " + list.reason;
  } else if (share < 1) {
    const std::string_view doubt = units_doubt(work);
    out.reason = "zone_unit: " + (doubt.empty() ? work.kinds.at("zone_unit").reason : std::string(doubt));
  } else if (!all_sized(work.project) && !work.official_answers) {
    out.reason = "a bare point or line may reach into further units";
  } else if (const std::string unit = unlisted_unit(work, roles); !unit.empty()) {
    out.reason = "zone_list: has no row for unit " + unit;
  }
  return out;
}

void list_access(Work& work) {
  if (!work.kinds.contains("zone_list") || !work.kinds.contains("zone_unit")) return;
  const schema::RoleSet roles = *schema::parse_roles("occupation") | *schema::parse_roles("non_surface");
  for (const auto* held : work.kinds.at("zone_list").layers) add_rows(work, *held, roles);
  if (const Openness open = openness(work, roles); !open.reason.empty())
    work.out.access.open.push_back(open.reason);
  const auto element = work.kinds.find("zone_element");
  if (element != work.kinds.end() && !work.elements_known)
    work.out.access.open.push_back("zone_element: " + element->second.reason);
}

}  // namespace zonegate::overlay
