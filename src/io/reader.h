// SPDX-License-Identifier: Apache-2.0
//
// reader: what every vector reader gives; VectorSource is one of them behind a pointer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gdal_env.h"
#include "io/io.h"
#include "issue_log.h"

namespace zonegate::io {

// One row as the library gave it: whoever wants it turns it into values, on any thread.
struct RawRow {
  std::int64_t number = 0;
  std::string fault;  // of the library, while it read the row
  OGRFeatureUniquePtr feature;
};

struct Reader {
  explicit Reader(const std::string& path) : log(path) {}
  virtual ~Reader() = default;
  // One row; false at the end (again and again). Fills everything but `number`.
  virtual bool read(SourceFeature& out) = 0;
  // The same in two steps, where the format allows it: fetch() on one thread, the rest on any.
  virtual bool in_two_steps() const { return false; }
  virtual bool fetch(RawRow&) { return false; }  // fills everything but `number`
  // The value of the field at that place of field_names; what cannot be read is unknown and a fault.
  virtual Value value(const RawRow&, std::size_t, std::string&) const { return Unknown{}; }

  IssueLog log;
  std::vector<std::string> field_names;
  std::optional<geom::Crs> crs;
  bool has_geometry = true;
  bool skipped = false;  // the last row read does not fit `where`
  std::optional<std::int64_t> independent_count;
  std::string driver, encoding, sheet;
  double tolerance = 0.001;  // for arcs, in units of the CRS
  std::int64_t rows = 0;

  void count_row();  // Error (input) beyond the limit
  void finish();     // at the end: counts, closes the log
};

// The reader of that file. Error (usage) for a condition over a table of text.
std::unique_ptr<Reader> open_reader(const std::string& file, const VectorOptions& options);
// The next row that fits `where`, with its number; false at the end (again and again).
bool next_row(Reader& reader, bool& ended, SourceFeature& out);
void check_rows(const std::string& file, std::uint64_t rows);  // Error (input) beyond the limit

std::unique_ptr<Reader> open_ogr(const std::string& path, const VectorOptions& options);
Texts titles_of_csv(const std::string& path, const VectorOptions& options);  // "row 1", above the header
std::unique_ptr<Reader> open_csv(const std::string& path, const VectorOptions& options);
std::unique_ptr<Reader> open_dxf(const std::string& path, const VectorOptions& options);
std::unique_ptr<Reader> open_xlsx(const std::string& path, const VectorOptions& options);

void add_fault(SourceFeature& feature, const std::string& fault);  // joined with "; "

}  // namespace zonegate::io
