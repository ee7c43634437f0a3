// SPDX-License-Identifier: Apache-2.0
//
// Source coordinates -> plane coordinates, once, for whole shapes.
//
// Route of a vertex: source CRS --(its own projection, inverted)--> lon/lat of its datum --(datum rule)-->
// CGCS2000 --> plane, then one snap to 2^-20 m. The snap is what makes a copied boundary equal: the same
// vertex written in another CRS comes out of the chain some nanometres apart, far less than half a grid step,
// so both copies land on one grid point (or, rarely, on neighbours). Datum rule: CGCS2000 and WGS 84 are one.
// Other datums take an operation of PROJ's database that states its accuracy (<= 5 m), is no ballpark shift,
// and whose area of use holds the whole shape. Beijing 1954 and Xian 1980 are refused: PROJ would shift them
// by nothing. Deviation of an edge: the source's straight line is sampled at its quarters; the farthest
// sample from the plane's straight edge counts (exact for the parabola that projections make of it; 3 % short
// for an S-shaped one over the central meridian).
// Cost: closed form for geographic sources, one PROJ array call per shape for projected ones.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geom/datum_shift.h"
#include "geom/reference.h"
#include "geom/surround.h"

namespace zonegate::geom {
namespace {

constexpr double kWgs84Accuracy = 1.0;   // metres; docs/decisions/0003
constexpr double kLongEdge = 100.0;      // plane metres; shorter edges deviate by less than 0.2 mm
constexpr double kMinDeviation = 0.001;  // metres
constexpr double kRangeSlack = 1e-9;     // degrees, rounding of files
constexpr double kFarDegrees = 3.0;      // outside the usual range by more than this: verify and warn

// All vertices of a shape in one array: polygons (shell, holes), lines, points.
std::vector<Point> flatten(const Shape& shape) {
  std::vector<Point> all;
  all.reserve(shape.vertex_count());
  const auto add = [&](const std::vector<Point>& v) { all.insert(all.end(), v.begin(), v.end()); };
  for (const Polygon& p : shape.polygons) {
    add(p.shell);
    for (const Ring& h : p.holes) add(h);
  }
  for (const Path& l : shape.lines) add(l);
  add(shape.points);
  return all;
}

Shape unflatten(Shape shape, const std::vector<Point>& all) {
  auto from = all.begin();
  const auto take = [&](std::vector<Point>& v) {
    std::copy_n(from, v.size(), v.begin());
    from += static_cast<std::ptrdiff_t>(v.size());
  };
  for (Polygon& p : shape.polygons) {
    take(p.shell);
    for (Ring& h : p.holes) take(h);
  }
  for (Path& l : shape.lines) take(l);
  take(shape.points);
  return shape;
}

// Calls f(from, to) with the flat indexes of every edge, in the order that make_figure takes deviations.
template <class F>
void for_each_edge(const Shape& shape, F f) {
  std::size_t base = 0;
  const auto ring = [&](const Ring& r) {
    for (std::size_t i = 0; i < r.size(); ++i) f(base + i, base + (i + 1) % r.size());
    base += r.size();
  };
  for (const Polygon& p : shape.polygons) {
    ring(p.shell);
    for (const Ring& h : p.holes) ring(h);
  }
  for (const Path& l : shape.lines) {
    for (std::size_t i = 0; i + 1 < l.size(); ++i) f(base + i, base + i + 1);
    base += l.size();
  }
}

std::string number(double v) { return std::abs(v) >= 1000 && std::abs(v) < 1e12 ? fixed(v, 3) : shortest(v); }
std::string at(Point p) { return fmt::format("({}, {})", number(p.x), number(p.y)); }

bool finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

bool on_globe(Point p) {
  return std::abs(p.x) <= 180.0 + kRangeSlack && std::abs(p.y) <= 90.0 + kRangeSlack;  // false for NaN
}

// The outermost points: a projection that wraps (northing 1e12) shows there. At most four.
std::vector<std::size_t> extremes(const std::vector<Point>& all) {
  std::vector<std::size_t> out(4, 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].x < all[out[0]].x) out[0] = i;
    if (all[i].x > all[out[1]].x) out[1] = i;
    if (all[i].y < all[out[2]].y) out[2] = i;
    if (all[i].y > all[out[3]].y) out[3] = i;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool within(const Box& b, Point p) {
  return p.x >= b.min_x && p.x <= b.max_x && p.y >= b.min_y && p.y <= b.max_y;
}

double distance_to_segment(double px, double py, double ex, double ey) {
  const double length2 = ex * ex + ey * ey;
  const double t = length2 > 0 ? std::clamp((px * ex + py * ey) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(px - t * ex, py - t * ey);
}

}  // namespace

struct Transform::Impl {
  enum class Route { local, same, geographic, projected };
  Impl(Route r, Plane p) : route(r), plane(std::move(p)) {}

  Route route;
  Plane plane;
  std::string source_name;
  std::optional<Box> source_range, plane_range;  // lon/lat
  ProjContext context;
  PjPtr to_base;        // projected source <-> its lon/lat
  PjPtr plane_to_base;  // planar plane <-> lon/lat
  std::vector<DatumShift> shifts;
  double accuracy = 0;

  bool identity() const { return route == Route::local || route == Route::same; }
  void set_datum(const Crs& source, const Crs::Impl& s);
  std::string to_base_lonlat(std::vector<Point>& all, std::string& warning) const;
  std::string invert_projection(std::vector<Point>& all, std::string& warning) const;
  std::string shift_datum(std::vector<Point>& all) const;
  std::string to_plane(std::vector<Point>& all) const;
  std::string project(std::vector<Point>& all, std::string& warning) const;
  std::vector<float> deviations(const Shape& shape, const std::vector<Point>& source,
                                const std::vector<Point>& plane_points) const;
  std::string range_warning(const Box& plane_box) const;
};

void Transform::Impl::set_datum(const Crs& source, const Crs::Impl& s) {
  const auto refuse = [&](const std::string& why) {
    throw Error(
        ErrorKind::input, fmt::format("datum '{}' of {} {}", s.datum_name, source.name(), why),
        "convert the data to CGCS2000 (EPSG:4490 or its Gauss-Krueger zones) with the parameters of "
        "the surveying authority and supply the converted file; mend a system that is stated wrongly");
  };
  if (!s.doubt.empty()) refuse(s.doubt);
  if (s.datum == DatumClass::refused)
    refuse(
        "has no published transformation to CGCS2000: PROJ knows only a null (ballpark) shift, which is "
        "wrong by 50 to 150 m");
  if (s.datum == DatumClass::wgs84) accuracy = kWgs84Accuracy;
  if (s.datum != DatumClass::other) return;
  const PjPtr crs = create_crs(context, s.wkt);
  const PjPtr base(crs ? proj_crs_get_geodetic_crs(context.get(), crs.get()) : nullptr);
  if (base) shifts = shifts_to(context, base.get(), "EPSG:4490");
  if (base && shifts.empty()) {
    shifts = shifts_to(context, base.get(), "EPSG:4326");
    accuracy = kWgs84Accuracy;
  }
  if (shifts.empty())
    refuse("has no transformation to CGCS2000 or WGS 84 with a stated accuracy in PROJ's database");
  for (const DatumShift& shift : shifts) accuracy = std::max(accuracy, shift.accuracy);
}

// Source -> lon/lat of its own datum. Returns a fault or "".
std::string Transform::Impl::to_base_lonlat(std::vector<Point>& all, std::string& warning) const {
  if (route == Route::projected) return invert_projection(all, warning);
  for (const Point p : all)
    if (!on_globe(p))
      return fmt::format("coordinate {} is outside longitude -180..180, latitude -90..90: {}", at(p),
                         on_globe({p.y, p.x}) ? "are latitude and longitude swapped?" : "is the CRS right?");
  return {};
}

std::string Transform::Impl::invert_projection(std::vector<Point>& all, std::string& warning) const {
  const std::vector<Point> source = all;
  transform_arrays(to_base.get(), PJ_FWD, &all[0].x, &all[0].y, all.size(), sizeof(Point));
  const auto impossible = [&](std::size_t i) {
    return fmt::format(
        "coordinate {} cannot lie in {}: is the CRS right (zone, zone prefix of the easting, axis order)?",
        at(source[i]), source_name);
  };
  const auto comes_back = [&](std::size_t i) {
    double x = all[i].x, y = all[i].y;
    transform_arrays(to_base.get(), PJ_INV, &x, &y, 1, sizeof(Point));
    return std::hypot(x - source[i].x, y - source[i].y) < 0.01;  // false for NaN and infinity
  };
  for (const std::size_t i : extremes(source))
    if (!on_globe(all[i]) || !comes_back(i)) return impossible(i);
  Box usual;
  if (source_range) usual = source_range->grown(kFarDegrees, kFarDegrees);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!on_globe(all[i])) return impossible(i);
    if (within(usual, all[i])) continue;
    if (!comes_back(i)) return impossible(i);
    if (source_range && warning.empty())
      warning = fmt::format(
          "coordinate {} lies at {:.3f}, {:.3f}, more than {} degrees outside the usual range of {}",
          at(source[i]), all[i].x, all[i].y, kFarDegrees, source_name);
  }
  return {};
}

std::string Transform::Impl::shift_datum(std::vector<Point>& all) const {
  if (shifts.empty()) return {};
  for (const DatumShift& shift : shifts) {
    const auto inside = [&](Point p) { return !shift.area || within(*shift.area, p); };
    if (!std::all_of(all.begin(), all.end(), inside)) continue;
    std::vector<Point> moved = all;
    transform_arrays(shift.operation.get(), PJ_FWD, &moved[0].x, &moved[0].y, moved.size(), sizeof(Point));
    if (!std::all_of(moved.begin(), moved.end(), [](Point p) { return on_globe(p); })) continue;
    all = std::move(moved);
    return {};
  }
  return fmt::format(
      "coordinate near {} (lon/lat) lies outside the area of every known datum transformation of {}",
      at(all[0]), source_name);
}

std::string Transform::Impl::to_plane(std::vector<Point>& all) const {
  if (plane.is_equal_area()) {
    const cgcs2000::PlaneConstants c = cgcs2000::plane_constants();
    for (Point& p : all) p = cgcs2000::forward({p.x, p.y}, c);
    return {};
  }
  const std::vector<Point> lonlat = all;
  transform_arrays(plane_to_base.get(), PJ_INV, &all[0].x, &all[0].y, all.size(), sizeof(Point));
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!finite(all[i]) || std::abs(all[i].x) > 1e9 || std::abs(all[i].y) > 1e9)
      return fmt::format("coordinate {} (lon/lat) cannot be projected to {}", at(lonlat[i]),
                         plane.crs()->name());
  return {};
}

std::string Transform::Impl::project(std::vector<Point>& all, std::string& warning) const {
  if (all.empty() || identity()) return {};
  std::string fault = to_base_lonlat(all, warning);
  if (fault.empty()) fault = shift_datum(all);
  if (fault.empty()) fault = to_plane(all);
  return fault;
}

// plane_points: before snapping or after, it does not matter at 1 mm. Empty: no edge deviates.
std::vector<float> Transform::Impl::deviations(const Shape& shape, const std::vector<Point>& source,
                                               const std::vector<Point>& plane_points) const {
  struct Long {
    std::size_t entry, from, to;
  };
  std::vector<Long> edges;
  std::vector<Point> samples;
  std::size_t entries = 0;
  for_each_edge(shape, [&](std::size_t a, std::size_t b) {
    const Point p = plane_points[a], q = plane_points[b];
    if (std::abs(p.x - q.x) + std::abs(p.y - q.y) > kLongEdge &&
        std::hypot(p.x - q.x, p.y - q.y) > kLongEdge) {
      edges.push_back({entries, a, b});
      for (const double t : {0.25, 0.5, 0.75})
        samples.push_back(
            {source[a].x + t * (source[b].x - source[a].x), source[a].y + t * (source[b].y - source[a].y)});
    }
    ++entries;
  });
  if (edges.empty()) return {};
  std::vector<float> result(entries, 0.0f);
  std::string ignored;
  if (!project(samples, ignored).empty()) {  // unknown is never "none"
    for (const Long& e : edges)
      result[e.entry] = static_cast<float>(std::hypot(plane_points[e.from].x - plane_points[e.to].x,
                                                      plane_points[e.from].y - plane_points[e.to].y));
    return result;
  }
  const cgcs2000::PlaneConstants c = cgcs2000::plane_constants();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Point p = plane_points[edges[i].from], q = plane_points[edges[i].to];
    const double sx = plane.is_equal_area() ? cgcs2000::scale_x_quick((p.y + q.y) / 2, c) : 1.0;
    double worst = 0;
    for (std::size_t k = 3 * i; k < 3 * i + 3; ++k)
      worst = std::max(worst, distance_to_segment((samples[k].x - p.x) * sx, (samples[k].y - p.y) / sx,
                                                  (q.x - p.x) * sx, (q.y - p.y) / sx));
    const Point middle = samples[3 * i + 1];
    const double left = (q.x - p.x) * (middle.y - p.y) - (q.y - p.y) * (middle.x - p.x);
    if (worst > kMinDeviation) result[edges[i].entry] = static_cast<float>(left < 0 ? -worst : worst);
  }
  return result;
}

std::string Transform::Impl::range_warning(const Box& b) const {
  if (!plane_range || b.empty()) return {};
  for (const Point corner :
       {Point{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.min_x, b.max_y}, {b.max_x, b.max_y}}) {
    double x = corner.x, y = corner.y;
    transform_arrays(plane_to_base.get(), PJ_FWD, &x, &y, 1, sizeof(Point));
    if (!within(plane_range->grown(1, 1), {x, y}))
      return fmt::format("coordinate {} lies outside the usual range of {}", at(corner), plane.crs()->name());
  }
  return {};
}

Transform::Transform(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

Transform Transform::local() { return Transform(std::make_unique<Impl>(Impl::Route::local, Plane::local())); }

Transform::Transform(const Crs& source, const Plane& plane) {
  using Route = Impl::Route;
  const bool same = plane.crs() && source.same_as(*plane.crs());
  const Route route = plane.is_local()      ? Route::local
                      : same                ? Route::same
                      : source.geographic() ? Route::geographic
                                            : Route::projected;
  impl_ = std::make_unique<Impl>(route, plane);
  impl_->source_name = source.authority().empty() ? source.name() : source.authority() + " " + source.name();
  if (route == Route::local) return;
  if (const Crs* named = plane.crs()) {
    impl_->plane_to_base = operation_to_base(impl_->context, named->wkt(), named->name());
    impl_->plane_range = named->impl_->usual_range;
  }
  if (same) return;
  impl_->set_datum(source, *source.impl_);
  impl_->source_range = source.impl_->usual_range;
  if (route == Route::projected)
    impl_->to_base = operation_to_base(impl_->context, source.wkt(), source.name());
}

bool Transform::identity() const { return impl_->identity(); }
Metres Transform::datum_accuracy() const { return Metres(impl_->accuracy); }

Transform::Result Transform::operator()(const Shape& source) const {
  Result result;
  const std::vector<Point> before = flatten(source);
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!finite(before[i])) {
      result.fault = fmt::format("coordinate {} of vertex {} is not a finite number", at(before[i]), i + 1);
      return result;
    }
  if (impl_->identity()) {
    result.figure = make_figure(source);
  } else {
    std::vector<Point> after = before;
    result.fault = impl_->project(after, result.warning);
    if (!result.fault.empty()) return result;
    const std::vector<float> deviations = impl_->deviations(source, before, after);
    for (Point& p : after) p = {snap(p.x), snap(p.y)};
    result.figure = make_figure(unflatten(source, after), deviations);
  }
  if (result.warning.empty()) result.warning = impl_->range_warning(result.figure->box);
  return result;
}

bool Transform::place(RingSet& rings) const {
  for (const Point p : rings.vertices)
    if (!finite(p)) return false;
  if (impl_->identity()) return true;
  std::string warning;
  if (!impl_->project(rings.vertices, warning).empty()) return false;
  for (Point& p : rings.vertices) p = {snap(p.x), snap(p.y)};
  return true;
}

// x depends on the longitude alone and y on the latitude alone, both rising: corners go to corners. One grid step covers snapping.
std::optional<Box> Transform::place(const Box& source) const {
  if (source.empty() || impl_->identity()) return source;
  if (impl_->route != Impl::Route::geographic || !impl_->plane.is_equal_area() || !impl_->shifts.empty())
    return std::nullopt;
  std::vector<Point> corners{{source.min_x, source.min_y}, {source.max_x, source.max_y}};
  std::string warning;
  if (!impl_->project(corners, warning).empty()) return std::nullopt;
  return Box{corners[0].x, corners[0].y, corners[1].x, corners[1].y}.grown(kGrid, kGrid);
}

std::optional<Box> Transform::surround(const Box& source) const {
  if (auto box = place(source)) return box;
  const bool far_is_seen = impl_->route == Impl::Route::geographic || impl_->source_range;
  if (!impl_->shifts.empty() || !far_is_seen || (impl_->plane.crs() && !impl_->plane_range))
    return std::nullopt;
  std::string warning;
  const auto box = geom::surround(
      source, [&](auto& points) { return impl_->project(points, warning).empty() && warning.empty(); });
  return box && impl_->range_warning(*box).empty() ? box : std::nullopt;
}

LonLat Transform::to_lonlat(Point source) const {
  if (impl_->route == Impl::Route::local) return impl_->plane.to_lonlat(source);  // says why it cannot
  if (impl_->route == Impl::Route::same) return impl_->plane.to_lonlat(source);
  std::vector<Point> one{source};
  std::string warning;
  std::string fault =
      finite(source) ? impl_->to_base_lonlat(one, warning) : "coordinate " + at(source) + " is not finite";
  if (fault.empty()) fault = impl_->shift_datum(one);
  if (!fault.empty()) throw Error(ErrorKind::input, fault);
  return {one[0].x, one[0].y};
}

}  // namespace zonegate::geom
