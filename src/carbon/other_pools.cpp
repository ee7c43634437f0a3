// SPDX-License-Identifier: Apache-2.0
//
// Dead wood, litter and soil of a stratum, and the density table as a method. A pool without a row has no
// value, and the estimate says so: one pool missing is not a pool of zero.
#include <fmt/format.h>

#include <charconv>

#include "carbon/lookup.h"

namespace zonegate::carbon {
namespace {

// A measured density of the species and region first, then the general rule. The usual edition of the general
// rows is theirs; a scenario may name one for all three pools as "pools".
std::optional<Amount> dead_wood(Lookup& look, const Estimate& e) {
  look.edition("pools", "");
  if (const auto local = look.find("dead_wood")) return Amount(local->value).times(1, local->param);
  const auto share = look.find("dead_share");
  if (!share || !e.pools[index_of(Pool::above)]) return std::nullopt;
  return e.pools[index_of(Pool::above)]->times(share->value, share->param);
}

std::optional<Amount> litter(Lookup& look) {
  look.edition("pools", "");
  const auto found = look.find("litter");
  if (!found) return std::nullopt;
  return Amount(found->value).times(1, found->param);
}

}  // namespace

void add_other_pools(const Stratum& s, const MethodInputs& inputs, Parameters& parameters, Estimate& e) {
  Lookup look(s, inputs, parameters, e);
  e.pools[index_of(Pool::dead)] = dead_wood(look, e);
  e.pools[index_of(Pool::litter)] = litter(look);
  look.edition("pools", "");
  if (const auto soil = look.find("socref")) {
    e.pools[index_of(Pool::soil)] = Amount(soil->value).times(1, soil->param);
    e.soil_depth_cm = 30;  // socref is 0-30 cm by definition
  }
  for (const Pool p : {Pool::dead, Pool::litter, Pool::soil})
    if (!e.pools[index_of(p)])
      e.missing.push_back(
          fmt::format("{}: the library has no row for this climate, species or soil", to_string(p)));
}

namespace {

// Tables give no errors; a scenario may assume one for all of them (assumed_percent: density). Each value is wrong on its own.
Amount density_amount(const Density& d, Pool pool, double value, Parameters& parameters) {
  const auto u = parameters.assumed("density");
  if (!u || !(value > 0)) return Amount(value);
  const auto name = fmt::format("density of class {}, {} (assumed {} %)", d.code, to_string(pool),
                                shortest(quantise(100 * *u, 2)));
  return Amount(1.0).times(value, parameters.add_number(name, value, *u * value / kNormal975));
}

}  // namespace

Estimate by_density_table(const Stratum& s, const MethodInputs& inputs, Parameters& parameters) {
  Estimate e;
  e.method = Method::density_table;
  Lookup look(s, inputs, parameters, e);
  const auto row = inputs.densities && s.land_class ? inputs.densities->rows.find(*s.land_class)
                                                    : std::map<long long, Density>::const_iterator{};
  if (!inputs.densities || !s.land_class || row == inputs.densities->rows.end()) {
    look.issue(Severity::note, "carbon.no_density", "the density table has no row for this stratum",
               "give its land class");
    return e;
  }
  const Density& d = row->second;
  for (const Pool p : kPools) {
    const auto& value = d.by_pool[index_of(p)];
    if (value)
      e.pools[index_of(p)] = density_amount(d, p, *value, parameters);
    else if (!(p == Pool::litter && d.dead_includes_litter))
      e.missing.push_back(fmt::format("{}: no value in the table", to_string(p)));
  }
  for (const Pool p : {Pool::above, Pool::below})
    if (e.pools[index_of(p)]) e.tree += *e.pools[index_of(p)];
  e.usable = e.pools[index_of(Pool::above)].has_value();
  e.soil_depth_cm = d.soil_depth_cm;
  const auto status = parse_status(d.status).value_or(Status::unverified);
  e.unverified = !trusted(status);
  e.used.push_back({fmt::format("density of class {}", d.code), inputs.densities->edition,
                    d.by_pool[0].value_or(0), status});
  return e;
}

}  // namespace zonegate::carbon
