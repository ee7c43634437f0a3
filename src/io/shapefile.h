// SPDX-License-Identifier: Apache-2.0
//
// shapefile: what the bytes of .shp, .shx, .dbf and .cpg say, read without GDAL: record counts and the
// encoding of texts.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "issue_log.h"
#include "text.h"

namespace zonegate::io {

// "a/x.shp", ".dbf" -> "a/x.dbf" or "a/x.DBF", whichever exists; empty: neither.
std::string sibling(const std::string& shp, const std::string& extension);

// Calls for every field name and every text of a .dbf (trimmed at the right); full: it fills its field, so it
// may be cut.
void each_dbf_text(const std::string& dbf, const std::function<void(std::string_view text, bool full)>& use);

// Records that must come out of the file: those of .shx less those marked deleted in .dbf. nullopt: the
// headers are unreadable. Disagreements between the files and missing bytes become Issues.
std::optional<std::int64_t> shapefile_records(const std::string& shp, IssueLog& log);

struct Encoding {
  Decoder decoder;
  std::string description;  // "GB18030 (no .cpg, not UTF-8)"
};
// Option > .cpg if every text decodes (and of a page of single bytes makes sense) > strict UTF-8 > language driver (East Asian, if every text decodes) > GB18030. Error (usage) for an option that nobody
// knows.
Encoding shapefile_encoding(const std::string& shp, const std::string& wanted, IssueLog& log);

}  // namespace zonegate::io
