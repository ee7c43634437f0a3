// SPDX-License-Identifier: Apache-2.0
//
// Long and narrow projects on paper: a railway of 30 km and 20 m is a hair on one sheet, of which nobody can see on whose ground it lies. Its sheet stands upright or
// across as the project does, and where its width could still not be seen, further sheets show it piece by piece, with an index on the first, whether it runs
// straight, at a slant or bends back.
#include <algorithm>
#include <cmath>

#include "document/sheets.h"

namespace zonegate::document {
namespace {

constexpr double kLong = 3;       // times as long as wide: a line
constexpr double kSeen = 1;       // mm on the paper: what a project has to be wide at least
constexpr double kOverlap = 0.1;  // of a piece: what it shares with the next one
constexpr double kFar = 1000;     // metres across: shorter ground that bends is seen whole
using Grounds = std::vector<const geom::Shape*>;

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
geom::Box within(const Grounds& ground, const geom::Box& box) {
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

// Metres along the borders of the ground: of long and narrow ground twice its course, however it bends.
double perimeter_of(const Grounds& ground) {
  double out = 0;
  const auto add = [&](const geom::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const geom::Point a = ring[i], b = ring[(i + 1) % ring.size()];
      out += geom::geodesic_distance({a.x, a.y}, {b.x, b.y}).value;
    }
  };
  for (const auto* shape : ground)
    for (const auto& polygon : shape->polygons) {
      add(polygon.shell);
      for (const auto& hole : polygon.holes) add(hole);
    }
  return out;
}

// How many windows of that length cover it if each shares something with the next.
std::size_t pieces_along(double length, double room) {
  return length <= room ? 1 : static_cast<std::size_t>(std::ceil(length * (1 + kOverlap) / room));
}

// The ground within the box, cut until each piece fits into the room: first along the side that needs most pieces, from the west or from the north; where nothing
// lies there is none. False: that takes more than `most`.
bool cut(const Grounds& ground, const geom::Box& box, const Size& room, std::size_t most,
         std::vector<geom::Box>& out) {
  const Size size = size_of(box);
  const std::size_t across = pieces_along(size.wide, room.wide), down = pieces_along(size.high, room.high);
  const std::size_t count = std::max(across, down);
  if (count == 1) {
    out.push_back(box);
    return out.size() <= most;
  }
  const double n = static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double from = (static_cast<double>(i) - kOverlap / 2) / n,
                 to = (static_cast<double>(i) + 1 + kOverlap / 2) / n;
    geom::Box slice = box;
    if (down > across || (down == across && size.upright())) {
      slice.max_y = std::min(box.max_y, box.max_y - from * (box.max_y - box.min_y));
      slice.min_y = std::max(box.min_y, box.max_y - to * (box.max_y - box.min_y));
    } else {
      slice.min_x = std::max(box.min_x, box.min_x + from * (box.max_x - box.min_x));
      slice.max_x = std::min(box.max_x, box.min_x + to * (box.max_x - box.min_x));
    }
    const geom::Box piece = within(ground, slice);
    if (!piece.empty() && !cut(ground, piece, room, most, out)) return false;
  }
  return true;
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
  if (all.empty() || area_m2 <= 0) return {};
  const Size size = size_of(all);
  if (!size.line() && std::hypot(size.wide, size.high) < kFar) return {};
  const auto paper_room = sheet::map_room(paper, size.line() && size.upright());
  const double width_m = 2 * area_m2 / perimeter_of(ground);  // the mean one along its course
  const double whole = std::max(size.wide / paper_room.width_mm, size.high / paper_room.height_mm);
  if (width_m >= kSeen * whole) return {};
  // The largest round scale at which the width is seen, or the next that does with as many sheets as there may be.
  double ratio = 200;
  for (double next = ratio; next * kSeen <= width_m * 1000; next = sheet::round_ratio(ratio * 1.01))
    ratio = next;
  for (; ratio < whole * 1000; ratio = sheet::round_ratio(ratio * 1.01)) {
    const Size room{ratio * paper_room.width_mm / 1000 - 2 * margin_m,
                    ratio * paper_room.height_mm / 1000 - 2 * margin_m};
    std::vector<geom::Box> out;
    if (room.wide <= 0 || room.high <= 0 || !cut(ground, all, room, std::max<std::size_t>(most, 2), out))
      continue;
    if (out.size() < 2) return {};
    for (auto& piece : out) piece = wider(piece, margin_m);
    return out;
  }
  return {};
}

}  // namespace zonegate::document
