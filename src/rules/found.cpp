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
    case facts::Stat::overlap_area:
      return f.overlap_area;
    case facts::Stat::distance:
    case facts::Stat::value:
      break;
  }
  return 0;
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
  Span nearest = Span::more_than(measure.max_distance_m);
  for (const auto& f : found) {
    const Truth truth = counts(measure, f);
    // To the line less its half width: where that is missing, anything up to the largest may be taken off, or nothing.
    const auto width = measure.less.empty() ? std::optional(0.0) : facts::half_width(measure, f.fields);
    const double lo = std::max(0.0, f.distance - width.value_or(measure.less_most_m));
    const double hi = std::max(0.0, f.distance - width.value_or(0));
    if (truth == Truth::no || lo > measure.max_distance_m) continue;
    if (nearest.lo >= lo) nearest.open_lo = false;
    nearest.lo = std::min(nearest.lo, lo);
    if (truth == Truth::yes && hi <= measure.max_distance_m) nearest.hi = std::min(nearest.hi, hi);
  }
  return nearest;
}

// The largest number of the rows that hold. Without such a row nothing is said, and a number that cannot be read may be any.
Span largest(const facts::Measure& measure, const std::vector<Found>& found) {
  bool any = false;
  Span value{0, 0, false};
  for (const auto& f : found) {
    const Truth truth = counts(measure, f);
    if (truth == Truth::no) continue;
    const auto at = f.fields.find(measure.field);
    const auto number = at == f.fields.end() ? std::nullopt : as_number(at->second);
    any = any || truth == Truth::yes;
    value.hi = std::max(value.hi, number.value_or(1.0 / 0.0));
    if (truth == Truth::yes) value.lo = std::max(value.lo, number.value_or(0));
  }
  return any ? value : Span::anything();
}

}  // namespace

Span measured(const facts::Measure& measure, const std::vector<Found>& found) {
  if (measure.stat == facts::Stat::distance) return nearest(measure, found);
  if (measure.stat == facts::Stat::value) return largest(measure, found);
  Span total = sum(measure, found);
  if (measure.stat == facts::Stat::share || measure.stat == facts::Stat::share_outside) {
    total = {std::min(total.lo, 1.0), std::min(total.hi, 1.0), false};
  }
  if (measure.stat == facts::Stat::share_outside) return {1 - total.hi, 1 - total.lo, false};
  return total;
}

}  // namespace zonegate::rules
