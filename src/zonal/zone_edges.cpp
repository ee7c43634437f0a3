// SPDX-License-Identifier: Apache-2.0
//
// Polygons, lines and points in grid coordinates.
#include <algorithm>
#include <cmath>

#include "zonal/grid_map.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

double turn(const std::vector<geom::Point>& ring) {  // twice the signed area
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {  // the closing edge ends in ring[0] and adds nothing
    const geom::Point a = ring[i], b = ring[i + 1];
    sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
  }
  return sum;
}

// Where a segment crosses the lines between cells: shares of its length, rising, 0 and 1 included.
void add_crossings(double from, double to, std::vector<double>& at) {
  if (from == to) return;
  const double low = std::min(from, to), high = std::max(from, to);
  for (double line = std::floor(low) + 1; line < high; line += 1) at.push_back((line - from) / (to - from));
}

int cell_of(double v) { return static_cast<int>(std::clamp(std::floor(v), -2e9, 2e9)); }

}  // namespace

GridFrame::GridFrame(const io::RasterGrid& grid) : grid_(grid) {
  if (grid.cell_x * grid.cell_y - grid.skew_x * grid.skew_y == 0)
    throw Error(ErrorKind::internal, "a raster's cells have no size");
}

std::vector<GridEdge> grid_edges(const geom::RingSet& rings, const GridFrame& frame) {
  std::vector<GridEdge> edges;
  edges.reserve(rings.vertices.size());
  std::vector<geom::Point> ring;
  for (const geom::RingRef& ref : rings.rings) {
    if (ref.count < 3) continue;
    ring.clear();
    for (std::uint32_t i = 0; i < ref.count; ++i) ring.push_back(frame(rings.vertices[ref.first + i]));
    if ((turn(ring) > 0) == ref.hole) std::reverse(ring.begin(), ring.end());
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
      edges.push_back({ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y});
    edges.push_back({ring.back().x, ring.back().y, ring.front().x, ring.front().y});
  }
  return edges;
}

std::vector<GridEdge> mapped_edges(const geom::Figure& figure, const io::RasterGrid& grid,
                                   const geom::Crs& crs, const geom::Plane& plane) {
  const geom::Figure* one[] = {&figure};
  const Footprint footprint = footprint_of(one, plane);
  if (footprint.edges.empty()) return {};
  const auto map = make_grid_map(grid, crs, plane, footprint);
  auto edges = map->edges(footprint);
  // A footprint lists no vertical edges, and rows of cells are summed across them: they are put back.
  for (const Directed& e : close(footprint.edges)) {
    if (e.from.x != e.to.x) continue;
    const geom::Point a = map->place(e.from), b = map->place(e.to);
    edges.push_back({a.x, a.y, b.x, b.y});
  }
  return edges;
}

std::vector<CellShare> line_cells(const geom::Shape& shape, std::span<const double> lengths,
                                  const GridFrame& frame) {
  std::vector<CellShare> cells;
  std::size_t edge = 0;
  std::vector<double> at;
  for (const auto& path : shape.lines) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      const double length = lengths[edge++];
      const geom::Point a = frame(path[i]), b = frame(path[i + 1]);
      at.assign({0.0, 1.0});
      add_crossings(a.x, b.x, at);
      add_crossings(a.y, b.y, at);
      std::sort(at.begin(), at.end());
      for (std::size_t k = 0; k + 1 < at.size(); ++k) {
        const double middle = 0.5 * (at[k] + at[k + 1]);
        cells.push_back({cell_of(a.y + middle * (b.y - a.y)), cell_of(a.x + middle * (b.x - a.x)),
                         (at[k + 1] - at[k]) * length});
      }
    }
  }
  return cells;
}

std::vector<CellShare> point_cells(const std::vector<geom::Point>& points, const GridFrame& frame,
                                   bool bilinear) {
  std::vector<CellShare> cells;
  for (const geom::Point p : points) {
    const geom::Point g = frame(p);
    if (!bilinear) {
      cells.push_back({cell_of(g.y), cell_of(g.x), 1});
      continue;
    }
    const int column = cell_of(g.x - 0.5), row = cell_of(g.y - 0.5);
    const double x = g.x - 0.5 - column, y = g.y - 0.5 - row;
    for (int dy = 0; dy < 2; ++dy)
      for (int dx = 0; dx < 2; ++dx)
        cells.push_back({row + dy, column + dx, (dx ? x : 1 - x) * (dy ? y : 1 - y)});
  }
  return cells;
}

}  // namespace zonegate::zonal
