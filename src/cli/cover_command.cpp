// SPDX-License-Identifier: Apache-2.0
//
// carbon cover: forest cover of counties and their city before and after projects, against the target of a plan.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

#include "cli/carbon_commands.h"
#include "cli/common.h"
#include "cli/cover_output.h"
#include "cli/raster_options.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

struct CoverOptions {
  Common common;
  cover::FeatureFile units, stands;
  std::vector<std::string> projects;
  std::string landcover, indicators, name = "name", code = "code", role = "role", where_projects;
  std::string stand_code = "DI_LEI", stand_canopy = "YU_BI_DU";
  int year = 0;
  bool complete = false;
  RunOutput output{"-", false};
};

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

void check(CoverOptions& o) {
  if (o.landcover.empty() == o.stands.path.empty())
    refuse("where forest is comes from one kind of data",
           "say --landcover RASTER, or --stands FILE (林地小班)");
  if (o.complete && o.stands.path.empty())
    refuse("--complete is about --stands: ground without a stand is no forest", "leave it out");
  if (o.indicators.empty()) o.indicators = data_folder("rules") + "/indicators";
  std::vector<std::string> inputs = o.projects;
  for (const auto& path : {o.units.path, o.stands.path, o.landcover})
    if (!path.empty()) inputs.push_back(path);
  check_output_file(o.output, inputs, {".csv", ".json"});
}

std::string text_of(const cover::Feature& f, const std::string& field) {
  const auto at = f.fields.find(field);
  return at == f.fields.end() || is_unknown(at->second) ? "" : to_text(at->second);
}

std::vector<cover::Stand> read_stands(CoverOptions& o, const cover::Definition& d, const geom::Plane& plane,
                                      std::vector<Issue>& issues) {
  o.stands.crs = o.units.crs;
  o.stands.fields = {o.stand_code, o.stand_canopy};
  std::vector<cover::Stand> out;
  for (auto& f : cover::read_features(o.stands, plane, issues)) {
    const auto canopy = as_number(f.fields.at(o.stand_canopy));
    out.push_back({f.figure, d.of_stand(text_of(f, o.stand_code), canopy)});
  }
  return out;
}

// Rows without ground are counted, not lost: a line takes forest too, but how much nobody said.
std::vector<cover::ProjectPart> read_projects(const CoverOptions& o, const cover::Definition& d,
                                              const geom::Plane& plane, std::vector<Issue>& issues) {
  std::vector<cover::ProjectPart> out;
  for (const auto& path : o.projects) {
    cover::FeatureFile file{path,        "",       o.where_projects,
                            o.units.crs, {o.role}, {"start_year", "end_year", "planting_year", "canopy"}};
    std::size_t bare = 0;
    for (const auto& f : cover::read_features(file, plane, issues)) {
      const auto part = cover::part_of(f, o.role, o.year, d, path);
      const bool counts = part.part != cover::Part::none;
      if (counts && part.figure->ring_edges == 0) ++bare;
      if (counts && part.figure->ring_edges > 0) out.push_back(part);
    }
    if (bare > 0)
      issues.push_back(
          {"cover.part_without_area", Severity::warning, path, "", "",
           std::to_string(bare) + " parts are lines or points: the ground that they take is not counted",
           "give their polygons (zonegate carbon project and screen size them)", std::nullopt});
  }
  return out;
}

int run_cover(CoverOptions& o) {
  check(o);
  const cover::Definition d = cover::read_definition(o.indicators);
  const geom::Plane plane = geom::Plane::equal_area();
  CoverReport report;
  report.year = o.year;
  report.data = o.landcover.empty() ? io::shown_name(o.stands.path) : o.landcover;
  report.projects = o.projects;
  report.definition = &d;
  report.complete = o.complete;
  report.demo = is_demo_data(report.data);
  o.units.fields = {o.code, o.name};
  const auto units = cover::read_features(o.units, plane, report.issues);
  if (units.empty())
    throw Error(ErrorKind::input, io::shown_name(o.units.path) + " has no unit that can be used",
                "give polygons");
  const auto parts = read_projects(o, d, plane, report.issues);
  const auto source = o.landcover.empty()
                          ? cover::stand_source(read_stands(o, d, plane, report.issues), o.complete, plane)
                          : cover::raster_source(o.landcover, d, plane);
  const auto progress = progress_bar(o.common);
  for (const auto& unit : units) {
    if (progress) progress("measuring units", report.units.size(), units.size());
    auto one = cover::unit_cover(unit, parts, *source);
    one.code = text_of(unit, o.code);
    one.name = text_of(unit, o.name);
    report.units.push_back(std::move(one));
  }
  finish_progress();
  const auto raster_issues = source->issues();
  report.issues.insert(report.issues.end(), raster_issues.begin(), raster_issues.end());
  finish_cover(report);
  const std::string& path = o.output.folder;
  const bool json = path == "-" ? o.common.json : std::filesystem::path(path).extension() == ".json";
  if (path != "-") io::write_file(path, json ? cover_json(report) : cover_csv(report));
  print_issues(report.issues, o.common, 12);
  if (path == "-" && json)
    std::cout << cover_json(report);
  else if (!o.common.quiet)
    std::cout << cover_text(report, lang_of(o.common));
  return 0;
}

}  // namespace

void add_carbon_cover(CLI::App& parent, const Chosen& chosen) {
  auto o = std::make_shared<CoverOptions>();
  CLI::App* sub = parent.add_subcommand("cover",
                                        "forest cover (森林覆盖率) of counties and their city before and "
                                        "after projects, against the plan's target");
  sub->add_option("UNITS", o->units.path, "polygons of the administrative units")->required();
  sub->add_option("--landcover", o->landcover,
                  "a raster of classes; which of them are forest: classes.csv of --indicators");
  sub->add_option("--stands", o->stands.path, "instead, polygons of forest sub-compartments (林地小班)");
  sub->add_flag("--complete", o->complete,
                "the stands are all there are: ground without one is no forest (else it is not known)");
  sub->add_option("--projects", o->projects,
                  "(may be repeated) polygons with a role (permanent, temporary, ..., planting) and "
                  "start_year, end_year, "
                  "planting_year, canopy where known")
      ->allow_extra_args(false);
  sub->add_option("--year", o->year, "the year after: what has begun, ended and grown by then")
      ->required()
      ->check(CLI::Range(1900, 2200));
  sub->add_option("--indicators", o->indicators,
                  "folder of definition.csv, classes.csv, targets.csv (rules/indicators)");
  sub->add_option("--name", o->name, "field of the units' names")->capture_default_str();
  sub->add_option("--code", o->code, "field of their codes; the first four digits are the city")
      ->capture_default_str();
  sub->add_option("--role", o->role, "field of the projects' roles")->capture_default_str();
  sub->add_option("--stand-code", o->stand_code, "field of the stands' land class (地类)")
      ->capture_default_str();
  sub->add_option("--stand-canopy", o->stand_canopy, "field of their canopy (郁闭度), 0 to 1")
      ->capture_default_str();
  sub->add_option("--where", o->where_projects, "only project parts that fit this SQL condition");
  sub->add_option("--crs", o->units.crs, "reference system of vector files that do not say it");
  sub->add_option("-o,--output", o->output.folder, ".csv or .json; the table is printed all the same")
      ->capture_default_str();
  sub->add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
  sub->footer(
      "Examples:\n  zonegate carbon cover layers/demo-yaan/admin.geojson --landcover "
      "layers/demo-yaan/landcover.tif --projects "
      "layers/demo-yaan/projects/projects.geojson --year 2030\n"
      "  zonegate carbon cover counties.gpkg --stands 林地小班.shp --complete --projects parts.gpkg --year "
      "2030 -o cover.csv\n"
      "  zonegate carbon cover counties.gpkg --landcover 2020.tif --year 2025 --indicators my-indicators "
      "--json");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return run_cover(*o); }; });
}

}  // namespace zonegate::cli
