// SPDX-License-Identifier: Apache-2.0
//
// n = years since the clearing, m = years since the land was given back, c = state of the clearing.
//   without   trees(t) = stock + growth(t); dead wood, litter and soil stay
//   lost      trees: -(stock + growth(c)) from n = 1 on, and what of it decays slowly: + share x e^(-rate n);
//             dead wood, litter: -stock; soil: stock (F - 1) min(n / D, 1), held at the level reached when given back
//   forgone   -(growth(t) - growth(c))
//   gain      soil: back by min(m / D, 1); dead wood, litter likewise; trees: survival x curve(m - delay)
// The three add to (with - without) at every state and in every pool.
#include "carbon/ledger.h"

#include <algorithm>
#include <cmath>

namespace zonegate::carbon {
namespace {

constexpr std::size_t kAbove = index_of(Pool::above), kBelow = index_of(Pool::below),
                      kDead = index_of(Pool::dead), kLitter = index_of(Pool::litter),
                      kSoil = index_of(Pool::soil);
constexpr double kDomYears = 20;  // years in which dead wood and litter come back (IPCC eq 2.23, T_on)
const double kLn2 = std::log(2.0);

std::string bar_of(const std::vector<LawNote>& law) {
  for (const auto& bar : law) {
    if (!bar.bars) continue;
    const bool lifted =
        std::any_of(law.begin(), law.end(), [&](const LawNote& n) { return !n.bars && n.lifts == bar.rule; });
    if (!lifted) return bar.rule;
  }
  return {};
}

double ramp(double n, double years) { return std::clamp(n / years, 0.0, 1.0); }

}  // namespace

Ledger::Ledger(const Part& part, std::size_t index, const Horizon& horizon)
    : part_(part), index_(index), states_(horizon.years() + 1), bar_(bar_of(part.law)) {
  clear_ = std::clamp(part.start - horizon.first, 0, states_ - 1);
  back_ = states_;
  if (part.take == Take::temporary) back_ = std::clamp(*part.end - horizon.first + 1, clear_, states_);
  if (planting()) back_ = clear_;
}

Term& Ledger::term(std::size_t store, const std::vector<ParamId>& params) {
  for (auto& t : terms_)
    if (t.store == store && t.params == params) return t;
  Term t;
  t.part = index_;
  t.store = store;
  t.params = params;
  const Series zero(static_cast<std::size_t>(states_), 0.0);
  t.base = t.refused = zero;
  t.by_cause = {zero, zero, zero};
  terms_.push_back(std::move(t));
  return terms_.back();
}

Series& Ledger::row_of(Term& t, Row row) {
  switch (row) {
    case Row::base:
      return t.base;
    case Row::lost:
      return t.by_cause[static_cast<std::size_t>(Cause::lost)];
    case Row::forgone:
      return t.by_cause[static_cast<std::size_t>(Cause::forgone)];
    case Row::gain:
      // Soil that recovers is no planting.
      return bar_.empty() || t.store == kSoil ? t.by_cause[static_cast<std::size_t>(Cause::gain)] : t.refused;
  }
  return t.base;
}

void Ledger::add(std::size_t store, const Amount& per_ha, Row row, const Shape& shape) {
  const Amount amount = per_ha.scaled(part_.area.value);
  for (const auto& m : amount.parts) {
    Series& series = row_of(term(store, m.params), row);
    for (int t = 0; t < states_; ++t) series[static_cast<std::size_t>(t)] += m.value * shape(t);
  }
}

double Ledger::tree_share(std::size_t pool) const {
  double tree = 0;
  for (const std::size_t p : {kAbove, kBelow})
    if (part_.stock[p]) tree += part_.stock[p]->value();
  return tree > 0 && part_.stock[pool] ? part_.stock[pool]->value() / tree : 0;
}

Amount Ledger::growth_unit(std::size_t pool) const {
  if (!part_.growth || tree_share(pool) <= 0) return {};
  const Amount unit = part_.growth->proportional() ? *part_.stock[pool] : Amount(1);
  return unit.times(1, part_.growth_param);
}

double Ledger::growth_shape(std::size_t pool, double years) const {
  const double unit = part_.growth->proportional() ? part_.stock[pool]->value() : 1;
  return part_.growth->growth(years) * tree_share(pool) / unit;
}

void Ledger::write() {
  write_base();
  if (!clears()) return;
  write_trees_cleared(kAbove);
  write_trees_cleared(kBelow);
  if (!planting()) write_dead_and_litter_cleared();
  write_soil();
  if (back_ >= states_) return;
  write_regrowth();
  write_dead_and_litter_back();
}

void Ledger::write_base() {
  for (const Pool p : kPools)
    if (const auto& stock = part_.stock[index_of(p)])
      add(index_of(p), *stock, Row::base, [](int) { return 1.0; });
  for (const std::size_t p : {kAbove, kBelow}) {
    const Amount unit = growth_unit(p);
    if (unit.parts.empty()) continue;
    add(p, unit, Row::base, [&](int t) { return growth_shape(p, t); });
    if (clears())
      add(p, unit, Row::forgone,
          [&](int t) { return t > clear_ ? growth_shape(p, clear_) - growth_shape(p, t) : 0; });
  }
}

void Ledger::write_trees_cleared(std::size_t pool) {
  if (!part_.stock[pool]) return;
  Amount cleared = *part_.stock[pool];
  if (const Amount unit = growth_unit(pool); !unit.parts.empty())
    cleared += unit.scaled(growth_shape(pool, clear_));
  add(pool, cleared, Row::lost, [&](int t) { return t > clear_ ? -1.0 : 0.0; });
  write_slash(pool, cleared);
}

void Ledger::write_slash(std::size_t pool, const Amount& cleared) {
  const Clearing& c = part_.clearing;
  const double rest = pool == kAbove ? c.dead_wood : c.roots_decay;
  const double products = pool == kAbove ? c.products : 0;
  const auto decaying = [&](double rate) {
    return [this, rate](int t) { return t > clear_ ? std::exp(-rate * (t - clear_)) : 0.0; };
  };
  if (rest > 0) add(kDead, cleared.scaled(rest), Row::lost, decaying(c.dead_rate));
  if (products > 0)
    add(kProducts, cleared.scaled(products), Row::lost, decaying(kLn2 / c.products_half_life));
}

void Ledger::write_dead_and_litter_cleared() {
  for (const std::size_t p : {kDead, kLitter})
    if (part_.stock[p]) add(p, *part_.stock[p], Row::lost, [&](int t) { return t > clear_ ? -1.0 : 0.0; });
}

// stock x F - stock, so that an uncertain F stays a parameter. Rising soil is a gain, falling soil a loss.
void Ledger::write_soil() {
  if (!part_.stock[kSoil] || part_.soil.factor == 1) return;
  const Amount& stock = *part_.stock[kSoil];
  Amount change = stock.times(part_.soil.factor, part_.soil.param);
  change += stock.scaled(-1);
  const double years = part_.soil.years;
  const int back = planting() ? states_ : back_;
  add(kSoil, change, part_.soil.factor > 1 ? Row::gain : Row::lost,
      [&](int t) { return ramp(std::min(t, back) - clear_, years); });
  if (back >= states_) return;
  const double reached = ramp(back - clear_, years);
  add(kSoil, change.scaled(-1), part_.soil.factor > 1 ? Row::lost : Row::gain,
      [&](int t) { return reached * ramp(t - back, years); });
}

void Ledger::write_regrowth() {
  if (!part_.regrowth) return;
  const Regrowth& r = *part_.regrowth;
  const Amount unit = Amount(r.survival).times(1, r.survival_param).times(1, r.curve_param);
  const auto grown = [&](int t) {
    return value_at(r.curve, t - back_ - r.delay) * (t - back_ - r.delay > 0 ? 1.0 : 0.0);
  };
  const double above = 1 / (1 + r.root_ratio);
  add(kAbove, unit, Row::gain, [&](int t) { return above * grown(t); });
  if (r.root_ratio > 0) add(kBelow, unit, Row::gain, [&](int t) { return (1 - above) * grown(t); });
}

void Ledger::write_dead_and_litter_back() {
  if (!part_.regrowth) return;
  const std::optional<Amount> had[2] = {part_.stock[kDead], part_.stock[kLitter]};
  const std::optional<Amount> asked[2] = {part_.regrowth->dead, part_.regrowth->litter};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& target = asked[i] || planting() ? asked[i] : had[i];
    if (target)
      add(i == 0 ? kDead : kLitter, *target, Row::gain, [&](int t) { return ramp(t - back_, kDomYears); });
  }
}

}  // namespace zonegate::carbon
