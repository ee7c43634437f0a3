// SPDX-License-Identifier: Apache-2.0
//
// What the tables and the pictures of the batch count, project by project.
#include <algorithm>
#include <numeric>

#include "document/maker.h"

namespace zonegate::document {
namespace {

bool is_county(const std::string& code) { return code.size() == 6 && !code.ends_with("00"); }

std::size_t outcome_at(const std::string& word) {
  return static_cast<std::size_t>(std::find(kOutcomes.begin(), kOutcomes.end(), word) - kOutcomes.begin());
}

std::size_t all_of(const std::array<Ids, 5>& outcomes) {
  return std::accumulate(outcomes.begin(), outcomes.end(), std::size_t{0},
                         [](std::size_t n, const Ids& ids) { return n + ids.size(); });
}

}  // namespace

bool BatchCounts::County::any_area() const { return all_of(outcomes) > all_of(without_area); }
std::size_t BatchCounts::Unit::projects() const { return all_of(outcomes); }

void BatchCounts::add(const Json& p) {
  const std::string id = text(p, "project_id");
  const std::size_t outcome = outcome_at(text(p, "outcome"));
  if (outcome >= kOutcomes.size()) return;
  const bool banned = text(p, "worst_possible") == "prohibited";
  const Amount area = footprint_area(p, "area_ellipsoidal_m2", id + ":/area_ellipsoidal_m2");
  const Amount net = known_amount(member(member(first_run(p), "figures"), "net_tc"), kTonne,
                                  id + ":/carbon_impact/runs/0/figures/net_tc");
  std::vector<std::string> codes;
  for (const auto& region : list(p, "regions"))
    if (is_county(text(region))) codes.push_back(text(region));
  if (codes.empty()) codes.emplace_back();
  for (const auto& code : codes) {
    County& county = counties[code];
    county.outcomes.at(outcome).push_back(id);
    if (banned) county.may_be_banned.at(outcome).push_back(id);
    if (area.hidden || area.absent)
      county.without_area.at(outcome).push_back(id);
    else
      county.area.at(outcome) += area;
    (net.absent ? county.without_net : county.with_net).push_back(id);
    if (net.absent) continue;
    county.net += net;
    if (text(first_run(p), "net_is") != "exact") county.bounds.push_back(id);
  }
  for (const auto& unit : list(member(p, "access"), "units")) {
    const std::string code = text(unit, "code"), name = text(unit, "county");
    if (text(unit, "kind") != "zone_unit" || code.empty()) continue;
    Unit& at = units[code];
    at.name = text(unit, "name");
    Ids& ids = at.outcomes.at(outcome);
    if (ids.empty() || ids.back() != id) {
      ids.push_back(id);
      if (banned) at.may_be_banned.push_back(id);
    }
    constexpr std::size_t kPrefix = 2, kCounty = 6;  // ZH 511823 2 0002
    if (!name.empty() && code.size() > kPrefix + kCounty) names[code.substr(kPrefix, kCounty)] = name;
  }
  if (scenario.empty()) scenario = text(first_run(p), "scenario");
  if (scenario_zh.empty())
    scenario_zh = text(first_run(p), "scenario_name"), scenario_en = text(first_run(p), "scenario_name_en");
}

const Json& BatchCounts::first_run(const Json& project) {
  static const Json none = Json::object();
  const Json& runs = list(member(project, "carbon_impact"), "runs");
  return runs.empty() ? none : runs.front();
}

std::string BatchCounts::county_name(const Context& c, const std::string& code) const {
  if (code.empty()) return c.w("县未知", "county not known");
  const auto at = names.find(code);
  const std::string name = at == names.end() ? place_of(c, code) : at->second;
  return name.empty() ? code : name + " " + code;
}

std::string BatchCounts::scenario_name(const Context& c) const {
  return scenario_zh.empty() ? scenario : c.w(scenario_zh.c_str(), scenario_en.c_str());
}

std::vector<std::pair<std::string, const BatchCounts::Unit*>> BatchCounts::units_by_projects() const {
  std::vector<std::pair<std::string, const Unit*>> out;
  for (const auto& [code, unit] : units) out.emplace_back(code, &unit);
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.second->projects() > b.second->projects(); });
  return out;
}

}  // namespace zonegate::document
