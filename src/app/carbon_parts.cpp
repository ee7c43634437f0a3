// SPDX-License-Identifier: Apache-2.0
#include "app/carbon_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace zonegate::app {
namespace {

using carbon::Pool;
using carbon::Take;

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
        "why: see methods.csv");
  if (const auto depth = carbon::check_depth(who, e, setup.scenario.soil_depth_cm))
    project.issues.push_back(*depth);
}

// Age from the group: the middle between the limits of the region; an open last group counts half the width of the one before it.
std::optional<double> age_by_group(const carbon::Stratum& s, const CarbonSetup& setup) {
  if (s.age_group == carbon::AgeGroup::unknown || s.origin == carbon::Origin::unknown) return std::nullopt;
  const auto limit = [&](carbon::AgeGroup group) -> std::optional<double> {
    if (group == carbon::AgeGroup::unknown) return 0.0;
    carbon::FactorQuery q;
    q.quantity = "age_limit";
    q.species = setup.inputs.groups.of(s.species).asked;
    q.region = s.region;
    q.words["origin"] = {std::string(to_string(s.origin))};
    q.words["age_group"] = {std::string(to_string(group))};
    const auto found = setup.library.find(q);
    return found.row ? std::optional(found.row->value) : std::nullopt;
  };
  const auto before = [](carbon::AgeGroup g, int steps) {
    return static_cast<carbon::AgeGroup>(std::max(0, static_cast<int>(g) - steps));
  };
  const auto from = limit(before(s.age_group, 1));
  if (!from) return std::nullopt;
  if (s.age_group != carbon::AgeGroup::over_mature) {
    const auto to = limit(s.age_group);
    return to ? std::optional((*from + *to) / 2) : std::nullopt;
  }
  const auto earlier = limit(before(s.age_group, 2));
  return earlier ? std::optional(*from + (*from - *earlier) / 2) : std::nullopt;
}

// The curve that the line names, else one that is called like the species or one of its groups.
const carbon::Curve* curve_of(const std::string& named, const std::string& species,
                              const CarbonSetup& setup) {
  const auto& curves = setup.scenario.curves;
  if (const auto at = curves.find(named); !named.empty() && at != curves.end()) return &at->second;
  if (species.empty()) return nullptr;
  if (const auto at = curves.find(species); at != curves.end()) return &at->second;
  for (const auto& name : setup.inputs.groups.of(species).asked)
    if (const auto at = curves.find(name); at != curves.end()) return &at->second;
  return nullptr;
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

// False: the stand grows on a curve that nobody has verified.
bool set_growth(carbon::Part& p, const PartRow& row, const CarbonSetup& setup, std::vector<Issue>& issues) {
  double stock = 0;
  for (const Pool pool : {Pool::above, Pool::below})
    if (p.stock[index_of(pool)]) stock += p.stock[index_of(pool)]->value();
  const carbon::Curve* curve = curve_of(row.growth_curve, row.stratum.species, setup);
  if (!curve || !(stock > 0) || p.take == Take::planting) return true;
  const auto age = row.stratum.age ? row.stratum.age : age_by_group(row.stratum, setup);
  const bool by_age = setup.scenario.fitting == carbon::Fitting::multiply;
  if (!age && by_age) {
    add(issues, Severity::warning, "carbon.age_unknown",
        row.stratum.id + ": no age" +
            (row.stratum.age_group == carbon::AgeGroup::unknown ? ""
                                                                : ", and the library has no limits of age "
                                                                  "groups for its species and region"),
        "give the age: without it the sink forgone is not counted");
    return true;
  }
  p.growth = carbon::StandGrowth::make(*curve, age.value_or(0), stock, setup.scenario.fitting, row.stratum.id,
                                       issues);
  return !p.growth || carbon::trusted(curve->status);
}

void set_regrowth(carbon::Part& p, const PartRow& row, const carbon::Scenario& scenario,
                  const CarbonSetup& setup, std::vector<Issue>& issues) {
  if (p.take != Take::temporary && p.take != Take::planting) return;
  const auto& usual = scenario.restoration;
  const carbon::Curve* own = curve_of(row.restoration_curve, row.restoration_species, setup);
  if (!own && !usual) return;
  carbon::Regrowth r = usual ? setup.scenario.regrowth(*usual) : carbon::Regrowth{};
  if (own) r.curve = *own;
  if (!own && !row.restoration_species.empty())
    add(issues, Severity::note, "carbon.general_curve",
        fmt::format("{}: the scenario has no curve for {}; {} is taken", row.stratum.id,
                    row.restoration_species, usual->curve),
        "a curve with the name of the species comes first");
  if (row.survival) r.survival = *row.survival;
  if (row.delay) r.delay = *row.delay;
  if (row.root_ratio) r.root_ratio = *row.root_ratio;
  p.regrowth = r;
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

carbon::Part ledger_part(const PartRow& row, const CarbonPart& part, const carbon::Scenario& scenario,
                         const CarbonSetup& setup, ProjectCarbon& project, std::vector<Issue>& issues) {
  carbon::Part p;
  p.id = row.part;
  p.stratum = part.stratum;
  p.take = row.take;
  p.area = row.area;
  p.start = row.start;
  p.end = row.end;
  p.clearing = scenario.clearing;
  p.soil = {scenario.soil_factor[static_cast<std::size_t>(row.take)], std::nullopt, scenario.soil_years};
  p.law = row.law;
  if (part.chosen) {
    set_stock(p, part.methods.estimates[*part.chosen], row.stratum.id, issues);
    if (!set_growth(p, row, setup, issues)) project.unverified = true;
  }
  set_regrowth(p, row, scenario, setup, issues);
  if (p.regrowth && !carbon::trusted(p.regrowth->curve.status)) project.unverified = true;
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
