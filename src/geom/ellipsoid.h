// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. The CGCS2000 ellipsoid and the closed forms that hang on it.
//
// Equal-area plane: x = a k0 (lon - 105 deg), y = a q(lat) / (2 k0), with k0 the radius of the parallel 30
// deg over a and q the authalic function (Snyder, Map Projections: A Working Manual, USGS PP 1395, eq. 3-12,
// 10-13 to 10-16). With s = sin(lat): q(s) = (1-e2) [ s/(1-e2 s2) + atanh(e s)/e ],  dq/ds = 2(1-e2)/(1-e2
// s2)^2. The inverse is Newton in s: q is smooth and nearly 2s, so four steps reach the last bit.
#pragma once

#include <cmath>

#include "geom/geom.h"

namespace zonegate::geom::cgcs2000 {

inline constexpr double kA = 6378137.0;  // GB 22021-2008
inline constexpr double kF = 1.0 / 298.257222101;
inline constexpr double kE2 = kF * (2.0 - kF);
inline constexpr double kDegree = 3.14159265358979323846 / 180.0;
inline constexpr double kLon0 = 105.0;

struct PlaneConstants {
  double e, k0, q_pole, y_pole, x_per_degree;
};

inline double authalic_q(double s, double e) {
  return (1.0 - kE2) * (s / (1.0 - kE2 * s * s) + std::atanh(e * s) / e);
}

inline PlaneConstants plane_constants() {
  PlaneConstants c{};
  c.e = std::sqrt(kE2);
  const double s30 = 0.5;
  c.k0 = std::sqrt(0.75) / std::sqrt(1.0 - kE2 * s30 * s30);
  c.q_pole = authalic_q(1.0, c.e);
  c.y_pole = kA * c.q_pole / (2.0 * c.k0);
  c.x_per_degree = kA * c.k0 * kDegree;
  return c;
}

// No wrap: longitudes -180..180 fill one interval, so the seam of the plane is the antimeridian.
inline Point forward(LonLat p, const PlaneConstants& c) {
  return {c.x_per_degree * (p.lon - kLon0), kA * authalic_q(std::sin(p.lat * kDegree), c.e) / (2.0 * c.k0)};
}

// sin(latitude) of a plane y; beyond the poles it is the pole.
inline double sin_latitude(double y, const PlaneConstants& c) {
  const double q = 2.0 * c.k0 * y / kA;
  if (!(std::abs(q) < c.q_pole)) return q > 0 ? 1.0 : -1.0;
  double s = q / c.q_pole;
  for (int i = 0; i < 8; ++i) {
    const double w = 1.0 - kE2 * s * s;
    const double step = (q - authalic_q(s, c.e)) * w * w / (2.0 * (1.0 - kE2));
    s += step;
    if (std::abs(step) < 1e-15) break;
  }
  return s > 1.0 ? 1.0 : (s < -1.0 ? -1.0 : s);
}

inline LonLat inverse(Point p, const PlaneConstants& c) {
  return {kLon0 + p.x / c.x_per_degree, std::asin(sin_latitude(p.y, c)) / kDegree};
}

// Ground metres per plane metre along x where sin(latitude) is s. Along y it is the reciprocal (equal area).
inline double scale_x(double s, const PlaneConstants& c) {
  return std::sqrt((1.0 - s * s) / (1.0 - kE2 * s * s)) / c.k0;
}

// The same from y without Newton, good to 1e-4 relative: s = t + 2/3 e2 t (1 - t2), t = sin of the authalic
// latitude.
inline double scale_x_quick(double y, const PlaneConstants& c) {
  const double t = std::abs(y) < c.y_pole ? y / c.y_pole : 1.0;
  const double s = t * (1.0 + (2.0 / 3.0) * kE2 * (1.0 - t * t));
  return std::sqrt(std::fmax(0.0, (1.0 - s * s) / (1.0 - kE2 * s * s))) / c.k0;
}

}  // namespace zonegate::geom::cgcs2000
