// SPDX-License-Identifier: Apache-2.0
// Private to app: the ground that a project takes, by role, stand and land class.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// A sub-compartment near a project, and what of each part lies in it.
struct GroundStand {
  std::string layer_id, feature_id;
  const geom::Figure* figure = nullptr;
  const Attributes* fields = nullptr;
};
struct Ground {
  std::vector<carbon::RoleAreas> roles;  // by role, disjoint: what the plain account takes
  carbon::GroundTable table;             // the same ground, by stand too
  // Drawn ground of each stand under the parts of each role, in the plane. Where roles overlap these do too; the table's rows do not.
  struct Drawn {
    std::size_t stand = 0;
    schema::Role role = schema::Role::permanent;
    geom::Figure figure;
  };
  std::vector<Drawn> drawn;
};
// Ground of the parts that occupy some. raster: land cover; null: all cells lie beyond it. Roles are made disjoint in the order of strictness, stands in their
// order where they overlap. Areas of classes by exact coverage of cells, so all rows add to the footprint's area (zonal::class_areas says how well).
// A stand that cannot be drawn is an Issue, and its ground counts as ground without a stand.
Ground measure_ground_table(const catalog::Project& project, io::RasterSource* raster,
                            std::span<const GroundStand> stands, const geom::Plane& plane,
                            std::vector<Issue>& issues);

}  // namespace zonegate::app
