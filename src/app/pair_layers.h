// SPDX-License-Identifier: Apache-2.0
// Private to app: tables for which each layer of B is held while features of A are asked about.
#pragma once

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/pair_stream.h"

namespace zonegate::app {

// Two preparers and the layer, for the tools of one thread.
struct LayerTool {
  overlay::Preparer a, b;
  const geom::Plane& plane;
  const HeldSide& held;
  std::vector<std::size_t> candidates;
  LayerTool(const geom::Plane& p, const PairFile& file_a, const PairFile& file_b, const HeldSide& side)
      : a(file_a.crs_pointer(), p), b(file_b.crs_pointer(), p), plane(p), held(side) {}
};

// Rows of every layer, in order of a, then layer, then as `ask(tool, feature of A)` gives them. `failed` stands for a feature that cannot be measured.
template <class Tool, class Row, class Make, class Ask>
std::vector<Row> ask_layers(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                            const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                            const Progress& progress, const std::string& what, Make make, Ask ask,
                            const std::vector<Row>& failed, PairResult& result) {
  std::vector<Row> all;
  for (std::size_t layer = 0; layer < files.size(); ++layer) {
    const PairFile& file = *files[layer];
    say(progress, what + " of " + file.name());
    HeldSide b = hold_near(*files[layer], a, plane, options, result.issues);
    result.read_b.push_back(static_cast<std::size_t>(file.source.rows_read()));
    std::vector<std::vector<Row>> rows(a.ready.size(), failed);
    ask_about_all<Tool>(
        file_a, a, options.jobs, what + " of " + file.name(), [&] { return make(file, b); },
        [&](Tool& tool, std::size_t i) { rows[i] = ask(tool, a.ready[i]); }, result.issues);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (Row& row : rows[i]) {
        row.a = static_cast<std::uint32_t>(i);
        row.layer = static_cast<std::uint16_t>(layer);
        all.push_back(std::move(row));
      }
    }
    result.b.push_back(std::move(b.features));
  }
  std::stable_sort(all.begin(), all.end(), [](const Row& l, const Row& r) { return l.a < r.a; });
  return all;
}

}  // namespace zonegate::app
