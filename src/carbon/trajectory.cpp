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
#include "carbon/trajectory_notes.h"

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

// What stands beside the pools: soil carbon that is gone (for its N2O), ground under water (for its methane).
void add_side(Trajectory& result, const Part& p, Ledger& ledger) {
  for (auto& term : ledger.mineralised()) {
    add_to(result.mineralised, term.base);
    result.mineralised_terms.push_back(std::move(term));
  }
  if (p.take != Take::reservoir) return;
  for (std::size_t t = 0; t < result.flooded.size(); ++t)
    result.flooded[t] += p.area.value * std::max(0, result.horizon.first + static_cast<int>(t) -
                                                        std::max(p.start, result.horizon.first));
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
  if (p.growth && !p.increments.empty()) return "a growth curve and a yearly increment: keep one";
  for (const StandLoss& l : p.losses)
    if (l.share < 0 || l.share > 1 || l.above.value() < 0 || l.below.value() < 0)
      return fmt::format("a loss of trees in {} below 0 or of more than all", l.year);
  if (!p.regrowth) return {};
  if (!(p.regrowth->survival >= 0 && p.regrowth->survival <= 1))
    return fmt::format("survival {} is outside 0..1{}", shortest(p.regrowth->survival),
                       p.regrowth->survival > 1 ? ": a percentage?" : "");
  if (p.regrowth->delay < 0 || p.regrowth->root_ratio < 0) return "a delay or root ratio below 0";
  return carbon::fault_of(p.regrowth->curve);
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

std::string_view to_string(Known k) {
  switch (k) {
    case Known::all:
      return "known";
    case Known::part:
      return "lower bound";
    case Known::none:
      return "not known";
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
  result.mineralised.assign(static_cast<std::size_t>(horizon.years()) + 1, 0.0);
  result.flooded = result.mineralised;
  KnownParts known;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result.strata.push_back(parts[i].stratum);
    if (const std::string fault = fault_of(parts[i]); !fault.empty()) {
      note(result, Severity::error, "carbon.part_wrong", parts[i], fault + "; the part is left out",
           "mend the part");
      continue;
    }
    Ledger ledger(parts[i], i, horizon);
    if (const auto state = ledger.overdrawn()) {
      note(result, Severity::error, "carbon.part_wrong", parts[i],
           fmt::format("by {} more wood is taken or killed than the stand holds; the part is left out",
                       horizon.first + *state - 1),
           "check the volumes and areas of the losses, and whether the stand grows");
      continue;
    }
    note_times(result, parts[i]);
    note_gaps(result, parts[i]);
    known.add(parts[i], horizon);
    ledger.write();
    add_side(result, parts[i], ledger);
    if (!ledger.bar().empty()) result.barred.push_back(parts[i].id + ": " + ledger.bar());
    for (auto& term : ledger.terms()) result.terms.push_back(std::move(term));
  }
  known.write(result);
  add_up(result);
  return result;
}

}  // namespace zonegate::carbon
