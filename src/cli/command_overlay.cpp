// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/common.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

struct Options {
  Common common;
  std::vector<std::string> b;
  std::vector<std::string> fields_a, fields_b;
  std::string where_a, where_b, sublayer_a, sublayer_b;
  app::PairOptions pairs;
  RunOutput output{"-", false};
  bool strict = false, no_prepared = false;
};

nlohmann::json json_of(const Value& v) {
  if (is_unknown(v)) return nullptr;
  if (std::holds_alternative<double>(v)) return std::get<double>(v);
  if (std::holds_alternative<bool>(v)) return std::get<bool>(v);
  return to_text(v);
}

std::string as_json_lines(const app::PairResult& result, const app::PairOptions& options) {
  const auto maybe = [](double v) { return std::isnan(v) ? nlohmann::json() : nlohmann::json(v); };
  const auto names = app::carried_names(options);
  std::string text;
  for (const auto& r : result.rows) {
    const auto& f = r.fact;
    nlohmann::json row = {{"layer", app::layer_name(options, r.layer)},
                          {"a", result.a[r.a].id},
                          {"b", result.b[r.layer][r.b].id},
                          {"relation", app::pair_word(f.kind)},
                          {"area_m2", f.area_m2},
                          {"area_bound_m2", f.bound_m2},
                          {"share_a", result.share_a(r)},
                          {"share_b", result.share_b(r)},
                          {"length_m", f.length_m},
                          {"width_m", maybe(f.width_m)},
                          {"distance_m", maybe(f.distance_m)},
                          {"bearing", maybe(f.bearing)}};
    const auto values = app::carried_values(result, options, r, names);
    for (std::size_t k = 0; k < names.size(); ++k) row[names[k]] = json_of(values[k]);
    text += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return text;
}

bool is_drawn(const std::string& path) {
  const auto extension = std::filesystem::path(path).extension();
  return extension == ".gpkg" || extension == ".geojson" || extension == ".fgb";
}

bool is_table(const std::string& path) {
  return path == "-" || std::filesystem::path(path).extension() == ".csv";
}

// Before hours of work: a name that nothing can be written to is refused at once.
void check_output(const Options& o) {
  const std::string& path = o.output.folder;
  if (path == "-") return;
  const auto extension = std::filesystem::path(path).extension();
  if (!is_drawn(path) && extension != ".csv" && extension != ".jsonl") {
    throw Error(ErrorKind::usage, "-o " + path + ": this kind of file cannot be written",
                "use .csv, .jsonl, .gpkg, .geojson or .fgb");
  }
  if (std::filesystem::exists(path) && !o.output.overwrite) {
    throw Error(ErrorKind::usage, path + " exists already",
                "choose another file with -o, or say --overwrite");
  }
}

void write(const Options& o, const app::PairResult& result) {
  const std::string& path = o.output.folder;
  if (is_drawn(path)) {
    const std::size_t left_out = app::write_pairs(result, o.pairs, path);
    if (left_out > 0) {
      std::cerr << path << ": a FlatGeobuf holds no row without geometry: " << left_out
                << " pairs that only touch or lie near are not in it; .gpkg, .geojson and .csv hold all\n";
    }
    return;
  }
  const bool json = path == "-" ? o.common.json : std::filesystem::path(path).extension() == ".jsonl";
  const auto text = [&](const std::function<void(std::string_view)>& out) {
    if (!o.pairs.group_by.empty()) {
      app::groups_csv(result, o.pairs, out);
    } else if (json) {
      out(as_json_lines(result, o.pairs));
    } else {
      app::pairs_csv(result, o.pairs, out);
    }
  };
  if (path == "-") {
    return text([](std::string_view piece) {
      std::cout.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    });
  }
  io::FileWriter file(path);
  text([&](std::string_view piece) { file.write(piece); });
  file.finish();
}

void say_counts(const Options& o, const app::PairResult& result) {
  std::cerr << o.pairs.a.path << ": " << result.read_a << " features; ";
  for (std::size_t k = 0; k < o.pairs.b.size(); ++k)
    std::cerr << o.pairs.b[k].path << ": " << result.read_b[k] << " features; ";
  const std::size_t rows = o.pairs.group_by.empty() ? result.rows.size() : result.groups.size();
  std::cerr << rows << (o.pairs.group_by.empty() ? " pairs" : " groups") << "; areas " << result.area_basis
            << "\n";
  if (o.common.verbose)
    std::cerr << result.long_ways << " pairs lay so close together that they were looked at piece by piece\n";
}

int run(Options& o) {
  check_output(o);
  if (!(o.pairs.question.max_distance_m >= 0 && o.pairs.question.max_distance_m <= 2e7)) {
    throw Error(ErrorKind::usage, "--max-distance is no distance on the earth",
                "give metres from 0 to 20000000");
  }
  if (!o.pairs.group_by.empty() && (o.pairs.nearest || o.common.json || !is_table(o.output.folder))) {
    throw Error(ErrorKind::usage, "--group-by makes a table of its own",
                "write it with -o FILE.csv, without --nearest and --json");
  }
  if (o.pairs.nearest && is_drawn(o.output.folder)) {
    throw Error(ErrorKind::usage, "--nearest draws nothing",
                "write its table with -o FILE.csv or FILE.jsonl");
  }
  o.pairs.jobs = o.common.jobs;
  o.pairs.prepared = !o.no_prepared;
  o.pairs.draw = is_drawn(o.output.folder);
  o.pairs.a.sublayer = o.sublayer_a;
  o.pairs.a.where = o.where_a;
  o.pairs.a.fields = o.fields_a;
  for (const auto& path : o.b) o.pairs.b.push_back({path, o.sublayer_b, o.where_b, o.fields_b});
  const app::PairResult result = app::overlay_pairs(o.pairs, progress_bar(o.common));
  finish_progress();
  write(o, result);
  print_issues(result.issues, o.common, 12);
  if (!o.common.quiet) say_counts(o, result);
  const bool lost = std::any_of(result.issues.begin(), result.issues.end(),
                                [](const Issue& i) { return i.severity == Severity::error; });
  return o.strict && lost ? 3 : 0;
}

}  // namespace

Command overlay_command() {
  return {
      "overlay",
      "what each feature of A shares with each feature of B (one file or several): facts only, no verdict",
      "  zonegate overlay footprints.gpkg redline.shp -o -\n"
      "  zonegate overlay a.geojson b.geojson --max-distance 1000 -o pairs.csv\n"
      "  zonegate overlay footprints.gpkg redline.gpkg units.gpkg parcels.gpkg --fields code -o pairs.csv\n"
      "  zonegate overlay footprints.gpkg reserves.gpkg --where \"level = '国家级'\" -o -\n"
      "  zonegate overlay footprints.gpkg redline.gpkg --nearest -o nearest.csv\n"
      "  zonegate overlay footprints.gpkg parcels.gpkg --group-by dlbm -o classes.csv\n"
      "  zonegate overlay a.shp b.shp --area planar:EPSG:4543 -o pairs.gpkg",
      [](CLI::App& app) {
        auto o = std::make_shared<Options>();
        app.add_option("A", o->pairs.a.path, "the file whose features are asked about")->required();
        app.add_option("B", o->b, "one or more files that they are laid over")->required();
        app.add_option("-o,--output", o->output.folder, "- for stdout, or .csv .jsonl .gpkg .geojson .fgb")
            ->capture_default_str();
        app.add_option("--max-distance", o->pairs.question.max_distance_m,
                       "pairs within this many metres too");
        app.add_flag("--nearest", o->pairs.nearest,
                     "only the nearest feature of each B (within --max-distance, or however far)");
        app.add_option("--group-by", o->pairs.group_by,
                       "instead of pairs: how much of each A the features of B hold together, by the values "
                       "of a field of B, and how "
                       "much lies in none");
        app.add_flag("--width", o->pairs.question.width,
                     "the width of every overlap; else only of those that it decides");
        app.add_option("--where-a", o->where_a, "only features of A that fit this SQL condition");
        app.add_option("--where,--where-b", o->where_b, "only features of B that fit this SQL condition");
        app.add_option("--fields-a", o->fields_a, "fields of A to carry along")->delimiter(',');
        app.add_option("--fields,--fields-b", o->fields_b, "fields of B to carry along")->delimiter(',');
        app.add_option("--layer-a", o->sublayer_a, "the layer of A, where the file has several");
        app.add_option("--layer-b", o->sublayer_b, "the layer of B, where the file has several");
        app.add_option("--area", o->pairs.area,
                       "ellipsoidal, planar (all files in one projected CRS, or none), or planar:EPSG:4543")
            ->capture_default_str();
        app.add_option("--crs", o->pairs.crs, "reference system of files that do not say it");
        app.add_option(
            "--prepared", o->pairs.prepared_folder,
            "folder of the copies that zonegate layers prepare --into made (else beside the files)");
        app.add_flag("--no-prepared", o->no_prepared, "read the files themselves, whatever copies there are");
        app.add_flag("--strict", o->strict,
                     "exit 3 if any feature could not be used, or a file not be read to its end");
        app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
        add_common(app, o->common);
        return [o] { return run(*o); };
      }};
}

}  // namespace zonegate::cli
