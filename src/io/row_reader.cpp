// SPDX-License-Identifier: Apache-2.0
//
// Batches of rows as the library gave them. Reading a row is the library's work and goes on one thread; taking its geometry and values out of it is most
// of the time, and goes on the thread that asks.
#include <algorithm>

#include <ogr_feature.h>

#include "batch_reader.h"
#include "reader.h"
#include "shape.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kRows = 4096;

bool add_ring(const OGRLinearRing& ring, bool hole, geom::RingSet& out) {
  const auto count = static_cast<std::size_t>(ring.getNumPoints());
  const auto first = static_cast<std::uint32_t>(out.vertices.size());
  out.vertices.resize(first + count);
  geom::Point* to = out.vertices.data() + first;
  if (count > 0) ring.getPoints(&to->x, sizeof(geom::Point), &to->y, sizeof(geom::Point));
  return out.end_ring(first, hole);
}

geom::WkbContent add_polygon(const OGRPolygon& polygon, geom::RingSet& out) {
  const OGRLinearRing* shell = polygon.getExteriorRing();
  if (!shell || shell->IsEmpty()) return geom::WkbContent::polygons;
  if (!add_ring(*shell, false, out)) return geom::WkbContent::damaged;
  for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
    if (!add_ring(*polygon.getInteriorRing(i), true, out)) return geom::WkbContent::damaged;
  return geom::WkbContent::polygons;
}

geom::WkbContent rings_of(const OGRGeometry* geometry, geom::RingSet& out) {
  out.clear();
  if (!geometry) return geom::WkbContent::damaged;
  const auto type = wkbFlatten(geometry->getGeometryType());
  if (type == wkbPolygon) return add_polygon(*geometry->toPolygon(), out);
  if (type != wkbMultiPolygon) return geom::WkbContent::other;
  for (const OGRPolygon* part : *geometry->toMultiPolygon()) {
    const auto content = add_polygon(*part, out);
    if (content != geom::WkbContent::polygons) return content;
  }
  return geom::WkbContent::polygons;
}

struct Rows final : FeatureBatch::Impl {
  std::shared_ptr<const Reader> reader;
  std::vector<int> columns;  // of the reader, parallel to the wanted fields; -1: not there
  std::vector<RawRow> list;
  mutable std::vector<std::unique_ptr<geom::Shape>> shapes;  // for whoever writes a copy

  std::size_t size() const override { return list.size(); }
  std::int64_t number(std::size_t i) const override { return list[i].number; }
  std::string fid(std::size_t i) const override { return std::to_string(list[i].feature->GetFID()); }
  std::string fault(std::size_t i) const override {
    if (!list[i].fault.empty()) return list[i].fault;
    std::string fault;
    for (std::size_t k = 0; k < columns.size() && fault.empty(); ++k) value(i, k, fault);
    return fault;
  }
  geom::WkbContent rings(std::size_t i, geom::RingSet& out) const override {
    return rings_of(list[i].feature->GetGeometryRef(), out);
  }
  geom::Shape shape(std::size_t i, std::string& fault) const override {
    const ErrorTrap trap;
    ShapeResult read = to_shape(list[i].feature->GetGeometryRef(), reader->tolerance);
    fault = !list[i].fault.empty() ? list[i].fault : trap.failed() ? trap.first_failure() : read.fault;
    return fault.empty() ? std::move(read.shape) : geom::Shape{};
  }
  Value field(std::size_t i, std::size_t column) const override {
    std::string fault;
    return value(i, column, fault);
  }
  std::size_t bytes(std::size_t i) const override {
    const OGRGeometry* geometry = list[i].feature->GetGeometryRef();
    return geometry ? static_cast<std::size_t>(geometry->WkbSize()) : 0;
  }
  std::vector<FieldFault> faults(std::size_t i) const override {
    std::vector<FieldFault> out;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      std::string fault;
      value(i, k, fault);
      if (!fault.empty()) out.push_back({static_cast<int>(k), fault});
    }
    std::string fault;
    shape(i, fault);
    if (!fault.empty()) out.push_back({-1, fault});
    return out;
  }
  StoredGeometry geometry(std::size_t i) const override {
    shapes.resize(list.size());
    std::string fault;
    if (!shapes[i]) shapes[i] = std::make_unique<geom::Shape>(shape(i, fault));
    return {StoredGeometry::Kind::shape, {}, shapes[i].get()};
  }

 private:
  Value value(std::size_t i, std::size_t column, std::string& fault) const {
    if (columns[column] < 0) return Unknown{};
    return reader->value(list[i], static_cast<std::size_t>(columns[column]), fault);
  }
};

class RowReader final : public BatchReader {
 public:
  RowReader(std::shared_ptr<Reader> reader, const std::vector<std::string>& fields)
      : reader_(std::move(reader)) {
    crs = reader_->crs;
    names = reader_->field_names;
    has_geometry = reader_->has_geometry;
    tolerance = reader_->tolerance;
    for (const auto& field : fields) {
      const auto at = std::find(names.begin(), names.end(), field);
      columns_.push_back(at == names.end() ? -1 : static_cast<int>(at - names.begin()));
    }
  }
  std::unique_ptr<FeatureBatch::Impl> next() override {
    auto batch = std::make_unique<Rows>();
    batch->reader = reader_;
    batch->columns = columns_;
    while (!ended_ && batch->list.size() < kRows) {
      RawRow row;
      row.number = reader_->rows + 1;
      ended_ = !reader_->fetch(row);
      if (ended_) {
        reader_->finish();
        break;
      }
      reader_->count_row();
      if (!reader_->skipped) batch->list.push_back(std::move(row));
    }
    return batch->list.empty() ? nullptr : std::move(batch);
  }
  std::int64_t rows() const override { return reader_->rows; }
  const std::vector<Issue>& issues() const override { return reader_->log.list(); }

 private:
  std::shared_ptr<Reader> reader_;
  std::vector<int> columns_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<BatchReader> open_rows(const std::string& path, const VectorOptions& options,
                                       const std::vector<std::string>& fields) {
  const std::string driver = require_format(path, false).driver;
  if (driver == "CSV" || driver == "XLSX" || driver == "GeoJSON" || driver == "LIBKML" || driver == "DXF")
    return nullptr;
  std::shared_ptr<Reader> reader = open_ogr(path, options);
  if (!reader->in_two_steps()) return nullptr;
  return std::make_unique<RowReader>(std::move(reader), fields);
}

}  // namespace zonegate::io
