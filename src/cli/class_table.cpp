// SPDX-License-Identifier: Apache-2.0
#include "cli/class_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/io.h"

#include <fmt/format.h>

namespace zonegate::cli {
namespace {

using Row = std::map<std::string, std::string>;

std::optional<double> number_in(const Row& row, const std::string& column) {
  const auto at = row.find(column);
  return at == row.end() || at->second.empty() ? std::nullopt : as_number(Value(at->second));
}

bool blank(const Row& row, const std::string& column) {
  const auto at = row.find(column);
  return at == row.end() || at->second.empty();
}

bool has(const io::Table& table, const std::string& column) {
  return std::find(table.headers.begin(), table.headers.end(), column) != table.headers.end();
}

// The column that holds the old values; empty: the table has ranges.
std::string from_column(const io::Table& table, const std::string& wanted) {
  if (!wanted.empty()) {
    if (has(table, wanted)) return wanted;
    throw Error(ErrorKind::usage, table.name + " has no column " + wanted,
                "it has " + fmt::format("{}", fmt::join(table.headers, ", ")));
  }
  for (const char* name : {"value", "code", "lucode"})
    if (has(table, name)) return name;
  if (has(table, "min") && has(table, "max")) return "";
  throw Error(ErrorKind::usage, table.name + " has no column of values: value, code, lucode, or min and max",
              "name it with --from; it has " + fmt::format("{}", fmt::join(table.headers, ", ")));
}

}  // namespace

std::map<long long, std::string> read_classes(const std::string& path) {
  const io::Table table = io::read_table(path, {.headers = {"value", "name"}});
  std::map<long long, std::string> classes;
  std::string wrong;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto value = table.rows[i].find("value"), name = table.rows[i].find("name");
    const auto number = value == table.rows[i].end() ? std::nullopt : as_number(Value(value->second));
    const bool good =
        number && *number == std::floor(*number) && name != table.rows[i].end() && !name->second.empty();
    const bool again = good && !classes.emplace(static_cast<long long>(*number), name->second).second;
    if (!good || again)
      wrong += "\n  line " + std::to_string(table.lines[i]) +
               (again ? ": this value stands twice" : ": a whole number in `value` and a `name` are needed");
  }
  if (!wrong.empty())
    throw Error(ErrorKind::usage, path + ": the table of classes has mistakes:" + wrong,
                "mend them; the columns are value,name");
  return classes;
}

ReclassTable read_reclass(const std::string& path, const std::string& from, const std::string& to) {
  const io::Table table = io::read_table(path, {.headers = {"value", "min", "max", to}});
  const std::string column = from_column(table, from);
  if (!has(table, to))
    throw Error(ErrorKind::usage, table.name + " has no column " + to + " of new values",
                "name it with --to; it has " + fmt::format("{}", fmt::join(table.headers, ", ")));
  ReclassTable out;
  std::string wrong;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const auto low = number_in(row, column.empty() ? "min" : column),
               high = number_in(row, column.empty() ? "max" : column);
    const bool open_low = column.empty() && blank(row, "min"),
               open_high = column.empty() && blank(row, "max");
    const auto text = row.find(to);
    const bool empty = text == row.end() || text->second.empty();
    const auto value =
        empty ? std::optional(std::numeric_limits<double>::quiet_NaN()) : as_number(Value(text->second));
    if ((!low && !open_low) || (!high && !open_high) || !value) {
      wrong += "\n  line " + std::to_string(table.lines[i]) + ": " +
               (!value ? to + " is no number: " + text->second : "its old value is no number");
      continue;
    }
    constexpr double kOpen = std::numeric_limits<double>::infinity();
    out.rows.push_back({low.value_or(-kOpen), high.value_or(kOpen), *value, table.lines[i]});
    const auto name = row.find("name");
    if (name != row.end() && !name->second.empty() && *value == std::floor(*value)) {
      const auto [at, fresh] = out.classes.emplace(static_cast<long long>(*value), name->second);
      if (!fresh && at->second != name->second)
        wrong += "\n  line " + std::to_string(table.lines[i]) + ": the new value " + shortest(*value) +
                 " has two names, " + at->second + " and " + name->second;
    }
  }
  if (out.rows.empty() && wrong.empty()) wrong = "\n  it has no rows";
  if (!wrong.empty())
    throw Error(ErrorKind::usage, path + ": the table of values has mistakes:" + wrong, "mend them");
  return out;
}

}  // namespace zonegate::cli
