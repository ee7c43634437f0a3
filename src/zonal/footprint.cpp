// SPDX-License-Identifier: Apache-2.0
//
// From figures to one boundary without overlaps
// ---------------------------------------------
// The certificate of geom (excess: the integral of w(w-1) over the plane, w the winding number) is 0 for the
// edges of all figures together exactly if no two of them overlap and none is folded. Then the edges
// themselves are the boundary of the union; touching parts cancel in the accumulation. Otherwise the slab
// measure gives the boundary of the union.
//
// Vertical edges carry no area below them, so neither form lists them. Before the boundary goes through a map
// that bends lines they are put back: on every line x = const the ends of the edges are sources and sinks;
// going up the line, the balance so far is what a vertical edge must carry. Why correct: the boundary of a
// region has no ends. Cost: a sort of the ends.
#include "zonal/footprint.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

namespace zonegate::zonal {
namespace {

std::vector<geom::Edge> all_edges(std::span<const geom::Figure* const> figures) {
  std::vector<geom::Edge> edges;
  for (const geom::Figure* figure : figures) {
    const auto rings = figure->area_edges();
    edges.insert(edges.end(), rings.begin(), rings.end());
  }
  return edges;
}

std::vector<geom::BoundaryEdge> signed_edges(const std::vector<geom::Edge>& edges) {
  std::vector<geom::BoundaryEdge> result;
  result.reserve(edges.size());
  for (const geom::Edge& e : edges) {
    if (e.sign != 0) result.push_back({e.x0, e.y0, e.x1, e.y1, e.sign});
  }
  return result;
}

using Ends = std::map<double, std::vector<std::pair<double, int>>>;  // x -> (y, arrivals - departures)

void close_line(double x, std::vector<std::pair<double, int>>& ends, std::vector<Directed>& out) {
  std::sort(ends.begin(), ends.end());
  int balance = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    balance += ends[i].second;
    if (ends[i].first == ends[i + 1].first) continue;
    const geom::Point low{x, ends[i].first}, high{x, ends[i + 1].first};
    for (int k = 0; k < std::abs(balance); ++k)
      out.push_back(balance > 0 ? Directed{low, high} : Directed{high, low});
  }
  if (balance + ends.back().second != 0) {
    throw Error(ErrorKind::internal,
                "the boundary of the footprint does not close at plane x = " + shortest(x));
  }
}

}  // namespace

Footprint footprint_of(std::span<const geom::Figure* const> figures, const geom::Plane& plane) {
  Footprint result;
  std::vector<geom::RegionInput> inputs;
  for (const geom::Figure* figure : figures) {
    if (!figure->has_area()) continue;
    inputs.push_back({figure->area_edges(), 0});
    result.box.add(figure->box);
  }
  if (inputs.empty()) return result;
  const std::vector<geom::Edge> edges = all_edges(figures);
  const geom::Measured excess = geom::excess(edges);
  if (excess.value <= excess.bound) {
    result.area = geom::area(edges).value;
    result.edges = signed_edges(edges);
    return result;
  }
  geom::RegionOptions options;
  options.boundary = true;
  geom::Region region = geom::measure_region(
      inputs, [](std::span<const int> counts) { return counts[0] > 0; }, plane, options);
  result.area = region.area.value;
  result.edges = std::move(region.boundary);
  return result;
}

std::vector<Directed> close(const std::vector<geom::BoundaryEdge>& edges) {
  std::vector<Directed> result;
  result.reserve(edges.size() + edges.size() / 4);
  Ends ends;
  for (const geom::BoundaryEdge& e : edges) {
    const geom::Point left{e.x0, e.y0}, right{e.x1, e.y1};
    result.push_back(e.sign > 0 ? Directed{left, right} : Directed{right, left});
    ends[e.x0].emplace_back(e.y0, -e.sign);
    ends[e.x1].emplace_back(e.y1, e.sign);
  }
  for (auto& [x, list] : ends) close_line(x, list, result);
  return result;
}

}  // namespace zonegate::zonal
