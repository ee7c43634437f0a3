// SPDX-License-Identifier: Apache-2.0
// Rates of pixel coverage (zonal::cover) on star-shaped polygons with a fixed seed.
#include <fmt/format.h>

#include <cmath>
#include <random>

#include "bench_timer.h"
#include "zonal/zonal.h"

namespace {
using namespace zonegate;

std::vector<zonal::GridEdge> star(double radius, int vertices) {
  std::mt19937_64 random(2026);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<std::pair<double, double>> ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * 3.14159265358979323846 * (i + 0.8 * unit(random)) / vertices;
    const double r = radius * (0.5 + 0.5 * unit(random));
    ring.emplace_back(5000.3 + r * std::cos(angle), 5000.7 + r * std::sin(angle));
  }
  std::vector<zonal::GridEdge> edges;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& [x0, y0] = ring[i];
    const auto& [x1, y1] = ring[(i + 1) % ring.size()];
    edges.push_back({x0, y0, x1, y1});
  }
  return edges;
}

void row(double radius, int vertices) {
  const auto edges = star(radius, vertices);
  const zonal::Coverage once = zonal::cover(edges, 10000, 10000);
  const double cells = static_cast<double>(once.fraction.size());
  const int repeat = std::max(1, static_cast<int>(2e6 / (cells + vertices)));
  double sink = 0;
  const double seconds = bench::median_seconds([&] {
    for (int i = 0; i < repeat; ++i) sink += zonal::cover(edges, 10000, 10000).fraction[0];
  });
  fmt::print("{:>8} {:>12} {:>14.3e} {:>14.3e} {:>14.3e}\n", vertices, once.fraction.size(),
             vertices * repeat / seconds, cells * repeat / seconds, repeat / seconds);
  if (!std::isfinite(sink)) fmt::print("not finite\n");
}
}  // namespace

int main() {
  fmt::print("pixel coverage, medians of 7 runs, seed 2026\n");
  fmt::print("{:>8} {:>12} {:>14} {:>14} {:>14}\n", "edges", "window cells", "edges/s", "cells/s",
             "polygons/s");
  row(3, 8);
  row(10, 50);
  row(100, 50);
  row(100, 1000);
  row(1000, 1000);
  row(1000, 100000);
  return 0;
}
