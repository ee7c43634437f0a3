// SPDX-License-Identifier: Apache-2.0
//
// Totals of a batch
// -----------------
// Intervals of projects cannot be added: the same factor row is wrong in the same direction everywhere. So the ledgers are added, product by
// product of parameters (by name), and the sum is drawn once.
#include "app/carbon_totals.h"

#include <fmt/format.h>

namespace zonegate::app {
namespace {

constexpr std::size_t kMostProducts = 20000;  // draws of each are held in memory

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

}  // namespace

CarbonTotals::CarbonTotals(const carbon::ScenarioFile& scenario)
    : scenario_(scenario), products_(scenario.scenarios.size()), flows_(scenario.scenarios.size()) {}

void CarbonTotals::add(const ProjectCarbon& project) {
  std::vector<std::optional<carbon::ParamId>> global;
  for (carbon::ParamId id = 0; id < project.parameters.size(); ++id)
    global.push_back(parameters_.add(project.parameters.at(id)));
  for (std::size_t s = 0; s < project.runs.size(); ++s) {
    add_run(project.runs[s], global, s);
    add_flows(flows_[s], project.runs[s].trajectory.total);
  }
}

void CarbonTotals::add_run(const CarbonRun& run, const std::vector<std::optional<carbon::ParamId>>& global,
                           std::size_t scenario) {
  for (const auto& term : run.trajectory.terms) {
    std::vector<carbon::ParamId> params;
    for (const carbon::ParamId id : term.params)
      if (global[id]) params.push_back(*global[id]);
    carbon::sort_params(params);
    carbon::Term& sum = products_[scenario][params];
    sum.params = params;
    add_to(sum.base, term.base);
    add_to(sum.refused, term.refused);
    for (std::size_t c = 0; c < 3; ++c) add_to(sum.by_cause[c], term.by_cause[c]);
  }
}

std::vector<CarbonTotal> CarbonTotals::finish(std::vector<Issue>& issues) const {
  std::vector<CarbonTotal> totals;
  for (std::size_t s = 0; s < products_.size(); ++s) {
    CarbonTotal total{scenario_.scenarios[s].id, flows_[s], {}, {}};
    if (!flows_[s].net.empty()) {
      total.figures = carbon::key_figures(flows_[s].net, scenario_.horizon, scenario_.money);
      carbon::Trajectory t;
      t.horizon = scenario_.horizon;
      t.total = flows_[s];
      for (const auto& one : products_[s]) t.terms.push_back(one.second);
      auto options = scenario_.monte_carlo;
      options.details = false;
      if (products_[s].size() <= kMostProducts)
        total.net = carbon::monte_carlo(t, parameters_, options).net;
      else if (s == 0)
        issues.push_back(
            {"carbon.no_total_interval", Severity::note, "", "", "",
             fmt::format(
                 "the batch has {} products of uncertain inputs; the interval of its total is not drawn",
                 products_[s].size()),
             "intervals of the projects are there; run parts of the batch", std::nullopt});
    }
    totals.push_back(std::move(total));
  }
  return totals;
}

}  // namespace zonegate::app
