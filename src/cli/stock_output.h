// SPDX-License-Identifier: Apache-2.0
// Private to cli: carbon stocks of polygons as tables and JSON.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/common.h"

namespace zonegate::cli {

struct StockTexts {
  std::string cover, table, biomass, sd;  // as the user named them; empty: not part of the run
  std::string factors;                    // of the biomass, in words
  double sd_correlation = 1;
  std::vector<std::string> fields;  // carried
  std::map<long long, std::string> classes;
  std::vector<std::string> files;  // whose SHA-256 the JSON states
};
// A column for each number and each class, as the writers of zonal tables take it (CSV, GeoPackage, GeoJSON, FlatGeobuf).
struct StockTable {
  app::ZonalTable table;
  std::vector<app::ZonalRow> rows;
};
StockTable stock_table(const app::StockReport& report, const StockTexts& texts);
// A row for each polygon and class: id,fields,status,class,name,area_ha and t C of each pool.
std::string stock_long_csv(const app::StockReport& report, const StockTexts& texts);
std::string stock_json(const app::StockReport& report, const StockTexts& texts);
std::string stock_text(const app::StockReport& report, const StockTexts& texts, Lang lang);

}  // namespace zonegate::cli
