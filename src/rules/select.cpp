// SPDX-License-Identifier: Apache-2.0
//
// Which rules bind a project: by day, by place, and by what the project is. Where an unstated attribute decides, the answer is unknown,
// never no. A stated type that names its trade (hydropower, road) settles the trade too; factory, industrial_park and other do not.
#include <algorithm>
#include <map>

#include "rules/rules.h"

namespace zonegate::rules {
namespace {

using expr::Truth;

Truth truth(bool b) { return b ? Truth::yes : Truth::no; }

bool within(const std::optional<Date>& from, const std::optional<Date>& to, Date day) {
  return (!from || *from <= day) && (!to || day < *to);
}

Value attribute(const Attributes& project, std::string_view name) {
  const auto at = project.find(name);
  return at == project.end() ? Value(Unknown{}) : at->second;
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A value against a list of words: unknown if unstated, n/a matches nothing.
Truth is_one_of(const Value& value, const std::vector<std::string>& words) {
  if (is_unknown(value)) return Truth::unknown;
  return truth(!std::holds_alternative<NotApplicable>(value) && holds(words, to_text(value)));
}

// C26 covers C2611. A stated code that is shorter than the rule's (C2 against C26) leaves it open.
Truth industry_matches(const Value& value, const std::vector<std::string>& prefixes) {
  if (is_unknown(value)) return Truth::unknown;
  if (std::holds_alternative<NotApplicable>(value)) return Truth::no;
  const auto code = schema::parse_value(*schema::find_attribute("industry"), value);
  const auto* text = code ? std::get_if<std::string>(&*code) : nullptr;
  if (!text) return Truth::unknown;
  Truth any = Truth::no;
  for (const auto& prefix : prefixes) {
    if (text->starts_with(prefix)) return Truth::yes;
    if (prefix.starts_with(*text)) any = Truth::unknown;
  }
  return any;
}

// Does the type, stated as `type`, leave the trade open?
bool trade_is_open(const Value& type) { return is_unknown(type) || schema::is_generic_type(to_text(type)); }

Truth trade_concerns(const Applies& applies, const Attributes& project) {
  if (applies.types.empty() && applies.industries.empty()) return Truth::yes;
  const Value type = attribute(project, "project_type");
  const Value industry = attribute(project, "industry");
  const Truth by_type = applies.types.empty() ? Truth::no : is_one_of(type, applies.types);
  Truth by_industry = applies.industries.empty() ? Truth::no : industry_matches(industry, applies.industries);
  if (is_unknown(industry) && by_industry == Truth::unknown && !trade_is_open(type)) by_industry = Truth::no;
  return std::max(by_type, by_industry);
}

std::string region_prefix(std::string region) {
  while (region.size() > 2 && region.size() % 2 == 0 && region.ends_with("00"))
    region.resize(region.size() - 2);
  return region;
}

}  // namespace

bool in_force(const Rule& rule, const Instrument* instrument, Date as_of) {
  if (!within(rule.applies.from, rule.applies.to, as_of)) return false;
  return !instrument || rule.sources.size() > 1 || within(instrument->from, instrument->to, as_of);
}

bool binds(const Rule& rule, const std::vector<std::string>& regions) {
  if (rule.region.empty() || rule.region == "00" || regions.empty()) return true;
  const auto own = rule.regions.empty() ? std::vector<std::string>{rule.region} : rule.regions;
  return std::any_of(own.begin(), own.end(), [&](const std::string& region) {
    const std::string prefix = region_prefix(region);
    return std::any_of(regions.begin(), regions.end(),
                       [&](const std::string& code) { return code.starts_with(prefix); });
  });
}

Truth concerns(const Rule& rule, const Attributes& project) {
  const Truth trade = trade_concerns(rule.applies, project);
  const Truth activity = rule.applies.activities.empty()
                             ? Truth::yes
                             : is_one_of(attribute(project, "activity"), rule.applies.activities);
  return std::min(trade, activity);
}

std::vector<std::string> concerns_asks(const Rule& rule, const Attributes& project) {
  std::vector<std::string> asks;
  if (concerns(rule, project) != Truth::unknown) return asks;
  if (!rule.applies.activities.empty() && is_unknown(attribute(project, "activity")))
    asks.emplace_back("activity");
  if (trade_concerns(rule.applies, project) == Truth::unknown) {
    if (!rule.applies.industries.empty()) asks.emplace_back("industry");
    if (!rule.applies.types.empty() && is_unknown(attribute(project, "project_type")))
      asks.emplace_back("project_type");
  }
  return asks;
}

facts::Plan plan(const std::vector<const Rule*>& rules) {
  std::map<std::string, facts::Measure> by_key;
  for (const Rule* rule : rules) {
    for (const auto& [name, measure] : rule->measures) by_key.emplace(measure.key(), measure);
  }
  facts::Plan plan;
  for (auto& [key, measure] : by_key) plan.measures.push_back(std::move(measure));
  return plan;
}

}  // namespace zonegate::rules
