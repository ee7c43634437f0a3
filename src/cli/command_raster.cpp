// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>

#include "cli/class_table.h"
#include "cli/raster_options.h"

namespace zonegate::cli {
namespace {

struct RasterCommandOptions : RasterOptions {
  std::string formula, input, table, from, to = "to", unknown = "error";
  std::vector<std::string> inputs, fill;
  std::optional<double> cell;
};

std::vector<std::string> paths_of(const std::vector<app::MapInput>& inputs) {
  std::vector<std::string> out;
  for (const auto& input : inputs) out.insert(out.end(), input.paths.begin(), input.paths.end());
  return out;
}

int done(const RasterCommandOptions& o, const app::MapReport& report) {
  finish_progress();
  print_issues(report.issues, o.common, 12);
  print_map_report(o.output, report, o.common);
  return 0;
}

// "a=0": the cells of a that have no value count as 0.
void apply_fill(const RasterCommandOptions& o, std::vector<app::MapInput>& inputs) {
  for (const auto& text : o.fill) {
    const auto equals = text.find('=');
    const auto value = equals == std::string::npos ? std::nullopt : as_number(Value(text.substr(equals + 1)));
    bool found = false;
    for (auto& input : inputs) {
      if (!value || input.name != text.substr(0, equals)) continue;
      input.fill = value;
      found = true;
    }
    if (!found)
      throw Error(ErrorKind::usage, "--fill " + text + " is not NAME=NUMBER of one of the rasters",
                  "write for example --fill a=0");
  }
}

int calc(RasterCommandOptions& o) {
  check_reading(o);
  app::CalculateOptions c;
  c.formula = o.formula;
  for (const auto& text : o.inputs) {
    c.inputs.push_back(map_input(text, true));
    for (std::size_t i = 0; i + 1 < c.inputs.size(); ++i)
      if (c.inputs[i].name == c.inputs.back().name)
        throw Error(ErrorKind::usage, "two rasters are called " + c.inputs[i].name,
                    "give each a name of its own");
  }
  apply_fill(o, c.inputs);
  c.reading = o.reading;
  c.out = map_file(o, paths_of(c.inputs));
  return done(o, app::calculate_map(c, progress_bar(o.common)));
}

int reclassify(RasterCommandOptions& o) {
  check_reading(o);
  const auto table = read_reclass(o.table, o.from, o.to);
  app::ReclassifyOptions r;
  r.input = map_input(o.input, false);
  r.rows = table.rows;
  r.table = o.table;
  r.unknown_to_nodata = o.unknown == "nodata";
  r.classes = table.classes;
  r.reading = o.reading;
  r.out = map_file(o, paths_of({r.input}));
  return done(o, app::reclassify_map(r, progress_bar(o.common)));
}

int align(RasterCommandOptions& o) {
  check_reading(o);
  if (o.reading.like.empty() == !o.cell)
    throw Error(ErrorKind::usage, "the new grid is not known",
                "say --like RASTER, or --cell SIZE in the raster's own units; not both");
  app::AlignOptions a;
  a.input = map_input(o.input, false);
  a.cell = o.cell;
  a.reading = o.reading;
  a.out = map_file(o, paths_of({a.input}));
  return done(o, app::align_map(a, progress_bar(o.common)));
}

CLI::App& add(CLI::App& app, const std::shared_ptr<RasterCommandOptions>& o, const char* name,
              const char* what, const char* examples, int (*body)(RasterCommandOptions&),
              const std::shared_ptr<std::function<int()>>& chosen) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->footer(std::string("Examples:\n") + examples);
  add_reading(*sub, *o);
  add_map_file(*sub, *o);
  add_common(*sub, o->common);
  sub->callback([o, body, chosen] { *chosen = [o, body] { return body(*o); }; });
  return *sub;
}

void add_calc(CLI::App& app, const std::shared_ptr<RasterCommandOptions>& o,
              const std::shared_ptr<std::function<int()>>& chosen) {
  CLI::App& sub =
      add(app, o, "calc", "a formula over rasters, cell by cell; no value in, no value out",
          "  zonegate raster calc 'b - a' a=biomass_2010.tif b=biomass_2020.tif -o change.tif --unit 't/ha'\n"
          "  zonegate raster calc 'density * cell_area / 10000' density=carbon.tif -o tonnes.tif\n"
          "  zonegate raster calc 'mask == 1 ? slope : 0' slope=slope.tif mask=forest.tif --fill mask=0 -o "
          "masked.tif",
          calc, chosen);
  sub.add_option("FORMULA", o->formula,
                 "over the names of the rasters and cell_area (m2): + - * / ^ < <= == != && || c ? a : b, "
                 "min max abs sqrt exp ln log10 floor ceil mod")
      ->required();
  sub.add_option("RASTERS", o->inputs, "NAME=FILE, NAME=FILE:BAND, NAME=FOLDER of tiles")->required();
  sub.add_option("--fill", o->fill, "NAME=NUMBER: what cells of a raster without a value count as")
      ->allow_extra_args(false);
}

void add_reclassify(CLI::App& app, const std::shared_ptr<RasterCommandOptions>& o,
                    const std::shared_ptr<std::function<int()>>& chosen) {
  CLI::App& sub =
      add(app, o, "reclassify", "values of a raster replaced by a table",
          "  zonegate raster reclassify landcover.tif --table carbon.csv --from lucode --to c_above -o "
          "above.tif --unit 't C/ha'\n"
          "  zonegate raster reclassify slope.tif --table slope_classes.csv --type byte -o classes.tif",
          reclassify, chosen);
  sub.add_option("RASTER", o->input, "FILE, FILE:BAND, or a folder of tiles")->required();
  sub.add_option("--table", o->table,
                 "CSV or XLSX with a column value (or code, lucode), or min and max (not included), and a "
                 "column `to`; `name` names the new classes")
      ->required();
  sub.add_option("--from", o->from, "the column of old values");
  sub.add_option("--to", o->to, "the column of new values; empty cells there mean no value")
      ->capture_default_str();
  sub.add_option("--unknown", o->unknown,
                 "values that the table has not: error (all are listed), or nodata (listed as well)")
      ->check(CLI::IsMember({"error", "nodata"}))
      ->capture_default_str();
}

void add_align(CLI::App& app, const std::shared_ptr<RasterCommandOptions>& o,
               const std::shared_ptr<std::function<int()>>& chosen) {
  CLI::App& sub = add(app, o, "align", "a raster on the grid of another one, or in larger cells",
                      "  zonegate raster align landcover_10m.tif --like biomass_100m.tif --method mode -o "
                      "landcover_100m.tif\n"
                      "  zonegate raster align dem.tif --cell 90 --method average -o dem90.tif",
                      align, chosen);
  sub.add_option("RASTER", o->input, "FILE, FILE:BAND, or a folder of tiles")->required();
  sub.add_option("--cell", o->cell, "size of the new cells in the raster's own units, over its own extent");
}

}  // namespace

Command raster_command() {
  return {
      "raster",
      "new rasters out of rasters: formulas, tables of values, other grids; what changed between two dates",
      "  zonegate raster calc 'b - a' a=2010.tif b=2020.tif -o change.tif\n"
      "  zonegate raster reclassify landcover.tif --table carbon.csv --to c_above -o above.tif\n"
      "  zonegate raster align landcover_10m.tif --like biomass_100m.tif --method mode -o "
      "landcover_100m.tif\n"
      "  zonegate raster change 2020.tif 2021.tif --classes classes.csv -o change",
      [](CLI::App& app) {
        auto chosen = std::make_shared<std::function<int()>>();
        app.require_subcommand(1);
        add_calc(app, std::make_shared<RasterCommandOptions>(), chosen);
        add_reclassify(app, std::make_shared<RasterCommandOptions>(), chosen);
        add_align(app, std::make_shared<RasterCommandOptions>(), chosen);
        add_change(app, false, chosen);
        return [chosen] { return (*chosen)(); };
      },
      {"calc", "reclassify", "align", "change"}};
}

}  // namespace zonegate::cli
