// SPDX-License-Identifier: Apache-2.0
// Private to app: the passes over rasters that a carbon stock is made of. Rows of each are those of the file of zones.
#pragma once

#include <map>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// Classes of the land cover within each zone.
struct CoverRow {
  PairFeature zone;
  std::string status;                       // of zonal
  std::map<long long, SquareMetres> areas;  // by class
  SquareMetres nodata{0};
  SquareMetres covered() const;
};
std::vector<CoverRow> cover_pass(const StockOptions& options, const Progress& progress, StockReport& report);

// t C of the cells by `density` (t C/ha of classes), one by one.
std::vector<double> cell_pass(const StockOptions& options, const std::map<long long, double>& density,
                              const Progress& progress);

struct BiomassRow {
  PairFeature zone;
  std::string status;
  BiomassStock stock;
};
std::vector<BiomassRow> biomass_pass(const StockOptions& options, const Progress& progress,
                                     StockReport& report);

}  // namespace zonegate::app
