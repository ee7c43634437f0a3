// SPDX-License-Identifier: Apache-2.0
//
// Names on the map. Each is tried at its middle, then around it; what would lie on another name, or leave the frame, is tried elsewhere, and at last left out: the
// legend and the tables have it.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "sheet/map_parts.h"

namespace zonegate::sheet {
namespace {

struct Stretch {
  double from = 0, to = 0;
};

// Where a level line goes into the rings and out of them, in turn.
std::vector<double> crossings(const std::vector<Outline>& rings, double y) {
  std::vector<double> cuts;
  for (const auto& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Spot a = ring[i], b = ring[(i + 1) % ring.size()];
      if ((a.y <= y) != (b.y <= y)) cuts.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

// The longest stretch of a level line inside the rings.
Stretch longest_inside(const std::vector<Outline>& rings, double y) {
  const std::vector<double> cuts = crossings(rings, y);
  Stretch best;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
    if (cuts[i + 1] - cuts[i] > best.to - best.from) best = {cuts[i], cuts[i + 1]};
  return best;
}

// The middle of the longest stretch of a level line inside the rings, of some level lines the best.
Spot inner_spot(const std::vector<Outline>& rings) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const Spot p : rings.front()) {
    low = std::min(low, p.y);
    high = std::max(high, p.y);
  }
  Spot best = rings.front().front();
  double longest = -1;
  for (const double t : {0.5, 0.4, 0.6, 0.3, 0.7}) {
    const double y = low + t * (high - low);
    const Stretch inside = longest_inside(rings, y);
    if (inside.to - inside.from <= longest * 1.2) continue;
    longest = inside.to - inside.from;
    best = {(inside.from + inside.to) / 2, y};
  }
  return best;
}

const std::vector<Outline>& largest_area(const Placed& placed) {
  return *std::max_element(placed.areas.begin(), placed.areas.end(), [](const auto& a, const auto& b) {
    return area_of(a.front()) < area_of(b.front());
  });
}

Spot anchor_of(const Placed& placed) {
  if (!placed.areas.empty()) {
    return inner_spot(largest_area(placed));
  }
  if (!placed.lines.empty()) {
    const Outline& path = *std::max_element(placed.lines.begin(), placed.lines.end(),
                                            [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return path[path.size() / 2];
  }
  return placed.points.front();
}

}  // namespace

double area_of(const Outline& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Spot a = ring[i], b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

bool Labels::free(const Frame& box) const {
  if (box.left < frame_.left + 1 || box.right > frame_.right - 1 || box.top < frame_.top + 1 ||
      box.bottom > frame_.bottom - 1)
    return false;
  return std::none_of(taken_.begin(), taken_.end(), [&](const Frame& t) {
    return box.left < t.right && t.left < box.right && box.top < t.bottom && t.top < box.bottom;
  });
}

geom::Box box_of(const Placed& placed) {
  geom::Box box;
  const auto add = [&](const Outline& path) {
    for (const Spot p : path) box.add(geom::Point{p.x, p.y});
  };
  for (const auto& rings : placed.areas) add(rings.front());
  for (const auto& line : placed.lines) add(line);
  add(placed.points);
  return box;
}

namespace {

// Does a level line of words about `at` lie inside of the area?
bool fits_inside(const Placed& placed, Spot at, double wide, double high) {
  if (placed.areas.empty()) return false;
  for (const double y : {at.y - high / 2, at.y, at.y + high / 2}) {
    const Stretch inside = longest_inside(largest_area(placed), y);
    if (inside.from > at.x - wide / 2 - 0.5 || inside.to < at.x + wide / 2 + 0.5) return false;
  }
  return true;
}

Frame box_about(Spot middle, double wide, double high) {
  return {middle.x - wide / 2, middle.y - high / 2, middle.x + wide / 2, middle.y + high / 2};
}

// Words across an outline could name either side of it.
bool straddles(const Placed& placed, const Frame& box) {
  return std::any_of(placed.areas.begin(), placed.areas.end(), [&](const auto& rings) {
    return std::any_of(rings.begin(), rings.end(),
                       [&](const Outline& ring) { return !geom::cut_path(ring, true, box.box()).empty(); });
  });
}

// A river is narrower than its name, which lies upon it.
bool narrow(const std::vector<Outline>& rings, double high) {
  double round = 0;
  const Outline& shell = rings.front();
  for (std::size_t i = 0; i < shell.size(); ++i) {
    const Spot a = shell[i], b = shell[(i + 1) % shell.size()];
    round += std::hypot(b.x - a.x, b.y - a.y);
  }
  return 2 * area_of(shell) < round * high;
}

// Middles of the words: inside if there is room, else beside the shape, at last further away with a line that leads to it; then near its middle, across its outline.
struct Place {
  Spot middle;
  bool leads = false;
  std::optional<Spot> to = {};  // where the line ends; else at the middle of the shape
};

// Left and right of a shape, however large it is, with a line that ends just within it.
void add_beside(const std::vector<Outline>& rings, const geom::Box& box, double wide,
                std::vector<Place>& out) {
  constexpr double kGap = 2, kWithin = 2;
  for (const double t : {0.5, 0.25, 0.75, 0.12, 0.88}) {
    const double level = box.min_y + t * (box.max_y - box.min_y);
    const Stretch inside = longest_inside(rings, level);
    const double within = std::min(kWithin, (inside.to - inside.from) / 2);
    if (!(within > 0)) continue;
    out.push_back({{inside.from - kGap - wide / 2, level}, true, Spot{inside.from + within, level}});
    out.push_back({{inside.to + kGap + wide / 2, level}, true, Spot{inside.to - within, level}});
  }
}
std::vector<Place> places_of(const Placed& placed, double wide, double high, bool strong) {
  const Spot at = anchor_of(placed);
  std::vector<Place> out;
  if (fits_inside(placed, at, wide, high)) out.push_back({at});
  Placed one;
  if (!placed.areas.empty())
    one.areas.push_back(largest_area(placed));
  else
    one.points.push_back(at);
  const geom::Box box = strong ? ringed(box_of(one)) : box_of(one);
  const double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
  const double up = box.min_y - high / 2 - 1, down = box.max_y + high / 2 + 1,
               left = box.min_x - wide / 2 - 1.4, right = box.max_x + wide / 2 + 1.4;
  if (!placed.areas.empty()) {  // elsewhere inside
    const auto& rings = largest_area(placed);
    for (const double t : {0.25, 0.75, 0.12, 0.88}) {
      const double level = box.min_y + t * (box.max_y - box.min_y);
      const Stretch inside = longest_inside(rings, level);
      const Spot middle = {(inside.from + inside.to) / 2, level};
      if (!strong && fits_inside(placed, middle, wide, high)) out.push_back({middle});
    }
    if (!strong) out.push_back({at});
  }
  constexpr double kSmall = 30;  // what lies beside the box of a long river is nowhere near it
  if (strong || (box.max_x - box.min_x < kSmall && box.max_y - box.min_y < kSmall))
    for (const Spot s : {Spot{x, up},
                         {x, down},
                         {right, y},
                         {left, y},
                         {right, up},
                         {left, up},
                         {right, down},
                         {left, down}})
      out.push_back({s});
  constexpr double kFar = 7;
  for (const Spot s : {Spot{x, up - kFar},
                       {x, down + kFar},
                       {right + kFar, up},
                       {left - kFar, up},
                       {right + kFar, down},
                       {left - kFar, down}})
    if (strong) out.push_back({s, true});
  const double aside = wide / 2 + 2.5;
  for (const Spot by : {Spot{0, -high - 1},
                        {0, high + 1},
                        {aside, 0},
                        {-aside, 0},
                        {aside, -high - 1},
                        {-aside, high + 1},
                        {0, -2.4 * high},
                        {0, 2.4 * high}})
    out.push_back({{at.x + by.x, at.y + by.y}});
  if (placed.areas.empty() || narrow(largest_area(placed), high)) return out;
  if (!strong) add_beside(largest_area(placed), box, wide, out);
  std::stable_partition(out.begin(), out.end(), [&](const Place& place) {
    return !straddles(placed, box_about(place.middle, wide, high));
  });
  return out;
}

// Do most of the words lie on the shape? Beside it, or half across its border, nobody can tell which of several outlines they name.
bool lies_on(const Placed& placed, const Frame& box) {
  constexpr double kMost = 0.7;
  double best = placed.areas.empty() ? 1 : 0;
  for (const auto& rings : placed.areas) {
    const std::vector<double> cuts = crossings(rings, (box.top + box.bottom) / 2);
    double inside = 0;
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2)
      inside += std::max(0.0, std::min(cuts[i + 1], box.right) - std::max(cuts[i], box.left));
    best = std::max(best, inside / (box.right - box.left));
  }
  return best >= kMost;
}

}  // namespace

bool Labels::put(Canvas& canvas, const Placed& placed, const std::string& words, bool strong) {
  if (placed.empty()) return false;
  const double size = strong ? 2.8 : 2.4, wide = text_width(words, size), high = size * 1.15;
  for (const auto& [middle, leads, end] : places_of(placed, wide, high, strong)) {
    const Frame box = box_about(middle, wide, high);
    if (!free(box)) continue;
    taken_.push_back({box.left - 0.5, box.top - 0.3, box.right + 0.5, box.bottom + 0.3});
    const Spot to = end.value_or(anchor_of(placed));
    const bool upon = to.x > box.left && to.x < box.right && to.y > box.top && to.y < box.bottom;
    if (leads || (!strong && !upon && !lies_on(placed, box))) {
      canvas.line({{std::clamp(to.x, box.left, box.right), std::clamp(to.y, box.top, box.bottom)}, to},
                  "#000000", 0.2);
    }
    canvas.text({middle.x, middle.y + size * 0.36}, words,
                {size, Canvas::Anchor::middle, strong, "#000000", 0, true});
    return true;
  }
  return false;
}

bool Labels::put_region(Canvas& canvas, const Placed& placed, const std::string& words) {
  if (placed.areas.empty()) return false;
  const auto& rings = largest_area(placed);
  constexpr double kSize = 3.4;
  const double wide = text_width(words, kSize), high = kSize * 1.15;
  geom::Box box;
  for (const Spot p : rings.front()) box.add(geom::Point{p.x, p.y});
  for (const double t : {0.18, 0.82, 0.3, 0.7, 0.5, 0.1, 0.9}) {
    const double y = box.min_y + t * (box.max_y - box.min_y);
    const Stretch above = longest_inside(rings, y - high / 2), below = longest_inside(rings, y + high / 2);
    const double from = std::max(above.from, below.from), to = std::min(above.to, below.to);
    if (to - from < wide + 2) continue;
    for (const double s : {0.5, 0.25, 0.75, 0.1, 0.9}) {
      const double left = from + 1 + s * (to - from - wide - 2);
      const Frame at = {left, y - high / 2, left + wide, y + high / 2};
      if (!free(at)) continue;
      taken_.push_back({at.left - 1, at.top - 0.5, at.right + 1, at.bottom + 0.5});
      canvas.text({left + wide / 2, y + kSize * 0.36}, words,
                  {kSize, Canvas::Anchor::middle, false, "#5a5a5a", 0, true});
      return true;
    }
  }
  return false;
}

}  // namespace zonegate::sheet
