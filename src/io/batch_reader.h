// SPDX-License-Identifier: Apache-2.0
//
// batch_reader: what stands behind BatchSource. Three ways give the same features: by columns, feature by feature, and from a prepared copy.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/io.h"
#include "place.h"

namespace zonegate::io {

// A text or number that cannot be read: of one column of those asked for, or of the whole feature (column -1).
struct FieldFault {
  int column = -1;
  std::string text;
};

// A geometry as a copy keeps it: as the bytes that the file gave, or as a shape where the reader gave one.
struct StoredGeometry {
  enum class Kind : std::uint8_t { none, wkb, shape } kind = Kind::none;
  std::span<const std::uint8_t> wkb;
  const geom::Shape* shape = nullptr;
};

struct FeatureBatch::Impl {
  virtual ~Impl() = default;
  std::uint32_t mark = 0;              // of the file, for watch::Reading
  std::shared_ptr<const Place> place;  // whose words faults are told in; nullptr: those of the file
  virtual std::size_t size() const = 0;
  virtual std::int64_t number(std::size_t i) const = 0;
  virtual std::string fid(std::size_t i) const = 0;
  virtual std::string fault(std::size_t i) const = 0;
  virtual geom::WkbContent rings(std::size_t i, geom::RingSet& out) const = 0;
  virtual geom::Shape shape(std::size_t i, std::string& fault) const = 0;
  virtual Value field(std::size_t i, std::size_t column) const = 0;
  virtual std::size_t bytes(std::size_t i) const;  // about how large its geometry is
  // For whoever writes a copy. What they show lives as long as the batch.
  virtual std::vector<FieldFault> faults(std::size_t i) const = 0;
  virtual StoredGeometry geometry(std::size_t i) const = 0;
};

struct BatchReader {
  virtual ~BatchReader() = default;
  virtual std::unique_ptr<FeatureBatch::Impl> next() = 0;  // nullptr at the end
  virtual std::int64_t rows() const = 0;
  virtual const std::vector<Issue>& issues() const = 0;
  virtual void only(const BatchSource::MayMeet&) {}

  std::optional<geom::Crs> crs;
  std::vector<std::string> names;  // all fields of the file
  bool has_geometry = true;
  double tolerance = 0.001;  // for arcs, in units of the CRS
};

// By columns. nullptr: this file, or one of these fields, cannot be read so.
std::unique_ptr<BatchReader> open_columns(const std::string& path, const VectorOptions& options,
                                          const std::vector<std::string>& fields);
// The fields that open_columns can read, with the names under which it gives the feature id. Empty: none of the file.
std::vector<std::string> column_fields(const std::string& path, const VectorOptions& options);
std::unique_ptr<BatchReader> open_features(const std::string& path, const VectorOptions& options,
                                           const std::vector<std::string>& fields);

// By rows that are turned into values by whoever asks. nullptr: this format gives finished features only.
std::unique_ptr<BatchReader> open_rows(const std::string& path, const VectorOptions& options,
                                       const std::vector<std::string>& fields);

// Shared by the readers, so that a geometry reads the same from its file and from a copy.
geom::Shape shape_of_wkb(std::optional<std::span<const std::uint8_t>> wkb, double tolerance,
                         std::string& fault);
geom::WkbContent rings_of_shape(const geom::Shape& shape, geom::RingSet& out);
// What read them, or `damaged` for more vertices than the limit: shape() says so.
geom::WkbContent within_limits(geom::WkbContent content, const geom::RingSet& rings);

}  // namespace zonegate::io
