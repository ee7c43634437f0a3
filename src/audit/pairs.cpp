// SPDX-License-Identifier: Apache-2.0
//
// Overlaps of two features.
//
// Idea. Neighbours that share an edge are the many; an overlap worth telling is rare. A packed R-tree gives candidates, the quick measure of prepared areas sorts out
// all whose shared area is no more than its own bound and a strip of rounding along the edges seen; only the others are swept piece by piece, since a long thin sliver may
// hide a tooth. Nothing wider than kRoundingWidth is lost: a piece of that width has more area than the strip allows for its own outline, which is part of what was seen.
// Cost: n log n, and one sweep for each true overlap.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

// Of the area that rounding may explain: two grid steps along all edges that were looked at.
bool worth_a_sweep(const geom::Measured& shared, double boundary_seen) {
  return shared.value > shared.bound + 2 * geom::kGrid * boundary_seen;
}

Pieces shared_pieces(const Feature& a, const Feature& b, const geom::Plane& plane) {
  const geom::Figure fa = figure_of(a.area), fb = figure_of(b.area);
  const geom::RegionInput inputs[] = {{fa.area_edges(), 0}, {fb.area_edges(), 1}};
  geom::RegionOptions options;
  options.components = true;
  options.window = geom::Box{std::max(a.box.min_x, b.box.min_x), 0, std::min(a.box.max_x, b.box.max_x), 0};
  return pieces_of(geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; }, plane, options));
}

}  // namespace

Pieces pieces_of(const geom::Region& region) {
  Pieces pieces;
  for (const auto& piece : region.components) {
    if (piece.width < kRoundingWidth) continue;
    pieces.area += piece.area;
    pieces.widest = std::max(pieces.widest, piece.width);
  }
  return pieces;
}

std::vector<Overlap> overlaps(const Work& work, const Data& a, const Data& b) {
  std::vector<Overlap> found;
  geom::AreaOverlap shared;
  std::vector<std::size_t> near;
  const bool same = &a == &b;
  for (std::size_t i = 0; i < a.features.size(); ++i) {
    if (i % 1000 == 0)
      work.progress("overlaps of " + a.layer->id + " and " + b.layer->id, i, a.features.size());
    const Feature& one = a.features[i];
    if (one.area.empty()) continue;
    b.index.query(one.box, near);
    for (const std::size_t j : near) {
      const Feature& other = b.features[j];
      if ((same && j <= i) || other.area.empty()) continue;
      if (!worth_a_sweep(shared(one.area, other.area), shared.boundary_seen())) continue;
      const Pieces pieces = shared_pieces(one, other, work.plane);
      if (pieces.widest >= kRoundingWidth) found.push_back({i, j, pieces.area, pieces.widest});
    }
  }
  return found;
}

geom::Shape draw_overlap(const Work& work, const Feature& a, const Feature& b) {
  return lonlat(geom::draw_intersection(figure_of(a.area), figure_of(b.area)).shape, work.plane);
}

}  // namespace zonegate::audit
