// SPDX-License-Identifier: Apache-2.0
// Totals of a batch: slices of bounded size, what is known of all projects, and the interval of many projects.
#include <catch2/catch.hpp>

#include "app/carbon_totals.h"

using namespace zonegate;
using namespace zonegate::app;

namespace {

carbon::ScenarioFile file(std::uint32_t draws, int years, std::size_t scenarios) {
  carbon::ScenarioFile f;
  f.horizon = {2026, 2025 + years};
  f.monte_carlo.draws = draws;
  f.scenarios.resize(scenarios);
  for (std::size_t i = 0; i < scenarios; ++i) f.scenarios[i].id = std::to_string(i);
  return f;
}

ProjectCarbon project(const std::string& id, carbon::Known forgone) {
  ProjectCarbon p;
  p.id = id;
  const auto own = p.parameters.add_number("volume of " + id, 1, 0.1);
  const auto shared = p.parameters.add_number("cf", 0.5, 0.02);
  carbon::Part part;
  part.id = part.stratum = id;
  part.area = Hectares(1);
  part.stock = {carbon::Amount(100).times(1, own).times(1, shared), carbon::Amount(0), carbon::Amount(0),
                carbon::Amount(0), carbon::Amount(0)};
  part.start = 2026;
  part.steady = true;
  CarbonRun run;
  run.trajectory = carbon::trajectory({part}, {2026, 2030});
  run.trajectory.forgone = forgone;
  run.gases.soil_n2o = TonnesCo2e(1);
  if (forgone == carbon::Known::all) run.gases.methane = TonnesCo2e(2);
  p.runs.push_back(std::move(run));
  return p;
}

}  // namespace

TEST_CASE("slices of draws: many where they are small, fewer draws only where one is too large") {
  const DrawSlices usual = draw_slices(file(10000, 40, 2));
  CHECK(usual.slices == 32);
  CHECK(usual.draws == 10000);
  const DrawSlices large = draw_slices(file(1000000, 40, 2));
  CHECK(large.slices == 1);
  CHECK(large.draws == 64'000'000 / 82);
  for (const std::uint32_t draws : {2u, 1000u, 100000u, 10000000u})
    for (const int years : {1, 50, 500})
      for (const std::size_t scenarios : {1u, 20u}) {
        const DrawSlices d = draw_slices(file(draws, years, scenarios));
        CHECK(d.draws >= 2);
        CHECK(d.slices * d.draws * scenarios * (static_cast<std::size_t>(years) + 1) <= 64'000'000);
      }
}

TEST_CASE(
    "more projects than any limit on products: the total has an interval, shared errors do not cancel") {
  const carbon::ScenarioFile f = file(500, 5, 1);
  CarbonTotals totals(f, 500);
  std::vector<carbon::NetDraws> slice(1, carbon::NetDraws(500));
  constexpr int kProjects = 25000;
  for (int i = 0; i < kProjects; ++i) {
    const ProjectCarbon p = project(std::to_string(i), carbon::Known::all);
    carbon::MonteCarloOptions options;
    options.draws = 500;
    options.details = false;
    carbon::monte_carlo(p.runs[0].trajectory, p.parameters, options, slice.data());
    totals.add(p);
  }
  totals.add(slice);
  std::vector<Issue> issues;
  const auto all = totals.finish(issues);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].net.size() == 6);
  CHECK(issues.empty());
  // Own errors of 10 % cancel (0.06 % left), the shared one of 4 % stays.
  const auto& end = all[0].net.back();
  CHECK(end.mean == Approx(-100.0 * kProjects).epsilon(0.01));
  CHECK(end.sd == Approx(100.0 * kProjects * 0.04).epsilon(0.12));
  CHECK(all[0].flows.net.back() == Approx(-100.0 * kProjects));
}

TEST_CASE("what is known of all projects, and gases that one of them does not count") {
  const carbon::ScenarioFile f = file(100, 5, 1);
  CarbonTotals totals(f, 50);
  totals.add(project("A", carbon::Known::all));
  totals.add(project("B", carbon::Known::none));
  std::vector<Issue> issues;
  const auto all = totals.finish(issues);
  CHECK(all[0].forgone == carbon::Known::part);
  CHECK(all[0].upper_bound());
  CHECK(all[0].soil_n2o->value == 2);
  CHECK_FALSE(all[0].methane);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == "carbon.total_fewer_draws");
}
