// SPDX-License-Identifier: Apache-2.0
//
// Totals of a batch
// -----------------
// Intervals of projects cannot be added: the same factor row is wrong in the same direction everywhere. But the n-th draw of a row is the
// same number in every project (draws by counter), so the n-th draws of net can be added, and the quantiles of those sums are the interval.
#include "app/carbon_totals.h"

#include <fmt/format.h>

#include <algorithm>

namespace zonegate::app {
namespace {

constexpr std::size_t kMostHeld = 64'000'000;  // numbers of 8 bytes: 512 MB
constexpr std::size_t kMostSlices = 32;

void add_to(carbon::Series& sum, const carbon::Series& more) {
  if (sum.empty()) sum.assign(more.size(), 0.0);
  for (std::size_t t = 0; t < more.size(); ++t) sum[t] += more[t];
}

void add_flows(carbon::Flows& sum, const carbon::Flows& more) {
  add_to(sum.base, more.base);
  add_to(sum.project, more.project);
  add_to(sum.net, more.net);
  add_to(sum.refused, more.refused);
  for (std::size_t c = 0; c < 3; ++c) add_to(sum.by_cause[c], more.by_cause[c]);
}

carbon::Known both(carbon::Known a, carbon::Known b) { return a == b ? a : carbon::Known::part; }

void add_gas(std::optional<TonnesCo2e>& sum, const std::optional<TonnesCo2e>& more) {
  if (sum && more)
    *sum += *more;
  else
    sum.reset();
}

}  // namespace

DrawSlices draw_slices(const carbon::ScenarioFile& s) {
  const std::size_t one =
      std::max<std::size_t>(1, s.scenarios.size()) * (static_cast<std::size_t>(s.horizon.years()) + 1);
  DrawSlices d;
  d.slices = std::clamp<std::size_t>(kMostHeld / (one * s.monte_carlo.draws), 1, kMostSlices);
  d.draws = static_cast<std::uint32_t>(
      std::min<std::size_t>(s.monte_carlo.draws, std::max<std::size_t>(2, kMostHeld / (one * d.slices))));
  return d;
}

CarbonTotals::CarbonTotals(const carbon::ScenarioFile& scenario, std::uint32_t draws, bool end_only)
    : scenario_(scenario),
      kept_(draws),
      totals_(scenario.scenarios.size()),
      draws_(scenario.scenarios.size(), carbon::NetDraws(draws, end_only)) {
  for (std::size_t s = 0; s < totals_.size(); ++s) totals_[s].scenario = scenario.scenarios[s].id;
}

void CarbonTotals::add(const ProjectCarbon& project) {
  if (project.runs.empty()) miss();
  for (std::size_t s = 0; s < project.runs.size(); ++s) add_run(project.runs[s], totals_[s]);
}

void CarbonTotals::add_run(const CarbonRun& run, CarbonTotal& total) {
  const bool first = total.flows.net.empty();
  add_flows(total.flows, run.trajectory.total);
  if (first) {
    total.lost = run.trajectory.lost;
    total.forgone = run.trajectory.forgone;
    total.soil_n2o = run.gases.soil_n2o;
    total.methane = run.gases.methane;
    return;
  }
  total.lost = both(total.lost, run.trajectory.lost);
  total.forgone = both(total.forgone, run.trajectory.forgone);
  add_gas(total.soil_n2o, run.gases.soil_n2o);
  add_gas(total.methane, run.gases.methane);
}

void CarbonTotals::add(std::span<const carbon::NetDraws> slice) {
  for (std::size_t s = 0; s < slice.size(); ++s) draws_[s].add(slice[s]);
}

std::vector<CarbonTotal> CarbonTotals::finish(std::vector<Issue>& issues) const {
  std::vector<CarbonTotal> totals = totals_;
  for (std::size_t s = 0; s < totals.size(); ++s) {
    if (totals[s].flows.net.empty()) continue;
    if (missed_) {
      totals[s].lost = carbon::not_all(totals[s].lost);
      totals[s].forgone = carbon::not_all(totals[s].forgone);
    }
    totals[s].figures = carbon::key_figures(totals[s].flows.net, scenario_.horizon, scenario_.money);
    totals[s].net = draws_[s].intervals(scenario_.monte_carlo.level);
  }
  if (kept_ < scenario_.monte_carlo.draws)
    issues.push_back({"carbon.total_fewer_draws", Severity::note, "", "", "",
                      fmt::format("the interval of the total rests on the first {} of {} draws", kept_,
                                  scenario_.monte_carlo.draws),
                      "it is held in 512 MB; fewer draws, years or scenarios leave room for all",
                      std::nullopt});
  return totals;
}

}  // namespace zonegate::app
