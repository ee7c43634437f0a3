// SPDX-License-Identifier: Apache-2.0
//
// Part of app.h: the footprints of a run among themselves.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace zonegate::app {

using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

struct GroundOptions {
  std::string evidence;              // evidence.gpkg of the run
  std::string area = "ellipsoidal";  // as the run measured
  int jobs = 0;                      // never changes a byte
};
// Lays the footprints of a run over one another (docs/decisions/0031). Held in memory: all footprints, with an index. A file that is missing, not
// readable, or of another run, leaves the ground not examined, and says why.
review::Ground measure_ground(const GroundOptions& options,
                              const std::vector<review::StatedProject>& projects, const Progress& progress);

}  // namespace zonegate::app
