// SPDX-License-Identifier: Apache-2.0
#include "app/near_window.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace zonegate::app {

geom::Box near_window(const geom::Box& box, const geom::Plane& plane, double metres) {
  if (metres <= 0) return box.grown(0.02, 0.02);
  const geom::GroundScale low = plane.ground_scale({box.min_x, box.min_y}),
                          high = plane.ground_scale({box.max_x, box.max_y});
  return box.grown(1.02 * metres / std::min(low.x, high.x), 1.02 * metres / std::min(low.y, high.y));
}

namespace {

// No smaller than near_window() of any box inside. nullopt: cannot be said.
std::optional<geom::Box> wide_window(const geom::Box& box, const geom::Plane& plane, double metres) {
  if (metres <= 0) return near_window(box, plane, 0);
  constexpr int kSteps = 8;
  double x = std::numeric_limits<double>::infinity(), y = x;
  const auto look = [&](double px, double py) {
    const geom::GroundScale scale = plane.ground_scale({px, py});
    x = std::min(x, scale.x);
    y = std::min(y, scale.y);
  };
  try {
    for (int i = 0; i <= kSteps; ++i) {
      for (int k = 0; k <= kSteps; ++k) {
        look(box.min_x + (box.max_x - box.min_x) * i / kSteps,
             box.min_y + (box.max_y - box.min_y) * k / kSteps);
      }
      look(box.min_x + (box.max_x - box.min_x) * i / kSteps, std::clamp(0.0, box.min_y, box.max_y));
    }
  } catch (const Error&) {
    return std::nullopt;
  }
  const double reach_x = 1.5 * metres / x, reach_y = 1.5 * metres / y;
  if (!std::isfinite(reach_x) || !std::isfinite(reach_y)) return std::nullopt;
  return box.grown(reach_x, reach_y);
}

}  // namespace

io::BatchSource::MayMeet may_meet(const PairFile& file, const Stretch& a, const geom::Plane& plane,
                                  double metres) {
  struct Tools {
    geom::Transform transform;
    std::vector<std::size_t> found;
  };
  auto tools = std::make_shared<Tools>(
      Tools{file.crs ? geom::Transform(*file.crs, plane) : geom::Transform::local(), {}});
  return [tools, &a, &plane, metres](const geom::Box& source) {
    const auto box = tools->transform.surround(source);
    if (!box) return true;
    const auto window = wide_window(*box, plane, metres);
    if (!window) return true;
    a.query(*window, tools->found);
    return !tools->found.empty();
  };
}

}  // namespace zonegate::app
