// SPDX-License-Identifier: Apache-2.0
#include "app/carbon_groups.h"

#include <algorithm>
#include <set>

namespace zonegate::app {
namespace {

std::string joined(const std::set<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : ";") + code;
  return out.empty() ? "?" : out;
}

std::string counties_of(const catalog::Project& project) {
  std::set<std::string> codes;
  for (const auto& code : project.regions)
    if (code.size() == 6 && !code.ends_with("00")) codes.insert(code);
  if (project.regions_open) codes.insert("?");
  return joined(codes);
}

std::string units_of(const facts::ProjectFacts& facts) {
  std::set<std::string> codes;
  for (const auto& unit : facts.access.units)
    if (unit.kind == "zone_unit") codes.insert(unit.code.empty() ? "?" : unit.code);
  return joined(codes);
}

}  // namespace

std::vector<carbon::NetDraws> CarbonGroups::draws() const {
  return std::vector<carbon::NetDraws>(scenario_.scenarios.size(),
                                       carbon::NetDraws(scenario_.monte_carlo.draws, true));
}

void CarbonGroups::add(const report::ProjectResult& result, const std::vector<carbon::NetDraws>& draws) {
  add_to("all", "", result, draws);
  add_to("county", counties_of(*result.project), result, draws);
  add_to("unit", units_of(result.facts), result, draws);
}

void CarbonGroups::add_to(const std::string& kind, const std::string& place,
                          const report::ProjectResult& result, const std::vector<carbon::NetDraws>& draws) {
  Sum& sum = sums_[{kind, place}];
  if (!sum.totals) sum.totals = std::make_unique<CarbonTotals>(scenario_, scenario_.monte_carlo.draws, true);
  sum.group.kind = kind;
  sum.group.place = place;
  ++sum.group.projects;
  if (!result.impact || result.impact->runs.empty()) {
    ++sum.group.not_computed;
    sum.totals->miss();
    return;
  }
  sum.group.incomplete += result.impact->complete() ? 0 : 1;
  const bool good = std::all_of(result.impact->runs.begin(), result.impact->runs.end(),
                                [](const carbon::CarbonRun& run) { return run.checks.good(); }) &&
                    result.ground && result.ground->open() <= carbon::GroundTable::kTolerance &&
                    result.ground->deviation() <= carbon::GroundTable::kTolerance;
  sum.group.failed_checks += good ? 0 : 1;
  sum.group.area += result.impact->area;
  sum.totals->add(*result.impact);
  sum.totals->add(std::span<const carbon::NetDraws>(draws));
}

std::vector<carbon::CarbonGroup> CarbonGroups::finish(std::vector<Issue>& issues) const {
  std::vector<carbon::CarbonGroup> out;
  for (const auto& [key, sum] : sums_) {
    std::vector<Issue> own;
    out.push_back(sum.group);
    out.back().totals = sum.totals->finish(own);
    if (key.first == "all") issues.insert(issues.end(), own.begin(), own.end());
  }
  return out;
}

}  // namespace zonegate::app
