// SPDX-License-Identifier: Apache-2.0
//
// Shapes cut to the frame of a map: rings by half-planes (Sutherland and Hodgman 1974), their borders and lines piece by piece (Liang and Barsky 1984), so that no border is
// drawn where only the frame cuts.
#include <algorithm>
#include <array>
#include <cmath>

#include "sheet/map_parts.h"

namespace zonegate::sheet {
namespace {

template <class Side>
Outline half(const Outline& ring, Side side) {
  Outline out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Spot p = ring[i], q = ring[(i + 1) % ring.size()];
    const double a = side(p), b = side(q);
    if (a >= 0) out.push_back(p);
    if ((a >= 0) == (b >= 0)) continue;
    const double t = a / (a - b);
    out.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
  }
  return out;
}

// The part of a segment inside the frame, as parameters; false: none.
bool inside(Spot a, Spot b, const Frame& f, double& from, double& to) {
  from = 0;
  to = 1;
  const double dx = b.x - a.x, dy = b.y - a.y;
  const std::array<std::array<double, 2>, 4> sides = {
      {{-dx, a.x - f.left}, {dx, f.right - a.x}, {-dy, a.y - f.top}, {dy, f.bottom - a.y}}};
  for (const auto& [p, q] : sides) {
    if (p == 0 && q < 0) return false;
    if (p == 0) continue;
    const double t = q / p;
    if (p < 0)
      from = std::max(from, t);
    else
      to = std::min(to, t);
  }
  return from < to;
}

}  // namespace

Outline cut_ring(Outline ring, const Frame& f) {
  ring = half(ring, [&](Spot p) { return p.x - f.left; });
  ring = half(ring, [&](Spot p) { return f.right - p.x; });
  ring = half(ring, [&](Spot p) { return p.y - f.top; });
  ring = half(ring, [&](Spot p) { return f.bottom - p.y; });
  return ring.size() < 3 ? Outline() : ring;
}

std::vector<Outline> cut_path(const Outline& path, bool closed, const Frame& f) {
  std::vector<Outline> out;
  bool open = false;
  const std::size_t edges = path.size() < 2 ? 0 : closed ? path.size() : path.size() - 1;
  for (std::size_t i = 0; i < edges; ++i) {
    const Spot a = path[i], b = path[(i + 1) % path.size()];
    double from = 0, to = 1;
    if (!inside(a, b, f, from, to)) {
      open = false;
      continue;
    }
    const auto at = [&](double t) { return Spot{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
    if (!open || from > 0) out.push_back({at(from)});
    out.back().push_back(at(to));
    open = to >= 1;
  }
  return out;
}

double area_of(const Outline& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Spot a = ring[i], b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

Outline thinned(const Outline& path, double least) {
  Outline out;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (out.empty() || i + 1 == path.size() ||
        std::hypot(path[i].x - out.back().x, path[i].y - out.back().y) >= least)
      out.push_back(path[i]);
  return out;
}

}  // namespace zonegate::sheet
