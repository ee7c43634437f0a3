// SPDX-License-Identifier: Apache-2.0
// A batch of made-up projects through trajectory and Monte Carlo: seconds for projects x years x draws, by number
// of threads. Arguments: [projects [years [draws]]]; default 1000 50 1000.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "carbon/carbon.h"

namespace {
using namespace zonegate;
using namespace zonegate::carbon;

struct Factors {
  std::optional<ParamId> svd, bef, r, cf, soil, f, survival, growth, products;
};

Parameter uncertain(const std::string& name, double mean, double u, Distribution d) {
  return {name, mean, u * mean / kNormal975, d};
}

Factors factors_of(const std::string& species, Parameters& p) {
  return {p.add(uncertain("svd " + species, 0.4, 0.1, Distribution::normal)),
          p.add(uncertain("bef " + species, 1.5, 0.2, Distribution::normal)),
          p.add(uncertain("rsr " + species, 0.25, 0.3, Distribution::truncated)),
          p.add(uncertain("cf " + species, 0.5, 0.05, Distribution::normal)),
          p.add(uncertain("socref", 88, 0.4, Distribution::truncated)),
          p.add(uncertain("f_lu", 0.8, 0.2, Distribution::normal)),
          p.add({"survival", 0.85, 0.15 * 0.85 / kNormal975, Distribution::beta, 0, 1}),
          p.add(uncertain("growth " + species, 1, 0.7, Distribution::lognormal)),
          p.add({"products", 0.3, 0.05, Distribution::beta, 0, 0.75})};
}

Part part_of(int i, Take take, std::mt19937& random, Parameters& parameters) {
  const auto u = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  const std::string species = i % 2 == 0 ? "pine" : "oak";
  const Factors f = factors_of(species, parameters);
  Part p;
  p.id = std::to_string(i);
  p.stratum = species;
  p.take = take;
  p.area = Hectares(u(0.1, 20));
  const Amount above = Amount(u(20, 120)).times(1, f.svd).times(1, f.bef).times(1, f.cf);
  p.stock = {above, above.times(0.25, f.r), above.scaled(0.08), Amount(17), Amount(88).times(1, f.soil)};
  Curve c;
  c.kind = CurveKind::chapman_richards;
  c.a = 120;
  c.k = 0.04;
  c.p = 2;
  std::vector<Issue> issues;
  p.growth = StandGrowth::make(c, u(10, 60), above.value() * 1.25, Fitting::multiply, p.id, issues);
  p.growth_param = f.growth;
  p.start = 2026 + i % 3;
  if (take == Take::temporary) p.end = p.start + 2;
  p.clearing = {0.6, 0.1, 0.3, 0.5, 0.1, 30};
  p.clearing.products_param = f.products;
  p.soil = {0.8, f.f, 20};
  p.regrowth = Regrowth{};
  p.regrowth->curve = c;
  p.regrowth->root_ratio = 0.25;
  p.regrowth->survival = 0.85;
  p.regrowth->survival_param = f.survival;
  p.regrowth->curve_param = f.growth;
  return p;
}

// Two permanent parts, a temporary one, a planting: the mean of its last interval, so that nothing is left out.
double one_project(unsigned seed, int years, std::uint32_t draws) {
  std::mt19937 random(seed);
  Parameters parameters;
  std::vector<Part> parts;
  for (const Take take : {Take::permanent, Take::permanent, Take::temporary, Take::planting})
    parts.push_back(part_of(static_cast<int>(parts.size()), take, random, parameters));
  MonteCarloOptions options;
  options.draws = draws;
  options.seed = 2026;
  options.details = false;
  return monte_carlo(trajectory(parts, {2026, 2025 + years}), parameters, options).net.back().high;
}

double seconds_of(int projects, int years, std::uint32_t draws, unsigned threads, double& sum) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<double> results(static_cast<std::size_t>(projects));
  std::atomic<int> next{0};
  std::vector<std::thread> pool;
  for (unsigned k = 0; k < threads; ++k)
    pool.emplace_back([&] {
      for (int i = next++; i < projects; i = next++)
        results[static_cast<std::size_t>(i)] = one_project(static_cast<unsigned>(i), years, draws);
    });
  for (auto& t : pool) t.join();
  sum = 0;
  for (const double r : results) sum += r;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  const int projects = argc > 1 ? std::atoi(argv[1]) : 1000, years = argc > 2 ? std::atoi(argv[2]) : 50;
  const auto draws = static_cast<std::uint32_t>(argc > 3 ? std::atoi(argv[3]) : 1000);
  fmt::print("carbon: {} projects of 4 parts x {} years x {} draws\n", projects, years, draws);
  for (const unsigned threads : {1u, 2u}) {
    double sum = 0;
    const double s = seconds_of(projects, years, draws, threads, sum);
    fmt::print("{} thread(s): {:8.2f} s, {:8.3f} ms a project, checksum {:.10g}\n", threads, s,
               1e3 * s / projects, sum);
  }
  return 0;
}
