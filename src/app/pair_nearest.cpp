// SPDX-License-Identifier: Apache-2.0
//
// Nearest features, layer by layer: the layer is held, features of A are asked about in parallel, each into its own place.
#include <limits>

#include "app/pair_stream.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

struct Finder {
  overlay::Preparer a, b;
  overlay::PairNearest nearest;
  Finder(const geom::Plane& plane, const PairFile& file_a, const PairFile& file_b, const HeldSide& held)
      : a(file_a.crs ? &*file_a.crs : nullptr, plane),
        b(file_b.crs ? &*file_b.crs : nullptr, plane),
        nearest(plane, a, b, held.ready, held.index) {}
};

using Found = std::vector<std::optional<overlay::PairNearest::Found>>;

Found find_all(const PairFile& file_a, const PairFile& file_b, const HeldSide& a, const HeldSide& held,
               const geom::Plane& plane, const PairOptions& options, std::vector<Issue>& issues) {
  const double limit = options.question.max_distance_m > 0 ? options.question.max_distance_m
                                                           : std::numeric_limits<double>::infinity();
  Found found(a.ready.size());
  ask_about_all<Finder>(
      file_a, a, options.jobs, "nearest feature of " + file_b.input.path,
      [&] { return std::make_unique<Finder>(plane, file_a, file_b, held); },
      [&](Finder& finder, std::size_t i) { found[i] = finder.nearest(a.ready[i], limit); }, issues);
  return found;
}

}  // namespace

void nearest_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                      const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                      const Progress& progress, PairResult& result) {
  for (std::size_t layer = 0; layer < files.size(); ++layer) {
    say(progress, "nearest " + files[layer]->input.path);
    HeldSide held = hold_side(*files[layer], plane, options.jobs, result.issues);
    result.read_b.push_back(static_cast<std::size_t>(files[layer]->source.rows_read()));
    const Found found = find_all(file_a, *files[layer], a, held, plane, options, result.issues);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i]) continue;
      result.rows.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(found[i]->b),
                             static_cast<std::uint16_t>(layer), found[i]->fact});
    }
    result.b.push_back(std::move(held.features));
  }
}

}  // namespace zonegate::app
