// SPDX-License-Identifier: Apache-2.0
//
// Cutting to the window. The bridges that a cut ring may have along the frame are outside the clip path of the drawing, because the frame given here is a little larger.
// Then vertices closer than half a pixel to the one before are left out.
#include "report/map.h"

namespace zonegate::report {
namespace {

constexpr double kThin = 0.5;

geom::Box box_of(const Frame& f) { return {f.left, f.top, f.right, f.bottom}; }

}  // namespace

std::vector<Pixel> clip_ring(const std::vector<Pixel>& ring, const Frame& frame) {
  auto out = geom::thinned(geom::cut_to(ring, box_of(frame)), kThin);
  return out.size() < 3 ? std::vector<Pixel>{} : out;
}

std::vector<std::vector<Pixel>> clip_line(const std::vector<Pixel>& path, const Frame& frame) {
  auto pieces = geom::cut_path(path, false, box_of(frame));
  for (auto& piece : pieces) piece = geom::thinned(piece, kThin);
  return pieces;
}

}  // namespace zonegate::report
