// SPDX-License-Identifier: Apache-2.0
//
// Nearest features, layer by layer: the layer is held, piece by piece where it is large, and features of A are asked about in parallel, each into its own place.
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/pair_stream.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

struct Finder {
  overlay::Preparer a, b;
  overlay::PairNearest nearest;
  Finder(const geom::Plane& plane, const PairFile& file_a, const PairFile& file_b, const HeldSide& held)
      : a(file_a.crs_pointer(), plane),
        b(file_b.crs_pointer(), plane),
        nearest(plane, a, b, held.ready, held.index) {}
};

using Found = std::vector<std::optional<overlay::PairNearest::Found>>;

Found find_all(const PairFile& file_a, const PairFile& file_b, const HeldSide& a, const HeldSide& held,
               const geom::Plane& plane, const PairOptions& options, std::vector<Issue>& issues) {
  const double limit = options.question.max_distance_m > 0 ? options.question.max_distance_m
                                                           : std::numeric_limits<double>::infinity();
  Found found(a.ready.size());
  ask_about_all<Finder>(
      file_a, a, options.jobs, "nearest feature of " + file_b.name(),
      [&] { return std::make_unique<Finder>(plane, file_a, file_b, held); },
      [&](Finder& finder, std::size_t i) { found[i] = finder.nearest(a.ready[i], limit); }, issues);
  return found;
}

double distance_of(const overlay::PairFact& f) { return std::isnan(f.distance_m) ? 0 : f.distance_m; }

// What is nearer than the best so far takes its place; of equals the first of the file stays.
class Nearest {
 public:
  explicit Nearest(std::size_t features) : best_(features), feature_(features) {}

  void offer(Found& found, const HeldSide& held) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i] || (best_[i] && !(distance_of(found[i]->fact) < distance_of(best_[i]->fact)))) continue;
      best_[i] = found[i];
      feature_[i] = held.features[found[i]->b];
    }
  }

  void add_rows(std::uint16_t layer, PairResult& result) {
    result.b.emplace_back();
    for (std::size_t i = 0; i < best_.size(); ++i) {
      if (!best_[i]) continue;
      result.rows.push_back({static_cast<std::uint32_t>(i),
                             static_cast<std::uint32_t>(result.b.back().size()), layer, best_[i]->fact});
      result.b.back().push_back(std::move(feature_[i]));
    }
  }

 private:
  Found best_;
  std::vector<PairFeature> feature_;
};

}  // namespace

void nearest_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                      const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                      std::size_t bytes, const Progress& progress, PairResult& result) {
  for (std::size_t layer = 0; layer < files.size(); ++layer) {
    Nearest nearest(a.ready.size());
    for (bool last = false; !last;) {
      say(progress, "nearest " + files[layer]->name());
      const HeldSide held = hold_side(*files[layer], plane, {options.jobs, bytes, {}}, result.issues);
      Found found = find_all(file_a, *files[layer], a, held, plane, options, result.issues);
      nearest.offer(found, held);
      last = held.last;
    }
    result.read_b.push_back(static_cast<std::size_t>(files[layer]->source.rows_read()));
    nearest.add_rows(static_cast<std::uint16_t>(layer), result);
  }
  std::stable_sort(result.rows.begin(), result.rows.end(),
                   [](const PairRow& l, const PairRow& r) { return l.a < r.a; });
}

}  // namespace zonegate::app
