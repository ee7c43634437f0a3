// SPDX-License-Identifier: Apache-2.0
//
// Rows of a table that hold for a project: those of the units that it meets (zone_list via zone_unit) and those of the county, city and province
// that it lies in (access.cpp says which). A row with industries or project types holds only for them; where the project does not say what it is, the row may hold:
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

Truth type_holds(const std::vector<std::string>& types, const Value& type) {
  if (types.empty()) return Truth::no;
  if (is_unknown(type)) return Truth::unknown;
  return std::find(types.begin(), types.end(), to_text(type)) != types.end() ? Truth::yes : Truth::no;
}

// The attributes whose statement would decide whether a row holds.
void ask(const Attributes& row, const Attributes& project, std::set<std::string>& asks) {
  const auto industries = list_of(row, "industries");
  if (industry_holds(industries, field(project, "industry")) == Truth::unknown) asks.insert("industry");
  if (!list_of(row, "project_types").empty() && is_unknown(field(project, "project_type")))
    asks.insert("project_type");
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

// Both lists empty: every project. Both given: either matches.
Truth project_holds(const Attributes& row, const Attributes& project) {
  const auto industries = list_of(row, "industries");
  const auto types = list_of(row, "project_types");
  const bool doubt = unreadable(row, "industries") || unreadable(row, "project_types");
  if (industries.empty() && types.empty()) return doubt ? Truth::unknown : Truth::yes;
  return std::max({doubt ? Truth::unknown : Truth::no, industry_holds(industries, field(project, "industry")),
                   type_holds(types, field(project, "project_type"))});
}

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

std::size_t fact_of_row(Work& work, const HeldLayer& table, const HeldFeature& row, Truth holds) {
  if (holds == Truth::yes) work.sure_rows.insert(table.layer->kind);
  const auto [at, fresh] = work.row_facts.emplace(&row, work.out.features.size());
  if (!fresh) return at->second;
  facts::FeatureFact fact;
  fact.kind = table.layer->kind;
  fact.layer_id = table.layer->id;
  fact.feature_id = row.id;
  fact.fields = row.fields;
  work.out.features.push_back(std::move(fact));
  return at->second;
}

facts::MeasureFact table_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  double certain = 0, possible = 0;
  std::set<std::string> asks;
  for (const auto* held : work.kinds.at(measure.layer).layers) {
    for (const std::size_t i : candidate_rows(work, *held)) {
      const auto& row = held->features[i];
      const Truth fits = matches(measure.where, row.fields);
      if (fits == Truth::no) continue;
      const Truth place = place_of_row(work, measure.roles, row.fields).holds;
      if (place == Truth::no) continue;
      const Truth concerned = project_holds(row.fields, work.project.attributes);
      const Truth holds = std::min({place, concerned, fits});
      if (holds == Truth::no) continue;
      ++possible;
      if (holds == Truth::yes) {
        ++certain;
      } else if (place == Truth::yes && concerned == Truth::unknown) {
        ask(row.fields, work.project.attributes, asks);
      }
      out.features.push_back(fact_of_row(work, *held, row, holds));
    }
  }
  const Openness open = openness(work, measure.roles);
  out.examined_share = open.share;
  out.measured = possible;
  out.value = {certain, open.reason.empty() ? possible : kInfinity, false};
  out.asks.assign(asks.begin(), asks.end());
  out.reason = open.reason;
  if (out.reason.empty() && certain != possible) {
    out.reason = measure.layer +
                 (asks.empty() ? ": a row may hold, since its place or a cell of it is not certain"
                               : ": a row may hold, since the project does not state " + listed(out.asks));
  }
  return out;
}

}  // namespace zonegate::overlay
