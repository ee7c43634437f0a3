// SPDX-License-Identifier: Apache-2.0
// Intervals: the closed forms of error propagation, Monte Carlo against the analytic lognormal and Approach 1,
// correlation of shared factors, and the same bytes from any number of threads.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <thread>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

Parameter parameter(const std::string& name, double mean, double u, Distribution d) {
  return {name, mean, u * mean / kNormal975, d};
}

// A part without trees or time: its permanent taking loses `stock`.
Part loss(const std::string& id, const std::string& stratum, const Amount& stock) {
  Part p;
  p.id = id;
  p.stratum = stratum;
  p.area = Hectares(1);
  p.stock = {stock, Amount(0), Amount(0), Amount(0), Amount(0)};
  p.start = 2026;
  return p;
}

MonteCarlo run(const std::vector<Part>& parts, const Parameters& parameters, std::uint32_t draws = 20000,
               std::uint64_t seed = 42) {
  MonteCarloOptions options;
  options.draws = draws;
  options.seed = seed;
  return monte_carlo(trajectory(parts, {2026, 2027}), parameters, options);
}

}  // namespace

TEST_CASE("Approach 1: products, sums, 1 + R, and sums that are nearly nothing") {
  const double u[] = {0.3, 0.4};
  CHECK(product_u(u) == Approx(0.5));
  CHECK(one_plus_u(0.25, 0.5) == Approx(0.1));
  const Summand three[] = {{100, 0.1}, {50, 0.4}, {-50, 0.2}};
  const Propagated p = sum_u(three);
  CHECK(p.value == 100);
  CHECK(p.half_width == Approx(std::sqrt(100.0 + 400 + 100)));
  CHECK(p.u.value() == Approx(p.half_width / 100));
  const Summand nothing[] = {{100, 0.1}, {-100, 0.1}};
  CHECK_FALSE(sum_u(nothing).u);
  CHECK(sum_u(nothing).half_width == Approx(std::sqrt(200.0)));
}

TEST_CASE("draws: means stay, spreads are what they should be, nothing below 0 where it is cut") {
  const int n = 200000;
  for (const auto d : {Distribution::normal, Distribution::truncated, Distribution::lognormal})
    for (const double u : {0.2, 0.8, 1.6}) {
      const Parameter p = parameter("x", 5, u, d);
      double sum = 0, squares = 0, least = 1e9;
      for (int i = 0; i < n; ++i) {
        const double x = draw_of(p, 7, static_cast<std::uint32_t>(i));
        sum += x;
        squares += x * x;
        least = std::min(least, x);
      }
      INFO(to_string(d) << " " << u);
      const double mean = sum / n, sd = std::sqrt(variance_of(p));
      CHECK(mean == Approx(1).margin(5 * sd / std::sqrt(n)));
      CHECK(std::sqrt(squares / n - mean * mean) == Approx(sd).epsilon(0.03));
      if (d != Distribution::normal) CHECK(least >= 0);
    }
}

TEST_CASE("a product of lognormals has the analytic mean, median and quantiles") {
  Parameters parameters;
  const auto a = parameters.add(parameter("a", 2, 0.7, Distribution::lognormal));
  const auto b = parameters.add(parameter("b", 3, 0.9, Distribution::lognormal));
  const MonteCarlo mc = run({loss("P", "S", Amount(60).times(1, a).times(1, b))}, parameters, 100000);
  double s2 = 0;
  for (const ParamId id : {*a, *b}) s2 += std::log1p(std::pow(parameters.at(id).cv(), 2));
  const double median = -60 * std::exp(-s2 / 2), half = kNormal975 * std::sqrt(s2);
  CHECK(mc.net.back().mean == Approx(-60).epsilon(0.01));
  CHECK(mc.net.back().median == Approx(median).epsilon(0.01));
  CHECK(mc.net.back().low == Approx(median * std::exp(half)).epsilon(0.02));
  CHECK(mc.net.back().high == Approx(median * std::exp(-half)).epsilon(0.02));
  CHECK(mc.net.back().sd == Approx(std::sqrt(mc.variance)).epsilon(0.02));
  CHECK(mc.variance == Approx(3600 * (std::exp(s2) - 1)));
}

TEST_CASE("small normal spreads: Monte Carlo and Approach 1 agree") {
  Parameters parameters;
  const auto a = parameters.add(parameter("a", 2, 0.10, Distribution::normal));
  const auto b = parameters.add(parameter("b", 3, 0.05, Distribution::normal));
  const auto c = parameters.add(parameter("c", 1, 0.20, Distribution::normal));
  const MonteCarlo mc =
      run({loss("P", "S1", Amount(100).times(1, a).times(1, b)), loss("Q", "S2", Amount(40).times(1, c))},
          parameters, 100000);
  const double u[] = {0.10, 0.05};
  const Summand sum[] = {{-100, product_u(u)}, {-40, 0.20}};
  const Propagated expected = sum_u(sum);
  CHECK(mc.net.back().mean == Approx(expected.value).epsilon(0.002));
  CHECK((mc.net.back().high - mc.net.back().low) / 2 == Approx(expected.half_width).epsilon(0.02));
  CHECK(mc.net_by_stratum.at("S2").mean == Approx(-40).epsilon(0.005));
  CHECK(mc.net_by_store[0].mean == Approx(mc.net.back().mean));
  CHECK(mc.stock.mean == Approx(140).epsilon(0.002));
}

TEST_CASE("a factor that strata share moves them together") {
  Parameters parameters;
  const auto cf = parameters.add(parameter("cf", 0.5, 0.2, Distribution::normal));
  const auto other = parameters.add(parameter("cf2", 0.5, 0.2, Distribution::normal));
  const MonteCarlo shared =
      run({loss("P", "S1", Amount(50).times(1, cf)), loss("Q", "S2", Amount(50).times(1, cf))}, parameters);
  const MonteCarlo apart = run(
      {loss("P", "S1", Amount(50).times(1, cf)), loss("Q", "S2", Amount(50).times(1, other))}, parameters);
  CHECK(shared.net.back().sd / apart.net.back().sd == Approx(std::sqrt(2.0)).epsilon(0.02));
}

TEST_CASE("drivers: shares of the variance by their formula, the largest first") {
  Parameters parameters;
  const auto a = parameters.add(parameter("a", 1, 0.3, Distribution::normal));
  const auto b = parameters.add(parameter("b", 1, 0.1, Distribution::normal));
  const MonteCarlo mc = run({loss("P", "S", Amount(10).times(1, a).times(1, b))}, parameters);
  REQUIRE(mc.drivers.size() == 2);
  CHECK(mc.drivers[0].parameter == "a");
  const double va = std::pow(0.3 / kNormal975, 2), vb = std::pow(0.1 / kNormal975, 2),
               total = (1 + va) * (1 + vb) - 1;
  CHECK(mc.variance == Approx(100 * total));
  CHECK(mc.drivers[0].share == Approx(va / total));
  CHECK(mc.drivers[1].share == Approx(vb / total));
  CHECK(mc.drivers[0].low == Approx(-10 * 0.7));
  CHECK(mc.drivers[0].high == Approx(-10 * 1.3));
}

TEST_CASE("one seed, one answer: order, other parameters and threads do not matter") {
  Parameters first, second;
  const Parameter p = parameter("svd", 0.4, 0.2, Distribution::lognormal);
  const auto a = first.add(p);
  second.add(parameter("something else", 1, 0.5, Distribution::normal));
  const auto b = second.add(p);
  const auto one = run({loss("P", "S", Amount(10).times(1, a))}, first),
             two = run({loss("P", "S", Amount(10).times(1, b))}, second);
  CHECK(std::memcmp(one.net.data(), two.net.data(), one.net.size() * sizeof(Interval)) == 0);
  CHECK(run({loss("P", "S", Amount(10).times(1, a))}, first, 20000, 43).net.back().mean !=
        one.net.back().mean);
  for (const unsigned threads : {1u, 2u, 3u, 7u}) {
    std::vector<Interval> ends(24);
    std::vector<std::thread> pool;
    for (unsigned k = 0; k < threads; ++k)
      pool.emplace_back([&, k] {
        for (std::size_t i = k; i < ends.size(); i += threads)
          ends[i] =
              run({loss("P", "S", Amount(10.0 + static_cast<double>(i)).times(1, a))}, first, 500).net.back();
      });
    for (auto& t : pool) t.join();
    static std::vector<Interval> before;
    if (!before.empty()) CHECK(std::memcmp(before.data(), ends.data(), ends.size() * sizeof(Interval)) == 0);
    before = ends;
  }
}

TEST_CASE("draws that are kept are those of the same parameter, seed and number of draws only") {
  const auto net = [](double sd, std::uint64_t seed, std::uint32_t draws) {
    Parameters parameters;
    const auto a = parameters.add({"one name", 1, sd, Distribution::normal});
    return run({loss("P", "S", Amount(10).times(1, a))}, parameters, draws, seed).net.back();
  };
  const Interval first = net(0.1, 1, 1000), again = net(0.1, 1, 1000);
  CHECK(std::memcmp(&first, &again, sizeof(Interval)) == 0);
  CHECK(net(0.2, 1, 1000).sd == Approx(2 * first.sd));
  CHECK(net(0.1, 2, 1000).sd != first.sd);
  CHECK(net(0.1, 1, 2000).sd != first.sd);
  for (int i = 0; i < 50; ++i) net(0.1 + i, 1, 100000);  // more than is kept
  const Interval later = net(0.1, 1, 1000);
  CHECK(std::memcmp(&first, &later, sizeof(Interval)) == 0);
}

TEST_CASE("quantiles are those of the order statistics, and details can be left out") {
  std::vector<double> values;
  for (int i = 100; i >= 0; --i) values.push_back(i);
  const Interval i = interval_of(values, 0.95);
  CHECK(i.low == Approx(2.5));
  CHECK(i.median == Approx(50));
  CHECK(i.high == Approx(97.5));
  CHECK(i.mean == Approx(50));
  std::vector<double> none;
  CHECK(interval_of(none, 0.95).mean == 0);
  Parameters parameters;
  MonteCarloOptions options;
  options.draws = 1;
  CHECK_THROWS_AS(monte_carlo(trajectory({}, {2026, 2027}), parameters, options), Error);
  options.draws = 10;
  options.details = false;
  const auto brief = monte_carlo(trajectory({loss("P", "S", Amount(10))}, {2026, 2027}), parameters, options);
  CHECK(brief.net.back().low == -10);
  CHECK(brief.drivers.empty());
}
