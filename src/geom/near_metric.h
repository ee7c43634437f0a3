// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. What nearest.cpp knows about distance: lower bounds between boxes of the plane, and points
// in space whose chords are nearly geodesics.
//
// Bound. In the equal-area plane the ground metric is ds2 = sx(lat)2 dx2 + sy(lat)2 dy2 with sx falling and
// sy = 1/sx rising from the equator to the poles. A path of length <= L between two boxes stays within L/2 of
// one of them, hence in a known band of y; there sx >= sx(far side), sy >= sy(near side), so its length is at
// least hypot(sx_min dx, sy_min dy), dx and dy the gaps of the boxes.
#pragma once

#include <geodesic.h>

#include <algorithm>
#include <cmath>

#include "geom/ellipsoid.h"
#include "geom/geom.h"

namespace zonegate::geom {

struct Vec3 {
  double x = 0, y = 0, z = 0;
  Vec3 operator-(const Vec3& o) const { return {x - o.x, y - o.y, z - o.z}; }
  Vec3 operator+(const Vec3& o) const { return {x + o.x, y + o.y, z + o.z}; }
  Vec3 operator*(double k) const { return {x * k, y * k, z * k}; }
};
inline double dot(const Vec3& a, const Vec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

struct GeodesicLink {
  double distance = 0;
  double azimuth_a = 0, azimuth_b = 0;  // degrees, both in the direction a -> b
};

class NearMetric {
 public:
  // `around` must hold everything that is compared.
  NearMetric(const Plane& plane, const Box& around) : plane_(plane) {
    geod_init(&geod_, cgcs2000::kA, cgcs2000::kF);
    if (!plane.is_local() && !plane.is_equal_area()) flat_scale_ = smallest_scale(plane, around);
  }

  bool local() const { return plane_.is_local(); }
  const Plane& plane() const { return plane_; }

  // No ground path of length <= reach between the boxes is shorter than this.
  double lower_bound(const Box& a, const Box& b, double reach) const {
    const double dx = std::max({0.0, a.min_x - b.max_x, b.min_x - a.max_x});
    const double dy = std::max({0.0, a.min_y - b.max_y, b.min_y - a.max_y});
    if (dx == 0 && dy == 0) return 0;
    if (!plane_.is_equal_area()) return flat_scale_ * std::sqrt(dx * dx + dy * dy);
    const GroundScale least = least_scale(std::min(a.min_y, b.min_y), std::max(a.max_y, b.max_y), reach);
    const double sx = least.x, sy = least.y;
    return (1.0 - 2e-4) * std::sqrt(sx * dx * sx * dx + sy * dy * sy * dy);
  }

  // Where anything within `reach` of the box lies.
  Box window(const Box& b, double reach) const {
    if (!plane_.is_equal_area())
      return flat_scale_ > 0 ? b.grown(reach / flat_scale_, reach / flat_scale_) : everywhere();
    const GroundScale least = least_scale(b.min_y - 1.2 * reach, b.max_y + 1.2 * reach, 0);
    return least.x > 0.01 ? b.grown(1.001 * reach / least.x, 1.001 * reach / least.y) : everywhere();
  }

  LonLat lonlat(Point p) const {
    return plane_.is_equal_area() ? cgcs2000::inverse(p, c_) : plane_.to_lonlat(p);
  }

  Vec3 in_space(Point p) const {
    if (local()) return {p.x, p.y, 0};
    const LonLat g = lonlat(p);
    const double s = std::sin(g.lat * cgcs2000::kDegree), c = std::cos(g.lat * cgcs2000::kDegree);
    const double n = cgcs2000::kA / std::sqrt(1.0 - cgcs2000::kE2 * s * s), l = g.lon * cgcs2000::kDegree;
    return {n * c * std::cos(l), n * c * std::sin(l), n * (1.0 - cgcs2000::kE2) * s};
  }

  GeodesicLink link(Point a, Point b) const {
    if (local()) {
      const double azimuth = std::atan2(b.x - a.x, b.y - a.y) / cgcs2000::kDegree;
      return {std::hypot(b.x - a.x, b.y - a.y), azimuth, azimuth};
    }
    const LonLat p = lonlat(a), q = lonlat(b);
    GeodesicLink out;
    geod_inverse(&geod_, p.lat, p.lon, q.lat, q.lon, &out.distance, &out.azimuth_a, &out.azimuth_b);
    return out;
  }

  // Ground vector (east, north), in metres, of the plane step (dx, dy) at p.
  Point ground(Point p, double dx, double dy) const {
    if (local()) return {dx, dy};
    if (plane_.is_equal_area()) {
      const double sx = cgcs2000::scale_x(cgcs2000::sin_latitude(p.y, c_), c_);
      return {dx * sx, dy / sx};
    }
    const double length = std::hypot(dx, dy);
    if (length == 0) return {0, 0};
    const double ux = dx / length, uy = dy / length;
    const GeodesicLink l = link({p.x - ux, p.y - uy}, {p.x + ux, p.y + uy});
    const double a = l.azimuth_a * cgcs2000::kDegree, ground = l.distance * length / 2;
    return {ground * std::sin(a), ground * std::cos(a)};
  }

  // Geodesic length of a chord c: between the arcs of the largest and the smallest radius of curvature of the
  // ellipsoid.
  double shortest_arc(double c) const { return local() ? c : arc(c, 6400000.0); }
  double longest_arc(double c) const { return local() ? c : arc(c, 6335000.0); }
  // How far an edge of this length may lie from its chord (earth curvature, and the parallel's up to 70 deg).
  double sagitta(double length2) const { return local() ? 0.0 : length2 * (4.0 / 8.0 / 6335000.0); }

 private:
  static Box everywhere() { return {-1e300, -1e300, 1e300, 1e300}; }

  // Smallest ground metres per plane metre, along x and along y, on geodesics of length <= reach whose ends
  // have y in [low, high]. A geodesic leaves the band of its ends by at most reach^2 tan(lat) / 8R; the
  // margin is over three times that up to lat 60.
  GroundScale least_scale(double low, double high, double reach) const {
    const double top = std::max(std::abs(low), std::abs(high));
    const double margin = top < 0.86 * c_.y_pole && reach < 5e5 ? reach * reach / 6.3e6 : reach;
    const double far = top + margin;
    const double near =
        low - margin <= 0 && high + margin >= 0 ? 0.0 : std::min(std::abs(low), std::abs(high)) - margin;
    return {cgcs2000::scale_x_quick(far, c_), 1.0 / cgcs2000::scale_x_quick(near, c_)};
  }

  static double arc(double c, double r) { return 2 * r * std::asin(std::min(1.0, c / (2 * r))); }

  static double smallest_scale(const Plane& plane, const Box& b) {
    double smallest = 1.0;
    for (int i = 0; i <= 4; ++i)
      for (int j = 0; j <= 4; ++j) {
        const Point p{b.min_x + (b.max_x - b.min_x) * i / 4, b.min_y + (b.max_y - b.min_y) * j / 4};
        const GroundScale s = plane.ground_scale(p);
        smallest = std::min({smallest, s.x, s.y});
      }
    return smallest > 0 ? 0.99 * smallest : 0.0;  // 1 %: more than a zone's scale varies between the samples
  }

  Plane plane_;
  cgcs2000::PlaneConstants c_ = cgcs2000::plane_constants();
  geod_geodesic geod_{};
  double flat_scale_ = 1.0;
};

}  // namespace zonegate::geom
