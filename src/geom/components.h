// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Puts the trapezoids of a slab measure together: perimeter, connected pieces, boundary edges.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "geom/exact_sum.h"
#include "geom/geom.h"

namespace zonegate::geom::slab {

// A border of an interval over one slab: the edge (group) that bounds it.
struct Rim {
  double left, right;  // heights over the slab's borders
  double slack;        // how uncertain they are, metres
  std::uint32_t edge;  // index into Sweep::edges()
};

struct Trapezoid {
  double x0, x1;
  Rim low, high;
  double deviation;  // see Component::deviation
  std::size_t piece = 0;
  double area() const { return (x1 - x0) * (((high.left - low.left) + (high.right - low.right)) / 2); }
};

bool larger(const Component& a, const Component& b);  // the order of components; ties by position

// Ground metres per plane metre, looked up once for a small region and once per 10 km cell for a large one.
class LocalScale {
 public:
  LocalScale(const Plane& plane, Point origin, Point extent);
  GroundScale at(double x, double y);  // local coordinates

 private:
  const Plane& plane_;
  Point origin_;
  std::optional<GroundScale> one_;
  std::map<std::pair<long, long>, GroundScale> cells_;
};

// Fed slab by slab from left to right, each slab's trapezoids from low to high.
class Assembly {
 public:
  Assembly(const Plane& plane, Point origin, Point extent)
      : scale_(plane, origin, extent), origin_(origin), least_width_(8 * kUnit * extent.x) {}
  void add(std::vector<Trapezoid> slab);
  // Ends the last border. Components largest first; pieces of no more than rounding noise are left out of them.
  void finish(Region& region, bool components);

 private:
  struct Piece {
    std::size_t parent;
    double area = 0, perimeter = 0, noise = 0, deviation = 0;
    Box box;             // local
    double fatness = 0;  // of the fattest trapezoid so far
    Point inner;         // its middle
  };
  std::size_t root(std::size_t piece);
  std::size_t unite(std::size_t a, std::size_t b);
  void join(std::vector<Trapezoid>& next);
  void border(const Trapezoid& t, bool right_side, double covered);
  void count(const Trapezoid& t);

  LocalScale scale_;
  Point origin_;
  double least_width_;           // what rounding of x can make
  std::vector<Trapezoid> last_;  // of the slab before
  std::vector<Piece> pieces_;
};

}  // namespace zonegate::geom::slab
