// SPDX-License-Identifier: Apache-2.0
#include "report/carbon_report.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace zonegate::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 6> kStores{"above", "below", "dead", "litter", "soil", "products"};

Json number(const std::optional<double>& v) { return v ? Json(*v) : Json(nullptr); }
double co2e(double tc) { return to_co2e(TonnesC(tc)).value; }

Json json_of(const carbon::Interval& i) {
  return {{"mean", i.mean}, {"median", i.median}, {"low", i.low}, {"high", i.high}, {"sd", i.sd}};
}

Json json_of(const carbon::KeyFigures& f, bool upper_bound) {
  return {{"net_tc", f.net.value},
          {"net_tco2e", f.net_co2e.value},
          {"emission_tco2e", -f.net_co2e.value},
          {"mean_annual_tc", f.mean_annual},
          {"mean_20_tc", number(f.mean_20)},
          {"mean_30_tc", number(f.mean_30)},
          {"payback", payback_text(f, upper_bound)},
          {"first_year_paid", f.first_year ? Json(*f.first_year) : Json(nullptr)},
          {"tonne_years", f.tonne_years},
          {"npv", number(f.npv)}};
}

Json causes(const carbon::Flows& f, carbon::Known lost, carbon::Known forgone) {
  Json out = Json::object();
  const std::array<carbon::Known, 3> known{lost, forgone, carbon::Known::all};
  for (std::size_t c = 0; c < 3; ++c)
    out[std::string(to_string(carbon::kCauses[c])) + "_tc"] =
        known[c] == carbon::Known::none ? Json(nullptr) : Json(f.by_cause[c].back());
  out["gain_refused_tc"] = f.refused.back();
  out["stock_lost_is"] = std::string(to_string(lost));
  out["sink_forgone_is"] = std::string(to_string(forgone));
  const bool exact = lost == carbon::Known::all && forgone == carbon::Known::all;
  out["net_is"] = exact ? "exact" : "upper bound";
  return out;
}

Json gas(const std::optional<TonnesCo2e>& t) { return t ? Json(t->value) : Json(nullptr); }

// "lulucf.bef_above.masson-pine": the unit of its quantity; null: not of the library.
Json unit_of(const std::string& id) {
  if (id.starts_with("density of class")) return "t C/ha";
  if (id.starts_with("methane of flooded ground")) return "kg CH4/ha/a";
  const std::size_t first = id.find('.'), second = id.find('.', first + 1);
  if (id.starts_with("gwp.")) return carbon::find_quantity("gwp")->unit;
  const auto* spec =
      first == std::string::npos ? nullptr : carbon::find_quantity(id.substr(first + 1, second - first - 1));
  return spec ? Json(spec->unit) : Json(nullptr);
}

// Emissions: + is more gas in the air. null: not counted.
Json json_of(const carbon::SideGases& g) {
  Json out = {{"gwp", g.gwp},
              {"soil_carbon_lost_tc", g.soil_lost},
              {"soil_n2o_emission_tco2e", gas(g.soil_n2o)},
              {"soil_n2o_low_tco2e", g.soil_n2o ? Json(g.soil_n2o_interval.low) : Json(nullptr)},
              {"soil_n2o_high_tco2e", g.soil_n2o ? Json(g.soil_n2o_interval.high) : Json(nullptr)},
              {"flooded_ha_years", g.flooded},
              {"methane_emission_tco2e", gas(g.methane)},
              {"methane_low_tco2e", g.methane ? Json(g.methane_interval.low) : Json(nullptr)},
              {"methane_high_tco2e", g.methane ? Json(g.methane_interval.high) : Json(nullptr)}};
  out["factors"] = Json::array();
  for (const auto& u : g.used)
    out["factors"].push_back({{"id", u.id},
                              {"edition", u.edition},
                              {"value", u.value},
                              {"unit", unit_of(u.id)},
                              {"status", std::string(to_string(u.status))}});
  out["missing"] = g.missing;
  return out;
}

Json issues_json(const std::vector<Issue>& issues) {
  Json out = Json::array();
  for (const auto& i : issues)
    out.push_back({{"code", i.code},
                   {"severity", std::string(to_string(i.severity))},
                   {"file", i.file},
                   {"message", i.message},
                   {"hint", i.hint}});
  return out;
}

void empty_numbers(Json& value) {
  if (value.is_number()) value = nullptr;
  if (value.is_structured())
    for (auto& item : value) empty_numbers(item);
}

Json run_json(const carbon::CarbonRun& run) {
  const auto& t = run.trajectory;
  Json out = {{"scenario", run.scenario},
              {"scenario_name", run.name.empty() ? Json(nullptr) : Json(run.name.in(Lang::zh))},
              {"scenario_name_en", run.name.empty() ? Json(nullptr) : Json(run.name.in(Lang::en))},
              {"figures", json_of(run.figures, run.upper_bound())},
              {"stock_tc", t.total.base.front()}};
  out.update(causes(t.total, t.lost, t.forgone));
  out["interval_level"] = run.intervals.options.level;
  out["intervals"] = {
      {"stock_tc", json_of(run.intervals.stock)},
      {"net_tc", json_of(run.intervals.net.back())},
      {"net_low_tco2e", co2e(run.intervals.net.back().low)},
      {"net_high_tco2e", co2e(run.intervals.net.back().high)},
      {"net_propagated_half_width_tc", carbon::kNormal975 * std::sqrt(run.intervals.variance)},
      {"share_paid_back", run.intervals.share_paid_back}};
  for (std::size_t c = 0; c < 3; ++c)
    out["intervals"][std::string(to_string(carbon::kCauses[c])) + "_tc"] = json_of(run.intervals.by_cause[c]);
  for (std::size_t s = 0; s < kStores.size(); ++s)
    out["pools"][kStores[s]] = {{"stock_tc", t.by_store[s].base.front()},
                                {"net_tc", t.by_store[s].net.back()},
                                {"net_low_tc", run.intervals.net_by_store[s].low},
                                {"net_high_tc", run.intervals.net_by_store[s].high}};
  for (const auto& [name, f] : t.by_stratum) {
    const auto& i = run.intervals.net_by_stratum.at(name);
    out["strata"][name] = {{"stock_tc", f.base.front()},
                           {"net_tc", f.net.back()},
                           {"net_low_tc", i.low},
                           {"net_high_tc", i.high}};
  }
  out["drivers"] = Json::array();
  for (const auto& d : run.intervals.drivers)
    out["drivers"].push_back(
        {{"input", d.parameter}, {"share", d.share}, {"net_low_tc", d.low}, {"net_high_tc", d.high}});
  if (run.nothing_known()) {  // zeros would pass for figures
    for (const char* key :
         {"figures", "stock_tc", "gain_tc", "gain_refused_tc", "intervals", "pools", "strata"})
      if (out.contains(key)) empty_numbers(out[key]);
    out["figures"]["payback"] = "not known";
    out["net_is"] = "not known";
  }
  out["barred"] = t.barred;
  out["other_gases"] = json_of(run.gases);
  out["growth_not_known"] = t.growth_unknown;
  out["taken_as_certain"] = run.certain;
  out["checks"] = {{"good", run.checks.good()},   {"pools", run.checks.pools},
                   {"strata", run.checks.strata}, {"yearly_changes", run.checks.yearly},
                   {"causes", run.checks.causes}, {"tolerance", carbon::CarbonChecks::kTolerance}};
  return out;
}

}  // namespace

std::string carbon_json(const carbon::ProjectCarbon& p) {
  Json out = {{"project_id", p.id},
              {"complete", p.complete()},
              {"gaps", p.gaps},
              {"parts", p.parts.size()},
              {"area_ha", p.area.value},
              {"unverified", p.unverified},
              {"trees_by_methods_tc", {{"low", p.tree_low}, {"high", p.tree_high}, {"mean", p.tree_mean}}}};
  out["factors"] = Json::array();
  for (const auto& u : p.used)
    out["factors"].push_back({{"id", u.id},
                              {"edition", u.edition},
                              {"value", u.value},
                              {"unit", unit_of(u.id)},
                              {"status", std::string(to_string(u.status))}});
  out["runs"] = Json::array();
  for (const auto& run : p.runs) out["runs"].push_back(run_json(run));
  out["issues"] = issues_json(p.issues);
  return out.dump(1);
}

std::string carbon_total_json(const carbon::CarbonTotal& t) {
  Json out = {{"scenario", t.scenario},
              {"figures", json_of(t.figures, t.upper_bound())},
              {"stock_tc", t.flows.base.front()}};
  out.update(causes(t.flows, t.lost, t.forgone));
  out["soil_n2o_emission_tco2e"] = gas(t.soil_n2o);
  out["methane_emission_tco2e"] = gas(t.methane);
  out["net_interval_tc"] = t.net.empty() ? Json(nullptr) : json_of(t.net.back());
  return out.dump();
}

}  // namespace zonegate::report
