// SPDX-License-Identifier: Apache-2.0
//
// What databases say of their tables when they are asked in SQL: a count that no metadata can spoil, and whether rows may be left out.
#include <fmt/format.h>

#include "ogr_open.h"

namespace zonegate::io {
namespace {

std::string doubled(const std::string& text, char quote) {
  std::string out;
  for (const char c : text) out += c == quote ? std::string(2, quote) : std::string(1, c);
  return out;
}

std::string quoted(const std::string& name) { return fmt::format("\"{}\"", doubled(name, '"')); }

// "schema.table(geometry column)" as the driver of PostgreSQL names its layers.
std::string quoted_in_schema(std::string layer) {
  if (layer.ends_with(")") && layer.find('(') != std::string::npos) layer.erase(layer.rfind('('));
  const auto dot = layer.find('.');
  return dot == std::string::npos ? quoted(layer)
                                  : quoted(layer.substr(0, dot)) + "." + quoted(layer.substr(dot + 1));
}

// The first column of the first row; nullopt where there is none, or the database complains.
std::optional<std::int64_t> integer_by_sql(GDALDataset& dataset, const std::string& sql,
                                           const ErrorTrap& trap) {
  OGRLayer* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  std::optional<std::int64_t> value;
  if (result) {
    const OGRFeatureUniquePtr row(result->GetNextFeature());
    if (row && !trap.failed()) value = row->GetFieldAsInteger64(0);
  }
  dataset.ReleaseResultSet(result);
  return value;
}

}  // namespace

std::optional<std::int64_t> count_by_sql(GDALDataset& dataset, const std::string& table, IssueLog& log) {
  const ErrorTrap trap;
  const bool schemas = std::string(dataset.GetDriver()->GetDescription()) == "PostgreSQL";
  const auto count = integer_by_sql(dataset,
                                    fmt::format("SELECT count(*) AS n FROM {} WHERE 1 = 1",
                                                schemas ? quoted_in_schema(table) : quoted(table)),
                                    trap);
  if (!count) {
    log.add("source.damaged", Severity::error,
            fmt::format("its rows cannot be counted: {}", trap.first_failure()),
            schemas ? "the account must be allowed to read all rows" : "export the file again");
  }
  return count;
}

void compare_with_stored_count(GDALDataset& dataset, const std::string& table, std::int64_t counted,
                               IssueLog& log) {
  const ErrorTrap trap;  // most writers keep the table, but it is not part of the standard
  const auto stored = integer_by_sql(
      dataset,
      fmt::format(
          "SELECT feature_count AS n FROM gpkg_ogr_contents WHERE lower(table_name) = lower('{}') AND "
          "feature_count IS NOT NULL",
          doubled(table, '\'')),
      trap);
  if (!stored || *stored <= counted) return;  // more rows than recorded hide nothing
  log.add("source.count_mismatch", Severity::error,
          fmt::format("the table has {} rows, but the file recorded {}", counted, *stored),
          "rows were taken away behind the format's back: export it again from its source");
}

// A view shows what its author chose to show: rows that it leaves out are missing without a trace, and its count agrees with itself.
void doubt_view(GDALDataset& dataset, const std::string& table, IssueLog& log) {
  const ErrorTrap trap;
  const auto tables = integer_by_sql(
      dataset,
      fmt::format(
          "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND lower(name) = lower('{}')",
          doubled(table, '\'')),
      trap);
  if (tables == 1) return;
  log.add("source.view", Severity::error,
          fmt::format("\"{}\" is no table but a view, which may leave rows out", table),
          "export the rows into a table of their own");
}

void doubt_database_view(GDALDataset& dataset, const std::string& table, IssueLog& log) {
  const ErrorTrap trap;
  const auto tables = integer_by_sql(dataset,
                                     fmt::format("SELECT count(*) AS n FROM pg_catalog.pg_class WHERE oid = "
                                                 "'{}'::regclass AND relkind IN ('r', 'p')",
                                                 doubled(quoted_in_schema(table), '\'')),
                                     trap);
  if (tables == 1) return;
  log.add("source.view", Severity::error,
          fmt::format("\"{}\" is no table but a view, which may leave rows out", table),
          "name the table behind it, or save the rows into a table of their own");
}

}  // namespace zonegate::io
