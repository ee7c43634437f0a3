// SPDX-License-Identifier: Apache-2.0
//
// Random polygons for property tests. One seed per run: ZONEGATE_SEED, else fixed; it is printed with every failure.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>

#include "geom/geom.h"

namespace zonegate::geom::random {

inline std::uint64_t seed() {
  const char* text = std::getenv("ZONEGATE_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20260815;
}

class Source {
 public:
  explicit Source(std::uint64_t salt = 0) : engine_(seed() + 0x9e3779b97f4a7c15 * salt) {}
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }

 private:
  std::mt19937_64 engine_;
};

// Star-shaped about the centre, so simple; convex-ish or spiky.
inline Ring star(Source& random, Point centre, double radius, int vertices) {
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 6.283185307179586 * (i + 0.9 * random.unit()) / vertices;
    const double r = radius * random.between(0.3, 1);
    ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
  }
  return ring;
}

// Any vertices in any order: crosses itself.
inline Ring tangle(Source& random, Point centre, double radius, int vertices) {
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    ring.push_back({centre.x + random.between(-radius, radius), centre.y + random.between(-radius, radius)});
  }
  return ring;
}

inline double nudge(Source& random, double v, double size) {
  switch (random.below(4)) {
    case 0:
      return v;
    case 1:
      return std::nextafter(v, 1e300);
    case 2:
      return std::nextafter(v, -1e300);
    default:
      return v + random.between(-size, size);
  }
}

// The same ring, hardly moved, with some edges split.
inline Ring nearly(Source& random, const Ring& ring, double size) {
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point p = ring[i];
    const Point q = ring[(i + 1) % ring.size()];
    out.push_back({nudge(random, p.x, size), nudge(random, p.y, size)});
    if (random.below(3) == 0) out.push_back({(p.x + q.x) / 2, (p.y + q.y) / 2});
  }
  return out;
}

inline Ring mapped(Ring ring, double kx, double ky, double dx, double dy) {
  for (Point& p : ring) p = {p.x * kx + dx, p.y * ky + dy};
  return ring;
}

inline Figure figure(Ring shell, std::vector<Ring> holes = {}) {
  Shape shape;
  shape.polygons.push_back({std::move(shell), std::move(holes)});
  return make_figure(std::move(shape));
}

inline Figure wkt(const std::string& text) {
  std::optional<Shape> shape = from_wkt(text);
  if (!shape) throw std::runtime_error("not WKT: " + text);
  return make_figure(std::move(*shape));
}

// Vertices on a few whole numbers: horizontal and vertical edges, vertices that both sides share, boxes whose sides coincide.
inline Ring lattice(Source& random) {
  Ring ring = star(random, {0, 0}, 6, 4 + random.below(8));
  const double dx = random.below(5), dy = random.below(5);
  for (Point& p : ring) p = {std::round(p.x) + dx, std::round(p.y) + dy};
  return ring;
}

struct Pair {
  std::string kind;
  Ring a, b;
};

// One pair of each kind that breaks overlay code.
inline std::vector<Pair> pairs(Source& random) {
  const double radius = std::pow(10, random.between(-2, 4));
  const Point centre{random.between(-1, 1) * radius, random.between(-1, 1) * radius};
  const auto ring = [&] { return star(random, centre, radius, 3 + random.below(7)); };
  const auto away = [&] {
    return star(random, {centre.x + random.between(-1, 1) * radius, centre.y}, radius, 5);
  };
  const Ring one = ring();
  const double east = 5.5e5 + random.below(1000);
  const double north = 3.3e6 + random.below(1000);
  std::vector<Pair> out{
      {"apart or overlapping", one, away()},
      {"the same", one, one},
      {"near-coincident", one, nearly(random, one, 1e-9 * radius)},
      {"ulps apart far from the origin", mapped(one, 1, 1, east, north),
       nearly(random, mapped(one, 1, 1, east, north), 1e-9)},
      {"steep", mapped(one, 1e-6, 1, 0, 0), mapped(away(), 1e-6, 1, 0, 0)},
      {"flat", mapped(one, 1, 1e-6, 0, 0), mapped(away(), 1, 1e-6, 0, 0)},
      {"steep far from the origin", mapped(one, 1e-6, 1, east, north), mapped(ring(), 1e-6, 1, east, north)},
      {"small in large", mapped(ring(), 1e-4, 1e-4, east, north), mapped(away(), 1, 1, east, north)},
      {"tiny", mapped(one, 1e-12, 1e-12, 0, 0), mapped(away(), 1e-12, 1e-12, 0, 0)},
      {"huge", mapped(one, 1e12, 1e12, 0, 0), mapped(away(), 1e12, 1e12, 0, 0)},
      {"tangles", tangle(random, centre, radius, 6), tangle(random, centre, radius, 7)},
      {"on a lattice", lattice(random), lattice(random)},
      {"tangle and its near copy", tangle(random, centre, radius, 6), {}},
  };
  out.back().b = nearly(random, out.back().a, 1e-9 * radius);
  return out;
}

}  // namespace zonegate::geom::random
