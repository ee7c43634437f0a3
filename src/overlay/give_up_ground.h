// SPDX-License-Identifier: Apache-2.0
// Private to overlay: the ground that a project would have to leave.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "overlay/overlay.h"

namespace zonegate::overlay {

class Ground {
 public:
  Ground(const catalog::Project& project, const facts::ProjectFacts& facts, double margin_m,
         const Nearby& nearby, const geom::Plane& plane);
  // In the plane, exact near the footprint: within reach_m() of it. Error (internal) where GEOS fails, (input) where a buffer cannot be drawn.
  geom::Figure of(const std::vector<const Leave*>& leaves);
  double reach_m() const { return reach_m_; }
  double margin_m() const { return most_; }          // the most that was kept
  double deviation_m() const { return deviation_; }  // the largest of the features

 private:
  struct Member {
    geom::Figure figure;
    double accuracy_m = 0;  // to be kept as well
  };
  std::vector<Member> members(const Leave& leave, const geom::Figure& window);
  void add(const Leave& leave, std::vector<geom::Figure>& grounds);
  geom::Figure window(const Leave& leave) const;
  geom::Figure grown(const geom::Figure& figure, double distance_m, double pad_m);

  const catalog::Project& project_;
  const facts::ProjectFacts& facts_;
  double margin_;
  const Nearby& nearby_;
  const geom::Plane& plane_;
  double reach_m_ = 0, most_ = 0, deviation_ = 0;
};

}  // namespace zonegate::overlay
