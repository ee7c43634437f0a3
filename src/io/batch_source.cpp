// SPDX-License-Identifier: Apache-2.0
//
// Batches of features: from a prepared copy where there is a good one, else by columns where the driver is quick at that, else feature by feature.
#include "batch_reader.h"
#include "gdal_env.h"
#include "prepared_reader.h"

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
std::string FeatureBatch::fault(std::size_t i) const { return impl_->fault(i); }
geom::WkbContent FeatureBatch::rings(std::size_t i, geom::RingSet& out) const { return impl_->rings(i, out); }
geom::Shape FeatureBatch::shape(std::size_t i, std::string& fault) const { return impl_->shape(i, fault); }
Value FeatureBatch::field(std::size_t i, std::size_t column) const { return impl_->field(i, column); }

struct BatchSource::Impl {
  std::unique_ptr<BatchReader> reader;
  std::optional<Issue> copy_issue;
  bool from_copy = false;
};

BatchSource::BatchSource(const std::string& path, const VectorOptions& options,
                         const std::vector<std::string>& fields)
    : impl_(std::make_unique<Impl>()) {
  require_format(path, false);
  CopyOpened copy = open_copy(path, options, fields);
  impl_->copy_issue = std::move(copy.issue);
  impl_->from_copy = copy.reader != nullptr;
  impl_->reader = std::move(copy.reader);
  if (!impl_->reader) impl_->reader = open_columns(path, options, fields);
  if (!impl_->reader) impl_->reader = open_features(path, options, fields);
}
BatchSource::~BatchSource() = default;
BatchSource::BatchSource(BatchSource&&) noexcept = default;

const std::optional<geom::Crs>& BatchSource::crs() const { return impl_->reader->crs; }
bool BatchSource::has_geometry() const { return impl_->reader->has_geometry; }
const std::vector<std::string>& BatchSource::field_names() const { return impl_->reader->names; }
std::int64_t BatchSource::rows_read() const { return impl_->reader->rows(); }
const std::vector<Issue>& BatchSource::issues() const { return impl_->reader->issues(); }
bool BatchSource::from_copy() const { return impl_->from_copy; }
const std::optional<Issue>& BatchSource::copy_issue() const { return impl_->copy_issue; }
void BatchSource::only(const MayMeet& may_meet) { impl_->reader->only(may_meet); }

std::unique_ptr<FeatureBatch> BatchSource::next() {
  auto batch = impl_->reader->next();
  return batch ? std::make_unique<FeatureBatch>(std::move(batch)) : nullptr;
}

}  // namespace zonegate::io
