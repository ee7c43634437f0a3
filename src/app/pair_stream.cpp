// SPDX-License-Identifier: Apache-2.0
//
// The files of B, batch by batch over a stretch of A. A few batches are under way at a time; memory does not grow with the file.
#include "app/pair_stream.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <atomic>

#include "app/near_window.h"
#include "app/pipeline.h"
#include "app/row_pieces.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

struct Batch {
  std::size_t layer = 0;
  std::unique_ptr<io::FeatureBatch> features;
};

// What a thread needs for itself.
struct Bench {
  std::vector<std::unique_ptr<overlay::Preparer>> preparers;  // per layer of B
  std::unique_ptr<overlay::Preparer> preparer_a;
  std::vector<std::unique_ptr<overlay::PairMeasure>> measures;
  std::vector<std::size_t> candidates;
};

struct LayerRows {
  std::size_t layer = 0;
  std::vector<PairRow> rows;  // b: into `features` here
  std::vector<geom::Shape> drawn;
  std::vector<PairFeature> features;
  std::vector<Issue> issues;
  std::size_t long_ways = 0;
};

class Streamer {
 public:
  Streamer(const std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
           const Stretch& stretch, const geom::Plane& plane, const PairOptions& options)
      : files_(files), file_a_(file_a), a_(a), stretch_(stretch), plane_(plane), options_(options) {}

  LayerRows work(const Batch& batch) {
    Bench& bench = this->bench();
    LayerRows out;
    out.layer = batch.layer;
    const PairFile& file = *files_[batch.layer];
    std::vector<std::size_t>& candidates = bench.candidates;
    const auto wanted = [&](const geom::Box& box) {
      stretch_.query(window(box), candidates);
      return !candidates.empty();
    };
    overlay::PairMeasure& measure = *bench.measures[batch.layer];
    const std::size_t before = measure.long_ways();
    BatchPreparer(file, *bench.preparers[batch.layer], out.issues)(
        *batch.features, wanted, [&](PairFeature&& feature, const overlay::Ready& ready) {
          relate(std::move(feature), ready, candidates, measure, bench, out);
        });
    out.long_ways = measure.long_ways() - before;
    return out;
  }

 private:
  geom::Box window(const geom::Box& box) const {
    return near_window(box, plane_, options_.question.max_distance_m);
  }

  Bench& bench() {
    Bench& bench = benches_.local();
    if (bench.preparer_a) return bench;
    bench.preparer_a = std::make_unique<overlay::Preparer>(file_a_.crs_pointer(), plane_);
    for (const auto& file : files_) {
      bench.preparers.push_back(std::make_unique<overlay::Preparer>(file->crs_pointer(), plane_));
      bench.measures.push_back(
          std::make_unique<overlay::PairMeasure>(plane_, *bench.preparer_a, *bench.preparers.back()));
    }
    return bench;
  }

  void relate(PairFeature&& feature, const overlay::Ready& ready, const std::vector<std::size_t>& candidates,
              overlay::PairMeasure& measure, const Bench& bench, LayerRows& out) {
    const auto b = static_cast<std::uint32_t>(out.features.size());
    bool met = false;
    for (const std::size_t i : candidates) {
      std::optional<overlay::PairFact> fact;
      try {
        fact = measure(a_.ready[i], ready, options_.question);
      } catch (const Error& error) {  // a pair that cannot be measured is named; the others are measured
        out.issues.push_back({"overlay.feature_unusable", Severity::error, files_[out.layer]->name(), "",
                              feature.id,
                              "with " + a_.features[i].id + " of " + file_a_.name() + ": " + error.what(),
                              error.hint(), std::nullopt});
      }
      if (!fact) continue;
      PairRow row{static_cast<std::uint32_t>(i), b, static_cast<std::uint16_t>(out.layer), *fact, {}};
      if (!keep(row, i, feature, ready, bench, out)) continue;
      met = true;
      out.rows.push_back(row);
      if (options_.draw) out.drawn.push_back(drawing(a_.ready[i], ready, *fact, bench, out.layer));
    }
    if (met) out.features.push_back(std::move(feature));
  }

  bool keep(PairRow& row, std::size_t i, const PairFeature& feature, const overlay::Ready& ready,
            const Bench& bench, LayerRows& out) const {
    std::string fault;
    const MatrixPair pair{a_.ready[i], ready, *bench.preparer_a, *bench.preparers[out.layer]};
    const bool kept = keep_by_matrix(options_, pair, row, fault);
    if (!fault.empty()) {
      out.issues.push_back({"overlay.relation_unknown", Severity::error, files_[out.layer]->name(), "",
                            feature.id,
                            "with " + a_.features[i].id + " of " + file_a_.name() + ": no DE-9IM: " + fault,
                            "its row stays, with an empty matrix", std::nullopt});
    }
    return kept;
  }

  geom::Shape drawing(const overlay::Ready& a, const overlay::Ready& b, const overlay::PairFact& fact,
                      const Bench& bench, std::size_t layer) const {
    const bool hit =
        fact.kind != overlay::PairFact::Kind::touch && fact.kind != overlay::PairFact::Kind::near;
    if (!hit || plane_.is_local()) return {};
    const auto fa = bench.preparer_a->figure(a), fb = bench.preparers[layer]->figure(b);
    return geom::to_lonlat(geom::draw_intersection(*fa, *fb).shape, plane_);
  }

  const std::vector<std::unique_ptr<PairFile>>& files_;
  const PairFile& file_a_;
  const HeldSide& a_;
  const Stretch& stretch_;
  const geom::Plane& plane_;
  const PairOptions& options_;
  tbb::enumerable_thread_specific<Bench> benches_;
};

// About what a batch's answers take in memory.
std::size_t bytes_of(const LayerRows& rows) {
  std::size_t bytes = rows.rows.size() * 2 * sizeof(PairRow);  // twice: they are put in order
  for (const auto& shape : rows.drawn) bytes += sizeof(shape) + 16 * shape.vertex_count();
  for (const auto& feature : rows.features)
    bytes += sizeof(feature) + feature.id.capacity() + 64 * feature.fields.size();
  return bytes;
}

}  // namespace

bool stream_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                  const Stretch& stretch, const geom::Plane& plane, const PairOptions& options,
                  std::size_t bytes, const Progress& progress, PairResult& result) {
  Streamer streamer(files, file_a, a, stretch, plane, options);
  for (const auto& file : files) {
    if (file->source.from_copy())
      file->source.only(may_meet(*file, stretch, plane, options.question.max_distance_m));
  }
  result.b.resize(files.size());
  std::size_t layer = 0;
  std::atomic<bool> full = false;
  const auto read = [&]() -> std::shared_ptr<Batch> {
    for (; layer < files.size() && !full; ++layer) {
      if (auto features = files[layer]->source.next())
        return std::make_shared<Batch>(Batch{layer, std::move(features)});
    }
    return nullptr;
  };
  std::vector<std::vector<Issue>> issues(files.size());
  RowPieces pieces;
  std::size_t held = 0;
  const auto take = [&](LayerRows&& done) {
    auto& features = result.b[done.layer];
    held += bytes_of(done);
    if (held > bytes && stretch.size() > 1) full = true;
    if (full) return;
    pieces.add(done.rows, done.drawn, features.size());
    std::move(done.features.begin(), done.features.end(), std::back_inserter(features));
    append_issues(issues[done.layer], done.issues);
    result.long_ways += done.long_ways;
    say(progress, "overlay " + files[done.layer]->name());
  };
  run_pipeline<Batch, LayerRows>(
      options.jobs, read, [&](const Batch& batch) { return streamer.work(batch); }, take);
  if (full) return false;
  for (std::size_t k = 0; k < files.size(); ++k) {
    append_issues(result.issues, issues[k]);
    append_issues(result.issues, files[k]->source.issues());
    result.read_b.push_back(static_cast<std::size_t>(files[k]->source.rows_read()));
  }
  pieces.order_by_a(result, a.ready.size());
  return true;
}

}  // namespace zonegate::app
