// SPDX-License-Identifier: Apache-2.0
//
// Part of io.h: tables without geometry, read and written.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace zonegate::io {

// Where something is said, and what.
using Texts = std::vector<std::pair<std::string, std::string>>;

// A table without geometry: .csv (UTF-8 with or without BOM, GB18030), one sheet of .xlsx, a table of .gpkg. Rows as text by header. Of a workbook: merged cells hold
// their text in each of their cells; numbers have the digits that the cell shows, days are 2026-10-01; titles above the header and notes between the rows are left
// out and listed. Error (input), with every cell that cannot be read, if there is any.
struct TableOptions {
  // Of .xlsx, table of .gpkg; empty: the only one, or the first sheet that has the headers.
  std::string sheet = {};
  // Of .xlsx; 0: the row with most of `headers` among the first fifty. So too of .csv, where the first line holds none of them.
  std::size_t header_row = 0;
  // Names that columns may have; blanks, line breaks, case and width do not matter.
  std::vector<std::string> headers = {};
  // For coordinates. Of .xlsx: where a cell shows a rounded number, the one that it holds. Of .csv: a line of one cell is a row whose other cells are blank (a note), no fault.
  bool hidden_digits = false;
  // Of .csv and .xlsx: names of columns may be there more than once (points in blocks beside one another): the later ones get the letter of their column, "X (E)", and columns without a name
  // that hold nothing are left out. Else a name that is there twice is an Error.
  bool repeated_columns = false;
  // Of .xlsx: what sheets without such a header say and are called comes in `elsewhere`.
  bool other_sheets = false;
  // Of a workbook whose sheets fit more than once: how its user says which is meant.
  std::string choice = "name one: as sublayer in a manifest for each, or with --sheet; or keep one sheet";
};
struct Table {
  std::string name;  // for messages: the path, of a workbook with its sheet: "list.xlsx[清单]"
  std::vector<std::string> headers;
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::size_t> lines;     // of each row: the line of the file where it starts, or of the sheet
  std::vector<std::size_t> left_out;  // rows of a sheet that are titles, notes or the header once more
  std::string sheet = {};
  // Rows above the header, and of a sheet the notes below it, with their text; with other_sheets also what sheets without such a header say ("说明", "坐标系...") and are called.
  std::vector<std::pair<std::size_t, std::string>> around = {};
  Texts elsewhere = {};
  std::vector<std::string> titles = {};  // headers as they are written, where names may be repeated
  Texts beside = {};  // of a sheet: comments of cells, text boxes, headers and footers, each with what it is
};
Table read_table(const std::string& path, const TableOptions& options = {});
bool is_table_file(const std::string& path);  // .csv, .xlsx, .gpkg

// One sheet of a workbook, as people paste it: a title over all columns, a bold header that stays in sight, texts wrapped. The same content gives the same bytes.
struct OutSheet {
  struct Column {
    std::string title;
    double width = 12;    // in characters
    bool number = false;  // cells that are plain decimal numbers are stored as numbers
  };
  std::string name, title;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};
// Written beside the target and renamed. Error (usage) for more rows than a sheet can hold.
void write_workbook(const std::string& path, const std::vector<OutSheet>& sheets);

}  // namespace zonegate::io
