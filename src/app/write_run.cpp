// SPDX-License-Identifier: Apache-2.0
//
// The run folder, whole or not at all: written into a temporary folder beside the target and renamed at the end.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>

#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kFiles{"results.jsonl", "results.csv", "findings.csv",
                                                 "facts.csv",     "access.csv",  "report.html",
                                                 "evidence.gpkg", "run.json",    "run.log"};

// Notes that somebody keeps beside a run must not go with it.
std::string foreign_file(const fs::path& folder) {
  std::set<std::string> others;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (std::find(kFiles.begin(), kFiles.end(), name) == kFiles.end()) others.insert(name);
  }
  return others.empty() ? std::string() : *others.begin();
}

void refuse(const fs::path& folder, bool overwrite) {
  if (!fs::exists(folder)) return;
  if (!overwrite) {
    throw Error(ErrorKind::usage, folder.string() + " exists already",
                "choose another folder with -o, or say --overwrite");
  }
  if (!fs::is_directory(folder) || (!fs::exists(folder / "run.json") && !fs::is_empty(folder))) {
    throw Error(ErrorKind::usage, folder.string() + " exists and is not a run folder; it is not replaced",
                "choose another folder with -o");
  }
  if (const std::string other = foreign_file(folder); !other.empty()) {
    throw Error(ErrorKind::usage,
                folder.string() + " holds " + other + ", which no run has written; it is not replaced",
                "move that file away, or choose another folder with -o");
  }
}

void write_evidence(const Screening& s, const std::string& path) {
  using Geometry = io::OutLayer::Geometry;
  using Type = io::OutField::Type;
  const std::vector<io::OutField> fields = {{"project_id", Type::text},   {"rule", Type::text},
                                            {"layer_id", Type::text},     {"feature_id", Type::text},
                                            {"part_id", Type::text},      {"area_m2", Type::number},
                                            {"measured_m2", Type::number}};
  const std::vector<io::OutLayer> layers = {{"footprint", Geometry::any, fields},
                                            {"overlap", Geometry::polygon, fields},
                                            {"crossing", Geometry::line, fields},
                                            {"nearest", Geometry::line, fields},
                                            {"uncovered", Geometry::polygon, fields}};
  io::VectorSink sink(path, layers, s.run.info.as_of.iso() + "T00:00:00Z");
  for (const auto& e : s.evidence) {
    const bool area = !e.lonlat.polygons.empty();
    sink.write(static_cast<std::size_t>(e.kind), e.lonlat,
               {e.project_id, e.rule, e.layer_id, e.feature_id, e.part_id,
                area ? Value(quantise(e.area_m2, 2)) : Value(Unknown{}),
                area ? Value(quantise(e.measured_m2, 2)) : Value(Unknown{})});
  }
  sink.finish();
}

fs::path folder_of(const WriteOptions& options) {
  const fs::path target = fs::path(options.folder).lexically_normal();
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

void check_run_folder(const WriteOptions& options) { refuse(folder_of(options), options.overwrite); }

void write_run(const Screening& s, const WriteOptions& options) {
  const fs::path folder = folder_of(options);
  refuse(folder, options.overwrite);
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  const fs::path temporary =
      parent / ("." + folder.filename().string() + ".tmp-" + std::to_string(::getpid()));
  try {
    fs::create_directories(temporary);
    const auto write = [&](const char* name, const std::string& content) {
      io::write_file((temporary / name).string(), content);
    };
    write("results.jsonl", report::results_jsonl(s.run));
    write("results.csv", report::results_csv(s.run));
    write("findings.csv", report::findings_csv(s.run));
    write("facts.csv", report::facts_csv(s.run));
    write("access.csv", report::access_csv(s.run));
    write("report.html", report::html(s.run, options.lang));
    write_evidence(s, (temporary / "evidence.gpkg").string());
    if (!options.log.empty()) write("run.log", options.log);
    write("run.json", report::run_json(s.run));  // last: a folder with run.json is a whole run
    if (fs::exists(folder)) fs::remove_all(folder);
    fs::rename(temporary, folder);
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    throw Error(ErrorKind::internal, std::string("the run folder could not be written: ") + error.what(),
                "check the disk and the rights of the folder");
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(temporary, ignored);
    throw;
  }
}

}  // namespace zonegate::app
