// SPDX-License-Identifier: Apache-2.0
//
// Files of pairs: opened, and their features prepared in batches; the side that is held, as a whole or as much of it as fits.
#include <algorithm>

#include "app/near_window.h"
#include "app/pair_stream.h"
#include "app/pipeline.h"

namespace zonegate::app {
namespace {

std::vector<std::string> columns_of(const PairInput& input) {
  std::vector<std::string> columns{"id"};
  columns.insert(columns.end(), input.fields.begin(), input.fields.end());
  return columns;
}

index::BoxIndex index_of(const std::vector<overlay::Ready>& ready, std::size_t from, std::size_t to) {
  std::vector<geom::Box> boxes;
  boxes.reserve(to - from);
  for (std::size_t i = from; i < to; ++i) boxes.push_back(ready[i].box());
  return index::BoxIndex(boxes);
}

}  // namespace

PairFeature feature_of(const io::FeatureBatch& batch, std::size_t i, const PairInput& input) {
  PairFeature out;
  const Value id = batch.field(i, 0);
  out.id = is_unknown(id) ? std::to_string(batch.number(i)) : to_text(id);
  for (std::size_t k = 0; k < input.fields.size(); ++k) out.fields.push_back(batch.field(i, k + 1));
  return out;
}

const geom::Crs* PairFile::crs_pointer() const { return crs ? &*crs : nullptr; }

PairFile::PairFile(const PairInput& in, const PairOptions& options)
    : input(in),
      source(in.path,
             {in.sublayer, "", options.crs, true, in.where, options.prepared, options.prepared_folder},
             columns_of(in)),
      crs(source.crs()) {
  for (const auto& field : in.fields) {
    const auto& names = source.field_names();
    if (std::find(names.begin(), names.end(), field) != names.end()) continue;
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::usage, io::printed_name(in.path) + ": there is no field \"" + field + "\"",
                "it has: " + list);
  }
}

void BatchPreparer::lose(const io::FeatureBatch& batch, std::size_t i, const std::string& fault) {
  issues_.push_back({"overlay.feature_unusable", Severity::error, file_.name(), "", batch.fid(i), fault,
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

void BatchPreparer::operator()(const io::FeatureBatch& batch, const Wanted& wanted, const Each& each,
                               const Lost& lost) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    overlay::ReadyResult result = prepare(batch, i, wanted);
    if (result.state == overlay::ReadyState::unusable) {
      lose(batch, i, result.fault);
      if (lost) lost(feature_of(batch, i, file_.input));
    }
    if (result.state != overlay::ReadyState::ready) continue;
    if (result.repaired) {
      result.repaired->file = file_.name();
      result.repaired->feature = batch.fid(i);
      issues_.push_back(std::move(*result.repaired));
    }
    PairFeature feature = feature_of(batch, i, file_.input);
    feature.area_m2 = ready_.area.area().value;
    each(std::move(feature), ready_);
  }
}

void append_issues(std::vector<Issue>& to, const std::vector<Issue>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

HeldSide hold_side(PairFile& file, const geom::Plane& plane, const HoldOptions& options,
                   std::vector<Issue>& issues) {
  HeldSide side;
  side.last = false;
  tbb::enumerable_thread_specific<std::unique_ptr<overlay::Preparer>> preparers;
  const BatchPreparer::Wanted wanted =
      options.wanted ? options.wanted : [](const geom::Box&) { return true; };
  struct Prepared {
    std::vector<overlay::Ready> ready;
    std::vector<PairFeature> features;
    std::vector<Issue> issues;
  };
  std::size_t bytes = 0;
  const auto read = [&]() -> std::shared_ptr<io::FeatureBatch> {
    if (bytes >= options.bytes) return nullptr;
    std::shared_ptr<io::FeatureBatch> batch = file.source.next();
    if (batch) bytes += batch->bytes();
    side.last = !batch;
    return batch;
  };
  run_pipeline<io::FeatureBatch, Prepared>(
      options.jobs, read,
      [&](const io::FeatureBatch& batch) {
        auto& preparer = preparers.local();
        if (!preparer) preparer = std::make_unique<overlay::Preparer>(file.crs_pointer(), plane);
        Prepared out;
        BatchPreparer(file, *preparer, out.issues)(batch, wanted,
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
  if (side.last) append_issues(issues, file.source.issues());
  side.index = index_of(side.ready, 0, side.ready.size());
  return side;
}

Stretch::Stretch(const HeldSide& side, std::size_t from, std::size_t to) : side_(side), from_(from), to_(to) {
  if (size() < side.ready.size()) own_ = index_of(side.ready, from, to);
}

void Stretch::query(const geom::Box& window, std::vector<std::size_t>& found) const {
  if (size() == side_.ready.size()) return side_.index.query(window, found);
  own_.query(window, found);
  for (std::size_t& i : found) i += from_;
}

HeldSide hold_near(PairFile& file, const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                   std::vector<Issue>& issues) {
  const double metres = options.rings_m.empty() ? 0 : options.rings_m.back();
  const Stretch all(a, 0, a.ready.size());
  if (file.source.from_copy()) file.source.only(may_meet(file, all, plane, metres));
  const auto wanted = [&](const geom::Box& box) {
    std::vector<std::size_t> found;
    a.index.query(near_window(box, plane, metres), found);
    return !found.empty();
  };
  return hold_side(file, plane, {options.jobs, kNoLimit, wanted}, issues);
}

}  // namespace zonegate::app
