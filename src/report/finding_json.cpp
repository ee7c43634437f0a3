// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/json_text.h"
#include "report/text.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

int decimals_of(const std::string& unit) { return unit == "m2" ? kArea : unit == "m" ? kLength : kShare; }

}  // namespace

// {value} where exact, {lo, hi, open_lo} where open; hi null = no upper limit.
Json measure_json(const verdict::MeasureValue& m) {
  const int decimals = decimals_of(m.unit);
  Json out = {{"unit", m.unit},
              {"measured", number(m.measured, decimals)},
              {"examined_share", number(m.examined_share, kShare)},
              {"layer", m.layer},
              {"reason", optional_text(m.reason)},
              {"reason_zh", optional_text(reason_text(m.reason).zh)}};
  if (withheld(m.value.lo)) {
    out["value"] = nullptr;
    out["withheld"] = true;
  } else if (m.value.exact()) {
    out["value"] = number(m.value.lo, decimals);
  } else {
    out["lo"] = number(m.value.lo, decimals);
    out["hi"] = number(m.value.hi, decimals);
    out["open_lo"] = m.value.open_lo;
  }
  return out;
}

Json trace_json(const std::vector<expr::Step>& trace) {
  Json list = Json::array();
  for (const auto& step : trace) {
    list.push_back({{"depth", step.depth},
                    {"text", step.text},
                    {"text_zh", step_text(step.text).zh},
                    {"truth", expr::to_string(step.truth)}});
  }
  return list;
}

Json feature_json(const facts::FeatureFact& f, const Restrictions& r) {
  Json fields = Json::object();
  for (const auto& [key, value] : f.fields) fields[key] = value_json(value);
  return {{"kind", f.kind},
          {"layer_id", f.layer_id},
          {"feature_id", f.feature_id},
          {"part_id", f.part_id},
          {"role", schema::to_string(f.role)},
          {"fields", std::move(fields)},
          {"overlap_m2", number(f.overlap_m2, kArea)},
          {"net_m2", number(f.net_m2, kArea)},
          {"counted_m2", number(f.counted_m2, kArea)},
          {"share_part", number(f.share_part, kShare)},
          {"share_feature", number(f.share_feature, kShare)},
          {"length_m", number(f.length_m, kLength)},
          {"counted_length_m", number(f.counted_length_m, kLength)},
          {"distance_m", number(f.distance_m, kLength)},
          {"bearing", number(f.bearing, 2)},
          {"band", facts::to_string(f.band)},
          {"certain", f.certain},
          {"width_m", number(f.width_m, kLength)},
          {"margin_m", number(f.margin_m, kLength)},
          {"accuracy_m", number(f.accuracy_m, kLength)},
          {"boundary", f.statutory ? "statutory" : "derived"},
          {"withheld", r.no_number_ids.count(f.layer_id) > 0}};
}

namespace {

Json override_json(const std::optional<verdict::Overridden>& o) {
  if (!o) return nullptr;
  return {{"outcome", zonegate::to_string(o->by.outcome)},
          {"outcome_zh", verdict::outcome_text(o->by.outcome).zh},
          {"laxer", o->laxer},
          {"reason", o->by.reason},
          {"reviewer", o->by.reviewer},
          {"date", o->by.date.iso()}};
}

Json original(const std::optional<verdict::Overridden>& o, Outcome verdict::Overridden::*which) {
  return o ? Json(zonegate::to_string((*o).*which)) : Json(nullptr);
}

}  // namespace

namespace {

// Which of several withheld features near by are near enough would tell their distances, between one threshold and the next.
Json grounds_json(const verdict::Finding& f, std::size_t at, const facts::FeatureFact& feature,
                  const Restrictions& r) {
  if (r.no_number_ids.count(feature.layer_id) > 0 && !facts::is_hit(feature.band)) return nullptr;
  return std::binary_search(f.grounds.begin(), f.grounds.end(), at);
}

Json evidence_json(const std::vector<rules::Evidence>& evidence) {
  Json list = Json::array();
  for (const auto& e : evidence) {
    list.push_back({{"exception", e.exception},
                    {"claimed", e.claimed},
                    {"attributes", e.attributes},
                    {"what", e.what.in(Lang::zh)},
                    {"what_en", e.what.in(Lang::en)}});
  }
  return list;
}

}  // namespace

Json finding_json(const verdict::Finding& f, const facts::ProjectFacts& facts, const Restrictions& r) {
  Json measures = Json::object(), features = Json::array();
  for (const auto& m : f.measures) measures[m.name] = measure_json(m);
  for (const std::size_t at : f.features) {
    if (at >= facts.features.size()) continue;
    features.push_back(feature_json(facts.features[at], r));
    features.back()["grounds"] = grounds_json(f, at, facts.features[at], r);
  }
  const Text conformity = verdict::conformity(f);
  return {{"rule", f.rule},
          {"title", f.title.in(Lang::zh)},
          {"title_en", f.title.in(Lang::en)},
          {"outcome", zonegate::to_string(f.outcome)},
          {"outcome_zh", verdict::outcome_text(f.outcome).zh},
          {"worst_possible", zonegate::to_string(f.worst_possible)},
          {"worst_possible_zh", verdict::outcome_text(f.worst_possible).zh},
          {"original_outcome", original(f.overridden, &verdict::Overridden::outcome)},
          {"original_worst_possible", original(f.overridden, &verdict::Overridden::worst_possible)},
          {"override", override_json(f.overridden)},
          {"conformity", conformity.in(Lang::zh)},
          {"conformity_en", conformity.in(Lang::en)},
          {"certain", f.certain},
          {"human", f.human},
          {"exception", f.exception},
          {"boundary_grade", f.boundary_grade},
          {"instrument", f.instrument.in(Lang::zh)},
          {"instrument_en", f.instrument.in(Lang::en)},
          {"instrument_key", f.instrument_key},
          {"level", rules::to_string(f.level)},
          {"level_zh", rules::level_text(f.level).zh},
          {"decisive", f.decisive},
          {"yields_to", optional_text(f.yields_to)},
          {"yields_reason", optional_text(f.yields_reason.zh)},
          {"yields_reason_en", optional_text(f.yields_reason.en)},
          {"evidence", evidence_json(f.evidence)},
          {"clause", f.clause},
          {"worst_instrument", optional_text(f.worst_instrument.in(Lang::zh))},
          {"worst_instrument_en", optional_text(f.worst_instrument.in(Lang::en))},
          {"worst_clause", optional_text(f.worst_clause)},
          {"verified", f.verified},
          {"note", optional_text(f.note.in(Lang::zh))},
          {"note_en", optional_text(f.note.en)},
          {"measures", std::move(measures)},
          {"features", std::move(features)},
          {"action", f.action.in(Lang::zh)},
          {"action_en", f.action.in(Lang::en)},
          {"worst_action", optional_text(f.worst_action.in(Lang::zh))},
          {"worst_action_en", optional_text(f.worst_action.in(Lang::en))},
          {"unknown", f.unknown},
          {"not_claimed", f.not_claimed},
          {"trace", trace_json(f.trace)}};
}

}  // namespace zonegate::report
