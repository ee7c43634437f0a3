// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "app/app.h"
#include "app/zonal_zones.h"

namespace zonegate::app {

std::vector<double> ellipsoidal_areas(const ZonalOptions& zones) {
  PairFile file(zones.zones, pair_options(zones));
  std::vector<Issue> said_elsewhere;
  overlay::Preparer preparer(file.crs_pointer(), geom::Plane::equal_area());
  std::vector<double> out;
  while (const auto batch = file.source.next()) {
    BatchPreparer each(file, preparer, said_elsewhere);
    each(
        *batch, [](const geom::Box&) { return true; },
        [&](PairFeature&& feature, overlay::Ready&) { out.push_back(feature.area_m2); },
        [&](PairFeature&&) { out.push_back(std::nan("")); });
  }
  return out;
}

}  // namespace zonegate::app
