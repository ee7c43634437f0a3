// SPDX-License-Identifier: Apache-2.0
//
// How a stand grows without the project, and what comes after it
// --------------------------------------------------------------
// In this order: "none" in growth_curve; the curve that the line names; its yearly increment (IPCC Tier 2); the scenario's curve of the
// species or one of its groups; IPCC Tier 1 where the scenario asks for it. Bamboo, shrub and economic forest by mean biomass of area, and
// land classes that are no forest, are steady: the mean of the class holds all ages. Anything else is not known, and said to be.
#include <fmt/format.h>

#include <algorithm>

#include "app/carbon_parts.h"

namespace zonegate::app {
namespace {

using carbon::Pool;
using carbon::Take;
using NamedCurve = std::pair<const std::string, carbon::Curve>;

// The curve that the line names, else one that is called like the species or one of its groups.
const NamedCurve* curve_of(const std::string& named, const std::string& species, const CarbonSetup& setup) {
  const auto& curves = setup.scenario.curves;
  if (const auto at = curves.find(named); !named.empty() && at != curves.end()) return &*at;
  if (species.empty()) return nullptr;
  if (const auto at = curves.find(species); at != curves.end()) return &*at;
  for (const auto& name : setup.inputs.groups.of(species).asked)
    if (const auto at = curves.find(name); at != curves.end()) return &*at;
  return nullptr;
}

void use(ProjectCarbon& project, const std::vector<carbon::UsedFactor>& rows) {
  for (const auto& row : rows) {
    const auto same = [&](const carbon::UsedFactor& u) { return u.id == row.id; };
    if (std::none_of(project.used.begin(), project.used.end(), same)) project.used.push_back(row);
    project.unverified = project.unverified || !carbon::trusted(row.status);
  }
}

bool is_steady(const PartRow& row, const CarbonPart& part, const CarbonSetup& setup) {
  if (row.steady) return true;
  if (row.stand_in) return false;
  const carbon::Stratum& s = row.stratum;
  if (!s.species.empty()) return setup.inputs.groups.of(s.species).kind != carbon::Kind::tree;
  if (!part.chosen || part.methods.estimates[*part.chosen].method != carbon::Method::density_table)
    return false;
  const auto density = setup.densities.rows.find(s.land_class.value_or(-1));
  if (density == setup.densities.rows.end()) return false;
  const Text& name = density->second.name;
  const auto has = [&](const char* zh, const char* en) {
    return name.zh.find(zh) != std::string::npos || name.en.find(en) != std::string::npos;
  };
  if (has("灌", "shrub") || has("竹", "bamboo")) return true;
  return !has("林", "forest") && !has("树", "tree");
}

// Where the method does not tell roots apart, all of the trees stand in the pool above ground, and so does what comes and goes.
template <typename Change>
void put_roots_above(const carbon::Part& p, Change& change) {
  const auto& roots = p.stock[index_of(Pool::below)];
  if (!roots || roots->value() > 0) return;
  change.above += change.below;
  change.below = {};
}

double trees_of(const carbon::Part& p) {
  double stock = 0;
  for (const Pool pool : {Pool::above, Pool::below})
    if (p.stock[index_of(pool)]) stock += p.stock[index_of(pool)]->value();
  return stock;
}

std::optional<carbon::ParamId> curve_param(const NamedCurve& curve, carbon::Parameters& parameters) {
  return parameters.add_number("growth on curve " + curve.first, 1, curve.second.u / carbon::kNormal975);
}
// A normal of mean 1 and sd 1 for each direction in which the parameters of the curve err.
carbon::ParamId direction_param(const NamedCurve& curve, std::size_t i, carbon::Parameters& parameters) {
  return *parameters.add({fmt::format("parameters of curve {}, direction {}", curve.first, i + 1), 1, 1,
                          carbon::Distribution::normal});
}

void grow_on(carbon::Part& p, const NamedCurve& curve, const PartRow& row, CarbonPart& part,
             const CarbonSetup& setup, ProjectCarbon& project, LedgerNotes& notes) {
  const auto age = row.stratum.age ? row.stratum.age : age_by_group(row.stratum, setup);
  const carbon::Fitting fitting = setup.scenario.fitting;
  if (!age && fitting == carbon::Fitting::multiply) {
    const bool group = row.stratum.age_group != carbon::AgeGroup::unknown;
    notes.add(Severity::warning, "carbon.age_unknown",
              row.stratum.id + ": no age" +
                  (group ? ", and the library has no limits of age groups for its species and region" : ""),
              "give the age: without it the sink forgone is not known");
    return;
  }
  const double stock = trees_of(p);
  const auto on = [&](const carbon::Curve& c, std::vector<Issue>& issues) {
    return carbon::StandGrowth::make(c, age.value_or(0), stock, fitting, row.stratum.id, issues);
  };
  p.growth = on(curve.second, notes.issues);
  if (!p.growth) return;
  part.growth = "curve " + curve.first;
  p.growth_param = curve_param(curve, project.parameters);
  const auto directions = directions_of(curve.second);
  std::vector<Issue> ignored;
  for (std::size_t i = 0; i < directions.size(); ++i) {
    const auto up = on(directions[i].up, ignored), down = on(directions[i].down, ignored);
    if (up && down)
      p.growth_directions.push_back(
          {*up, *down, directions[i].step, direction_param(curve, i, project.parameters)});
  }
  if (!carbon::trusted(curve.second.status)) project.unverified = true;
  if (!p.growth_param && directions.empty()) notes.certain.insert("growth on curve " + curve.first);
}

void grow_by_increment(carbon::Part& p, const PartRow& row, CarbonPart& part, const CarbonSetup& setup,
                       ProjectCarbon& project, LedgerNotes& notes) {
  carbon::GainLossNotes used;
  if (row.increment) {
    p.increments = carbon::tier2_gains(row.stratum, *row.increment, setup.inputs, project.parameters, used);
    part.growth = "increment (IPCC Tier 2)";
  } else {
    carbon::Stratum s = row.stratum;
    if (!s.age) s.age = age_by_group(s, setup);
    // Where roots are not told apart, or the fraction of carbon is not known here, 0.47 is near enough for the class of R.
    constexpr double kFraction = 0.47;
    p.increments = carbon::tier1_gains(s, setup.scenario.horizon.years(), p.stock[0]->value() / kFraction,
                                       setup.inputs, project.parameters, used);
    part.growth = "IPCC Tier 1";
  }
  if (p.increments.empty()) part.growth = "not known";
  for (auto& one : p.increments) put_roots_above(p, one);
  use(project, used.used);
  note_certain_rows(used.used, setup, notes.certain);
  notes.issues.insert(notes.issues.end(), used.issues.begin(), used.issues.end());
}

}  // namespace

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

void set_growth(carbon::Part& p, const PartRow& row, CarbonPart& part, const CarbonSetup& setup,
                ProjectCarbon& project, LedgerNotes& notes) {
  p.steady = is_steady(row, part, setup);
  const bool bare = p.stock[0] && !(trees_of(p) > 0);
  part.growth = p.steady ? "steady" : bare ? "no trees" : "not known";
  if (p.steady || bare || !p.stock[0]) return;
  const NamedCurve* curve = curve_of(row.growth_curve, row.increment ? "" : row.stratum.species, setup);
  if (curve)
    grow_on(p, *curve, row, part, setup, project, notes);
  else if (row.increment || setup.scenario.tier1_growth)
    grow_by_increment(p, row, part, setup, project, notes);
}

void set_losses(carbon::Part& p, const PartRow& row, const CarbonSetup& setup, ProjectCarbon& project,
                LedgerNotes& notes) {
  for (const auto& entry : row.losses) {
    const std::string who = fmt::format("{}: {} in {}", row.stratum.id, to_string(entry.kind), entry.year);
    const carbon::Horizon& h = setup.scenario.horizon;
    if (entry.year < h.first || entry.year > h.last) {
      notes.add(Severity::note, "carbon.loss_outside", who + " lies outside the horizon; it is not counted",
                "what was taken before is not in the stock of today");
      continue;
    }
    carbon::GainLossNotes used;
    auto loss = carbon::stand_loss(entry, row.stratum, row.area, setup.inputs, project.parameters, used);
    use(project, used.used);
    note_certain_rows(used.used, setup, notes.certain);
    notes.issues.insert(notes.issues.end(), used.issues.begin(), used.issues.end());
    if (loss) {
      put_roots_above(p, *loss);
      p.losses.push_back(*loss);
    } else {
      notes.gaps.push_back(who + " has no figure and is not counted");
    }
  }
}

void set_regrowth(carbon::Part& p, const PartRow& row, const carbon::Scenario& scenario,
                  const CarbonSetup& setup, ProjectCarbon& project, LedgerNotes& notes) {
  if (p.take != Take::temporary && p.take != Take::planting) return;
  const auto& usual = scenario.restoration;
  const NamedCurve* own = curve_of(row.restoration_curve, row.restoration_species, setup);
  if (!own && !usual) return;
  if (!own && !row.restoration_species.empty())
    notes.add(Severity::note, "carbon.general_curve",
              fmt::format("{}: the scenario has no curve for {}; {} is taken", row.stratum.id,
                          row.restoration_species, usual->curve),
              "a curve with the name of the species comes first");
  const NamedCurve* curve = own ? own : curve_of(usual->curve, "", setup);
  carbon::Regrowth r = usual ? setup.scenario.regrowth(*usual) : carbon::Regrowth{};
  if (curve) r.curve = curve->second;
  if (row.delay) r.delay = *row.delay;
  if (row.root_ratio) r.root_ratio = *row.root_ratio;
  set_survival(r, row, scenario, project.parameters);
  if (curve) {
    r.curve_param = curve_param(*curve, project.parameters);
    const auto directions = directions_of(curve->second);
    for (std::size_t i = 0; i < directions.size(); ++i)
      r.directions.push_back({directions[i], direction_param(*curve, i, project.parameters)});
  }
  if (!carbon::trusted(r.curve.status)) project.unverified = true;
  if (curve && !r.curve_param && r.directions.empty())
    notes.certain.insert("growth on curve " + curve->first);
  if (curve && (p.take == Take::planting || p.end))
    notes.restored.insert({curve->first, r.survival, r.delay, r.root_ratio});
  p.regrowth = r;
}

void set_survival(carbon::Regrowth& r, const PartRow& row, const carbon::Scenario& scenario,
                  carbon::Parameters& parameters) {
  const carbon::Stated usual = scenario.restoration ? scenario.restoration->survival : carbon::Stated{1, 0};
  r.survival = row.survival.value_or(usual.value);
  const double m = r.survival;
  double sd = row.survival ? (usual.value > 0 ? usual.sd / usual.value : 0) * m : usual.sd;
  std::string name = fmt::format("survival {} % (scenario {})", shortest(quantise(100 * m, 4)), scenario.id);
  if (row.survival_u) {
    sd = *row.survival_u * m / carbon::kNormal975;
    name = "survival of " + row.stratum.id;
  }
  if (!(m > 0 && m < 1)) return;                                  // nothing to vary, or no room for it
  const bool own = row.survival && *row.survival != usual.value;  // beside the scenario's, independent of it
  const std::string stream = row.survival_u ? "" : own ? "survival " + shortest(m) : "survival";
  sd = std::min(sd, 0.9 * std::sqrt(m * (1 - m)));
  r.survival_param = parameters.add({name, m, sd, carbon::Distribution::beta, 0, 1, stream});
}

}  // namespace zonegate::app
