// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <set>

#include "carbon/scenario_reader.h"

namespace zonegate::carbon {
namespace {

using config::Mistakes;
using config::Node;

// The upper bounds of dead wood and products leave room for each other, so that no draw sends away more than there is.
void check_clearing(const Node& n, const Scenario& s, Mistakes& m) {
  const Clearing& c = s.clearing;
  const double leaving = c.dead_wood + c.products;
  check_share(n.get("dead_wood"), {c.dead_wood, s.clearing_sd.dead_wood}, 0,
              leaving > 0 ? c.dead_wood / leaving : 1, m);
  check_share(n.get("products"), {c.products, s.clearing_sd.products}, 0,
              leaving > 0 ? c.products / leaving : 1, m);
  check_share(n.get("roots_decay"), {c.roots_decay, s.clearing_sd.roots_decay}, 0, 1, m);
}

void read_clearing(const Node& n, Scenario& scenario, Mistakes& m) {
  if (!n.exists()) return;
  Clearing& c = scenario.clearing;
  n.only_keys({"instant", "dead_wood", "products", "roots_decay", "dead_rate", "products_half_life"}, m);
  const auto share = [&](const char* key) {
    return stated_in(n.get(key), 0, 1, "a share, 0..1", m).value_or(Stated{});
  };
  const Stated dead_wood = share("dead_wood"), products = share("products"), roots = share("roots_decay");
  c.dead_wood = dead_wood.value;
  c.products = products.value;
  c.roots_decay = roots.value;
  scenario.clearing_sd = {dead_wood.sd, products.sd, roots.sd};
  c.instant = number_in(n.get("instant"), 0, 1, "a share, 0..1", m).value_or(1 - c.dead_wood - c.products);
  if (n.get("dead_rate").exists())
    c.dead_rate = number_in(n.get("dead_rate"), 0, 5, "per year", m).value_or(c.dead_rate);
  if (n.get("products_half_life").exists())
    c.products_half_life =
        number_in(n.get("products_half_life"), 0.1, 1000, "years", m).value_or(c.products_half_life);
  const double sum = c.instant + c.dead_wood + c.products;
  if (std::abs(sum - 1) > 1e-9)
    n.fail(m, fmt::format("instant + dead_wood + products is {}, not 1", shortest(sum)));
  else
    check_clearing(n, scenario, m);
}

void read_soil(const Node& n, Scenario& s, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"permanent", "temporary", "reservoir", "planting", "years"}, m);
  for (const Take t : {Take::permanent, Take::temporary, Take::reservoir, Take::planting}) {
    const Node factor = n.get(to_string(t));
    if (factor.exists())
      s.soil_factor[static_cast<std::size_t>(t)] =
          stated_in(factor, 0, 2, "what is left of the soil's carbon, 1 = all", m).value_or(Stated{1, 0});
  }
  if (n.get("years").exists()) s.soil_years = number_in(n.get("years"), 1, 500, "years", m).value_or(20);
}

// In percent, as a share.
Stated survival_of(const Node& n, Mistakes& m) {
  Stated s{1, 0};
  if (!n.exists()) return s;
  const Node value = n.get("value").exists() ? n.get("value") : n;
  const auto percent = stated_in(n, 0, 100, "percent are meant", m);
  if (!percent) return s;
  s = {percent->value / 100, percent->sd / 100};
  if (percent->value > 0 && percent->value < 1 + 1e-12)
    value.fail(m, fmt::format("{} percent looks like a share: write {}", shortest(percent->value),
                              shortest(percent->value * 100)));
  else
    check_share(n, s, 0, 1, m);
  return s;
}

void read_restoration(const Node& n, Scenario& s, const ScenarioFile& file, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"curve", "survival_percent", "delay", "root_ratio"}, m);
  Restoration r;
  if (n.require("curve", m)) r.curve = n.get("curve").text(m).value_or("");
  if (!r.curve.empty() && !file.curves.contains(r.curve))
    n.get("curve").fail(m, "the file has no curve '" + r.curve + "'");
  r.survival = survival_of(n.get("survival_percent"), m);
  r.delay = static_cast<int>(number_in(n.get("delay"), 0, 100, "whole years", m).value_or(0));
  r.root_ratio = number_in(n.get("root_ratio"), 0, 6, "below / above", m).value_or(0);
  s.restoration = r;
}

}  // namespace

std::optional<Stated> stated_in(const Node& n, double low, double high, const std::string& hint,
                                Mistakes& m) {
  if (n.kind() != config::NodeKind::map) {
    const auto v = number_in(n, low, high, hint, m);
    return v ? std::optional(Stated{*v, 0}) : std::nullopt;
  }
  n.only_keys({"value", "u_percent", "low", "high"}, m);
  if (!n.require("value", m)) return std::nullopt;
  const auto value = number_in(n.get("value"), low, high, hint, m);
  const auto u = percent_of(n.get("u_percent"), 0, 500, true, m);
  const auto from = number_in(n.get("low"), low, high, hint, m),
             to = number_in(n.get("high"), low, high, hint, m);
  if (!value) return std::nullopt;
  if (u && (from || to)) n.fail(m, "u_percent and low, high say the same thing twice: keep one");
  if (from.has_value() != to.has_value()) n.fail(m, "low and high: both ends of the 95 % interval");
  if (from && to && !(*from <= *value && *value <= *to))
    n.fail(m, fmt::format("{} does not lie between {} and {}", shortest(*value), shortest(*from),
                          shortest(*to)));
  const double half = from && to ? (*to - *from) / 2 : u.value_or(0) * *value;
  return Stated{*value, std::max(0.0, half / kNormal975)};
}

void check_share(const Node& n, const Stated& s, double low, double high, Mistakes& m) {
  if (s.sd <= 0 || s.sd * s.sd < 0.999 * (s.value - low) * (high - s.value)) return;
  n.fail(m, fmt::format("an error of {} (half width of the 95 % interval) does not fit a share of {} that "
                        "stays between {} and {}",
                        shortest(quantise(kNormal975 * s.sd, 4)), shortest(s.value), shortest(low),
                        shortest(quantise(high, 4))));
}

void read_scenarios(const Node& n, ScenarioFile& s, Mistakes& m) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < n.size(); ++i) {
    const Node one = n.at(i);
    one.only_keys({"id", "name", "clearing", "soil", "restoration"}, m);
    Scenario scenario;
    if (one.require("id", m)) scenario.id = one.get("id").text(m).value_or("");
    if (!ids.insert(scenario.id).second) one.fail(m, "the scenario '" + scenario.id + "' stands twice");
    scenario.name = one.get("name").bilingual(m);
    read_clearing(one.get("clearing"), scenario, m);
    read_soil(one.get("soil"), scenario, m);
    read_restoration(one.get("restoration"), scenario, s, m);
    s.scenarios.push_back(std::move(scenario));
  }
  if (n.exists() && n.size() == 0) n.fail(m, "at least one scenario");
}

}  // namespace zonegate::carbon
