// SPDX-License-Identifier: Apache-2.0
//
// carbon stock: what the ground of any polygons holds now.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/carbon_commands.h"
#include "cli/overlay_options.h"
#include "cli/raster_options.h"
#include "cli/stock_output.h"

namespace zonegate::cli {
namespace {

struct StockCommandOptions {
  Common common;
  app::StockOptions stock;
  std::vector<std::string> inputs;
  std::string table, biomass, sd, factors, correlation = "full";
  std::optional<double> root_ratio, carbon_fraction, memory_mb;
  RunOutput output{"-", false};
  bool strict = false, long_rows = false, no_check = false;
  StockTexts texts;
};

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

// Mistakes of a table end the run: a class without its row would make the stock wrong.
void stop_at_mistakes(const std::vector<Issue>& issues, const StockCommandOptions& o,
                      const std::string& path) {
  if (std::none_of(issues.begin(), issues.end(),
                   [](const Issue& i) { return i.severity == Severity::error; }))
    return;
  print_issues(issues, o.common, 20);
  throw Error(ErrorKind::usage, path + ": the table has mistakes, see above",
              "mend them: a class without its row would make the stock wrong");
}

void read_table(StockCommandOptions& o, std::vector<Issue>& issues) {
  if (o.table.empty()) return;
  o.stock.densities = carbon::read_densities(o.table, issues);
  stop_at_mistakes(issues, o, o.table);
  for (const auto& [code, d] : o.stock.densities->rows) {
    const std::string name = d.name.in(lang_of(o.common));
    if (!name.empty()) o.texts.classes[code] = name;
  }
}

void read_biomass(StockCommandOptions& o, std::vector<Issue>& issues) {
  if (o.biomass.empty()) {
    if (!o.sd.empty() || !o.factors.empty() || o.root_ratio || o.carbon_fraction)
      refuse("--sd, --root-ratio, --carbon-fraction and --biomass-factors are about --biomass",
             "say --biomass RASTER");
    return;
  }
  o.stock.biomass = map_input(o.biomass, false);
  if (!o.sd.empty()) o.stock.sd = map_input(o.sd, false);
  const bool constants = o.root_ratio.has_value() && o.carbon_fraction.has_value();
  if (o.factors.empty() == !constants || (!o.factors.empty() && (o.root_ratio || o.carbon_fraction)))
    refuse("--biomass needs how carbon comes from dry matter",
           "say --root-ratio 0.22 --carbon-fraction 0.47, or --biomass-factors TABLE with both by land-cover "
           "class");
  if (constants) {
    o.stock.everywhere = {*o.root_ratio, *o.carbon_fraction};
    o.texts.factors =
        "root ratio " + shortest(*o.root_ratio) + ", carbon fraction " + shortest(*o.carbon_fraction);
    return;
  }
  if (!o.stock.cover)
    refuse("--biomass-factors needs a land-cover raster", "zonegate carbon stock RASTER ZONES ...");
  o.stock.by_class = carbon::read_biomass_factors(o.factors, issues);
  stop_at_mistakes(issues, o, o.factors);
  if (o.stock.by_class.empty()) refuse(o.factors + " has no rows", "lucode,root_ratio,carbon_fraction");
  o.texts.factors = o.factors;
}

double correlation_of(const std::string& word) {
  if (word == "full") return 1;
  if (word == "none") return 0;
  const auto number = as_number(Value(word));
  if (!number || !(*number >= 0 && *number <= 1))
    refuse("--sd-correlation " + word + " is neither full, none, nor a number from 0 to 1",
           "full: all cells are wrong in the same direction (the widest interval)");
  return *number;
}

void check(StockCommandOptions& o, std::vector<Issue>& issues) {
  if (o.inputs.empty() || o.inputs.size() > 2)
    refuse("a land-cover raster and a file of zones are needed",
           "zonegate carbon stock RASTER ZONES --table TABLE");
  o.stock.zones.zones.path = o.inputs.back();
  if (o.inputs.size() == 2) {
    o.stock.cover = map_input(o.inputs.front(), false);
    if (o.table.empty() && o.factors.empty())
      refuse(o.inputs.front() + ": a land-cover raster needs a table", "say --table TABLE (t C/ha by class)");
  } else if (o.biomass.empty() || !o.table.empty()) {
    refuse("a raster is missing: land cover before the zones, or --biomass",
           "zonegate carbon stock RASTER " + o.inputs.back() + " --table TABLE");
  }
  std::vector<std::string> read = o.inputs;
  for (const auto& path : {o.table, o.biomass, o.sd, o.factors})
    if (!path.empty()) read.push_back(path);
  check_output_file(o.output, read, {".csv", ".json", ".gpkg", ".geojson", ".fgb"});
  if (o.long_rows && (is_drawn(o.output.folder) || o.table.empty()))
    refuse("--long is a row for each polygon and class, in .csv", "leave it out, or write .csv with --table");
  read_table(o, issues);
  read_biomass(o, issues);
  o.stock.sd_correlation = correlation_of(o.correlation);
  o.stock.check_cells = !o.no_check;
  o.stock.zones.jobs = o.common.jobs;
  o.stock.zones.memory_bytes = memory_limit(o.memory_mb);
  o.texts.cover = o.stock.cover ? o.inputs.front() : "";
  o.texts.table = o.table;
  o.texts.biomass = o.biomass;
  o.texts.sd = o.sd;
  o.texts.sd_correlation = o.stock.sd_correlation;
  o.texts.fields = o.stock.zones.zones.fields;
  for (const auto* input : {&o.stock.cover, &o.stock.biomass, &o.stock.sd})
    if (*input) o.texts.files.insert(o.texts.files.end(), (*input)->paths.begin(), (*input)->paths.end());
  for (const auto& path : {o.inputs.back(), o.table, o.factors})
    if (!path.empty()) o.texts.files.push_back(path);
}

void write(const StockCommandOptions& o, const app::StockReport& report, app::ZonalFileWriter* drawn) {
  const std::string& path = o.output.folder;
  if (drawn) {
    const StockTable t = stock_table(report, o.texts);
    const std::size_t left_out = drawn->write(t.table, t.rows, progress_bar(o.common));
    finish_progress();
    if (left_out > 0)
      std::cerr << path << ": a FlatGeobuf holds no row without geometry: " << left_out
                << " zones are not in it; .gpkg, .geojson and .csv hold all\n";
    return;
  }
  std::string text;
  if (path == "-" ? o.common.json : std::filesystem::path(path).extension() == ".json") {
    text = stock_json(report, o.texts);
  } else if (o.long_rows) {
    text = stock_long_csv(report, o.texts);
  } else {
    const StockTable t = stock_table(report, o.texts);
    app::zonal_csv(
        t.table, t.rows, [&](std::string_view piece) { text += piece; }, o.common.jobs);
  }
  if (path == "-") {
    std::cout << text;
  } else {
    io::write_file(path, text);
  }
}

int run_stock(StockCommandOptions& o) {
  std::vector<Issue> issues;
  check(o, issues);
  std::unique_ptr<app::ZonalFileWriter> drawn;
  if (is_drawn(o.output.folder))
    drawn = std::make_unique<app::ZonalFileWriter>(o.stock.zones, o.output.folder);
  app::StockReport report = app::carbon_stock(o.stock, progress_bar(o.common));
  finish_progress();
  report.issues.insert(report.issues.begin(), issues.begin(), issues.end());
  write(o, report, drawn.get());
  print_issues(report.issues, o.common, 12);
  if (!o.common.quiet) std::cerr << stock_text(report, o.texts, lang_of(o.common));
  const bool lost = std::any_of(report.issues.begin(), report.issues.end(),
                                [](const Issue& i) { return i.severity == Severity::error; });
  return o.strict && lost ? 3 : 0;
}

void add_biomass_options(CLI::App& sub, StockCommandOptions& o) {
  sub.add_option("--biomass", o.biomass,
                 "a raster of biomass above ground, t dry matter/ha: a second figure beside the table's, or "
                 "the only one");
  sub.add_option("--sd", o.sd, "the standard deviation of its cells, for an interval");
  sub.add_option("--sd-correlation", o.correlation,
                 "between the errors of any two cells: full (the widest interval), none, or 0 to 1")
      ->capture_default_str();
  sub.add_option("--root-ratio", o.root_ratio, "biomass below ground / above ground")
      ->check(CLI::Range(0.0, 10.0));
  sub.add_option("--carbon-fraction", o.carbon_fraction, "t C / t dry matter")->check(CLI::Range(0.0, 1.0));
  sub.add_option("--biomass-factors", o.factors,
                 "instead, a table of both by land-cover class: lucode, root_ratio, carbon_fraction");
}

}  // namespace

void add_carbon_stock(CLI::App& parent, const Chosen& chosen) {
  auto o = std::make_shared<StockCommandOptions>();
  CLI::App* sub = parent.add_subcommand("stock",
                                        "carbon that polygons hold now: by pool and class from a land-cover "
                                        "raster and a table, or from a raster of biomass");
  sub->add_option(
         "FILES", o->inputs,
         "the land-cover raster, then the file of polygons; with --biomass the polygons alone will do")
      ->required();
  sub->add_option(
      "--table", o->table,
      "densities t C/ha by class: lucode, c_above, c_below, c_dead, c_litter, c_soil (InVEST tables are "
      "read as they are)");
  add_biomass_options(*sub, *o);
  sub->add_option("-o,--output", o->output.folder,
                  "- for stdout, or .csv .json, or .gpkg .geojson .fgb with the geometry")
      ->capture_default_str();
  sub->add_flag("--long", o->long_rows, "a row for each polygon and class");
  sub->add_flag("--no-check", o->no_check, "leave out the second pass, which adds the stock up cell by cell");
  auto& z = o->stock.zones;
  sub->add_option("--fields", z.zones.fields, "fields of the polygons to carry along")->delimiter(',');
  sub->add_option("--where", z.zones.where, "only polygons that fit this SQL condition");
  sub->add_option("--layer", z.zones.sublayer, "the layer of the polygons, where the file has several");
  sub->add_option("--crs", z.crs, "reference system of polygons that do not say it");
  sub->add_option("--raster-crs", z.raster_crs, "reference system of rasters that do not say it");
  sub->add_option("--variable", z.variable, "which raster of a NetCDF or Zarr file");
  sub->add_option("--area", z.area, "areas: ellipsoidal, or planar")
      ->check(CLI::IsMember({"ellipsoidal", "planar"}))
      ->capture_default_str();
  sub->add_option("--memory", o->memory_mb, "about how many MB the polygons may take at a time");
  sub->add_flag("--strict", o->strict,
                "exit 3 if a polygon could not be used, a block not be read, or a check fails");
  sub->add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
  sub->footer(
      "Examples:\n  zonegate carbon stock landcover.tif parcels.gpkg --table "
      "rules/factors/landcover_density.csv -o stock.csv\n"
      "  zonegate carbon stock landcover.tif counties.geojson --table pools.csv --fields name --long -o "
      "by-class.csv\n"
      "  zonegate carbon stock parcels.gpkg --biomass agb.tif --sd agb_sd.tif --root-ratio 0.22 "
      "--carbon-fraction 0.47 --json\n"
      "  zonegate carbon stock landcover.tif parcels.gpkg --table pools.csv --biomass agb.tif "
      "--biomass-factors factors.csv "
      "-o stock.gpkg");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return run_stock(*o); }; });
}

}  // namespace zonegate::cli
