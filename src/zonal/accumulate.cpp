// SPDX-License-Identifier: Apache-2.0
//
// How much of every cell a polygon covers, exactly
// ------------------------------------------------
// Idea. Stand in a cell and look left along its row. Each boundary edge to the left that passes the row on
// its way down puts the polygon between you and it; each one on its way up takes it away again. So the
// coverage of a cell is the sum, over all edges left of it, of the height that the edge passes in this row,
// with the sign of its direction. An edge that passes through the cell itself counts only with the area
// between it and the right side of the cell: height x (1 - mean place in the cell), because an edge is
// straight and the area right of it is a trapezoid. The remainder, height x mean place, is added one cell
// later, so that all cells further right see the full height. One running sum per row then turns these
// differences into coverage. Holes run the other way round and cancel by themselves; parts add up; nothing is
// sampled.
//
// Why the numbers can be trusted. Heights are integers in units of 2^-60 of a cell. A vertex has the same
// integer in both edges that meet there, and the places where an edge crosses a grid line are computed once
// for both of its pieces; so the heights of a closed ring cancel *exactly*: a cell outside is 0 and a cell
// inside is 1, not 1e-17 and 1 - 1e-16. Integer sums do not depend on the order of the edges, and an edge
// walked in both directions (two touching parts) leaves nothing: every edge is computed from its end with the
// smaller v. A fraction differs from the exact one by some 1e-16 for each edge in the cell, plus what the
// rounding of the given coordinates itself means. Sums may wrap on the way: arithmetic is modulo 2^64 and
// only the result (winding number 0 or 1) has to fit.
//
// Cost: one step for each cell that an edge crosses, and one addition for each cell of the window.
// Source: the principle is that of anti-aliased font rasterisers (the "signed area accumulation buffer" of
// font-rs, R. Levien 2016, and libart before it); integers and the clipping rules are ours.
#include "zonal/accumulate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zonegate::zonal {
namespace {

constexpr double kOne = 0x1p60;      // one cell height
constexpr double kRounding = 1e-12;  // fractions this near to 0 or 1 from outside are rounding

// To the nearest, ties to even: one instruction, where llround needs several.
std::int64_t to_units(double height) { return std::llrint(height * kOne); }

double fraction_of(std::uint64_t sum, int sign) {
  const double fraction = sign * (static_cast<double>(static_cast<std::int64_t>(sum)) / kOne);
  if (fraction >= 0 && fraction <= 1) return fraction;
  if (fraction < 0 && fraction > -kRounding) return 0;
  if (fraction > 1 && fraction < 1 + kRounding) return 1;
  return fraction;
}

// u where the edge (u0, v0)-(u1, v1) meets the line v, taken from the nearer end.
double place_at(double v, double u0, double v0, double u1, double v1, double slope) {
  const double u = v - v0 <= v1 - v ? u0 + (v - v0) * slope : u1 + (v - v1) * slope;
  return std::clamp(u, std::min(u0, u1), std::max(u0, u1));
}

// What of the height of a piece between two places in a cell belongs to the next cell. Mean 1 is an edge along the right side: all of it, to the last unit.
std::int64_t behind(std::int64_t height, double from, double end, int cell) {
  const double mean = 0.5 * ((from - cell) + (end - cell));
  return mean >= 1 ? height : std::llrint(static_cast<double>(height) * mean);
}

}  // namespace

Accumulator::Accumulator(int u_begin, int v_begin, int cells, int lanes)
    : u_begin_(u_begin),
      v_begin_(v_begin),
      cells_(cells),
      lanes_(lanes),
      sums_(lane_size() * static_cast<std::size_t>(lanes), 0),
      reach_(static_cast<std::size_t>(lanes), Reach{cells, 0}) {}

void Accumulator::reset(int u_begin, int v_begin, int cells, int lanes) {
  u_begin_ = u_begin;
  v_begin_ = v_begin;
  cells_ = cells;
  lanes_ = lanes;
  sums_.resize(lane_size() * static_cast<std::size_t>(lanes), 0);
  reach_.assign(static_cast<std::size_t>(lanes), Reach{cells, 0});
}

void Accumulator::add(double u0, double v0, double u1, double v1) {
  std::int64_t sign = 1;
  if (v0 > v1) {
    std::swap(u0, u1);
    std::swap(v0, v1);
    sign = -1;
  }
  // Integers are subtracted, so near the window this is exact and the crossings below are as fine as the
  // input.
  u0 -= u_begin_, u1 -= u_begin_, v0 -= v_begin_, v1 -= v_begin_;
  if (!(v0 < v1) || v1 <= 0 || v0 >= lanes_ || (u0 >= cells_ && u1 >= cells_)) return;
  const double slope = (u1 - u0) / (v1 - v0);
  double u = v0 < 0 ? place_at(0, u0, v0, u1, v1, slope) : u0;
  double v = std::max(v0, 0.0);
  for (int lane = static_cast<int>(v); lane < lanes_; ++lane) {
    const double line = lane + 1.0;
    const bool last = v1 <= line;
    const double end_u = last ? u1 : place_at(line, u0, v0, u1, v1, slope);
    const double end_v = last ? v1 : line;
    add_in_lane(lane, u, to_units(v - lane), end_u, to_units(end_v - lane), sign);
    if (last) return;
    u = end_u;
    v = end_v;
  }
}

void Accumulator::add_in_lane(int lane, double ua, std::int64_t ya, double ub, std::int64_t yb,
                              std::int64_t sign) {
  if (ua > ub) {
    std::swap(ua, ub);
    std::swap(ya, yb);
    sign = -sign;
  }
  if (ua >= cells_ || ya == yb) return;
  std::uint64_t* const cells = sums_.data() + static_cast<std::size_t>(lane) * lane_size();
  const auto put = [&](int cell, std::int64_t height) {
    cells[cell] += static_cast<std::uint64_t>(sign * height);
  };
  Reach& reach = reach_[static_cast<std::size_t>(lane)];
  reach.first = std::min(reach.first, ua > 0 ? static_cast<int>(ua) : 0);
  reach.last =
      std::max(reach.last, ub < cells_ ? std::min(std::max(static_cast<int>(ub), 0) + 2, cells_) : cells_);
  if (ub <= 0) return put(0, yb - ya);
  const auto height_at = [&](double line) {
    const double share = (line - ua) / (ub - ua);
    const std::int64_t y = ya + std::llrint(share * static_cast<double>(yb - ya));
    return std::clamp(y, std::min(ya, yb), std::max(ya, yb));
  };
  double u = ua;
  std::int64_t y = ya;
  if (u < 0) {
    y = height_at(0);
    put(0, y - ya);
    u = 0;
  }
  const int first = static_cast<int>(u);
  if (ub <= first + 2.0) {
    // One or two cells, as mostly: the same without asking which, because a wrong guess of the processor costs more than a piece of no height.
    const double line = first + 1.0;
    const bool one = ub <= line;
    const double share = std::min(1.0, (line - ua) / (ub - ua));
    const std::int64_t beside = ya + std::llrint(share * static_cast<double>(yb - ya));
    const std::int64_t middle = one ? yb : std::clamp(beside, std::min(ya, yb), std::max(ya, yb));
    const std::int64_t after = behind(middle - y, u, one ? ub : line, first),
                       last = behind(yb - middle, line, ub, first + 1);
    put(first, middle - y - after);
    put(first + 1, after + yb - middle - last);
    put(first + 2, last);
    return;
  }
  for (int cell = first; cell < cells_; ++cell) {
    const double line = cell + 1.0;
    const bool last = ub <= line;
    const double end = last ? ub : line;
    const std::int64_t end_y = last ? yb : height_at(line);
    const std::int64_t height = end_y - y;
    const std::int64_t after = behind(height, u, end, cell);
    put(cell, height - after);
    put(cell + 1, after);
    if (last) return;
    u = end;
    y = end_y;
  }
}

std::vector<double> Accumulator::fractions(int sign) {
  std::vector<double> result;
  fractions(sign, result);
  sums_ = {};
  return result;
}

void Accumulator::fractions(int sign, std::vector<double>& out) {
  out.assign(static_cast<std::size_t>(cells_) * static_cast<std::size_t>(lanes_), 0.0);
  for (int lane = 0; lane < lanes_; ++lane) {
    Reach& reach = reach_[static_cast<std::size_t>(lane)];
    const std::size_t row = static_cast<std::size_t>(lane) * static_cast<std::size_t>(cells_);
    std::uint64_t* const sums = sums_.data() + static_cast<std::size_t>(lane) * lane_size();
    std::fill(sums + cells_, sums + lane_size(), 0);
    std::uint64_t running = 0;
    for (int i = reach.first; i < reach.last; ++i) {
      running += std::exchange(sums[i], 0);
      out[row + static_cast<std::size_t>(i)] = fraction_of(running, sign);
    }
    // Edges right of the window left nothing behind: what they close goes on to its end.
    const double rest = fraction_of(running, sign);
    if (rest == 0) continue;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(row) + reach.last,
              out.begin() + static_cast<std::ptrdiff_t>(row) + cells_, rest);
    reach.last = cells_;
  }
}

}  // namespace zonegate::zonal
