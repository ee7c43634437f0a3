// SPDX-License-Identifier: Apache-2.0
//
// EPSG numbers the zones of China in four runs for each datum, each run in the order of the zones: one table says them all.
#include "geom/china.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "geom/proj_context.h"

namespace zonegate::geom {
namespace {

using Datum = ChinaSystem::Datum;

struct Run {
  Datum datum;
  int width;
  bool prefix;
  int first;  // code of zone 25 (3 degrees) or 13 (6 degrees)
};
constexpr std::array kRuns = {
    Run{Datum::cgcs2000, 6, true, 4491},     Run{Datum::cgcs2000, 6, false, 4502},
    Run{Datum::cgcs2000, 3, true, 4513},     Run{Datum::cgcs2000, 3, false, 4534},
    Run{Datum::xian1980, 6, true, 2327},     Run{Datum::xian1980, 6, false, 2338},
    Run{Datum::xian1980, 3, true, 2349},     Run{Datum::xian1980, 3, false, 2370},
    Run{Datum::beijing1954, 3, true, 2401},  Run{Datum::beijing1954, 3, false, 2422},
    Run{Datum::beijing1954, 6, true, 21413}, Run{Datum::beijing1954, 6, false, 21453},
};
constexpr std::array kDegrees = {std::pair{4490, Datum::cgcs2000}, std::pair{4326, Datum::wgs84},
                                 std::pair{4610, Datum::xian1980}, std::pair{4214, Datum::beijing1954}};

constexpr int first_zone(int width) { return width == 3 ? 25 : 13; }
constexpr int zones(int width) { return width == 3 ? 21 : 11; }

std::optional<int> epsg_code(std::string_view authority) {
  constexpr std::string_view kName = "EPSG:";
  if (authority.size() <= kName.size() || authority.size() > kName.size() + 6) return std::nullopt;
  for (std::size_t i = 0; i < kName.size(); ++i)
    if (authority[i] != kName[i] && authority[i] != kName[i] + ('a' - 'A')) return std::nullopt;
  int code = 0;
  const char* end = authority.data() + authority.size();
  const auto read = std::from_chars(authority.data() + kName.size(), end, code);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return code;
}

std::string steps_to_degrees(const Ellipsoid& source, const std::optional<GaussZone>& zone,
                             const Similarity& p) {
  const std::string from = fmt::format("+a={} +rf={}", source.a, source.inverse_flattening);
  const std::string first =
      zone ? fmt::format("+step +inv +proj=tmerc +lat_0=0 +lon_0={} +k=1 +x_0={} +y_0=0 {} ", zone->meridian,
                         zone->false_easting, from)
           : std::string("+step +proj=unitconvert +xy_in=deg +xy_out=rad ");
  const Ellipsoid to = ellipsoid_of(Datum::cgcs2000);
  return "+proj=pipeline " + first + "+step +proj=cart " + from +
         fmt::format(" +step +proj=helmert +x={} +y={} +z={} +rx={} +ry={} +rz={} +s={} +convention={} ",
                     p.dx, p.dy, p.dz, p.rx, p.ry, p.rz, p.ppm,
                     p.position_vector ? "position_vector" : "coordinate_frame") +
         fmt::format("+step +inv +proj=cart +a={} +rf={} ", to.a, to.inverse_flattening) +
         "+step +proj=unitconvert +xy_in=rad +xy_out=deg";
}

}  // namespace

std::optional<ChinaSystem> china_system(std::string_view authority) {
  const auto code = epsg_code(authority);
  if (!code) return std::nullopt;
  for (const auto& [number, datum] : kDegrees)
    if (number == *code) return ChinaSystem{datum, 0, 0, false};
  for (const Run& run : kRuns)
    if (*code >= run.first && *code < run.first + zones(run.width))
      return ChinaSystem{run.datum, run.width, first_zone(run.width) + *code - run.first, run.prefix};
  return std::nullopt;
}

std::string china_authority(const ChinaSystem& system) {
  if (system.width == 0) {
    for (const auto& [number, datum] : kDegrees)
      if (datum == system.datum) return "EPSG:" + std::to_string(number);
    return {};
  }
  for (const Run& run : kRuns) {
    if (run.datum != system.datum || run.width != system.width || run.prefix != system.prefix) continue;
    const int step = system.zone - first_zone(run.width);
    if (step >= 0 && step < zones(run.width)) return "EPSG:" + std::to_string(run.first + step);
  }
  return {};
}

Ellipsoid ellipsoid_of(Datum datum) {
  switch (datum) {
    case Datum::beijing1954:
      return {6378245, 298.3};
    case Datum::xian1980:
      return {6378140, 298.257};
    case Datum::wgs84:
      return {6378137, 298.257223563};
    case Datum::cgcs2000:
      break;
  }
  return {6378137, 298.257222101};
}

struct GeocentricShift::Impl {
  ProjContext context;
  PjPtr pipeline;
};

GeocentricShift::GeocentricShift(const Ellipsoid& source, const std::optional<GaussZone>& zone,
                                 const Similarity& parameters)
    : impl_(std::make_unique<Impl>()) {
  impl_->pipeline.reset(
      proj_create(impl_->context.get(), steps_to_degrees(source, zone, parameters).c_str()));
  if (!impl_->pipeline)
    throw Error(ErrorKind::input, "PROJ refuses these parameters: " + impl_->context.messages());
}
GeocentricShift::~GeocentricShift() = default;
GeocentricShift::GeocentricShift(GeocentricShift&&) noexcept = default;
GeocentricShift& GeocentricShift::operator=(GeocentricShift&&) noexcept = default;

std::string GeocentricShift::operator()(std::vector<Point>& points) const {
  for (Point& p : points) {
    const Point before = p;
    proj_errno_reset(impl_->pipeline.get());
    const PJ_COORD out = proj_trans(impl_->pipeline.get(), PJ_FWD, proj_coord(p.x, p.y, 0, 0));
    p = {out.v[0], out.v[1]};
    const bool good = std::isfinite(p.x) && std::isfinite(p.y) && std::abs(p.x) <= 180 && std::abs(p.y) <= 90;
    if (!good)
      return fmt::format("coordinate ({}, {}) cannot be transformed", shortest(before.x), shortest(before.y));
  }
  return {};
}

}  // namespace zonegate::geom
