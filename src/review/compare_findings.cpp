// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "review/compare.h"

namespace zonegate::review {
namespace {

double step_of(const std::string& unit) { return unit == "m2" || unit == "m" ? 0.01 : 1e-6; }

// Results are rounded; a difference of one step may be the rounding's.
bool same(const Json& a, const Json& b, double step) {
  if (!a.is_number() || !b.is_number()) return a == b;
  return std::abs(a.get<double>() - b.get<double>()) <= step * 1.001;
}

const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  const auto at = object.find(key);
  return at == object.end() ? kNull : *at;
}

std::string word(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return number_text(value);
  if (!value.is_array()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::vector<std::string> items;
  for (const auto& item : value) items.push_back(word(item));
  return joined(items, ";");
}

void compare(const Json& a, const Json& b, const std::string& prefix, const char* key, double step,
             std::vector<Change>& out) {
  const Json &before = member(a, key), &after = member(b, key);
  if (!same(before, after, step)) out.push_back({prefix + key, word(before), word(after)});
}

std::string measure_text(const Json& m) {
  if (!m.is_object()) return {};
  if (flag(m, "withheld")) return "withheld";
  const std::string unit = text(m, "unit").empty() ? "" : " " + text(m, "unit");
  if (m.contains("value")) return number_text(m["value"]) + unit;
  return (flag(m, "open_lo") ? ">" : "") + number_text(member(m, "lo")) + ".." +
         number_text(member(m, "hi")) + unit;
}

bool same_measure(const Json& a, const Json& b) {
  if (!a.is_object() || !b.is_object()) return a.is_object() == b.is_object();
  const double step = step_of(text(a, "unit"));
  for (const char* key : {"value", "lo", "hi"}) {
    if (a.contains(key) != b.contains(key) || !same(member(a, key), member(b, key), step)) return false;
  }
  return text(a, "unit") == text(b, "unit") && flag(a, "open_lo") == flag(b, "open_lo") &&
         same(member(a, "examined_share"), member(b, "examined_share"), 1e-6);
}

void measures(const Json& a, const Json& b, std::vector<Change>& out) {
  std::set<std::string> names;
  for (const Json* side : {&a, &b}) {
    const Json& all = member(*side, "measures");
    for (auto at = all.begin(); all.is_object() && at != all.end(); ++at) names.insert(at.key());
  }
  for (const auto& name : names) {
    const Json &before = member(member(a, "measures"), name.c_str()),
               &after = member(member(b, "measures"), name.c_str());
    if (same_measure(before, after)) continue;
    const auto shown = [](const Json& m) {
      const std::string examined = text(m, "examined_share");
      return measure_text(m) + (examined.empty() || examined == "1" ? "" : " (examined " + examined + ")");
    };
    out.push_back(
        {"measures." + name, before.is_object() ? shown(before) : "", after.is_object() ? shown(after) : ""});
  }
}

std::map<std::string, Json> features_of(const Json& finding) {
  std::map<std::string, Json> out;
  for (const auto& f : list(finding, "features"))
    out[text(f, "layer_id") + ":" + text(f, "feature_id") + "@" + text(f, "part_id")] = f;
  return out;
}

void features(const Json& a, const Json& b, std::vector<Change>& out) {
  const auto before = features_of(a), after = features_of(b);
  for (const auto& [key, f] : before) {
    const std::string name = "features." + key;
    const auto at = after.find(key);
    if (at == after.end()) {
      out.push_back({name, text(f, "band"), ""});
      continue;
    }
    for (const char* number : {"overlap_m2", "net_m2", "length_m", "distance_m", "margin_m"})
      compare(f, at->second, name + ".", number, 0.01, out);
    for (const char* key_word : {"band", "certain", "boundary", "fields"})
      compare(f, at->second, name + ".", key_word, 0, out);
  }
  for (const auto& [key, f] : after) {
    if (!before.contains(key)) out.push_back({"features." + key, "", text(f, "band")});
  }
}

}  // namespace

bool about_numbers(const Change& change) {
  return change.field.starts_with("measures.") || change.field.starts_with("features.");
}

std::vector<Change> finding_changes(const Json& before, const Json& after) {
  std::vector<Change> out;
  const Json a = before.is_object() ? before : Json::object(), b = after.is_object() ? after : Json::object();
  for (const char* key :
       {"outcome", "worst_possible", "certain", "human", "exception", "boundary_grade", "instrument",
        "clause", "worst_instrument", "worst_clause", "verified", "action", "worst_action", "unknown",
        "not_claimed", "original_outcome", "original_worst_possible", "override"})
    compare(a, b, "", key, 0, out);
  measures(a, b, out);
  features(a, b, out);
  return out;
}

std::vector<Change> answer_changes(const Json& before, const Json& after) {
  std::vector<Change> out;
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    const Json a = i < before.size() ? before[i] : Json::object(),
               b = i < after.size() ? after[i] : Json::object();
    for (const char* key : {"state", "reason_code", "near_band", "mandatory", "official"})
      compare(a, b, "", key, 0, out);
    for (const char* key : {"examined_share", "outside_share"}) compare(a, b, "", key, 1e-6, out);
    for (const char* key : {"nearest_m", "search_distance_m"}) compare(a, b, "", key, 0.01, out);
  }
  return out;
}

std::vector<Change> verdict_changes(const Json& before, const Json& after) {
  std::vector<Change> out;
  for (const char* key : {"outcome", "worst_possible", "original_outcome", "original_worst_possible",
                          "status", "status_reason", "unknown", "not_supplied"})
    compare(before, after, "", key, 0, out);
  return out;
}

}  // namespace zonegate::review
