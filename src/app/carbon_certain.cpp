// SPDX-License-Identifier: Apache-2.0
//
// What the intervals take as certain, because nobody states an error of it. Areas and years are always certain and not listed.
#include <fmt/format.h>

#include "app/carbon_parts.h"

namespace zonegate::app {
namespace {

void note_clearing(const carbon::Part& p, std::set<std::string>& certain) {
  const carbon::Clearing& c = p.clearing;
  const auto share = [&](const char* what, double value, const std::optional<carbon::ParamId>& param) {
    if (value > 0 && !param) certain.insert(fmt::format("{} {}", what, shortest(value)));
  };
  share("share left as dead wood", c.dead_wood, c.dead_wood_param);
  share("share made into products", c.products, c.products_param);
  share("share of roots that decays", c.roots_decay, c.roots_param);
  if (c.dead_wood > 0 || c.roots_decay > 0)
    certain.insert(fmt::format("decay of dead wood, {} a year", shortest(c.dead_rate)));
  if (c.products > 0)
    certain.insert(fmt::format("half-life of products, {} years", shortest(c.products_half_life)));
}

}  // namespace

void note_certain_rows(const std::vector<carbon::UsedFactor>& used, const CarbonSetup& setup,
                       std::set<std::string>& certain) {
  for (const auto& u : used) {
    const carbon::Factor* row = setup.library.by_id(u.id);
    const bool stated = row && row->low && row->high;
    const bool assumed = row && setup.scenario.assumed_u.contains(row->quantity);
    const bool density = u.id.starts_with("density of class") && setup.scenario.assumed_u.contains("density");
    if (!stated && !assumed && !density) certain.insert(u.id);
  }
}

void note_certain(const carbon::Part& p, const PartRow& row, const CarbonPart& part, const CarbonSetup& setup,
                  std::set<std::string>& certain) {
  if (part.chosen) {
    const carbon::Estimate& e = part.methods.estimates[*part.chosen];
    note_certain_rows(e.used, setup, certain);
    const bool by_volume = row.stratum.volume_per_ha || row.stratum.volume_total;
    if (by_volume && e.method <= carbon::Method::ipcc_tier1 && row.stratum.volume_u <= 0)
      certain.insert("volume of " + row.stratum.id);
  }
  if (!p.increments.empty() && row.increment && row.increment->sd <= 0)
    certain.insert("increment of " + row.stratum.id);
  if (p.take != carbon::Take::planting && p.stock[0] && p.stock[0]->value() > 0) note_clearing(p, certain);
  if (p.soil.factor != 1 && !p.soil.param)
    certain.insert(fmt::format("soil factor {} of {} ground", shortest(p.soil.factor), to_string(p.take)));
  if (!p.losses.empty()) certain.insert("volumes and areas of wood taken and trees killed");
  if (!p.regrowth) return;
  if (!p.regrowth->survival_param)
    certain.insert(fmt::format("survival {} %", shortest(quantise(100 * p.regrowth->survival, 4))));
}

}  // namespace zonegate::app
