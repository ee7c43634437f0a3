// SPDX-License-Identifier: Apache-2.0
//
// Batches feature by feature, for formats that do not come as rows.
#include "batch_reader.h"
#include "reader.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kRows = 4096;

struct Features final : FeatureBatch::Impl {
  std::vector<std::string> fields;
  std::vector<SourceFeature> list;

  std::size_t size() const override { return list.size(); }
  std::int64_t number(std::size_t i) const override { return list[i].number; }
  std::string fid(std::size_t i) const override { return list[i].fid; }
  std::string fault(std::size_t i) const override { return list[i].fault; }
  geom::WkbContent rings(std::size_t i, geom::RingSet& out) const override {
    return rings_of_shape(list[i].shape, out);
  }
  geom::Shape shape(std::size_t i, std::string& fault) const override {
    fault = list[i].fault;
    return list[i].shape;
  }
  Value field(std::size_t i, std::size_t column) const override {
    const auto at = list[i].fields.find(fields[column]);
    return at == list[i].fields.end() ? Value(Unknown{}) : at->second;
  }
  std::vector<FieldFault> faults(std::size_t i) const override {
    return list[i].fault.empty() ? std::vector<FieldFault>{} : std::vector<FieldFault>{{-1, list[i].fault}};
  }
  StoredGeometry geometry(std::size_t i) const override {
    return {StoredGeometry::Kind::shape, {}, &list[i].shape};
  }
};

class FeatureReader final : public BatchReader {
 public:
  FeatureReader(const std::string& path, const VectorOptions& options, std::vector<std::string> fields)
      : reader_(open_reader(path, options)), fields_(std::move(fields)) {
    crs = reader_->crs;
    names = reader_->field_names;
    has_geometry = reader_->has_geometry;
  }
  std::unique_ptr<FeatureBatch::Impl> next() override {
    auto batch = std::make_unique<Features>();
    batch->fields = fields_;
    SourceFeature feature;
    while (batch->list.size() < kRows && next_row(*reader_, ended_, feature))
      batch->list.push_back(std::move(feature));
    return batch->list.empty() ? nullptr : std::move(batch);
  }
  std::int64_t rows() const override { return reader_->rows; }
  const std::vector<Issue>& issues() const override { return reader_->log.list(); }

 private:
  std::unique_ptr<Reader> reader_;
  bool ended_ = false;
  std::vector<std::string> fields_;
};

}  // namespace

geom::WkbContent rings_of_shape(const geom::Shape& shape, geom::RingSet& out) {
  if (!shape.lines.empty() || !shape.points.empty() || shape.polygons.empty()) return geom::WkbContent::other;
  out = geom::to_rings(shape);
  return geom::WkbContent::polygons;
}

std::unique_ptr<BatchReader> open_features(const std::string& path, const VectorOptions& options,
                                           const std::vector<std::string>& fields) {
  if (auto rows = open_rows(path, options, fields)) return rows;
  return std::make_unique<FeatureReader>(path, options, fields);
}

}  // namespace zonegate::io
