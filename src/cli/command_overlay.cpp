// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "cli/overlay_options.h"

namespace zonegate::cli {
namespace {

void add_questions(CLI::App& app, OverlayOptions& o) {
  app.add_option("--max-distance", o.pairs.question.max_distance_m, "pairs within this many metres too");
  app.add_option("--within", o.within_m,
                 "the same pairs as --max-distance, quicker: without the distance of those that do not meet");
  app.add_flag("--nearest", o.pairs.nearest,
               "only the nearest feature of each B (within --max-distance, or however far)");
  app.add_option("--group-by", o.pairs.group_by,
                 "instead of pairs: how much of each A the features of B hold together, by the values "
                 "of a field of B, and how much lies in none");
  app.add_flag("--crossings", o.pairs.crossings,
               "instead of pairs: each piece of a line inside a polygon, with chainage (里程) and the places "
               "where it enters and leaves");
  app.add_flag("--count", o.pairs.count,
               "instead of pairs: for each A and each B how many features meet it, inside it, overlapping, "
               "crossing, only touching; zeros too");
  app.add_option("--rings", o.pairs.rings_m,
                 "instead of pairs: what lies in the footprint and in the rings around it that end at these "
                 "metres; drawn with 64 sides a circle, at most 0.12 % of the distance too narrow on arcs")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option(
         "--relate", o.relate,
         "only pairs with one of these DE-9IM relations: intersects, touches, crosses, overlaps, within, "
         "contains, covers, covered_by, equals, or a pattern such as T*F**FFF*")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--de9im", o.pairs.de9im, "a column with the DE-9IM matrix of each pair");
}

int run_overlay(OverlayOptions& o) {
  check_overlay(o);
  o.pairs.jobs = o.common.jobs;
  o.pairs.prepared = !o.no_prepared;
  o.pairs.memory_bytes = memory_limit(o.memory_mb);
  o.pairs.draw = is_drawn(o.output.folder);
  o.pairs.a.sublayer = o.sublayer_a;
  o.pairs.a.where = o.where_a;
  o.pairs.a.fields = o.fields_a;
  for (const auto& path : o.b) o.pairs.b.push_back({path, o.sublayer_b, o.where_b, o.fields_b});
  OverlayWriter writer(o);
  const app::PairTotals totals = app::overlay_pairs(o.pairs, progress_bar(o.common),
                                                    [&](app::PairResult&& block) { writer.add(block); });
  finish_progress();
  writer.finish();
  print_issues(totals.issues, o.common, 12);
  if (!o.common.quiet) say_overlay_counts(o, totals);
  const bool lost = std::any_of(totals.issues.begin(), totals.issues.end(),
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
      "  zonegate overlay footprints.gpkg homes.shp --within 500 --fields name -o near.csv\n"
      "  zonegate overlay roads.gpkg redline.gpkg --crossings -o pieces.gpkg\n"
      "  zonegate overlay footprints.gpkg redline.gpkg homes.gpkg --count -o counts.csv\n"
      "  zonegate overlay footprints.gpkg parcels.gpkg --rings 100,500,1000 -o rings.csv\n"
      "  zonegate overlay footprints.gpkg units.gpkg --relate within,covered_by --de9im -o inside.csv\n"
      "  zonegate overlay a.shp b.shp --area planar:EPSG:4543 -o pairs.gpkg",
      [](CLI::App& app) {
        auto o = std::make_shared<OverlayOptions>();
        app.add_option("A", o->pairs.a.path, "the file whose features are asked about")->required();
        app.add_option("B", o->b, "one or more files that they are laid over")->required();
        app.add_option("-o,--output", o->output.folder, "- for stdout, or .csv .jsonl .gpkg .geojson .fgb")
            ->capture_default_str();
        add_questions(app, *o);
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
        app.add_option(
            "--memory", o->memory_mb,
            "about how many MB the features of A and the rows may take (a quarter of the machine's "
            "memory); beyond it A is taken in blocks, each with a pass over B, with the same rows");
        app.add_flag("--strict", o->strict,
                     "exit 3 if any feature could not be used, or a file not be read to its end");
        app.add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
        add_common(app, o->common);
        return [o] { return run_overlay(*o); };
      }};
}

}  // namespace zonegate::cli
