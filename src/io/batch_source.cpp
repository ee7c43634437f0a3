// SPDX-License-Identifier: Apache-2.0
//
// Batches of features: from a prepared copy where there is a good one, else by columns where the driver is quick at that, else feature by feature.
#include <algorithm>

#include "batch_reader.h"
#include "gdal_env.h"
#include "io/limits.h"
#include "prepared_reader.h"
#include "reader.h"

namespace zonegate::io {

FeatureBatch::FeatureBatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FeatureBatch::~FeatureBatch() = default;
std::size_t FeatureBatch::size() const { return impl_->size(); }
std::size_t FeatureBatch::Impl::bytes(std::size_t i) const {
  const StoredGeometry stored = geometry(i);
  return stored.shape ? sizeof(geom::Point) * stored.shape->vertex_count() : stored.wkb.size();
}
std::size_t FeatureBatch::bytes() const {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < size(); ++i) bytes += impl_->bytes(i);
  return bytes;
}
std::int64_t FeatureBatch::number(std::size_t i) const { return impl_->number(i); }
std::string FeatureBatch::fid(std::size_t i) const { return impl_->fid(i); }
std::string FeatureBatch::fault(std::size_t i) const {
  return impl_->place ? impl_->place->shown(impl_->fault(i)) : impl_->fault(i);
}
geom::WkbContent FeatureBatch::rings(std::size_t i, geom::RingSet& out) const {
  return within_limits(impl_->rings(i, out), out);
}
geom::Shape FeatureBatch::shape(std::size_t i, std::string& fault) const {
  geom::Shape shape = impl_->shape(i, fault);
  if (impl_->place && !fault.empty()) fault = impl_->place->shown(fault);
  return shape;
}
geom::WkbContent within_limits(geom::WkbContent content, const geom::RingSet& rings) {
  return content == geom::WkbContent::polygons && rings.vertices.size() > limits().vertices
             ? geom::WkbContent::damaged
             : content;
}
Value FeatureBatch::field(std::size_t i, std::size_t column) const { return impl_->field(i, column); }

struct BatchSource::Impl {
  std::shared_ptr<const Place> place;  // outlives the reader
  std::vector<Issue> issues;           // in the person's words
  std::unique_ptr<BatchReader> reader;
  std::optional<Issue> copy_issue;
  bool from_copy = false;
};

BatchSource::BatchSource(const std::string& path, const VectorOptions& options,
                         const std::vector<std::string>& fields)
    : impl_(std::make_unique<Impl>()) {
  impl_->place = std::make_shared<const Place>(locate(path, options.sublayer));
  CopyOpened copy = open_copy(path, options, fields);
  impl_->copy_issue = std::move(copy.issue);
  impl_->from_copy = copy.reader != nullptr;
  impl_->reader = std::move(copy.reader);
  if (impl_->reader) return;
  VectorOptions inner = options;
  inner.sublayer = impl_->place->sublayer;
  impl_->reader = impl_->place->in_words([&] {
    auto reader = open_columns(impl_->place->file, inner, fields);
    return reader ? std::move(reader) : open_features(impl_->place->file, inner, fields);
  });
}
BatchSource::~BatchSource() = default;
BatchSource::BatchSource(BatchSource&&) noexcept = default;

const std::optional<geom::Crs>& BatchSource::crs() const { return impl_->reader->crs; }
bool BatchSource::has_geometry() const { return impl_->reader->has_geometry; }
const std::vector<std::string>& BatchSource::field_names() const { return impl_->reader->names; }
std::int64_t BatchSource::rows_read() const { return impl_->reader->rows(); }
const std::vector<Issue>& BatchSource::issues() const {
  const auto& list = impl_->reader->issues();
  if (impl_->place->words.empty() && impl_->place->issues.empty()) return list;
  impl_->issues = all_issues(*impl_->place, list);
  return impl_->issues;
}
bool BatchSource::from_copy() const { return impl_->from_copy; }
const std::optional<Issue>& BatchSource::copy_issue() const { return impl_->copy_issue; }
void BatchSource::only(const MayMeet& may_meet) { impl_->reader->only(may_meet); }

std::unique_ptr<FeatureBatch> BatchSource::next() {
  auto batch = impl_->place->in_words([&] { return impl_->reader->next(); });
  check_rows(impl_->place->name, static_cast<std::uint64_t>(std::max<std::int64_t>(0, rows_read())));
  if (!batch) return nullptr;
  if (!impl_->place->words.empty()) batch->place = impl_->place;
  return std::make_unique<FeatureBatch>(std::move(batch));
}

}  // namespace zonegate::io
