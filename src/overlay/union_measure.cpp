// SPDX-License-Identifier: Apache-2.0
//
// Mosaics (land classes, control units) do not overlap themselves, so their pieces inside a footprint add up; that is tested, not believed: every two features
// of the group whose boxes meet are measured against each other. One overlap among them, and the region is measured as a whole.
#include "overlay/overlay.h"

namespace zonegate::overlay {

bool UnionMeasure::apart(std::span<const Part> parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t k = i + 1; k < parts.size(); ++k) {
      const Ready &p = *parts[i].feature, &q = *parts[k].feature;
      if (!p.box().meets(q.box())) continue;
      const geom::Measured both = measure_(p.area, q.area);
      if (both.value > both.bound) return false;
    }
  }
  return true;
}

geom::Measured UnionMeasure::operator()(const Ready& a, std::span<const Part> parts) {
  if (apart(parts)) {
    geom::Measured sum;
    for (const Part& part : parts) {
      sum.value += part.shared.value;
      sum.bound += part.shared.bound;
    }
    sum.bound += 0x1p-52 * static_cast<double>(parts.size()) * sum.value;
    return sum;
  }
  const auto fa = a_.figure(a);
  std::vector<std::shared_ptr<const geom::Figure>> figures;
  std::vector<geom::RegionInput> inputs{{fa->area_edges(), 0}};
  for (const Part& part : parts) {
    figures.push_back(b_.figure(*part.feature));
    inputs.push_back({figures.back()->area_edges(), 1});
  }
  geom::RegionOptions options;
  options.window = fa->box;
  return geom::measure_region(
             inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; }, plane_, options)
      .area;
}

}  // namespace zonegate::overlay
