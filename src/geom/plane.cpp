// SPDX-License-Identifier: Apache-2.0
//
// The working plane of a run. The equal-area one is closed form on the CGCS2000 ellipsoid (ellipsoid.h): no
// PROJ call, no lock. A planar one asks PROJ under a lock. Its ground scale is measured: the geodesic length
// of a 100 m step of the plane along each axis (the axes of a national projected system are orthogonal on the
// ground to far better than that scale is used for).
#include <fmt/format.h>

#include <cmath>

#include <geodesic.h>

#include "geom/reference.h"

namespace zonegate::geom {
namespace {

constexpr double kStep = 50;  // half of the plane step whose ground length is measured

[[noreturn]] void no_lonlat() {
  throw Error(ErrorKind::internal, "a local plane has no longitude and latitude",
              "run with a coordinate reference system");
}

Point through_proj(PJ* pj, PJ_DIRECTION direction, double x, double y) {
  proj_errno_reset(pj);
  const PJ_COORD out = proj_trans(pj, direction, proj_coord(x, y, 0, 0));
  return {out.xy.x, out.xy.y};
}

}  // namespace

double snap(double v) { return std::nearbyint(v * 1048576.0) * kGrid; }

Plane Plane::equal_area() { return Plane(std::make_shared<Impl>()); }

Plane Plane::local() {
  auto impl = std::make_shared<Impl>();
  impl->kind = Impl::Kind::local;
  return Plane(std::move(impl));
}

Plane Plane::planar(const Crs& projected) {
  if (!projected.projected())
    throw Error(ErrorKind::input,
                fmt::format("{} is not a projected system, so it has no planar area", projected.name()),
                "name a projected one, for example EPSG:4543 (CGCS2000, 3-degree zone, 102E)");
  const DatumClass datum = projected.impl_->datum;
  if (datum != DatumClass::cgcs2000 && datum != DatumClass::wgs84)
    throw Error(ErrorKind::input,
                fmt::format("planar areas in {} (datum {}) are not supported", projected.name(),
                            projected.impl_->datum_name),
                "use a projected system on CGCS2000");
  auto impl = std::make_shared<Impl>();
  impl->kind = Impl::Kind::planar;
  impl->crs = projected;
  impl->context = std::make_unique<ProjContext>();
  impl->to_base = operation_to_base(*impl->context, projected.wkt(), projected.name());
  return Plane(std::move(impl));
}

bool Plane::is_equal_area() const { return impl_->kind == Impl::Kind::equal_area; }
bool Plane::is_local() const { return impl_->kind == Impl::Kind::local; }
const Crs* Plane::crs() const { return impl_->crs ? &*impl_->crs : nullptr; }

std::string Plane::description() const {
  if (is_local()) return "planar (local coordinates)";
  if (is_equal_area()) return "ellipsoidal (CGCS2000, equal-area plane lat_ts 30 lon_0 105)";
  const std::string code = impl_->crs->authority();
  return code.empty() ? "planar (" + impl_->crs->name() + ")" : "planar " + code;
}

Point Plane::from_lonlat(LonLat p) const {
  if (is_local()) no_lonlat();
  if (is_equal_area()) return cgcs2000::forward(p, impl_->constants);
  const std::lock_guard lock(impl_->mutex);
  return through_proj(impl_->to_base.get(), PJ_INV, p.lon, p.lat);
}

LonLat Plane::to_lonlat(Point p) const {
  if (is_local()) no_lonlat();
  if (is_equal_area()) return cgcs2000::inverse(p, impl_->constants);
  const std::lock_guard lock(impl_->mutex);
  const Point out = through_proj(impl_->to_base.get(), PJ_FWD, p.x, p.y);
  return {out.x, out.y};
}

GroundScale Plane::ground_scale(Point p) const {
  if (is_local()) return {};
  if (is_equal_area()) {
    const double x = cgcs2000::scale_x(cgcs2000::sin_latitude(p.y, impl_->constants), impl_->constants);
    return {x, 1.0 / x};
  }
  const auto step = [&](double dx, double dy) {
    const Metres d = geodesic_distance(to_lonlat({p.x - dx, p.y - dy}), to_lonlat({p.x + dx, p.y + dy}));
    return d.value / (2 * kStep);
  };
  return {step(kStep, 0), step(0, kStep)};
}

}  // namespace zonegate::geom
