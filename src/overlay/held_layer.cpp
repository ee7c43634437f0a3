// SPDX-License-Identifier: Apache-2.0
//
// Streams one data set over the windows of a block of projects and keeps only what lies near one of them.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

class Windows {
 public:
  Windows(const Projects& projects, const geom::Plane& plane, double reach)
      : near_(boxes(projects, plane, reach)) {
    for (const auto* project : projects) {
      const geom::Box window = window_of(*project, plane, reach);
      if (!window.empty()) all_.add(window);
    }
  }
  bool meet(const geom::Box& box) const {
    return !all_.empty() && box.meets(all_) && !near_.query(box).empty();
  }

 private:
  static std::vector<geom::Box> boxes(const Projects& projects, const geom::Plane& plane, double reach) {
    std::vector<geom::Box> windows;
    windows.reserve(projects.size());
    for (const auto* project : projects) windows.push_back(window_of(*project, plane, reach));
    return windows;
  }
  index::BoxIndex near_;
  geom::Box all_;
};

void index_features(HeldLayer& held) {
  std::vector<geom::Box> boxes;
  boxes.reserve(held.features.size());
  for (const auto& feature : held.features)
    boxes.push_back(feature.figure ? feature.figure->box : geom::Box{});
  held.index = index::BoxIndex(boxes);
  for (std::size_t i = 0; i < held.features.size(); ++i)
    if (held.features[i].doubt.empty() || held.features[i].figure) held.by_id.emplace(held.features[i].id, i);
}

}  // namespace

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

HeldLayer hold(const catalog::Layer& layer, const MeasureInput& input, const Projects& block,
               const Projects& all, double reach) {
  HeldLayer held;
  held.layer = &layer;
  auto placed = catalog::place_coverage(layer, input.plane);
  held.coverage = std::move(placed.figure);
  held.coverage_fault = std::move(placed.fault);
  const Windows keep(block, input.plane, reach);
  const bool more = all.size() > block.size();
  const Windows look(more ? all : Projects(), input.plane, reach);
  held.report = catalog::read_layer(
      layer, input.layers.aliases, input.plane,
      [&](const geom::Box& box) { return more ? look.meet(box) : keep.meet(box); },
      [&](catalog::FeatureRow&& row) {
        ask(input.go_on);
        const geom::Box& box = row.figure ? row.figure->box : row.doubt_box;  // empty: a row of a table
        if (more && !box.empty() && !keep.meet(box)) return;
        held.features.push_back({row.feature_id, std::move(row.fields), std::move(row.figure),
                                 std::move(row.doubt), row.doubt_box});
      });
  index_features(held);
  const auto* spec = schema::find_kind(layer.kind);
  if (spec && spec->geometry == schema::Geometry::table) held.list = index_list(held);
  return held;
}

}  // namespace zonegate::overlay
