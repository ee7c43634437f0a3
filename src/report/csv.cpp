// SPDX-License-Identifier: Apache-2.0
//
// CSV tables. RFC 4180 quoting; lines end in LF (every spreadsheet reads it, and results compare by bytes); UTF-8 with a byte order mark,
// without which spreadsheets read Chinese wrong. A text that a spreadsheet would run as a formula (= + - @ tab CR in front) gets an
// apostrophe; numbers are written by us and stay as they are. Columns are the keys of results.jsonl, taken from the same objects,
// so both files cannot disagree.
#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include "report/csv_text.h"
#include "report/json_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

// Numbers and booleans as they are, text guarded, lists joined by ";" (items of objects are reduced by the caller).
std::string cell(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return csv_text(value.get<std::string>());
  if (!value.is_array()) return line(value);
  std::string text;
  for (const auto& item : value)
    text += (text.empty() ? "" : ";") + (item.is_string() ? item.get<std::string>() : line(item));
  return csv_text(text);
}

std::string row(const Json& object, const std::vector<std::string>& columns) {
  std::string text;
  for (const auto& column : columns) {
    const auto found = object.find(column);
    text += (&column == &columns.front() ? "" : ",") + (found == object.end() ? std::string() : cell(*found));
  }
  return text + "\n";
}

std::string header(const std::vector<std::string>& columns) {
  return csv_mark() + joined(columns, ",") + "\n";
}

Json reduced(const Json& list, const std::function<std::string(const Json&)>& item) {
  Json out = Json::array();
  for (const auto& entry : list) out.push_back(item(entry));
  return out;
}

std::string text_of(const Json& object, const char* key) {
  const auto& value = object.at(key);
  return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : line(value);
}

std::string pair_text(const Json& object, const char* key, const char* value) {
  return text_of(object, key) + "=" + text_of(object, value);
}

// "farmland=1200.5 m2", "farmland=0..? m2" where open.
std::string measure_text(const std::string& name, const Json& m) {
  const auto limit = [&](const char* key) {
    return m.at(key).is_null() ? std::string("?") : line(m.at(key));
  };
  const std::string unit = text_of(m, "unit").empty() ? "" : " " + text_of(m, "unit");
  if (m.contains("withheld")) return name + "=withheld";
  return name + "=" + (m.contains("value") ? limit("value") : limit("lo") + ".." + limit("hi")) + unit;
}

// Of the first scenario; the others stand in carbon.csv.
void add_impact(Json& object) {
  const Json impact = object["carbon_impact"];
  const bool any = !impact.is_null() && !impact.at("runs").empty();
  const Json run = any ? impact.at("runs").front() : Json(nullptr);
  for (const char* key : {"scenario", "stock_lost_tc", "sink_forgone_tc", "gain_tc"})
    object[std::string("carbon_") + key] = any ? run.at(key) : Json(nullptr);
  object["carbon_net_tc"] = any ? run.at("figures").at("net_tc") : Json(nullptr);
  object["carbon_net_low_tc"] = any ? run.at("intervals").at("net_tc").at("low") : Json(nullptr);
  object["carbon_net_high_tc"] = any ? run.at("intervals").at("net_tc").at("high") : Json(nullptr);
  object["carbon_payback"] = any ? run.at("figures").at("payback") : Json(nullptr);
  object["carbon_complete"] = impact.is_null() ? Json(nullptr) : impact.at("complete");
}

Json flat_project(Json object) {
  object["parts"] = reduced(object["parts"], [](const Json& p) { return text_of(p, "part_id"); });
  object["layers"] = reduced(object["layers"], [](const Json& a) { return pair_text(a, "kind", "state"); });
  Json overrides = Json::array();
  for (const auto& f : object["findings"]) {
    if (!f.at("override").is_null())
      overrides.push_back(text_of(f, "rule") + "=" + text_of(f, "original_outcome") + ">" +
                          text_of(f, "outcome"));
  }
  object["overrides"] = std::move(overrides);
  object["findings"] =
      reduced(object["findings"], [](const Json& f) { return pair_text(f, "rule", "outcome"); });
  object["silent"] = reduced(object["silent"], [](const Json& s) { return text_of(s, "rule"); });
  object["issues"] = reduced(object["issues"], [](const Json& i) { return text_of(i, "code"); });
  const Json reliefs = object["relief"];
  const auto best =
      std::find_if(reliefs.begin(), reliefs.end(), [](const Json& r) { return r.at("best") == true; });
  for (const char* key : {"rules", "give_up_m2", "outcome", "worst_possible"})
    object[std::string("relief_") + key] = best == reliefs.end() ? Json(nullptr) : best->at(key);
  const Json carbon = object["carbon"];
  for (const char* key : {"stock_total_tc", "loss_total_tc", "loss_co2e_t"}) {
    object[std::string("carbon_") + key] = carbon.is_null() ? Json(nullptr) : carbon.at(key);
  }
  add_impact(object);
  return object;
}

Json flat_finding(Json object) {
  Json measures = Json::array();
  for (const auto& [name, m] : object["measures"].items()) measures.push_back(measure_text(name, m));
  object["measures"] = std::move(measures);
  object["evidence"] = reduced(object["evidence"], [](const Json& e) { return text_of(e, "what"); });
  for (const char* key : {"laxer", "reason", "reviewer", "date"}) {
    const Json& decision = object["override"];
    object[std::string("override_") + key] = decision.is_null() ? Json(nullptr) : decision.at(key);
  }
  object["features"] = reduced(object["features"], [](const Json& f) {
    return text_of(f, "layer_id") + ":" + text_of(f, "feature_id");
  });
  return object;
}

Json flat_fact(Json object) {
  Json fields = Json::array();
  for (const auto& [name, value] : object["fields"].items()) {
    if (!value.is_null())
      fields.push_back(name + "=" + (value.is_string() ? value.get<std::string>() : line(value)));
  }
  object["fields"] = std::move(fields);
  return object;
}

const std::vector<std::string>& project_columns() {
  static const std::vector<std::string> columns = {"project_id",
                                                   "name",
                                                   "file",
                                                   "status",
                                                   "status_reason",
                                                   "as_of",
                                                   "regions",
                                                   "outcome",
                                                   "outcome_zh",
                                                   "worst_possible",
                                                   "worst_possible_zh",
                                                   "original_outcome",
                                                   "original_worst_possible",
                                                   "overrides",
                                                   "headline",
                                                   "headline_en",
                                                   "parts",
                                                   "area_planar_m2",
                                                   "planar_crs",
                                                   "area_ellipsoidal_m2",
                                                   "layers",
                                                   "findings",
                                                   "silent",
                                                   "unknown",
                                                   "not_supplied",
                                                   "carbon_stock_total_tc",
                                                   "carbon_loss_total_tc",
                                                   "carbon_loss_co2e_t",
                                                   "carbon_scenario",
                                                   "carbon_stock_lost_tc",
                                                   "carbon_sink_forgone_tc",
                                                   "carbon_gain_tc",
                                                   "carbon_net_tc",
                                                   "carbon_net_low_tc",
                                                   "carbon_net_high_tc",
                                                   "carbon_payback",
                                                   "carbon_complete",
                                                   "carbon_reason",
                                                   "issues",
                                                   "relief_rules",
                                                   "relief_give_up_m2",
                                                   "relief_outcome",
                                                   "relief_worst_possible"};
  return columns;
}

const std::vector<std::string>& finding_columns() {
  static const std::vector<std::string> columns = {"project_id",
                                                   "name",
                                                   "rule",
                                                   "title",
                                                   "title_en",
                                                   "outcome",
                                                   "outcome_zh",
                                                   "worst_possible",
                                                   "worst_possible_zh",
                                                   "conformity",
                                                   "certain",
                                                   "human",
                                                   "exception",
                                                   "boundary_grade",
                                                   "instrument",
                                                   "clause",
                                                   "worst_instrument",
                                                   "worst_clause",
                                                   "level",
                                                   "decisive",
                                                   "yields_to",
                                                   "yields_reason",
                                                   "yields_reason_en",
                                                   "verified",
                                                   "note",
                                                   "note_en",
                                                   "measures",
                                                   "features",
                                                   "action",
                                                   "action_en",
                                                   "worst_action",
                                                   "worst_action_en",
                                                   "unknown",
                                                   "not_claimed",
                                                   "evidence",
                                                   "original_outcome",
                                                   "original_worst_possible",
                                                   "override_laxer",
                                                   "override_reason",
                                                   "override_reviewer",
                                                   "override_date"};
  return columns;
}

const std::vector<std::string>& fact_columns() {
  static const std::vector<std::string> columns = {
      "project_id",       "part_id",    "role",       "kind",       "layer_id",      "feature_id",
      "overlap_m2",       "net_m2",     "counted_m2", "share_part", "share_feature", "length_m",
      "counted_length_m", "distance_m", "bearing",    "band",       "certain",       "width_m",
      "margin_m",         "accuracy_m", "boundary",   "withheld",   "fields"};
  return columns;
}

}  // namespace

void add_csv_heads(Lines& lines) {
  lines.results_csv = header(project_columns());
  lines.findings_csv = header(finding_columns());
  lines.facts_csv = header(fact_columns());
}

void add_csv(const ProjectResult& p, const Json& project, const Restrictions& restricted, Lines& lines) {
  lines.results_csv = row(flat_project(project), project_columns());
  // The objects of the findings are those of the project, so that no table can say anything else.
  for (const auto& finding : project.at("findings")) {
    Json object = flat_finding(finding);
    object["project_id"] = p.project->project_id;
    object["name"] = p.project->name;
    lines.findings_csv += row(object, finding_columns());
  }
  std::set<std::size_t> met;
  for (const auto& finding : p.verdict.findings) met.insert(finding.features.begin(), finding.features.end());
  for (std::size_t i = 0; i < p.facts.features.size(); ++i) {
    const auto& f = p.facts.features[i];
    // That a feature lies near is an answer of its own, which yes or no does not give.
    if (restricted.no_number_ids.count(f.layer_id) && !facts::is_hit(f.band) && !met.count(i)) continue;
    Json object = flat_fact(feature_json(f, restricted));
    object["project_id"] = p.project->project_id;
    lines.facts_csv += row(object, fact_columns());
  }
}

}  // namespace zonegate::report
