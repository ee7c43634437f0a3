// SPDX-License-Identifier: Apache-2.0
//
// Rings around a feature: what lies in the larger disc less what lies in the smaller one.
//
// The discs are drawn once for the feature, each holding the one before it, so differences of measures are the measures of the rings, and they add up to
// the overlap with the outermost disc without any rest but rounding.
#include <algorithm>

#include "overlay/relate.h"

namespace zonegate::overlay {

RingMeasure::RingMeasure(const Ready& a, std::span<const double> distances, const geom::Plane& plane,
                         const Preparer& preparer_a, const Preparer& preparer_b)
    : plane_(plane), b_(preparer_b) {
  const auto footprint = preparer_a.figure(a);
  const auto add = [&](std::shared_ptr<const geom::Figure> figure) {
    discs_.emplace_back();
    discs_.back().area.assign(geom::to_rings(figure->shape));
    outer_ = figure->box;
    discs_.back().figure = std::move(figure);
  };
  add(footprint);
  for (const double distance : distances) {
    geom::Figure disc = geom::buffer(*footprint, Metres(distance), plane, geom::BufferKind::best);
    geom::repair(disc, plane);  // snapping may have turned a corner over; else nothing happens
    add(std::make_shared<const geom::Figure>(std::move(disc)));
  }
}

double RingMeasure::ring_m2(std::size_t ring) const {
  const double area = discs_[ring].area.area().value;
  return ring == 0 ? area : area - discs_[ring - 1].area.area().value;
}

RingMeasure::Share RingMeasure::inside(const Disc& disc, const Ready& b, const geom::Figure* figure) {
  Share share;
  if (!disc.area.box().meets(b.box())) return share;
  if (!b.area.empty()) share.area_m2 = std::max(0.0, measure_(disc.area, b.area).value);
  if (!figure || !disc.figure->has_area()) return share;
  const geom::Figure* const areas[] = {disc.figure.get()};
  if (!figure->line_edges().empty()) share.length_m = geom::length_inside(*figure, areas, plane_).total.value;
  share.points = static_cast<std::size_t>(std::count_if(
      figure->shape.points.begin(), figure->shape.points.end(),
      [&](geom::Point p) { return geom::locate(p, disc.figure->area_edges()) != geom::Side::outside; }));
  return share;
}

std::vector<RingMeasure::Share> RingMeasure::operator()(const Ready& b) {
  const auto figure = b.plain ? nullptr : b_.figure(b);
  const Disc& outermost = discs_.back();
  const Share all = inside(outermost, b, figure.get());
  const double least = b.area.empty() ? 0 : measure_(outermost.area, b.area).bound;
  if (!(all.area_m2 > least || all.length_m > 0 || all.points > 0)) return {};
  std::vector<Share> rings;
  Share before;
  for (std::size_t k = 0; k < discs_.size(); ++k) {
    const Share now = k + 1 == discs_.size() ? all : inside(discs_[k], b, figure.get());
    rings.push_back(
        {now.area_m2 - before.area_m2, now.length_m - before.length_m, now.points - before.points});
    before = now;
  }
  return rings;
}

}  // namespace zonegate::overlay
