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

constexpr std::uint8_t kAsText = 49;  // the format @

struct Formats {
  lxw_format *title, *header, *text;
  lxw_format* formula;  // of texts that would become a formula when somebody edits them
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

lxw_error write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& raw,
                     bool number, const Formats& formats) {
  if (raw.empty()) return worksheet_write_blank(sheet, row, column, formats.text);
  const std::string text = visible(raw);
  const auto value = number ? as_number(Value(text)) : std::nullopt;
  if (value && std::isfinite(*value)) return worksheet_write_number(sheet, row, column, *value, formats.text);
  const bool as_formula = std::string_view("=+-@").find(text.front()) != std::string_view::npos;
  return worksheet_write_string(sheet, row, column, text.c_str(),
                                as_formula ? formats.formula : formats.text);
}

// A4 across, as wide as the page; every page has the titles, and says what it is of and how many there are.
void for_print(lxw_worksheet* sheet, const OutSheet& out, lxw_row_t header, const std::string& path) {
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, kA4);
  worksheet_fit_to_pages(sheet, 1, 0);
  std::string words;
  for (const char c : out.title.empty() ? out.name : out.title)
    words += c == '&' ? std::string("&&") : std::string(1, c);
  constexpr std::size_t kMost = 250;  // characters of a header
  if (characters(words) > kMost) words = "";
  for (const auto error : {worksheet_repeat_rows(sheet, 0, header), worksheet_set_footer(sheet, "&C&P / &N"),
                           worksheet_set_header(sheet, ("&L" + words).c_str())})
    if (error != LXW_NO_ERROR) refuse(path, error);
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
      check(write_cell(sheet, at, c, row[c], out.columns[c].number, formats));
    }
  }
  for_print(sheet, out, header, path);
  check(worksheet_autofilter(sheet, header, 0, std::max(at, header), last));
}

Formats formats_of(lxw_workbook* book) {
  const Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                        workbook_add_format(book)};
  format_set_bold(formats.title);
  format_set_align(formats.title, LXW_ALIGN_CENTER);
  format_set_bold(formats.header);
  format_set_num_format_index(formats.formula, kAsText);
  for (auto* format : {formats.header, formats.text, formats.formula}) {
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
