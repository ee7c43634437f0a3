// SPDX-License-Identifier: Apache-2.0
//
// One project -> one JSON object. The keys are a contract (docs/results.md, docs/schema/results.schema.json): added to, never renamed.
#include <algorithm>

#include "report/access.h"
#include "report/impact.h"
#include "report/json_text.h"
#include "report/relief.h"
#include "report/text.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

Json parts_json(const ProjectResult& result) {
  Json list = Json::array();
  for (const auto& p : result.facts.parts) {
    Json part = {{"part_id", p.part_id},
                 {"role", schema::to_string(p.role)},
                 {"role_zh", schema::chinese(p.role)},
                 {"start_year", nullptr},
                 {"end_year", nullptr},
                 {"area_planar_m2", number(p.area_planar_m2, kArea)},
                 {"planar_crs", optional_text(p.planar_crs)},
                 {"area_ellipsoidal_m2", number(p.area_ellipsoidal_m2, kArea)},
                 {"length_m", number(p.length_m, kLength)},
                 {"sized", p.sized}};
    for (const auto& stated : result.project->parts) {
      if (stated.part_id != p.part_id) continue;
      if (stated.start_year) part["start_year"] = *stated.start_year;
      if (stated.end_year) part["end_year"] = *stated.end_year;
    }
    list.push_back(std::move(part));
  }
  return list;
}

Json layer_json(const facts::LayerAnswer& a, const std::vector<const catalog::Layer*>& sets) {
  std::vector<std::string> versions, publishers;
  auto disclosure = catalog::Disclosure::full;
  bool demo = false;
  for (const auto* layer : sets) {
    if (!layer->version.empty()) versions.push_back(layer->version);
    if (!layer->publisher.empty()) publishers.push_back(layer->publisher);
    disclosure = std::max(disclosure, layer->disclosure);
    demo = demo || layer->demo;
  }
  const Text title = answer_title(a.kind, sets);
  const Text reason = answer_reason(a);
  return {{"kind", a.kind},
          {"layer_id", optional_text(a.layer_id)},
          {"title", title.zh},
          {"title_en", title.en},
          {"version", optional_text(joined(versions))},
          {"publisher", optional_text(joined(publishers))},
          {"demo", demo},
          {"disclosure", to_string(disclosure)},
          {"state", facts::to_string(a.state)},
          {"state_zh", verdict::layer_state_text(a.state).zh},
          {"examined_share", number(a.examined_share, kShare)},
          {"outside_share", number(a.outside_share, kShare)},
          {"search_distance_m", number(a.search_distance_m, kLength)},
          {"nearest_m", number(a.nearest_m, kLength)},
          {"bearing", number(a.bearing, 2)},
          {"nearest_feature", optional_text(a.nearest_feature)},
          {"near_band", facts::to_string(a.near_band)},
          {"reason", optional_text(reason.en)},
          {"reason_zh", optional_text(reason.zh)},
          {"reason_code", optional_text(a.reason_code)},
          {"mandatory", a.mandatory},
          {"official", a.official},
          {"withheld", disclosure == catalog::Disclosure::yes_no}};
}

Json by_pool(const std::array<TonnesC, 5>& values) {
  Json out = Json::object();
  for (std::size_t i = 0; i < values.size(); ++i)
    out[std::string(carbon::to_string(carbon::kPools[i]))] = number(values[i].value, kCarbon);
  return out;
}

Json class_json(const carbon::ClassStock& c) {
  Json stock = Json::object(), density = Json::object();
  for (std::size_t i = 0; i < c.stock.size(); ++i) {
    const std::string pool(carbon::to_string(carbon::kPools[i]));
    stock[pool] = c.stock[i] ? number(c.stock[i]->value, kCarbon) : Json(nullptr);
    density[pool] = c.density[i] ? number(*c.density[i], kShare) : Json(nullptr);
  }
  return {{"code", c.code},
          {"name", c.name.in(Lang::zh)},
          {"name_en", c.name.in(Lang::en)},
          {"area_ha", number(c.area.value, kHectare)},
          {"stock_tc", std::move(stock)},
          {"density_tc_ha", std::move(density)},
          {"total_tc", number(c.total.value, kCarbon)},
          {"source", optional_text(c.source)},
          {"status", optional_text(c.status)}};
}

Json loss_shares_json(const carbon::Account& a) {
  Json out = Json::object();
  for (const auto& [role, shares] : a.loss_shares) {
    Json& row = out[std::string(schema::to_string(role))];
    for (std::size_t i = 0; i < shares.fraction.size(); ++i)
      row[std::string(carbon::to_string(carbon::kPools[i]))] = number(shares.fraction[i], kShare);
    row["status"] = optional_text(shares.status);
  }
  return out;
}

Json carbon_json(const carbon::Account& a) {
  Json classes = Json::array(), roles = Json::object();
  for (const auto& c : a.classes) classes.push_back(class_json(c));
  for (const auto& [role, loss] : a.loss_by_role)
    roles[std::string(schema::to_string(role))] = number(loss.value, kCarbon);
  return {{"classes", std::move(classes)},
          {"stock_tc", by_pool(a.stock)},
          {"loss_tc", by_pool(a.loss)},
          {"stock_total_tc", number(a.stock_total.value, kCarbon)},
          {"loss_total_tc", number(a.loss_total.value, kCarbon)},
          {"loss_co2e_t", number(a.loss_co2e.value, kCarbon)},
          {"loss_by_role_tc", std::move(roles)},
          {"loss_shares", loss_shares_json(a)},
          {"area_ha", number(a.area.value, kHectare)},
          {"without_density_ha", number(a.without_density.value, kHectare)},
          {"nodata_ha", number(a.nodata.value, kHectare)},
          {"outside_ha", number(a.outside.value, kHectare)},
          {"unknown_classes", a.unknown_classes},
          {"missing_pools", a.missing_pools},
          {"unverified", a.unverified},
          {"density_file", optional_text(a.density_file)},
          {"loss_file", optional_text(a.loss_file)},
          {"edition", optional_text(a.edition)},
          {"issues", issues_json(a.issues)}};
}

Json silent_json(const std::vector<verdict::Silent>& silent) {
  Json list = Json::array();
  for (const auto& s : silent) {
    list.push_back({{"rule", s.rule},
                    {"title", s.title.in(Lang::zh)},
                    {"title_en", s.title.in(Lang::en)},
                    {"reason", s.reason},
                    {"reason_zh", silent_reason(s).zh},
                    {"reason_en", silent_reason(s).en},
                    {"trace", trace_json(s.trace)}});
  }
  return list;
}

void add_verdict(Json& out, const ProjectResult& p, const catalog::LayerSet* set, const Restrictions& r) {
  const verdict::Verdict& v = p.verdict;
  Json layers = Json::array(), findings = Json::array();
  for (const auto& a : v.layers) layers.push_back(layer_json(a, layers_of(set, a.layer_id)));
  for (const auto& f : v.findings) findings.push_back(finding_json(f, p.facts, r));
  out["outcome"] = zonegate::to_string(v.outcome);
  out["outcome_zh"] = verdict::outcome_text(v.outcome).zh;
  out["worst_possible"] = zonegate::to_string(v.worst_possible);
  out["worst_possible_zh"] = verdict::outcome_text(v.worst_possible).zh;
  out["original_outcome"] = v.original ? Json(zonegate::to_string(v.original->outcome)) : Json(nullptr);
  out["original_worst_possible"] =
      v.original ? Json(zonegate::to_string(v.original->worst_possible)) : Json(nullptr);
  out["headline"] = v.headline.in(Lang::zh);
  out["headline_en"] = v.headline.in(Lang::en);
  out["layers"] = std::move(layers);
  out["findings"] = std::move(findings);
  out["silent"] = silent_json(v.silent);
  out["unknown"] = v.unknown;
  out["not_supplied"] = v.not_supplied;
}

}  // namespace

Json project_json(const ProjectResult& p, const Run& run, const Restrictions& r) {
  Json attributes = Json::object();
  for (const auto& [key, value] : p.project->attributes) attributes[key] = value_json(value);
  Json out = {{"project_id", p.project->project_id},
              {"name", p.project->name},
              {"file", p.project->file},
              {"status", to_string(p.project->status)},
              {"status_reason", optional_text(p.project->status_reason)},
              {"as_of", p.project->as_of.iso()},
              {"regions", p.project->regions},
              {"attributes", std::move(attributes)},
              {"footprint_sha256", optional_text(p.project->footprint_sha256)},
              {"accuracy_m", number(p.project->accuracy_m, kLength)},
              {"datum_accuracy_m", number(p.project->datum_accuracy_m, kLength)},
              {"parts", parts_json(p)},
              {"area_planar_m2", number(p.facts.area_planar_m2, kArea)},
              {"planar_crs", optional_text(p.facts.planar_crs)},
              {"area_ellipsoidal_m2", number(p.facts.area_ellipsoidal_m2, kArea)},
              {"access", access_json(p)},
              {"checklists", checklists_json(p.checklists)},
              {"carbon", p.carbon ? carbon_json(*p.carbon) : Json(nullptr)},
              {"carbon_impact", impact_json(p, run)},
              {"carbon_impact_reason", p.impact ? Json(nullptr) : optional_text(p.impact_reason)},
              {"carbon_ground", ground_json(p)},
              {"carbon_reason", p.carbon ? Json(nullptr) : optional_text(p.carbon_reason)},
              {"issues", issues_json(p.issues)}};
  add_verdict(out, p, run.layers, r);
  out["relief"] = reliefs_json(p.relief, r);
  return out;
}

}  // namespace zonegate::report
