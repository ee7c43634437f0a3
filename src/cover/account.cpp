// SPDX-License-Identifier: Apache-2.0
//
// Before, change by cause, after. Ground that is taken for good counts first, then ground taken for a time, then planting, so that nothing counts twice: with
// P, T, R, Q, Y the ground taken for good, for a time, regrown, planted, and planted but young,
//   permanent = P,   temporary = (P + T) - P less regrown,   regrown = T and R outside P,   planted = (P + T + Q) - (P + T),   young likewise behind it.
#include <algorithm>

#include "cover/cover.h"

namespace zonegate::cover {
namespace {

Areas less(const Areas& a, const Areas& b) {
  Areas out{};
  for (std::size_t s = 0; s < kStates; ++s) out[s] = std::max(0.0, a[s] - b[s]);
  return out;
}
double open(const Areas& a) { return a[1] + a[3]; }
double sum(const Areas& a) { return a[0] + a[1] + a[2] + a[3]; }

// The parts that may meet the unit.
struct Sets {
  Figures permanent, temporary, lasting, planted, young;  // lasting: temporary, not regrown
};

Sets sets_of(const Feature& unit, const std::vector<ProjectPart>& parts) {
  Sets out;
  const auto& u = unit.figure->box;
  for (const auto& p : parts) {
    const auto& b = p.figure->box;
    if (p.figure->ring_edges == 0 || b.min_x > u.max_x || b.max_x < u.min_x || b.min_y > u.max_y ||
        b.max_y < u.min_y)
      continue;
    if (p.part == Part::permanent) out.permanent.push_back(p.figure.get());
    if (p.part == Part::temporary) out.temporary.push_back(p.figure.get());
    if (p.part == Part::temporary && !p.regrown) out.lasting.push_back(p.figure.get());
    if (p.part == Part::planted) out.planted.push_back(p.figure.get());
    if (p.part == Part::young) out.young.push_back(p.figure.get());
  }
  return out;
}

}  // namespace

void UnitCover::add(const UnitCover& o) {
  land_m2 += o.land_m2;
  for (std::size_t s = 0; s < kStates; ++s) before[s] += o.before[s];
  permanent += o.permanent;
  permanent_maybe += o.permanent_maybe;
  temporary += o.temporary;
  temporary_maybe += o.temporary_maybe;
  regrown += o.regrown;
  planted += o.planted;
  planted_maybe += o.planted_maybe;
  young += o.young;
}

UnitCover unit_cover(const Feature& unit, const std::vector<ProjectPart>& parts, Source& source) {
  UnitCover out;
  const geom::Figure& u = *unit.figure;
  out.land_m2 = geom::area(std::span(u.edges).first(u.ring_edges)).value;
  out.before = source.inside(u, {});
  const Sets sets = sets_of(unit, parts);
  Figures so_far = sets.permanent;
  const auto grown_by = [&](const Figures& more, const Areas& before) {
    if (more.empty()) return before;
    so_far.insert(so_far.end(), more.begin(), more.end());
    return source.inside(u, so_far);
  };
  const Areas permanent = so_far.empty() ? Areas{} : source.inside(u, so_far);
  out.permanent = permanent[0];
  out.permanent_maybe = open(permanent);
  const Areas lasting = grown_by(sets.lasting, permanent);
  const Areas temporary = less(lasting, permanent);
  out.temporary = temporary[0];
  out.temporary_maybe = open(temporary);
  const Areas all_taken =
      sets.temporary.size() == sets.lasting.size() ? lasting : grown_by(sets.temporary, lasting);
  out.regrown = less(all_taken, lasting)[0];
  const Areas planted = grown_by(sets.planted, all_taken);
  const Areas fresh = less(planted, all_taken);
  out.planted = fresh[2];
  out.planted_maybe = open(fresh);
  out.young = sum(less(grown_by(sets.young, planted), planted));
  return out;
}

}  // namespace zonegate::cover
