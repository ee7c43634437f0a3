// SPDX-License-Identifier: Apache-2.0
// The trajectory: closed forms by hand, a year-by-year model beside it over random scenarios, and what the law
// and the time axis do.
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "shipped.h"
#include "yearly.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {

Curve straight(double to_age, double to_value) {
  Curve c;
  c.points = {{to_age, to_value}};
  return c;
}

// 10 ha: 60 above, 12 below, 5 dead, 20 litter, 88 soil (t C/ha); grows 1 t C/ha a year for 50 years.
Part forest(Take take, int start) {
  Part p;
  p.id = "P1";
  p.stratum = "S1";
  p.take = take;
  p.area = Hectares(10);
  p.stock = {Amount(60), Amount(12), Amount(5), Amount(20), Amount(88)};
  Curve c;
  c.points = {{72, 72}, {122, 122}};
  std::vector<Issue> issues;
  p.growth = StandGrowth::make(c, 72, 72, Fitting::multiply, "P1", issues);
  p.start = start;
  p.soil.factor = 0.8;
  return p;
}

Flows run(const std::vector<Part>& parts, int first, int last) {
  return trajectory(parts, {first, last}).total;
}

}  // namespace

TEST_CASE("permanent: stock lost at once, soil in 20 years and no further, sink forgone beside it") {
  const Trajectory t = trajectory({forest(Take::permanent, 2026)}, {2026, 2065});
  const Flows& f = t.total;
  CHECK(f.base[0] == Approx(10 * 185.0));
  CHECK(f.by_cause[0][1] == Approx(-10 * (97 + 88 * 0.2 / 20)));
  CHECK(f.by_cause[0][20] == Approx(-10 * (97 + 88 * 0.2)));
  CHECK(f.by_cause[0][40] == Approx(-10 * (97 + 88 * 0.2)));  // capped
  CHECK(f.by_cause[1][1] == Approx(-10 * 1.0));
  CHECK(f.by_cause[1][40] == Approx(-10 * 40.0));
  CHECK(f.by_cause[2][40] == 0);
  CHECK(f.net[40] == Approx(f.project[40] - f.base[40]));
  CHECK(t.by_store[index_of(Pool::soil)].net[10] == Approx(-10 * 88 * 0.2 * 0.5));
  const KeyFigures o = key_figures(f.net, t.horizon, {});
  CHECK(o.payback == KeyFigures::Payback::never);
  CHECK_FALSE(o.payback_year);
  CHECK(o.net_co2e.value == Approx(o.net.value * 44 / 12).epsilon(1e-15));
  CHECK(o.mean_20.value() == Approx(f.net[20] / 20));
}

TEST_CASE("cleared later: the stand grows until then, in both scenarios") {
  const Flows f = run({forest(Take::permanent, 2030)}, 2026, 2045);
  CHECK(f.net[4] == 0);  // end of 2029
  CHECK(f.base[4] == Approx(10 * 189.0));
  CHECK(f.by_cause[0][5] == Approx(-10 * (97 + 4 + 88 * 0.2 / 20)));  // with four years of growth
  CHECK(f.by_cause[1][5] == Approx(-10 * 1.0));
}

TEST_CASE("temporary: comes back after its end and the delay, soil and litter in 20 years") {
  Part p = forest(Take::temporary, 2026);
  p.end = 2027;
  p.regrowth = Regrowth{};
  p.regrowth->curve = straight(40, 80);
  p.regrowth->root_ratio = 0.25;
  p.regrowth->survival = 0.9;
  p.regrowth->delay = 1;
  const Trajectory t = trajectory({p}, {2026, 2065});
  const auto& gain = t.total.by_cause[2];
  CHECK(gain[2] == 0);                              // end of 2027
  const double back = 10 * 88 * 0.2 * 0.1 / 20;     // two twentieths of the soil were lost
  CHECK(gain[3] == Approx(back + 10 * 25 / 20.0));  // 2028: delay, no trees
  CHECK(gain[4] == Approx(2 * back + 10 * 25 * 2 / 20.0 + 10 * 0.9 * 2));
  CHECK(t.by_store[0].by_cause[2][4] == Approx(10 * 0.9 * 2 / 1.25));
  CHECK(t.by_store[4].net[22] == Approx(0).margin(1e-9));  // soil is whole again
  CHECK(t.by_store[4].net[40] == Approx(0).margin(1e-9));
}

TEST_CASE("clearing routes: what decays is there until it has") {
  Part p = forest(Take::permanent, 2026);
  p.growth.reset();
  p.soil.factor = 1;
  p.clearing = {0.5, 0.3, 0.2, 1.0, 0.1, 30};
  const Trajectory t = trajectory({p}, {2026, 2065});
  CHECK(t.by_store[kProducts].project[30] == Approx(10 * 60 * 0.2 * 0.5));
  CHECK(t.by_store[2].project[10] == Approx(10 * (60 * 0.3 + 12) * std::exp(-1.0)));
  CHECK(t.total.net[1] == Approx(-10 * 97 + 10 * (30 * std::exp(-0.1) + 12 * std::pow(0.5, 1 / 30.0))));
}

TEST_CASE("planting: what stood there is removed, survivors grow") {
  Part p;
  p.id = "P2";
  p.stratum = "new";
  p.take = Take::planting;
  p.area = Hectares(5);
  p.stock = {Amount(3), Amount(1), Amount(0), Amount(0), Amount(60)};
  p.start = 2028;
  p.regrowth = Regrowth{};
  p.regrowth->curve = straight(50, 100);
  p.regrowth->survival = 0.8;
  const Trajectory t = trajectory({p}, {2026, 2045});
  CHECK(t.total.net[2] == 0);
  CHECK(t.total.by_cause[0][3] == Approx(-20));
  CHECK(t.total.by_cause[2][3] == Approx(5 * 0.8 * 2));
  CHECK(t.total.net[20] == Approx(-20 + 5 * 0.8 * 2 * 18));
  const KeyFigures o = key_figures(t.total.net, t.horizon, {});
  CHECK(o.payback == KeyFigures::Payback::paid);
  CHECK(o.payback_year == 2030);  // -12, -4, +4 at the ends of 2028, 2029, 2030
}

TEST_CASE("the law: no gain on permanent basic farmland, unless a permit lifts that very bar") {
  Part p;
  p.id = "P3";
  p.stratum = "farm";
  p.take = Take::planting;
  p.area = Hectares(1);
  p.stock = {Amount(4), Amount(0), Amount(0), Amount(0), Amount(60)};
  p.start = 2026;
  p.regrowth = Regrowth{};
  p.regrowth->curve = straight(50, 100);
  p.law = {{"FM-07", true, ""}};
  const Trajectory barred = trajectory({p}, {2026, 2035});
  CHECK(barred.total.net[10] == Approx(-4));  // the loss counts
  CHECK(barred.total.refused[10] == Approx(20));
  CHECK(barred.barred == std::vector<std::string>{"P3: FM-07"});
  p.law.push_back({"soil-law-54", false, "FM-07"});
  CHECK(trajectory({p}, {2026, 2035}).total.net[10] == Approx(16));
  p.law = {{"FM-07", true, ""}, {"other", false, "FM-01"}};
  CHECK(trajectory({p}, {2026, 2035}).total.net[10] == Approx(-4));
}

TEST_CASE("parts that cannot be are left out and named") {
  const auto why = [](Part p) { return lines_of(trajectory({std::move(p)}, {2026, 2045}).issues); };
  Part p = forest(Take::temporary, 2030);
  CHECK(why(p).find("has no end") != std::string::npos);
  p.end = 2029;
  CHECK(why(p).find("ends 2029 before it begins 2030") != std::string::npos);
  p = forest(Take::permanent, 2026);
  p.clearing.dead_wood = 0.5;
  CHECK(why(p).find("add to 1.5") != std::string::npos);
  p = forest(Take::planting, 2026);
  p.regrowth = Regrowth{};
  p.regrowth->curve = straight(50, 100);
  p.regrowth->survival = 85;
  CHECK(why(p).find("a percentage?") != std::string::npos);
  CHECK_THROWS_AS(trajectory({}, {2030, 2026}), Error);
}

TEST_CASE("what a trajectory leaves out, it says") {
  Part p = forest(Take::reservoir, 2020);
  p.growth.reset();
  p.stock[index_of(Pool::dead)].reset();
  const Trajectory t = trajectory({p}, {2026, 2035});
  CHECK(t.missing == std::vector<std::string>{"dead of P1"});
  CHECK(t.forgone == Known::none);  // trees, and nobody says how they grow
  CHECK(t.growth_unknown == std::vector<std::string>{"P1"});
  CHECK(t.lost == Known::part);
  for (const char* code :
       {"carbon.before_horizon", "carbon.horizon_short", "carbon.no_growth", "carbon.no_methane"}) {
    INFO(code);
    CHECK(has_code(t.issues, code));
  }
  CHECK(has_code(trajectory({forest(Take::permanent, 2050)}, {2026, 2035}).issues, "carbon.after_horizon"));
  CHECK(trajectory({forest(Take::permanent, 2050)}, {2026, 2035}).total.net[10] == 0);
}

namespace {

Part random_part(std::mt19937& random, int i) {
  const auto u = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  const auto n = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  Part p;
  p.id = "P" + std::to_string(i);
  p.stratum = "S" + std::to_string(n(1, 3));
  p.take = static_cast<Take>(n(0, 3));
  p.area = Hectares(u(0.01, 50));
  for (std::size_t k = 0; k < 5; ++k)
    if (n(0, 9) > 0) p.stock[k] = Amount(u(0, 100));
  p.start = n(2026, 2050);
  if (p.take == Take::temporary) p.end = p.start + n(0, 12);
  std::vector<Issue> issues;
  Curve c;
  c.kind = CurveKind::chapman_richards;
  c.a = u(50, 300);
  c.k = u(0.01, 0.1);
  c.p = u(0.8, 3);
  const double tree = (p.stock[0] ? p.stock[0]->value() : 0) + (p.stock[1] ? p.stock[1]->value() : 0);
  if (n(0, 3) > 0 && tree > 0)
    p.growth = StandGrowth::make(c, u(5, 80), tree, Fitting::multiply, p.id, issues);
  // Errors change nothing at the means of the parameters; directions cancel there.
  const auto err = [&](std::optional<ParamId>& of, ParamId id) {
    if (n(0, 1) > 0) of = id;
  };
  c.errors = {0.1 * c.a, 0.1 * c.k, 0.1 * c.p, -0.5, 0.2, 0.3};
  const auto directions = directions_of(c);
  err(p.growth_param, 0);
  if (p.growth && n(0, 1) > 0)
    for (std::size_t k = 0; k < directions.size(); ++k) {
      const auto on = [&](const Curve& one) {
        return *StandGrowth::make(one, p.growth->start_age(), tree, Fitting::multiply, p.id, issues);
      };
      p.growth_directions.push_back(
          {on(directions[k].up), on(directions[k].down), directions[k].step, static_cast<ParamId>(1 + k)});
    }
  if (!p.growth && n(0, 1) > 0)
    p.increments = {{0, Amount(u(0, 4)), Amount(u(0, 1))}, {n(1, 30), Amount(u(0, 2)), Amount(u(0, 0.5))}};
  const int losses = p.stock[0] && p.stock[1] ? n(0, 3) : 0;
  for (int k = 0; k < losses; ++k) {
    StandLoss loss{n(2024, 2060), {}, {}, 0};
    if (n(0, 1) > 0)
      loss.share = u(0, 0.3);
    else
      loss = {loss.year, p.stock[0]->scaled(0.05), p.stock[1]->scaled(0.04), 0};
    p.losses.push_back(loss);
  }
  const double dead = u(0, 0.5), products = u(0, 0.5);
  p.clearing = {1 - dead - products, dead, products, u(0, 1), u(0.01, 0.5), u(1, 60)};
  err(p.clearing.dead_wood_param, 4);
  err(p.clearing.products_param, 5);
  err(p.clearing.roots_param, 6);
  p.soil = {u(0, 1.2), std::nullopt, static_cast<double>(n(1, 30))};
  err(p.soil.param, 7);
  if (n(0, 3) > 0) {
    p.regrowth = Regrowth{};
    p.regrowth->curve = c;
    p.regrowth->root_ratio = u(0, 0.5);
    p.regrowth->survival = u(0, 1);
    p.regrowth->delay = n(0, 6);
    if (n(0, 1) > 0) p.regrowth->litter = Amount(u(0, 20));
    err(p.regrowth->survival_param, 8);
    err(p.regrowth->curve_param, 0);
    for (std::size_t k = 0; k < directions.size(); ++k)
      p.regrowth->directions.push_back({directions[k], static_cast<ParamId>(1 + k)});
  }
  return p;
}

void check_near(double a, double b, double scale) { CHECK(std::abs(a - b) <= 1e-9 * std::max(1.0, scale)); }

}  // namespace

TEST_CASE("mass balance to 1e-9 and a year-by-year model, over random scenarios") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Horizon horizon{2026, 2026 + std::uniform_int_distribution<int>(0, 60)(random)};
    std::vector<Part> parts;
    for (int i = 0; i < 5; ++i) parts.push_back(random_part(random, i));
    const Trajectory t = trajectory(parts, horizon);
    std::vector<YearlyPart> yearly;
    for (const auto& p : parts) yearly.push_back(Yearly(p, horizon).run());
    const double scale = t.total.base[0] + 1;
    double changes = 0;
    for (std::size_t s = 0; s < t.total.net.size(); ++s) {
      double base = 0, project = 0, pools = 0, strata = 0;
      for (const auto& y : yearly)
        for (std::size_t k = 0; k < kStores; ++k) {
          base += y.base[s][k];
          project += y.project[s][k];
        }
      check_near(t.total.base[s], base, scale);
      check_near(t.total.project[s], project, scale);
      double soil_lost = 0;
      for (const auto& y : yearly) soil_lost += y.soil_lost[s];
      check_near(t.mineralised[s], soil_lost, scale);
      for (const auto& f : t.by_store) pools += f.net[s];
      for (const auto& [name, f] : t.by_stratum) strata += f.net[s];
      check_near(pools, t.total.net[s], scale);
      check_near(strata, t.total.net[s], scale);
      check_near(t.total.by_cause[0][s] + t.total.by_cause[1][s] + t.total.by_cause[2][s],
                 t.total.project[s] - t.total.base[s], scale);
      if (s > 0) changes += t.total.net[s] - t.total.net[s - 1];
      for (std::size_t k = 0; k < kStores; ++k) {
        double one = 0;
        for (const auto& y : yearly) one += y.project[s][k];
        check_near(t.by_store[k].project[s], one, scale);
      }
    }
    check_near(changes, t.total.net.back() - t.total.net.front(), scale);
  }
}

TEST_CASE("net present value: end of year, and as InVEST has it") {
  const Series net = {0, -10, -8, -6};
  const Money money{100, 0.02, 0.05, NpvTiming::end_of_year};
  const double q = 1.02 / 1.05;
  CHECK(npv(net, money) == Approx(44.0 / 12 * 100 * (-10 * q + 2 * q * q + 2 * q * q * q)));
  // InVEST Carbon: change x price/n x (1 - r^n)/(1 - r), r = 1/((1+d)(1+g)); its price is per t C
  const double r = 1 / (1.05 * 1.02), k = 100.0 * 44 / 12 / 3 * (1 - r * r * r) / (1 - r);
  CHECK(npv(net, {100, 0.02, 0.05, NpvTiming::invest}) == Approx(-6 * k));
  CHECK(npv(net, {100, 0, 0, NpvTiming::invest}) == Approx(-6 * 100 * 44.0 / 12));
  CHECK(npv(net, {100, 0, 0, NpvTiming::end_of_year}) == Approx(-6 * 100 * 44.0 / 12));
  // A rising price makes a loss in later years dearer; InVEST's formula makes it cheaper.
  CHECK(npv({0, 0, -5}, {100, 0.1, 0, NpvTiming::end_of_year}) <
        npv({0, 0, -5}, {100, 0, 0, NpvTiming::end_of_year}));
  CHECK(npv({0, 0, -5}, {100, 0.1, 0, NpvTiming::invest}) > npv({0, 0, -5}, {100, 0, 0, NpvTiming::invest}));
  CHECK(npv(net, {100, -0.03, 0.05, NpvTiming::end_of_year}) ==
        Approx(44.0 / 12 * 100 *
               (-10 * .97 / 1.05 + 2 * std::pow(.97 / 1.05, 2) + 2 * std::pow(.97 / 1.05, 3))));
  CHECK_THROWS_AS(npv(net, (Money{100, -1.2, 0.05, NpvTiming::end_of_year})), Error);
}

TEST_CASE("payback: from when on it stays paid") {
  const Horizon h{2026, 2030};
  CHECK(key_figures({0, 1, 2, 3, 4, 5}, h, {}).payback == KeyFigures::Payback::no_debt);
  const KeyFigures back = key_figures({0, -1, 1, -1, 0, 2}, h, {});
  CHECK(back.payback == KeyFigures::Payback::paid);
  CHECK(back.first_year == 2027);
  CHECK(back.payback_year == 2029);
  CHECK(key_figures({0, -1, 1, 1, 1, -1}, h, {}).payback == KeyFigures::Payback::never);
  CHECK(key_figures({0, -1, 1, 1, 1, -1}, h, {}).first_year == 2027);
  CHECK(key_figures({0, -1, -1, -1, -1, -1}, h, {}).tonne_years == -5);
  CHECK_FALSE(key_figures({0, -1, -1, -1, -1, -1}, h, {}).mean_20);
}
