// SPDX-License-Identifier: Apache-2.0
#include "carbon/side_gases.h"

#include <fmt/format.h>

namespace zonegate::carbon {
namespace {

constexpr double kN2oPerN = 44.0 / 28;

const Factor* find(const FactorLibrary& library, const std::string& quantity, const std::string& gas,
                   const std::string& region, const std::string& edition, SideGases& g) {
  FactorQuery q;
  q.quantity = quantity;
  if (!gas.empty()) q.species = {gas};
  q.region = region;
  q.edition = edition;
  const Factor* row = library.find(q).row;
  if (row != nullptr)
    g.used.push_back({row->id, row->edition, row->value, row->status});
  else
    g.missing.push_back(fmt::format("{} {} {}", quantity, gas, edition));
  return row;
}

// The interval of a sum of products, as of a trajectory with one state.
Interval interval_of_amount(const Amount& amount, const Parameters& parameters, MonteCarloOptions options) {
  Trajectory t;
  t.total.net = {amount.value()};
  for (const auto& m : amount.parts) {
    Term term;
    term.params = m.params;
    term.base = {0.0};
    term.by_cause = {Series{m.value}, Series{0.0}, Series{0.0}};
    t.terms.push_back(std::move(term));
  }
  options.details = false;
  return monte_carlo(t, parameters, options).net.front();
}

Amount soil_lost(const Trajectory& t) {
  Amount sum;
  for (const auto& term : t.mineralised_terms) {
    Amount one;
    one.parts.push_back({term.base.back(), term.params});
    sum += one;
  }
  return sum;
}

}  // namespace

SideGases side_gases(const Trajectory& t, const FactorLibrary& library, const std::string& region,
                     const std::string& gwp, const std::optional<ReservoirMethane>& methane,
                     Parameters& parameters, const MonteCarloOptions& options) {
  SideGases g;
  g.gwp = gwp;
  const Amount lost = soil_lost(t);
  g.soil_lost = lost.value();
  if (g.soil_lost <= 0) {
    if (t.soil_lost != Known::none) g.soil_n2o = TonnesCo2e(0);
  } else {
    const Factor* ratio = find(library, "som_c_to_n", "", region, "", g);
    const Factor* share = find(library, "n2o_share", "", region, "", g);
    const Factor* warming = find(library, "gwp", "N2O", region, gwp, g);
    if (ratio && share && warming) {
      const Amount co2e = lost.times(share->value, parameters.add(*share))
                              .times(warming->value, parameters.add(*warming))
                              .scaled(kN2oPerN / ratio->value);
      g.soil_n2o = TonnesCo2e(co2e.value());
      g.soil_n2o_interval = interval_of_amount(co2e, parameters, options);
    }
  }
  g.flooded = t.flooded.empty() ? 0 : t.flooded.back();
  if (g.flooded <= 0) {
    g.methane = TonnesCo2e(0);
  } else if (methane) {
    if (const Factor* warming = find(library, "gwp", "CH4", region, gwp, g)) {
      const auto param =
          parameters.add_number("methane of flooded ground", methane->kg_ha_a.value, methane->kg_ha_a.sd);
      const Amount co2e = Amount(g.flooded * methane->kg_ha_a.value / 1000)
                              .times(1, param)
                              .times(warming->value, parameters.add(*warming));
      g.methane = TonnesCo2e(co2e.value());
      g.methane_interval = interval_of_amount(co2e, parameters, options);
      g.used.push_back({"methane of flooded ground: " + methane->source, "scenario", methane->kg_ha_a.value,
                        methane->status});
    }
  }
  return g;
}

}  // namespace zonegate::carbon
