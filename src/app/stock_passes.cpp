// SPDX-License-Identifier: Apache-2.0
//
// Each pass is a run of zonal statistics. Whatever depends on a cell's class or biomass is a formula, so that exact shares of cells, areas of cells, rules for
// what is not known, and threads are those of `zonal`. A cell weighs its covered m2 where tonnes are added up.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/stock_passes.h"

namespace zonegate::app {
namespace {

constexpr double kHectare = 10000;
// Exact shares leave 1e-12 of a cell beside a border that two polygons share.
constexpr double kCrumb = 1e-9;

void add_raster(ZonalOptions& o, const MapInput& input, const char* name) {
  o.tiles.push_back(input.paths);
  o.rasters.push_back(input.paths.front());
  o.names.emplace_back(name);
}

std::string band_name(const char* name, const MapInput& input) {
  return input.band == 1 ? name : name + ("_" + std::to_string(input.band));
}

ZonalOptions start(const StockOptions& options) {
  ZonalOptions o = options.zones;
  o.rasters.clear();
  o.tiles.clear();
  o.names.clear();
  o.formulas.clear();
  o.stats.clear();
  return o;
}

bool known(const ZonalRow& row) { return row.status != "unreadable" && row.status != "unusable"; }

// c == 10 ? 160 : c == 30 ? 70 : otherwise
std::string by_class(const std::string& variable, const std::map<long long, double>& values,
                     const std::string& otherwise) {
  std::string out;
  for (const auto& [code, value] : values)
    out += variable + " == " + std::to_string(code) + " ? " + shortest(value) + " : ";
  return "(" + out + otherwise + ")";
}

long long class_of(double value, const ZonalRow& row, const StockOptions& options) {
  if (value != std::floor(value) || std::abs(value) > 0x1p53)
    throw Error(ErrorKind::input,
                options.cover->paths.front() + ": feature " + row.zone.id + " covers cells of the value " +
                    shortest(value) + ", which is no class",
                "use a raster of class codes, or make one (zonegate raster reclassify)");
  return static_cast<long long>(value);
}

CoverRow cover_row(ZonalRow&& row, const StockOptions& options) {
  CoverRow out;
  out.status = row.status;
  if (known(row)) {
    out.nodata = SquareMetres(row.numbers[1]);
    double all = row.numbers[1];
    for (const auto& [value, m2] : row.by_value[0]) all += m2;
    for (const auto& [value, m2] : row.by_value[0])
      if (m2 > kCrumb * all) out.areas[class_of(value, row, options)] = SquareMetres(m2);
  }
  out.zone = std::move(row.zone);
  return out;
}

// Bands: biomass, t C above and below ground, and u of the interval; each with the statistics of kBiomassStats.
constexpr std::array<const char*, 5> kBiomassStats{"count", "nodata", "sum", "sum_squares", "min"};

ZonalOptions biomass_question(const StockOptions& options) {
  ZonalOptions o = start(options);
  add_raster(o, *options.biomass, "b");
  if (options.sd) add_raster(o, *options.sd, "s");
  std::string ratio = shortest(options.everywhere.root_ratio),
              fraction = shortest(options.everywhere.carbon_fraction);
  if (!options.by_class.empty()) {
    add_raster(o, *options.cover, "c");
    std::map<long long, double> ratios, fractions;
    for (const auto& [code, f] : options.by_class) {
      ratios[code] = f.root_ratio;
      fractions[code] = f.carbon_fraction;
    }
    const std::string c = band_name("c", *options.cover);
    ratio = by_class(c, ratios, "0 / 0");
    fraction = by_class(c, fractions, "0 / 0");
    o.align = io::Resampling::mode;
  } else if (options.sd) {
    o.align = io::Resampling::nearest;
  }
  const std::string b = band_name("b", *options.biomass), above = b + " * " + fraction;
  o.formulas = {{"biomass", b}, {"above", above}, {"below", above + " * " + ratio}};
  if (options.sd)  // 0 * b: only where there is biomass
    o.formulas.push_back(
        {"sd", band_name("s", *options.sd) + " * (1 + " + ratio + ") * " + fraction + " + 0 * " + b});
  for (const char* stat : kBiomassStats) o.stats.push_back(zonal::parse_stat(stat));
  o.weight = zonal::CellWeight::area;
  return o;
}

// least: the smallest value so far, if it is below 0.
BiomassStock biomass_stock(const ZonalRow& row, bool has_sd, double& least) {
  const auto at = [&](std::size_t band, std::size_t stat) {
    return row.numbers[band * kBiomassStats.size() + stat];
  };
  const auto look = [&](double v) { least = v < least ? v : least; };
  BiomassStock s;
  s.with_value = SquareMetres(at(0, 0));
  s.without_value = SquareMetres(at(0, 1));
  s.without_factor = SquareMetres(std::max(0.0, at(0, 0) - at(1, 0)));
  s.above = TonnesC(at(1, 2) / kHectare);
  s.below = TonnesC(at(2, 2) / kHectare);
  look(at(0, 4));
  s.has_sd = has_sd;
  if (!has_sd) return s;
  s.without_sd = SquareMetres(std::max(0.0, at(1, 0) - at(3, 0)));
  s.sum_u = at(3, 2) / kHectare;
  s.sum_u2 = at(3, 3) / kHectare / kHectare;
  look(at(3, 4));
  return s;
}

}  // namespace

SquareMetres CoverRow::covered() const {
  SquareMetres sum = nodata;
  for (const auto& [code, area] : areas) sum += area;
  return sum;
}

std::vector<CoverRow> cover_pass(const StockOptions& options, const Progress& progress, StockReport& report) {
  ZonalOptions o = start(options);
  add_raster(o, *options.cover, "");
  o.bands = {options.cover->band};
  o.stats = {zonal::parse_stat("area"), zonal::parse_stat("nodata_area")};
  std::vector<CoverRow> rows;
  const ZonalTable table =
      zonal_statistics(o, progress, [&](const ZonalTable&, std::vector<ZonalRow>&& some) {
        for (auto& row : some) rows.push_back(cover_row(std::move(row), options));
      });
  report.area_basis = table.area_basis;
  report.edges = table.edges;
  report.issues.insert(report.issues.end(), table.issues.begin(), table.issues.end());
  return rows;
}

std::vector<double> cell_pass(const StockOptions& options, const std::map<long long, double>& density,
                              const Progress& progress) {
  ZonalOptions o = start(options);
  add_raster(o, *options.cover, "c");
  o.formulas = {{"stock", by_class(band_name("c", *options.cover), density, "0")}};
  o.stats = {zonal::parse_stat("sum")};
  o.weight = zonal::CellWeight::area;
  std::vector<double> out;
  zonal_statistics(o, progress, [&](const ZonalTable&, std::vector<ZonalRow>&& some) {
    for (const auto& row : some) out.push_back(known(row) ? row.numbers[0] / kHectare : 0.0);
  });
  return out;
}

std::vector<BiomassRow> biomass_pass(const StockOptions& options, const Progress& progress,
                                     StockReport& report) {
  const ZonalOptions o = biomass_question(options);
  std::vector<BiomassRow> rows;
  double least = 0;
  const ZonalTable table =
      zonal_statistics(o, progress, [&](const ZonalTable&, std::vector<ZonalRow>&& some) {
        for (auto& row : some) {
          BiomassRow out;
          out.status = row.status;
          if (known(row)) {
            double own = 0;
            const auto stock = biomass_stock(row, options.sd.has_value(), own);
            least = std::min(least, own);
            if (own < 0)
              out.status = "unreadable";  // its sum holds numbers that are no biomass
            else
              out.stock = stock;
          }
          out.zone = std::move(row.zone);
          rows.push_back(std::move(out));
        }
      });
  if (least < 0)
    report.issues.push_back(
        {"carbon.biomass_negative", Severity::error, options.biomass->paths.front(), "", "",
         "biomass or its standard deviation below 0 was added up, down to " + shortest(least),
         "most likely a value that means no data: declare it (gdal_edit.py -a_nodata)", std::nullopt});
  if (report.area_basis.empty()) {
    report.area_basis = table.area_basis;
    report.edges = table.edges;
  }
  report.alignment.insert(report.alignment.end(), table.alignment.begin(), table.alignment.end());
  for (const auto& issue : table.issues)  // classes without factors are said by area
    if (issue.code != "raster.not_finite") report.issues.push_back(issue);
  return rows;
}

}  // namespace zonegate::app
