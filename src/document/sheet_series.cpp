// SPDX-License-Identifier: Apache-2.0
//
// Long and narrow projects on paper: a railway of 30 km and 20 m is a hair on one sheet, of which nobody can see on whose ground it lies. Its sheet stands upright or
// across as the project does, and where its width could still not be seen, further sheets show it piece by piece, with an index on the first.
#include <algorithm>
#include <cmath>

#include "document/sheets.h"

namespace zonegate::document {
namespace {

constexpr double kLong = 3;       // times as long as wide: a line
constexpr double kSeen = 1;       // mm on the paper: what a project has to be wide at least
constexpr double kOverlap = 0.1;  // of a piece: what it shares with the next one

struct Size {
  double wide = 0, high = 0;  // metres
  bool upright() const { return high > wide; }
  double length() const { return std::max(wide, high); }
  bool line() const { return length() > kLong * std::min(wide, high); }
};

Size size_of(const geom::Box& b) {
  const double y = (b.min_y + b.max_y) / 2;
  return {geom::geodesic_distance({b.min_x, y}, {b.max_x, y}).value,
          geom::geodesic_distance({b.min_x, b.min_y}, {b.min_x, b.max_y}).value};
}

// What of the ground lies within the box.
geom::Box within(const std::vector<const geom::Shape*>& ground, const geom::Box& box) {
  geom::Box out;
  const auto add = [&](const geom::Path& path) {
    for (const geom::Point p : path) out.add(p);
  };
  for (const auto* shape : ground) {
    for (const auto& polygon : shape->polygons) add(geom::cut_to(polygon.shell, box));
    for (const auto& line : shape->lines)
      for (const auto& piece : geom::cut_path(line, false, box)) add(piece);
    for (const geom::Point p : shape->points)
      if (box.meets({p.x, p.y, p.x, p.y})) out.add(p);
  }
  return out;
}

}  // namespace

namespace {

// How many sheets it takes: at the largest round scale at which the width is seen, or the next that does with as many as there may be.
std::size_t count_of(const Size& size, double width_m, double room_mm, double margin_m, std::size_t most) {
  double ratio = 200;
  for (double next = ratio; next * kSeen <= width_m * 1000; next = sheet::round_ratio(ratio * 1.01))
    ratio = next;
  for (;; ratio = sheet::round_ratio(ratio * 1.01)) {
    const double room = ratio * room_mm / 1000 - 2 * margin_m;
    const double count = room > 0 ? std::ceil(size.length() * (1 + kOverlap) / room) : HUGE_VAL;
    if (count <= static_cast<double>(most)) return static_cast<std::size_t>(std::max(2.0, count));
  }
}

}  // namespace

bool stands_upright(const geom::Box& about) {
  const Size size = size_of(about);
  return size.line() && size.upright();
}

std::vector<geom::Box> pieces_of(const std::vector<const geom::Shape*>& ground, double area_m2,
                                 double margin_m, sheet::Paper paper, std::size_t most) {
  geom::Box all;
  for (const auto* shape : ground) all.add(shape->box());
  if (all.empty()) return {};
  const Size size = size_of(all);
  if (!size.line() || area_m2 <= 0) return {};
  const auto room = sheet::map_room(paper, size.upright());
  const double room_mm = size.upright() ? room.height_mm : room.width_mm;
  const double width_m = area_m2 / size.length();
  if (width_m / size.length() * room_mm >= kSeen) return {};
  const std::size_t count = count_of(size, width_m, room_mm, margin_m, std::max<std::size_t>(most, 2));
  std::vector<geom::Box> out;
  for (std::size_t i = 0; i < count; ++i) {
    const double n = static_cast<double>(count), from = (static_cast<double>(i) - kOverlap / 2) / n,
                 to = (static_cast<double>(i) + 1 + kOverlap / 2) / n;
    geom::Box slice = all;
    if (size.upright()) {  // from the north
      slice.max_y = all.max_y - from * (all.max_y - all.min_y);
      slice.min_y = all.max_y - to * (all.max_y - all.min_y);
    } else {
      slice.min_x = all.min_x + from * (all.max_x - all.min_x);
      slice.max_x = all.min_x + to * (all.max_x - all.min_x);
    }
    const geom::Box piece = within(ground, slice);
    if (!piece.empty()) out.push_back(wider(piece, margin_m));
  }
  if (out.size() < 2) out.clear();
  return out;
}

}  // namespace zonegate::document
