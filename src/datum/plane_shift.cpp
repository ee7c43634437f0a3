// SPDX-License-Identifier: Apache-2.0
//
// Parameters belong to the system they start from. A shape that states another one is refused, not shifted: the shift of the wrong datum moves it by another hundred metres.
#include "plane_shift.h"

#include <cmath>
#include <numbers>

namespace zonegate::datum {
namespace {

using Datum = geom::ChinaSystem::Datum;

}  // namespace

std::string words_of(Datum datum) {
  switch (datum) {
    case Datum::xian1980:
      return "Xian 1980";
    case Datum::beijing1954:
      return "Beijing 1954";
    case Datum::wgs84:
      return "WGS 84";
    case Datum::cgcs2000:
      break;
  }
  return "CGCS2000";
}

std::string start_of(const Parameters& p) {
  if (p.datum) return words_of(*p.datum) + (p.from_code.empty() ? "" : " (" + p.from_code + ")");
  return p.model == Parameters::Model::four ? "a local grid" : "a system on a named ellipsoid";
}

geom::Point turned(const Parameters& p, geom::Point from) {
  const double angle = p.clockwise_s / 3600 * std::numbers::pi / 180;
  const double k = 1 + p.ppm / 1e6, c = std::cos(angle), s = std::sin(angle);
  return {p.east_m + k * (from.y * s + from.x * c), p.north_m + k * (from.y * c - from.x * s)};
}

std::string Shift::wrong_system(const std::string& crs) const {
  const auto& p = parameters_;
  if (crs.empty())
    return "no reference system is stated, and the parameters of " + p.file + " start from " + start_of(p) +
           "; name the zone with --crs, or in `from`";
  return "the stated system is " + crs + ", but the parameters of " + p.file + " start from " + start_of(p);
}

std::string Shift::geocentric(std::vector<geom::Point>& points, const std::string& crs) {
  const auto& p = parameters_;
  const std::string name = crs.empty() ? p.from_code : crs;
  std::optional<geom::GaussZone> zone = p.zone;
  if (p.datum) {
    const auto system = geom::china_system(name);
    if (!system || system->datum != *p.datum) return wrong_system(crs);
    zone.reset();
    if (system->width) zone = geom::GaussZone{system->meridian(), system->false_easting()};
  } else if (!crs.empty()) {
    return wrong_system(crs);
  }
  auto at = made_.find(name);
  if (at == made_.end())
    at = made_.emplace(name, geom::GeocentricShift(p.ellipsoid, zone, p.geocentric)).first;
  return at->second(points);
}

std::string Shift::plane(std::vector<geom::Point>& points, const std::string& crs) const {
  const auto& p = parameters_;
  double extra = 0;  // false easting of the shape beyond that of `from`
  if (p.datum && !crs.empty()) {
    const auto stated = geom::china_system(crs), from = geom::china_system(p.from_code);
    // The prefix alone makes no other zone.
    const bool same = stated && from && stated->datum == from->datum && stated->width && from->width &&
                      stated->meridian() == from->meridian();
    if (!same) return wrong_system(crs);
    extra = stated->false_easting() - from->false_easting();
  } else if (!crs.empty()) {
    return wrong_system(crs);
  }
  for (auto& point : points) point = turned(p, {point.x - extra, point.y});
  return {};
}

std::string Shift::operator()(std::vector<geom::Point>& points, const std::string& crs) {
  return parameters_.model == Parameters::Model::four ? plane(points, crs) : geocentric(points, crs);
}

}  // namespace zonegate::datum
