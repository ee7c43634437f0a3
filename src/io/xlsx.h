// SPDX-License-Identifier: Apache-2.0
//
// xlsx: sheets of Excel workbooks as text, cell by cell. Read with expat from the zip (GDAL's /vsizip/): GDAL's own driver knows neither merged cells nor formulas
// without a value, and shows no digits (docs/decisions/0032).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gdal_env.h"
#include "io/tables.h"
#include "xml.h"

namespace zonegate::io {

// The parts of a workbook. Error (input) for what is no workbook: .xls in disguise, protected by a password, damaged.
class XlsxPackage {
 public:
  explicit XlsxPackage(std::string path);
  bool has(const std::string& part) const;
  std::string read(const std::string& part) const;
  const std::string& path() const { return path_; }

 private:
  std::string inside(const std::string& part) const;
  std::string path_;
};

// How a cell of a style shows its number.
struct CellFormat {
  enum class Kind { general, fixed, percent, padded, date, angle, hours } kind = Kind::general;
  int least = 0, most = 0;  // decimals; padded: digits
};
CellFormat number_format(int id, const std::string& code);  // code: of an id from 164 on
// The text that a person reads in the cell: 1.0700000000000001 is 1.07, with format 0.00 1.1 is 1.10; days are 2026-10-01.
std::string shown_number(double value, const CellFormat& format, bool from_1904);

struct XlsxSheet {
  struct Row {
    std::size_t number = 0;          // as Excel counts it
    std::vector<std::string> cells;  // as many as the widest row has
    std::string fault;               // an error value, or a formula that nobody has calculated
  };
  std::string name;
  std::vector<Row> rows;  // none that is blank; merged cells hold their text in each of their cells
  // Rows that are one text, merged over several columns: titles and notes between the data.
  std::vector<std::size_t> notes;
  Texts remarks;  // beside the cells: "comment of cell B3", its text
};
std::vector<std::string> xlsx_sheets(const XlsxPackage& package);
// hidden_digits: a number that its cell shows rounded comes with the digits that the cell holds.
XlsxSheet read_sheet(const XlsxPackage& package, const std::string& name, bool hidden_digits = false);

// Comments, text boxes, headers, footers and prompts of the sheet that is this part, with this text; words in formats, properties of the workbook.
Texts sheet_remarks(const XlsxPackage& package, const std::string& part, const std::string& xml);

std::string column_name(std::size_t column);  // 0 -> A, 27 -> AB

}  // namespace zonegate::io
