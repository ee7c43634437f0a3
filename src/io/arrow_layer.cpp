// SPDX-License-Identifier: Apache-2.0
//
// Attribute fields are never set as ignored: in GDAL 3.6.2 that makes a GeoPackage hand out geometries of zeros.
#include "arrow_layer.h"

#include <algorithm>
#include <cstring>

namespace zonegate::io {
namespace {

constexpr const char* kBatchRows = "4096";

template <class T>
T at(const ArrowArray& column, int buffer, std::size_t row) {
  T v;
  std::memcpy(&v, static_cast<const char*>(column.buffers[buffer]) + sizeof(T) * row, sizeof(T));
  return v;
}

bool bit(const ArrowArray& column, int buffer, std::size_t row) {
  return (static_cast<const std::uint8_t*>(column.buffers[buffer])[row / 8] >> (row % 8)) & 1;
}

std::size_t shifted(const ArrowArray& column, std::size_t row) {
  return row + static_cast<std::size_t>(column.offset);
}

}  // namespace

ArrowBatch::~ArrowBatch() {
  if (array_.release) array_.release(&array_);
}

bool ArrowBatch::null(int column, std::size_t row) const {
  const ArrowArray& c = *array_.children[column];
  return c.null_count != 0 && c.buffers[0] && !bit(c, 0, shifted(c, row));
}

std::int64_t ArrowBatch::integer(int column, char format, std::size_t row) const {
  const ArrowArray& c = *array_.children[column];
  const std::size_t i = shifted(c, row);
  switch (format) {
    case 'b':
      return bit(c, 1, i) ? 1 : 0;
    case 's':
      return at<std::int16_t>(c, 1, i);
    case 'i':
      return at<std::int32_t>(c, 1, i);
    default:
      return at<std::int64_t>(c, 1, i);
  }
}

double ArrowBatch::real(int column, char format, std::size_t row) const {
  const ArrowArray& c = *array_.children[column];
  const std::size_t i = shifted(c, row);
  return format == 'f' ? static_cast<double>(at<float>(c, 1, i)) : at<double>(c, 1, i);
}

std::span<const std::uint8_t> ArrowBatch::bytes(int column, std::size_t row) const {
  const ArrowArray& c = *array_.children[column];
  const std::size_t i = shifted(c, row);
  const auto from = at<std::int32_t>(c, 1, i), to = at<std::int32_t>(c, 1, i + 1);
  return {static_cast<const std::uint8_t*>(c.buffers[2]) + from, static_cast<std::size_t>(to - from)};
}

std::unique_ptr<ArrowLayer> ArrowLayer::open(OGRLayer& layer, const std::vector<std::string>& fields) {
  std::unique_ptr<ArrowLayer> out(new ArrowLayer);
  CPLStringList options;
  options.SetNameValue("MAX_FEATURES_IN_BATCH", kBatchRows);
  if (!layer.GetArrowStream(&out->stream_, options.List())) return nullptr;
  if (!out->find(layer, fields)) return nullptr;
  return out;
}

ArrowLayer::~ArrowLayer() {
  if (stream_.release) stream_.release(&stream_);
}

bool ArrowLayer::find(OGRLayer& layer, const std::vector<std::string>& fields) {
  ArrowSchema schema{};
  if (stream_.get_schema(&stream_, &schema) != 0) return false;
  const std::string geometry = layer.GetGeometryColumn(), fid = layer.GetFIDColumn();
  columns_.resize(fields.size());
  bool usable = true;
  for (int i = 0; i < schema.n_children; ++i) {
    const std::string name = schema.children[i]->name, format = schema.children[i]->format;
    if (i == 0 && format == "l" && (name == fid || name == "OGC_FID")) fid_ = i;
    if (format == "z" && (name == geometry || name == "wkb_geometry")) geometry_ = i;
    for (std::size_t k = 0; k < fields.size(); ++k) {
      if (fields[k] != name || i == geometry_) continue;
      usable = usable && format.size() == 1 &&
               std::string_view("bsilfgu").find(format[0]) != std::string_view::npos;
      columns_[k] = {i, format[0], format == "b"};
    }
  }
  schema.release(&schema);
  return usable && geometry_ >= 0 && fid_ >= 0;
}

std::unique_ptr<ArrowBatch> ArrowLayer::next(bool& failed) {
  ArrowArray array{};
  failed = stream_.get_next(&stream_, &array) != 0;
  if (failed || !array.release) return nullptr;
  return std::make_unique<ArrowBatch>(array);
}

}  // namespace zonegate::io
