// SPDX-License-Identifier: Apache-2.0
//
// Part of app.h: the carbon that the ground of any polygons holds now, from a land-cover raster and a table of densities, from a
// raster of biomass, or from both side by side. Method: docs/carbon-stock.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/raster_maps.h"
#include "carbon/carbon.h"

namespace zonegate::app {

struct StockOptions {
  ZonalOptions
      zones;  // zones, crs, raster_crs, variable, area, jobs, memory_bytes; nothing else of it is looked at
  std::optional<MapInput> cover;                  // land cover
  std::optional<carbon::DensityTable> densities;  // t C/ha by class of `cover`
  std::optional<MapInput> biomass, sd;            // t dry matter/ha above ground, and its standard deviation
  carbon::BiomassFactors everywhere;              // where no factors by class are given
  std::map<long long, carbon::BiomassFactors>
      by_class;               // of `cover`, which is taken to the grid of the biomass (mode)
  double sd_correlation = 1;  // between any two cells, 0 (independent) to 1
  bool check_cells = true;    // a second pass: density cell by cell, against the table's areas
};
// Sums over cells, u = covered ha x sd x (1 + root ratio) x carbon fraction.
struct BiomassStock {
  TonnesC above{0}, below{0};
  double sum_u = 0, sum_u2 = 0;  // t C, (t C)^2
  SquareMetres with_value{0}, without_value{0};
  SquareMetres without_factor{0};  // biomass, but its class has no factors
  SquareMetres without_sd{0};      // biomass, but no standard deviation: there is no interval then
  bool has_sd = false;
  TonnesC total() const { return above + below; }
  // sqrt(rho (sum u)^2 + (1 - rho) sum u^2): the variance of a sum of cells that are all correlated by rho. nullopt: not known.
  std::optional<TonnesC> sd(double rho) const;
  void add(const BiomassStock& o);
};
struct ZoneStock {
  PairFeature zone;
  // complete; lower_bound: something of it has no class, no density, no value for a pool, no biomass, or lies beyond the raster;
  // outside, no_area, unusable, unreadable: there is no figure.
  std::string status;
  SquareMetres area{0};     // of the polygon itself, measured apart from the raster
  carbon::Account account;  // from the table; areas of it are those of the cells
  std::optional<BiomassStock> biomass;
  TonnesC by_cells{0};  // the table's total once more, cell by cell
  bool has_figure() const { return status == "complete" || status == "lower_bound"; }
};
struct StockCheck {
  Text what;
  double left = 0, right = 0;
  double gap = 0, limit = 0;  // relative
  std::string zone;           // where it is widest
  bool good() const { return gap <= limit; }
};
struct StockReport {
  std::vector<ZoneStock> zones;  // in the order of the file
  ZoneStock total;               // sums over zones with a figure; zones that overlap count twice
  std::string area_basis, edges;
  std::vector<std::pair<std::string, std::string>> alignment;
  std::vector<StockCheck> checks;
  std::vector<Issue> issues;
};
// Error (input): rasters or zones that cannot be opened, classes that are no whole numbers. Memory: the rows, whatever the rasters.
StockReport carbon_stock(const StockOptions& options, const Progress& progress);

// Ground m2 of each feature in the order of its file, by its vertices in the equal-area plane (图斑椭球面积); 0 of lines and points;
// NaN: cannot be used.
std::vector<double> ellipsoidal_areas(const ZonalOptions& zones);

}  // namespace zonegate::app
