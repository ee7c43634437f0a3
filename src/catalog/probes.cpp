// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "catalog/project_row.h"

namespace zonegate::catalog {
namespace {

constexpr std::size_t kProbesOfPart = 16;

std::vector<geom::Point> corners_of(const geom::Shape& shape) {
  std::vector<geom::Point> all = shape.points;
  for (const auto& path : shape.lines) all.insert(all.end(), path.begin(), path.end());
  for (const auto& polygon : shape.polygons)
    all.insert(all.end(), polygon.shell.begin(), polygon.shell.end());
  return all;
}

}  // namespace

void keep_probes(Project& project, const geom::Shape& shape, const geom::Crs& crs) {
  const std::size_t room = std::min(kProbesOfPart, kProbes - std::min(kProbes, project.probes.size()));
  if (room == 0) return;
  const auto corners = corners_of(shape);
  const std::size_t wanted = std::min(room, corners.size());
  for (std::size_t i = 0; i < wanted; ++i)
    project.probes.push_back({corners[i * corners.size() / wanted], crs.authority()});
}

}  // namespace zonegate::catalog
