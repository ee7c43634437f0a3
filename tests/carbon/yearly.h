// SPDX-License-Identifier: Apache-2.0
//
// A second way to the same numbers, for tests: stocks are moved from year to year by flows, with nothing of the
// ledger's closed forms. Soil and dead matter change by one D-th a year, decay by a factor a year.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "carbon/carbon.h"

namespace zonegate::carbon::test {

struct YearlyPart {
  std::vector<std::array<double, kStores>> base, project;  // by state, t C
  std::vector<double> soil_lost;  // t C since state 0, what comes back not subtracted
};

class Yearly {
 public:
  Yearly(const Part& part, const Horizon& horizon) : p_(part), h_(horizon) {
    for (std::size_t i = 0; i < 5; ++i)
      now_[i] = part.stock[i] ? part.stock[i]->value() * part.area.value : 0;
    base_ = now_;
    const double tree = now_[0] + now_[1];
    above_share_ = tree > 0 ? now_[0] / tree : 0;
    original_ = now_;
  }

  YearlyPart run() {
    YearlyPart result;
    result.base.push_back(base_);
    result.project.push_back(now_);
    result.soil_lost.push_back(0);
    for (int year = h_.first; year <= h_.last; ++year) {
      const double soil = now_[4];
      step(year);
      result.soil_lost.push_back(result.soil_lost.back() + std::max(0.0, soil - now_[4]));
      result.base.push_back(base_);
      auto seen = now_;
      seen[2] += slash_;
      seen[5] = products_;
      result.project.push_back(seen);
    }
    return result;
  }

 private:
  void step(int year) {
    const int t = year - h_.first;  // years since state 0 at the beginning of the year
    const int start = std::max(p_.start, h_.first);
    if (year == start) clear();
    lose(year);
    if (year >= start) cleared_years_++;
    double grown = 0;
    if (p_.growth && base_[0] + base_[1] > 0)
      grown = (p_.growth->growth(t + 1) - p_.growth->growth(t)) * p_.area.value;
    base_[0] += grown * above_share_;
    base_[1] += grown * (1 - above_share_);
    gain(t);
    if (year < start) {
      now_ = base_;
      return;
    }
    slash_ *= std::exp(-p_.clearing.dead_rate);
    products_ *= std::pow(0.5, 1 / p_.clearing.products_half_life);
    const bool given_back = p_.take == Take::temporary && year > *p_.end;
    if (!given_back && soil_years_ < p_.soil.years) {
      now_[4] +=
          original_[4] * (p_.soil.factor - 1) * std::min(1.0, p_.soil.years - soil_years_) / p_.soil.years;
      ++soil_years_;
    }
    if (p_.take == Take::temporary && year == *p_.end) soil_at_end_ = now_[4];
    if (given_back) come_back(year - *p_.end);
    if (p_.take == Take::planting) come_back(cleared_years_);
  }

  // Wood taken and trees killed in the year, of what stood at its beginning.
  void lose(int year) {
    const auto before = base_;
    for (const auto& l : p_.losses)
      if (l.year == year) {
        base_[0] -= l.above.value() * p_.area.value + l.share * before[0];
        base_[1] -= l.below.value() * p_.area.value + l.share * before[1];
      }
  }
  void gain(int t) {
    const Increment* now = nullptr;
    for (const auto& i : p_.increments)
      if (i.from <= t) now = &i;
    if (now == nullptr) return;
    base_[0] += now->above.value() * p_.area.value;
    base_[1] += now->below.value() * p_.area.value;
  }

  void clear() {
    original_ = base_;
    for (const std::size_t i : {0u, 1u}) {
      slash_ += base_[i] * (i == 0 ? p_.clearing.dead_wood : p_.clearing.roots_decay);
      products_ += i == 0 ? base_[i] * p_.clearing.products : 0;
      now_[i] = 0;
    }
    if (p_.take != Take::planting) now_[2] = now_[3] = 0;
  }

  // The n-th year after the land was given back, or planted.
  void come_back(int n) {
    const bool planted = p_.take == Take::planting;
    if (!planted && n <= p_.soil.years)
      now_[4] += (original_[4] - soil_at_end_) * std::min(1.0, p_.soil.years - (n - 1)) / p_.soil.years;
    if (!p_.regrowth) return;
    const Regrowth& r = *p_.regrowth;
    const int age = n - r.delay;
    if (age > 0) {
      const double grown =
          (value_at(r.curve, age) - (age > 1 ? value_at(r.curve, age - 1) : 0)) * r.survival * p_.area.value;
      now_[0] += grown / (1 + r.root_ratio);
      now_[1] += grown * r.root_ratio / (1 + r.root_ratio);
    }
    if (n > 20) return;
    const std::optional<Amount> asked[2] = {r.dead, r.litter};
    for (std::size_t i = 0; i < 2; ++i) {
      const double target = asked[i] ? asked[i]->value() * p_.area.value : planted ? 0 : original_[2 + i];
      now_[2 + i] += target / 20;
    }
  }

  const Part& p_;
  const Horizon& h_;
  std::array<double, kStores> base_{}, now_{}, original_{};
  double above_share_ = 0, slash_ = 0, products_ = 0, soil_at_end_ = 0;
  int cleared_years_ = 0, soil_years_ = 0;
};

}  // namespace zonegate::carbon::test
