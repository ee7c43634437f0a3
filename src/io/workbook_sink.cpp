// SPDX-License-Identifier: Apache-2.0
//
// Workbooks by libxlsxwriter. The time inside is fixed, so that equal tables give equal bytes.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "files.h"
#include "io/io.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kMostRows = 1048576 - 2, kMostText = 32767;

struct Formats {
  lxw_format *title, *header, *text;
};

[[noreturn]] void refuse(const std::string& path, lxw_error error) {
  throw Error(ErrorKind::internal,
              fmt::format("{}: the workbook cannot be written: {}", path, lxw_strerror(error)),
              "check the folder, its permissions and the free space");
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

lxw_error write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                     bool number, lxw_format* format) {
  if (text.empty()) return worksheet_write_blank(sheet, row, column, format);
  const auto value = number ? as_number(Value(text)) : std::nullopt;
  if (value && std::isfinite(*value)) return worksheet_write_number(sheet, row, column, *value, format);
  return worksheet_write_string(sheet, row, column, text.c_str(), format);
}

void write_sheet(lxw_workbook* book, const OutSheet& out, const Formats& formats, const std::string& path) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, out.name.c_str());
  if (!sheet) throw Error(ErrorKind::internal, path + ": a sheet cannot be called " + out.name);
  const auto check = [&](lxw_error error) {
    if (error != LXW_NO_ERROR) refuse(path, error);
  };
  const auto last = static_cast<lxw_col_t>(out.columns.size() - 1);
  lxw_row_t at = 0;
  if (!out.title.empty() && last > 0)
    check(worksheet_merge_range(sheet, 0, 0, 0, last, out.title.c_str(), formats.title));
  if (!out.title.empty()) ++at;
  for (lxw_col_t c = 0; c <= last; ++c) {
    check(worksheet_set_column(sheet, c, c, out.columns[c].width, nullptr));
    check(worksheet_write_string(sheet, at, c, out.columns[c].title.c_str(), formats.header));
  }
  worksheet_freeze_panes(sheet, at + 1, 0);
  const lxw_row_t header = at;
  for (const auto& row : out.rows) {
    ++at;
    for (lxw_col_t c = 0; c <= last && c < row.size(); ++c) {
      if (characters(row[c]) > kMostText)
        throw Error(
            ErrorKind::usage,
            fmt::format("{}: a text of more than {} characters does not fit into a cell", path, kMostText),
            "write .csv instead");
      check(write_cell(sheet, at, c, row[c], out.columns[c].number, formats.text));
    }
  }
  check(worksheet_autofilter(sheet, header, 0, std::max(at, header), last));
}

Formats formats_of(lxw_workbook* book) {
  const Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.title);
  format_set_align(formats.title, LXW_ALIGN_CENTER);
  format_set_bold(formats.header);
  for (auto* format : {formats.header, formats.text}) {
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  }
  return formats;
}

}  // namespace

void write_workbook(const std::string& path, const std::vector<OutSheet>& sheets) {
  for (const auto& sheet : sheets) {
    if (sheet.rows.size() > kMostRows)
      throw Error(ErrorKind::usage,
                  fmt::format("{}: {} rows do not fit into a sheet", path, sheet.rows.size()),
                  "write .csv instead");
  }
  TemporaryFolder temporary(path);
  lxw_workbook* book = workbook_new(temporary.file().c_str());
  if (!book) throw Error(ErrorKind::internal, path + ": the workbook cannot be written");
  lxw_doc_properties properties{};
  properties.created = 946684800;  // 2000-01-01: no clock
  workbook_set_properties(book, &properties);
  try {
    const Formats formats = formats_of(book);
    for (const auto& sheet : sheets) write_sheet(book, sheet, formats, path);
  } catch (...) {
    workbook_close(book);
    throw;
  }
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR) refuse(path, error);
  temporary.publish();
}

}  // namespace zonegate::io
