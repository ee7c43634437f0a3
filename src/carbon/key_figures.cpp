// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "carbon/trajectory.h"

namespace zonegate::carbon {
namespace {

constexpr double kCo2 = 44.0 / 12.0;
constexpr double kNothing = 1e-9;  // t C: below it a sum of rounding errors is no debt

std::optional<double> mean_over(const Series& net, int years) {
  const auto at = static_cast<std::size_t>(years);
  if (at >= net.size()) return std::nullopt;
  return (net[at] - net[0]) / years;
}

void pay_back(KeyFigures& o, const Series& net, const Horizon& h) {
  bool debt = false;
  for (std::size_t t = 1; t < net.size(); ++t) {
    const int year = h.first + static_cast<int>(t) - 1;
    if (net[t] < -kNothing) {
      debt = true;
      o.payback_year.reset();
    } else if (debt) {
      if (!o.payback_year) o.payback_year = year;
      if (!o.first_year) o.first_year = year;
    }
  }
  if (debt) o.payback = o.payback_year ? KeyFigures::Payback::paid : KeyFigures::Payback::never;
}

double npv_invest(const Series& net, const Money& m) {
  const auto n = static_cast<double>(net.size() - 1);
  const double r = 1 / ((1 + m.discount) * (1 + m.growth));
  const double factor = std::abs(1 - r) < 1e-12 ? 1 : (1 - std::pow(r, n)) / (1 - r) / n;
  return (net.back() - net.front()) * kCo2 * m.price * factor;
}

}  // namespace

double npv(const Series& net, const Money& m) {
  if (!(m.growth > -1) || !(m.discount > -1))
    throw Error(ErrorKind::usage, "a change of -100 % a year or less has no value",
                "give price growth and discount in percent, above -100");
  if (net.size() < 2) return 0;
  if (m.timing == NpvTiming::invest) return npv_invest(net, m);
  double sum = 0;
  for (std::size_t t = 1; t < net.size(); ++t)
    sum += (net[t] - net[t - 1]) * kCo2 * m.price *
           std::pow((1 + m.growth) / (1 + m.discount), static_cast<double>(t));
  return sum;
}

KeyFigures key_figures(const Series& net, const Horizon& h, const Money& money) {
  KeyFigures o;
  if (net.empty()) return o;
  pay_back(o, net, h);
  o.net = TonnesC(net.back());
  o.net_co2e = to_co2e(o.net);
  o.mean_annual = mean_over(net, h.years()).value_or(0);
  o.mean_20 = mean_over(net, 20);
  o.mean_30 = mean_over(net, 30);
  for (std::size_t t = 1; t < net.size(); ++t) o.tonne_years += net[t];
  if (money.price != 0) o.npv = npv(net, money);
  return o;
}

}  // namespace zonegate::carbon
