// SPDX-License-Identifier: Apache-2.0
// Errors of survival, soil factors, shares and growth curves: bounds, moments, and that they reach the intervals and drivers.
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "shipped.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

Curve richards() {
  Curve c;
  c.kind = CurveKind::chapman_richards;
  c.a = 120;
  c.k = 0.04;
  c.p = 2;
  c.errors = {8, 0.003, 0.15, -0.8, -0.6, 0.9};
  return c;
}

Part planting(Parameters& parameters, const Curve& curve, std::optional<ParamId> survival) {
  Part p;
  p.id = "P";
  p.stratum = "S";
  p.take = Take::planting;
  p.area = Hectares(1);
  p.stock = {Amount(0), Amount(0), Amount(0), Amount(0), Amount(60)};
  p.start = 2026;
  p.regrowth = Regrowth{};
  p.regrowth->curve = curve;
  p.regrowth->survival = 0.85;
  p.regrowth->survival_param = survival;
  std::size_t i = 0;
  for (const auto& d : directions_of(curve))
    p.regrowth->directions.push_back(
        {d, *parameters.add({"direction " + std::to_string(++i), 1, 1, Distribution::normal})});
  return p;
}

MonteCarlo run(const Part& p, const Parameters& parameters, std::uint32_t draws = 20000) {
  MonteCarloOptions options;
  options.draws = draws;
  options.seed = 3;
  return monte_carlo(trajectory({p}, {2026, 2055}), parameters, options);
}

}  // namespace

TEST_CASE("shares keep their mean and sd and stay within their bounds") {
  struct Case {
    double mean, sd, low, high;
  };
  for (const Case& c : {Case{0.85, 0.08, 0, 1}, Case{0.95, 0.05, 0, 1}, Case{0.1, 0.03, 0, 0.25}}) {
    const Parameter p{"share", c.mean, c.sd, Distribution::beta, c.low, c.high};
    const int n = 20000;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
      const double x = draw_of(p, 5, static_cast<std::uint32_t>(i)) * c.mean;
      REQUIRE(x >= c.low);
      REQUIRE(x <= c.high);
      sum += x;
      squares += x * x;
    }
    INFO(c.mean << " " << c.sd);
    const double mean = sum / n;
    CHECK(mean == Approx(c.mean).margin(5 * c.sd / std::sqrt(n)));
    CHECK(std::sqrt(squares / n - mean * mean) == Approx(c.sd).epsilon(0.03));
    CHECK(variance_of(p) == Approx(std::pow(c.sd / c.mean, 2)));
  }
}

TEST_CASE("a planting with an uncertain survival has an interval, and it is the driver") {
  Parameters parameters;
  Curve c = richards();
  c.errors = {};
  const auto survival = parameters.add({"survival", 0.85, 0.06, Distribution::beta, 0, 1});
  const MonteCarlo mc = run(planting(parameters, c, survival), parameters);
  const double grown = value_at(c, 30);
  CHECK(mc.net.back().mean == Approx(0.85 * grown).epsilon(0.002));
  CHECK(mc.net.back().sd == Approx(0.06 * grown).epsilon(0.02));
  CHECK(mc.net.back().high <= grown);
  REQUIRE(mc.drivers.size() == 1);
  CHECK(mc.drivers[0].parameter == "survival");
  CHECK(mc.drivers[0].share == Approx(1));
  const Summand one[] = {{0.85 * grown, kNormal975 * 0.06 / 0.85}};
  CHECK(sum_u(one).half_width ==
        Approx((mc.net.back().high - mc.net.back().low) / 2).epsilon(0.05));  // Approach 1
}

// Oracle: parameters drawn from their joint normal and put into the curve itself, nothing linear.
TEST_CASE(
    "errors of fitted parameters: near to drawing them jointly, and far from taking them as independent") {
  const Curve c = richards();
  const CurveErrors& e = c.errors;
  std::mt19937 random(11);
  std::normal_distribution<double> z(0, 1);
  const int n = 20000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    // Conditional normals of a, then k, then p: written out, not by the code under test.
    const double z1 = z(random), z2 = z(random), z3 = z(random);
    const double k_rest = std::sqrt(1 - e.a_k * e.a_k);
    const double p2 = (e.k_shape - e.a_k * e.a_shape) / k_rest;
    const double p3 = std::sqrt(1 - e.a_shape * e.a_shape - p2 * p2);
    Curve drawn = c;
    drawn.a += e.a * z1;
    drawn.k += e.k * (e.a_k * z1 + k_rest * z2);
    drawn.p += e.shape * (e.a_shape * z1 + p2 * z2 + p3 * z3);
    const double y = value_at(drawn, 30);
    sum += y;
    squares += y * y;
  }
  const double sd = std::sqrt(squares / n - sum / n * sum / n);
  Parameters parameters;
  const MonteCarlo mc = run(planting(parameters, c, std::nullopt), parameters);
  CHECK(mc.net.back().sd == Approx(0.85 * sd).epsilon(0.03));
  CHECK(mc.net.back().mean == Approx(0.85 * value_at(c, 30)).epsilon(0.005));
  CHECK(mc.drivers.size() == 3);
  Curve apart = c;
  apart.errors.a_k = apart.errors.a_shape = apart.errors.k_shape = 0;
  Parameters others;
  CHECK(run(planting(others, apart, std::nullopt), others).net.back().sd > 1.2 * mc.net.back().sd);
}

TEST_CASE("a stand on its own stock: the limit of the curve does not matter, its shape does") {
  Curve c = richards();
  c.errors = {30, 0, 0, 0, 0, 0};
  std::vector<Issue> issues;
  const auto sd_of = [&](const Curve& curve) {
    Parameters parameters;
    Part p;
    p.id = p.stratum = "P";
    p.area = Hectares(1);
    p.stock = {Amount(50), Amount(10), Amount(0), Amount(0), Amount(0)};
    p.start = 2026;
    const auto on = [&](const Curve& one) {
      return *StandGrowth::make(one, 20, 60, Fitting::multiply, "P", issues);
    };
    p.growth = on(curve);
    std::size_t i = 0;
    for (const auto& d : directions_of(curve))
      p.growth_directions.push_back(
          {on(d.up), on(d.down), d.step,
           *parameters.add({"direction " + std::to_string(++i), 1, 1, Distribution::normal})});
    const MonteCarlo mc = run(p, parameters, 5000);
    CHECK(mc.net.back().mean == Approx(-60 - p.growth->growth(30)).epsilon(0.02));
    return mc.net.back().sd;
  };
  CHECK(sd_of(c) == Approx(0).margin(1e-6));
  c.errors = {0, 0.004, 0, 0, 0, 0};
  Curve up = c;
  up.k += 0.004;
  const auto grown = [&](const Curve& one) { return 60 * (value_at(one, 50) / value_at(one, 20) - 1); };
  CHECK(sd_of(c) == Approx(std::abs(grown(up) - grown(c))).epsilon(0.1));
}

TEST_CASE("errors that are no covariance, or stand twice, are faults of the curve") {
  Curve c = richards();
  CHECK(fault_of(c).empty());
  c.errors.a_shape = 0.9;  // with -0.8 and 0.9: impossible
  CHECK(fault_of(c).find("contradict") != std::string::npos);
  c.errors.a_shape = 2;
  CHECK(fault_of(c).find("outside -1..1") != std::string::npos);
  c = richards();
  c.u = 0.2;
  CHECK(fault_of(c).find("twice") != std::string::npos);
  Curve points;
  points.points = {{10, 5}};
  points.errors.a = 1;
  CHECK(fault_of(points).find("no parameters") != std::string::npos);
  CHECK(directions_of(points).empty());
}

TEST_CASE("soil factor and shares of the cleared trees vary, and no draw sends away more than there is") {
  Parameters parameters;
  Part p;
  p.id = p.stratum = "P";
  p.area = Hectares(1);
  p.stock = {Amount(100), Amount(0), Amount(0), Amount(0), Amount(80)};
  p.start = 2026;
  p.steady = true;
  p.clearing = {0.6, 0.1, 0.3, 0, 0.1, 30};
  p.clearing.dead_wood_param = parameters.add({"dead", 0.1, 0.04, Distribution::beta, 0, 0.25});
  p.clearing.products_param = parameters.add({"products", 0.3, 0.1, Distribution::beta, 0, 0.75});
  p.soil = {0.8, parameters.add_number("soil factor", 0.8, 0.05), 20};
  const MonteCarlo mc = run(p, parameters);
  CHECK(mc.net_by_store[index_of(Pool::soil)].sd == Approx(80 * 0.05).epsilon(0.03));
  CHECK(mc.net_by_store[kProducts].high <= 75);
  CHECK(mc.net.front().high == 0);
  CHECK(mc.net[1].high <= 0);  // dead wood and products together never exceed the trees
  CHECK(mc.drivers.size() == 3);
}

TEST_CASE("draws of several trajectories add up to those of all of them together") {
  Parameters parameters;
  const auto cf = parameters.add_number("cf", 0.5, 0.03);
  const auto other = parameters.add_number("own", 1, 0.7);  // wide: lognormal
  const auto part = [&](const std::string& id, std::optional<ParamId> own) {
    Part p;
    p.id = p.stratum = id;
    p.area = Hectares(1);
    p.stock = {Amount(50).times(1, cf).times(1, own), Amount(0), Amount(0), Amount(0), Amount(0)};
    p.start = 2026;
    p.steady = true;
    return p;
  };
  MonteCarloOptions options;
  options.draws = 3000;
  const Horizon h{2026, 2030};
  const Part a = part("A", std::nullopt), b = part("B", other);
  NetDraws sum(3000), slice(3000), few(100);
  monte_carlo(trajectory({a}, h), parameters, options, &sum);
  monte_carlo(trajectory({b}, h), parameters, options, &slice);
  sum.add(slice);
  const auto both = monte_carlo(trajectory({a, b}, h), parameters, options);
  const auto intervals = sum.intervals(0.95);
  REQUIRE(intervals.size() == 6);
  CHECK(intervals[5].low == Approx(both.net[5].low).epsilon(1e-12));
  CHECK(intervals[5].high == Approx(both.net[5].high).epsilon(1e-12));
  CHECK(intervals[5].mean == Approx(both.net[5].mean).epsilon(1e-12));
  // Fewer draws kept: those of a run with so many.
  monte_carlo(trajectory({a}, h), parameters, options, &few);
  options.draws = 100;
  CHECK(few.intervals(0.95)[5].high == monte_carlo(trajectory({a}, h), parameters, options).net[5].high);
  CHECK(NetDraws(10).intervals(0.95).empty());
}

TEST_CASE("a fit gives the errors of its parameters") {
  // Straight-line theory for the logistic y = a / (1 + b e^(-k t)) with known b, k: only a is linear, so its error is checked by refitting
  // made-up samples: their scatter is the standard error.
  std::mt19937 random(5);
  std::normal_distribution<double> noise(0, 3);
  Curve c;
  c.kind = CurveKind::logistic;
  c.a = 150;
  c.b = 40;
  c.k = 0.12;
  const int n = 60;
  double a_sum = 0, a_squares = 0, k_sum = 0, k_squares = 0, a_error = 0, k_error = 0, together = 0,
         product = 0;
  for (int i = 0; i < n; ++i) {
    std::vector<Plot> plots;
    for (double age = 5; age <= 100; age += 5)
      plots.push_back({age, std::max(0.0, value_at(c, age) + noise(random))});
    const CurveFit fit = fit_curve(CurveKind::logistic, plots);
    REQUIRE(fit.errors);
    a_sum += fit.curve.a;
    a_squares += fit.curve.a * fit.curve.a;
    k_sum += fit.curve.k;
    k_squares += fit.curve.k * fit.curve.k;
    product += fit.curve.a * fit.curve.k;
    a_error += fit.errors->a / n;
    k_error += fit.errors->k / n;
    together += fit.errors->a_k / n;
  }
  const double a_sd = std::sqrt(a_squares / n - std::pow(a_sum / n, 2)),
               k_sd = std::sqrt(k_squares / n - std::pow(k_sum / n, 2));
  CHECK(a_error == Approx(a_sd).epsilon(0.25));
  CHECK(k_error == Approx(k_sd).epsilon(0.25));
  CHECK(together == Approx((product / n - a_sum / n * k_sum / n) / (a_sd * k_sd)).margin(0.25));
}
