// SPDX-License-Identifier: Apache-2.0
//
// ogr_open: how both vector readers (feature by feature, and in batches) open a file and find its layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gdal_env.h"
#include "io/io.h"
#include "issue_log.h"

namespace zonegate::io {

// Error (input) with what GDAL said. Warnings go to the log.
DatasetPtr open_or_throw(const std::string& path, const Format& format, IssueLog& log);
// Names of its layers, less those that desktop programs keep for themselves and those that say others once more.
std::vector<std::string> sublayers_of(GDALDataset& dataset);
// The layer of that name, or the only one. Error (input) that lists what there is.
OGRLayer* choose_layer(const std::string& path, GDALDataset& dataset, const std::string& wanted);
// Rows of a table, counted by the database and not by its metadata.
std::optional<std::int64_t> count_by_sql(GDALDataset& dataset, const std::string& table, IssueLog& log);
// An issue of severity error where a table has fewer rows than the GeoPackage recorded beside it.
void compare_with_stored_count(GDALDataset& dataset, const std::string& table, std::int64_t counted,
                               IssueLog& log);
// An issue of severity error where geometries of a GeoPackage name another reference system than their table does.
void compare_blob_systems(GDALDataset& dataset, OGRLayer& layer, IssueLog& log);
// An issue of severity error where a GeoPackage's layer is a view.
void doubt_view(GDALDataset& dataset, const std::string& table, IssueLog& log);
// An issue of severity error where a GeoPackage holds tables with geometry that gpkg_contents does not list.
void doubt_unlisted_tables(GDALDataset& dataset, IssueLog& log);
// What a GeoPackage writes of the system of this layer.
std::string definition_by_sql(GDALDataset& dataset, const std::string& layer);
// Error (input) where a system is called like a zone and has other numbers, or the definition in a GeoPackage is another system than its code.
void check_stated_system(const std::string& path, GDALDataset& dataset, OGRLayer& layer,
                         const std::string& driver, const std::optional<geom::Crs>& read);
// Of PostgreSQL: instead of partitions, and tables that inherit, the table that shows their rows, which the driver may not list; each once.
std::vector<std::string> whole_tables(GDALDataset& dataset, const std::vector<std::string>& layers);
// Rows of several systems, of which one alone is heard, and columns of geometry beside the one that is read.
void doubt_database_geometries(GDALDataset& dataset, OGRLayer& layer, IssueLog& log);
// A view as a layer, of a table of PostgreSQL.
void doubt_database_view(GDALDataset& dataset, const std::string& table, IssueLog& log);

}  // namespace zonegate::io
