// SPDX-License-Identifier: Apache-2.0
//
// Sheets that people made: titles merged over the columns, a blank row, a header of two rows, notes at the end. Idea: the names that the caller knows decide. The
// header is the row, among the first fifty, that holds most of them; rows of one merged text, and rows that repeat the header, are no data. Nothing else is left out.
#include "sheet_table.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text.h"

namespace zonegate::io {
namespace {

using Known = KnownHeaders;

bool has(const std::vector<std::size_t>& list, std::size_t number) {
  return std::binary_search(list.begin(), list.end(), number);
}

// Place of the header among the rows; nullopt: none fits.
std::optional<std::size_t> header_of(const XlsxSheet& sheet, const TableOptions& options,
                                     const Known& known) {
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    const auto& row = sheet.rows[i];
    if (options.header_row > 0) {
      if (row.number == options.header_row) return i;
      continue;
    }
    if (i >= kHeaderSearched) break;
    if (known.empty() && !has(sheet.notes, row.number)) return i;
    const std::size_t n = known_cells(row.cells, known);
    if (n > most) best = i, most = n;
  }
  return best;
}

std::string place(const std::string& path, const std::string& sheet) { return path + "[" + sheet + "]"; }

// The columns that have a name. repeated: takes the names as they are written, where they may be there more than once. One without a name that holds data gets that of its place, so that nothing of a row is lost.
std::vector<std::string> names_of(const XlsxSheet& sheet, std::size_t header, std::size_t first,
                                  const std::vector<std::string>& cells, const Known& known,
                                  const std::string& where, std::vector<std::string>* repeated) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto at = known.find(plain_header(cells[c]));
    std::string name = at != known.end() ? at->second : std::string(cells[c]);
    std::replace(name.begin(), name.end(), '\n', ' ');
    const bool used = std::any_of(sheet.rows.begin() + static_cast<std::ptrdiff_t>(first), sheet.rows.end(),
                                  [&](const auto& row) { return !row.cells[c].empty(); });
    if (name.empty() && used) name = "column " + column_name(c);
    if (!name.empty() && repeated) repeated->push_back(name);
    if (!name.empty() && !seen.insert(name).second) {
      if (at != known.end() && !repeated)
        throw Error(
            ErrorKind::input,
            fmt::format("{}:{}: the column \"{}\" is there twice", where, sheet.rows[header].number, name),
            "rename one of them, or name the header's row (header_row); of points in blocks beside one "
            "another put one block below the other");
      name = lettered(name, c);
    }
    names.push_back(name);
  }
  return names;
}

// A row as one text; a merged text counts once, but two equal numbers are two.
std::string row_text(const XlsxSheet::Row& row) {
  std::string text, last;
  for (const auto& cell : row.cells) {
    const bool number = cell.find_first_not_of("0123456789.") == std::string::npos;
    if (cell.empty() || (cell == last && !number)) continue;
    text += (text.empty() ? "" : " ") + cell;
    last = cell;
  }
  return text;
}

std::string without_brackets(const std::string& title) {
  const std::string plain = plain_header(title);
  return plain.substr(0, plain.find_first_of("([{"));
}

bool repeats_header(const XlsxSheet::Row& row, const std::vector<std::string>& names, const Known& known) {
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (names[c].empty() || row.cells[c].empty()) continue;
    const std::string plain = plain_header(row.cells[c]);
    if (plain == plain_header(names[c]) && (known.empty() || known.contains(plain))) return true;
  }
  return false;
}

// 度, 分 and 秒 below 经度: the title above belongs to the name.
bool is_angle_part(const std::string& name) { return name == "度" || name == "分" || name == "秒"; }

// two: the header may be of two rows. repeated: names may be there more than once.
SheetTable table_of(const std::string& path, const XlsxSheet& sheet, std::size_t header, const Known& known,
                    bool two, bool repeated) {
  SheetTable table;
  table.name = place(path, sheet.name);
  table.sheet = sheet.name;
  std::vector<std::string> cells = sheet.rows[header].cells;
  std::size_t first = header + 1;
  const auto joined =
      two && first < sheet.rows.size() ? joined_header(cells, sheet.rows[first].cells, known) : std::nullopt;
  if (joined) {
    cells = *joined;
    ++first;
  } else if (two && header > 0) {
    cells = titled_header(sheet.rows[header - 1].cells, cells, known);
  }
  const auto names =
      names_of(sheet, header, first, cells, known, table.name, repeated ? &table.titles : nullptr);
  for (const auto& name : names)
    if (!name.empty()) table.headers.push_back(name);
  // Of two rows the upper one may say more than its titles: 坐标（西安80）.
  for (std::size_t i = 0; i < (joined ? first : header); ++i)
    table.around.emplace_back(sheet.rows[i].number, row_text(sheet.rows[i]));
  table.beside = sheet.remarks;
  for (std::size_t i = first; i < sheet.rows.size(); ++i) {
    const auto& row = sheet.rows[i];
    if (has(sheet.notes, row.number)) table.around.emplace_back(row.number, row_text(row));
    if (has(sheet.notes, row.number) || repeats_header(row, names, known)) {
      table.left_out.push_back(row.number);
      continue;
    }
    XlsxSheet::Row out{row.number, {}, row.fault};
    for (std::size_t c = 0; c < names.size(); ++c)
      if (!names[c].empty()) out.cells.push_back(row.cells[c]);
    table.rows.push_back(std::move(out));
  }
  return table;
}

// What a sheet without such a table says: its name and its first rows.
void listen(const XlsxSheet& sheet, SheetTable& table) {
  constexpr std::size_t kHeard = 200;
  table.elsewhere.emplace_back(sheet.name, sheet.name);
  for (std::size_t i = 0; i < std::min(kHeard, sheet.rows.size()); ++i)
    table.elsewhere.emplace_back(sheet.name, row_text(sheet.rows[i]));
  for (const auto& [where, text] : sheet.remarks) table.elsewhere.emplace_back(sheet.name, text);
}

[[noreturn]] void no_header(const std::string& path, const std::vector<std::string>& sheets,
                            const TableOptions& options) {
  if (options.header_row > 0)
    throw Error(ErrorKind::input,
                fmt::format("{}: row {}, where the header should be, is blank", place(path, sheets.front()),
                            options.header_row),
                "mend header_row: the row as Excel counts it");
  std::vector<std::string> some(options.headers.begin(),
                                options.headers.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                              8, options.headers.size())));
  throw Error(
      ErrorKind::input,
      fmt::format("{}: no row of {} is a header that is known", path,
                  sheets.size() == 1 ? "sheet " + sheets[0] : "its sheets"),
      some.empty()
          ? "the sheet is empty"
          : fmt::format("columns are called, for example: {}; or name the row of the header (header_row)",
                        fmt::join(some, ", ")));
}

}  // namespace

std::string lettered(const std::string& name, std::size_t column) {
  return name + " (" + column_name(column) + ")";
}

std::string plain_header(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\u3000")) {
      i += 2;
    } else if (rest.starts_with("\u00a0")) {
      i += 1;
    } else if (rest.size() >= 3 && rest[0] == '\xEF' && (rest[1] == '\xBC' || rest[1] == '\xBD')) {
      // Full-width forms, U+FF01 to U+FF5E.
      const int point = ((rest[1] & 0x3F) << 6) | (rest[2] & 0x3F);
      if (point >= 0xF01 && point <= 0xF5E) {
        out += static_cast<char>(point - 0xF01 + 0x21);
      } else {
        out += rest.substr(0, 3);
      }
      i += 2;
    } else if (std::string_view(" \t\r\n*").find(text[i]) == std::string_view::npos) {
      out += text[i];
    }
  }
  return lower_ascii(out);
}

std::optional<std::vector<std::string>> joined_header(std::vector<std::string> upper,
                                                      std::vector<std::string> lower,
                                                      const KnownHeaders& known) {
  const std::size_t width = std::max(upper.size(), lower.size());
  upper.resize(width);
  lower.resize(width);
  std::vector<std::string> group(width);  // of a column with a title of its own in the lower row
  std::size_t count = 0;
  for (std::size_t c = 0; c < width; ++c) {
    if (lower[c].empty() || lower[c] == upper[c]) continue;  // the same: merged over both rows
    const std::string name = without_brackets(lower[c]);
    if (name.empty() || name == "m" || name == "米") continue;  // the unit of the title above
    if (name.find_first_of("0123456789") != std::string::npos) return std::nullopt;
    group[c] = upper[c].empty() && c > 0 ? group[c - 1] : upper[c];
    if (group[c].empty()) return std::nullopt;
    count += known.contains(is_angle_part(name) ? without_brackets(group[c]) + name : name);
  }
  if (count < 2) return std::nullopt;
  for (std::size_t c = 0; c < width; ++c) {
    const bool left = c > 0 && group[c - 1] == group[c], right = c + 1 < width && group[c + 1] == group[c];
    if (!group[c].empty() && !left && !right) return std::nullopt;
  }
  std::set<std::string> seen;
  for (std::size_t c = 0; c < width; ++c) {
    const bool part = is_angle_part(without_brackets(lower[c]));
    if (!group[c].empty()) upper[c] = part ? group[c] + lower[c] : lower[c];
    if (!upper[c].empty() && !seen.insert(without_brackets(upper[c])).second) return std::nullopt;
  }
  return upper;
}

std::vector<std::string> titled_header(std::vector<std::string> upper, std::vector<std::string> lower,
                                       const KnownHeaders& known) {
  const std::size_t width = std::max(upper.size(), lower.size());
  upper.resize(width);
  lower.resize(width);
  bool spans = false;
  for (std::size_t c = 0; c + 1 < width; ++c)
    spans = spans || (!lower[c].empty() && !lower[c + 1].empty() && !upper[c].empty() &&
                      (upper[c + 1].empty() || upper[c + 1] == upper[c]) && upper[c] != lower[c]);
  const bool header = std::any_of(upper.begin(), upper.end(),
                                  [&](const auto& cell) { return known.contains(without_brackets(cell)); });
  for (std::size_t c = 0; c < width; ++c) {
    const bool there = std::find(lower.begin(), lower.end(), upper[c]) != lower.end();
    if (spans && header && lower[c].empty() && !there) lower[c] = upper[c];
  }
  return lower;
}

KnownHeaders known_headers(const std::vector<std::string>& names) {
  KnownHeaders known;
  for (const auto& name : names) known.emplace(plain_header(name), name);
  return known;
}

std::size_t known_cells(const std::vector<std::string>& cells, const KnownHeaders& known) {
  std::set<std::string> found;
  for (const auto& cell : cells) {
    if (const auto at = known.find(plain_header(cell)); at != known.end()) found.insert(at->second);
  }
  return found.size();
}

SheetTable read_sheet_table(const std::string& path, const TableOptions& options, bool strict) {
  const XlsxPackage package(path);
  const std::vector<std::string> all = xlsx_sheets(package);
  std::vector<std::string> sheets = all;
  if (sheets.empty())
    throw Error(ErrorKind::input, path + ": the workbook holds no sheet of cells",
                "open it and save it as .xlsx again");
  if (!options.sheet.empty()) {
    if (std::find(sheets.begin(), sheets.end(), options.sheet) == sheets.end())
      throw Error(ErrorKind::input, fmt::format("{}: there is no sheet \"{}\"", path, options.sheet),
                  fmt::format("it has: {}", fmt::join(sheets, ", ")));
    sheets = {options.sheet};
  }
  const Known known = known_headers(options.headers);
  std::optional<SheetTable> found;
  std::vector<std::string> fitting;
  for (const auto& name : sheets) {
    const XlsxSheet sheet = read_sheet(package, name, options.hidden_digits);
    const auto header = header_of(sheet, options, known);
    if (!header) continue;
    fitting.push_back(name);
    if (!found)
      found = table_of(path, sheet, *header, known, options.header_row == 0, options.repeated_columns);
    if (!strict && known.empty()) break;
  }
  if (!found) no_header(path, sheets, options);
  if (fitting.size() > 1)
    throw Error(ErrorKind::input,
                fmt::format("{}: the workbook has {} sheets with such a header: {}", path, fitting.size(),
                            fmt::join(fitting, ", ")),
                options.choice);
  for (const auto& name : all) {
    if (!options.other_sheets || name == found->sheet) continue;
    const XlsxSheet other = read_sheet(package, name);
    if (!header_of(other, options, known)) listen(other, *found);
  }
  return std::move(*found);
}

}  // namespace zonegate::io
