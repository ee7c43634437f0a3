// SPDX-License-Identifier: Apache-2.0
// Private to app: footprints among themselves.
#pragma once

#include <cstddef>
#include <vector>

#include "app/pair_stream.h"

namespace zonegate::app {

struct FootprintPart {  // of one held feature
  std::size_t project = 0;
  bool occupies = false, known = false, agrees = false;
  double area_m2 = 0;
};
struct PartPair {
  std::size_t a = 0, b = 0;  // held features; the project of a is the earlier one
  overlay::PairFact fact;
};
struct Footprints {
  const PairFile& file;
  const HeldSide& held;
  const geom::Plane& plane;
  const std::vector<FootprintPart>& parts;
  const std::vector<PartPair>& pairs;
};
// footprint_unions.cpp: fills the areas of projects, the pairs of projects, and the clusters.
void join_footprints(const Footprints& in, review::Ground& out);

}  // namespace zonegate::app
