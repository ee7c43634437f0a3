// SPDX-License-Identifier: Apache-2.0
//
// Ground that several parts of a project hold is in the overlap of each of them with a feature. What is added up over parts (the area of a control unit, of a land class)
// must have it once.
//
// Idea: parts are put in an order, and of each overlap only what no earlier part holds is counted; then the counted areas of a feature add up to the area of its ground
// in the union of the parts. Parts that occupy ground come first, the permanent ones before the temporary ones, so that the sums over those alone are true as well.
// Cost: nothing where no two parts share ground; else one slab measure for each pair of such a part and a feature that it meets.
#include <algorithm>
#include <limits>
#include <tuple>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using Earlier =
    std::vector<std::vector<std::size_t>>;  // of each part: those before it that share ground with it

}  // namespace

std::vector<std::size_t> order_of(const catalog::Project& project) {
  std::vector<std::size_t> order(project.parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto rank = [&](std::size_t i) {
    const auto role = project.parts[i].role;
    return std::tuple(schema::role_class(role), schema::is_temporary(role));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

namespace {

Earlier earlier_parts(const Work& work) {
  const auto& parts = work.project.parts;
  const auto order = order_of(work.project);
  std::vector<geom::Box> boxes;
  for (const std::size_t p : order) boxes.push_back(parts[p].figure->box);
  const index::BoxIndex near(boxes);
  Earlier out(parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& figure = *parts[order[i]].figure;
    if (!figure.has_area()) continue;
    for (const std::size_t k : near.query(boxes[i])) {
      const auto& before = *parts[order[k]].figure;
      if (k >= i || !before.has_area()) continue;
      const auto shared = geom::intersection_area(figure, before, work.input.plane);
      if (shared.value > shared.bound) out[order[i]].push_back(order[k]);
    }
  }
  return out;
}

// What `hit` holds and none of `earlier` does.
double beyond(const Work& work, const Hit& hit, const std::vector<std::size_t>& earlier) {
  std::vector<geom::RegionInput> inputs{{work.project.parts[hit.part].figure->area_edges(), 0},
                                        {hit.feature->figure->area_edges(), 1}};
  geom::RegionOptions options;
  options.window = work.project.parts[hit.part].figure->box;
  options.within = 0;
  for (const std::size_t p : earlier) inputs.push_back({work.project.parts[p].figure->area_edges(), 2});
  return geom::measure_region(
             inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0 && n[2] == 0; },
             work.input.plane, options)
      .area.value;
}

}  // namespace

void count_ground_once(Work& work) {
  for (const auto& hit : work.hits) {
    auto& fact = work.out.features[hit.fact];
    fact.counted_m2 = fact.overlap_m2;
  }
  if (work.project.parts.size() < 2) return;
  const Earlier earlier = earlier_parts(work);
  for (const auto& hit : work.hits) {
    auto& fact = work.out.features[hit.fact];
    if (!(fact.overlap_m2 > 0) || earlier[hit.part].empty()) continue;
    ask(work.input.go_on);
    fact.counted_m2 = std::clamp(beyond(work, hit, earlier[hit.part]), 0.0, fact.overlap_m2);
  }
}

}  // namespace zonegate::overlay
