// SPDX-License-Identifier: Apache-2.0
//
// One sheet from its XML. A merged range is one statement about all of its cells, so each of them gets the text: lists name a unit once, merged over all of its rows,
// and a row without its unit would say something about nobody. Every row is read, hidden ones too.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "core/core.h"
#include "text.h"
#include "xlsx.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kMostColumns = 16384, kMostRows = 1048576, kLongestReference = 10;  // XFD1048576

struct Place {
  std::size_t row = 0, column = 0;  // from 0
};
std::optional<Place> place_of(std::string_view reference) {
  Place place;
  std::size_t i = 0;
  if (reference.size() > kLongestReference) return std::nullopt;  // before the numbers run over
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  for (; i < reference.size() && reference[i] >= '0' && reference[i] <= '9'; ++i)
    place.row = place.row * 10 + static_cast<std::size_t>(reference[i] - '0');
  if (i != reference.size() || place.row < 1 || place.row > kMostRows || place.column < 1 ||
      place.column > kMostColumns)
    return std::nullopt;
  return Place{place.row - 1, place.column - 1};
}

struct Range {
  Place from, to;
};

struct Workbook {
  std::vector<std::pair<std::string, std::string>> sheets;  // name, part
  std::string strings, styles;
  bool from_1904 = false;
};

std::string target_part(const std::string& target) {
  return target.starts_with('/') ? target.substr(1) : "xl/" + target;
}

Workbook workbook_of(const XlsxPackage& package) {
  Workbook book;
  std::map<std::string, std::string> parts;
  const auto ignore_end = [](std::string_view) {};
  const auto ignore_text = [](std::string_view) {};
  parse_xml(package.read("xl/_rels/workbook.xml.rels"), package.path(),
            {[&](std::string_view name, const XmlAttributes& a) {
               if (name != "Relationship") return;
               const std::string part = target_part(attribute(a, "Target")), type = attribute(a, "Type");
               parts[attribute(a, "Id")] = part;
               if (type.ends_with("/sharedStrings")) book.strings = part;
               if (type.ends_with("/styles")) book.styles = part;
             },
             ignore_end, ignore_text});
  parse_xml(
      package.read("xl/workbook.xml"), package.path(),
      {[&](std::string_view name, const XmlAttributes& a) {
         if (name == "workbookPr")
           book.from_1904 = attribute(a, "date1904") == "1" || attribute(a, "date1904") == "true";
         // Attributes come by local name, and "id" is that of r:id; sheetId is another one. A chart sheet has no cells.
         const auto part = parts.find(attribute(a, "id"));
         if (name == "sheet" && part != parts.end() && part->second.find("worksheets/") != std::string::npos)
           book.sheets.emplace_back(attribute(a, "name"), part->second);
       },
       ignore_end, ignore_text});
  return book;
}

// Texts that cells share. Runs of one text are put together; readings in small print above it (phonetic) are left out.
std::vector<std::string> strings_of(const XlsxPackage& package, const Workbook& book) {
  std::vector<std::string> strings;
  if (book.strings.empty()) return strings;
  bool in_text = false;
  int phonetic = 0;
  parse_xml(package.read(book.strings), package.path(),
            {[&](std::string_view name, const XmlAttributes&) {
               if (name == "si") strings.emplace_back();
               if (name == "rPh") ++phonetic;
               in_text = name == "t" && phonetic == 0;
             },
             [&](std::string_view name) {
               if (name == "rPh") --phonetic;
               in_text = false;
             },
             [&](std::string_view text) {
               if (in_text && !strings.empty()) strings.back() += text;
             }});
  return strings;
}

std::vector<CellFormat> formats_of(const XlsxPackage& package, const Workbook& book) {
  std::vector<CellFormat> formats;
  if (book.styles.empty()) return formats;
  std::map<int, std::string> codes;
  bool in_cells = false;
  parse_xml(package.read(book.styles), package.path(),
            {[&](std::string_view name, const XmlAttributes& a) {
               if (name == "numFmt")
                 codes[std::atoi(attribute(a, "numFmtId").c_str())] = attribute(a, "formatCode");
               if (name == "cellXfs") in_cells = true;
               if (name != "xf" || !in_cells) return;
               const int id = std::atoi(attribute(a, "numFmtId").c_str());
               const auto code = codes.find(id);
               formats.push_back(number_format(id, code == codes.end() ? std::string() : code->second));
             },
             [&](std::string_view name) {
               if (name == "cellXfs") in_cells = false;
             },
             [](std::string_view) {}});
  return formats;
}

class SheetParser {
 public:
  SheetParser(const XlsxPackage& package, const Workbook& book, bool hidden_digits)
      : strings_(strings_of(package, book)),
        formats_(formats_of(package, book)),
        from_1904_(book.from_1904),
        hidden_digits_(hidden_digits) {}

  void parse(const std::string& xml, const std::string& where) {
    where_ = where;
    parse_xml(xml, where,
              {[this](std::string_view name, const XmlAttributes& a) { start(name, a); },
               [this](std::string_view name) { end(name); },
               [this](std::string_view text) {
                 if (in_value_) value_ += text;
               }});
  }
  std::vector<XlsxSheet::Row> rows;  // with what stands in them, before merging
  std::vector<Range> merged;

 private:
  void start(std::string_view name, const XmlAttributes& a) {
    if (name == "row") {
      const std::string& stated = attribute(a, "r");
      const auto place = place_of("A" + stated);
      if (!stated.empty() && !place) nowhere("row " + stated);
      rows.push_back({place ? place->row + 1 : (rows.empty() ? 1 : rows.back().number + 1), {}, ""});
      next_ = 0;
    } else if (name == "c") {
      const std::string& stated = attribute(a, "r");
      const auto place = place_of(stated);
      if (!stated.empty() && (!place || rows.empty() || place->row + 1 != rows.back().number))
        nowhere("cell " + stated + (rows.empty() ? "" : " of row " + std::to_string(rows.back().number)));
      column_ = place ? place->column : next_;
      type_ = attribute(a, "t");
      style_ = static_cast<std::size_t>(std::strtoul(attribute(a, "s").c_str(), nullptr, 10));
      value_.clear();
      formula_ = has_value_ = false;
    } else if (name == "f") {
      formula_ = true;
    } else if (name == "rPh") {
      ++phonetic_;
    } else if (name == "mergeCell") {
      add_range(attribute(a, "ref"));
    }
    in_value_ = name == "v" || (name == "t" && phonetic_ == 0);
    has_value_ = has_value_ || in_value_;
  }

  void end(std::string_view name) {
    if (name == "rPh") --phonetic_;
    if (name == "c" && !rows.empty()) finish_cell(rows.back());
    in_value_ = false;
  }

  [[noreturn]] void nowhere(const std::string& what) const {
    throw Error(ErrorKind::input,
                fmt::format("{}: {} stands at a place that no sheet has", where_, what.substr(0, 60)),
                "open it and save it as .xlsx again");
  }

  void finish_cell(XlsxSheet::Row& row) {
    next_ = column_ + 1;
    const std::string at = column_name(column_) + std::to_string(row.number);
    if (type_ == "e") return add_fault(row, "cell " + at + " holds the error " + value_);
    if (formula_ && (!has_value_ || (value_.empty() && type_ != "str")))
      return add_fault(
          row, "cell " + at + " holds a formula that nobody has calculated: open the workbook and save it");
    std::string text = cell_text(at, row);
    if (text.empty() || column_ >= kMostColumns) return;
    if (row.cells.size() <= column_) row.cells.resize(column_ + 1);
    if (!row.cells[column_].empty()) add_fault(row, "cell " + at + " is there twice");
    row.cells[column_] = std::move(text);
  }

  std::string cell_text(const std::string& at, XlsxSheet::Row& row) const {
    if (type_ == "s") {
      const auto index = static_cast<std::size_t>(std::strtoul(value_.c_str(), nullptr, 10));
      if (index < strings_.size()) return std::string(without_right_space(strings_[index]));
      add_fault(row, "cell " + at + " names a text that the workbook does not hold");
      return {};
    }
    if (type_ == "b") return value_ == "1" ? "true" : "false";
    if (type_ == "inlineStr" || type_ == "str" || type_ == "d" || value_.empty())
      return std::string(without_right_space(value_));
    double value = 0;
    const auto [rest, error] = std::from_chars(value_.data(), value_.data() + value_.size(), value);
    if (error != std::errc() || rest != value_.data() + value_.size()) return value_;
    const CellFormat format = style_ < formats_.size() ? formats_[style_] : CellFormat{};
    std::string text = shown_number(value, format, from_1904_);
    const bool rounded =
        format.kind == CellFormat::Kind::fixed && std::strtod(text.c_str(), nullptr) != value;
    return hidden_digits_ && rounded ? shortest(value) : text;
  }

  static void add_fault(XlsxSheet::Row& row, const std::string& fault) {
    row.fault += (row.fault.empty() ? "" : "; ") + fault;
  }

  void add_range(const std::string& reference) {
    const auto colon = reference.find(':');
    if (colon == std::string::npos) return;
    const auto from = place_of(std::string_view(reference).substr(0, colon)),
               to = place_of(std::string_view(reference).substr(colon + 1));
    if (from && to && from->row <= to->row && from->column <= to->column) merged.push_back({*from, *to});
  }

  std::vector<std::string> strings_;
  std::vector<CellFormat> formats_;
  bool from_1904_, hidden_digits_;
  std::size_t column_ = 0, next_ = 0, style_ = 0;
  std::string type_, value_, where_;
  bool in_value_ = false, formula_ = false, has_value_ = false;
  int phonetic_ = 0;
};

// Rows by number; a merged range may reach into rows that hold nothing else.
using Rows = std::map<std::size_t, XlsxSheet::Row>;

std::string cell_of(const XlsxSheet::Row& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string();
}

// A row that is nothing but one text over several columns is a title or a note, no data.
bool is_note(const XlsxSheet::Row& row, const std::vector<Range>& ranges) {
  for (const auto& range : ranges) {
    const bool across = range.from.row == range.to.row && range.from.row + 1 == row.number &&
                        range.to.column > range.from.column;
    if (!across || cell_of(row, range.from.column).empty()) continue;
    bool only = true;
    for (std::size_t c = 0; c < row.cells.size(); ++c)
      only = only && (row.cells[c].empty() || (c >= range.from.column && c <= range.to.column));
    if (only) return true;
  }
  return false;
}

void spread(Rows& rows, const Range& range, std::size_t columns) {
  const auto first = rows.find(range.from.row + 1);
  if (first == rows.end()) return;
  const std::string text = cell_of(first->second, range.from.column);
  if (text.empty()) return;
  const std::size_t last = std::min(range.to.row, rows.rbegin()->first - 1);
  for (std::size_t r = range.from.row; r <= last; ++r) {
    const auto at = rows.find(r + 1);
    if (at == rows.end()) continue;  // a row without a cell of its own says nothing
    auto& cells = at->second.cells;
    cells.resize(std::max(cells.size(), columns));
    for (std::size_t c = range.from.column; c <= std::min(range.to.column, columns - 1); ++c) cells[c] = text;
  }
}

}  // namespace

std::string column_name(std::size_t column) {
  std::string name;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (n - 1) % 26));
  return name;
}

std::vector<std::string> xlsx_sheets(const XlsxPackage& package) {
  std::vector<std::string> names;
  for (const auto& [name, part] : workbook_of(package).sheets) names.push_back(name);
  return names;
}

XlsxSheet read_sheet(const XlsxPackage& package, const std::string& name, bool hidden_digits) {
  const Workbook book = workbook_of(package);
  const auto at =
      std::find_if(book.sheets.begin(), book.sheets.end(), [&](const auto& s) { return s.first == name; });
  if (at == book.sheets.end())
    throw Error(ErrorKind::input, fmt::format("{}: there is no sheet \"{}\"", package.path(), name));
  SheetParser parser(package, book, hidden_digits);
  const std::string text = package.read(at->second);
  parser.parse(text, fmt::format("{}[{}]", package.path(), name));
  Rows rows;
  std::size_t columns = 1;
  for (auto& row : parser.rows) {
    columns = std::max(columns, row.cells.size());
    const bool blank = row.fault.empty() && std::all_of(row.cells.begin(), row.cells.end(),
                                                        [](const auto& c) { return c.empty(); });
    if (blank) continue;
    const auto [at_row, fresh] = rows.emplace(row.number, row);
    if (!fresh) at_row->second.fault += fmt::format("row {} is there twice", row.number);
  }
  XlsxSheet sheet;
  sheet.name = name;
  sheet.remarks = sheet_remarks(package, at->second, text);
  for (const auto& [number, row] : rows)
    if (is_note(row, parser.merged)) sheet.notes.push_back(number);
  for (const auto& range : parser.merged) spread(rows, range, columns);
  for (auto& [number, row] : rows) {
    row.cells.resize(columns);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace zonegate::io
