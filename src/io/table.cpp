// SPDX-License-Identifier: Apache-2.0
//
// Tables for people, from whatever they are kept in. A cell that cannot be read is told, all of them at once.
#include <algorithm>

#include <fmt/format.h>

#include "csv.h"
#include "gdal_env.h"
#include "io/io.h"
#include "place.h"
#include "reader.h"
#include "sheet_table.h"

namespace zonegate::io {
namespace {

void refuse(const std::vector<std::string>& faults, const char* remedy) {
  if (!faults.empty()) throw Error(ErrorKind::input, fmt::format("{}", fmt::join(faults, "\n")), remedy);
}

Table from_csv(const std::string& path, const TableOptions& options) {
  CsvFile file = read_csv(path, {"", options.headers, options.hidden_digits, options.repeated_columns});
  Table table{path, file.headers, {}, {}, {}, {}, file.around};
  table.titles = file.titles;
  std::vector<std::string> faults;
  for (CsvRow& row : file.rows) {
    if (!row.fault.empty()) faults.push_back(fmt::format("{}: {}", path, row.fault));
    table.lines.push_back(row.line);
    auto& out = table.rows.emplace_back();
    for (std::size_t i = 0; i < table.headers.size(); ++i) out[table.headers[i]] = std::move(row.cells[i]);
  }
  refuse(faults, "mend these lines: a text that holds a comma stands in quotes, and none holds a NUL byte");
  return table;
}

Table from_xlsx(const std::string& path, const TableOptions& options) {
  SheetTable sheet = read_sheet_table(path, options, false);
  Table table{sheet.name, sheet.headers, {}, {}, sheet.left_out, sheet.sheet, sheet.around, sheet.elsewhere};
  table.titles = sheet.titles;
  table.beside = sheet.beside;
  std::vector<std::string> faults;
  for (auto& row : sheet.rows) {
    if (!row.fault.empty()) faults.push_back(fmt::format("{}:{}: {}", sheet.name, row.number, row.fault));
    table.lines.push_back(row.number);
    auto& out = table.rows.emplace_back();
    for (std::size_t i = 0; i < table.headers.size(); ++i) out[table.headers[i]] = std::move(row.cells[i]);
  }
  refuse(faults, "mend these cells");
  return table;
}

Table from_gpkg(const std::string& path, const TableOptions& options) {
  VectorSource source(path, {options.sheet, "", "", true, ""});
  if (source.has_geometry())
    throw Error(ErrorKind::input, path + ": its layer has geometry, where a table is wanted",
                "name a table without geometry");
  Table table{
      options.sheet.empty() ? path : path + "[" + options.sheet + "]", source.field_names(), {}, {}, {}};
  std::vector<std::string> faults;
  SourceFeature row;
  while (source.next(row)) {
    if (!row.fault.empty()) faults.push_back(fmt::format("{}:{}: {}", table.name, row.number, row.fault));
    table.lines.push_back(static_cast<std::size_t>(row.number));
    auto& out = table.rows.emplace_back();
    for (const auto& [name, value] : row.fields)
      out[name] = is_unknown(value) ? std::string() : to_text(value);
  }
  for (const auto& issue : source.issues())
    if (issue.severity == Severity::error) faults.push_back(path + ": " + issue.message);
  refuse(faults, "export the table again");
  return table;
}

TableOptions table_options(const VectorOptions& options) {
  TableOptions out{options.sublayer, options.header_row, options.headers};
  out.repeated_columns = options.repeated_columns;
  return out;
}

class XlsxReader final : public Reader {
 public:
  XlsxReader(const std::string& path, const VectorOptions& options)
      : Reader(path), table_(read_sheet_table(path, table_options(options), true)) {
    driver = "XLSX";
    encoding = "UTF-8 (the format says so)";
    sheet = table_.sheet;
    has_geometry = false;
    field_names = table_.headers;
    if (!table_.left_out.empty()) {
      log.add("source.rows_left_out", Severity::note,
              fmt::format("{} row(s) of sheet {} are notes over several columns, or the header once more, "
                          "and were left out: {}",
                          table_.left_out.size(), sheet, fmt::join(table_.left_out, ", ")));
    }
  }

  bool read(SourceFeature& out) override {
    if (next_ >= table_.rows.size()) return false;
    auto& row = table_.rows[next_++];
    out.fid = fmt::format("{}", row.number);
    if (!row.fault.empty()) add_fault(out, row.fault);
    for (std::size_t i = 0; i < table_.headers.size(); ++i)
      out.fields[table_.headers[i]] = std::move(row.cells[i]);
    return true;
  }

 private:
  SheetTable table_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<Reader> open_xlsx(const std::string& path, const VectorOptions& options) {
  return std::make_unique<XlsxReader>(path, options);
}

bool is_table_file(const std::string& path) {
  const Format* format = format_of(path);
  const std::string driver = format ? format->driver : "";
  return driver == "CSV" || driver == "XLSX" || driver == "GPKG";
}

Table read_table(const std::string& path, const TableOptions& options) {
  const watch::Reading reading(mark_file(path));
  require_file(path);
  const Format* format = format_of(path);
  const std::string driver = format ? format->driver : "";
  if (driver == "XLSX") return from_xlsx(path, options);
  if (driver == "GPKG") return from_gpkg(path, options);
  return from_csv(path, options);
}

}  // namespace zonegate::io
