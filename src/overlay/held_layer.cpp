// SPDX-License-Identifier: Apache-2.0
//
// Streams one data set over the windows of a block of projects and keeps only what lies near one of them.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
bool is_mosaic(std::string_view kind) {
  const auto* spec = schema::find_kind(kind);
  return spec && (spec->tiles || kind == "dltb" || kind == "forest" || kind == "func_zone");
}

geom::Box window_of(const catalog::Project& project, const geom::Plane& plane, double metres) {
  geom::Box box;
  for (const auto& part : project.parts) box.add(part.figure->box);
  if (box.empty()) return box;
  // The ground scale changes slowly; 2 % more than the distance at either end of the box covers its change over 100 km.
  const geom::GroundScale low = plane.ground_scale({box.min_x, box.min_y});
  const geom::GroundScale high = plane.ground_scale({box.max_x, box.max_y});
  return box.grown(1.02 * metres / std::min(low.x, high.x), 1.02 * metres / std::min(low.y, high.y));
}

HeldLayer hold(const catalog::Layer& layer, const MeasureInput& input,
               const std::vector<geom::Box>& windows) {
  HeldLayer held;
  held.layer = &layer;
  auto placed = catalog::place_coverage(layer, input.plane);
  held.coverage = std::move(placed.figure);
  held.coverage_fault = std::move(placed.fault);
  const index::BoxIndex near(windows);
  geom::Box all;
  for (const auto& window : windows) {
    if (!window.empty()) all.add(window);
  }
  const auto wanted = [&](const geom::Box& box) {
    return !all.empty() && box.meets(all) && !near.query(box).empty();
  };
  held.report =
      catalog::read_layer(layer, input.layers.aliases, input.plane, wanted, [&](catalog::FeatureRow&& row) {
        held.features.push_back({row.feature_id, std::move(row.fields), std::move(row.figure)});
      });
  std::vector<geom::Box> boxes;
  boxes.reserve(held.features.size());
  for (const auto& feature : held.features)
    boxes.push_back(feature.figure ? feature.figure->box : geom::Box{});
  held.index = index::BoxIndex(boxes);
  return held;
}

}  // namespace zonegate::overlay
