// SPDX-License-Identifier: Apache-2.0
//
// Two ways for a feature into the plane. The quick one is for what nearly all features are: valid polygons; it keeps flat arrays and looks no further. Whatever
// it cannot prove goes the long way, which decides, repairs and explains.
#include <algorithm>

#include "overlay/overlay.h"

namespace zonegate::overlay {
namespace {

geom::Transform transform_of(const geom::Crs* source, const geom::Plane& plane) {
  return source ? geom::Transform(*source, plane) : geom::Transform::local();
}

}  // namespace

Preparer::Preparer(const geom::Crs* source, const geom::Plane& plane)
    : transform_(transform_of(source, plane)), plane_(plane) {}

std::optional<ReadyResult> Preparer::quick(const geom::RingSet& source,
                                           const std::function<bool(const geom::Box&)>& wanted, Ready& out) {
  const auto box = transform_.place(source.box());
  if (box && !wanted(*box)) return ReadyResult{ReadyState::outside, {}, {}};
  out.figure.reset();
  out.plain = true;
  if (transform_.identity()) {
    out.source.clear();
    out.area.assign(source);
  } else {
    placed_ = source;
    if (!transform_.place(placed_)) return std::nullopt;
    out.area.assign(placed_);
    out.source = source;
  }
  if (!box && !wanted(out.area.box())) return ReadyResult{ReadyState::outside, {}, {}};
  // Holes may leave nothing of one of its polygons: the long way looks at each.
  const bool holes =
      std::any_of(source.rings.begin(), source.rings.end(), [](const geom::RingRef& r) { return r.hole; });
  if (out.area.empty() || !measure_.proves_valid(out.area)) return std::nullopt;
  if (holes && geom::has_hollow_polygon(geom::to_shape(out.area.rings()))) return std::nullopt;
  return ReadyResult{};
}

ReadyResult Preparer::full(const geom::Shape& source, const std::function<bool(const geom::Box&)>& wanted,
                           Ready& out) {
  out.plain = false;
  out.figure.reset();
  out.source.clear();
  auto placed = transform_(source);
  if (!placed.figure) return {ReadyState::unusable, placed.fault, {}};
  if (!wanted(placed.figure->box)) return {ReadyState::outside, {}, {}};
  geom::Figure figure = std::move(*placed.figure);
  if (geom::has_hollow_polygon(figure.shape))
    return {ReadyState::unusable, "the holes of one of its polygons leave nothing of it", {}};
  const geom::Repair repair = geom::repair(figure, plane_);
  if (!repair.usable) return {ReadyState::unusable, "its geometry cannot be repaired: " + repair.reason, {}};
  ReadyResult result;
  if (repair.changed) {
    result.repaired = Issue{"geometry.repaired",
                            Severity::warning,
                            "",
                            "",
                            "",
                            "invalid polygon repaired (" + repair.method + "): " + repair.reason + "; " +
                                fixed(repair.moved.value, 2) + " m2 moved",
                            "check the feature at its source",
                            repair.moved};
  }
  out.area.assign(geom::to_rings(figure.shape));
  // A figure of valid polygons alone serves the quick measures too, however long its rings are.
  out.plain = figure.shape.lines.empty() && figure.shape.points.empty() && !out.area.empty();
  out.figure = std::make_shared<const geom::Figure>(std::move(figure));
  return result;
}

std::shared_ptr<const geom::Figure> Preparer::figure(const Ready& ready) const {
  if (ready.figure) return ready.figure;
  auto placed = transform_(geom::to_shape(transform_.identity() ? ready.area.rings() : ready.source));
  return std::make_shared<const geom::Figure>(placed.figure ? std::move(*placed.figure) : geom::Figure{});
}

}  // namespace zonegate::overlay
