// SPDX-License-Identifier: Apache-2.0
//
// A pipeline of three stages: one thread reads batches, all threads work on them, and results are taken in the order of the file, so that the number of
// threads cannot show. A few batches are under way at a time; memory does not grow with the file.
#include "app/pair_stream.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "app/stages.h"

namespace zonegate::app {
namespace {

template <class Job, class Done>
void run_pipeline(int jobs, const std::function<std::shared_ptr<Job>()>& read,
                  const std::function<Done(const Job&)>& work, const std::function<void(Done&&)>& take) {
  if (jobs == 1) {
    while (const auto job = read()) take(work(*job));
    return;
  }
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] {
    const std::size_t tokens = 4 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    tbb::parallel_pipeline(
        tokens, tbb::make_filter<void, std::shared_ptr<Job>>(tbb::filter_mode::serial_in_order,
                                                             [&](tbb::flow_control& control) {
                                                               auto job = read();
                                                               if (!job) control.stop();
                                                               return job;
                                                             }) &
                    tbb::make_filter<std::shared_ptr<Job>, std::shared_ptr<Done>>(
                        tbb::filter_mode::parallel,
                        [&](const std::shared_ptr<Job>& job) { return std::make_shared<Done>(work(*job)); }) &
                    tbb::make_filter<std::shared_ptr<Done>, void>(
                        tbb::filter_mode::serial_in_order,
                        [&](const std::shared_ptr<Done>& done) { take(std::move(*done)); }));
  });
}

const geom::Crs* pointer(const std::optional<geom::Crs>& crs) { return crs ? &*crs : nullptr; }

std::vector<std::string> columns_of(const PairInput& input) {
  std::vector<std::string> columns{"id"};
  columns.insert(columns.end(), input.fields.begin(), input.fields.end());
  return columns;
}

PairFeature feature_of(const io::FeatureBatch& batch, std::size_t i, const PairInput& input) {
  PairFeature out;
  const Value id = batch.field(i, 0);
  out.id = is_unknown(id) ? std::to_string(batch.number(i)) : to_text(id);
  for (std::size_t k = 0; k < input.fields.size(); ++k) out.fields.push_back(batch.field(i, k + 1));
  return out;
}

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

geom::Box grown(const geom::Box& box, const geom::Plane& plane, double metres) {
  if (metres <= 0) return box.grown(0.02, 0.02);
  const geom::GroundScale low = plane.ground_scale({box.min_x, box.min_y}),
                          high = plane.ground_scale({box.max_x, box.max_y});
  return box.grown(1.02 * metres / std::min(low.x, high.x), 1.02 * metres / std::min(low.y, high.y));
}

class Streamer {
 public:
  Streamer(const std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
           const geom::Plane& plane, const PairOptions& options)
      : files_(files), file_a_(file_a), a_(a), plane_(plane), options_(options) {}

  LayerRows work(const Batch& batch) {
    Bench& bench = this->bench();
    LayerRows out;
    out.layer = batch.layer;
    const PairFile& file = *files_[batch.layer];
    std::vector<std::size_t>& candidates = bench.candidates;
    const auto wanted = [&](const geom::Box& box) {
      a_.index.query(window(box), candidates);
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
    return grown(box, plane_, options_.question.max_distance_m);
  }

  Bench& bench() {
    Bench& bench = benches_.local();
    if (bench.preparer_a) return bench;
    bench.preparer_a = std::make_unique<overlay::Preparer>(pointer(file_a_.crs), plane_);
    for (const auto& file : files_) {
      bench.preparers.push_back(std::make_unique<overlay::Preparer>(pointer(file->crs), plane_));
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
        out.issues.push_back({"overlay.feature_unusable", Severity::error, files_[out.layer]->input.path, "",
                              feature.id,
                              "with " + a_.features[i].id + " of " + file_a_.input.path + ": " + error.what(),
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
      out.issues.push_back(
          {"overlay.relation_unknown", Severity::error, files_[out.layer]->input.path, "", feature.id,
           "with " + a_.features[i].id + " of " + file_a_.input.path + ": no DE-9IM: " + fault,
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
  const geom::Plane& plane_;
  const PairOptions& options_;
  tbb::enumerable_thread_specific<Bench> benches_;
};

void append_issues(std::vector<Issue>& to, const std::vector<Issue>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

PairFile::PairFile(const PairInput& in, const std::string& crs_option)
    : input(in),
      source(in.path, {in.sublayer, "", crs_option, true, in.where}, columns_of(in)),
      crs(source.crs()) {
  for (const auto& field : in.fields) {
    const auto& names = source.field_names();
    if (std::find(names.begin(), names.end(), field) != names.end()) continue;
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::usage, in.path + ": there is no field \"" + field + "\"", "it has: " + list);
  }
}

void BatchPreparer::lose(const io::FeatureBatch& batch, std::size_t i, const std::string& fault) {
  issues_.push_back({"overlay.feature_unusable", Severity::error, file_.input.path, "", batch.fid(i), fault,
                     "mend the feature", std::nullopt});
}

overlay::ReadyResult BatchPreparer::prepare(const io::FeatureBatch& batch, std::size_t i,
                                            const Wanted& wanted) {
  const auto lost = [](const std::string& fault) {
    return overlay::ReadyResult{overlay::ReadyState::unusable, fault, {}};
  };
  std::string fault = batch.fault(i);
  if (!fault.empty()) return lost(fault);
  if (batch.rings(i, rings_) == geom::WkbContent::polygons) {
    if (auto quick = preparer_.quick(rings_, wanted, ready_)) return *quick;
  }
  const geom::Shape shape = batch.shape(i, fault);
  if (!fault.empty()) return lost(fault);
  try {
    return preparer_.full(shape, wanted, ready_);
  } catch (const Error& error) {  // a tangle that nobody can take apart
    return lost(error.what());
  }
}

void BatchPreparer::operator()(const io::FeatureBatch& batch, const Wanted& wanted, const Each& each) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    overlay::ReadyResult result = prepare(batch, i, wanted);
    if (result.state == overlay::ReadyState::unusable) lose(batch, i, result.fault);
    if (result.state != overlay::ReadyState::ready) continue;
    if (result.repaired) {
      result.repaired->file = file_.input.path;
      result.repaired->feature = batch.fid(i);
      issues_.push_back(std::move(*result.repaired));
    }
    PairFeature feature = feature_of(batch, i, file_.input);
    feature.area_m2 = ready_.area.area().value;
    each(std::move(feature), ready_);
  }
}

HeldSide hold_side(PairFile& file, const geom::Plane& plane, int jobs, std::vector<Issue>& issues) {
  HeldSide side;
  tbb::enumerable_thread_specific<std::unique_ptr<overlay::Preparer>> preparers;
  const auto everything = [](const geom::Box&) { return true; };
  struct Prepared {
    std::vector<overlay::Ready> ready;
    std::vector<PairFeature> features;
    std::vector<Issue> issues;
  };
  run_pipeline<io::FeatureBatch, Prepared>(
      jobs, [&] { return std::shared_ptr<io::FeatureBatch>(file.source.next()); },
      [&](const io::FeatureBatch& batch) {
        auto& preparer = preparers.local();
        if (!preparer) preparer = std::make_unique<overlay::Preparer>(pointer(file.crs), plane);
        Prepared out;
        BatchPreparer(file, *preparer, out.issues)(batch, everything,
                                                   [&](PairFeature&& feature, overlay::Ready& ready) {
                                                     out.ready.push_back(ready);
                                                     out.features.push_back(std::move(feature));
                                                   });
        return out;
      },
      [&](Prepared&& done) {
        append_issues(issues, done.issues);
        std::move(done.ready.begin(), done.ready.end(), std::back_inserter(side.ready));
        std::move(done.features.begin(), done.features.end(), std::back_inserter(side.features));
      });
  append_issues(issues, file.source.issues());
  std::vector<geom::Box> boxes;
  boxes.reserve(side.ready.size());
  for (const auto& ready : side.ready) boxes.push_back(ready.box());
  side.index = index::BoxIndex(boxes);
  return side;
}

void stream_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                  const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                  PairResult& result) {
  Streamer streamer(files, file_a, a, plane, options);
  result.b.resize(files.size());
  std::size_t layer = 0;
  const auto read = [&]() -> std::shared_ptr<Batch> {
    for (; layer < files.size(); ++layer) {
      if (auto features = files[layer]->source.next())
        return std::make_shared<Batch>(Batch{layer, std::move(features)});
    }
    return nullptr;
  };
  std::vector<std::vector<Issue>> issues(files.size());
  const auto take = [&](LayerRows&& done) {
    auto& features = result.b[done.layer];
    const auto first = static_cast<std::uint32_t>(features.size());
    for (auto& row : done.rows) {
      row.b += first;
      result.rows.push_back(row);
    }
    std::move(done.features.begin(), done.features.end(), std::back_inserter(features));
    std::move(done.drawn.begin(), done.drawn.end(), std::back_inserter(result.drawn));
    append_issues(issues[done.layer], done.issues);
    result.long_ways += done.long_ways;
    say(progress, "overlay " + files[done.layer]->input.path);
  };
  run_pipeline<Batch, LayerRows>(
      options.jobs, read, [&](const Batch& batch) { return streamer.work(batch); }, take);
  for (std::size_t k = 0; k < files.size(); ++k) {
    append_issues(result.issues, issues[k]);
    append_issues(result.issues, files[k]->source.issues());
    result.read_b.push_back(static_cast<std::size_t>(files[k]->source.rows_read()));
  }
}

}  // namespace zonegate::app
