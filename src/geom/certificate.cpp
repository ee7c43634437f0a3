// SPDX-License-Identifier: Apache-2.0
//
// Certificate of area validity.
//
// Idea. overlap_area(a, a) - area(a) is the integral of w (w - 1), w the winding number: 0 where w is 0 or 1, and at
// least 2 everywhere else (2 for doubled parts and for holes outside their shell, 6 for a threefold cover ...).
// So it is 0 exactly for area-valid rings. Taken as a difference of two sums it would carry the rounding of all pairs
// of edges. Here it is integrated directly over the slab sweep: each gap between neighbouring edges of a slab adds
// w (w - 1) times its area, and for valid rings every single term is 0. Most rings never get that far: a proof of
// validity (valid_order.h) is much cheaper than the sweep, which is for those that it leaves in doubt.
//
// Bound. Rounding can only put edges in the wrong order where they are closer than their height errors. Every strand
// that comes that close to its neighbour in its slab, or that has something above or below it that counts, adds its
// slack times the largest step that w (w - 1) can take among them. Cost: end points x edges over one x.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "geom/exact_sum.h"
#include "geom/geom.h"
#include "geom/slab.h"
#include "geom/valid_order.h"

namespace zonegate::geom {
namespace {

constexpr long weight(long winding) { return winding * (winding - 1); }

struct Gap {  // between two neighbouring strands
  double left, right;
};
Gap gap(const slab::Strand& low, const slab::Strand& high) {
  return {high.left - low.left, high.right - low.right};
}

// Whether strand i comes within `reach` of a neighbour at a border of the slab.
bool crowded(std::span<const slab::Strand> strands, std::size_t i, double reach) {
  const auto close = [&](std::size_t low) {
    const Gap g = gap(strands[low], strands[low + 1]);
    return std::min(g.left, g.right) <= reach;
  };
  return (i > 0 && close(i - 1)) || (i + 1 < strands.size() && close(i));
}

struct Integral {
  ExactSum sum;
  double error = 0;  // units of u
};

void add_slab(const slab::Sweep& sweep, const slab::Slab& slab, Integral& total) {
  const double width = slab.x1 - slab.x0;
  const auto strands = slab.strands;
  double reach = 0;
  for (const slab::Strand& s : strands) reach = std::max(reach, 2 * sweep.slack(s.right - s.left, width));
  long winding = 0;
  long deepest = 1;
  long below = 0;  // weight under the strand
  long close = 0;
  double uncertain = 0;
  for (std::size_t i = 0; i < strands.size(); ++i) {
    winding -= sweep.edges()[strands[i].edge].sign;
    deepest = std::max(deepest, std::abs(winding));
    const long above = weight(winding);
    if (above != 0 && i + 1 < strands.size()) {
      const Gap g = gap(strands[i], strands[i + 1]);
      const double term = static_cast<double>(above) * width * ((g.left + g.right) / 2);
      total.sum.add(term);
      total.error += 5 * std::abs(term);
    }
    const bool is_close = crowded(strands, i, reach);
    close += is_close;
    if (above != 0 || below != 0 || is_close) {
      uncertain += sweep.slack(strands[i].right - strands[i].left, width);
    }
    below = above;
  }
  const double step = static_cast<double>(2 * (deepest + close) + 2);  // of w (w - 1) anywhere among them
  total.error += step * width * (uncertain + slab.disorder) / kUnit;
}

}  // namespace

Measured excess(std::span<const Edge> rings) {
  slab::Sweep sweep;
  sweep.add(rings, 0, -1e308, 1e308);
  sweep.prepare();
  if (!sweep.finite()) return {0, std::numeric_limits<double>::infinity()};
  if (sweep.complete() && slab::provably_valid(sweep)) return {0, 0};
  Integral total;
  sweep.run([&](const slab::Slab& slab) { add_slab(sweep, slab, total); });
  return with_bound<Measured>(total.sum, total.error);
}

}  // namespace zonegate::geom
