// SPDX-License-Identifier: Apache-2.0
#include "carbon/scenario.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "carbon/scenario_reader.h"
#include "schema/schema.h"

namespace zonegate::carbon {
namespace {

using config::Mistakes;
using config::Node;

void read_horizon(const Node& n, ScenarioFile& s, Mistakes& m) {
  n.only_keys({"start", "end"}, m);
  const bool both = n.require("start", m) && n.require("end", m);
  const auto first = year_of(n.get("start"), m), last = year_of(n.get("end"), m);
  if (!both || !first || !last) return;
  s.horizon = {*first, *last};
  if (*last < *first) n.fail(m, fmt::format("the horizon ends {} before it begins {}", *last, *first));
  if (s.horizon.years() > 500)
    n.fail(m, fmt::format("the horizon has {} years; 500 is the most", s.horizon.years()));
}

void read_methods(const Node& n, ScenarioFile& s, Mistakes& m) {
  std::vector<std::string> known;
  for (const Method one : kMethods) known.emplace_back(to_string(one));
  for (const auto& word : n.texts(m)) {
    if (const auto method = parse_method(word)) {
      s.methods.push_back(*method);
      continue;
    }
    const std::string near = schema::nearest_word(word, known);
    n.fail(m, fmt::format("there is no method '{}'{}", word,
                          near.empty() ? fmt::format("; there are {}", fmt::join(known, ", "))
                                       : "; did you mean '" + near + "'?"));
  }
}

void read_editions(const Node& n, ScenarioFile& s, Mistakes& m) {
  std::vector<std::string> known = {"pools", "fang_cf", "gain_loss"};
  for (const Method one : kMethods) known.emplace_back(to_string(one));
  if (n.exists()) n.only_keys(known, m);
  for (const auto& [key, value] : n.entries()) {
    if (const auto edition = value.text(m)) s.editions[key] = *edition;
    s.lines["editions." + key] = value.line();
  }
}

void read_price(const Node& n, ScenarioFile& s, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"value", "unit", "growth_percent"}, m);
  n.require("value", m);
  s.money.price = number_in(n.get("value"), -1e6, 1e6, "the price of a tonne of CO2e", m).value_or(0);
  s.money.growth = percent_of(n.get("growth_percent"), -99, 100, false, m).value_or(0);
  if (!n.require("unit", m)) return;
  const std::string unit = n.get("unit").text(m).value_or("");
  const auto slash = unit.find("/t CO2e");
  if (slash == std::string::npos || slash == 0)
    n.get("unit").fail(m, "the price has to be per t CO2e, for example 'CNY/t CO2e'" +
                              std::string(unit.find("/t C") != std::string::npos
                                              ? ": a price per t C x 12/44 is one per t CO2e"
                                              : ""));
  s.currency = unit.substr(0, slash);
}

void read_money(const Node& top, ScenarioFile& s, Mistakes& m) {
  read_price(top.get("price"), s, m);
  s.money.discount = percent_of(top.get("discount_percent"), -99, 100, false, m).value_or(0);
  const Node npv = top.get("npv");
  const std::string word = npv.text(m).value_or("end_of_year");
  if (word == "invest") {
    s.money.timing = NpvTiming::invest;
  } else if (word != "end_of_year") {
    npv.fail(m, "npv is end_of_year or invest, not '" + word + "'");
  }
}

void read_uncertainty(const Node& n, ScenarioFile& s, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"draws", "seed", "level_percent", "assumed_percent"}, m);
  const auto whole = [&](const char* key, double low, double high) {
    const auto v = number_in(n.get(key), low, high, "a whole number", m);
    if (v && *v != std::floor(*v)) n.get(key).fail(m, "a whole number is meant");
    return v;
  };
  if (const auto v = whole("draws", 2, 1e7)) s.monte_carlo.draws = static_cast<std::uint32_t>(*v);
  if (const auto v = whole("seed", 0, 9e15)) s.monte_carlo.seed = static_cast<std::uint64_t>(*v);
  if (const auto v = percent_of(n.get("level_percent"), 50, 99.99, true, m)) s.monte_carlo.level = *v;
  for (const auto& [quantity, value] : n.get("assumed_percent").entries()) {
    if (find_quantity(quantity) == nullptr && quantity != "density")
      value.fail(m, "there is no quantity '" + quantity + "'");
    if (const auto u = percent_of(value, 0, 500, true, m)) s.assumed_u[quantity] = *u;
  }
}

void read_place(const Node& top, ScenarioFile& s, Mistakes& m) {
  s.region = top.get("region").text(m).value_or("");
  if (s.region.empty() || s.region.find_first_not_of("0123456789") != std::string::npos)
    top.get("region").fail(m, "region is an administrative code in quotes, for example \"511800\"");
  s.climates = top.get("climate").texts(m);
  s.soil = top.get("soil_class").text(m).value_or("");
  if (const auto d =
          number_in(top.get("soil_depth_cm"), 1, 1000, "30 in IPCC tables, 100 in most Chinese studies", m))
    s.soil_depth_cm = *d;
}

void read_methane(const Node& n, ScenarioFile& s, Mistakes& m) {
  if (!n.exists()) return;
  n.only_keys({"kg_ch4_ha_a", "source", "status"}, m);
  ReservoirMethane methane;
  if (n.require("kg_ch4_ha_a", m))
    methane.kg_ha_a =
        stated_in(n.get("kg_ch4_ha_a"), 0, 10000, "kg CH4 per ha and year", m).value_or(Stated{});
  if (n.require("source", m)) methane.source = n.get("source").text(m).value_or("");
  methane.status = status_of(n, m);
  s.methane = methane;
}

ScenarioFile from(const Node& top, const std::string& name, Mistakes& m) {
  ScenarioFile s;
  s.file = name;
  if (!top.exists()) return s;
  top.only_keys({"id", "note", "horizon", "region", "climate", "soil_class", "soil_depth_cm", "methods",
                 "editions", "gwp", "price", "discount_percent", "npv", "uncertainty", "fitting",
                 "default_growth", "reservoir_methane", "curves", "scenarios"},
                m);
  for (const char* key : {"id", "region", "methods", "scenarios"}) top.require(key, m);
  s.id = top.get("id").text(m).value_or("");
  if (top.require("horizon", m)) read_horizon(top.get("horizon"), s, m);
  read_place(top, s, m);
  read_methods(top.get("methods"), s, m);
  read_editions(top.get("editions"), s, m);
  s.gwp = top.get("gwp").text(m).value_or("ar6");
  s.lines["gwp"] = top.get("gwp").exists() ? top.get("gwp").line() : 0;
  read_money(top, s, m);
  read_uncertainty(top.get("uncertainty"), s, m);
  const std::string fitting = top.get("fitting").text(m).value_or("multiply");
  if (fitting == "shift")
    s.fitting = Fitting::shift;
  else if (fitting != "multiply")
    top.get("fitting").fail(m, "fitting is multiply or shift, not '" + fitting + "'");
  const std::string growth = top.get("default_growth").text(m).value_or("none");
  s.tier1_growth = growth == "tier1";
  if (growth != "none" && growth != "tier1")
    top.get("default_growth").fail(m, "default_growth is none or tier1, not '" + growth + "'");
  read_methane(top.get("reservoir_methane"), s, m);
  read_curves(top.get("curves"), s, m);
  read_scenarios(top.get("scenarios"), s, m);
  return s;
}

}  // namespace

Status status_of(const Node& n, Mistakes& m) {
  const std::string word = n.get("status").text(m).value_or("unverified");
  if (const auto s = parse_status(word)) return *s;
  n.get("status").fail(m, "status is seen, cross-checked, unverified or demo, not '" + word + "'");
  return Status::unverified;
}

std::optional<double> number_in(const Node& n, double low, double high, const std::string& hint,
                                Mistakes& m) {
  const auto v = n.number(m);
  if (!v) return v;
  if (std::isfinite(*v) && *v >= low && *v <= high) return v;
  n.fail(m, fmt::format("{} is outside {}..{}: {}", shortest(*v), shortest(low), shortest(high), hint));
  return std::nullopt;
}

std::optional<int> year_of(const Node& n, Mistakes& m) {
  const auto v = number_in(n, 1900, 2500, "a calendar year", m);
  if (v && *v != std::floor(*v)) n.fail(m, "a whole year is meant");
  return v ? std::optional<int>(static_cast<int>(*v)) : std::nullopt;
}

std::optional<double> percent_of(const Node& n, double low, double high, bool whole, Mistakes& m) {
  const auto v = number_in(n, low, high, "percent are meant", m);
  if (!v) return v;
  if (*v > 0 && *v < (whole ? 1.0 + 1e-12 : 0.2)) {
    n.fail(m, fmt::format("{} percent looks like a share: write {}", shortest(*v), shortest(*v * 100)));
    return std::nullopt;
  }
  return *v / 100;
}

Regrowth ScenarioFile::regrowth(const Restoration& r) const {
  Regrowth g;
  const auto at = curves.find(r.curve);
  if (at != curves.end()) g.curve = at->second;
  g.survival = r.survival.value;
  g.delay = r.delay;
  g.root_ratio = r.root_ratio;
  return g;
}

ScenarioFile read_scenario(const std::string& path, Mistakes& m) {
  return from(config::load(path, m), path, m);
}
ScenarioFile parse_scenario(const std::string& text, const std::string& name, Mistakes& m) {
  return from(config::parse(text, name, m), name, m);
}

void check_scenario(const ScenarioFile& s, const FactorLibrary& library, Mistakes& m) {
  std::set<std::string> editions, gwp;
  for (const auto& row : library.rows()) {
    editions.insert(row.edition);
    if (row.quantity == "gwp") gwp.insert(row.edition);
  }
  const auto unknown = [&](const std::string& place, const std::string& word,
                           const std::set<std::string>& known) {
    if (known.contains(word)) return;
    const std::string near = schema::nearest_word(word, {known.begin(), known.end()});
    const auto line = s.lines.find(place);
    m.push_back({s.file, line == s.lines.end() ? 0 : line->second,
                 fmt::format("the library has no edition '{}'{}", word,
                             near.empty() ? "" : "; did you mean '" + near + "'?")});
  };
  for (const auto& [key, edition] : s.editions) unknown("editions." + key, edition, editions);
  unknown("gwp", s.gwp, gwp);
}

}  // namespace zonegate::carbon
