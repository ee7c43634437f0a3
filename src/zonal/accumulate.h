// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace zonegate::zonal {

// Signed-area accumulation over a window of lanes x cells. `u` runs along a lane (where the running sum
// goes), `v` across the lanes. Cell (lane v, place u) is the unit square [u, u+1] x [v, v+1] of the grid.
class Accumulator {
 public:
  Accumulator(int u_begin, int v_begin, int cells, int lanes);
  void reset(int u_begin, int v_begin, int cells, int lanes);  // empty, over another window; keeps its memory
  // Everything after the edge (greater u) gains the height v1 - v0. Edges outside the window count as they
  // must: before it they add full heights, after it nothing, beside it they are clipped.
  void add(double u0, double v0, double u1, double v1);
  // Covered fractions, lane by lane; `sign` -1 where the rings ran the other way. The accumulator is empty
  // afterwards.
  std::vector<double> fractions(int sign);
  void fractions(int sign, std::vector<double>& out);  // the same, into memory that is there
  // Of a lane, when its fractions were asked: cells [first, last) that an edge reached or that lie between edges; all others are 0.
  struct Reach {
    int first = 0, last = 0;
  };
  Reach reach(int lane) const { return reach_[static_cast<std::size_t>(lane)]; }

 private:
  void add_in_lane(int lane, double ua, std::int64_t ya, double ub, std::int64_t yb, std::int64_t sign);

  int u_begin_;
  int v_begin_;
  int cells_;
  int lanes_;
  static constexpr int kSpare = 2;  // cells behind each lane, so that what lies there needs no question
  std::size_t lane_size() const { return static_cast<std::size_t>(cells_) + kSpare; }
  std::vector<std::uint64_t> sums_;  // two's complement, wraps on purpose: only the end value has to fit
  std::vector<Reach> reach_;         // outside it sums_ is 0
};

}  // namespace zonegate::zonal
