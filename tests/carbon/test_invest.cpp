// SPDX-License-Identifier: Apache-2.0
//
// Beside InVEST: figures by hand, causes that add up whatever the cells, and the price factor against the sum that it stands for.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "carbon/carbon.h"

namespace zonegate::carbon {
namespace {

DensityTable table_of(const std::map<long long, std::array<double, 5>>& rows) {
  DensityTable table;
  table.file = "pools.csv";
  for (const auto& [code, pools] : rows) {
    Density d;
    d.code = code;
    for (std::size_t k = 0; k < 5; ++k) d.by_pool[k] = pools[k];
    table.rows.emplace(code, d);
  }
  return table;
}

double by_years(const InvestPrice& p, bool as_invest, bool end_of_year) {
  const double d = 1 + p.discount_percent / 100, c = 1 + p.change_percent / 100;
  double sum = 0;
  for (int k = 0; k < p.years; ++k) {
    const int t = end_of_year ? k + 1 : k;
    sum += p.per_tc / p.years * (as_invest ? std::pow(d * c, -t) : std::pow(c / d, t));
  }
  return sum;
}

const InvestFigure& figure(const std::vector<InvestFigure>& figures, const std::string& key) {
  for (const auto& f : figures)
    if (f.key == key) return f;
  throw std::runtime_error("no figure " + key);
}

TEST_CASE("the factor of a price is the sum over the years") {
  for (const auto& p : {InvestPrice{43, 7, 2, 15}, InvestPrice{43, 0, 0, 10}, InvestPrice{10, 5, 5, 3},
                        InvestPrice{10, -2, 3, 30}})
    for (const bool invest : {false, true})
      for (const bool end : {false, true})
        CHECK(invest_factor(p, invest, end) == Approx(by_years(p, invest, end)).epsilon(1e-12));
}

TEST_CASE("a change of -1 is dropped, and restored as a cause of its own") {
  const auto table = table_of({{1, {60, 15, 5, 0, 80}}, {2, {60, 15, 5, 0, 79}}, {3, {0, 0, 0, 0, 30}}});
  InvestInput in;
  in.pixel_m2 = 10000;
  in.common = {{1, 2, 5, 50000}, {1, 3, 2, 20000}, {1, 1, 9, 90000}};
  auto figures = invest_figures(in, table);
  CHECK(figure(figures, "change").invest == -260);
  CHECK(figure(figures, "change").corrected == -265);
  CHECK(figure(figures, "change").causes.size() == 1);
  in.faults.erase(InvestFault::minus_one);
  figures = invest_figures(in, table);
  CHECK(figure(figures, "change").invest == -265);
  CHECK(figure(figures, "change").causes.empty());
}

TEST_CASE("causes add up to the difference whatever cells, pools, areas and faults there are") {
  std::mt19937_64 random(20261127);
  std::uniform_real_distribution<double> density(0, 200), stretch(0.9, 1.1);
  std::uniform_int_distribution<int> code(1, 6), cells(0, 100000), bit(0, 1);
  for (int round = 0; round < 200; ++round) {
    std::map<long long, std::array<double, 5>> rows;
    for (long long k = 1; k <= 6; ++k)
      rows[k] = {density(random), density(random), density(random), density(random), density(random)};
    rows[2] = rows[1];
    rows[2][4] -= rows[1][4] >= 1 ? 1 : -1;
    InvestInput in;
    in.pixel_m2 = 900;
    const auto some = [&](std::vector<CellsFromTo>& list, int n) {
      for (int i = 0; i < n; ++i) {
        const int count = cells(random);
        list.push_back({code(random), code(random), count, count * in.pixel_m2 * stretch(random)});
      }
    };
    some(in.common, 12);
    some(in.only_before, 3);
    some(in.only_after, 3);
    in.price = InvestPrice{43, 7, 2.5, 15};
    for (const auto fault : kInvestFaults)
      if (bit(random) == 0) in.faults.erase(fault);
    for (const auto& f : invest_figures(in, table_of(rows))) {
      double scale = std::abs(f.invest) + std::abs(f.corrected);
      for (const auto& cause : f.causes) scale += std::abs(cause.amount);
      CHECK(std::abs(f.explained() - (f.corrected - f.invest)) <= 1e-12 * scale);
    }
  }
}

}  // namespace
}  // namespace zonegate::carbon
