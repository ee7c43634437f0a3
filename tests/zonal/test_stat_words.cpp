// SPDX-License-Identifier: Apache-2.0
// What is asked of a tally: words, and numbers of small tables that can be checked by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "zonal/zonal.h"

using namespace zonegate;
using namespace zonegate::zonal;

namespace {

ZoneTally tally_of(const std::vector<double>& values, const std::vector<double>& shares) {
  TallyPlan plan;
  plan.spread = plan.values = true;
  Tallier tallier(plan);
  tallier.add({values, shares, {}, {}});
  return tallier.take();
}

double ask(const ZoneTally& tally, std::string_view word) { return stat_of(tally, parse_stat(word)); }

}  // namespace

TEST_CASE("Statistics of a table of values with weights, as published by exactextract") {
  const auto t = tally_of({3.4, 2.9, 1.7, 8.8, -12.7, 100.4, 8.4, 11.3}, std::vector<double>(8, 1.0));
  CHECK(ask(t, "q0") == -12.7);
  CHECK(ask(t, "q0.25") == Approx(2.6));
  CHECK(ask(t, "median") == Approx(5.9));
  CHECK(ask(t, "quantile(0.75)") == Approx(9.425));
  CHECK(ask(t, "quantile(q=1)") == 100.4);
  CHECK(ask(t, "stdev") == Approx(32.80967).epsilon(1e-6));
  CHECK(ask(t, "variance") == Approx(1076.474).epsilon(1e-6));
  CHECK(ask(t, "cv") == Approx(2.113344).epsilon(1e-6));
}

TEST_CASE("Statistics: of equally frequent values majority is the greatest, minority the least") {
  const auto t = tally_of({4, 4, 7, 7, 1}, {0.5, 0.5, 0.25, 0.75, 0.1});
  CHECK(ask(t, "majority") == 7);
  CHECK(ask(t, "mode") == 7);
  CHECK(ask(t, "minority") == 1);
  CHECK(ask(t, "variety") == 3);
  CHECK(ask(t, "count") == Approx(2.1));
  CHECK(ask(t, "range") == 6);
}

TEST_CASE("Statistics of nothing: no number is made up, counts are 0") {
  const auto t = tally_of({NAN, 3}, {0.5, 0});
  for (const char* word : {"mean", "min", "max", "range", "median", "stdev", "cv", "majority", "minority"}) {
    INFO(word);
    CHECK(std::isnan(ask(t, word)));
  }
  CHECK(ask(t, "count") == 0);
  CHECK(ask(t, "sum") == 0);
  CHECK(ask(t, "variety") == 0);
  CHECK(ask(t, "nodata") == 0.5);
  CHECK(stat_by_value(t, Stat::frac).empty());
}

TEST_CASE("Statistics: the spread of large numbers with small differences keeps its digits") {
  const auto t = tally_of({1e9 + 1, 1e9 + 2, 1e9 + 3}, {1, 1, 1});
  CHECK(ask(t, "variance") == Approx(2.0 / 3).epsilon(1e-12));
}

TEST_CASE("Statistics: a word that is none names the nearest, a quantile has to lie between 0 and 1") {
  const auto message = [](std::string_view word) {
    try {
      parse_stat(word);
    } catch (const Error& e) {
      return std::string(e.what()) + "; " + e.hint();
    }
    return std::string();
  };
  CHECK(message("meen").find("perhaps mean") != std::string::npos);
  CHECK(message("q1.5").find("between 0 and 1") != std::string::npos);
  CHECK(message("quantile(x)").find("there is no statistic") != std::string::npos);
  CHECK(parse_stat("q0.9").name == "q0.9");
  CHECK(parse_stat("quantile(0.9)").name == "q0.9");
}
