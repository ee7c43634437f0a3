// SPDX-License-Identifier: Apache-2.0
//
// sheet_table: which sheet, which row is the header, which rows are data.
#pragma once

#include <string>
#include <vector>

#include "io/io.h"
#include "xlsx.h"

namespace zonegate::io {

struct SheetTable {
  std::string name;  // "list.xlsx[清单]"
  std::string sheet;
  std::vector<std::string> headers;
  std::vector<XlsxSheet::Row> rows;   // cells parallel to headers
  std::vector<std::size_t> left_out;  // below the header: notes, the header once more
  // Rows above the header, and the notes. With hidden_digits also, as row 0, what sheets without such a header say: "说明: 坐标系..."
  std::vector<std::pair<std::size_t, std::string>> around;
};
// A header without blanks, line breaks and asterisks, in small narrow letters: by which names are compared.
std::string plain_header(std::string_view text);
// strict: several sheets that fit are an Error (input) listing them; else the first of them is taken.
SheetTable read_sheet_table(const std::string& path, const TableOptions& options, bool strict);

}  // namespace zonegate::io
