// SPDX-License-Identifier: Apache-2.0
//
// A part's ledger
// ---------------
// Every stock of a part is (sum of products of parameters) x (a shape over time that has no uncertain number in
// it). The ledger keeps the two apart: for each product a row of numbers by state. Totals, pools and strata are
// sums of rows; Monte Carlo draws the products and leaves the shapes alone. Cost: parts x pools x years.
#include "carbon/trajectory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "carbon/ledger.h"
#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

constexpr int kLongest = 500;

void add_to(Series& sum, const Series& more) {
  for (std::size_t t = 0; t < more.size(); ++t) sum[t] += more[t];
}

Flows empty_flows(std::size_t states) {
  Flows f;
  for (Series* s : {&f.base, &f.project, &f.net, &f.refused, &f.by_cause[0], &f.by_cause[1], &f.by_cause[2]})
    s->assign(states, 0.0);
  return f;
}

void add_term(Flows& f, const Term& term) {
  add_to(f.base, term.base);
  add_to(f.project, term.base);
  add_to(f.refused, term.refused);
  for (std::size_t c = 0; c < 3; ++c) {
    add_to(f.by_cause[c], term.by_cause[c]);
    add_to(f.project, term.by_cause[c]);
    add_to(f.net, term.by_cause[c]);
  }
}

void add_up(Trajectory& result) {
  const auto states = static_cast<std::size_t>(result.horizon.years()) + 1;
  result.total = empty_flows(states);
  for (auto& f : result.by_store) f = empty_flows(states);
  for (const auto& stratum : result.strata) result.by_stratum.try_emplace(stratum, empty_flows(states));
  for (const auto& term : result.terms) {
    add_term(result.total, term);
    add_term(result.by_store[term.store], term);
    add_term(result.by_stratum.at(result.strata[term.part]), term);
  }
}

// A part that the ledger can work with; otherwise why not.
std::string fault_of(const Part& p) {
  const Clearing& c = p.clearing;
  if (!(p.area.value >= 0) || !std::isfinite(p.area.value))
    return fmt::format("area {} ha", shortest(p.area.value));
  if (std::min({c.instant, c.dead_wood, c.products}) < 0 ||
      std::abs(c.instant + c.dead_wood + c.products - 1) > 1e-9)
    return fmt::format("shares of cleared trees add to {}, not 1",
                       shortest(c.instant + c.dead_wood + c.products));
  if (c.roots_decay < 0 || c.roots_decay > 1) return "the share of roots that decay is outside 0..1";
  if (!(c.dead_rate >= 0) || !(c.products_half_life > 0))
    return "a rate of decay below 0 or a half-life of 0";
  if (!(p.soil.years > 0) || !(p.soil.factor >= 0))
    return "years of soil change or soil factor are not above 0";
  if (p.take == Take::temporary && !p.end) return "a temporary part has no end";
  if (p.take == Take::temporary && *p.end < p.start)
    return fmt::format("ends {} before it begins {}", *p.end, p.start);
  if (!p.regrowth) return {};
  if (!(p.regrowth->survival >= 0 && p.regrowth->survival <= 1))
    return fmt::format("survival {} is outside 0..1{}", shortest(p.regrowth->survival),
                       p.regrowth->survival > 1 ? ": a percentage?" : "");
  if (p.regrowth->delay < 0 || p.regrowth->root_ratio < 0) return "a delay or root ratio below 0";
  return carbon::fault_of(p.regrowth->curve);
}

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
  if (trees && !p.growth && p.take != Take::planting)
    note(result, Severity::warning, "carbon.no_growth", p, "no growth curve: the sink forgone is not counted",
         "give the stand's age and a curve");
  if (p.take == Take::planting && !p.regrowth)
    note(result, Severity::warning, "carbon.no_regrowth", p,
         "no growth curve of the trees planted: no gain is counted", "name a curve");
  if (p.take == Take::temporary && !p.regrowth)
    note(result, Severity::note, "carbon.no_regrowth", p, "no trees come back after the temporary use",
         "name a curve if it is planted again");
  if (p.take == Take::reservoir)
    note(result, Severity::note, "carbon.no_methane", p, "methane of the flooded ground is not counted",
         "an estimate of its own is needed");
}

}  // namespace

std::string_view to_string(Take t) {
  switch (t) {
    case Take::permanent:
      return "permanent";
    case Take::temporary:
      return "temporary";
    case Take::reservoir:
      return "reservoir";
    case Take::planting:
      return "planting";
  }
  return "";
}

std::string_view to_string(Cause c) {
  switch (c) {
    case Cause::lost:
      return "stock_lost";
    case Cause::forgone:
      return "sink_forgone";
    case Cause::gain:
      return "gain";
  }
  return "";
}

Trajectory trajectory(const std::vector<Part>& parts, const Horizon& horizon) {
  if (horizon.years() < 1 || horizon.years() > kLongest)
    throw Error(
        ErrorKind::usage,
        fmt::format("the horizon {}..{} holds {} years", horizon.first, horizon.last, horizon.years()),
        fmt::format("1 to {} years", kLongest));
  Trajectory result;
  result.horizon = horizon;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result.strata.push_back(parts[i].stratum);
    if (const std::string fault = fault_of(parts[i]); !fault.empty()) {
      note(result, Severity::error, "carbon.part_wrong", parts[i], fault + "; the part is left out",
           "mend the part");
      continue;
    }
    note_times(result, parts[i]);
    note_gaps(result, parts[i]);
    Ledger ledger(parts[i], i, horizon);
    ledger.write();
    if (!ledger.bar().empty()) result.barred.push_back(parts[i].id + ": " + ledger.bar());
    for (auto& term : ledger.terms()) result.terms.push_back(std::move(term));
  }
  add_up(result);
  return result;
}

}  // namespace zonegate::carbon
