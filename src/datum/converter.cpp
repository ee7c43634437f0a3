// SPDX-License-Identifier: Apache-2.0
//
// What the user asked for, and nothing else. Every vertex goes the same way; a vertex outside the box of a web map's shift stays and is told.
#include <cmath>

#include "plane_shift.h"

namespace zonegate::datum {
namespace {

template <class F>
void for_each_point(geom::Shape& shape, F f) {
  for (auto& polygon : shape.polygons) {
    for (auto& p : polygon.shell) f(p);
    for (auto& hole : polygon.holes)
      for (auto& p : hole) f(p);
  }
  for (auto& line : shape.lines)
    for (auto& p : line) f(p);
  for (auto& p : shape.points) f(p);
}

bool degrees(const geom::Box& b) {  // false for what is not a number
  return b.min_x >= -180 && b.max_x <= 180 && b.min_y >= -90 && b.max_y <= 90;
}

}  // namespace

struct Converter::Impl {
  Request request;
  std::optional<Shift> shift;

  bool none() const { return !request.swap_xy && request.from.empty() && !shift; }
  Metres web_accuracy() const { return request.from == "gcj02" ? kGcj02Accuracy : kBd09Accuracy; }
  std::string web_name() const { return request.from == "gcj02" ? "GCJ-02" : "BD-09"; }
  void from_web_map(Result& result, const std::string& crs) const;
  void by_parameters(Result& result, const std::string& crs);
};

void Converter::Impl::from_web_map(Result& result, const std::string& crs) const {
  const auto system = geom::china_system(crs);
  const bool fits = system && system->width == 0 && !system->old_datum();
  if (!crs.empty() && !fits) {
    result.fault = "the stated system is " + crs + ", but " + web_name() +
                   " is in degrees (EPSG:4326 or EPSG:4490); drop --from, or give the degrees of the map";
    return;
  }
  if (!degrees(result.shape.box())) {
    result.fault = "its coordinates are no degrees, and " + web_name() + " is in degrees; drop --from";
    return;
  }
  std::size_t outside = 0;
  const auto back = request.from == "gcj02" ? wgs84_from_gcj02 : wgs84_from_bd09;
  for_each_point(result.shape, [&](geom::Point& p) {
    if (!in_shifted_box({p.x, p.y})) ++outside;
    const geom::LonLat q = back({p.x, p.y});
    p = {q.lon, q.lat};
  });
  result.crs = "EPSG:4326";
  result.accuracy_m = web_accuracy().value;
  result.notes.push_back(web_name() + " to WGS 84 by the published formula, accuracy " +
                         shortest(result.accuracy_m) + " m");
  if (outside > 0)
    result.notes.push_back(std::to_string(outside) + " vertices lie outside China, where " + web_name() +
                           " shifts nothing; unchanged");
}

void Converter::Impl::by_parameters(Result& result, const std::string& crs) {
  const Parameters& p = shift->parameters();
  std::vector<geom::Point> points;
  for_each_point(result.shape, [&](geom::Point& q) { points.push_back(q); });
  result.fault = (*shift)(points, crs);
  if (!result.fault.empty()) return;
  std::size_t i = 0;
  for_each_point(result.shape, [&](geom::Point& q) { q = points[i++]; });
  result.crs = p.to;
  result.accuracy_m = p.accuracy_m;
  result.notes.push_back("from " + start_of(p) + " to " + p.to + " by the parameters of " + p.file + " (" +
                         p.source + "), accuracy " + shortest(p.accuracy_m) + " m");
}

Converter::Converter(const Request& request) : impl_(std::make_unique<Impl>()) {
  impl_->request = request;
  if (!request.from.empty() && request.from != "gcj02" && request.from != "bd09")
    throw Error(ErrorKind::usage, "--from " + request.from + " is not known", "say gcj02 or bd09");
  if (!request.from.empty() && !request.helmert_file.empty())
    throw Error(ErrorKind::usage,
                "--from " + request.from +
                    " and --helmert contradict each other: a web map's coordinates are "
                    "not of an old or local datum",
                "keep one of them");
  if (!request.helmert_file.empty()) impl_->shift.emplace(read_parameters(request.helmert_file));
}
Converter::~Converter() = default;
Converter::Converter(Converter&&) noexcept = default;
Converter& Converter::operator=(Converter&&) noexcept = default;

bool Converter::none() const { return impl_->none(); }
const Parameters* Converter::parameters() const {
  return impl_->shift ? &impl_->shift->parameters() : nullptr;
}

Converter::Result Converter::operator()(const geom::Shape& shape, const std::string& crs) const {
  Result result{shape, crs, 0, {}, {}};
  bool finite = true;
  for_each_point(result.shape, [&](geom::Point& p) {
    finite = finite && std::isfinite(p.x) && std::isfinite(p.y);
    if (impl_->request.swap_xy) std::swap(p.x, p.y);
  });
  if (!finite && !none()) result.fault = "a coordinate is not a finite number";
  if (impl_->request.swap_xy) result.notes.emplace_back("axes swapped, as --swap-xy says");
  if (result.fault.empty() && !result.shape.empty()) {
    if (!impl_->request.from.empty()) impl_->from_web_map(result, crs);
    if (impl_->shift) impl_->by_parameters(result, crs);
  }
  if (!result.fault.empty()) result.shape = {};
  return result;
}

std::string Converter::description() const {
  std::string text = impl_->request.swap_xy ? "axes swapped" : "";
  const std::string and_then = text.empty() ? "" : "; ";
  if (!impl_->request.from.empty())
    text += and_then + impl_->web_name() + " to WGS 84 by the published formula (" +
            shortest(impl_->web_accuracy().value) + " m)";
  if (impl_->shift) {
    const Parameters& p = impl_->shift->parameters();
    text += and_then + start_of(p) + " to " + p.to + " by " + p.file + " (" + p.source + "; " +
            shortest(p.accuracy_m) + " m)";
  }
  return text;
}

}  // namespace zonegate::datum
