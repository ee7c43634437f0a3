// SPDX-License-Identifier: Apache-2.0
#include "overlay/border_lines.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace zonegate::overlay {
namespace {

using Edge = std::array<double, 4>;

Edge edge_of(geom::Point a, geom::Point b) {
  if (std::tie(b.x, b.y) < std::tie(a.x, a.y)) std::swap(a, b);
  return {a.x, a.y, b.x, b.y};
}

bool meets(geom::Point a, geom::Point b, const geom::Box& box) {
  geom::Box edge;
  edge.add(a);
  edge.add(b);
  return edge.meets(box);
}

bool same_start(std::string_view a, std::string_view b, std::size_t digits) {
  return a.size() < digits || b.size() < digits || a.substr(0, digits) == b.substr(0, digits);
}

struct Owners {
  std::size_t first = 0;  // region that draws it
  RegionLevel level = RegionLevel::county;
};

using Edges = std::map<Edge, Owners>;

void each_edge(const geom::Shape& shape, const geom::Box& box,
               const std::function<void(geom::Point, geom::Point)>& take) {
  const auto ring = [&](const geom::Ring& points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const geom::Point a = points[i], b = points[(i + 1) % points.size()];
      if (meets(a, b, box)) take(a, b);
    }
  };
  for (const auto& polygon : shape.polygons) {
    ring(polygon.shell);
    for (const auto& hole : polygon.holes) ring(hole);
  }
}

Edges owned(std::span<const RegionShape> regions, const geom::Box& box) {
  Edges edges;
  for (std::size_t r = 0; r < regions.size(); ++r) {
    each_edge(*regions[r].shape, box, [&](geom::Point a, geom::Point b) {
      const auto [at, fresh] = edges.try_emplace(edge_of(a, b), Owners{r, region_level(regions[r].code)});
      if (fresh) return;
      const std::string &mine = regions[r].code, &other = regions[at->second.first].code;
      RegionLevel level = region_level(mine);
      if (!same_start(mine, other, 4)) level = std::max(level, RegionLevel::city);
      if (!same_start(mine, other, 2)) level = RegionLevel::province;
      at->second.level = std::max(at->second.level, level);
    });
  }
  return edges;
}

}  // namespace

RegionLevel region_level(std::string_view code) {
  if (code.size() == 2 || (code.size() == 6 && code.ends_with("0000"))) return RegionLevel::province;
  if (code.size() == 4 || (code.size() == 6 && code.ends_with("00"))) return RegionLevel::city;
  return RegionLevel::county;
}

std::string_view level_word(RegionLevel level) {
  if (level == RegionLevel::province) return "province";
  return level == RegionLevel::city ? "city" : "county";
}

std::vector<BorderLine> border_lines(std::span<const RegionShape> regions, const geom::Box& box) {
  Edges edges = owned(regions, box);
  std::vector<BorderLine> out;
  for (std::size_t r = 0; r < regions.size(); ++r) {
    bool open = false;
    each_edge(*regions[r].shape, box, [&](geom::Point a, geom::Point b) {
      const auto at = edges.find(edge_of(a, b));
      if (at == edges.end() || at->second.first != r) {
        open = false;
        return;
      }
      const RegionLevel level = at->second.level;
      const auto& last = out.empty() ? geom::Point{} : out.back().path.back();
      if (!open || out.back().level != level || last.x != a.x || last.y != a.y) out.push_back({level, {a}});
      out.back().path.push_back(b);
      open = true;
      edges.erase(at);  // a ring that runs along itself draws it once too
    });
  }
  return out;
}

}  // namespace zonegate::overlay
