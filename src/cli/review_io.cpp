// SPDX-License-Identifier: Apache-2.0
#include "cli/review_io.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/common.h"
#include "core/core.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;

// By another name, a link, or through another folder too.
bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code ignored;
  if (fs::equivalent(a, b, ignored)) return true;
  const fs::path first = fs::weakly_canonical(a, ignored), second = fs::weakly_canonical(b, ignored);
  return !first.empty() && first == second;
}

void refuse_own_files(const std::string& output, const std::vector<std::string>& runs,
                      const std::vector<std::string>& inputs) {
  for (const auto& run : runs) {
    for (const auto name : app::run_file_names()) {
      if (same_file(output, fs::path(run) / name))
        throw Error(ErrorKind::usage,
                    output + " is a file of the run " + run + "; it is not replaced, --overwrite or not",
                    "choose a name outside the run folder");
    }
  }
  for (const auto& input : inputs) {
    if (same_file(output, input))
      throw Error(ErrorKind::usage, output + " is what is to be read; it is not replaced",
                  "choose another name");
  }
}

// A workbook row by row, so that a cell that cannot be read hides no other mistake.
review::TableText claims_of_workbook(const std::string& path, const std::string& sheet) {
  io::VectorOptions options;
  options.sublayer = sheet;
  options.headers = review::claim_columns();
  io::VectorSource source(path, options);
  review::TableText table;
  table.file = path + "[" + source.sheet() + "]";
  table.headers = source.field_names();
  for (io::SourceFeature row; source.next(row);) {
    auto& cells = table.rows.emplace_back();
    for (const auto& [name, value] : row.fields) cells[name] = to_text(value);
    table.lines.push_back(std::stoul(row.fid));  // as Excel counts it
    table.faults.push_back(row.fault);
  }
  return table;
}

}  // namespace

FinishedRun::FinishedRun(std::string folder, bool quiet) : folder_(std::move(folder)), quiet_(quiet) {
  run_json_ = io::read_file(place("run.json"));
  const io::Seal seal = io::seal_of(run_json_);
  if (seal == io::Seal::broken)
    throw Error(
        ErrorKind::input,
        place("run.json") +
            ": it is not as the run wrote it (another sha256 than its seal): it was damaged or edited",
        "run zonegate screen again, or take the whole run folder from where it was copied");
  // What records its tables seals them, too.
  if (seal != io::Seal::none) return;
  const auto run = nlohmann::json::parse(run_json_, nullptr, false);
  if (run.is_object() && run.contains("files")) unsealed();
}

void FinishedRun::unsealed() const {
  throw Error(
      ErrorKind::input, place("run.json") + ": it has no seal: nobody can tell whether it was edited",
      "run zonegate screen again with this version, or take the whole run folder from where it was copied");
}

std::string FinishedRun::place(const std::string& name) const {
  const fs::path path = fs::path(folder_) / name;
  if (fs::exists(path)) return path.string();
  if (name != "run.json" && fs::exists(fs::path(folder_) / "run.json"))
    throw Error(ErrorKind::input, path.string() + ": the file is missing from the run folder",
                "take the whole run folder from where it was copied, or run zonegate screen again");
  throw Error(ErrorKind::usage, folder_ + ": not a run folder (it holds no " + name + ")",
              "give the folder that `zonegate screen -o` wrote");
}

bool FinishedRun::as_written(const std::string& name) const {
  const std::string path = place(name);
  const std::string content = name.ends_with(".gpkg") ? app::package_sha256(path) : "";
  return review::is_as_written(run_json_,
                               {folder_, name, io::sha256_file(path), fs::file_size(path), content});
}

std::string FinishedRun::whole(const std::string& name) const {
  if (as_written(name)) return place(name);
  throw Error(ErrorKind::input,
              place(name) +
                  ": run.json, of an older version, does not record what was written: nobody can "
                  "tell whether the file is whole",
              "run zonegate screen again with this version");
}

void FinishedRun::all_whole() const {
  if (io::seal_of(run_json_) == io::Seal::none) unsealed();
  const auto run = nlohmann::json::parse(run_json_, nullptr, false);
  if (!run.is_object() || !run.contains("files")) return;
  for (const auto& file : run["files"].items())
    if (!file.key().ends_with(".gpkg")) (void)whole(file.key());
}

bool FinishedRun::records(const std::string& name) const {
  const auto run = nlohmann::json::parse(run_json_, nullptr, false);
  return run.is_object() && run.contains("files") && run["files"].contains(name);
}

std::string FinishedRun::results() const {
  const bool recorded = as_written("results.jsonl");
  std::string text = io::read_file(place("results.jsonl"));
  if (recorded) return text;
  review::check_project_count(run_json_, folder_, text);
  if (quiet_) return text;
  logger()->warn(
      "{}: run.json, of an older version, records no files; results.jsonl holds all projects that it counts, "
      "but whether they were edited cannot be told",
      folder_);
  return text;
}

review::TableText table_text(io::Table table) {
  return {table.name, std::move(table.headers), std::move(table.rows), std::move(table.lines)};
}

review::TableText claims_table(const std::string& path, const std::string& sheet) {
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension == ".xlsx") return claims_of_workbook(path, sheet);
  if (extension == ".csv") return table_text(io::read_table(path));
  if (extension == ".json") return review::claims_from_json(path, io::read_file(path));
  throw Error(ErrorKind::usage, path + ": claims are read from .csv, .xlsx and .json",
              extension == ".xls" ? "save the sheet as .xlsx" : "give a table of claims (docs/results.md)");
}

void check_table_output(const TableOutput& output, const std::vector<std::string>& extensions,
                        const std::vector<std::string>& runs, const std::vector<std::string>& inputs) {
  if (output.path.empty()) return;
  const std::string extension = fs::path(output.path).extension().string();
  if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) {
    std::string words;
    for (const auto& e : extensions) words += (words.empty() ? "" : ", ") + e;
    throw Error(
        ErrorKind::usage,
        output.path + ": cannot write " + (extension.empty() ? "a file without extension" : extension),
        "give a name that ends in " + words);
  }
  refuse_own_files(output.path, runs, inputs);
  if (fs::exists(output.path) && !output.overwrite)
    throw Error(ErrorKind::usage, output.path + " exists", "choose another name, or say --overwrite");
}

}  // namespace zonegate::cli
