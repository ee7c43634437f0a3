// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "cli/carbon_project_output.h"
#include "report/report.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::ordered_json;

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

}  // namespace

std::string batch_json_head(const carbon::ScenarioFile& s) {
  Json methods = Json::array();
  for (const auto m : s.methods) methods.push_back(std::string(to_string(m)));
  const Json head = {
      {"zonegate", ZONEGATE_VERSION},
      {"scenario_file", s.id},
      {"horizon", {{"start", s.horizon.first}, {"end", s.horizon.last}}},
      {"region", s.region},
      {"methods", methods},
      {"editions", s.editions},
      {"soil_depth_cm", s.soil_depth_cm},
      {"price",
       {{"value", s.money.price},
        {"currency", s.currency},
        {"growth", s.money.growth},
        {"discount", s.money.discount},
        {"timing", s.money.timing == carbon::NpvTiming::invest ? "invest" : "end_of_year"}}},
      {"monte_carlo",
       {{"seed", s.monte_carlo.seed}, {"draws", s.monte_carlo.draws}, {"level", s.monte_carlo.level}}},
      {"signs", "stocks in t C; + is more carbon on the land; an emission is the negative of a change"}};
  std::string text = head.dump(1);
  text.resize(text.size() - 2);  // "\n}"
  return text + ",\n \"projects\": [\n";
}

std::string batch_json_tail(const app::CarbonBatch& b) {
  Json out = {{"projects_in_all", b.projects},
              {"incomplete", b.incomplete},
              {"parts", b.parts},
              {"lines_not_used", b.wrong_lines},
              {"area_ha", b.area.value}};
  out["totals"] = Json::array();
  for (const auto& t : b.totals) {
    if (t.flows.net.empty()) continue;
    out["totals"].push_back(Json::parse(report::carbon_total_json(t)));
  }
  out["inputs"] = Json::array();
  for (const auto& [name, hash] : b.hashes) out["inputs"].push_back({{"file", name}, {"sha256", hash}});
  out["issues"] = issues_json(b.issues);
  return "\n ],\n" + out.dump(1).substr(2) + "\n";
}

}  // namespace zonegate::cli
