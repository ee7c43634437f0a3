// SPDX-License-Identifier: Apache-2.0
#include "carbon/trajectory_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

bool grows_unknown(const Part& p) { return !p.steady && !p.growth && p.increments.empty(); }

// Whether the part has something of a pool to lose.
bool takes(const Part& p, Pool pool) {
  if (pool == Pool::soil) return p.soil.factor < 1;
  if (p.take == Take::planting) return pool == Pool::above || pool == Pool::below;
  return true;
}

}  // namespace

void note(Trajectory& result, Severity severity, const std::string& code, const Part& p,
          const std::string& what, const std::string& hint) {
  add_issue(result.issues, severity, code, "", fmt::format("{}: {}", p.id, what), hint);
}

void note_times(Trajectory& result, const Part& p) {
  const Horizon& h = result.horizon;
  if (p.start < h.first)
    note(result, Severity::warning, "carbon.before_horizon", p,
         fmt::format("begins {}, before the horizon ({})", p.start, h.first),
         "counted in the first year; begin the horizon earlier");
  if (p.start > h.last)
    note(result, Severity::note, "carbon.after_horizon", p,
         fmt::format("begins {}, after the horizon ({})", p.start, h.last), "nothing of it is counted");
  const double left = h.last - std::max(p.start, h.first) + 1;
  if (p.soil.factor != 1 && left > 0 && left < p.soil.years)
    note(result, Severity::note, "carbon.horizon_short", p,
         fmt::format("the horizon holds {} of the {} years in which soil changes", shortest(left),
                     shortest(p.soil.years)),
         "the rest of the soil's change lies beyond the result");
}

void note_gaps(Trajectory& result, const Part& p) {
  for (const Pool pool : kPools)
    if (!p.stock[index_of(pool)]) result.missing.push_back(fmt::format("{} of {}", to_string(pool), p.id));
  const bool trees = p.stock[0] && p.stock[0]->value() > 0;
  if (trees && grows_unknown(p))
    note(result, Severity::warning, "carbon.no_growth", p,
         "nobody says how the stand grows: the sink forgone is not known, net is too high",
         "give its age and a curve, or its yearly increment; growth_curve none: it does not grow");
  if (p.take == Take::planting && !p.regrowth)
    note(result, Severity::warning, "carbon.no_regrowth", p,
         "no growth curve of the trees planted: no gain is counted", "name a curve");
  if (p.take == Take::temporary && !p.regrowth)
    note(result, Severity::note, "carbon.no_regrowth", p, "no trees come back after the temporary use",
         "name a curve if it is planted again");
  if (p.take == Take::reservoir)
    note(result, Severity::note, "carbon.no_methane", p, "methane of the flooded ground is not in the pools",
         "reservoir_methane of the scenario gives an estimate; without it nothing is counted");
}

void KnownParts::add(const Part& p, const Horizon& horizon) {
  if (p.start > horizon.last) return;
  for (const Pool pool : kPools) {
    if (!takes(p, pool)) continue;
    const auto& stock = p.stock[index_of(pool)];
    lost_.gap = lost_.gap || !stock;
    lost_.some = lost_.some || (stock && stock->value() > 0);
    if (pool != Pool::soil) continue;
    soil_.gap = soil_.gap || !stock;
    soil_.some = soil_.some || stock;
  }
  // Ground of which nothing is known may carry trees.
  const bool unknown = !p.stock[index_of(Pool::above)]
                           ? !p.steady
                           : p.stock[index_of(Pool::above)]->value() > 0 && grows_unknown(p);
  forgone_.gap = forgone_.gap || unknown;
  forgone_.some = forgone_.some || p.growth || !p.increments.empty();
  if (unknown) growth_unknown_.push_back(p.id);
}

void KnownParts::write(Trajectory& result) const {
  result.lost = lost_.known();
  result.forgone = forgone_.known();
  result.soil_lost = soil_.known();
  result.growth_unknown = growth_unknown_;
}

}  // namespace zonegate::carbon
