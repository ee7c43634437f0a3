// SPDX-License-Identifier: Apache-2.0
//
// sheet_table: which sheet, which row is the header, which rows are data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/io.h"
#include "xlsx.h"

namespace zonegate::io {

struct SheetTable {
  std::string name;  // "list.xlsx[清单]"
  std::string sheet;
  std::vector<std::string> headers, titles;                 // titles: as in Table
  std::vector<XlsxSheet::Row> rows;                         // cells parallel to headers
  std::vector<std::size_t> left_out;                        // below the header: notes, the header once more
  std::vector<std::pair<std::size_t, std::string>> around;  // rows above the header, and the notes
  std::vector<std::pair<std::string, std::string>> elsewhere;  // as in Table
  Texts beside;                                                // likewise
};
// A header without blanks, line breaks and asterisks, in small narrow letters: by which names are compared.
std::string plain_header(std::string_view text);
// The name of a further column of the same name: "X (E)".
std::string lettered(const std::string& name, std::size_t column);
// Names that columns may have: plain -> as the caller writes it. The header is the row, among the first kHeaderSearched, that holds most of them.
using KnownHeaders = std::map<std::string, std::string>;
inline constexpr std::size_t kHeaderSearched = 50;
KnownHeaders known_headers(const std::vector<std::string>& names);
std::size_t known_cells(const std::vector<std::string>& cells, const KnownHeaders& known);  // different ones
// A header of two rows: 点号 | 坐标 | (the same, or blank) | 边长 over X(m) | Y(m). Titles of the lower row where it has any, else those of the upper; nullopt: `lower` is no second
// row of a header, for it holds something else than names that are known, or names what no title of the upper one spans.
std::optional<std::vector<std::string>> joined_header(std::vector<std::string> upper,
                                                      std::vector<std::string> lower,
                                                      const KnownHeaders& known);
// The lower row alone was found to be the header: its blank cells take the titles above them.
std::vector<std::string> titled_header(std::vector<std::string> upper, std::vector<std::string> lower,
                                       const KnownHeaders& known);
// strict: several sheets that fit are an Error (input) listing them; else the first of them is taken.
SheetTable read_sheet_table(const std::string& path, const TableOptions& options, bool strict);

}  // namespace zonegate::io
