// SPDX-License-Identifier: Apache-2.0
//
// Cutting to the window. Rings: Sutherland-Hodgman, one side after the other; the bridges it may leave along the frame are outside the
// clip path of the drawing, because the frame given here is a little larger. Lines: Liang-Barsky per segment. Then vertices closer than
// half a pixel to the one before are left out. Cost: linear in the vertices.
#include <algorithm>
#include <cmath>

#include "report/map.h"

namespace zonegate::report {
namespace {

constexpr double kThin = 0.5;

std::vector<Pixel> thinned(const std::vector<Pixel>& path) {
  std::vector<Pixel> out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool last = i + 1 == path.size();
    if (!out.empty() && !last && std::hypot(path[i].x - out.back().x, path[i].y - out.back().y) < kThin)
      continue;
    out.push_back(path[i]);
  }
  return out;
}

// Signed distance to one side of the frame, positive inside.
double inside_of(Pixel p, const Frame& f, int side) {
  switch (side) {
    case 0:
      return p.x - f.left;
    case 1:
      return f.right - p.x;
    case 2:
      return p.y - f.top;
    default:
      return f.bottom - p.y;
  }
}

Pixel between(Pixel a, Pixel b, double t) { return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; }

std::vector<Pixel> cut(const std::vector<Pixel>& ring, const Frame& frame, int side) {
  std::vector<Pixel> out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Pixel a = ring[i], b = ring[(i + 1) % ring.size()];
    const double da = inside_of(a, frame, side), db = inside_of(b, frame, side);
    if (da >= 0) out.push_back(a);
    if ((da >= 0) != (db >= 0)) out.push_back(between(a, b, da / (da - db)));
  }
  return out;
}

// Parameters of a segment inside the frame; false if it is outside.
bool clip_segment(Pixel a, Pixel b, const Frame& frame, double& from, double& to) {
  from = 0, to = 1;
  for (int side = 0; side < 4; ++side) {
    const double da = inside_of(a, frame, side), db = inside_of(b, frame, side);
    if (da < 0 && db < 0) return false;
    if (da < 0) from = std::max(from, da / (da - db));
    if (db < 0) to = std::min(to, da / (da - db));
  }
  return from < to;
}

}  // namespace

std::vector<Pixel> clip_ring(const std::vector<Pixel>& ring, const Frame& frame) {
  std::vector<Pixel> out = ring;
  for (int side = 0; side < 4 && !out.empty(); ++side) out = cut(out, frame, side);
  out = thinned(out);
  return out.size() < 3 ? std::vector<Pixel>{} : out;
}

std::vector<std::vector<Pixel>> clip_line(const std::vector<Pixel>& path, const Frame& frame) {
  std::vector<std::vector<Pixel>> pieces;
  bool open = false;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    double from = 0, to = 1;
    if (!clip_segment(path[i], path[i + 1], frame, from, to)) {
      open = false;
      continue;
    }
    if (!open || from > 0) pieces.push_back({between(path[i], path[i + 1], from)});
    pieces.back().push_back(between(path[i], path[i + 1], to));
    open = to >= 1;
  }
  for (auto& piece : pieces) piece = thinned(piece);
  return pieces;
}

}  // namespace zonegate::report
