// SPDX-License-Identifier: Apache-2.0
//
// From degrees to the paper: the scale of a sheet, and what of a shape lies on it.
#include <algorithm>

#include "sheet/map_parts.h"

namespace zonegate::sheet {

double round_ratio(double least) {
  const double power = std::pow(10, std::floor(std::log10(std::max(least, 100.0))));
  for (const double k : {1.0, 2.0, 2.5, 5.0})
    if (least <= k * power) return k * power;
  return 10 * power;
}

View view_of(const MapSheet& sheet, const Frame& frame) {
  geom::Box box;
  for (const geom::Point p : {geom::Point{sheet.window.min_x, sheet.window.min_y},
                              {sheet.window.max_x, sheet.window.min_y},
                              {sheet.window.max_x, sheet.window.max_y},
                              {sheet.window.min_x, sheet.window.max_y}})
    box.add(sheet.plane.from_lonlat({p.x, p.y}));
  const double wide = (box.max_x - box.min_x) * 1000 / (frame.right - frame.left),
               high = (box.max_y - box.min_y) * 1000 / (frame.bottom - frame.top);
  return {sheet.plane,
          {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2},
          round_ratio(std::max({wide, high, 200.0})),
          frame};
}

Placed place(const geom::Shape& lonlat, const View& view) {
  constexpr double kLeast = 0.12;  // mm
  const auto path = [&](const geom::Path& points) {
    Outline out;
    for (const geom::Point p : points) out.push_back(view(p));
    Outline thin = geom::thinned(out, kLeast);
    return thin.size() < 4 ? out : thin;  // a dot stays, for its circle
  };
  Placed out;
  const auto borders = [&](const Outline& ring) {
    for (auto& piece : geom::cut_path(ring, true, view.frame.box())) out.borders.push_back(std::move(piece));
  };
  for (const auto& polygon : lonlat.polygons) {
    const Outline shell = path(polygon.shell);
    std::vector<Outline> rings = {geom::cut_to(shell, view.frame.box())};
    if (rings.front().size() < 3) continue;
    double left = area_of(rings.front());
    borders(shell);
    for (const auto& hole : polygon.holes) {
      const Outline ring = path(hole);
      Outline cut = geom::cut_to(ring, view.frame.box());
      if (cut.size() < 3) continue;
      borders(ring);
      left -= area_of(cut);
      rings.push_back(std::move(cut));
    }
    if (rings.size() > 1 && left < 0.5) continue;  // mm2: the sheet lies in a hole
    out.areas.push_back(std::move(rings));
  }
  for (const auto& line : lonlat.lines)
    for (auto& piece : geom::cut_path(path(line), false, view.frame.box()))
      out.lines.push_back(std::move(piece));
  const Frame& f = view.frame;
  constexpr double kInside = 1;
  for (const geom::Point point : lonlat.points) {
    const Spot p = view(point);
    if (p.x > f.left + kInside && p.x < f.right - kInside && p.y > f.top + kInside &&
        p.y < f.bottom - kInside)
      out.points.push_back(p);
  }
  return out;
}

}  // namespace zonegate::sheet
