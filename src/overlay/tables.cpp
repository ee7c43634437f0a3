// SPDX-License-Identifier: Apache-2.0
//
// Rows of a table that hold for a project: those of the units that it hits (zone_list via zone_unit) and those of the county, city and province
// that it lies in. A row with industries or project types holds only for them; where the project does not say what it is, the row may hold:
// with rules the project type speaks for the industry (docs/decisions/0006), with lists it does not (0008).
// An access list never says less than its rows: a row that may hold opens the count upwards.
#include <algorithm>
#include <limits>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using expr::Truth;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const Value& field(const Attributes& fields, std::string_view key) {
  static const Value kUnknown = Unknown{};
  const auto at = fields.find(key);
  return at == fields.end() ? kUnknown : at->second;
}

std::vector<std::string> list_of(const Attributes& row, std::string_view key) {
  const auto* list = std::get_if<std::vector<std::string>>(&field(row, key));
  return list ? *list : std::vector<std::string>{};
}

// The cell is there, but what it says cannot be read.
bool unreadable(const Attributes& row, std::string_view key) {
  const auto at = row.find(key);
  return at != row.end() && is_unknown(at->second);
}

bool is_region(const std::string& code) {
  return code.size() == 6 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// ZH, six digits of the county, class, four digits. Codes of this and of another form cannot be compared.
bool is_standard(const std::string& code) { return code.size() == 13 && code.starts_with("ZH"); }

// Does the row's place hold for the project?
Truth place_holds(const Work& work, const facts::Measure& measure, const Value& unit_code) {
  if (is_unknown(unit_code)) return Truth::unknown;  // a row of nobody knows which place
  const std::string code = to_text(unit_code);
  if (is_region(code)) {
    const auto& regions = work.project.regions;
    if (regions.empty()) return Truth::unknown;
    if (std::find(regions.begin(), regions.end(), code) != regions.end()) return Truth::yes;
    return work.project.regions_open ? Truth::unknown : Truth::no;
  }
  Truth best = Truth::no;
  bool comparable = is_standard(code);
  for (const auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    if (fact.kind != measure.via || !(measure.roles & schema::role_bit(fact.role))) continue;
    const bool is_hit = facts::is_hit(fact.band);
    if (!is_hit && fact.certain) continue;
    const Value& unit = field(hit.feature->fields, "code");
    if (is_unknown(unit)) best = std::max(best, Truth::unknown);
    if (to_text(unit) == code) best = std::max(best, is_hit && fact.certain ? Truth::yes : Truth::unknown);
    comparable = comparable || !is_standard(to_text(unit));
  }
  return comparable ? best
                    : std::max(best, Truth::unknown);  // a digit was lost, or a name stands for the code
}

Truth type_holds(const std::vector<std::string>& types, const Value& type) {
  if (types.empty()) return Truth::no;
  if (is_unknown(type)) return Truth::unknown;
  return std::find(types.begin(), types.end(), to_text(type)) != types.end() ? Truth::yes : Truth::no;
}

// Both lists empty: every project. Both given: either matches.
Truth project_holds(const Attributes& row, const Attributes& project) {
  const auto industries = list_of(row, "industries");
  const auto types = list_of(row, "project_types");
  const bool doubt = unreadable(row, "industries") || unreadable(row, "project_types");
  if (industries.empty() && types.empty()) return doubt ? Truth::unknown : Truth::yes;
  return std::max({doubt ? Truth::unknown : Truth::no, industry_holds(industries, field(project, "industry")),
                   type_holds(types, field(project, "project_type"))});
}

// The attributes whose statement would decide whether a row holds.
void ask(const Attributes& row, const Attributes& project, std::set<std::string>& asks) {
  const auto industries = list_of(row, "industries");
  if (industry_holds(industries, field(project, "industry")) == Truth::unknown) asks.insert("industry");
  if (!list_of(row, "project_types").empty() && is_unknown(field(project, "project_type")))
    asks.insert("project_type");
}

// Units that the footprint meets and of which the table has no row at all: their codes are written otherwise, or the list is not complete. No row for
// a project's trade says "not concerned"; no row for its unit says nothing.
std::string unlisted_unit(const Work& work, const facts::Measure& measure, const Work::Kind& table) {
  for (const auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    const bool meets = facts::is_hit(fact.band) || !fact.certain;
    if (fact.kind != measure.via || !meets || !(measure.roles & schema::role_bit(fact.role))) continue;
    const Value& stated = field(hit.feature->fields, "code");
    if (is_unknown(stated)) return "without a code that can be read";
    std::string code = to_text(stated);
    const bool listed = std::any_of(table.layers.begin(), table.layers.end(), [&](const HeldLayer* held) {
      return std::any_of(held->features.begin(), held->features.end(), [&](const HeldFeature& row) {
        return to_text(field(row.fields, "unit_code")) == code;
      });
    });
    if (!listed) return code;
  }
  return {};
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

// C26 covers C2611; a stated code that is shorter than the row's (C2 against C26) leaves it open.
Truth industry_holds(const std::vector<std::string>& prefixes, const Value& industry) {
  if (prefixes.empty() || std::holds_alternative<NotApplicable>(industry)) return Truth::no;
  if (is_unknown(industry)) return Truth::unknown;
  const std::string code = to_text(industry);
  Truth best = Truth::no;
  for (const auto& prefix : prefixes) {
    if (code.starts_with(prefix)) return Truth::yes;
    if (prefix.starts_with(code)) best = Truth::unknown;
  }
  return best;
}

std::size_t fact_of_row(Work& work, const HeldLayer& table, const HeldFeature& row) {
  for (std::size_t i = 0; i < work.out.features.size(); ++i) {
    const auto& fact = work.out.features[i];
    if (fact.layer_id == table.layer->id && fact.feature_id == row.id) return i;
  }
  facts::FeatureFact fact;
  fact.kind = table.layer->kind;
  fact.layer_id = table.layer->id;
  fact.feature_id = row.id;
  fact.fields = row.fields;
  work.out.features.push_back(std::move(fact));
  return work.out.features.size() - 1;
}

facts::MeasureFact table_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  auto& table = work.kinds.at(measure.layer);
  auto& via = work.kinds.at(measure.via);
  double certain = 0, possible = 0;
  std::set<std::string> asks;
  for (const auto* held : table.layers) {
    for (const auto& row : held->features) {
      const Truth place = place_holds(work, measure, field(row.fields, "unit_code"));
      if (place == Truth::no) continue;
      const Truth holds = std::min(
          {place, project_holds(row.fields, work.project.attributes), matches(measure.where, row.fields)});
      if (holds == Truth::no) continue;
      ++possible;
      if (holds == Truth::yes) {
        ++certain;
      } else if (place == Truth::yes &&
                 project_holds(row.fields, work.project.attributes) == Truth::unknown) {
        ask(row.fields, work.project.attributes, asks);
      }
      out.features.push_back(fact_of_row(work, *held, row));
    }
  }
  const double table_share = examined_share(work, table, measure.layer, 0);
  const double via_share = examined_share(work, via, measure.via, 0);
  out.examined_share = std::min(table_share, via_share);
  out.measured = possible;
  out.value = {certain, possible, false};
  out.asks.assign(asks.begin(), asks.end());
  if (out.examined_share < 1) {
    out.value.hi = kInfinity;
    out.reason = table_share < 1 ? measure.layer + ": " + table.reason : measure.via + ": " + via.reason;
  } else if (std::any_of(work.project.parts.begin(), work.project.parts.end(),
                         [](const catalog::Part& p) { return !p.sized; })) {
    out.value.hi = kInfinity;
    out.reason = "a bare point or line may reach into further units";
  } else if (const std::string unit = unlisted_unit(work, measure, table); !unit.empty()) {
    out.value.hi = kInfinity;
    out.reason = measure.layer + ": has no row for unit " + unit;
  } else if (certain != possible) {
    out.reason = measure.layer +
                 (asks.empty() ? ": a row may hold, since its place or a cell of it is not certain"
                               : ": a row may hold, since the project does not state " + listed(out.asks));
  }
  return out;
}

}  // namespace zonegate::overlay
