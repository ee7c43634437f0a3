// SPDX-License-Identifier: Apache-2.0
//
// Carbon year by year and the area table, as results.jsonl and the tables beside it have them.
#include <nlohmann/json.hpp>
#include <set>

#include "report/csv_text.h"
#include "report/impact.h"

namespace zonegate::report {
namespace {

using Cover = carbon::GroundRow::Cover;
constexpr int kYearDecimals = 3;

std::string_view word(Cover cover) {
  switch (cover) {
    case Cover::classed:
      return "class";
    case Cover::no_class:
      return "no_class";
    case Cover::beyond:
      return "beyond";
  }
  return "";
}

// Numbers of results are quantised, so that they are the same wherever they are printed.
template <class From>
Json quantised(const From& value) {
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [key, item] : value.items()) {
      const bool share = key == "share" || key == "share_paid_back" || key == "value";
      out[key] =
          item.is_number_float() && share ? number(item.template get<double>(), kShare) : quantised(item);
    }
    return out;
  }
  if (value.is_array()) {
    Json out = Json::array();
    for (const auto& item : value) out.push_back(quantised(item));
    return out;
  }
  if (value.is_number_float()) return number(value.template get<double>(), kYearDecimals);
  return Json::parse(value.dump());
}

std::string name_of(const ProjectResult& p, long long land_class) {
  if (!p.carbon) return {};
  for (const auto& c : p.carbon->classes)
    if (c.code == land_class) return c.name.in(Lang::zh);
  return {};
}

// Parameters of the curves that stands of the project grow on without it, and that what is planted grows on.
Json curves_json(const carbon::ScenarioFile& file, const carbon::ProjectCarbon& p,
                 const carbon::CarbonRun& run) {
  constexpr std::string_view kOnCurve = "curve ";
  std::set<std::string> ids;
  for (const auto& part : p.parts)
    if (part.growth.starts_with(kOnCurve)) ids.insert(part.growth.substr(kOnCurve.size()));
  for (const auto& one : run.restored) ids.insert(one.curve);
  Json out = Json::array();
  for (const auto& id : ids) {
    const auto at = file.curves.find(id);
    if (at == file.curves.end()) continue;
    const carbon::Curve& curve = at->second;
    Json one = {{"id", id},
                {"kind", to_string(curve.kind)},
                {"source", optional_text(curve.source)},
                {"status", to_string(curve.status)}};
    if (curve.kind == carbon::CurveKind::points) {
      for (const auto& [age, value] : curve.points)
        one["points"].push_back({number(age, kShare), number(value, kShare)});
    } else {
      const bool power = curve.kind == carbon::CurveKind::chapman_richards;
      one.update({{"a", number(curve.a, kShare)}, {"b", number(curve.b, kShare)}});
      one.update({{"k", number(curve.k, kShare)}, {"p", power ? number(curve.p, kShare) : Json(nullptr)}});
    }
    out.push_back(std::move(one));
  }
  return out;
}

Json restored_json(const carbon::CarbonRun& run) {
  Json out = Json::array();
  for (const auto& one : run.restored)
    out.push_back({{"curve", one.curve},
                   {"survival", number(one.survival, kShare)},
                   {"delay_years", one.delay},
                   {"root_ratio", number(one.root_ratio, kShare)}});
  return out;
}

// What a net present value rests on: null where the file has no price.
Json money_json(const carbon::ScenarioFile& file, const carbon::CarbonRun& run) {
  if (!run.figures.npv) return nullptr;
  return {{"price", number(file.money.price, kShare)},
          {"currency", file.currency},
          {"growth", number(file.money.growth, kShare)},
          {"discount", number(file.money.discount, kShare)},
          {"timing", file.money.timing == carbon::NpvTiming::invest ? "invest" : "end_of_year"}};
}

// What the scenario assumes of this project: years, soil by the way the ground is taken, where cleared trees go, what comes back and how it grows, money.
Json assumed(const carbon::ScenarioFile& file, const carbon::Scenario& scenario,
             const carbon::ProjectCarbon& p, const carbon::CarbonRun& run) {
  Json soil = Json::object();
  for (const auto& part : p.parts)
    soil[std::string(carbon::to_string(part.take))] =
        number(scenario.soil_factor.at(static_cast<std::size_t>(part.take)).value, kShare);
  const auto& clearing = scenario.clearing;
  return {{"first_year", file.horizon.first},
          {"last_year", file.horizon.last},
          {"soil_factor", std::move(soil)},
          {"soil_years", number(scenario.soil_years, kShare)},
          {"clearing",
           {{"instant", number(clearing.instant, kShare)},
            {"dead_wood", number(clearing.dead_wood, kShare)},
            {"products", number(clearing.products, kShare)},
            {"roots_decay", number(clearing.roots_decay, kShare)},
            {"dead_rate", number(clearing.dead_rate, kShare)},
            {"products_half_life", number(clearing.products_half_life, kShare)}}},
          {"restored", restored_json(run)},
          {"curves", curves_json(file, p, run)},
          {"money", money_json(file, run)}};
}

// The methods that the stock of some part rests on.
Json methods_json(const carbon::ProjectCarbon& p) {
  std::set<carbon::Method> chosen;
  for (const auto& part : p.parts)
    if (part.chosen) chosen.insert(part.methods.estimates[*part.chosen].method);
  Json out = Json::array();
  for (const carbon::Method method : chosen)
    out.push_back({{"method", to_string(method)},
                   {"name", carbon::method_name(method).in(Lang::zh)},
                   {"name_en", carbon::method_name(method).in(Lang::en)}});
  return out;
}

}  // namespace

Json impact_json(const ProjectResult& p, const Run& run) {
  if (!p.impact) return nullptr;
  Json out = quantised(nlohmann::ordered_json::parse(carbon_json(*p.impact)));
  for (std::size_t i = 0; i < p.impact->runs.size(); ++i) {
    Json& one = out["runs"][i]["assumed"];
    if (!run.scenario) continue;
    for (const auto& scenario : run.scenario->scenarios)
      if (scenario.id == p.impact->runs[i].scenario)
        one = assumed(*run.scenario, scenario, *p.impact, p.impact->runs[i]);
  }
  out["methods"] = methods_json(*p.impact);
  for (const char* key : {"project_id", "issues"}) out.erase(key);  // the project says these
  return out;
}

Json ground_json(const ProjectResult& p) {
  if (!p.ground) return nullptr;
  Json rows = Json::array();
  for (const auto& row : p.ground->rows)
    rows.push_back({{"role", schema::to_string(row.role)},
                    {"layer_id", optional_text(row.layer_id)},
                    {"stand", optional_text(row.stand)},
                    {"cover", word(row.cover)},
                    {"land_class", row.cover == Cover::classed ? Json(row.land_class) : Json(nullptr)},
                    {"area_m2", number(row.area.value, kArea)}});
  return {{"rows", std::move(rows)},
          {"total_m2", number(p.ground->total.value, kArea)},
          {"measured_m2", number(p.ground->measured.value, kArea)},
          {"contested_m2", number(p.ground->contested.value, kArea)},
          {"open_share", number(p.ground->open(), 12)},
          {"deviation_share", number(p.ground->deviation(), 12)},
          {"raster_layer", optional_text(p.ground->raster_layer)}};
}

std::string carbon_ground_header() {
  return "project_id,role,layer_id,stand,cover,land_class,land_class_name,area_m2,area_ha\n";
}

std::string carbon_ground_lines(const ProjectResult& p) {
  std::string out;
  if (!p.ground) return out;
  for (const auto& row : p.ground->rows) {
    const bool classed = row.cover == Cover::classed;
    out += csv_text(p.project->project_id) + "," + std::string(schema::to_string(row.role)) + "," +
           csv_text(row.layer_id) + "," + csv_text(row.stand) + "," + std::string(word(row.cover)) + "," +
           (classed ? std::to_string(row.land_class) : "") + "," +
           (classed ? csv_text(name_of(p, row.land_class)) : "") + "," + rounded(row.area.value, kArea) +
           "," + rounded(row.area.value / 10000, kHectare) + "\n";
  }
  return out;
}

void add_carbon_heads(Lines& lines) {
  lines.carbon_csv = csv_mark() + carbon_projects_header();
  lines.carbon_years_csv = csv_mark() + carbon_years_header();
  lines.carbon_methods_csv = csv_mark() + carbon_methods_header();
  lines.carbon_drivers_csv = csv_mark() + carbon_drivers_header();
  lines.carbon_ground_csv = csv_mark() + carbon_ground_header();
}

void add_carbon_lines(const ProjectResult& p, const Run& run, Lines& lines) {
  lines.carbon_ground_csv = carbon_ground_lines(p);
  if (!run.scenario || !p.impact) return;
  lines.carbon_csv = carbon_projects_lines(*p.impact, *run.scenario);
  lines.carbon_years_csv = carbon_years_lines(*p.impact);
  lines.carbon_methods_csv = carbon_methods_lines(*p.impact);
  lines.carbon_drivers_csv = carbon_drivers_lines(*p.impact);
}

std::string carbon_totals_csv(const Run& run) {
  std::string out = csv_mark() + carbon_totals_header();
  for (const auto& group : run.carbon_groups) out += carbon_totals_lines(group);
  return out;
}

}  // namespace zonegate::report
