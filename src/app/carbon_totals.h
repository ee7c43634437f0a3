// SPDX-License-Identifier: Apache-2.0
// Private to app: all projects of a batch added up, with what their uncertain inputs have in common.
#pragma once

#include <map>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

class CarbonTotals {
 public:
  explicit CarbonTotals(const carbon::ScenarioFile& scenario);
  void add(const ProjectCarbon& project);
  std::vector<CarbonTotal> finish(std::vector<Issue>& issues) const;

 private:
  using Products = std::map<std::vector<carbon::ParamId>, carbon::Term>;
  void add_run(const CarbonRun& run, const std::vector<std::optional<carbon::ParamId>>& global,
               std::size_t scenario);
  const carbon::ScenarioFile& scenario_;
  carbon::Parameters parameters_;
  std::vector<Products> products_;    // by scenario
  std::vector<carbon::Flows> flows_;  // by scenario
};

}  // namespace zonegate::app
