// SPDX-License-Identifier: Apache-2.0
//
// Batches of features, by columns where the driver is quick at that, else feature by feature.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "arrow_layer.h"
#include "crs_of.h"
#include "ogr_open.h"
#include "shape.h"
#include "text.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kRows = 4096;
constexpr std::int64_t kExact = std::int64_t{1} << 53;  // beyond, a double would round a code

Value value_of(const ArrowBatch& batch, const ArrowLayer::Column& column, std::size_t row) {
  if (column.index < 0 || batch.null(column.index, row)) return Unknown{};
  if (column.boolean) return batch.integer(column.index, 'b', row) != 0;
  if (column.format == 'g' || column.format == 'f') return batch.real(column.index, column.format, row);
  if (column.format == 'u') {
    const auto bytes = batch.bytes(column.index, row);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return std::string(without_right_space(text));
  }
  const std::int64_t v = batch.integer(column.index, column.format, row);
  if (v > kExact || v < -kExact) return std::to_string(v);
  return static_cast<double>(v);
}

}  // namespace

struct FeatureBatch::Impl {
  std::int64_t first = 1;
  std::shared_ptr<const ArrowLayer> layer;  // by columns
  std::unique_ptr<ArrowBatch> columns;
  double tolerance = 0.001;
  std::vector<std::string> fields;
  std::vector<SourceFeature> features;  // or feature by feature

  std::string text_fault(std::size_t i) const {
    for (std::size_t k = 0; k < fields.size(); ++k) {
      const auto& c = layer->columns()[k];
      if (c.index < 0 || columns->null(c.index, i)) continue;
      if (c.format == 'g' && !std::isfinite(columns->real(c.index, 'g', i)))
        return fmt::format("the field \"{}\" is not a finite number", fields[k]);
      if (c.format != 'u') continue;
      const auto bytes = columns->bytes(c.index, i);
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      if (!is_utf8(text))
        return fmt::format("the text of the field \"{}\" is not UTF-8: \"{}\"", fields[k],
                           escaped(text.substr(0, 40)));
    }
    return {};
  }
};

FeatureBatch::FeatureBatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FeatureBatch::~FeatureBatch() = default;
std::size_t FeatureBatch::size() const {
  return impl_->columns ? impl_->columns->size() : impl_->features.size();
}

std::size_t FeatureBatch::bytes() const {
  std::size_t bytes = 0;
  const int g = impl_->columns ? impl_->layer->geometry() : -1;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!impl_->columns) {
      bytes += sizeof(geom::Point) * impl_->features[i].shape.vertex_count();
    } else if (!impl_->columns->null(g, i)) {
      bytes += impl_->columns->bytes(g, i).size();
    }
  }
  return bytes;
}

std::int64_t FeatureBatch::number(std::size_t i) const {
  return impl_->columns ? impl_->first + static_cast<std::int64_t>(i) : impl_->features[i].number;
}

std::string FeatureBatch::fid(std::size_t i) const {
  return impl_->columns ? std::to_string(impl_->columns->integer(impl_->layer->fid(), 'l', i))
                        : impl_->features[i].fid;
}

std::string FeatureBatch::fault(std::size_t i) const {
  return impl_->columns ? impl_->text_fault(i) : impl_->features[i].fault;
}

geom::WkbContent FeatureBatch::rings(std::size_t i, geom::RingSet& out) const {
  if (impl_->columns) {
    const int g = impl_->layer->geometry();
    if (impl_->columns->null(g, i)) return geom::WkbContent::damaged;
    return geom::read_wkb_rings(impl_->columns->bytes(g, i), out);
  }
  const geom::Shape& shape = impl_->features[i].shape;
  if (!shape.lines.empty() || !shape.points.empty() || shape.polygons.empty()) return geom::WkbContent::other;
  out = geom::to_rings(shape);
  return geom::WkbContent::polygons;
}

geom::Shape FeatureBatch::shape(std::size_t i, std::string& fault) const {
  if (!impl_->columns) {
    fault = impl_->features[i].fault;
    return impl_->features[i].shape;
  }
  const ErrorTrap trap;
  OGRGeometry* geometry = nullptr;
  const int g = impl_->layer->geometry();
  if (!impl_->columns->null(g, i)) {
    const auto wkb = impl_->columns->bytes(g, i);
    OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size());
  }
  const OGRGeometryUniquePtr owned(geometry);
  ShapeResult read = to_shape(geometry, impl_->tolerance);
  fault = trap.failed() ? trap.first_failure() : read.fault;
  return fault.empty() ? std::move(read.shape) : geom::Shape{};
}

Value FeatureBatch::field(std::size_t i, std::size_t column) const {
  if (impl_->columns) return value_of(*impl_->columns, impl_->layer->columns()[column], i);
  const auto at = impl_->features[i].fields.find(impl_->fields[column]);
  return at == impl_->features[i].fields.end() ? Value(Unknown{}) : at->second;
}

struct BatchSource::Impl {
  std::vector<std::string> fields;
  // By columns.
  std::unique_ptr<IssueLog> log;
  DatasetPtr dataset;
  std::shared_ptr<ArrowLayer> layer;  // after the dataset: closed before it
  std::optional<std::int64_t> expected;
  std::optional<geom::Crs> crs;
  std::vector<std::string> names;
  double tolerance = 0.001;
  std::int64_t rows = 0;
  bool ended = false;
  // Feature by feature.
  std::optional<VectorSource> features;

  bool open_columns(const std::string& path, const Format& format, const VectorOptions& options);
  void finish();
};

bool BatchSource::Impl::open_columns(const std::string& path, const Format& format,
                                     const VectorOptions& options) {
  const std::string driver = format.driver;
  if ((driver != "GPKG" && driver != "FlatGeobuf") || !options.where.empty()) return false;
  log = std::make_unique<IssueLog>(path);
  dataset = open_or_throw(path, format, *log);
  OGRLayer* found = choose_layer(path, *dataset, options.sublayer);
  const ErrorTrap trap;
  const OGRwkbGeometryType type = found->GetGeomType();
  if (type == wkbNone) return false;
  if (driver == "GPKG") doubt_view(*dataset, found->GetName(), *log);
  expected = driver == "GPKG" ? count_by_sql(*dataset, found->GetName(), *log)
                              : std::optional<std::int64_t>(found->GetFeatureCount(FALSE));
  if (driver == "GPKG" && expected) compare_with_stored_count(*dataset, found->GetName(), *expected, *log);
  const OGRSpatialReference* stated = found->GetSpatialRef();
  crs = chosen_crs(path, stated, options.crs, options.crs_optional,
                   "store it in the file, or say --crs EPSG:4490");
  tolerance = millimetre(crs, stated);
  for (int i = 0; i < found->GetLayerDefn()->GetFieldCount(); ++i)
    names.emplace_back(found->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
  layer = ArrowLayer::open(*found, fields);
  log->add(trap);
  return layer != nullptr;
}

void BatchSource::Impl::finish() {
  ended = true;
  if (expected && *expected != rows) {
    log->add("source.count_mismatch", Severity::error,
             fmt::format("{} features were read, the file states {}", rows, *expected),
             "the file is damaged or has members that are no features: repair or export it again");
  }
  log->close();
}

BatchSource::BatchSource(const std::string& path, const VectorOptions& options,
                         const std::vector<std::string>& fields)
    : impl_(std::make_unique<Impl>()) {
  impl_->fields = fields;
  const Format& format = require_format(path, false);
  if (impl_->open_columns(path, format, options)) return;
  impl_->layer.reset();
  impl_->dataset.reset();
  impl_->features.emplace(path, options);
}
BatchSource::~BatchSource() = default;
BatchSource::BatchSource(BatchSource&&) noexcept = default;

const std::optional<geom::Crs>& BatchSource::crs() const {
  return impl_->features ? impl_->features->crs() : impl_->crs;
}
bool BatchSource::has_geometry() const { return !impl_->features || impl_->features->has_geometry(); }
const std::vector<std::string>& BatchSource::field_names() const {
  return impl_->features ? impl_->features->field_names() : impl_->names;
}
std::int64_t BatchSource::rows_read() const {
  return impl_->features ? impl_->features->rows_read() : impl_->rows;
}
const std::vector<Issue>& BatchSource::issues() const {
  return impl_->features ? impl_->features->issues() : impl_->log->list();
}

std::unique_ptr<FeatureBatch> BatchSource::next() {
  if (impl_->ended) return nullptr;
  auto batch = std::make_unique<FeatureBatch::Impl>();
  batch->fields = impl_->fields;
  if (impl_->features) {
    SourceFeature feature;
    while (batch->features.size() < kRows && impl_->features->next(feature))
      batch->features.push_back(std::move(feature));
    impl_->ended = batch->features.empty();
    return impl_->ended ? nullptr : std::unique_ptr<FeatureBatch>(new FeatureBatch(std::move(batch)));
  }
  const ErrorTrap trap;
  bool failed = false;
  batch->first = impl_->rows + 1;
  batch->layer = impl_->layer;
  batch->tolerance = impl_->tolerance;
  batch->columns = impl_->layer->next(failed);
  if (failed && !trap.failed()) {
    impl_->log->add("source.read_error", Severity::error, "reading stopped before the end",
                    "the file is damaged: get it again");
  }
  impl_->log->add(trap);
  if (!batch->columns) {
    impl_->finish();
    return nullptr;
  }
  impl_->rows += static_cast<std::int64_t>(batch->columns->size());
  return std::unique_ptr<FeatureBatch>(new FeatureBatch(std::move(batch)));
}

}  // namespace zonegate::io
