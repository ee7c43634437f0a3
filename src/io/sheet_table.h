// SPDX-License-Identifier: Apache-2.0
//
// sheet_table: which sheet, which row is the header, which rows are data.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/io.h"
#include "xlsx.h"

namespace zonegate::io {

struct SheetTable {
  std::string name;  // "list.xlsx[清单]"
  std::string sheet;
  std::vector<std::string> headers;
  std::vector<XlsxSheet::Row> rows;                         // cells parallel to headers
  std::vector<std::size_t> left_out;                        // below the header: notes, the header once more
  std::vector<std::pair<std::size_t, std::string>> around;  // rows above the header, and the notes
  std::vector<std::pair<std::string, std::string>> elsewhere;  // as in Table
};
// A header without blanks, line breaks and asterisks, in small narrow letters: by which names are compared.
std::string plain_header(std::string_view text);
// Names that columns may have: plain -> as the caller writes it. The header is the row, among the first kHeaderSearched, that holds most of them.
using KnownHeaders = std::map<std::string, std::string>;
inline constexpr std::size_t kHeaderSearched = 50;
KnownHeaders known_headers(const std::vector<std::string>& names);
std::size_t known_cells(const std::vector<std::string>& cells, const KnownHeaders& known);  // different ones
// strict: several sheets that fit are an Error (input) listing them; else the first of them is taken.
SheetTable read_sheet_table(const std::string& path, const TableOptions& options, bool strict);

}  // namespace zonegate::io
