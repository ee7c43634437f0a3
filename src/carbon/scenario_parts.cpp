// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <set>

#include "carbon/scenario_reader.h"

namespace zonegate::carbon {
namespace {

using config::Mistakes;
using config::Node;
using config::NodeKind;

Curve age_group_curve(const Node& groups, Mistakes& m) {
  std::vector<AgeGroupMean> means;
  double before = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Node g = groups.at(i);
    g.only_keys({"from", "to", "value"}, m);
    AgeGroupMean mean;
    mean.from = g.get("from").number(m).value_or(before);
    mean.to =
        g.get("to").exists() ? g.get("to").number(m).value_or(0) : std::numeric_limits<double>::infinity();
    if (g.require("value", m)) mean.value = number_in(g.get("value"), 0, 3000, "t C/ha", m).value_or(0);
    if (mean.to <= mean.from || mean.from < before)
      g.fail(m, "age groups follow one another: from < to, from >= the last to");
    before = std::isfinite(mean.to) ? mean.to : mean.from;
    means.push_back(mean);
  }
  std::vector<Issue> notes;
  return through_midpoints(means, notes);
}

void read_points(const Node& points, Curve& c, Mistakes& m) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Node pair = points.at(i);
    if (pair.kind() != NodeKind::sequence || pair.size() != 2) {
      pair.fail(m, "a point is [age, value]");
      continue;
    }
    const auto age = pair.at(0).number(m), value = pair.at(1).number(m);
    if (age && value) c.points.emplace_back(*age, *value);
  }
}

Curve read_curve(const Node& n, Mistakes& m) {
  n.only_keys({"id", "kind", "a", "b", "k", "p", "points", "age_groups", "source", "status"}, m);
  Curve c;
  c.source = n.get("source").text(m).value_or("");
  if (c.source.empty()) n.fail(m, "a growth curve says where it is from: source");
  const std::string status = n.get("status").text(m).value_or("unverified");
  if (const auto s = parse_status(status))
    c.status = *s;
  else
    n.get("status").fail(m, "status is seen, cross-checked, unverified or demo, not '" + status + "'");
  const std::string kind = n.get("kind").text(m).value_or("points");
  if (n.get("age_groups").exists()) {
    Curve drawn = age_group_curve(n.get("age_groups"), m);
    c.points = drawn.points;
  } else if (const auto k = parse_curve_kind(kind)) {
    c.kind = *k;
    c.a = n.get("a").number(m).value_or(0);
    c.b = n.get("b").number(m).value_or(1);
    c.k = n.get("k").number(m).value_or(0);
    c.p = n.get("p").number(m).value_or(1);
    if (c.kind == CurveKind::points) {
      c.k = 1;
      read_points(n.get("points"), c, m);
    }
  } else {
    n.get("kind").fail(m, "kind is points, chapman-richards, logistic or korf, not '" + kind + "'");
    return c;
  }
  if (const std::string fault = fault_of(c); !fault.empty())
    n.fail(m, "the growth curve cannot be: " + fault);
  return c;
}

void read_clearing(const Node& n, Clearing& c, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"instant", "dead_wood", "products", "roots_decay", "dead_rate", "products_half_life"}, m);
  const auto share = [&](const char* key, double usual) {
    return n.get(key).exists() ? number_in(n.get(key), 0, 1, "a share, 0..1", m).value_or(usual) : usual;
  };
  c.dead_wood = share("dead_wood", 0);
  c.products = share("products", 0);
  c.instant = share("instant", 1 - c.dead_wood - c.products);
  c.roots_decay = share("roots_decay", 0);
  if (n.get("dead_rate").exists())
    c.dead_rate = number_in(n.get("dead_rate"), 0, 5, "per year", m).value_or(c.dead_rate);
  if (n.get("products_half_life").exists())
    c.products_half_life =
        number_in(n.get("products_half_life"), 0.1, 1000, "years", m).value_or(c.products_half_life);
  const double sum = c.instant + c.dead_wood + c.products;
  if (std::abs(sum - 1) > 1e-9)
    n.fail(m, fmt::format("instant + dead_wood + products is {}, not 1", shortest(sum)));
}

void read_soil(const Node& n, Scenario& s, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"permanent", "temporary", "reservoir", "planting", "years"}, m);
  for (const Take t : {Take::permanent, Take::temporary, Take::reservoir, Take::planting}) {
    const Node factor = n.get(to_string(t));
    if (factor.exists())
      s.soil_factor[static_cast<std::size_t>(t)] =
          number_in(factor, 0, 2, "what is left of the soil's carbon, 1 = all", m).value_or(1);
  }
  if (n.get("years").exists()) s.soil_years = number_in(n.get("years"), 1, 500, "years", m).value_or(20);
}

void read_restoration(const Node& n, Scenario& s, const ScenarioFile& file, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"curve", "survival_percent", "delay", "root_ratio"}, m);
  Restoration r;
  if (n.require("curve", m)) r.curve = n.get("curve").text(m).value_or("");
  if (!r.curve.empty() && !file.curves.contains(r.curve))
    n.get("curve").fail(m, "the file has no curve '" + r.curve + "'");
  r.survival = percent_of(n.get("survival_percent"), 0, 100, true, m).value_or(1);
  r.delay = static_cast<int>(number_in(n.get("delay"), 0, 100, "whole years", m).value_or(0));
  r.root_ratio = number_in(n.get("root_ratio"), 0, 6, "below / above", m).value_or(0);
  s.restoration = r;
}

}  // namespace

void read_curves(const Node& n, ScenarioFile& s, Mistakes& m) {
  for (std::size_t i = 0; i < n.size(); ++i) {
    const Node one = n.at(i);
    if (!one.require("id", m)) continue;
    const std::string id = one.get("id").text(m).value_or("");
    if (!s.curves.emplace(id, read_curve(one, m)).second) one.fail(m, "the curve '" + id + "' stands twice");
  }
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
    read_clearing(one.get("clearing"), scenario.clearing, m);
    read_soil(one.get("soil"), scenario, m);
    read_restoration(one.get("restoration"), scenario, s, m);
    s.scenarios.push_back(std::move(scenario));
  }
  if (n.exists() && n.size() == 0) n.fail(m, "at least one scenario");
}

}  // namespace zonegate::carbon
