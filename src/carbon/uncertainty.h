// SPDX-License-Identifier: Apache-2.0
//
// uncertainty: intervals of a trajectory. Approach 1 (error propagation) in closed form, and seeded Monte Carlo
// in which a factor row is one parameter wherever it is used, so that differences between scenarios and sums over
// strata keep their correlation.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "carbon/amounts.h"
#include "carbon/trajectory.h"

namespace zonegate::carbon {

// ------------------------------------------------------------------------------------------------ Approach 1 (IPCC 2006 vol 1 ch 3)
// U is the half width of the 95 % interval as a share of the mean (0.1 = 10 %).
double product_u(std::span<const double> u);  // eq 3.1: sqrt(sum U^2)
double one_plus_u(double r, double u_r);      // U of (1 + R)
struct Summand {
  double value = 0, u = 0;
};
struct Propagated {
  double value = 0;
  double half_width = 0;  // absolute, always there
  std::optional<double>
      u;  // eq 3.2; absent where the sum is nearly 0 (below 1e-6 of the sum of sizes): no percentage of nothing
};
Propagated sum_u(std::span<const Summand> summands);

// ------------------------------------------------------------------------------------------------------------------- Monte Carlo
// The draw number `draw` of a parameter, divided by its mean. A function of seed, the parameter's stream and the number alone (Philox 4x32-10):
// independent of order, threads, and which other parameters there are.
//   normal     1 + cv z
//   truncated  the same, cut at 0 and at 2 x mean: the mean stays, nothing is below 0
//   lognormal  exp(s z - s^2/2), s^2 = ln(1 + cv^2): mean and sd stay
double draw_of(const Parameter& p, std::uint64_t seed, std::uint32_t draw);
double variance_of(const Parameter& p);  // of what draw_of gives, exactly

struct Interval {
  double mean = 0, median = 0, low = 0, high = 0, sd = 0;
};
// Mean, median, quantiles by linear interpolation between order statistics. `values` is reordered.
Interval interval_of(std::vector<double>& values, double level);

struct Driver {  // an uncertain input
  std::string parameter;
  double share = 0;  // first-order share of the variance of net at the end
  double low = 0,
         high =
             0;  // net at the end with this input at its 2.5 % and 97.5 % points, all others at their means
};

struct MonteCarloOptions {
  std::uint64_t seed = 1;
  std::uint32_t draws = 10000;
  double level = 0.95;
  bool details = true;  // false: only `net`, for batches
};
struct MonteCarlo {
  MonteCarloOptions options;
  std::vector<Interval> net;                     // by state
  std::array<Interval, kStores> stock_by_store;  // without the project, state 0
  Interval stock;
  std::array<Interval, kStores> net_by_store;      // at the end
  std::map<std::string, Interval> net_by_stratum;  // at the end
  std::array<Interval, 3> by_cause;                // at the end
  double share_paid_back = 0;   // share of draws that end with net >= 0 after a debt or had none
  std::vector<Driver> drivers;  // by falling share; sum of shares <= 1, the rest is interaction
  double variance = 0;          // of net at the end, exactly (not from the draws)
};
// Draws of net, added up over many trajectories of one horizon: a parameter of one name has the same draws in each, so what they have in
// common stays in common. Holds the first `draws` draws: 8 bytes x states x draws, however many trajectories there are.
class NetDraws {
 public:
  // end_only: of the last state alone, for many sums.
  explicit NetDraws(std::uint32_t draws = 0, bool end_only = false) : draws_(draws), end_only_(end_only) {}
  // Of one state; `values` by draw. Sums depend on the order of calls, to the last bit.
  void add(std::size_t state, std::size_t states, const std::vector<double>& values);
  void add(const NetDraws& other);
  // By state, or of the last one; none where nothing was added.
  std::vector<Interval> intervals(double level) const;

 private:
  std::uint32_t draws_;
  bool end_only_;
  std::vector<std::vector<double>> by_state_;
};
// `sum`: net of every state and draw is added to it as well.
MonteCarlo monte_carlo(const Trajectory& t, const Parameters& parameters, const MonteCarloOptions& options,
                       NetDraws* sum = nullptr);

// Variance of a sum of products, exactly, for independent parameters; drivers likewise. `weights` by term.
double exact_variance(const std::vector<std::vector<ParamId>>& products, std::span<const double> weights,
                      const Parameters& parameters);

}  // namespace zonegate::carbon
