// SPDX-License-Identifier: Apache-2.0
//
// Areas as sums over edges: no overlay, no topological decision, nothing to throw.
//
// Idea. Over each x a polygon is a stack of edges. With sign +1 for an edge that has the inside below it and -1 for one
// that has it above, the winding number at (x, y) is the sum of the signs of the edges above y. The integral of the
// product of two winding numbers is therefore, over all pairs (e of A, f of B),
//     sum of  s_e s_f * integral over the common x range of ( min(y_e, y_f) - L ) dx      for any level L,
// because the signs of either side add to 0 over every x. For two area-valid inputs (winding 0 or 1) that is the area
// of the intersection. The mean of the lower of two straight edges with differences d0, d1 at the ends of the range is
// the mean of the edge that is lower at the end with the larger |d|, less, if they cross, the triangle
// dmin^2 / (2 (|d0| + |d1|)) cut off beyond the crossing.
//
// What may be left out, exactly. Let L be the higher of the two box bottoms and T the lower of the two tops.
//   - An edge f of B strictly below L (then L is the bottom of A): every edge e of A is above it, min = y_f, and
//     the sum of s_e over A is 0 at every x. No edge of A is below L, so none of these e was itself left out.
//   - An edge f of B at or above T: y_e <= T for all e of A, so min(y_e, y_f) = y_e = min(y_e, T): f may be
//     replaced by the level line T, which keeps the heights, and so the rounding errors, as small as the common box.
//   (If T is the top of f's own side, f lies on T already.) The same holds with the sides exchanged.
//
// Bound. min is monotone and moves by no more than its arguments do: errors of the heights (height.h) enter a term as
// w times the mean over both ends of the larger one. The evaluation adds (roundings: base sum 1, triangle 7, their
// difference, the width and the product 1 each) at most u w (2 |base| + 10 cut). The sum itself is compensated.
// x is never translated: widths are differences of given doubles.
//
// Both sides are sorted by all coordinates and ordered among themselves, so the result does not depend, to the last
// bit, on the order of rings, parts, start vertices or of A and B. Cost: sorting, and one term per pair that shares an
// x range (sweep with active lists). Source: the winding-number form of the shoelace formula; derivation above.
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "geom/exact_sum.h"
#include "geom/geom.h"
#include "geom/height.h"

namespace zonegate::geom {
namespace {

struct SweepEdge {
  double x0, y0, x1, y1;  // y above the local origin
  int sign;
  auto key() const { return std::tie(x0, y0, x1, y1, sign); }
  friend bool operator<(const SweepEdge& a, const SweepEdge& b) { return a.key() < b.key(); }
};

constexpr Measured kUnknown{0, std::numeric_limits<double>::infinity()};

bool finite(
    const Edge& e) {  // any nan or infinity makes the sum nan (huge finite ones may: then unknown too)
  return std::isfinite(e.x0 + e.y0 + e.x1 + e.y1);
}

// The box of the edges that take part in sums; nullopt if a coordinate is not finite.
std::optional<Box> area_box(std::span<const Edge> edges) {
  Box box;
  for (const Edge& e : edges) {
    if (!finite(e)) return std::nullopt;
    if (e.sign == 0) continue;
    box.add(Point{e.x0, e.y0});
    box.add(Point{e.x1, e.y1});
  }
  return box;
}

std::vector<SweepEdge> take(std::span<const Edge> edges, const Box& common) {
  std::vector<SweepEdge> kept;
  kept.reserve(std::min<std::size_t>(edges.size(), 64));
  const double top = common.max_y - common.min_y;
  for (const Edge& e : edges) {
    if (e.sign == 0 || e.x1 <= common.min_x || e.x0 >= common.max_x) continue;
    if (std::max(e.y0, e.y1) < common.min_y) continue;
    const bool above = std::min(e.y0, e.y1) >= common.max_y;
    kept.push_back(
        {e.x0, above ? top : e.y0 - common.min_y, e.x1, above ? top : e.y1 - common.min_y, e.sign});
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

struct Totals {
  ExactSum sum;
  double error = 0;  // units of u
};

// `late` begins over or at `early`'s range: the common range begins at late.x0.
void add_pair(const SweepEdge& late, const SweepEdge& early, Totals& totals) {
  const double end = std::min(late.x1, early.x1);
  const double width = end - late.x0;
  const Height p0{late.y0, std::abs(late.y0)};
  const Height q0 = height_at(early, late.x0);
  const Height p1 = height_at(late, end);
  const Height q1 = height_at(early, end);
  const double d0 = p0.y - q0.y;
  const double d1 = p1.y - q1.y;
  const double size0 = std::abs(d0);
  const double size1 = std::abs(d1);
  const bool late_is_lower = size0 >= size1 ? d0 <= 0 : d1 <= 0;
  const double base = late_is_lower ? p0.y + p1.y : q0.y + q1.y;
  double cut = 0;
  if ((d0 < 0 && d1 > 0) || (d0 > 0 && d1 < 0)) {
    const double small = std::min(size0, size1);
    cut = small * (small / (2 * (size0 + size1)));
  }
  const double term = width * (base / 2 - cut);
  totals.sum.add(late.sign == early.sign ? term : -term);
  totals.error += width * ((std::max(p0.error, q0.error) + std::max(p1.error, q1.error)) / 2 +
                           2 * std::abs(base) + 10 * cut);
}

// Meets every edge of `active` that still runs beyond edge.x0, and forgets the others.
void meet(const SweepEdge& edge, std::vector<SweepEdge>& active, Totals& totals) {
  std::size_t kept = 0;
  for (const SweepEdge& other : active) {
    if (other.x1 <= edge.x0) continue;
    add_pair(edge, other, totals);
    active[kept++] = other;
  }
  active.resize(kept);
}

Totals sweep(const std::vector<SweepEdge>& a, const std::vector<SweepEdge>& b) {
  Totals totals;
  std::vector<SweepEdge> active_a;
  std::vector<SweepEdge> active_b;
  active_a.reserve(32);
  active_b.reserve(32);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    const bool from_a = j == b.size() || (i < a.size() && !(b[j] < a[i]));
    const SweepEdge& edge = from_a ? a[i++] : b[j++];
    meet(edge, from_a ? active_b : active_a, totals);
    (from_a ? active_a : active_b).push_back(edge);
  }
  return totals;
}

}  // namespace

Measured area(std::span<const Edge> rings) {
  const std::optional<Box> box = area_box(rings);
  if (!box) return kUnknown;
  Totals totals;
  for (const Edge& e : rings) {
    if (e.sign == 0) continue;
    const double width = e.x1 - e.x0;
    const double p0 = e.y0 - box->min_y;  // both >= 0
    const double p1 = e.y1 - box->min_y;
    totals.sum.add(e.sign * (width * ((p0 + p1) / 2)));
    totals.error += 2 * width * (p0 + p1);  // four roundings: height, sum, width, product
  }
  return with_bound<Measured>(totals.sum, totals.error);
}

Measured overlap_area(std::span<const Edge> a, std::span<const Edge> b) {
  const std::optional<Box> box_a = area_box(a);
  const std::optional<Box> box_b = area_box(b);
  if (!box_a || !box_b) return kUnknown;
  const Box common{std::max(box_a->min_x, box_b->min_x), std::max(box_a->min_y, box_b->min_y),
                   std::min(box_a->max_x, box_b->max_x), std::min(box_a->max_y, box_b->max_y)};
  if (!(common.min_x < common.max_x && common.min_y < common.max_y)) return {0, 0};  // boxes share no area
  std::vector<SweepEdge> first = take(a, common);
  std::vector<SweepEdge> second = take(b, common);
  if (second < first) std::swap(first, second);
  const Totals totals = sweep(first, second);
  return with_bound<Measured>(totals.sum, totals.error);
}

}  // namespace zonegate::geom
