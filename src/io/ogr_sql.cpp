// SPDX-License-Identifier: Apache-2.0
//
// What databases say of their tables when they are asked in SQL: a count that no metadata can spoil, and whether rows may be left out.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "ogr_open.h"

namespace zonegate::io {
namespace {

std::string doubled(const std::string& text, char quote) {
  std::string out;
  for (const char c : text) out += c == quote ? std::string(2, quote) : std::string(1, c);
  return out;
}

std::string sql_name(const std::string& name) { return fmt::format("\"{}\"", doubled(name, '"')); }

// A name as the driver of PostgreSQL has it, without the column of geometry behind it.
std::string without_column(std::string layer) {
  if (layer.ends_with(")") && layer.find('(') != std::string::npos) layer.erase(layer.rfind('('));
  return layer;
}

// "schema.table(geometry column)" as the driver of PostgreSQL names its layers.
std::string sql_name_in_schema(const std::string& stated) {
  const std::string layer = without_column(stated);
  const auto dot = layer.find('.');
  return dot == std::string::npos ? sql_name(layer)
                                  : sql_name(layer.substr(0, dot)) + "." + sql_name(layer.substr(dot + 1));
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

// The first column of the first row as text; empty where there is none.
std::string text_by_sql(GDALDataset& dataset, const std::string& sql) {
  const ErrorTrap trap;
  OGRLayer* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  std::string text;
  if (result) {
    const OGRFeatureUniquePtr row(result->GetNextFeature());
    if (row && !trap.failed()) text = row->GetFieldAsString(0);
  }
  dataset.ReleaseResultSet(result);
  return text;
}

}  // namespace

std::string definition_by_sql(GDALDataset& dataset, const std::string& layer) {
  return text_by_sql(dataset,
                     fmt::format("SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = (SELECT srs_id "
                                 "FROM gpkg_geometry_columns WHERE table_name = '{}')",
                                 doubled(layer, '\'')));
}

std::optional<std::int64_t> count_by_sql(GDALDataset& dataset, const std::string& table, IssueLog& log) {
  const ErrorTrap trap;
  const bool schemas = std::string(dataset.GetDriver()->GetDescription()) == "PostgreSQL";
  const auto count = integer_by_sql(dataset,
                                    fmt::format("SELECT count(*) AS n FROM {} WHERE 1 = 1",
                                                schemas ? sql_name_in_schema(table) : sql_name(table)),
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

// What gpkg_contents does not list no program shows, though its rows may be the half that somebody drew last.
void doubt_unlisted_tables(GDALDataset& dataset, IssueLog& log) {
  const ErrorTrap trap;
  OGRLayer* result = dataset.ExecuteSQL(
      "SELECT group_concat(m.name, ', ') AS names FROM sqlite_master m WHERE m.type = 'table' AND "
      "lower(m.name) NOT IN "
      "(SELECT lower(table_name) FROM gpkg_contents) AND lower(m.name) NOT LIKE 'gpkg%' AND lower(m.name) "
      "NOT LIKE "
      "'rtree%' AND lower(m.name) NOT LIKE 'sqlite%' AND (lower(m.name) IN (SELECT lower(table_name) FROM "
      "gpkg_geometry_columns) OR EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE lower(name) IN "
      "('geom', "
      "'geometry', 'shape', 'the_geom')))",
      nullptr, nullptr);
  const OGRFeatureUniquePtr row(result ? result->GetNextFeature() : nullptr);
  const std::string names =
      row && !trap.failed() && row->IsFieldSetAndNotNull(0) ? row->GetFieldAsString(0) : "";
  dataset.ReleaseResultSet(result);
  if (names.empty()) return;
  log.add("source.table_unlisted", Severity::error,
          fmt::format("the file holds tables with geometry that it does not list, and which are not read: {}",
                      names),
          "export all layers into a new file, or delete these tables");
}

namespace {

std::string srs_bytes(std::int64_t id, bool little) {
  std::string hex;
  for (int i = 0; i < 4; ++i)
    hex += fmt::format("{:02X}", static_cast<std::uint32_t>(id) >> (little ? 8 * i : 24 - 8 * i) & 0xFFu);
  return hex;
}

// The number of the system in ten hexadecimal digits: those of the flags, and of the number's four bytes.
std::int64_t srs_of(const std::string& hex) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
  };
  const bool little = byte(0) & 1u;
  std::uint32_t id = 0;
  for (std::size_t i = 1; i <= 4; ++i) id = id << 8 | byte(little ? 5 - i : i);
  return static_cast<std::int32_t>(id);
}

std::string sql_of_other_systems(const std::string& table, const std::string& column, std::int64_t stated) {
  const auto differs = [&](bool little) {
    return fmt::format("hex(substr({}, 5, 4)) NOT IN ('{}', '00000000', 'FFFFFFFF')", column,
                       srs_bytes(stated, little));
  };
  return fmt::format(
      "SELECT count(*) AS n, min(hex(substr({0}, 4, 5))) AS head FROM {1} WHERE typeof({0}) = 'blob' AND "
      "length({0}) >= 8 AND hex(substr({0}, 1, 2)) = '4750' AND CASE WHEN instr('13579BDF', "
      "substr(hex(substr({0}, 4, 1)), 2, 1)) > 0 THEN {2} ELSE {3} END",
      column, table, differs(true), differs(false));
}

}  // namespace

// Each geometry carries the number of its system once more, behind two letters, a version and flags whose lowest bit says which end comes first (OGC 12-128r18,
// clause 2.1.3). 0 and -1 say that it is not known, which contradicts nothing. GDAL looks at that of the table only.
void compare_blob_systems(GDALDataset& dataset, OGRLayer& layer, IssueLog& log) {
  const std::string column = layer.GetGeometryColumn();
  if (column.empty()) return;
  const ErrorTrap trap;
  const auto stated = integer_by_sql(
      dataset,
      fmt::format("SELECT srs_id AS n FROM gpkg_geometry_columns WHERE lower(table_name) = lower('{}')",
                  doubled(layer.GetName(), '\'')),
      trap);
  if (!stated) return;
  OGRLayer* result = dataset.ExecuteSQL(
      sql_of_other_systems(sql_name(layer.GetName()), sql_name(column), *stated).c_str(), nullptr, nullptr);
  const OGRFeatureUniquePtr row(result ? result->GetNextFeature() : nullptr);
  const std::int64_t differ = row && !trap.failed() ? row->GetFieldAsInteger64(0) : -1;
  const std::string head = differ > 0 ? row->GetFieldAsString(1) : "";
  dataset.ReleaseResultSet(result);
  if (differ < 0)
    log.add(
        "source.damaged", Severity::error,
        fmt::format("the reference systems of its geometries cannot be compared: {}", trap.first_failure()),
        "export the file again");
  if (head.size() != 10) return;
  log.add("source.crs_differs", Severity::error,
          fmt::format("{} of its geometries name another reference system (srs_id {}) than their table ({})",
                      differ, srs_of(head), *stated),
          "find out which of the two is right, and export the layer again in that one");
}

namespace {

// Does the type of the column say its system? Then no row has another one, and none has to be looked at.
bool has_one_system(GDALDataset& dataset, const std::string& table, const std::string& column) {
  const ErrorTrap trap;
  const auto srid = integer_by_sql(
      dataset,
      fmt::format("SELECT postgis_typmod_srid(atttypmod) AS n FROM pg_catalog.pg_attribute WHERE attrelid = "
                  "'{}'::regclass AND attname = '{}'",
                  doubled(table, '\''), doubled(column, '\'')),
      trap);
  return srid && *srid > 0;
}

}  // namespace

namespace {

// The table above each partition, and above each table that inherits, as the driver names them.
std::map<std::string, std::string> tables_above(GDALDataset& dataset) {
  const ErrorTrap trap;
  OGRLayer* result = dataset.ExecuteSQL(
      "SELECT CASE WHEN cn.nspname = current_schema() THEN c.relname ELSE cn.nspname || '.' || c.relname END "
      "AS part, CASE WHEN pn.nspname = current_schema() THEN p.relname ELSE pn.nspname || '.' || p.relname "
      "END AS whole FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN "
      "pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace JOIN pg_catalog.pg_class p ON p.oid = "
      "i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE c.relkind IN ('r', 'p', "
      "'f')",
      nullptr, nullptr);
  std::map<std::string, std::string> above;
  while (result) {
    const OGRFeatureUniquePtr row(result->GetNextFeature());
    if (!row || trap.failed()) break;
    above.emplace(row->GetFieldAsString(0), row->GetFieldAsString(1));
  }
  dataset.ReleaseResultSet(result);
  return above;
}

}  // namespace

std::vector<std::string> whole_tables(GDALDataset& dataset, const std::vector<std::string>& layers) {
  if (std::string(dataset.GetDriver()->GetDescription()) != "PostgreSQL") return layers;
  const auto above = tables_above(dataset);
  std::vector<std::string> whole;
  for (std::string layer : layers) {
    for (auto at = above.find(without_column(layer)); at != above.end(); at = above.find(layer))
      layer = at->second;
    if (std::find(whole.begin(), whole.end(), layer) == whole.end()) whole.push_back(std::move(layer));
  }
  return whole;
}

void doubt_database_geometries(GDALDataset& dataset, OGRLayer& layer, IssueLog& log) {
  const std::string column = layer.GetGeometryColumn();
  if (column.empty()) return;
  const std::string table = sql_name_in_schema(layer.GetName());
  const std::string systems =
      has_one_system(dataset, table, column)
          ? std::string()
          : text_by_sql(
                dataset,
                fmt::format("SELECT string_agg(DISTINCT ST_SRID({0}::geometry)::text, ', ') AS t FROM {1}",
                            sql_name(column), table));
  if (systems.find(',') != std::string::npos)
    log.add("source.crs_differs", Severity::error,
            fmt::format("its geometries name several reference systems (SRID {}), and all are read in one",
                        systems),
            "transform them to one system, or give the rows of each as a table of their own");
  const std::string others = text_by_sql(
      dataset,
      fmt::format(
          "SELECT string_agg(a.attname, ', ') AS t FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t "
          "ON "
          "a.atttypid = t.oid WHERE a.attrelid = '{}'::regclass AND a.attnum > 0 AND NOT a.attisdropped "
          "AND t.typname IN ('geometry', 'geography') AND a.attname <> '{}'",
          doubled(table, '\''), doubled(column, '\'')));
  if (!others.empty())
    log.add("source.geometry_unread", Severity::error,
            fmt::format("the table has further columns of geometry, which are not read: {}", others),
            "give what they hold as a table of its own, or take the columns out");
}

void doubt_database_view(GDALDataset& dataset, const std::string& table, IssueLog& log) {
  const ErrorTrap trap;
  const auto tables = integer_by_sql(dataset,
                                     fmt::format("SELECT count(*) AS n FROM pg_catalog.pg_class WHERE oid = "
                                                 "'{}'::regclass AND relkind IN ('r', 'p')",
                                                 doubled(sql_name_in_schema(table), '\'')),
                                     trap);
  if (tables == 1) return;
  log.add("source.view", Severity::error,
          fmt::format("\"{}\" is no table but a view, which may leave rows out", table),
          "name the table behind it, or save the rows into a table of their own");
}

}  // namespace zonegate::io
