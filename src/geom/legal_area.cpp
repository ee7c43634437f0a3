// SPDX-License-Identifier: Apache-2.0
//
// The planar area that surveyors state (勘测定界): vertices in the standard 3-degree Gauss-Krueger zone of the
// footprint, shoelace.
//
// The projection is the transverse Mercator series of Krueger (1912) to the sixth order of the third
// flattening n, coefficients as in Karney, Transverse Mercator with an accuracy of a few nanometers, J.
// Geodesy 85 (2011), eq. 35: about 5 nm within a zone, no PROJ object per call.
// Parts are summed: where parts of one footprint overlap each counts, as each boundary file states its own
// area.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geom/ellipsoid.h"
#include "geom/geom.h"

namespace zonegate::geom {
namespace {

using cgcs2000::kDegree;
constexpr int kFirstMeridian = 75, kLastMeridian = 135, kFirstCode = 4534;

class GaussKrueger {
 public:
  explicit GaussKrueger(double meridian) : meridian_(meridian) {
    const double n = cgcs2000::kF / (2 - cgcs2000::kF), n2 = n * n, n3 = n2 * n, n4 = n2 * n2, n5 = n4 * n,
                 n6 = n3 * n3;
    e_ = std::sqrt(cgcs2000::kE2);
    radius_ = cgcs2000::kA / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256);
    alpha_ = {n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800,
              13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360,
              61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440,
              49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600,
              34729 * n5 / 80640 - 3418889 * n6 / 1995840,
              212378941 * n6 / 319334400};
  }

  // Easting counts from the central meridian (no 500 km): an area does not see it.
  Point forward(LonLat g) const {
    const double lambda = (g.lon - meridian_) * kDegree, tau = std::tan(g.lat * kDegree);
    const double sigma = std::sinh(e_ * std::atanh(e_ * tau / std::sqrt(1 + tau * tau)));
    const double conformal = tau * std::sqrt(1 + sigma * sigma) - sigma * std::sqrt(1 + tau * tau);
    const double xi = std::atan2(conformal, std::cos(lambda));
    const double eta = std::asinh(std::sin(lambda) / std::hypot(conformal, std::cos(lambda)));
    double north = xi, east = eta;
    for (std::size_t j = 0; j < alpha_.size(); ++j) {
      const double k = 2.0 * (static_cast<double>(j) + 1);
      north += alpha_[j] * std::sin(k * xi) * std::cosh(k * eta);
      east += alpha_[j] * std::cos(k * xi) * std::sinh(k * eta);
    }
    return {radius_ * east, radius_ * north};
  }

 private:
  double meridian_, e_ = 0, radius_ = 0;
  std::array<double, 6> alpha_{};
};

template <class Convert>
double ring_area(const Ring& ring, Convert convert) {
  if (ring.size() < 3) return 0;
  const Point origin = convert(ring[0]);
  Point previous{0, 0};
  double twice = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point p = convert(ring[i]), d{p.x - origin.x, p.y - origin.y};
    twice += previous.x * d.y - d.x * previous.y;
    previous = d;
  }
  return std::abs(twice) / 2;
}

template <class Convert>
double total_area(std::span<const Figure* const> figures, Convert convert) {
  double sum = 0;
  for (const Figure* f : figures)
    for (const Polygon& p : f->shape.polygons) {
      sum += ring_area(p.shell, convert);
      for (const Ring& h : p.holes) sum -= ring_area(h, convert);
    }
  return sum;
}

}  // namespace

std::optional<LegalArea> planar_area(std::span<const Figure* const> figures, const Plane& plane) {
  if (plane.is_local()) return std::nullopt;
  Box box;
  for (const Figure* f : figures)
    if (!f->shape.polygons.empty()) box.add(f->box);
  if (box.empty()) return std::nullopt;
  const LonLat middle = plane.to_lonlat({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
  if (!(middle.lon >= kFirstMeridian - 1.5 && middle.lon < kLastMeridian + 1.5)) return std::nullopt;
  const int meridian = 3 * static_cast<int>(std::floor((middle.lon + 1.5) / 3));
  LegalArea out;
  out.crs = fmt::format("EPSG:{}", kFirstCode + (meridian - kFirstMeridian) / 3);
  const bool same = plane.crs() && plane.crs()->authority() == out.crs;
  const GaussKrueger zone(meridian);
  const double area = same ? total_area(figures, [](Point p) { return p; })
                           : total_area(figures, [&](Point p) { return zone.forward(plane.to_lonlat(p)); });
  out.area = SquareMetres(area);
  return out;
}

}  // namespace zonegate::geom
