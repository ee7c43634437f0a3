// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/class_table.h"
#include "cli/common.h"
#include "cli/overlay_options.h"
#include "cli/raster_options.h"
#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::cli {
namespace {

struct ZonalCommand {
  Common common;
  app::ZonalOptions zonal;
  std::vector<std::string> inputs, stats{"count", "mean"};
  std::vector<std::string> formulas;
  std::string rule = "coverage", weight = "fraction", classes, align;
  RunOutput output{"-", false};
  bool strict = false, long_rows = false;
  std::optional<double> memory_mb;
};

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

// "a=2020.tif": a raster with a name for formulas; a file that has such a name itself is that file.
void read_names(ZonalCommand& o) {
  for (auto& path : o.zonal.rasters) {
    const auto equals = path.find('=');
    const bool named = equals != std::string::npos && !std::filesystem::exists(path) &&
                       is_formula_name(path.substr(0, equals));
    o.zonal.names.push_back(named ? path.substr(0, equals) : "");
    if (named) path = path.substr(equals + 1);
  }
}

void read_formulas(ZonalCommand& o) {
  for (const auto& text : o.formulas) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || !is_formula_name(text.substr(0, equals)))
      refuse("--formula " + text + " has no name", "write NAME=FORMULA, for example --formula 'gain=b - a'");
    o.zonal.formulas.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  if (o.zonal.formulas.empty()) return;
  for (std::size_t i = 0; i < o.zonal.names.size(); ++i)
    if (o.zonal.names[i].empty())
      refuse(o.zonal.rasters[i] + " has no name for the formulas", "write a=" + o.zonal.rasters[i]);
}

void check(ZonalCommand& o) {
  if (o.inputs.size() < 2) refuse("rasters and a file of zones are needed", "zonegate zonal RASTER... ZONES");
  o.zonal.zones.path = o.inputs.back();
  o.zonal.rasters.assign(o.inputs.begin(), o.inputs.end() - 1);
  read_names(o);
  read_formulas(o);
  if (!o.align.empty()) o.zonal.align = resampling_of(o.align);
  check_output_file(o.output, o.inputs, {".csv", ".jsonl", ".gpkg", ".geojson", ".fgb"});
  if (o.long_rows && is_drawn(o.output.folder))
    refuse("-o " + o.output.folder + ": a file of geometry has a row for each zone",
           "leave --long out, or write .csv");
  for (const auto& text : o.stats) o.zonal.stats.push_back(zonal::parse_stat(text));
  const std::map<std::string, zonal::PixelRule> rules{{"coverage", zonal::PixelRule::coverage},
                                                      {"centre", zonal::PixelRule::centre},
                                                      {"all_touched", zonal::PixelRule::all_touched}};
  o.zonal.rule = rules.at(o.rule);
  const std::map<std::string, zonal::CellWeight> weights{{"fraction", zonal::CellWeight::fraction},
                                                         {"none", zonal::CellWeight::none},
                                                         {"area", zonal::CellWeight::area}};
  o.zonal.weight = weights.at(o.weight);
  if (!(o.zonal.min_share >= 0 && o.zonal.min_share <= 1))
    refuse("--min-coverage is no share", "give a number from 0 to 1, for example 0.5");
  o.zonal.jobs = o.common.jobs;
  o.zonal.memory_bytes = memory_limit(o.memory_mb);
}

std::string json_line(const app::ZonalTable& table, const app::ZonalRow& row) {
  nlohmann::ordered_json out{{"id", row.zone.id}};
  for (std::size_t k = 0; k < table.fields.size(); ++k) {
    const Value& v = row.zone.fields[k];
    out[app::field_name(table, k)] = is_unknown(v) ? nlohmann::json() : nlohmann::json(to_text(v));
  }
  out["status"] = row.status;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto stat = table.columns[c].stat;
    const std::string name = app::column_name(table, c);
    if (!stat.by_value()) {
      out[name] = number_or_null(row.numbers[c]);
      continue;
    }
    if (stat.stat == zonal::Stat::unique) {
      out[name] = nlohmann::json::array();
      for (const auto& [value, unused] : row.by_value[c]) out[name].push_back(value);
      continue;
    }
    nlohmann::ordered_json values = nlohmann::ordered_json::object();
    for (const auto& [value, share] : row.by_value[c]) {
      const std::string word = app::value_name(table, c, value);
      values[word.empty() ? shortest(value) : word] = number_or_null(share);
    }
    out[stat.stat == zonal::Stat::area ? name + "_by_value" : name] = values;
    if (stat.stat == zonal::Stat::area) out[name] = number_or_null(row.numbers[c]);
  }
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

class Writer {
 public:
  explicit Writer(const ZonalCommand& o) : o_(o) {
    const std::string& path = o.output.folder;
    json_ = path == "-" ? o.common.json : std::filesystem::path(path).extension() == ".jsonl";
    if (is_drawn(path)) {
      drawn_ = std::make_unique<app::ZonalFileWriter>(o.zonal, path);
    } else if (path != "-") {
      file_ = std::make_unique<io::FileWriter>(path);
    }
    if (!o.classes.empty()) classes_ = app::distinct_names(read_classes(o.classes));
  }
  void add(const app::ZonalTable& so_far, std::vector<app::ZonalRow>&& rows) {
    count_ += rows.size();
    for (const auto& row : rows) ++states_[row.status];
    const auto table = named(so_far);
    if (json_) {
      for (const auto& row : rows) text(json_line(table, row));
    } else if (o_.long_rows) {
      app::zonal_long_csv(
          table, rows, [this](std::string_view t) { text(t); }, first_);
      first_ = false;
    } else {
      if (kept_.empty()) return kept_.swap(rows);
      std::move(rows.begin(), rows.end(), std::back_inserter(kept_));
    }
  }
  void finish(const app::ZonalTable& table) {
    if (drawn_) return draw(table);
    if (!json_ && !o_.long_rows)
      app::zonal_csv(
          named(table), kept_, [this](std::string_view t) { text(t); }, o_.common.jobs);
    if (!json_ && o_.long_rows && first_)
      app::zonal_long_csv(
          named(table), {}, [this](std::string_view t) { text(t); }, true);
    if (file_) file_->finish();
  }
  std::size_t count() const { return count_; }
  const std::map<std::string, std::size_t>& states() const { return states_; }

 private:
  void draw(const app::ZonalTable& table) {
    const std::size_t left_out = drawn_->write(named(table), kept_, progress_bar(o_.common));
    finish_progress();
    if (left_out > 0) {
      std::cerr << o_.output.folder << ": a FlatGeobuf holds no row without geometry: " << left_out
                << " zones are not in it; .gpkg, .geojson and .csv hold all\n";
    }
  }
  app::ZonalTable named(const app::ZonalTable& table) const {
    app::ZonalTable out = table;
    if (classes_.empty()) return out;
    for (auto& classes : out.classes) classes = classes_;
    return out;
  }
  void text(std::string_view piece) {
    if (file_) return file_->write(piece);
    std::cout.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  }
  const ZonalCommand& o_;
  bool json_ = false, first_ = true;
  std::unique_ptr<io::FileWriter> file_;
  std::unique_ptr<app::ZonalFileWriter> drawn_;
  std::map<long long, std::string> classes_;
  std::vector<app::ZonalRow> kept_;
  std::map<std::string, std::size_t> states_;
  std::size_t count_ = 0;
};

void say_counts(const ZonalCommand& o, const app::ZonalTable& table, const Writer& writer) {
  std::cerr << io::shown_name(o.zonal.zones.path) << ": " << table.read << " features, " << writer.count()
            << " rows";
  for (const auto& [state, n] : writer.states())
    if (state != "ok") std::cerr << ", " << state << " " << n;
  std::cerr << "; rule " << o.rule << "; edges " << table.edges;
  if (!table.area_basis.empty()) std::cerr << "; cell areas " << table.area_basis;
  std::cerr << "\n";
  for (const auto& [file, how] : table.alignment) std::cerr << "  " << file << ": " << how << "\n";
}

int run_zonal(ZonalCommand& o) {
  check(o);
  Writer writer(o);
  const app::ZonalTable table = app::zonal_statistics(
      o.zonal, progress_bar(o.common), [&](const app::ZonalTable& so_far, std::vector<app::ZonalRow>&& rows) {
        writer.add(so_far, std::move(rows));
      });
  finish_progress();
  writer.finish(table);
  print_issues(table.issues, o.common, 12);
  if (!o.common.quiet) say_counts(o, table, writer);
  const bool lost = std::any_of(table.issues.begin(), table.issues.end(),
                                [](const Issue& i) { return i.severity == Severity::error; });
  return o.strict && lost ? 3 : 0;
}

void add_questions(CLI::App& app, ZonalCommand& o) {
  app.add_option("--stats", o.stats, "statistics, with commas: " + zonal::stat_names())
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--rule", o.rule,
                 "which share of a cell counts: coverage (the covered fraction, exact), centre, all_touched")
      ->check(CLI::IsMember({"coverage", "centre", "all_touched"}))
      ->capture_default_str();
  app.add_option("--min-coverage", o.zonal.min_share, "leave out cells of which less is covered, 0 to 1");
  app.add_option("--coverage-weight", o.weight,
                 "how much a cell counts: its covered fraction, 1 (none), or its covered area in m2")
      ->check(CLI::IsMember({"fraction", "none", "area"}))
      ->capture_default_str();
  app.add_option("--weights", o.zonal.weights,
                 "a raster of weights, on any grid in the same system; its band 1");
  app.add_option("--bands", o.zonal.bands, "bands, counted from 1 (all)")->delimiter(',');
  app.add_option("--area", o.zonal.area, "areas of cells: ellipsoidal, or planar")
      ->check(CLI::IsMember({"ellipsoidal", "planar"}))
      ->capture_default_str();
  app.add_option("--formula", o.formulas,
                 "NAME=FORMULA: ask this calculated band instead of the rasters, which are given as a=FILE "
                 "b=FILE (see raster calc)")
      ->allow_extra_args(false);
  app.add_option("--align", o.align,
                 "take all rasters to the grid of the first one: nearest, mode (classes), average, bilinear")
      ->check(CLI::IsMember({"nearest", "average", "mode", "bilinear"}));
  app.add_flag("--mosaic", o.zonal.mosaic, "the rasters are tiles of one");
  app.add_flag("--bilinear", o.zonal.bilinear,
               "points: between the four nearest cells, instead of the cell that holds them");
  app.add_option("--classes", o.classes,
                 "a table value,name with the names of classes (CSV or XLSX); else those of the raster");
}

}  // namespace

Command zonal_command() {
  return {
      "zonal", "statistics of rasters within polygons, lines or points: by the exact share of each cell",
      "  zonegate zonal landcover.tif parcels.gpkg --stats frac,area -o shares.csv\n"
      "  zonegate zonal slope.tif footprints.geojson --stats mean,max,q0.9 -o -\n"
      "  zonegate zonal 2020.tif 2021.tif counties.shp --fields name --stats majority,variety -o -\n"
      "  zonegate zonal biomass.tif parcels.gpkg --weights forest_share.tif --stats "
      "weighted_mean,weighted_sum -o -\n"
      "  zonegate zonal N30E102.hgt N30E103.hgt parcels.gpkg --mosaic --stats min,max -o heights.csv\n"
      "  zonegate zonal a=2010.tif b=2020.tif parcels.gpkg --formula 'gain=b - a' --stats sum,mean -o -\n"
      "  zonegate zonal landcover.tif parcels.gpkg --rule centre --stats count,majority --json",
      [](CLI::App& app) {
        auto o = std::make_shared<ZonalCommand>();
        app.add_option("FILES", o->inputs, "one or more rasters, then the file of zones")->required();
        app.add_option("-o,--output", o->output.folder,
                       "- for stdout, or .csv .jsonl, or .gpkg .geojson .fgb with the zones' geometry")
            ->capture_default_str();
        add_questions(app, *o);
        app.add_flag("--long", o->long_rows,
                     "a row for each value of a zone instead of a column for each value");
        app.add_option("--fields", o->zonal.zones.fields, "fields of the zones to carry along")
            ->delimiter(',');
        app.add_option("--where", o->zonal.zones.where, "only zones that fit this SQL condition");
        app.add_option("--layer", o->zonal.zones.sublayer,
                       "the layer of the zones, where the file has several");
        app.add_option("--crs", o->zonal.crs, "reference system of zones that do not say it");
        app.add_option("--raster-crs", o->zonal.raster_crs, "reference system of rasters that do not say it");
        app.add_option("--variable", o->zonal.variable, "which raster of a NetCDF or Zarr file");
        app.add_option("--memory", o->memory_mb,
                       "about how many MB the zones may take at a time (a quarter of the machine's memory); "
                       "beyond it they are taken in blocks, with the same rows");
        app.add_flag("--strict", o->strict, "exit 3 if any zone could not be used, or a block not be read");
        app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
        add_common(app, o->common);
        return [o] { return run_zonal(*o); };
      }};
}

}  // namespace zonegate::cli
