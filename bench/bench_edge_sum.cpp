// SPDX-License-Identifier: Apache-2.0
// Rates of the edge sum (geom::overlap_area), the area and the certificate, on star-shaped polygons with a
// fixed seed.
#include <fmt/format.h>

#include <cmath>
#include <random>

#include "bench_timer.h"
#include "geom/geom.h"

namespace {
using namespace zonegate;

geom::Figure star(std::mt19937_64& random, double cx, double cy, double radius, int vertices) {
  std::uniform_real_distribution<double> unit(0, 1);
  geom::Polygon polygon;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * 3.14159265358979323846 * (i + 0.8 * unit(random)) / vertices;
    const double r = radius * (0.5 + 0.5 * unit(random));
    polygon.shell.push_back({cx + r * std::cos(angle), cy + r * std::sin(angle)});
  }
  geom::Shape shape;
  shape.polygons.push_back(std::move(polygon));
  return geom::make_figure(std::move(shape));
}

void row(int a_vertices, int b_vertices) {
  std::mt19937_64 random(2026);
  const geom::Figure a = star(random, 500000, 3300000, 400, a_vertices),
                     b = star(random, 500150, 3300100, 500, b_vertices);
  const int repeat = std::max(1, 4'000'000 / (a_vertices * b_vertices));
  double sink = 0;
  const double sum = bench::median_seconds([&] {
    for (int i = 0; i < repeat; ++i) sink += geom::overlap_area(a.area_edges(), b.area_edges()).value;
  });
  const double area = bench::median_seconds([&] {
    for (int i = 0; i < repeat; ++i) sink += geom::area(b.area_edges()).value;
  });
  const double excess = bench::median_seconds([&] { sink += geom::excess(b.area_edges()).value; });
  const double pairs = static_cast<double>(a_vertices) * b_vertices * repeat;
  fmt::print("{:>8} {:>8} {:>14.3e} {:>14.3e} {:>14.3e} {:>14.3e}\n", a_vertices, b_vertices, pairs / sum,
             static_cast<double>(a_vertices + b_vertices) * repeat / sum, b_vertices * repeat / area,
             b_vertices / excess);
  if (!std::isfinite(sink)) fmt::print("not finite\n");
}
}  // namespace

int main() {
  fmt::print("edge sum, medians of 7 runs, seed 2026\n");
  fmt::print("{:>8} {:>8} {:>14} {:>14} {:>14} {:>14}\n", "edges A", "edges B", "pairs/s", "edges/s",
             "area edges/s", "certif. edges/s");
  for (const auto& [a, b] : {std::pair{8, 50}, {50, 50}, {50, 1000}, {200, 5000}, {1000, 20000}}) row(a, b);
  return 0;
}
