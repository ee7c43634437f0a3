// SPDX-License-Identifier: Apache-2.0
//
// Monte Carlo on a linear ledger
// ------------------------------
// A trajectory is, at every state, a weighted sum of few products of parameters. The products are drawn once per
// run (structure of arrays: one array of draws per product); each figure is then weights x arrays, loops without
// a branch over contiguous numbers, in one fixed order. 50 years x 1000 draws x 15 products take about 1 ms.
// The same ledger gives the variance without draws: for independent parameters with mean 1 and variances v,
// cov(product k, product l) = prod over all of E[...] - 1, in which only shared parameters matter.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "carbon/basis.h"

namespace zonegate::carbon {
namespace {

double net_at(const Term& term, std::size_t t) {
  return term.by_cause[0][t] + term.by_cause[1][t] + term.by_cause[2][t];
}

void combine(const Basis& b, std::span<const double> w, std::vector<double>& out) {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t k = 0; k < w.size(); ++k) {
    if (w[k] == 0) continue;
    const double weight = w[k];
    const double* from = b.drawn[k].data();
    double* to = out.data();
    for (std::size_t d = 0; d < out.size(); ++d) to[d] += weight * from[d];
  }
}

std::size_t times_in(const std::vector<ParamId>& product, ParamId id) {
  return static_cast<std::size_t>(std::count(product.begin(), product.end(), id));
}

// E[x^n] of a parameter divided by its mean; products hold a parameter once or twice, four times in a variance.
double moment(const Parameter& p, std::size_t n) {
  const double v = variance_of(p);
  if (n < 2) return 1;
  if (n == 2) return 1 + v;
  // Beyond two only lognormals are exact; the others as normals, which is right to the third order in cv.
  if (p.distribution == Distribution::lognormal)
    return std::pow(1 + v, 0.5 * static_cast<double>(n * (n - 1)));
  return n == 3 ? 1 + 3 * v : 1 + 6 * v + 3 * v * v;
}

class Summary {
 public:
  Summary(const Trajectory& t, const Basis& b, const MonteCarloOptions& o)
      : t_(t), b_(b), o_(o), values_(o.draws) {}
  Interval of(const std::function<double(const Term&)>& value) {
    const auto w = weights(b_, t_, value);
    combine(b_, w, values_);
    return interval_of(values_, o_.level);
  }

 private:
  const Trajectory& t_;
  const Basis& b_;
  const MonteCarloOptions& o_;
  std::vector<double> values_;
};

void all_states(const Trajectory& t, const Basis& b, MonteCarlo& result, NetDraws* sum) {
  const std::size_t states = t.total.net.size(), draws = result.options.draws;
  std::vector<double> values(draws);
  std::vector<char> debt(draws, 0);
  for (std::size_t s = 0; s < states; ++s) {
    const auto w = weights(b, t, [&](const Term& term) { return net_at(term, s); });
    combine(b, w, values);
    for (std::size_t d = 0; d < draws; ++d) debt[d] = values[d] < -1e-9;
    if (sum != nullptr) sum->add(s, states, values);
    result.net.push_back(interval_of(values, result.options.level));
  }
  const auto in_debt = static_cast<double>(std::count(debt.begin(), debt.end(), 1));
  result.share_paid_back = draws > 0 ? 1 - in_debt / static_cast<double>(draws) : 0;
}

void details(const Trajectory& t, const Basis& b, MonteCarlo& result) {
  Summary summary(t, b, result.options);
  const std::size_t end = t.total.net.size() - 1;
  result.stock = summary.of([](const Term& x) { return x.base[0]; });
  for (std::size_t s = 0; s < kStores; ++s) {
    result.stock_by_store[s] = summary.of([&](const Term& x) { return x.store == s ? x.base[0] : 0.0; });
    result.net_by_store[s] = summary.of([&](const Term& x) { return x.store == s ? net_at(x, end) : 0.0; });
  }
  for (const auto& of : t.by_stratum) {
    const std::string& stratum = of.first;
    result.net_by_stratum[stratum] =
        summary.of([&](const Term& x) { return t.strata[x.part] == stratum ? net_at(x, end) : 0.0; });
  }
  for (std::size_t c = 0; c < 3; ++c)
    result.by_cause[c] = summary.of([&](const Term& x) { return x.by_cause[c][end]; });
}

// First-order share: the variance that is left when all others stand at their means.
void find_drivers(const Trajectory& t, const Basis& b, const Parameters& parameters, MonteCarlo& result) {
  const std::size_t end = t.total.net.size() - 1;
  const auto w = weights(b, t, [&](const Term& x) { return net_at(x, end); });
  result.variance = exact_variance(b.products, w, parameters);
  for (ParamId id = 0; id < parameters.size(); ++id) {
    std::array<double, 3> by_power{};  // net = sum over n of by_power[n] x^n
    for (std::size_t k = 0; k < w.size(); ++k)
      by_power[std::min<std::size_t>(times_in(b.products[k], id), 2)] += w[k];
    if (by_power[1] == 0 && by_power[2] == 0) continue;
    const Parameter& p = parameters.at(id);
    const auto net = [&](double x) { return by_power[0] + by_power[1] * x + by_power[2] * x * x; };
    const double m1 = by_power[1], m2 = by_power[2], v = variance_of(p);
    const double own = m1 * m1 * v + 2 * m1 * m2 * (moment(p, 3) - moment(p, 2)) +
                       m2 * m2 * (moment(p, 4) - std::pow(moment(p, 2), 2));
    Driver driver{p.name, result.variance > 0 ? own / result.variance : 0, net(quantile_of(p, 0.025)),
                  net(quantile_of(p, 0.975))};
    result.drivers.push_back(std::move(driver));
  }
  std::stable_sort(result.drivers.begin(), result.drivers.end(),
                   [](const Driver& a, const Driver& c) { return a.share > c.share; });
}

}  // namespace

double exact_variance(const std::vector<std::vector<ParamId>>& products, std::span<const double> w,
                      const Parameters& parameters) {
  double sum = 0;
  for (std::size_t k = 0; k < products.size(); ++k)
    for (std::size_t l = 0; l < products.size(); ++l) {
      double joint = 1, mean_k = 1, mean_l = 1;
      std::vector<ParamId> all = products[k];
      all.insert(all.end(), products[l].begin(), products[l].end());
      sort_params(all);
      all.erase(std::unique(all.begin(), all.end()), all.end());
      for (const ParamId id : all) {
        const std::size_t in_k = times_in(products[k], id), in_l = times_in(products[l], id);
        joint *= moment(parameters.at(id), in_k + in_l);
        mean_k *= moment(parameters.at(id), in_k);
        mean_l *= moment(parameters.at(id), in_l);
      }
      sum += w[k] * w[l] * (joint - mean_k * mean_l);
    }
  return std::max(0.0, sum);
}

Interval interval_of(std::vector<double>& values, double level) {
  Interval i;
  if (values.empty()) return i;
  const auto n = values.size();
  for (const double v : values) i.mean += v;
  i.mean /= static_cast<double>(n);
  for (const double v : values) i.sd += (v - i.mean) * (v - i.mean);
  i.sd = n > 1 ? std::sqrt(i.sd / static_cast<double>(n - 1)) : 0;
  auto from = values.begin();  // everything before it is in its place
  const auto at = [&](double q) {
    const double place = q * static_cast<double>(n - 1);
    const auto k = std::min(static_cast<std::size_t>(place), n - 1);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(k);
    std::nth_element(from, middle, values.end());
    from = middle;
    if (k + 1 >= n) return *middle;
    const double next = *std::min_element(middle + 1, values.end());
    return *middle + (place - static_cast<double>(k)) * (next - *middle);
  };
  i.low = at((1 - level) / 2);
  i.median = at(0.5);
  i.high = at((1 + level) / 2);
  return i;
}

void NetDraws::add(std::size_t state, std::size_t states, const std::vector<double>& values) {
  if (end_only_ && state + 1 != states) return;
  if (by_state_.empty()) by_state_.assign(end_only_ ? 1 : states, std::vector<double>(draws_, 0.0));
  std::vector<double>& sum = by_state_[end_only_ ? 0 : state];
  for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += values[d];
}

void NetDraws::add(const NetDraws& other) {
  for (std::size_t s = 0; s < other.by_state_.size(); ++s) add(s, other.by_state_.size(), other.by_state_[s]);
}

std::vector<Interval> NetDraws::intervals(double level) const {
  std::vector<Interval> all;
  for (std::vector<double> values : by_state_) all.push_back(interval_of(values, level));
  return all;
}

MonteCarlo monte_carlo(const Trajectory& t, const Parameters& parameters, const MonteCarloOptions& options,
                       NetDraws* sum) {
  if (options.draws < 2 || !(options.level > 0 && options.level < 1))
    throw Error(ErrorKind::usage, "Monte Carlo needs 2 draws and a level between 0 and 1",
                "1000 to 10000 draws are usual, level 0.95");
  MonteCarlo result;
  result.options = options;
  Basis b = basis_of(t);
  draw(b, parameters, options);
  all_states(t, b, result, sum);
  if (!options.details) return result;
  details(t, b, result);
  find_drivers(t, b, parameters, result);
  return result;
}

}  // namespace zonegate::carbon
