// SPDX-License-Identifier: Apache-2.0
//
// The model as a workbook, by libxlsxwriter. Numbers are numbers with the format of their decimals; every other cell is written as a text, so that no text of an
// input is ever run as a formula. The time inside is fixed: equal documents give equal bytes.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <xlsxwriter.h>

#include "document/parts.h"

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

// Widths of columns are in digits of the workbook's face (11 pt); a square is two and a bit. Of the millimetres of a printed table, so that the sheet fits a page across.
constexpr double kOfMm = 0.7, kLeast = 6, kEm = 2.1, kLine = 16, kTallest = 409, kFront = 110;

double column_chars(const Column& column) { return std::max(kLeast, column.width * kOfMm); }

// Lines that a text takes in a column, rather one too many: programs that keep the heights of a file, as LibreOffice does, would cut it off.
int lines_in(const std::string& text, double chars) {
  constexpr double kBreaks = 1.08, kPadding = 0.8;  // lines are not full
  int out = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const double wide = width_em(std::string_view(text).substr(at, end - at)) * kEm;
    out += std::max(
        1, static_cast<int>(std::ceil(wide <= chars - kPadding ? 1 : wide * kBreaks / (chars - kPadding))));
    at = end + 1;
  }
  return out;
}

// A text within header or footer, where & begins a code; these hold 255 characters in all.
std::string coded(const std::string& text) {
  std::string out;
  for (const char c : shortened(text, 90)) out += c == '&' ? std::string("&&") : std::string(1, c);
  return out;
}

struct ToldNumber {
  std::string before, unit;
  double value = 0;
  int decimals = 0;
};
// "≥ 12.50 km" -> 12.5, of 2 decimals; nullopt: it is no number with a unit behind it.
std::optional<ToldNumber> told_number(const std::string& text) {
  constexpr std::size_t kMostUnit = 24;  // characters of a format are few
  ToldNumber out;
  std::size_t at = 0;
  for (const std::string_view sign : {"≤ ", "≥ ", "> ", "< "})
    if (std::string_view(text).starts_with(sign)) out.before = sign;
  at = out.before.size();
  const std::size_t end = std::min(text.find_first_not_of("+-.0123456789", at), text.size());
  const std::string digits = text.substr(at, end - at);
  const auto value = as_number(Value(digits));
  out.unit = text.substr(end);
  const bool unit = out.unit.empty() || out.unit == "%" ||
                    (out.unit.front() == ' ' && out.unit.size() > 1 && out.unit.size() <= kMostUnit &&
                     out.unit.find_first_of("\"\\0123456789;") == std::string::npos);
  constexpr std::size_t kExact = 15;  // digits that a cell keeps; a longer one, or 0012, is a code
  const bool code = digits.size() > kExact || (digits.size() > 1 && digits[0] == '0' && digits[1] != '.');
  if (!value || !std::isfinite(*value) || !unit || code) return std::nullopt;
  out.value = *value;
  const auto point = digits.find('.');
  out.decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
  return out;
}

class Writer {
 public:
  // running: what every page says above: whose it is.
  Writer(const std::string& path, const std::string& running)
      : path_(path), running_(running), book_(workbook_new(path.c_str())) {
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
    text_kept_ = bordered();
    note_kept_ = workbook_add_format(book_);
    format_set_text_wrap(note_kept_);
    format_set_align(note_kept_, LXW_ALIGN_VERTICAL_TOP);
    for (auto* format : {text_kept_, note_kept_}) format_set_num_format_index(format, kAsText);
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
    // Sheets are printed, and lie about, one by one: each page says whose it is, of which table, and how many there are.
    check(worksheet_set_header(out, ("&L" + coded(name) + "&R" + coded(running_)).c_str()));
    check(worksheet_set_footer(out, "&C&P / &N"));
    return out;
  }
  void lines(const std::string& name, const std::vector<std::string>& lines) {
    lxw_worksheet* out = sheet(name);
    check(worksheet_set_column(out, 0, 0, kFront, nullptr));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto row = static_cast<lxw_row_t>(i);
      tall(out, row, lines_in(lines[i], kFront));
      string(out, row, 0, lines[i], i == 0 ? title_ : note_);
    }
  }
  void tall(lxw_worksheet* out, lxw_row_t row, int lines) {
    if (lines > 1) check(worksheet_set_row(out, row, std::min(kTallest, kLine * lines), nullptr));
  }
  // Below a table, across all of its columns.
  void note(lxw_worksheet* out, lxw_row_t row, const std::vector<double>& chars, const std::string& text) {
    double wide = 0;
    for (const double one : chars) wide += one;
    tall(out, row, lines_in(text, wide));
    if (chars.size() > 1)
      check(worksheet_merge_range(out, row, 0, row, static_cast<lxw_col_t>(chars.size() - 1), "", note_));
    string(out, row, 0, text, note_);
  }
  void string(lxw_worksheet* out, lxw_row_t row, lxw_col_t column, const std::string& raw, lxw_format* like) {
    const std::string text = visible(raw);
    lxw_format* format = kept(like, text);
    if (characters(text) > kMostText)
      throw Error(ErrorKind::usage, path_ + ": a text of more than 32767 characters does not fit into a cell",
                  "write html or docx instead");
    check(text.empty() ? worksheet_write_blank(out, row, column, format)
                       : worksheet_write_string(out, row, column, text.c_str(), format));
  }
  // of_numbers: the column holds numbers; a text there that is one with its unit ("≤ 12.5 km", as stated by somebody) is one, too, and looks as it did.
  void cell(lxw_worksheet* out, lxw_row_t row, lxw_col_t column, const Cell& cell, bool of_numbers) {
    if (cell.number)
      return check(worksheet_write_number(
          out, row, column, *cell.number,
          cell.below ? shown_as(cell.text)
                     : number(cell.unit == "count" ? -1 : cell.decimals, cell.at_most ? "≤ " : "", "")));
    const auto told = of_numbers ? told_number(cell.text) : std::nullopt;
    if (!told) return string(out, row, column, cell.text, text_);
    check(worksheet_write_number(out, row, column, told->value,
                                 number(told->decimals, told->before, told->unit)));
  }
  // `first`: the title of a column before the others, of projects by row; empty: none.
  void table(const std::string& caption, const Table& table, const std::string& first,
             const std::vector<std::string>& projects) {
    lxw_worksheet* out = sheet(sheet_name(caption));
    string(out, 0, 0, caption, title_);
    const std::vector<double> chars = header(out, table, first);
    const std::size_t before = first.empty() ? 0 : 1;
    lxw_row_t row = 2;
    for (std::size_t r = 0; r < table.rows.size(); ++r, ++row) {
      if (before > 0) string(out, row, 0, projects[r], text_);
      int tallest = 1;
      for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c) {
        const Cell& one = table.rows[r].cells[c];
        if (!one.number) tallest = std::max(tallest, lines_in(one.text, chars[c + before]));
        cell(out, row, static_cast<lxw_col_t>(c + before), one, table.columns[c].number);
      }
      tall(out, row, tallest);
    }
    if (!table.rows.empty())
      check(worksheet_autofilter(out, 1, 0, row - 1, static_cast<lxw_col_t>(chars.size() - 1)));
    for (const auto& words : table.notes) note(out, ++row, chars, words);
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

 private:
  static constexpr std::uint8_t kAsText = 49;  // the format @
  // Cells are texts, whatever they begin with; who edits one makes it what a keyboard would have made it, and of these a formula, unless its format is that of texts.
  lxw_format* kept(lxw_format* format, const std::string& text) const {
    if (text.empty() || std::string_view("=+-@").find(text.front()) == std::string_view::npos) return format;
    return format == text_ ? text_kept_ : format == note_ ? note_kept_ : format;
  }
  // Gives the widths of the columns.
  std::vector<double> header(lxw_worksheet* out, const Table& table, const std::string& first) {
    constexpr double kProject = 14;
    std::vector<std::string> titles;
    std::vector<double> chars;
    if (!first.empty()) {
      titles.push_back(first);
      chars.push_back(kProject);
    }
    for (const auto& column : table.columns) {
      titles.push_back(column.title);
      chars.push_back(column_chars(column));
    }
    int tallest = 1;
    for (std::size_t i = 0; i < titles.size(); ++i) {
      const auto at = static_cast<lxw_col_t>(i);
      check(worksheet_set_column(out, at, at, chars[i], nullptr));
      string(out, 1, at, titles[i], header_);
      tallest = std::max(tallest, lines_in(titles[i], chars[i]));
    }
    tall(out, 1, tallest);
    worksheet_freeze_panes(out, 2, 0);
    worksheet_repeat_rows(out, 0, 1);
    return chars;
  }
  lxw_format* bordered() {
    lxw_format* out = workbook_add_format(book_);
    format_set_text_wrap(out);
    format_set_border(out, LXW_BORDER_THIN);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    return out;
  }
  // before, unit: words of the format, without quotes.
  // The number counts as it is, and looks like this.
  lxw_format* shown_as(const std::string& text) {
    auto& format = numbers_[{-1, text, ""}];
    if (format) return format;
    format = bordered();
    format_set_num_format(format, ("\"" + text + "\"").c_str());
    return format;
  }
  lxw_format* number(int decimals, const std::string& before, const std::string& unit) {
    auto& format = numbers_[{decimals, before, unit}];
    if (format) return format;
    format = bordered();
    const auto words = [](const std::string& text) {
      return text.empty() ? std::string() : "\"" + text + "\"";
    };
    if (decimals >= 0 || !before.empty() || !unit.empty())
      format_set_num_format(
          format,
          (words(before) + "0" +
           (decimals > 0 ? "." + std::string(static_cast<std::size_t>(decimals), '0') : "") + words(unit))
              .c_str());
    return format;
  }
  std::string path_, running_;
  lxw_workbook* book_;
  lxw_format *title_ = nullptr, *header_ = nullptr, *text_ = nullptr, *note_ = nullptr;
  lxw_format *text_kept_ = nullptr, *note_kept_ = nullptr;  // likewise, of texts that begin like a formula
  std::map<std::tuple<int, std::string, std::string>, lxw_format*> numbers_;
};

void add_once(std::vector<std::string>& lines, const std::string& line) {
  if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
}

// Words of one project of a book, until it is known how many others say the same.
constexpr char kWhose = '\x1f';
std::string of_project(const Document& d, const std::string& words) {
  return d.project_id.empty() || words == d.disclaimer ? words : d.project_id + kWhose + words;
}

// What all projects say is said once; what some say, with their ids.
std::vector<std::string> said_once(const std::vector<std::string>& words, const std::set<std::string>& all) {
  std::vector<std::pair<std::string, std::vector<std::string>>> told;  // words, and whose they are
  for (const auto& one : words) {
    const auto sign = one.find(kWhose);
    const std::string text = sign == std::string::npos ? one : one.substr(sign + 1);
    auto at = std::find_if(told.begin(), told.end(), [&](const auto& t) { return t.first == text; });
    if (at == told.end()) at = told.insert(told.end(), {text, {}});
    if (sign != std::string::npos) at->second.push_back(one.substr(0, sign));
  }
  std::vector<std::string> out;
  for (const auto& [text, ids] : told) {
    std::string whose;
    if (ids.size() < all.size())
      for (const auto& id : ids) whose += (whose.empty() ? "" : ", ") + id;
    out.push_back(whose.empty() ? text : whose + "  " + text);
  }
  return out;
}

Table with_notes(Table table, const std::set<std::string>& all) {
  table.notes = said_once(table.notes, all);
  return table;
}

bool any_of_them(const std::vector<std::string>& projects) {
  return std::any_of(projects.begin(), projects.end(), [](const std::string& id) { return !id.empty(); });
}

}  // namespace

void Workbook::add(const Document& d, bool front) {
  if (front || front_.empty()) front_ = {d.title};
  if (front || running_.empty()) running_ = running_words(d);
  add_once(notes_, lang_ == Lang::zh ? "说明" : "Notes");
  add_once(notes_, d.disclaimer);
  if (front) front_.push_back(d.subtitle);
  for (const auto& b : d.blocks) {
    if (b.kind == Block::Kind::table || b.text.empty()) continue;
    if (b.kind == Block::Kind::paragraph && b.style == "warning") add_once(notes_, of_project(d, b.text));
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
      at->table.caption = caption_of(d.table_word, table);
      at->table.rows.clear();
      at->table.notes.clear();
    }
    for (const auto& row : table.rows) {
      if (of_batch_ && row.home == (d.project_id.empty() ? Row::Home::project : Row::Home::batch)) continue;
      at->projects.push_back(d.project_id);
      at->table.rows.push_back(row);
    }
    for (const auto& note : table.notes) add_once(at->table.notes, front ? note : of_project(d, note));
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
  Writer out(path, running_);
  out.lines(lang_ == Lang::zh ? "首页" : "Front", front_);
  std::set<std::string> ids;
  for (const auto& sheet : sheets_) ids.insert(sheet.projects.begin(), sheet.projects.end());
  ids.erase("");
  const std::string first = !of_batch_ ? "" : lang_ == Lang::zh ? "项目编号" : "Project";
  for (const auto& [table, projects] : sheets_)
    out.table(table.caption, with_notes(table, ids), any_of_them(projects) ? first : "", projects);
  out.lines(lang_ == Lang::zh ? "说明" : "Notes", said_once(notes_, ids));
  out.close();
}

}  // namespace zonegate::document
