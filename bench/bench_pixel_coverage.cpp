// SPDX-License-Identifier: Apache-2.0
//
// Exact pixel coverage: a star on a grid of 10,000 x 10,000 cells, by its radius in cells.
#include <fmt/format.h>

#include <numeric>

#include "bench.h"
#include "zonal/zonal.h"

using namespace zonegate;

int main() {
  for (const double radius : {3.0, 30.0, 300.0, 1500.0}) {
    const auto ring = bench::star(200, 5000.3, 5000.7, radius, 4);
    std::vector<zonal::GridEdge> edges;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& p = ring[i];
      const auto& q = ring[(i + 1) % ring.size()];
      edges.push_back({p.x, p.y, q.x, q.y});
    }
    bench::measure(fmt::format("cover radius {} cells, 200 vertices", radius),
                   std::numbers::pi * radius * radius, "cells", [&] {
                     const auto coverage = zonal::cover(edges, 10000, 10000);
                     return std::accumulate(coverage.fraction.begin(), coverage.fraction.end(), 0.0);
                   });
  }
  return 0;
}
