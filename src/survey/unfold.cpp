// SPDX-License-Identifier: Apache-2.0
// Tables that put points beside one another to fill a page. Two blocks may be read down the page, one after the other, or across it, line by line: the numbers of the points decide, and where they
// leave both open, or neither, nothing is read.
#include <algorithm>
#include <map>
#include <set>

#include "survey/survey.h"
#include "table_columns.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Blocks {
  std::size_t first = 0, width = 0, count = 0;  // columns before them, of each, how many
  std::size_t a = 0, b = 0;                     // the columns of coordinates within one
};

std::vector<std::size_t> places_of(const std::vector<Column>& columns, Role role) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (columns[c].role == role) places.push_back(c);
  return places;
}

// Each block begins with the number of its point and has the same columns as the first, one pair of coordinates among them; nullopt: they are something else.
std::optional<Blocks> blocks_of(const std::vector<Column>& columns) {
  const auto points = places_of(columns, Role::point);
  if (points.size() < 2) return std::nullopt;
  Blocks out{points[0], points[1] - points[0], points.size()};
  if (out.first + out.count * out.width != columns.size()) return std::nullopt;
  for (std::size_t c = out.first; c + out.width < columns.size(); ++c)
    if (columns[c].key != columns[c + out.width].key || columns[c].unit != columns[c + out.width].unit)
      return std::nullopt;
  std::set<std::string> seen;
  const auto begin = columns.begin() + static_cast<std::ptrdiff_t>(out.first);
  const std::vector<Column> one(begin, begin + static_cast<std::ptrdiff_t>(out.width)),
      before(columns.begin(), begin);
  for (const Column& column : one)
    if (!seen.insert(column.key).second) return std::nullopt;
  const auto pair = find_pair(one);
  if (!pair || find_pair(before)) return std::nullopt;
  out.a = pair->a;
  out.b = pair->b;
  return out;
}

std::string cell_of(const TableView& table, std::size_t row, std::size_t column) {
  const auto& cells = table.rows[row];
  return column < cells.size() ? std::string(trim(cells[column])) : std::string();
}

// "J12" -> 12; nullopt: its name is no number.
std::optional<long> number_of(const std::string& name) {
  const std::string plain = narrow(name);
  const auto last = plain.find_last_not_of("0123456789");
  const std::string digits = plain.substr(last == std::string::npos ? 0 : last + 1);
  constexpr std::size_t kDigits = 9;
  if (digits.empty() || digits.size() > kDigits) return std::nullopt;
  return std::stol(digits);
}

// Each number follows the one before, or is the first once more, which closes a ring or begins another.
bool follows(const std::vector<long>& numbers) {
  for (std::size_t i = 1; i < numbers.size(); ++i)
    if (numbers[i] != numbers[i - 1] + 1 && numbers[i] != numbers.front()) return false;
  return true;
}

struct Place {
  std::size_t row = 0, block = 0;
};
using Order = std::vector<Place>;

class Unfolder {
 public:
  Unfolder(const TableView& table, const Blocks& blocks) : table_(table), blocks_(blocks) {}

  // nullopt: both orders would do, or none.
  std::optional<TableView> run() const {
    Order down, across;
    for (std::size_t b = 0; b < blocks_.count; ++b)
      for (std::size_t r = 0; r < table_.rows.size(); ++r) add(down, {r, b});
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      for (std::size_t b = 0; b < blocks_.count; ++b) add(across, {r, b});
    const bool fits_down = fits(down), fits_across = fits(across);
    const bool same = table_.rows.size() < 2;
    if (fits_down == fits_across && !(fits_down && same)) return std::nullopt;
    return in_order(fits_down ? down : across);
  }

 private:
  std::string cell(const Place& at, std::size_t column) const {
    return cell_of(table_, at.row, blocks_.first + at.block * blocks_.width + column);
  }
  bool blank(const Place& at) const {
    for (std::size_t c = 0; c < blocks_.width; ++c)
      if (!cell(at, c).empty()) return false;
    return true;
  }
  // The first block of a row stands for it: nothing of the columns before may be lost.
  void add(Order& order, const Place& at) const {
    if (at.block == 0 || !blank(at)) order.push_back(at);
  }
  std::string before(std::size_t row) const {
    std::string text;
    for (std::size_t c = 0; c < blocks_.first; ++c) text += cell_of(table_, row, c) + "\n";
    return text;
  }

  // By what the columns before the blocks say: each project and part has numbers of its own.
  bool fits(const Order& order) const {
    std::map<std::string, std::vector<long>> numbers;
    for (const Place& at : order) {
      if (!read_coordinate(cell(at, blocks_.a)) && !read_coordinate(cell(at, blocks_.b))) continue;
      const auto number = number_of(cell(at, 0));
      if (!number) return false;
      numbers[before(at.row)].push_back(*number);
    }
    return std::all_of(numbers.begin(), numbers.end(), [](const auto& one) { return follows(one.second); });
  }

  TableView in_order(const Order& order) const {
    TableView out = table_;
    out.headers.resize(blocks_.first + blocks_.width);
    out.rows.clear();
    out.lines.clear();
    for (const Place& at : order) {
      auto& row = out.rows.emplace_back();
      for (std::size_t c = 0; c < blocks_.first; ++c) row.push_back(cell_of(table_, at.row, c));
      for (std::size_t c = 0; c < blocks_.width; ++c) row.push_back(cell(at, c));
      out.lines.push_back(at.row < table_.lines.size() ? table_.lines[at.row] : at.row + 2);
    }
    return out;
  }

  const TableView& table_;
  const Blocks& blocks_;
};

// The columns of the turned table are named by the first cells of the rows; nullopt: these are none of a table of corners, or are there twice.
std::optional<TableView> turned(const TableView& table) {
  std::vector<std::string> headers{table.headers.front()};
  std::set<std::string> seen;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    headers.push_back(cell_of(table, r, 0));
    const std::string key = key_of(headers.back());
    const bool blank = std::all_of(table.rows[r].begin(), table.rows[r].end(),
                                   [](const std::string& cell) { return trim(cell).empty(); });
    if (key.empty() ? !blank : !seen.insert(key).second) return std::nullopt;
  }
  const auto pair = find_pair(read_columns(headers));
  if (!pair || pair->a == pair->b) return std::nullopt;
  TableView out = table;
  out.headers = std::move(headers);
  out.rows.clear();
  out.lines.clear();
  const std::size_t line = pair->a - 1;  // of the row of the first coordinates
  for (std::size_t c = 1; c < table.headers.size(); ++c) {
    auto& row = out.rows.emplace_back();
    row.emplace_back(trim(table.headers[c]));
    for (std::size_t r = 0; r < table.rows.size(); ++r) row.push_back(cell_of(table, r, c));
    out.lines.push_back(line < table.lines.size() ? table.lines[line] : line + 2);
  }
  return out;
}

bool begins_with_points(const std::vector<Column>& columns) {
  constexpr std::size_t kFewest = 4;  // the names, and a triangle
  return columns.size() >= kFewest && columns.front().role == Role::point &&
         std::all_of(columns.begin() + 1, columns.end(),
                     [](const Column& column) { return number_of(column.key).has_value(); });
}

}  // namespace

bool may_be_turned(const std::vector<std::string>& headers) {
  return begins_with_points(read_columns(headers));
}

TableView unfolded(const TableView& table, const std::string& file) {
  const auto columns = read_columns(table.headers);
  if (begins_with_points(columns)) return turned(table).value_or(table);
  std::set<std::string> seen;
  const auto twice = std::find_if(table.headers.begin(), table.headers.end(),
                                  [&](const std::string& header) { return !seen.insert(header).second; });
  const auto blocks = blocks_of(columns);
  if (!blocks && twice == table.headers.end()) return table;
  auto plain = blocks ? Unfolder(table, *blocks).run() : std::nullopt;
  if (!plain)
    throw Error(
        ErrorKind::input,
        file + ": the column \"" + (blocks ? table.headers[blocks->first] : *twice) + "\" is there twice" +
            (blocks ? ", and the numbers of the points do not say how the blocks follow one another" : ""),
        "rename one of them; of points in blocks beside one another put one block below the other");
  return std::move(*plain);
}

}  // namespace zonegate::survey
