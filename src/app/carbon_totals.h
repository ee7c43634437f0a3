// SPDX-License-Identifier: Apache-2.0
// Private to app: all projects of a batch added up, with what their uncertain inputs have in common.
#pragma once

#include <span>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// How draws of net are added up while projects run side by side: always in the same slices of a chunk, whatever the number of threads, and
// never more in memory than `kMostHeld` numbers.
struct DrawSlices {
  std::size_t slices = 1;  // of a chunk of projects; each adds up in its own place
  std::uint32_t draws =
      0;  // that are kept; fewer than asked for only where even one slice would be too large
};
DrawSlices draw_slices(const carbon::ScenarioFile& scenario);

class CarbonTotals {
 public:
  // end_only: intervals of the end of the horizon alone.
  CarbonTotals(const carbon::ScenarioFile& scenario, std::uint32_t draws, bool end_only = false);
  void add(const ProjectCarbon& project);
  void miss() { missed_ = true; }  // a project without figures: what the others have is not all

  void add(std::span<const carbon::NetDraws> slice);  // of one slice, by scenario
  std::vector<CarbonTotal> finish(std::vector<Issue>& issues) const;

 private:
  void add_run(const CarbonRun& run, CarbonTotal& total);
  const carbon::ScenarioFile& scenario_;
  std::uint32_t kept_;
  bool missed_ = false;
  std::vector<CarbonTotal> totals_;      // by scenario
  std::vector<carbon::NetDraws> draws_;  // by scenario
};

}  // namespace zonegate::app
