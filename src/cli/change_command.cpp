// SPDX-License-Identifier: Apache-2.0
//
// raster change, and carbon change, which is the same with stocks.
#include <CLI/CLI.hpp>

#include <array>
#include <cmath>
#include <iostream>
#include <limits>

#include "carbon/carbon.h"
#include "cli/change_invest.h"
#include "cli/change_output.h"
#include "cli/class_table.h"
#include "cli/raster_options.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

constexpr std::array<std::string_view, 10> kFiles{"transitions.tif", "transitions.tif.aux.xml",
                                                  "matrix.csv",      "stock_before.tif",
                                                  "stock_after.tif", "stock_change.tif",
                                                  "zones.csv",       "change.html",
                                                  "invest.csv",      "change.json"};
constexpr app::FolderKind kKind{"folder of a change", "change.json", kFiles};

struct ChangeCommandOptions : RasterOptions {
  app::PairInput zones;
  std::string zones_crs;
  std::string before, after, classes, table, nodata_both;
  InvestOptions invest;
  bool carbon = false, no_map = false, transitions = false;
};

// The sum of the pools that a class has, t C/ha; NaN: none. Pools that are missing are named: they are not zero.
carbon::DensityTable read_table(const ChangeCommandOptions& o, app::ChangeOptions& c,
                                std::vector<Issue>& issues) {
  auto table = carbon::read_densities(o.table, issues);
  bool wrong = false;
  for (const auto& issue : issues) wrong = wrong || issue.severity == Severity::error;
  if (wrong) {
    print_issues(issues, o.common, 20);
    throw Error(ErrorKind::usage, o.table + ": the table of densities has mistakes, see above",
                "mend them: a class without its row would make the stock wrong");
  }
  std::string missing;
  for (const auto& [code, d] : table.rows) {
    double sum = 0;
    bool any = false;
    for (const auto pool : carbon::kPools) {
      const auto& v = d.by_pool[static_cast<std::size_t>(pool)];
      const bool part_of_dead = pool == carbon::Pool::litter && d.dead_includes_litter;
      if (!v && !part_of_dead)
        missing += (missing.empty() ? "" : ", ") + std::string(carbon::to_string(pool)) + " of " +
                   std::to_string(code);
      sum += v.value_or(0);
      any = any || v;
    }
    c.density[static_cast<double>(code)] = any ? sum : std::numeric_limits<double>::quiet_NaN();
    const std::string name = d.name.in(lang_of(o.common));
    if (!name.empty()) c.classes[code] = name;
  }
  if (!missing.empty())
    issues.push_back({"carbon.pool_missing", Severity::warning, o.table, "", "",
                      "no value for " + missing + ": the stocks are those of the other pools",
                      "fill these cells; 0 only where there is none", std::nullopt});
  return table;
}

app::ChangeOptions asked(const ChangeCommandOptions& o, carbon::DensityTable& table,
                         std::vector<Issue>& issues) {
  app::ChangeOptions c;
  c.before = map_input(o.before, false);
  c.after = map_input(o.after, false);
  c.reading = o.reading;
  c.layout = layout_of(o);
  c.version = ZONEGATE_VERSION;
  if (!o.nodata_both.empty()) {
    c.nodata = as_number(Value(o.nodata_both));
    if (!c.nodata)
      throw Error(ErrorKind::usage, "--nodata " + o.nodata_both + " is no number",
                  "write for example --nodata 0");
  }
  if (o.carbon) {
    c.table = o.table;
    c.unit = "t C/ha";
    table = read_table(o, c, issues);
  } else if (!o.classes.empty()) {
    c.table = o.classes;
    c.classes = read_classes(o.classes);
    c.only_these = true;
  }
  return c;
}

int run_change(ChangeCommandOptions& o) {
  check_reading(o);
  check_invest(o.invest);
  if (!o.output.empty()) app::check_result_folder(o.output, kKind, o.overwrite);
  if (o.output.empty() && !o.zones.path.empty())
    throw Error(ErrorKind::usage, "--zones writes zones.csv, and there is no folder for it", "say -o FOLDER");
  std::vector<Issue> issues;
  carbon::DensityTable table;
  app::ChangeOptions c = asked(o, table, issues);
  if (!o.invest.compare.empty()) check_invest_rasters(c);
  std::unique_ptr<app::ResultFolder> folder;
  if (!o.output.empty()) {
    folder = std::make_unique<app::ResultFolder>(o.output, kKind, o.overwrite);
    if (!o.no_map && (!o.carbon || o.transitions)) c.transitions = *folder / "transitions.tif";
    if (o.carbon && !o.no_map) {
      c.stock_before = *folder / "stock_before.tif";
      c.stock_after = *folder / "stock_after.tif";
      c.stock_change = *folder / "stock_change.tif";
    }
  }
  app::ChangeReport report = app::land_cover_change(c, progress_bar(o.common));
  finish_progress();
  report.issues.insert(report.issues.begin(), issues.begin(), issues.end());
  ChangeTexts texts{o.before, o.after, o.carbon, c.density, {}};
  if (!o.invest.compare.empty()) texts.invest = compare_with_invest(o.invest, report, table);
  const std::string zones =
      o.zones.path.empty() ? "" : zones_csv(c, report, texts, o.zones, o.zones_crs, progress_bar(o.common));
  finish_progress();
  print_issues(report.issues, o.common, 12);
  if (folder) {
    if (!zones.empty()) io::write_file(*folder / "zones.csv", zones);
    io::write_file(*folder / "matrix.csv", matrix_csv(report, texts));
    if (!texts.invest.empty()) io::write_file(*folder / "invest.csv", invest_csv(texts.invest));
    io::write_file(*folder / "change.html", change_page(report, texts, lang_of(o.common)));
    io::write_file(*folder / "change.json", change_json(report, texts));
    folder->publish();
  }
  if (o.common.json)
    std::cout << change_json(report, texts);
  else if (!o.common.quiet)
    std::cout << change_text(report, texts, lang_of(o.common));
  return 0;
}

}  // namespace

void add_change(CLI::App& app, bool carbon, const std::shared_ptr<std::function<int()>>& chosen) {
  auto o = std::make_shared<ChangeCommandOptions>();
  o->carbon = carbon;
  CLI::App* sub = app.add_subcommand(
      "change",
      carbon ? "carbon stocks of two land-cover maps, by a table of densities: maps, totals, matrix from "
               "class to class"
             : "land cover of two dates: the matrix from class to class in ha, and the map of transitions");
  sub->footer(
      carbon
          ? "Examples:\n  zonegate carbon change 2020.tif 2035.tif --table "
            "rules/factors/landcover_density.csv -o carbon\n"
            "  zonegate carbon change base.tif alt.tif --table pools.csv --area planar --layout tiled -o "
            "carbon\n"
            "  zonegate carbon change base.tif alt.tif --table pools.csv --compare invest --price 43 "
            "--discount 7 "
            "--price-change 2 --years 2020,2035"
          : "Examples:\n  zonegate raster change 2020.tif 2021.tif -o change\n"
            "  zonegate raster change 2020.tif 2021.tif --classes classes.csv --nodata 0 --no-map -o change");
  sub->add_option("BEFORE", o->before, "land cover of the first date: FILE, FILE:BAND, or a folder of tiles")
      ->required();
  sub->add_option("AFTER", o->after, "of the second date")->required();
  sub->add_option("-o,--output", o->output,
                  "folder for matrix.csv, change.json and the maps; without it the totals are only printed");
  if (carbon)
    sub->add_option("--table", o->table,
                    "densities t C/ha by class: lucode, c_above, c_below, c_dead, c_litter, c_soil (InVEST "
                    "tables are read as they are)")
        ->required();
  else
    sub->add_option("--classes", o->classes,
                    "a table value,name of all classes that may occur; any other is an error");
  sub->add_option("--zones", o->zones.path,
                  "polygons, lines or points: the matrix within each of them too, in zones.csv");
  sub->add_option("--fields", o->zones.fields, "fields of the zones to carry along")->delimiter(',');
  sub->add_option("--where", o->zones.where, "only zones that fit this SQL condition");
  sub->add_option("--layer", o->zones.sublayer, "the layer of the zones, where the file has several");
  sub->add_option("--crs", o->zones_crs, "reference system of zones that do not say it");
  sub->add_option("--nodata", o->nodata_both, "a further value that means no data, on both dates");
  if (carbon) add_invest_options(*sub, o->invest);
  if (carbon) sub->add_flag("--transitions", o->transitions, "the map of transitions too");
  sub->add_flag("--no-map", o->no_map, "no maps, only the tables");
  sub->add_option("--layout", o->layout,
                  "of maps: cog (with overviews) or tiled (plain GeoTIFF, in one pass)")
      ->check(CLI::IsMember({"cog", "tiled"}))
      ->capture_default_str();
  add_reading(*sub, *o);
  sub->add_flag("--overwrite", o->overwrite, "replace a folder of a change");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return run_change(*o); }; });
}

}  // namespace zonegate::cli
