// SPDX-License-Identifier: Apache-2.0
// Private to sheet: the pieces that a map sheet is put together from.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "geom/geom.h"
#include "sheet/canvas.h"

namespace zonegate::sheet {

struct Frame {  // of the map on the paper
  double left = 0, top = 0, right = 0, bottom = 0;
  geom::Box box() const { return {left, top, right, bottom}; }
};

double area_of(const Outline& ring);  // mm2

// How what a map shows looks.
struct MapLook {
  Look area;
  Stroke line;
  double mark = 1.1;  // radius of a point
};
const MapLook& map_look(MapItem::What what, std::string_view layer_kind,
                        MapItem::Way way = MapItem::Way::taken);
inline const MapLook& map_look(const MapItem& item) { return map_look(item.what, item.layer_kind, item.way); }

// From degrees to the paper: a plane in metres, its scale, and where its middle lies.
struct View {
  geom::Plane plane;
  geom::Point middle;   // in the plane
  double ratio = 1000;  // 1 : ratio
  Frame frame;
  Spot operator()(geom::Point lonlat) const {
    const geom::Point p = plane.from_lonlat({lonlat.x, lonlat.y});
    return {(frame.left + frame.right) / 2 + (p.x - middle.x) * 1000 / ratio,
            (frame.top + frame.bottom) / 2 - (p.y - middle.y) * 1000 / ratio};
  }
  geom::LonLat lonlat(Spot at) const {
    return plane.to_lonlat({middle.x + (at.x - (frame.left + frame.right) / 2) * ratio / 1000,
                            middle.y - (at.y - (frame.top + frame.bottom) / 2) * ratio / 1000});
  }
};
View view_of(const MapSheet& sheet, const Frame& frame);

// An item as it lies on the paper; nothing outside of the frame.
struct Placed {
  std::vector<std::vector<Outline>> areas;  // polygons: shell and holes
  std::vector<Outline> borders, lines;
  std::vector<Spot> points;
  bool empty() const { return areas.empty() && lines.empty() && points.empty(); }
};
Placed place(const geom::Shape& lonlat, const View& view);
geom::Box box_of(const Placed& placed);  // of its areas, lines and points, mm
// 2 m2 cannot hide between the dots of a printer: what is that small on the paper has a ring about it.
inline constexpr double kRing = 3;
inline bool ring_about(const geom::Box& area) {
  return !area.empty() && std::hypot(area.max_x - area.min_x, area.max_y - area.min_y) <= kRing;
}
// With its ring, which no name crosses.
inline geom::Box ringed(const geom::Box& area) {
  if (!ring_about(area)) return area;
  const double x = (area.min_x + area.max_x) / 2, y = (area.min_y + area.max_y) / 2;
  return {x - kRing, y - kRing, x + kRing, y + kRing};
}

// furniture.cpp
void draw_graticule(Canvas& canvas, const View& view);
void draw_north(Canvas& canvas, const View& view, Lang lang);
void draw_scale(Canvas& canvas, const View& view, Spot at);
std::vector<std::string> wrapped(const std::string& words, double width, double size);

// labels.cpp: names on the map; one that finds no free place is left out.
class Labels {
 public:
  explicit Labels(const Frame& frame) : frame_(frame) {}
  void block(double left, double top, double right, double bottom) {
    taken_.push_back({left, top, right, bottom});
  }
  // Near the middle of what was placed. False: there is no room.
  bool put(Canvas& canvas, const Placed& placed, const std::string& words, bool strong);
  // Of ground that is larger than the sheet or reaches across it: inside of it, aside from what lies in the middle of the sheet.
  bool put_region(Canvas& canvas, const Placed& placed, const std::string& words);

 private:
  bool free(const Frame& box) const;
  Frame frame_;
  std::vector<Frame> taken_;
};

}  // namespace zonegate::sheet
