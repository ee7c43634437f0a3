// SPDX-License-Identifier: Apache-2.0
// Private to app: A held, B streamed over it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"
#include "index/index.h"
#include "io/io.h"

namespace zonegate::app {

// A batch on its way: what came of it, in the order of its features.
struct PreparedBatch {
  struct Item {
    std::int64_t number = 0;
    PairFeature feature;
    overlay::Ready ready;
  };
  std::vector<Item> items;
  std::vector<Issue> issues;
};

// One open file of pairs.
struct PairFile {
  PairInput input;
  io::BatchSource source;
  std::optional<geom::Crs> crs;
  PairFile(const PairInput& in, const std::string& crs_option);
};

// The features of a batch that are wanted, ready to be measured. Unusable ones become issues.
PreparedBatch prepare_batch(const io::FeatureBatch& batch, const PairFile& file, overlay::Preparer& preparer,
                            const std::function<bool(const geom::Box&)>& wanted);

// The held side.
struct HeldSide {
  std::vector<overlay::Ready> ready;
  std::vector<PairFeature> features;
  index::BoxIndex index;
};
HeldSide hold_side(PairFile& file, const geom::Plane& plane, int jobs, std::vector<Issue>& issues);

// Streams the files of B over the held side, in their order; fills rows (in the order of B), features of B, issues.
void stream_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                  const geom::Plane& plane, const PairOptions& options, const Progress& progress, PairResult& result);

}  // namespace zonegate::app
