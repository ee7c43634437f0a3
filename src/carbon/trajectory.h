// SPDX-License-Identifier: Apache-2.0
//
// trajectory: carbon year by year without and with the project, by part of the footprint and pool, and why they
// differ: stock lost, sink forgone, gain. Equations: docs/method-carbon.md.
//
// Time. A state is that at the end of a year; state 0 is the end of the year before the horizon, state t the end of year first + t - 1. What
// happens in a year happens at its beginning: trees cleared in a year do not grow in it, trees planted in a year are one year old at its end.
// Signs. All series are stocks, or differences of stocks, in t C; + is more carbon on the land. Stock lost and sink forgone are negative.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carbon/amounts.h"
#include "carbon/growth.h"
#include "carbon/pools.h"
#include "core/core.h"
#include "schema/schema.h"

namespace zonegate::carbon {

// The five pools, in their order, and wood products, which lie outside the land but count in totals (IPCC 2006 vol 4 eq 2.3).
inline constexpr std::size_t kProducts = 5, kStores = 6;

enum class Take { permanent, temporary, reservoir, planting };
std::string_view to_string(Take t);

struct Horizon {
  int first = 0, last = 0;  // years, both counted
  int years() const { return last - first + 1; }
};

// Where the trees of a cleared part go, shares of the carbon above ground, and what becomes of it. Roots: `roots_decay` of them stay in the ground as dead
// wood, the rest is lost at once. Dead wood and litter that were there are lost at once (IPCC Tier 1).
struct Clearing {
  double instant = 1, dead_wood = 0, products = 0;  // add to 1
  double roots_decay = 0;                           // 0..1
  double dead_rate = 0.1;                           // 1/a: C(n) = C0 e^(-rate n); taken as certain
  double products_half_life = 30;                   // years; taken as certain
  std::optional<ParamId> dead_wood_param = {}, products_param = {}, roots_param = {};  // of the shares
};

// Soil goes linearly to `factor` x its stock within `years` and stays there (IPCC eq 2.25, capped).
struct SoilChange {
  double factor = 1;  // 1: untouched
  std::optional<ParamId> param;
  double years = 20;
};

// One direction in which fitted parameters of a curve err together (growth.h); `param` has mean 1 and sd 1.
struct GrowthDirection {
  StandGrowth up, down;
  double step = 0;
  ParamId param = 0;
};
struct RegrowthDirection {
  CurveDirection curves;
  ParamId param = 0;
};

// Growth by gain-loss (IPCC 2006 vol 4 eq 2.9): a yearly gain that holds from state `from` on.
struct Increment {
  int from = 0;
  Amount above, below;  // t C/ha/a
};
// Wood taken from the stand, or trees killed, without the project (eq 2.12-2.14): at the beginning of a year, lost at once. A loss after
// the clearing does not happen in the project's case, so it makes the sink forgone smaller.
struct StandLoss {
  int year = 0;
  Amount above, below;  // t C/ha of the part
  double share = 0;     // beside that: of the trees that stand then, 0..1
};

// Trees that come: c(age) t C/ha with roots, x survival. Dead wood and litter rise linearly to `dead` and `litter` (t C/ha) in 20 years.
struct Regrowth {
  Curve curve;
  double root_ratio = 0;  // below / above; 0: all above
  double survival = 1;    // share of the area that grows
  int delay = 0;          // years before growth begins
  std::optional<ParamId> curve_param, survival_param;
  std::vector<RegrowthDirection> directions;
  std::optional<Amount> dead,
      litter;  // absent: a temporary part gets back what it had, a planted one gets none
};

// What the law says about gain on this ground. A bar (FM-07: permanent basic farmland) stops gain of biomass, dead wood and litter, unless a permit
// names the rule of the bar (strictly controlled contaminated farmland may be planted). Losses always count.
struct LawNote {
  std::string rule;
  bool bars = true;
  std::string lifts;  // of a permit: the rule that it lifts
};

struct Part {
  std::string id, stratum;
  Take take = Take::permanent;
  Hectares area{0};
  std::array<std::optional<Amount>, 5> stock;  // t C/ha at state 0; nullopt: no value, named and not counted
  std::optional<StandGrowth> growth;           // of above + below, by a curve
  std::optional<ParamId> growth_param;
  std::vector<GrowthDirection> growth_directions;
  std::vector<Increment> increments;  // by rising `from`; instead of `growth`
  bool steady = false;  // true: nothing grows there, and that is known (grassland, mean biomass by area)
  std::vector<StandLoss> losses;  // in any order
  int start = 0;                  // year of clearing or planting
  std::optional<int> end;         // last year of a temporary part
  Clearing clearing;
  SoilChange soil;
  std::optional<Regrowth> regrowth;  // after `end`, or from `start` of a planting
  std::vector<LawNote> law;
};

// How much of a figure is there. part: a lower bound of its size; none: not known.
enum class Known { all, part, none };
std::string_view to_string(Known k);

enum class Cause { lost, forgone, gain };
inline constexpr std::array<Cause, 3> kCauses = {Cause::lost, Cause::forgone, Cause::gain};
std::string_view to_string(Cause c);

using Series = std::vector<double>;  // by state, 0..years

// What one product of parameters adds: the trajectory is linear in these, which is what makes Monte Carlo cheap.
struct Term {
  std::size_t part = 0, store = 0;
  std::vector<ParamId> params;
  Series base;                     // without the project
  std::array<Series, 3> by_cause;  // what the project changes
  Series refused;                  // gain that the law does not let count
};

struct Flows {  // t C at the means of the parameters
  Series base, project, net, refused;
  std::array<Series, 3> by_cause;  // add to net
};

struct Trajectory {
  Horizon horizon;
  std::vector<Term> terms;
  std::vector<std::string> strata;  // of each part
  Flows total;
  std::array<Flows, kStores> by_store;
  std::map<std::string, Flows> by_stratum;
  std::vector<std::string> missing;  // "soil of P1": pools without a value
  // Of the parts that are cleared within the horizon. Where one of them is not `all`, less is subtracted than is true: net is an upper bound.
  Known lost = Known::all, forgone = Known::all;
  Known soil_lost = Known::all;             // of the soil alone, which N2O rests on
  std::vector<std::string> growth_unknown;  // parts with trees of which nobody says how they grow
  Series mineralised;  // t C of soil lost by the project since state 0; regained soil is not subtracted
  std::vector<Term> mineralised_terms;  // likewise by product of parameters, in `base`
  Series flooded;                       // ha a of ground under water since state 0
  std::vector<std::string> barred;      // "P3: FM-07": parts whose gain the law refuses
  std::vector<Issue> issues;
};

// Where something is left out, what was counted is not all of it.
inline Known not_all(Known k) { return k == Known::all ? Known::part : k; }
// Of stock lost, sink forgone, gain (by index of kCauses).
inline Known known_of(const Trajectory& t, std::size_t cause) {
  return cause == 0 ? t.lost : cause == 1 ? t.forgone : Known::all;
}

// Parts with a fault are left out and named (Issue, error): a temporary end before its start or none, shares that do not add to 1, an area that is none, a
// survival outside 0..1, losses that take more trees than there are. Parts that begin before the horizon are cleared in its first year (warning); after it: nothing happens (note). A horizon
// shorter than the soil's years holds only part of its change (note). Error (usage): a horizon that ends before it begins or is longer than 500 years.
Trajectory trajectory(const std::vector<Part>& parts, const Horizon& horizon);

// ------------------------------------------------------------------------------------------------------------ what it comes to
enum class NpvTiming {
  end_of_year,  // sum over t = 1.. of change(t) x 44/12 x P (1+g)^t / (1+i)^t
  invest  // as InVEST Carbon: the mean yearly change, discounted from the first year on, a rise of price lowers it
};
struct Money {
  double price = 0;     // per t CO2e in the first year's money
  double growth = 0;    // of the price, share per year (0.02), above -1
  double discount = 0;  // share per year, above -1
  NpvTiming timing = NpvTiming::end_of_year;
};

struct KeyFigures {
  enum class Payback { no_debt, paid, never } payback = Payback::no_debt;
  std::optional<int> payback_year;         // from the end of this year on net >= 0 to the end of the horizon
  std::optional<int> first_year;           // first year with net >= 0 after a debt; later ones can fall back
  TonnesC net{0};                          // at the end of the horizon
  TonnesCo2e net_co2e{0};                  // x 44/12; as removal from the air: the emission is its negative
  double mean_annual = 0;                  // t C/a over the horizon
  std::optional<double> mean_20, mean_30;  // over the first 20 and 30 years, where the horizon has them
  double tonne_years = 0;                  // t C a: sum of net over the ends of all years
  std::optional<double> npv;               // of the unit of the price; absent without a price
};
KeyFigures key_figures(const Series& net, const Horizon& horizon, const Money& money);
double npv(const Series& net, const Money& money);

}  // namespace zonegate::carbon
