// SPDX-License-Identifier: Apache-2.0
// Private to app: A held, B streamed over it.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/stages.h"
#include "index/index.h"
#include "io/io.h"

namespace zonegate::app {

inline constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

// One open file of pairs.
struct PairFile {
  PairInput input;
  io::BatchSource source;
  std::optional<geom::Crs> crs;
  PairFile(const PairInput& in, const PairOptions& options);
  const geom::Crs* crs_pointer() const;
  std::string name() const { return io::printed_name(input.path); }
};

PairFeature feature_of(const io::FeatureBatch& batch, std::size_t i, const PairInput& input);
// Prepares the wanted features of a batch one after the other, in memory that is used again, and hands each on. Unusable ones become issues.
class BatchPreparer {
 public:
  using Wanted = std::function<bool(const geom::Box&)>;
  using Each = std::function<void(PairFeature&& feature, overlay::Ready& ready)>;
  using Lost = std::function<void(PairFeature&& feature)>;
  BatchPreparer(const PairFile& file, overlay::Preparer& preparer, std::vector<Issue>& issues)
      : file_(file), preparer_(preparer), issues_(issues) {}
  // lost: hears of the unusable ones too, in their place among the others.
  void operator()(const io::FeatureBatch& batch, const Wanted& wanted, const Each& each,
                  const Lost& lost = {});

 private:
  overlay::ReadyResult prepare(const io::FeatureBatch& batch, std::size_t i, const Wanted& wanted);
  void lose(const io::FeatureBatch& batch, std::size_t i, const std::string& fault);
  const PairFile& file_;
  overlay::Preparer& preparer_;
  std::vector<Issue>& issues_;
  geom::RingSet rings_;
  overlay::Ready ready_;
};

// The held side, or as much of it as fits.
struct HeldSide {
  std::vector<overlay::Ready> ready;
  std::vector<PairFeature> features;
  index::BoxIndex index;
  bool last = true;  // nothing of the file is left
};
struct HoldOptions {
  int jobs = 0;
  std::size_t bytes = kNoLimit;  // of source geometry: about so much is read, at least one batch
  BatchPreparer::Wanted wanted;  // which boxes are held at all; without it every one
};
// Goes on where the last call stopped. Issues of the source come with its end.
HeldSide hold_side(PairFile& file, const geom::Plane& plane, const HoldOptions& options,
                   std::vector<Issue>& issues);

// What of a file of B may meet A, or its rings: all that the tables about a layer as a whole have to hold.
HeldSide hold_near(PairFile& file, const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                   std::vector<Issue>& issues);

// A stretch of the held side with an index of its own; positions are those of the whole.
class Stretch {
 public:
  Stretch(const HeldSide& side, std::size_t from, std::size_t to);  // [from, to)
  void query(const geom::Box& window, std::vector<std::size_t>& found) const;
  std::size_t size() const { return to_ - from_; }

 private:
  const HeldSide& side_;
  std::size_t from_, to_;
  index::BoxIndex own_;  // unless it is the whole
};

// Streams the files of B over a stretch of the held side, in their order; fills rows (in the order of A), features of B, issues.
// False: more than `bytes` of rows came together, and the stretch can be cut; the result is then of no use.
bool stream_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                  const Stretch& stretch, const geom::Plane& plane, const PairOptions& options,
                  std::size_t bytes, const Progress& progress, PairResult& result);

void append_issues(std::vector<Issue>& to, const std::vector<Issue>& from);

// Asks about every feature of the held side in parallel, each answer into its own place; `make` makes what a thread needs, `ask(tool, i)` asks. One that
// cannot be measured is named with `what`, and the others are asked.
template <class Tool, class Make, class Ask>
void ask_about_all(const PairFile& file_a, const HeldSide& a, int jobs, const std::string& what, Make make,
                   Ask ask, std::vector<Issue>& issues) {
  constexpr std::size_t kChunk = 64;
  std::vector<std::optional<Issue>> lost(a.ready.size());
  tbb::enumerable_thread_specific<std::unique_ptr<Tool>> tools;
  parallel_for(jobs)((a.ready.size() + kChunk - 1) / kChunk, [&](std::size_t chunk) {
    auto& tool = tools.local();
    if (!tool) tool = make();
    for (std::size_t i = chunk * kChunk; i < std::min((chunk + 1) * kChunk, a.ready.size()); ++i) {
      try {
        ask(*tool, i);
      } catch (const Error& error) {
        lost[i] = Issue{"overlay.feature_unusable", Severity::error, file_a.name(), "", a.features[i].id,
                        what + ": " + error.what(), error.hint(),    std::nullopt};
      }
    }
  });
  for (auto& issue : lost)
    if (issue) issues.push_back(std::move(*issue));
}

// The nearest feature of each layer for each feature of the held side; of a layer as much is held at a time as `bytes` of its geometry.
void nearest_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                      const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                      std::size_t bytes, const Progress& progress, PairResult& result);

// The pieces of lines in polygons, the counts, the rings: each layer of B held, features of A asked about one by one.
void crossings_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                        const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                        const Progress& progress, PairResult& result);
void counts_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                     const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                     PairResult& result);
void rings_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                    const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                    PairResult& result);

// pair_matrix.cpp: fills the row's matrix where options ask for it; what GEOS cannot answer becomes an issue. False: none of the tests holds.
struct MatrixPair {
  const overlay::Ready &a, &b;
  const overlay::Preparer &preparer_a, &preparer_b;
};
bool keep_by_matrix(const PairOptions& options, const MatrixPair& pair, PairRow& row, std::string& fault);

// The union of the features of each layer by the values of options.group_by, inside each feature of the held side. Held: what of a layer may meet it.
void groups_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                     const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                     PairResult& result);

}  // namespace zonegate::app
