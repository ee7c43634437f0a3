// SPDX-License-Identifier: Apache-2.0
// Growth curves: closed forms, groups of ages, stands that do not lie on the curve, and fits.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>

#include "shipped.h"
#include "table_file.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

Curve curve(CurveKind kind, double a, double b, double k, double p) {
  Curve c;
  c.kind = kind;
  c.a = a;
  c.b = b;
  c.k = k;
  c.p = p;
  return c;
}

std::vector<Plot> plots_of(const Curve& c, double noise = 0, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> error(0, noise > 0 ? noise : 1);
  std::vector<Plot> plots;
  for (double age = 5; age <= 100; age += 5)
    plots.push_back({age, std::max(0.0, value_at(c, age) + (noise > 0 ? error(random) : 0))});
  return plots;
}

}  // namespace

TEST_CASE("values and slopes of the curves") {
  const Curve cr = curve(CurveKind::chapman_richards, 200, 1, 0.05, 2);
  CHECK(value_at(cr, 0) == 0);
  CHECK(value_at(cr, 20) == Approx(200 * std::pow(1 - std::exp(-1.0), 2)));
  CHECK(value_at(cr, -3) == 0);
  // b > 1: nothing before ln b / k, and never a complex number
  const Curve late = curve(CurveKind::chapman_richards, 364.306, 1.05, 0.018, 1 / (1 - 0.523));
  CHECK(value_at(late, 1) == 0);
  CHECK(value_at(late, std::log(1.05) / 0.018 + 1) > 0);
  const Curve logistic = curve(CurveKind::logistic, 100, 20, 0.1, 1);
  CHECK(value_at(logistic, std::log(20.0) / 0.1) == Approx(50));
  const Curve korf = curve(CurveKind::korf, 300, 10, 0.8, 1);
  CHECK(value_at(korf, 0) == 0);
  CHECK(value_at(korf, 1e9) == Approx(300).epsilon(1e-3));
  for (const Curve& c : {cr, late, logistic, korf}) {
    const double h = 1e-4;
    CHECK(slope_at(c, 30) == Approx((value_at(c, 30 + h) - value_at(c, 30 - h)) / (2 * h)).epsilon(1e-5));
  }
}

TEST_CASE("age groups: straight lines through (0, 0) and the midpoints, level at the end") {
  std::vector<Issue> issues;
  const Curve c = through_midpoints(
      {{0, 20, 20}, {20, 40, 50}, {40, std::numeric_limits<double>::infinity(), 70}}, issues);
  CHECK(issues.empty());
  CHECK(value_at(c, 5) == Approx(10));
  CHECK(value_at(c, 10) == Approx(20));
  CHECK(value_at(c, 30) == Approx(50));
  CHECK(value_at(c, 50) == Approx(70));  // 40 + half of 20
  CHECK(value_at(c, 300) == Approx(70));
  CHECK(slope_at(c, 20) == Approx(1.5));
  through_midpoints({{0, 20, 50}, {20, 40, 40}}, issues);
  CHECK(has_code(issues, "carbon.older_holds_less"));
}

TEST_CASE("a stand off the curve: multiplied, or shifted to its age on the curve") {
  std::vector<Issue> issues;
  const Curve c = curve(CurveKind::chapman_richards, 200, 1, 0.05, 2);
  const double at30 = value_at(c, 30);
  const auto times = StandGrowth::make(c, 30, 2 * at30, Fitting::multiply, "S1", issues);
  REQUIRE(times);
  CHECK(times->growth(0) == 0);
  CHECK(times->growth(10) == Approx(2 * (value_at(c, 40) - at30)));
  const auto shifted = StandGrowth::make(c, 10, at30, Fitting::shift, "S1", issues);
  REQUIRE(shifted);
  CHECK(shifted->start_age() == Approx(30));
  CHECK(shifted->growth(10) == Approx(value_at(c, 40) - at30));
  CHECK(issues.empty());
  double sum = 0;
  for (const double change : annual_changes(*times, 25)) sum += change;
  CHECK(sum == Approx(times->growth(25)));
}

TEST_CASE("age 0 with a stock, and stocks that the curve never reaches, are refused") {
  std::vector<Issue> issues;
  const Curve c = curve(CurveKind::chapman_richards, 200, 1, 0.05, 2);
  CHECK_FALSE(StandGrowth::make(c, 0, 50, Fitting::multiply, "S1", issues));
  CHECK(lines_of(issues).find("age 0") != std::string::npos);
  issues.clear();
  CHECK_FALSE(StandGrowth::make(c, 30, 500, Fitting::shift, "S1", issues));
  CHECK(lines_of(issues).find("never reaches") != std::string::npos);
  CHECK_FALSE(StandGrowth::make(curve(CurveKind::korf, -1, 1, 1, 1), 30, 5, Fitting::multiply, "S1", issues));
}

TEST_CASE("noise-free data give the parameters back") {
  for (const Curve& c :
       {curve(CurveKind::chapman_richards, 180, 1, 0.04, 1.8), curve(CurveKind::logistic, 150, 15, 0.09, 1),
        curve(CurveKind::korf, 260, 12, 0.75, 1)}) {
    INFO(to_string(c.kind));
    const CurveFit fit = fit_curve(c.kind, plots_of(c));
    REQUIRE(fit.fault.empty());
    CHECK(fit.curve.a == Approx(c.a).epsilon(1e-5));
    CHECK(fit.curve.k == Approx(c.k).epsilon(1e-5));
    CHECK(fit.rmse < 1e-5);
    CHECK(fit.r2 == Approx(1));
  }
}

TEST_CASE("with noise: rmse near it, the true kind first, AIC by its formula") {
  const Curve c = curve(CurveKind::logistic, 150, 40, 0.12, 1);
  const auto plots = plots_of(c, 3, 7);
  const auto fits = fit_curves(plots);
  CHECK(fits[0].curve.kind == CurveKind::logistic);
  CHECK(fits[0].rmse == Approx(3).margin(1.2));
  const double n = static_cast<double>(plots.size());
  CHECK(fits[0].aic == Approx(n * std::log(fits[0].rmse * fits[0].rmse) + 8));
  CHECK(fits[0].r2 > 0.98);
}

TEST_CASE("tables that cannot be fitted say why") {
  CHECK(fit_curve(CurveKind::logistic, {{10, 5}, {20, 10}, {30, 15}}).fault.find("3 plots") == 0);
  CHECK(fit_curve(CurveKind::logistic, {{10, 5}, {10, 6}, {10, 7}, {20, 9}}).fault.find("2 different ages") ==
        0);
  CHECK_FALSE(fit_curve(CurveKind::korf, {{10, 0}, {20, 0}, {30, 0}, {40, 0}}).fault.empty());
  std::vector<Issue> issues;
  const TableFile file("age,value,species\n10,5,a\n0,4,a\nx,4,a\n20,-1,b\n30,,b\n40,7,b\n");
  const auto groups = read_plots(file.path(), {"age", "value", "species"}, issues);
  REQUIRE(groups.size() == 2);
  CHECK(groups[1].plots.size() == 1);
  REQUIRE(issues.size() == 4);
  CHECK(issues[0].message.find("line 3") == 0);
  CHECK(issues[3].message.find("line 6") == 0);
}
