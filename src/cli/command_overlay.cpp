// SPDX-License-Identifier: Apache-2.0
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
  app::PairOptions pairs;
  RunOutput output{"-", false};
};

std::string as_json_lines(const app::PairResult& result) {
  std::string text;
  for (const auto& r : result.rows) {
    nlohmann::json row = {{"a", r.a},
                          {"b", r.b},
                          {"relation", r.relation},
                          {"area_m2", r.area_m2},
                          {"area_bound_m2", r.bound_m2},
                          {"share_a", r.share_a},
                          {"share_b", r.share_b},
                          {"length_m", r.length_m},
                          {"width_m", r.width_m}};
    row["distance_m"] = r.distance_m ? nlohmann::json(*r.distance_m) : nlohmann::json();
    row["bearing"] = r.bearing ? nlohmann::json(*r.bearing) : nlohmann::json();
    text += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return text;
}

void write(const Options& o, const app::PairResult& result) {
  const std::string& path = o.output.folder;
  if (path == "-") {
    std::cout << (o.common.json ? as_json_lines(result) : app::pairs_csv(result));
    return;
  }
  const auto extension = std::filesystem::path(path).extension();
  if (extension == ".gpkg" || extension == ".geojson" || extension == ".fgb") {
    app::write_pairs(result, path);
  } else if (extension == ".csv") {
    io::write_file(path, app::pairs_csv(result));
  } else if (extension == ".jsonl") {
    io::write_file(path, as_json_lines(result));
  } else {
    throw Error(ErrorKind::usage, "-o " + path + ": this kind of file cannot be written",
                "use .csv, .jsonl, .gpkg, .geojson or .fgb");
  }
}

int run(Options& o) {
  const std::string& path = o.output.folder;
  if (path != "-" && std::filesystem::exists(path) && !o.output.overwrite) {
    throw Error(ErrorKind::usage, path + " exists already",
                "choose another file with -o, or say --overwrite");
  }
  o.pairs.jobs = o.common.jobs;
  const auto extension = std::filesystem::path(path).extension();
  const bool draw = path != "-" && extension != ".csv" && extension != ".jsonl";
  const app::PairResult result = app::overlay_pairs(o.pairs, draw, progress_bar(o.common));
  finish_progress();
  write(o, result);
  print_issues(result.issues, o.common, 12);
  if (!o.common.quiet) {
    std::cerr << o.pairs.a << ": " << result.read_a << " features; " << o.pairs.b << ": " << result.read_b
              << " features; " << result.rows.size() << " pairs; areas " << result.area_basis << "\n";
  }
  return 0;
}

}  // namespace

Command overlay_command() {
  return {
      "overlay", "what each feature of A shares with each feature of B: facts only, no verdict",
      "  zonegate overlay footprints.gpkg redline.shp -o -\n"
      "  zonegate overlay a.geojson b.geojson --max-distance 1000 -o pairs.csv\n"
      "  zonegate overlay a.shp b.shp --area planar:EPSG:4543 -o pairs.gpkg",
      [](CLI::App& app) {
        auto o = std::make_shared<Options>();
        app.add_option("A", o->pairs.a, "first file")->required();
        app.add_option("B", o->pairs.b, "second file")->required();
        app.add_option("-o,--output", o->output.folder, "- for stdout, or .csv .jsonl .gpkg .geojson .fgb")
            ->capture_default_str();
        app.add_option("--max-distance", o->pairs.max_distance_m, "pairs within this many metres too")
            ->check(CLI::NonNegativeNumber);
        app.add_option("--area", o->pairs.area,
                       "ellipsoidal, planar (both files in one projected CRS, or none), or planar:EPSG:4543")
            ->capture_default_str();
        app.add_option("--crs", o->pairs.crs, "reference system of files that do not say it");
        app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
        add_common(app, o->common);
        return [o] { return run(*o); };
      }};
}

}  // namespace zonegate::cli
