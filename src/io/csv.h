// SPDX-License-Identifier: Apache-2.0
//
// csv: RFC 4180 text, strictly. A file is read whole: tables and CSV layers are small.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zonegate::io {

struct CsvRow {
  std::size_t line = 0;            // 1-based line where it starts
  std::vector<std::string> cells;  // as many as there are headers
  std::string fault;               // too many or too few cells
};
struct CsvFile {
  std::vector<std::string> headers;
  std::vector<std::string> titles;  // headers as they are written, with repeated_columns
  std::vector<CsvRow> rows;
  std::string encoding;                                     // "UTF-8 (all texts are UTF-8)"
  std::vector<std::pair<std::size_t, std::string>> around;  // lines above the header
};
struct CsvOptions {
  std::string encoding = {};
  std::vector<std::string> headers = {};  // as in TableOptions
  bool lone_cells = false;
  bool repeated_columns = false;  // as in TableOptions
};
// encoding: empty = UTF-8 (with or without BOM), else GB18030. Blank lines are skipped. A first line that holds none of `headers` is a title where one of the first fifty holds two. Error (input) naming
// file and line: no header, a header without name or twice, a quote that never ends, neither encoding.
CsvFile read_csv(const std::string& path, const CsvOptions& options);

}  // namespace zonegate::io
