// SPDX-License-Identifier: Apache-2.0
#include "carbon/amounts.h"

#include <algorithm>
#include <cmath>

namespace zonegate::carbon {
namespace {
constexpr double kWide = 0.6;  // half width / mean above which a normal would reach below zero
}

std::optional<ParamId> Parameters::add(const Parameter& p) {
  if (!(p.sd > 0) || p.mean == 0) return std::nullopt;
  const auto [at, is_new] = ids_.emplace(p.name, static_cast<ParamId>(list_.size()));
  if (is_new) list_.push_back(p);
  return at->second;
}

std::optional<ParamId> Parameters::add(const Factor& row) {
  Parameter p{row.id, row.value, 0, row.distribution, 0, 1};
  if (row.low && row.high) {
    p.sd = (*row.high - *row.low) / (2 * kNormal975);
  } else if (const auto u = assumed_.find(row.quantity); u != assumed_.end()) {
    p.name += " (assumed " + shortest(u->second * 100) + " %)";
    p.sd = u->second * std::abs(row.value) / kNormal975;
  }
  if (p.distribution == Distribution::none)
    p.distribution =
        kNormal975 * p.cv() > kWide && row.value > 0 ? Distribution::lognormal : Distribution::normal;
  return add(p);
}

std::optional<ParamId> Parameters::add_number(const std::string& name, double mean, double sd,
                                              const std::string& stream) {
  const bool wide = mean > 0 && kNormal975 * sd > kWide * mean;
  return add({name, mean, sd, wide ? Distribution::lognormal : Distribution::normal, 0, 1, stream});
}

std::optional<double> Parameters::assumed(const std::string& quantity) const {
  const auto at = assumed_.find(quantity);
  return at == assumed_.end() ? std::nullopt : std::optional(at->second);
}

void sort_params(std::vector<ParamId>& params) { std::sort(params.begin(), params.end()); }

double Amount::value() const {
  double sum = 0;
  for (const auto& m : parts) sum += m.value;
  return sum;
}

Amount& Amount::operator+=(const Amount& o) {
  for (const auto& m : o.parts) {
    const auto same =
        std::find_if(parts.begin(), parts.end(), [&](const Monomial& x) { return x.params == m.params; });
    if (same == parts.end()) {
      parts.push_back(m);
    } else {
      same->value += m.value;
    }
  }
  return *this;
}

Amount Amount::scaled(double k) const {
  Amount result = *this;
  for (auto& m : result.parts) m.value *= k;
  return result;
}

Amount Amount::times(double factor, std::optional<ParamId> param) const {
  Amount result = scaled(factor);
  if (!param) return result;
  for (auto& m : result.parts) {
    m.params.push_back(*param);
    sort_params(m.params);
  }
  return result;
}

}  // namespace zonegate::carbon
