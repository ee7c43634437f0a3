// SPDX-License-Identifier: Apache-2.0
// Private to app: carbon of a run added up: all projects, by county, by control unit.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/carbon_totals.h"

namespace zonegate::app {

class CarbonGroups {
 public:
  explicit CarbonGroups(const carbon::ScenarioFile& scenario) : scenario_(scenario) {}
  // Where the draws of one project go: of the end of the horizon alone, so that many groups can be held.
  std::vector<carbon::NetDraws> draws() const;
  void add(const report::ProjectResult& result, const std::vector<carbon::NetDraws>& draws);
  std::vector<carbon::CarbonGroup> finish(std::vector<Issue>& issues) const;

 private:
  struct Sum {
    std::unique_ptr<CarbonTotals> totals;
    carbon::CarbonGroup group;
  };
  void add_to(const std::string& kind, const std::string& place, const report::ProjectResult& result,
              const std::vector<carbon::NetDraws>& draws);
  const carbon::ScenarioFile& scenario_;
  std::map<std::pair<std::string, std::string>, Sum> sums_;
};

}  // namespace zonegate::app
