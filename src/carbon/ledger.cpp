// SPDX-License-Identifier: Apache-2.0
//
// n = years since the clearing, m = years since the land was given back, c = state of the clearing.
//   without   trees(t) = stock + changes(t): growth by a curve or by yearly gains, less wood taken and trees killed;
//             dead wood, litter and soil stay
//   lost      trees: -(stock + changes(c)) from n = 1 on, and what of it decays slowly: + share x e^(-rate n);
//             dead wood, litter: -stock; soil: stock (F - 1) min(n / D, 1), held at the level reached when given back
//   forgone   -(changes(t) - changes(c))
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
    : part_(part),
      index_(index),
      first_(horizon.first),
      states_(horizon.years() + 1),
      bar_(bar_of(part.law)) {
  clear_ = std::clamp(part.start - horizon.first, 0, states_ - 1);
  back_ = states_;
  if (part.take == Take::temporary) back_ = std::clamp(*part.end - horizon.first + 1, clear_, states_);
  if (planting()) back_ = clear_;
  find_changes();
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
  const auto at = [](const Change& c, int t) { return c.shape[static_cast<std::size_t>(t)]; };
  for (const std::size_t p : {kAbove, kBelow})
    for (const Change& c : changes_[p]) {
      add(p, c.unit, Row::base, [&](int t) { return at(c, t); });
      if (clears())
        add(p, c.unit, Row::forgone, [&](int t) { return t > clear_ ? at(c, clear_) - at(c, t) : 0; });
    }
}

void Ledger::write_trees_cleared(std::size_t pool) {
  Amount cleared = part_.stock[pool].value_or(Amount());
  for (const Change& c : changes_[pool]) cleared += c.unit.scaled(c.shape[static_cast<std::size_t>(clear_)]);
  if (cleared.parts.empty()) return;
  add(pool, cleared, Row::lost, [&](int t) { return t > clear_ ? -1.0 : 0.0; });
  write_slash(pool, cleared);
}

void Ledger::write_slash(std::size_t pool, const Amount& cleared) {
  const Clearing& c = part_.clearing;
  const bool above = pool == kAbove;
  const double rest = above ? c.dead_wood : c.roots_decay;
  const double products = above ? c.products : 0;
  const auto decaying = [&](double rate) {
    return [this, rate](int t) { return t > clear_ ? std::exp(-rate * (t - clear_)) : 0.0; };
  };
  if (rest > 0)
    add(kDead, cleared.times(rest, above ? c.dead_wood_param : c.roots_param), Row::lost,
        decaying(c.dead_rate));
  if (products > 0)
    add(kProducts, cleared.times(products, c.products_param), Row::lost,
        decaying(kLn2 / c.products_half_life));
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
  const bool rises = part_.soil.factor > 1;
  const Shape there = [&](int t) { return ramp(std::min(t, back) - clear_, years); };
  add(kSoil, change, rises ? Row::gain : Row::lost, there);
  if (!rises) note_mineralised(change.scaled(-1), there);
  if (back >= states_) return;
  const double reached = ramp(back - clear_, years);
  const Shape home = [&](int t) { return reached * ramp(t - back, years); };
  add(kSoil, change.scaled(-1), rises ? Row::lost : Row::gain, home);
  if (rises) note_mineralised(change, home);
}

void Ledger::note_mineralised(const Amount& lost, const Shape& shape) {
  for (const auto& m : lost.scaled(part_.area.value).parts) {
    Term t;
    t.part = index_;
    t.store = kSoil;
    t.params = m.params;
    t.base = by_state([&](int s) { return m.value * shape(s); });
    mineralised_.push_back(std::move(t));
  }
}

void Ledger::write_regrowth() {
  if (!part_.regrowth) return;
  const Regrowth& r = *part_.regrowth;
  const Amount unit = Amount(r.survival).times(1, r.survival_param).times(1, r.curve_param);
  const double above = 1 / (1 + r.root_ratio);
  const auto grow = [&](const Amount& by, const std::function<double(double)>& value) {
    const auto at = [&](int t) {
      const int age = t - back_ - r.delay;
      return age > 0 ? value(age) : 0.0;
    };
    add(kAbove, by, Row::gain, [&](int t) { return above * at(t); });
    if (r.root_ratio > 0) add(kBelow, by, Row::gain, [&](int t) { return (1 - above) * at(t); });
  };
  grow(unit, [&](double age) { return value_at(r.curve, age); });
  for (const auto& d : r.directions) {
    const Curve& up = d.curves.up;
    const Curve& down = d.curves.down;
    const double step = d.curves.step;
    Amount by = unit.times(1, d.param);
    by += unit.scaled(-1);
    grow(by, [&](double age) { return (value_at(up, age) - value_at(down, age)) / (2 * step); });
  }
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
