// SPDX-License-Identifier: Apache-2.0
//
// The shifts of web maps. A polynomial with sines in longitude and latitude gives metres, which an ellipsoid (Krassovsky's a, with an ee of its own) turns into degrees. BD-09 turns and
// stretches GCJ-02 a little about the origin of degrees and adds a constant. Source of formulas and constants: docs/datum.md.
// The inverse: the shift changes by less than 1 % of a step, so p <- p - (f(p) - wanted) gains two digits a turn.
#include <array>
#include <cmath>
#include <numbers>

#include "datum/datum.h"

namespace zonegate::datum {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kA = 6378245.0;
constexpr double kEe = 0.00669342162296594323;
constexpr double kBaiduPi = kPi * 3000.0 / 180.0;
constexpr double kEnough = 1e-10;  // degrees; ten times better than promised
constexpr int kTurns = 50;

// The two waves that both coordinates share.
double ripple(double x) { return (20 * std::sin(6 * x * kPi) + 20 * std::sin(2 * x * kPi)) * 2 / 3; }

double east_metres(double x, double y) {
  const double plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  const double waves = (20 * std::sin(x * kPi) + 40 * std::sin(x / 3 * kPi)) * 2 / 3 +
                       (150 * std::sin(x / 12 * kPi) + 300 * std::sin(x / 30 * kPi)) * 2 / 3;
  return plain + ripple(x) + waves;
}

double north_metres(double x, double y) {
  const double plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  const double waves = (20 * std::sin(y * kPi) + 40 * std::sin(y / 3 * kPi)) * 2 / 3 +
                       (160 * std::sin(y / 12 * kPi) + 320 * std::sin(y / 30 * kPi)) * 2 / 3;
  return plain + ripple(x) + waves;
}

geom::LonLat shifted(geom::LonLat p) {
  const double x = p.lon - 105, y = p.lat - 35;
  const double phi = p.lat / 180 * kPi;
  const double w2 = 1 - kEe * std::sin(phi) * std::sin(phi);
  const double w = std::sqrt(w2);
  const double metres_per_lat = kA * (1 - kEe) / (w2 * w) * kPi / 180;
  const double metres_per_lon = kA / w * std::cos(phi) * kPi / 180;
  return {p.lon + east_metres(x, y) / metres_per_lon, p.lat + north_metres(x, y) / metres_per_lat};
}

geom::LonLat turned(geom::LonLat p) {
  const double r = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * kBaiduPi);
  const double angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * kBaiduPi);
  return {r * std::cos(angle) + 0.0065, r * std::sin(angle) + 0.006};
}

template <class F>
geom::LonLat inverse(F f, geom::LonLat wanted) {
  geom::LonLat p = wanted;
  for (int turn = 0; turn < kTurns; ++turn) {
    const geom::LonLat image = f(p);
    const double east = image.lon - wanted.lon, north = image.lat - wanted.lat;
    p.lon -= east;
    p.lat -= north;
    if (std::abs(east) < kEnough && std::abs(north) < kEnough) break;
  }
  return p;
}

}  // namespace

bool in_shifted_box(geom::LonLat p) {
  return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
}

geom::LonLat gcj02_from_wgs84(geom::LonLat p) { return in_shifted_box(p) ? shifted(p) : p; }
geom::LonLat wgs84_from_gcj02(geom::LonLat p) { return in_shifted_box(p) ? inverse(shifted, p) : p; }
geom::LonLat bd09_from_gcj02(geom::LonLat p) { return in_shifted_box(p) ? turned(p) : p; }
geom::LonLat gcj02_from_bd09(geom::LonLat p) { return in_shifted_box(p) ? inverse(turned, p) : p; }
geom::LonLat bd09_from_wgs84(geom::LonLat p) { return in_shifted_box(p) ? turned(shifted(p)) : p; }
geom::LonLat wgs84_from_bd09(geom::LonLat p) {
  return in_shifted_box(p) ? inverse(shifted, inverse(turned, p)) : p;
}

}  // namespace zonegate::datum
