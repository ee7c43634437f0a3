// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. The sweep behind the slab measure: cuts x at every end point and crossing and hands out, slab by
// slab from left to right, the edges over it in the order of their heights.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom::slab {

struct LocalEdge {  // coordinates above the local origin of the sweep
  double x0, y0, x1, y1;
  float deviation = 0;
  signed char sign = 0;
  signed char side = 0;
  int input = 0;
};

struct Strand {        // one edge over one slab
  std::uint32_t edge;  // index into Sweep::edges()
  double left, right;  // heights over the slab's borders
};

struct Slab {
  double x0, x1;
  std::span<const Strand> strands;  // by height in the middle of the slab, then by edge
  double disorder;  // mean height by which strands are out of order somewhere in the slab (rounding of a cut)
};

struct Effort {  // what a sweep has done so far, counted
  std::size_t steps = 0, crossing_steps = 0;
};

class Sweep {
 public:
  // spent: by sweeps before this one, under the same budget.
  explicit Sweep(Effort spent = {}) : effort_(spent) {}
  // Takes the edges that run over (from, to) with sign != 0.
  void add(std::span<const Edge> rings, int input, double from, double to);
  // Call once after the last add: moves everything to a local origin and sorts.
  void prepare();

  bool finite() const { return finite_; }  // false: some coordinate is not a finite number, nothing is known
  bool complete() const { return complete_; }  // false: an edge became vertical by rounding and was left out
  const std::vector<LocalEdge>& edges() const { return edges_; }
  Point origin() const { return origin_; }
  Point extent() const {
    return extent_;
  }  // local coordinates lie in [0, extent] (x: those within the window)
  // The largest height error of any flat edge, and that of an edge that rises by `rise` over a slab of this width.
  double noise() const;
  double slack(double rise, double width) const;

  // Error (input) where the edges cross so often that the walk would take minutes.
  void run(const std::function<void(const Slab&)>& visit);
  Effort effort() const { return effort_; }

 private:
  std::vector<double> borders() const;
  void admit(std::size_t& next, double x0);
  void advance(double x1);
  void find_cuts(double x0, double x1, std::vector<double>& cuts);
  void emit(double x0, double x1, const std::function<void(const Slab&)>& visit);

  std::vector<LocalEdge> edges_;
  std::vector<Strand> active_;
  std::vector<Strand> scratch_;
  Effort effort_;
  Point origin_, extent_;
  double from_ = 0, to_ = 0;  // window in local coordinates
  double raw_from_ = -1e308, raw_to_ = 1e308;
  bool finite_ = true;
  bool complete_ = true;
};

}  // namespace zonegate::geom::slab
