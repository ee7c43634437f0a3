// SPDX-License-Identifier: Apache-2.0
// Rings in grid coordinates and a clip oracle in exact rationals, for the tests of pixel coverage.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "zonal/zonal.h"

namespace zonegate::zonal::test {

using Rational = boost::multiprecision::cpp_rational;
using GridRing = std::vector<std::pair<double, double>>;  // (column, row); not closed

inline std::vector<GridEdge> edges_of(const std::vector<GridRing>& rings) {
  std::vector<GridEdge> edges;
  for (const GridRing& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& [x0, y0] = ring[i];
      const auto& [x1, y1] = ring[(i + 1) % ring.size()];
      edges.push_back({x0, y0, x1, y1});
    }
  }
  return edges;
}

inline GridRing box(double x0, double y0, double x1, double y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}
inline GridRing reversed(GridRing ring) { return GridRing(ring.rbegin(), ring.rend()); }

struct RationalPoint {
  Rational x, y;
};

// Keeps the side of an axis-parallel line where sign * (coordinate - at) >= 0 (Sutherland-Hodgman).
inline std::vector<RationalPoint> clip_half(const std::vector<RationalPoint>& ring, bool by_x, int at,
                                            int sign) {
  std::vector<RationalPoint> out;
  const auto side = [&](const RationalPoint& p) {
    return Rational(sign) * ((by_x ? p.x : p.y) - Rational(at));
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const RationalPoint &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const Rational sa = side(a), sb = side(b);
    if (sa >= 0) out.push_back(a);
    if ((sa > 0 && sb < 0) || (sa < 0 && sb > 0)) {
      const Rational t = sa / (sa - sb);
      out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  return out;
}

inline Rational signed_area(const std::vector<RationalPoint>& ring) {
  Rational sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const RationalPoint &a = ring[i], &b = ring[(i + 1) % ring.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum / 2;
}

inline std::vector<RationalPoint> exact(const GridRing& ring) {
  std::vector<RationalPoint> out;
  for (const auto& [x, y] : ring) out.push_back({Rational(x), Rational(y)});
  return out;
}

// Signed by the direction of the rings; exact for any simple or folded ring (clipping keeps the integral of
// winding numbers).
inline Rational exact_coverage(const std::vector<GridRing>& rings, int column, int row) {
  Rational sum = 0;
  for (const GridRing& ring : rings) {
    auto r = exact(ring);
    r = clip_half(r, true, column, 1);
    r = clip_half(r, true, column + 1, -1);
    r = clip_half(r, false, row, 1);
    r = clip_half(r, false, row + 1, -1);
    sum += signed_area(r);
  }
  return sum;
}

inline Rational exact_area(const std::vector<GridRing>& rings) {
  Rational sum = 0;
  for (const GridRing& ring : rings) sum += signed_area(exact(ring));
  return sum;
}

inline double total(const Coverage& c) {
  double sum = 0;
  for (const double f : c.fraction) sum += f;
  return sum;
}

}  // namespace zonegate::zonal::test
