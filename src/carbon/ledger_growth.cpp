// SPDX-License-Identifier: Apache-2.0
//
// What happens to the trees of a part after state 0 without the project: growth and losses, each as an amount x a shape over time.
#include <algorithm>

#include "carbon/ledger.h"

namespace zonegate::carbon {
namespace {

constexpr std::size_t kAbove = index_of(Pool::above), kBelow = index_of(Pool::below);
constexpr double kNothing = -1e-9;  // t C/ha: rounding

// x - 1 of a parameter with mean 1: nothing at its mean, one sd along a direction for each sd of it.
Amount deviation(const Amount& unit, ParamId param) {
  Amount a = unit.times(1, param);
  a += unit.scaled(-1);
  return a;
}

}  // namespace

Series Ledger::by_state(const std::function<double(int)>& value) const {
  Series s(static_cast<std::size_t>(states_));
  for (int t = 0; t < states_; ++t) s[static_cast<std::size_t>(t)] = value(t);
  return s;
}

double Ledger::tree_share(std::size_t pool) const {
  double tree = 0;
  for (const std::size_t p : {kAbove, kBelow})
    if (part_.stock[p]) tree += part_.stock[p]->value();
  return tree > 0 && part_.stock[pool] ? part_.stock[pool]->value() / tree : 0;
}

void Ledger::find_changes() {
  if (part_.growth)
    for (const std::size_t p : {kAbove, kBelow}) add_curve(p);
  add_increments();
  // By year: a share is of what the losses before it have left.
  std::vector<StandLoss> losses = part_.losses;
  std::stable_sort(losses.begin(), losses.end(),
                   [](const StandLoss& a, const StandLoss& b) { return a.year < b.year; });
  for (const auto& loss : losses) add_loss(loss);
}

void Ledger::add_curve(std::size_t pool) {
  const double share = tree_share(pool);
  if (share <= 0) return;
  const bool proportional = part_.growth->proportional();
  const Amount unit = (proportional ? *part_.stock[pool] : Amount(1)).times(1, part_.growth_param);
  const double scale = share / (proportional ? part_.stock[pool]->value() : 1);
  changes_[pool].push_back({unit, by_state([&](int t) { return part_.growth->growth(t) * scale; })});
  for (const auto& d : part_.growth_directions)
    changes_[pool].push_back({deviation(unit, d.param), by_state([&](int t) {
                                return (d.up.growth(t) - d.down.growth(t)) * scale / (2 * d.step);
                              })});
}

void Ledger::add_increments() {
  for (std::size_t i = 0; i < part_.increments.size(); ++i) {
    const Increment& one = part_.increments[i];
    const int to = i + 1 < part_.increments.size() ? part_.increments[i + 1].from : states_;
    const Series years = by_state([&](int t) { return std::max(0, std::min(t, to) - one.from); });
    changes_[kAbove].push_back({one.above, years});
    changes_[kBelow].push_back({one.below, years});
  }
}

void Ledger::add_loss(const StandLoss& loss) {
  const int at = loss.year - first_;
  if (loss.year < first_ || at >= states_ - 1) return;  // before the horizon it is in the stock already
  const Series step = by_state([&](int t) { return t > at ? -1.0 : 0.0; });
  const std::array<const Amount*, 2> taken = {&loss.above, &loss.below};
  for (const std::size_t p : {kAbove, kBelow}) {
    Amount unit = *taken[p];
    if (loss.share > 0) {
      if (part_.stock[p]) unit += part_.stock[p]->scaled(loss.share);
      for (const Change& c : changes_[p])
        unit += c.unit.scaled(loss.share * c.shape[static_cast<std::size_t>(at)]);
    }
    if (!unit.parts.empty()) changes_[p].push_back({unit, step});
  }
}

std::optional<int> Ledger::overdrawn() const {
  if (part_.losses.empty() || !part_.stock[kAbove]) return std::nullopt;
  for (int t = 0; t < states_; ++t) {
    double trees = 0;
    for (const std::size_t p : {kAbove, kBelow}) {
      if (part_.stock[p]) trees += part_.stock[p]->value();
      for (const Change& c : changes_[p]) trees += c.unit.value() * c.shape[static_cast<std::size_t>(t)];
    }
    if (trees < kNothing) return t;
  }
  return std::nullopt;
}

}  // namespace zonegate::carbon
