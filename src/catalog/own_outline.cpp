// SPDX-License-Identifier: Apache-2.0
#include "catalog/own_outline.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace zonegate::catalog {
namespace {

using Key = std::tuple<double, double, double, double>;

// The same whichever way the edge runs.
Key key_of(const geom::Point& a, const geom::Point& b) {
  return std::tie(a.x, a.y) < std::tie(b.x, b.y) ? Key(a.x, a.y, b.x, b.y) : Key(b.x, b.y, a.x, a.y);
}

void add_ring(const geom::Ring& ring, std::set<Key>& edges) {
  for (std::size_t i = 0; i < ring.size(); ++i) edges.insert(key_of(ring[i], ring[(i + 1) % ring.size()]));
}

std::set<Key> edges_of(const geom::Shape& shape) {
  std::set<Key> edges;
  for (const auto& polygon : shape.polygons) {
    add_ring(polygon.shell, edges);
    for (const auto& hole : polygon.holes) add_ring(hole, edges);
  }
  return edges;
}

bool follows(const geom::Path& path, const std::set<Key>& edges) {
  for (std::size_t i = 1; i < path.size(); ++i)
    if (!edges.contains(key_of(path[i - 1], path[i]))) return false;
  return path.size() > 1;
}

}  // namespace

OwnOutline drop_own_outline(geom::Figure& figure) {
  if (!figure.has_area() || (figure.shape.lines.empty() && figure.shape.points.empty())) return {};
  geom::Shape shape = figure.shape;
  OwnOutline out;
  if (!shape.lines.empty()) {
    const auto edges = edges_of(shape);
    out.lines = std::erase_if(shape.lines, [&](const auto& path) { return follows(path, edges); });
  }
  out.points = std::erase_if(shape.points, [&](const geom::Point& p) {
    return geom::locate(p, figure.area_edges()) != geom::Side::outside;
  });
  if (out.points + out.lines > 0) figure = geom::make_figure(std::move(shape));
  return out;
}

}  // namespace zonegate::catalog
