// SPDX-License-Identifier: Apache-2.0
//
// The model as a workbook, by libxlsxwriter. Numbers are numbers with the format of their decimals; every other cell is written as a text, so that no text of an
// input is ever run as a formula. The time inside is fixed: equal documents give equal bytes.
#include <algorithm>
#include <map>

#include <xlsxwriter.h>

#include "document/document.h"

namespace zonegate::document {
namespace {

constexpr std::size_t kMostRows = 1048576 - 4, kMostText = 32767, kMostName = 31;

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Signs that no name of a sheet may hold, and at most 31 characters.
std::string sheet_name(const std::string& wanted) {
  std::string out;
  for (const char c : wanted) out += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : ' ';
  while (characters(out) > kMostName) {
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();
    out.pop_back();
  }
  return out;
}

class Writer {
 public:
  explicit Writer(const std::string& path) : path_(path), book_(workbook_new(path.c_str())) {
    if (!book_)
      throw Error(ErrorKind::internal, path + ": the workbook cannot be written",
                  "check the folder and the free space");
    lxw_doc_properties properties{};
    properties.created = 946684800;  // 2000-01-01: no clock
    workbook_set_properties(book_, &properties);
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    header_ = bordered();
    format_set_bold(header_);
    text_ = bordered();
    note_ = workbook_add_format(book_);
    format_set_text_wrap(note_);
    format_set_align(note_, LXW_ALIGN_VERTICAL_TOP);
  }
  ~Writer() {
    if (book_) workbook_close(book_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  lxw_worksheet* sheet(const std::string& name) {
    lxw_worksheet* out = workbook_add_worksheet(book_, name.c_str());
    if (!out) throw Error(ErrorKind::internal, path_ + ": a sheet cannot be called " + name);
    worksheet_set_landscape(out);
    worksheet_set_paper(out, 9);  // A4
    worksheet_fit_to_pages(out, 1, 0);
    return out;
  }
  void lines(const std::string& name, const std::vector<std::string>& lines) {
    lxw_worksheet* out = sheet(name);
    check(worksheet_set_column(out, 0, 0, 110, nullptr));
    for (std::size_t i = 0; i < lines.size(); ++i)
      string(out, static_cast<lxw_row_t>(i), 0, lines[i], i == 0 ? title_ : note_);
  }
  void string(lxw_worksheet* out, lxw_row_t row, lxw_col_t column, const std::string& text,
              lxw_format* format) {
    if (characters(text) > kMostText)
      throw Error(ErrorKind::usage, path_ + ": a text of more than 32767 characters does not fit into a cell",
                  "write html or docx instead");
    check(text.empty() ? worksheet_write_blank(out, row, column, format)
                       : worksheet_write_string(out, row, column, text.c_str(), format));
  }
  void cell(lxw_worksheet* out, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (!cell.number) return string(out, row, column, cell.text, text_);
    check(worksheet_write_number(out, row, column, *cell.number,
                                 number(cell.unit == "count" ? -1 : cell.decimals, cell.at_most)));
  }
  void close() {
    lxw_workbook* book = book_;
    book_ = nullptr;
    check(workbook_close(book));
  }
  void check(lxw_error error) const {
    if (error == LXW_NO_ERROR) return;
    throw Error(ErrorKind::internal, path_ + ": the workbook cannot be written: " + lxw_strerror(error),
                "check the folder, its permissions and the free space");
  }
  lxw_format* title() const { return title_; }
  lxw_format* header() const { return header_; }
  lxw_format* text() const { return text_; }
  lxw_format* note() const { return note_; }

 private:
  lxw_format* bordered() {
    lxw_format* out = workbook_add_format(book_);
    format_set_text_wrap(out);
    format_set_border(out, LXW_BORDER_THIN);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    return out;
  }
  lxw_format* number(int decimals, bool at_most) {
    auto& format = numbers_[{decimals, at_most}];
    if (format) return format;
    format = bordered();
    if (decimals >= 0)
      format_set_num_format(format,
                            ((at_most ? "\"≤ \"0" : "0") +
                             (decimals > 0 ? "." + std::string(static_cast<std::size_t>(decimals), '0') : ""))
                                .c_str());
    return format;
  }
  std::string path_;
  lxw_workbook* book_;
  lxw_format *title_ = nullptr, *header_ = nullptr, *text_ = nullptr, *note_ = nullptr;
  std::map<std::pair<int, bool>, lxw_format*> numbers_;
};

void add_once(std::vector<std::string>& lines, const std::string& line) {
  if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
}

}  // namespace

void Workbook::add(const Document& d, bool front) {
  if (front_.empty()) front_.push_back(d.title);
  table_word_ = d.table_word;
  add_once(notes_, lang_ == Lang::zh ? "说明" : "Notes");
  add_once(notes_, d.disclaimer);
  if (front) front_.push_back(d.subtitle);
  for (const auto& b : d.blocks) {
    if (b.kind == Block::Kind::table || b.text.empty()) continue;
    if (b.kind == Block::Kind::paragraph && b.style == "warning") add_once(notes_, b.text);
    if (front && !b.text.empty()) front_.push_back((b.kind == Block::Kind::item ? "• " : "") + b.text);
  }
  if (front) {
    for (const auto& word : d.signatures) front_.push_back(word + (lang_ == Lang::zh ? "：" : ": "));
  }
  for (const auto& table : d.tables) {
    auto at =
        std::find_if(sheets_.begin(), sheets_.end(), [&](const Sheet& s) { return s.table.id == table.id; });
    if (at == sheets_.end()) {
      sheets_.push_back({table, {}});
      at = sheets_.end() - 1;
      at->table.rows.clear();
      at->table.notes.clear();
    }
    for (const auto& row : table.rows) {
      if (of_batch_ && row.home == (d.project_id.empty() ? Row::Home::project : Row::Home::batch)) continue;
      at->projects.push_back(d.project_id);
      at->table.rows.push_back(row);
    }
    for (const auto& note : table.notes)
      add_once(at->table.notes, front || d.project_id.empty() ? note : d.project_id + "  " + note);
  }
}

void Workbook::write(const std::string& path) const {
  for (const auto& sheet : sheets_) {
    if (sheet.table.rows.size() + sheet.table.notes.size() > kMostRows)
      throw Error(ErrorKind::usage,
                  path + ": " + std::to_string(sheet.table.rows.size()) + " rows do not fit into a sheet (" +
                      sheet.table.caption + ")",
                  "write the documents of fewer projects: --project");
  }
  Writer out(path);
  out.lines(lang_ == Lang::zh ? "首页" : "Front", front_);
  for (const auto& [table, projects] : sheets_) {
    lxw_worksheet* sheet = out.sheet(sheet_name(caption_of(table_word_, table)));
    const lxw_col_t before = of_batch_ ? 1 : 0;
    out.string(sheet, 0, 0, caption_of(table_word_, table), out.title());
    if (of_batch_) {
      out.check(worksheet_set_column(sheet, 0, 0, 14, nullptr));
      out.string(sheet, 1, 0, lang_ == Lang::zh ? "项目编号" : "Project", out.header());
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const auto at = static_cast<lxw_col_t>(c + before);
      out.check(worksheet_set_column(sheet, at, at, std::max(8.0, table.columns[c].width * 1.4), nullptr));
      out.string(sheet, 1, at, table.columns[c].title, out.header());
    }
    worksheet_freeze_panes(sheet, 2, 0);
    worksheet_repeat_rows(sheet, 0, 1);
    lxw_row_t row = 2;
    for (std::size_t r = 0; r < table.rows.size(); ++r, ++row) {
      if (of_batch_) out.string(sheet, row, 0, projects[r], out.text());
      for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c)
        out.cell(sheet, row, static_cast<lxw_col_t>(c + before), table.rows[r].cells[c]);
    }
    if (!table.rows.empty())
      out.check(worksheet_autofilter(sheet, 1, 0, row - 1,
                                     static_cast<lxw_col_t>(table.columns.size() + before - 1)));
    // Outside the table, and not wrapped into its first, narrow column.
    for (const auto& note : table.notes) out.string(sheet, ++row, 0, note, nullptr);
  }
  out.lines(lang_ == Lang::zh ? "说明" : "Notes", notes_);
  out.close();
}

}  // namespace zonegate::document
