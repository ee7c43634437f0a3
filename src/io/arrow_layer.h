// SPDX-License-Identifier: Apache-2.0
//
// arrow_layer: a GDAL layer as columns. Knows the parts of the Arrow C data interface that GDAL 3.6 hands out for a GeoPackage or FlatGeobuf.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gdal_env.h"
#include "io/io.h"

#include <ogr_recordbatch.h>

namespace zonegate::io {

// One batch. Values live as long as it does.
class ArrowBatch {
 public:
  explicit ArrowBatch(const ArrowArray& array) : array_(array) {}
  ~ArrowBatch();
  ArrowBatch(const ArrowBatch&) = delete;
  ArrowBatch& operator=(const ArrowBatch&) = delete;
  std::size_t size() const { return static_cast<std::size_t>(array_.length); }
  bool null(int column, std::size_t row) const;
  std::int64_t integer(int column, char format, std::size_t row) const;
  double real(int column, char format, std::size_t row) const;
  std::span<const std::uint8_t> bytes(int column, std::size_t row) const;  // formats u and z

 private:
  ArrowArray array_;
};

class ArrowLayer {
 public:
  // nullptr: this layer has columns that cannot be read this way.
  static std::unique_ptr<ArrowLayer> open(OGRLayer& layer, const std::vector<std::string>& fields);
  ~ArrowLayer();
  ArrowLayer(const ArrowLayer&) = delete;
  ArrowLayer& operator=(const ArrowLayer&) = delete;

  std::unique_ptr<ArrowBatch> next(bool& failed);  // nullptr at the end, or where reading failed

  struct Column {
    int index = -1;  // -1: the file has no such field
    char format = 0;
    bool boolean = false;
  };
  int fid() const { return fid_; }
  int geometry() const { return geometry_; }
  const std::vector<Column>& columns() const { return columns_; }  // parallel to `fields`

 private:
  ArrowLayer() = default;
  bool find(OGRLayer& layer, const std::vector<std::string>& fields);
  ArrowArrayStream stream_{};
  int fid_ = -1, geometry_ = -1;
  std::vector<Column> columns_;
};

}  // namespace zonegate::io
