// SPDX-License-Identifier: Apache-2.0
//
// Part of geom's public header (geom.h includes it): the reference systems of China that EPSG numbers, and the way from an old datum to CGCS2000 by parameters that
// somebody states. Source coordinates only, x = east or longitude.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

// Degrees, and Gauss-Krueger zones of 3 degrees (25 to 45, central meridian 3 n) and of 6 degrees (13 to 23, central meridian 6 n - 3). The easting carries the number
// of the zone (false easting n * 1 000 000 + 500 000) or not (500 000). Source: EPSG dataset, as PROJ's database holds it. New Beijing is not among them.
struct ChinaSystem {
  enum class Datum { cgcs2000, wgs84, xian1980, beijing1954 };
  Datum datum = Datum::cgcs2000;
  int width = 0;  // 3, 6; 0: degrees
  int zone = 0;
  bool prefix = false;
  double meridian() const { return width == 3 ? 3.0 * zone : 6.0 * zone - 3; }
  double false_easting() const { return 500000 + (prefix ? zone * 1e6 : 0); }
  bool old_datum() const { return datum == Datum::xian1980 || datum == Datum::beijing1954; }
};
std::optional<ChinaSystem> china_system(std::string_view authority);  // "EPSG:4522", letters of any case
std::string china_authority(const ChinaSystem& system);               // empty: there is none such

struct Ellipsoid {
  double a = 0;  // metres
  double inverse_flattening = 0;
};
// Krassovsky 1940 (Beijing 1954), IAG 1975 (Xian 1980), GRS 1980 (CGCS2000), WGS 1984. Source: EPSG 7024, 7049, 1024, 7030.
Ellipsoid ellipsoid_of(ChinaSystem::Datum datum);

// Seven parameters of a geocentric similarity; without rotation and scale three. The sign of the rotations is the convention's (EPSG 1033 and 1032).
struct Similarity {
  double dx = 0, dy = 0, dz = 0;  // metres
  double rx = 0, ry = 0, rz = 0;  // seconds of arc
  double ppm = 0;
  bool position_vector = true;  // else coordinate frame
};
struct GaussZone {
  double meridian = 0;            // degrees
  double false_easting = 500000;  // metres; scale 1, false northing 0
};

// An old datum's degrees, or metres of a zone on its ellipsoid, to CGCS2000 degrees, by PROJ (helmert between cart, small-angle rotation as EPSG defines it). Heights count as 0:
// at 5000 m and 200 m of shift that moves a point by 0.16 m at most. The accuracy is that of the parameters, which the caller knows. For one thread at a time.
class GeocentricShift {
 public:
  GeocentricShift(const Ellipsoid& source, const std::optional<GaussZone>& zone,
                  const Similarity& parameters);
  ~GeocentricShift();
  GeocentricShift(GeocentricShift&&) noexcept;
  GeocentricShift& operator=(GeocentricShift&&) noexcept;
  // In place. Not empty: the first point that cannot be transformed; the points are spoilt then.
  std::string operator()(std::vector<Point>& points) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zonegate::geom
