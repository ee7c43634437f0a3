// SPDX-License-Identifier: Apache-2.0
#include "app/carbon_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace zonegate::app {
namespace {

using carbon::Pool;

void add(std::vector<Issue>& issues, Severity severity, const std::string& code, const std::string& message,
         const std::string& hint) {
  issues.push_back({code, severity, "", "", "", message, hint, std::nullopt});
}

std::string stratum_name(const PartRow& row, const CarbonSetup& setup) {
  const carbon::Stratum& s = row.stratum;
  std::string name = s.species;
  if (name.empty() && s.land_class) {
    const auto& density = setup.densities.rows.at(*s.land_class);
    name = density.name.zh.empty() ? fmt::format("class {}", *s.land_class) : density.name.zh;
  }
  if (name.empty()) name = "-";
  if (s.origin != carbon::Origin::unknown) name += " " + std::string(to_string(s.origin));
  if (s.age_group != carbon::AgeGroup::unknown) name += " " + std::string(to_string(s.age_group));
  return name + " / " + std::string(to_string(row.take));
}

// The first method of the scenario that gives a figure.
void choose(CarbonPart& part, const CarbonSetup& setup, ProjectCarbon& project) {
  const auto& estimates = part.methods.estimates;
  for (const carbon::Method method : setup.scenario.methods)
    for (std::size_t i = 0; i < estimates.size() && !part.chosen; ++i)
      if (estimates[i].method == method && estimates[i].usable) part.chosen = i;
  const std::string who = project.id + " " + part.id;
  if (!part.chosen) {
    project.gaps.push_back(fmt::format("part {}: no method gives a figure", part.id));
    return;
  }
  const carbon::Estimate& e = estimates[*part.chosen];
  if (e.method != setup.scenario.methods.front())
    add(project.issues, Severity::note, "carbon.other_method",
        fmt::format("{}: {} gives no figure; {} is taken", who, to_string(setup.scenario.methods.front()),
                    to_string(e.method)),
        "why: see carbon_methods.csv");
  if (const auto depth = carbon::check_depth(who, e, setup.scenario.soil_depth_cm))
    project.issues.push_back(*depth);
}

void set_stock(carbon::Part& p, const carbon::Estimate& e, const std::string& who,
               std::vector<Issue>& issues) {
  p.stock = e.pools;
  if (p.stock[index_of(Pool::above)] || p.stock[index_of(Pool::below)]) return;
  p.stock[index_of(Pool::above)] = e.tree;
  p.stock[index_of(Pool::below)] = carbon::Amount(0.0);
  add(issues, Severity::note, "carbon.roots_not_apart",
      who + ": the method does not tell roots apart; all of the trees stand in the pool above ground",
      "add a root-to-shoot ratio of the species");
}

// Shares of what is cleared; the upper bounds of dead wood and products leave room for each other.
void set_clearing(carbon::Part& p, const carbon::Scenario& s, carbon::Parameters& parameters) {
  p.clearing = s.clearing;
  const auto share = [&](const char* what, double value, double sd, double high) {
    return value > 0 ? parameters.add({fmt::format("{} (scenario {})", what, s.id), value, sd,
                                       carbon::Distribution::beta, 0, high, what})
                     : std::nullopt;
  };
  const carbon::Clearing& c = s.clearing;
  const double leaving = c.dead_wood + c.products;
  p.clearing.dead_wood_param =
      share("share left as dead wood", c.dead_wood, s.clearing_sd.dead_wood, c.dead_wood / leaving);
  p.clearing.products_param =
      share("share made into products", c.products, s.clearing_sd.products, c.products / leaving);
  p.clearing.roots_param = share("share of roots that decays", c.roots_decay, s.clearing_sd.roots_decay, 1);
}

void set_soil(carbon::Part& p, const carbon::Scenario& s, const CarbonSetup& setup,
              carbon::Parameters& parameters) {
  carbon::Stated f = s.soil_factor[static_cast<std::size_t>(p.take)];
  const auto& assumed = setup.scenario.assumed_u;
  if (const auto u = assumed.find("f_lu"); f.sd <= 0 && f.value != 1 && u != assumed.end())
    f.sd = u->second * f.value / carbon::kNormal975;
  const std::string name =
      fmt::format("soil factor {} of {} ground (scenario {})", shortest(f.value), to_string(p.take), s.id);
  const std::string stream = fmt::format("soil factor of {} ground", to_string(p.take));
  p.soil = {f.value, parameters.add_number(name, f.value, f.sd, stream), s.soil_years};
}

double largest(const carbon::Trajectory& t) {
  double most = 1;
  for (std::size_t i = 0; i < t.total.base.size(); ++i)
    most = std::max({most, std::abs(t.total.base[i]), std::abs(t.total.net[i])});
  return most;
}

}  // namespace

CarbonPart estimate_part(const PartRow& row, const CarbonSetup& setup, ProjectCarbon& project) {
  CarbonPart part;
  part.id = row.part;
  part.line = row.line;
  part.take = row.take;
  part.area = row.area;
  part.stratum = stratum_name(row, setup);
  part.methods = carbon::compare(row.stratum, setup.scenario.methods, setup.inputs, project.parameters);
  project.issues.insert(project.issues.end(), part.methods.issues.begin(), part.methods.issues.end());
  choose(part, setup, project);
  project.area += row.area;
  project.tree_low += row.area.value * part.methods.low;
  project.tree_high += row.area.value * part.methods.high;
  project.tree_mean += row.area.value * part.methods.mean;
  return part;
}

carbon::Part ledger_part(const PartRow& row, CarbonPart& part, const carbon::Scenario& scenario,
                         const CarbonSetup& setup, ProjectCarbon& project, LedgerNotes& notes) {
  carbon::Part p;
  p.id = row.part;
  p.stratum = part.stratum;
  p.take = row.take;
  p.area = row.area;
  p.start = row.start;
  p.end = row.end;
  set_clearing(p, scenario, project.parameters);
  set_soil(p, scenario, setup, project.parameters);
  p.law = row.law;
  if (part.chosen) set_stock(p, part.methods.estimates[*part.chosen], row.stratum.id, notes.issues);
  set_growth(p, row, part, setup, project, notes);
  set_losses(p, row, setup, project, notes);
  set_regrowth(p, row, scenario, setup, project, notes);
  note_certain(p, row, part, setup, notes.certain);
  return p;
}

CarbonChecks check_trajectory(const carbon::Trajectory& t) {
  CarbonChecks c;
  const double scale = largest(t);
  const std::size_t states = t.total.net.size();
  const auto deviation = [&](double& worst, double a, double b) {
    worst = std::max(worst, std::abs(a - b) / scale);
  };
  double changes = 0;
  for (std::size_t i = 0; i < states; ++i) {
    double pools = 0, pools_base = 0, strata = 0, causes = 0;
    for (const auto& f : t.by_store) {
      pools += f.net[i];
      pools_base += f.base[i];
    }
    for (const auto& [name, f] : t.by_stratum) strata += f.net[i];
    for (const auto& cause : t.total.by_cause) causes += cause[i];
    deviation(c.pools, pools, t.total.net[i]);
    deviation(c.pools, pools_base, t.total.base[i]);
    deviation(c.strata, strata, t.total.net[i]);
    deviation(c.causes, causes, t.total.net[i]);
    if (i > 0) changes += t.total.project[i] - t.total.project[i - 1];
    deviation(c.yearly, changes, t.total.project[i] - t.total.project[0]);
  }
  return c;
}

}  // namespace zonegate::app
