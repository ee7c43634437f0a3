// SPDX-License-Identifier: Apache-2.0
//
// Oracle: 图斑椭球面积计算公式 (国土调查办发〔2008〕32号, also the appendix of TD/T 1055-2019), on the CGCS2000 ellipsoid. Every edge, with a
// meridian, is an ellipsoidal trapezoid of width "mean longitude" between the parallels of its ends. Series in e2 as printed there.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom::national {

inline constexpr double kRadian = 3.14159265358979323846 / 180;
inline constexpr double kA = 6378137.0, kF = 1 / 298.257222101;  // CGCS2000: GB 22021

// Area between two parallels (degrees) over one radian of longitude.
inline double trapezoid(double south, double north) {
  const double b = kA * (1 - kF), e2 = kF * (2 - kF);
  const double e4 = e2 * e2, e6 = e4 * e2, e8 = e4 * e4;
  const double A = 1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8;
  const double B = 1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8;
  const double C = 3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8;
  const double D = 1.0 / 112 * e6 + 45.0 / 2304 * e8;
  const double E = 5.0 / 2304 * e8;
  const double d = (north - south) * kRadian, m = (north + south) / 2 * kRadian;
  return 2 * b * b *
         (A * std::sin(d / 2) * std::cos(m) - B * std::sin(3 * d / 2) * std::cos(3 * m) +
          C * std::sin(5 * d / 2) * std::cos(5 * m) - D * std::sin(7 * d / 2) * std::cos(7 * m) +
          E * std::sin(9 * d / 2) * std::cos(9 * m));
}

// Longitudes count from a meridian nearby, as the text allows: less is lost to rounding.
inline double area(const std::vector<LonLat>& ring) {
  const double meridian = ring.empty() ? 0 : std::floor(ring[0].lon) - 2;
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const LonLat p = ring[i], q = ring[(i + 1) % ring.size()];
    sum += ((p.lon + q.lon) / 2 - meridian) * kRadian * trapezoid(p.lat, q.lat);
  }
  return std::abs(sum);
}

// The working plane as its definition says, written once more: cylindrical equal-area, lat_ts 30, lon_0 105; y = a q / (2 k), x = a k dlon. The inverse is
// Newton on q.
inline LonLat plane_lonlat(double x, double y) {
  const double e2 = kF * (2 - kF), e = std::sqrt(e2), k = std::cos(30 * kRadian) / std::sqrt(1 - e2 / 4);
  const double q = 2 * k * y / kA;
  double lat = std::asin(std::clamp(q / 2, -1.0, 1.0));
  for (int i = 0; i < 4; ++i) {
    const double s = std::sin(lat), w = 1 - e2 * s * s;
    const double at = (1 - e2) * (s / w + std::atanh(e * s) / e);
    lat += (q - at) * w * w / (2 * (1 - e2) * std::cos(lat));
  }
  return {105 + x / (kA * k) / kRadian, lat / kRadian};
}

}  // namespace zonegate::geom::national
