// SPDX-License-Identifier: Apache-2.0
//
// Features that each only touch, and together do not.
//
// The band of a hit is decided pair by pair, so a zone that comes cut into strips under 2 mm (or a footprint that does) would touch everywhere and
// overlap nowhere. Here the ground that the touching pairs of one kind share is measured once more as one region. Pieces of it that are wider than the
// touch band are hits. Where gaps as thin as the grid keep the strips apart, no piece is wide; but slivers of the touch band lie along the outline of the
// footprint, so together they cannot hold more than its length times 2 mm: what holds more is no touch either, though how wide it is stays unsure.
// Cost: one slab measure over the touching features, only where two or more of them share ground.
#include <algorithm>

#include "overlay/relate.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using facts::Band;

// A circle as wide as the touch band has 1.2e-5 m2; less than that is no hit in any form.
constexpr double kLeastM2 = 1e-5;

std::vector<Hit*> touching(Work& work, const std::string& kind) {
  std::vector<Hit*> found;
  for (auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    if (fact.kind != kind || !(hit.shared_m2 > fact.bound_m2)) continue;
    const bool thin = facts::is_hit(fact.band) && !fact.certain && fact.width_m <= kTouchWidthM;
    if (fact.band == Band::touch || thin) found.push_back(&hit);
  }
  return found;
}

geom::Region shared_ground(const Work& work, const std::vector<Hit*>& touches, double& outline) {
  std::set<std::size_t> parts;
  std::set<const geom::Figure*> seen;
  std::vector<geom::RegionInput> inputs;
  geom::RegionOptions options;
  options.components = true;
  options.within = 0;
  options.window = geom::Box{};
  for (const auto* hit : touches) {
    if (seen.insert(hit->feature->figure.get()).second)
      inputs.push_back({hit->feature->figure->area_edges(), 1});
    if (!parts.insert(hit->part).second) continue;
    const auto& figure = *work.project.parts[hit->part].figure;
    inputs.push_back({figure.area_edges(), 0});
    options.window->add(figure.box);
    outline += perimeter_of(figure, work.input.plane);
  }
  return geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; }, work.input.plane, options);
}

void make_hit(Work& work, const Hit& hit, double width, bool sure) {
  auto& fact = work.out.features[hit.fact];
  fact.band = std::max(fact.band, sure ? band_of(width, fact.accuracy_m) : Band::boundary);
  fact.width_m = fact.margin_m = std::max(fact.width_m, width);
  fact.overlap_m2 = hit.shared_m2;
  fact.net_m2 = hit.shared_m2 * (1 - deduction(hit));
  const auto share = [&](const geom::Figure& of) {
    const double whole = geom::area(of.area_edges()).value;
    return whole > 0 ? std::clamp(hit.shared_m2 / whole, 0.0, 1.0) : 0;
  };
  fact.share_part = share(*work.project.parts[hit.part].figure);
  fact.share_feature = share(*hit.feature->figure);
  fact.distance_m = 0;
  fact.certain = sure && (fact.statutory || fact.band == Band::overlap);
}

}  // namespace

void join_touches(Work& work, const std::string& kind) {
  const auto touches = touching(work, kind);
  double sum = 0;
  for (const auto* hit : touches) sum += hit->shared_m2;
  if (touches.size() < 2 || sum < kLeastM2) return;
  double outline = 0;
  const geom::Region region = shared_ground(work, touches, outline);
  const bool too_much = region.area.value > region.area.bound + kTouchWidthM * outline;
  bool joined = too_much;
  for (const auto* hit : touches) {
    if (too_much) make_hit(work, *hit, work.out.features[hit->fact].width_m, false);
    for (const auto& piece : region.components) {
      const bool here = piece.box.meets(hit->feature->figure->box) &&
                        piece.box.meets(work.project.parts[hit->part].figure->box);
      if (!here || piece.width <= kTouchWidthM) continue;
      make_hit(work, *hit, piece.width, !(piece.deviation > 0.001 && piece.width < piece.deviation));
      joined = true;
    }
  }
  if (joined) work.kinds.at(kind).near_band = Band::none;
}

}  // namespace zonegate::overlay
