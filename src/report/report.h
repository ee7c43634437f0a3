// SPDX-License-Identifier: Apache-2.0
//
// report: text and tables from results. The only input is the Run below; nothing is recomputed here.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "carbon/carbon.h"
#include "catalog/catalog.h"
#include "core/core.h"
#include "facts/facts.h"
#include "verdict/verdict.h"

namespace zonegate::report {

// Lines and areas for one project's map, lon/lat; drawn by `sheet`-less SVG here. Nothing of a restricted layer is in it.
struct MapShape {
  enum class Kind { footprint, layer, overlap, crossing, nearest, uncovered, county } kind = Kind::layer;
  std::string label;       // layer title or rule id
  std::string layer_kind;  // "redline", for its colour
  bool demo = false;       // says 演示数据 on the map
  geom::Shape lonlat;
};

struct ProjectResult {
  const catalog::Project* project = nullptr;
  facts::ProjectFacts facts;
  verdict::Verdict verdict;
  std::optional<carbon::Account> carbon;
  std::string carbon_reason;  // why there is none
  std::vector<MapShape> map;
  std::vector<Issue> issues;  // of the project, everything collected
};

struct InputFile {
  std::string role;  // projects, layer, manifest, coverage, kind, rule, overrides
  std::string path;  // as the user named it
  std::string sha256;
  std::string stated_sha256;  // of a manifest; differs -> Issue
};
struct LayerFiles {  // sha256 of what a data set was read from; "unreadable"; empty: there is none
  std::string data;  // of a Shapefile over the hashes of its parts
  std::string manifest, coverage, aliases;
};
struct RunInfo {
  std::string program_version;
  Date as_of;                                     // default law date
  std::string area_basis;                         // plane.description()
  std::vector<InputFile> inputs;                  // sorted by role, path
  std::map<std::string, std::string> options;     // only those that can change a result
  std::map<std::string, std::string> libraries;   // GDAL, PROJ, GEOS, ...
  std::map<std::string, std::size_t> counts;      // rows_in, projects, ok, partial, failed
  std::map<std::string, std::size_t> layer_rows;  // by layer id
  std::map<std::string, double> layer_datums;     // by layer id: accuracy of the step to CGCS2000, metres
  std::map<std::string, LayerFiles> layer_files;  // by layer id
  std::map<std::string, std::string> rule_files;  // by rule id: sha256
  bool demo = false;                              // some layer is 演示数据
};
struct Run {
  RunInfo info;
  std::vector<ProjectResult> projects;
  std::vector<Issue> issues;  // of the run (files, layers)
  const catalog::LayerSet* layers = nullptr;
  const rules::RuleBook* rules = nullptr;
};

// Each gives the whole content of one file. JSON: keys sorted, SI units, m2 and m to 0.01, shares to 1e-6 (docs/schema/results.schema.json).
std::string results_jsonl(const Run& run);
std::string results_csv(
    const Run& run);  // UTF-8 with BOM (for spreadsheets), RFC 4180, formula injection guarded
std::string findings_csv(const Run& run);
std::string facts_csv(const Run& run);
// One row per project x unit x row of its lists, rows that do not concern it too; besides a row for each unit without any, and for each open question.
std::string access_csv(const Run& run);
std::string run_json(const Run& run);
// The form of questions: one line for each attribute or layer that would settle the verdict of a project, with the words it may take, the rules that ask, what is at
// stake, and an empty cell. `screen --attributes` reads it back.
std::string ask_csv(const Run& run);
std::string html(const Run& run,
                 Lang lang);  // one self-contained file, no script needed to read it, no network
// The table of verdicts that `screen` and `demo` print.
std::string summary_table(const Run& run, Lang lang);

}  // namespace zonegate::report
