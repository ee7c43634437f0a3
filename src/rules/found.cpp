// SPDX-License-Identifier: Apache-2.0
//
// What a case says was found, as the values of the rule's measures: the same words that the measures use (layer, where, roles, stat), without
// geometry. So a case can show which features count, and for how much. A feature whose field is missing may count or not: the value
// then has limits.
#include <algorithm>

#include "rules/reader.h"

namespace zonegate::rules {
namespace {

using expr::Span;
using expr::Truth;

// Does the measure count this feature?
Truth counts(const facts::Measure& measure, const Found& f) {
  if (f.layer != measure.layer || f.via != measure.via || !(measure.roles & schema::role_bit(f.role)))
    return Truth::no;
  if (!measure.where) return Truth::yes;
  return expr::evaluate(*measure.where, [&f](std::string_view name) -> expr::Term {
    const auto at = f.fields.find(name);
    return at == f.fields.end() ? Value(Unknown{}) : at->second;
  });
}

double quantity(facts::Stat stat, const Found& f) {
  switch (stat) {
    case facts::Stat::area:
      return f.area;
    case facts::Stat::net_area:
      return f.net_area;
    case facts::Stat::length:
      return f.length;
    case facts::Stat::count:
      return f.count;
    case facts::Stat::share:
    case facts::Stat::share_outside:
      return f.share;
    case facts::Stat::distance:
      break;
  }
  return f.distance;
}

Span sum(const facts::Measure& measure, const std::vector<Found>& found) {
  Span total;
  for (const auto& f : found) {
    const Truth truth = counts(measure, f);
    if (truth == Truth::yes) total.lo += quantity(measure.stat, f);
    if (truth != Truth::no) total.hi += quantity(measure.stat, f);
  }
  return total;
}

Span nearest(const facts::Measure& measure, const std::vector<Found>& found) {
  const Span none = Span::more_than(measure.max_distance_m);
  Span nearest = none;
  for (const auto& f : found) {
    const Truth truth = counts(measure, f);
    if (truth == Truth::no || f.distance > measure.max_distance_m) continue;
    if (nearest.lo >= f.distance) nearest.open_lo = false;
    nearest.lo = std::min(nearest.lo, f.distance);
    if (truth == Truth::yes) nearest.hi = std::min(nearest.hi, f.distance);
  }
  return nearest;
}

}  // namespace

Span measured(const facts::Measure& measure, const std::vector<Found>& found) {
  if (measure.stat == facts::Stat::distance) return nearest(measure, found);
  Span total = sum(measure, found);
  if (measure.stat == facts::Stat::share || measure.stat == facts::Stat::share_outside) {
    total = {std::min(total.lo, 1.0), std::min(total.hi, 1.0), false};
  }
  if (measure.stat == facts::Stat::share_outside) return {1 - total.hi, 1 - total.lo, false};
  return total;
}

}  // namespace zonegate::rules
