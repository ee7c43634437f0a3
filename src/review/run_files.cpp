// SPDX-License-Identifier: Apache-2.0
//
// Is a run folder still what the run has written? Rows that were lost look like rows that never were, and what is not found reads as "not concerned": so every
// table is held against what run.json recorded when the run was finished.
#include <algorithm>

#include "review/results.h"

namespace zonegate::review {
namespace {

constexpr const char* kAgain =
    "run zonegate screen again, or take the whole run folder from where it was copied; work on tables in "
    "copies outside the folder";

Json recorded_file(const Json& run, const std::string& name) {
  const auto files = run.find("files");
  if (files == run.end() || !files->is_object()) return {};
  return files->value(name, Json());
}

}  // namespace

bool is_as_written(const std::string& run_json, const RunFile& file) {
  const Json written = recorded_file(parse_run(run_json, file.folder), file.name);
  if (!written.is_object()) return false;
  const std::string path = file.folder + "/" + file.name;
  if (const std::string content = text(written, "content_sha256"); !content.empty()) {
    if (content == file.content_sha256) return true;
    throw Error(ErrorKind::input,
                path +
                    ": what stands in its tables is not what the run wrote (another content_sha256 than in "
                    "run.json): it was edited, or is of another run",
                kAgain);
  }
  const std::string bytes = text(written, "bytes"), now = std::to_string(file.bytes);
  if (bytes != now)
    throw Error(ErrorKind::input,
                path + ": it has " + now + " bytes, the run wrote " + bytes +
                    ": it was cut off, edited, or is of another run",
                kAgain);
  if (text(written, "sha256") != file.sha256)
    throw Error(ErrorKind::input,
                path +
                    ": it is not as the run wrote it (another sha256 than in run.json): it was damaged, "
                    "edited, or is of another run",
                kAgain);
  return true;
}

std::optional<std::size_t> counted_projects(const Json& run) {
  const auto counts = run.find("counts");
  if (counts == run.end() || !counts->is_object()) return std::nullopt;
  const auto at = counts->find("projects");
  if (at == counts->end() || !at->is_number_unsigned()) return std::nullopt;
  return at->get<std::size_t>();
}

void check_counted(const Json& run, const std::string& name, std::size_t projects) {
  const auto counted = counted_projects(run);
  if (!counted || *counted == projects) return;
  throw Error(ErrorKind::input,
              name + ": results.jsonl holds " + std::to_string(projects) + " projects, run.json counts " +
                  std::to_string(*counted),
              kAgain);
}

void check_project_count(const std::string& run_json, const std::string& folder,
                         std::string_view results_jsonl) {
  const Json run = parse_run(run_json, folder);
  if (!counted_projects(run))
    throw Error(ErrorKind::input,
                folder +
                    ": run.json records neither its files nor how many projects there are: nobody can "
                    "tell whether results.jsonl is whole",
                "run zonegate screen again with this version");
  std::size_t projects = 0;
  each_project(results_jsonl, [&](Json&&, std::string_view) { ++projects; });
  check_counted(run, folder, projects);
}

}  // namespace zonegate::review
