// SPDX-License-Identifier: Apache-2.0
//
// prepared_format: the bytes of a prepared copy. Numbers are little-endian.
//   header   64 bytes: magic, version, size of the whole, place, size and checksum of the description, checksum of the header
//   records  one per feature, in the order of the file: length, checksum, payload
//   nodes    of the packed R-tree, leaves first, root last; then those that list the features that are always read
//   description (CopyInfo)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch_reader.h"
#include "bytes.h"
#include "source_state.h"

namespace zonegate::io {

inline constexpr std::string_view kCopyMagic{"ZGPREP\r\n", 8};  // a transfer as text would show
inline constexpr std::uint32_t kCopyVersion = 2;
inline constexpr std::size_t kHeaderSize = 64;
inline constexpr std::size_t kRecordHead = 12;  // length of the payload, checksum
inline constexpr std::size_t kFan = 16;
inline constexpr std::size_t kNodeSize = 24 + kFan * 56;
inline constexpr std::uint32_t kAlwaysLevel = 255;

struct CopyHeader {
  std::uint64_t size = 0, info_at = 0, info_size = 0, info_checksum = 0;
};
std::string to_bytes(const CopyHeader& header);
// "" or what is wrong.
std::string read_header(std::string_view bytes, std::uint64_t file_size, CopyHeader& out);

struct CopyColumn {
  std::string name;
  bool listed = true;  // among the field names of the source (the feature id is not)
  bool stored = true;  // a date or binary field is named only
};
struct CopyInfo {
  std::string origin;  // where the source lay
  std::vector<FileState> files;
  std::int64_t stamped_ns = 0;
  std::string sublayer, crs_option;
  bool states_crs = false;  // the file itself says it
  std::optional<std::string> crs;
  double tolerance = 0.001;
  std::vector<CopyColumn> columns;
  std::vector<Issue> issues;  // of the source, without the file's name
  std::uint64_t rows = 0, nodes_at = 0, tree_nodes = 0, always_nodes = 0;
};
std::string to_bytes(const CopyInfo& info);
bool read_info(std::string_view bytes, CopyInfo& out);

// One entry of a node. item: the row of a feature (leaf), or a node.
struct CopyEntry {
  geom::Box box;
  std::uint64_t item = 0, at = 0, size = 0;
};
struct CopyNode {
  std::uint64_t index = 0;
  std::uint32_t level = 0, count = 0;
  std::array<CopyEntry, kFan> entries{};
};
std::string to_bytes(const CopyNode& node);
bool read_node(std::string_view bytes, std::uint64_t index, CopyNode& out);

// The payload of a record, looked at in place. Everything points into the bytes.
struct CopyRecord {
  std::uint64_t row = 0;
  std::string_view fid;
  StoredGeometry::Kind kind = StoredGeometry::Kind::none;
  std::string_view geometry;
  std::string_view faults, values;
};
// Appends head and payload. stored: which columns of the batch.
void add_record(ByteWriter& out, const FeatureBatch::Impl& batch, std::size_t i, std::size_t columns);
bool read_record(std::string_view payload, CopyRecord& out);
std::vector<FieldFault> faults_of(const CopyRecord& record);
Value value_of(const CopyRecord& record, std::size_t column);
geom::Shape shape_of(const CopyRecord& record);

}  // namespace zonegate::io
