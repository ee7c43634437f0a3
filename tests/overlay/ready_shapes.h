// SPDX-License-Identifier: Apache-2.0
//
// Random shapes, and features made ready the way a batch makes them: quickly where that is possible, else the long way.
#pragma once

#include <cmath>
#include <random>

#include "overlay/overlay.h"

namespace zonegate::testing {

// A star-shaped polygon about (x, y).
inline geom::Shape star(std::mt19937_64& random, double x, double y, double size, int vertices) {
  std::uniform_real_distribution<double> unit(0.3, 1);
  geom::Polygon polygon;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 6.283185307179586 * i / vertices, r = size * unit(random);
    polygon.shell.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
  }
  geom::Shape shape;
  shape.polygons.push_back(polygon);
  return shape;
}

inline overlay::Ready ready(const geom::Shape& shape, overlay::Preparer& preparer) {
  overlay::Ready out;
  const auto all = [](const geom::Box&) { return true; };
  const bool polygons = shape.lines.empty() && shape.points.empty();
  if (!polygons || !preparer.quick(geom::to_rings(shape), all, out)) preparer.full(shape, all, out);
  return out;
}

}  // namespace zonegate::testing
