// SPDX-License-Identifier: Apache-2.0
//
// Rings around each feature of A: the buffers are drawn once for it, then every feature of the layer near it is measured against them.
#include "app/pair_layers.h"

namespace zonegate::app {
namespace {

std::vector<RingRow> rings_of(LayerTool& tool, const overlay::Ready& a, std::span<const double> distances) {
  std::vector<RingRow> rows;
  overlay::RingMeasure measure(a, distances, tool.plane, tool.a, tool.b);
  tool.held.index.query(measure.box(), tool.candidates);
  for (const std::size_t i : tool.candidates) {
    const auto shares = measure(tool.held.ready[i]);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      RingRow row;
      row.b = static_cast<std::uint32_t>(i);
      row.ring = static_cast<std::uint16_t>(k);
      row.ring_m2 = measure.ring_m2(k);
      row.share = shares[k];
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace

void rings_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                    const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                    PairResult& result) {
  result.rings = ask_layers<LayerTool, RingRow>(
      files, file_a, a, plane, options, progress, "rings",
      [&](const PairFile& file, const HeldSide& b) {
        return std::make_unique<LayerTool>(plane, file_a, file, b);
      },
      [&](LayerTool& tool, const overlay::Ready& ready) { return rings_of(tool, ready, options.rings_m); },
      {}, result);
}

}  // namespace zonegate::app
