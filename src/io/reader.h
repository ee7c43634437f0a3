// SPDX-License-Identifier: Apache-2.0
//
// reader: what every vector reader gives; VectorSource is one of them behind a pointer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/io.h"
#include "issue_log.h"

namespace zonegate::io {

struct Reader {
  explicit Reader(const std::string& path) : log(path) {}
  virtual ~Reader() = default;
  // One row; false at the end (again and again). Fills everything but `number`.
  virtual bool read(SourceFeature& out) = 0;

  IssueLog log;
  std::vector<std::string> field_names;
  std::optional<geom::Crs> crs;
  bool has_geometry = true;
  bool skipped = false;  // the last row read does not fit `where`
  std::optional<std::int64_t> independent_count;
  std::string driver, encoding;
};

std::unique_ptr<Reader> open_ogr(const std::string& path, const VectorOptions& options);
std::unique_ptr<Reader> open_csv(const std::string& path, const VectorOptions& options);

void add_fault(SourceFeature& feature, const std::string& fault);  // joined with "; "

}  // namespace zonegate::io
