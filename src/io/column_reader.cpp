// SPDX-License-Identifier: Apache-2.0
//
// Batches by columns, where the driver is quick at that.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "arrow_layer.h"
#include "batch_reader.h"
#include "crs_of.h"
#include "ogr_open.h"
#include "shape.h"
#include "text.h"

namespace zonegate::io {
namespace {

constexpr std::int64_t kExact = std::int64_t{1} << 53;  // beyond, a double would round a code

std::string_view text_of(const ArrowBatch& batch, int column, std::size_t row) {
  const auto bytes = batch.bytes(column, row);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Value value_of(const ArrowBatch& batch, const ArrowLayer::Column& column, std::size_t row) {
  if (column.index < 0 || batch.null(column.index, row)) return Unknown{};
  if (column.boolean) return batch.integer(column.index, 'b', row) != 0;
  if (column.format == 'g' || column.format == 'f') return batch.real(column.index, column.format, row);
  if (column.format == 'u') return std::string(without_right_space(text_of(batch, column.index, row)));
  const std::int64_t v = batch.integer(column.index, column.format, row);
  if (v > kExact || v < -kExact) return std::to_string(v);
  return static_cast<double>(v);
}

struct Columns final : FeatureBatch::Impl {
  std::int64_t first = 1;
  std::shared_ptr<const ArrowLayer> layer;
  std::unique_ptr<ArrowBatch> columns;
  double tolerance = 0.001;
  std::vector<std::string> fields;

  std::size_t size() const override { return columns->size(); }
  std::int64_t number(std::size_t i) const override { return first + static_cast<std::int64_t>(i); }
  std::string fid(std::size_t i) const override {
    return std::to_string(columns->integer(layer->fid(), 'l', i));
  }
  std::string fault(std::size_t i) const override {
    for (std::size_t k = 0; k < fields.size(); ++k)
      if (std::string fault = fault_of(i, k); !fault.empty()) return fault;
    return {};
  }
  geom::WkbContent rings(std::size_t i, geom::RingSet& out) const override {
    if (columns->null(layer->geometry(), i)) return geom::WkbContent::damaged;
    return geom::read_wkb_rings(columns->bytes(layer->geometry(), i), out);
  }
  geom::Shape shape(std::size_t i, std::string& fault) const override {
    if (columns->null(layer->geometry(), i)) return shape_of_wkb(std::nullopt, tolerance, fault);
    return shape_of_wkb(columns->bytes(layer->geometry(), i), tolerance, fault);
  }
  Value field(std::size_t i, std::size_t column) const override {
    return value_of(*columns, layer->columns()[column], i);
  }
  std::vector<FieldFault> faults(std::size_t i) const override {
    std::vector<FieldFault> all;
    for (std::size_t k = 0; k < fields.size(); ++k)
      if (std::string fault = fault_of(i, k); !fault.empty())
        all.push_back({static_cast<int>(k), std::move(fault)});
    return all;
  }
  StoredGeometry geometry(std::size_t i) const override {
    if (columns->null(layer->geometry(), i)) return {};
    return {StoredGeometry::Kind::wkb, columns->bytes(layer->geometry(), i), nullptr};
  }

 private:
  std::string fault_of(std::size_t i, std::size_t k) const {
    const auto& c = layer->columns()[k];
    if (c.index < 0 || columns->null(c.index, i)) return {};
    if (c.format == 'g' && !std::isfinite(columns->real(c.index, 'g', i)))
      return fmt::format("the field \"{}\" is not a finite number", fields[k]);
    if (c.format != 'u') return {};
    const auto text = text_of(*columns, c.index, i);
    if (is_utf8(text)) return {};
    return fmt::format("the text of the field \"{}\" is not UTF-8: \"{}\"", fields[k],
                       escaped(text.substr(0, 40)));
  }
};

bool has_columns(const Format& format, const VectorOptions& options) {
  const std::string driver = format.driver;
  return (driver == "GPKG" || driver == "FlatGeobuf") && options.where.empty();
}

class ColumnReader final : public BatchReader {
 public:
  ColumnReader(const std::string& path, const VectorOptions& options, std::vector<std::string> fields)
      : log_(path), fields_(std::move(fields)) {
    const Format& format = require_format(path, false);
    dataset_ = open_or_throw(path, format, log_);
    OGRLayer* found = choose_layer(path, *dataset_, options.sublayer);
    const ErrorTrap trap;
    if (found->GetGeomType() == wkbNone) return;
    count(std::string(format.driver) == "GPKG", *found);
    const OGRSpatialReference* stated = found->GetSpatialRef();
    crs = chosen_crs(path, stated, options.crs, options.crs_optional, std::string(kStoreCrs) + kSayCrs);
    tolerance = millimetre(crs, stated);
    for (int i = 0; i < found->GetLayerDefn()->GetFieldCount(); ++i)
      names.emplace_back(found->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
    layer_ = ArrowLayer::open(*found, fields_);
    log_.add(trap);
  }
  bool usable() const { return layer_ != nullptr; }

  std::unique_ptr<FeatureBatch::Impl> next() override {
    if (ended_) return nullptr;
    auto batch = std::make_unique<Columns>();
    const ErrorTrap trap;
    bool failed = false;
    batch->fields = fields_;
    batch->first = rows_ + 1;
    batch->layer = layer_;
    batch->tolerance = tolerance;
    batch->columns = layer_->next(failed);
    if (failed && !trap.failed()) {
      log_.add("source.read_error", Severity::error, "reading stopped before the end",
               "the file is damaged: get it again");
    }
    log_.add(trap);
    if (!batch->columns) {
      finish();
      return nullptr;
    }
    rows_ += static_cast<std::int64_t>(batch->size());
    return batch;
  }
  std::int64_t rows() const override { return rows_; }
  const std::vector<Issue>& issues() const override { return log_.list(); }

 private:
  IssueLog log_;
  std::vector<std::string> fields_;
  DatasetPtr dataset_;
  std::shared_ptr<ArrowLayer> layer_;  // after the dataset: closed before it
  std::optional<std::int64_t> expected_;
  std::int64_t rows_ = 0;
  bool ended_ = false;

  void count(bool geopackage, OGRLayer& found) {
    if (!geopackage) {
      expected_ = found.GetFeatureCount(FALSE);
      return;
    }
    doubt_view(*dataset_, found.GetName(), log_);
    expected_ = count_by_sql(*dataset_, found.GetName(), log_);
    if (expected_) compare_with_stored_count(*dataset_, found.GetName(), *expected_, log_);
    compare_blob_systems(*dataset_, found, log_);
  }

  void finish() {
    ended_ = true;
    if (expected_ && *expected_ != rows_) {
      log_.add("source.count_mismatch", Severity::error,
               fmt::format("{} features were read, the file states {}", rows_, *expected_),
               "the file is damaged or has members that are no features: repair or export it again");
    }
    log_.close();
  }
};

}  // namespace

geom::Shape shape_of_wkb(std::optional<std::span<const std::uint8_t>> wkb, double tolerance,
                         std::string& fault) {
  const ErrorTrap trap;
  OGRGeometry* geometry = nullptr;
  if (wkb) OGRGeometryFactory::createFromWkb(wkb->data(), nullptr, &geometry, wkb->size());
  const OGRGeometryUniquePtr owned(geometry);
  ShapeResult read = to_shape(geometry, tolerance);
  fault = trap.failed() ? trap.first_failure() : read.fault;
  return fault.empty() ? std::move(read.shape) : geom::Shape{};
}

std::unique_ptr<BatchReader> open_columns(const std::string& path, const VectorOptions& options,
                                          const std::vector<std::string>& fields) {
  if (!has_columns(require_format(path, false), options)) return nullptr;
  auto reader = std::make_unique<ColumnReader>(path, options, fields);
  return reader->usable() ? std::move(reader) : nullptr;
}

std::vector<std::string> column_fields(const std::string& path, const VectorOptions& options) {
  const Format& format = require_format(path, false);
  if (!has_columns(format, options)) return {};
  IssueLog log(path);
  const DatasetPtr dataset = open_or_throw(path, format, log);
  OGRLayer* layer = choose_layer(path, *dataset, options.sublayer);
  const ErrorTrap trap;
  std::vector<std::string> fields{"OGC_FID"};  // what the columns call the feature id where it has no name
  if (const std::string fid = layer->GetFIDColumn(); !fid.empty()) fields.front() = fid;
  for (int i = 0; i < layer->GetLayerDefn()->GetFieldCount(); ++i) {
    const OGRFieldDefn& field = *layer->GetLayerDefn()->GetFieldDefn(i);
    const OGRFieldType type = field.GetType();
    if (type == OFTInteger || type == OFTInteger64 || type == OFTReal || type == OFTString)
      fields.emplace_back(field.GetNameRef());
  }
  return fields;
}

}  // namespace zonegate::io
