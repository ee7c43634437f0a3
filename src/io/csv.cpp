// SPDX-License-Identifier: Apache-2.0
#include "csv.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "sheet_table.h"
#include "text.h"

namespace zonegate::io {
namespace {

class CsvParser {
 public:
  CsvParser(const std::string& path, const std::string& text) : path_(path), text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t line() const { return line_; }

  std::vector<std::string> record() {
    std::vector<std::string> cells;
    do cells.push_back(cell());
    while (!at_end() && text_[at_] == ',' && ++at_);
    if (!at_end() && text_[at_] == '\r') ++at_;
    if (!at_end() && text_[at_] == '\n') ++at_;
    ++line_;
    return cells;
  }

 private:
  const std::string& path_;
  const std::string& text_;
  std::size_t at_ = 0, line_ = 1;

  std::string cell() {
    if (!at_end() && text_[at_] == '"') return quoted();
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    const std::string_view raw = std::string_view(text_).substr(at_, end - at_);
    at_ = end;
    return std::string(without_right_space(raw));
  }

  std::string quoted() {
    const std::size_t start = line_;
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      out += text_[at_];
    }
    if (at_end()) fail(start, "a quoted cell has no closing quote");
    ++at_;
    if (!at_end() && std::string_view(",\r\n").find(text_[at_]) == std::string_view::npos) {
      fail(line_, "there is text after a closing quote");
    }
    return std::string(without_right_space(out));
  }

  [[noreturn]] void fail(std::size_t line, const char* what) const {
    throw Error(ErrorKind::input, fmt::format("{}: line {}: {}", path_, line, what),
                "quote cells as RFC 4180 says");
  }
};

bool blank(const std::vector<std::string>& cells) { return cells.size() == 1 && cells[0].empty(); }

bool has_nul(const std::string& cell) { return cell.find('\0') != std::string::npos; }

[[noreturn]] void no_header(const std::string& path) {
  throw Error(ErrorKind::input, fmt::format("{}: the table has no header line", path),
              "name the columns in the first line");
}

[[noreturn]] void no_name(const std::string& path, std::size_t column) {
  throw Error(ErrorKind::input, fmt::format("{}: column {} has no name", path, column + 1),
              "name it in the first line");
}

// Each column has a name of its own; where they may be repeated, the later ones get one.
void name_columns(const std::string& path, std::vector<std::string>& headers, bool repeated) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (headers[i].empty() && repeated) headers[i] = "column " + column_name(i);
    if (headers[i].empty()) no_name(path, i);
    if (seen.insert(headers[i]).second) continue;
    if (!repeated)
      throw Error(ErrorKind::input, fmt::format("{}: the column \"{}\" is there twice", path, headers[i]),
                  "rename one of them; of points in blocks beside one another put one block below the other");
    headers[i] = lettered(headers[i], i);
    seen.insert(headers[i]);
  }
}

void check_headers(const std::string& path, CsvFile& file, bool repeated) {
  std::vector<std::string>& headers = file.headers;
  for (std::string& header : headers)
    header.erase(0, std::min(header.find_first_not_of(" \t"), header.size()));
  while (!headers.empty() && headers.back().empty()) headers.pop_back();
  if (headers.empty()) no_header(path);
  if (std::any_of(headers.begin(), headers.end(), has_nul))
    throw Error(ErrorKind::input, fmt::format("{}: a name in the header line holds a NUL byte", path),
                "save the table again as CSV in UTF-8");
  if (repeated) file.titles = headers;
  name_columns(path, headers, repeated);
  if (headers.size() == 1 && headers[0].find("，") != std::string::npos) {
    throw Error(ErrorKind::input, fmt::format("{}: the columns are separated by wide commas (，)", path),
                "save it as CSV with plain commas (,)");
  }
  if (headers.size() == 1 && headers[0].find_first_of(";\t") != std::string::npos) {
    throw Error(ErrorKind::input, fmt::format("{}: the columns are not separated by commas", path),
                "save it as CSV with commas");
  }
}

void fit(CsvRow& row, std::size_t columns, bool lone_cells) {
  if (lone_cells && row.cells.size() == 1) row.cells.resize(columns);
  const std::size_t found = row.cells.size();
  while (row.cells.size() > columns && row.cells.back().empty()) row.cells.pop_back();
  const bool nul = std::any_of(row.cells.begin(), row.cells.end(), has_nul);
  if (row.cells.size() == columns && nul)
    row.fault = fmt::format("line {}: a cell holds a NUL byte, where reading it would stop", row.line);
  if (row.cells.size() != columns)
    row.fault = fmt::format("line {} has {} cells, the header has {}", row.line, found, columns);
  row.cells.resize(columns);
}

// Columns without a name and without content, between blocks of others.
void drop_unnamed(const std::string& path, CsvFile& file) {
  for (std::size_t c = file.titles.size(); c-- > 0;) {
    const bool used = std::any_of(file.rows.begin(), file.rows.end(),
                                  [c](const CsvRow& row) { return !row.cells[c].empty(); });
    if (!file.titles[c].empty()) continue;
    if (used) no_name(path, c);
    const auto at = static_cast<std::ptrdiff_t>(c);
    file.titles.erase(file.titles.begin() + at);
    file.headers.erase(file.headers.begin() + at);
    for (CsvRow& row : file.rows) row.cells.erase(row.cells.begin() + at);
  }
}

// The line of the header: the first, or where that holds no name that is known, the one with most of them. 0: the first.
std::size_t header_line(const std::string& path, const std::string& text,
                        const std::vector<std::string>& headers) {
  const KnownHeaders known = known_headers(headers);
  CsvParser parser(path, text);
  std::size_t best = 0, most = 1;
  for (std::size_t i = 0; i < kHeaderSearched && !parser.at_end(); ++i) {
    const std::size_t line = parser.line();
    const auto cells = parser.record();
    const std::size_t n = known_cells(cells, known);
    if (i == 0 && n > 0) return 0;
    if (n > most) best = line, most = n;
  }
  return best;
}

std::string joined(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& cell : cells)
    if (!cell.empty()) text += (text.empty() ? "" : " ") + cell;
  return text;
}

// One line, or two: the line after it is then taken from the parser, and both are heard as what stands around the table.
void take_header(CsvParser& parser, std::size_t line, const std::vector<std::string>& headers,
                 const std::vector<std::string>& above, std::vector<std::string> cells, CsvFile& file) {
  const KnownHeaders known = known_headers(headers);
  CsvParser ahead = parser;
  const std::vector<std::string> below = ahead.at_end() ? std::vector<std::string>() : ahead.record();
  if (const auto both = joined_header(cells, below, known)) {
    file.around.emplace_back(line, joined(cells));
    file.around.emplace_back(parser.line(), joined(below));
    parser.record();
    file.headers = *both;
  } else {
    file.headers = titled_header(above, std::move(cells), known);
  }
}

}  // namespace

CsvFile read_csv(const std::string& path, const CsvOptions& options) {
  CsvFile file;
  TextFile whole = read_any_text(path, options.encoding);
  const std::string& text = whole.text;
  file.encoding = whole.encoding;
  const std::size_t header = options.headers.empty() ? 0 : header_line(path, text, options.headers);
  CsvParser parser(path, text);
  std::vector<std::string> above;
  while (!parser.at_end()) {
    const std::size_t line = parser.line();
    std::vector<std::string> cells = parser.record();
    if (blank(cells)) continue;
    if (line < header) {
      file.around.emplace_back(line, joined(cells));
      above = std::move(cells);
      continue;
    }
    if (file.headers.empty()) {
      take_header(parser, line, options.headers, above, std::move(cells), file);
      check_headers(path, file, options.repeated_columns);
      continue;
    }
    file.rows.push_back({line, std::move(cells), ""});
    fit(file.rows.back(), file.headers.size(), options.lone_cells);
  }
  if (file.headers.empty()) no_header(path);
  drop_unnamed(path, file);
  return file;
}

}  // namespace zonegate::io
