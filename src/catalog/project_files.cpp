// SPDX-License-Identifier: Apache-2.0
// Which files a folder of projects stands for.
#include <algorithm>
#include <filesystem>
#include <map>

#include "catalog/project_row.h"
#include "catalog/project_source.h"
#include "survey/survey.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

// Files that hold drawings, and that nobody here can read.
bool looks_like_data(const std::string& extension) {
  for (const char* const known : {".dwg", ".mdb", ".vct", ".rar", ".7z", ".dgn", ".tab", ".mif"})
    if (extension == known) return true;
  return false;
}

enum class Use { read, beside, left_out };

Use use_of(const fs::path& path) {
  const std::string extension = plain_name(path.extension().string());
  if (io::is_vector_file(path.string())) return Use::read;
  if (extension == ".txt") {
    // A note of somebody is no project; a text of boundary points with a fault still is one.
    try {
      return survey::is_boundary_text(io::read_text(path.string()).text) ? Use::read : Use::left_out;
    } catch (const Error&) {
      return Use::read;  // says why
    }
  }
  return looks_like_data(extension) ? Use::left_out : Use::beside;
}

std::vector<std::string> files_of(const std::string& folder, std::vector<Issue>& issues) {
  std::vector<std::string> inside, left_out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const bool geodatabase = entry.is_directory() && plain_name(entry.path().extension().string()) == ".gdb";
    if (!entry.is_regular_file() && !geodatabase) continue;
    const Use use = use_of(entry.path());
    if (use == Use::read) inside.push_back(entry.path().string());
    if (use == Use::left_out) left_out.push_back(entry.path().string());
  }
  std::sort(inside.begin(), inside.end());
  std::sort(left_out.begin(), left_out.end());
  if (inside.empty())
    throw Error(ErrorKind::input, folder + ": holds no project file",
                "give .gpkg, .shp, .geojson, .fgb, .kml, .txt, .xlsx or .csv files");
  for (const auto& file : left_out)
    issues.push_back({"project.file_left_out", Severity::warning, file, "", "",
                      "the file lies in a folder of projects and is not read",
                      "take it out of the folder, or export it as .gpkg, .shp or .geojson", std::nullopt});
  return inside;
}

// The same file under any of its names; what is no file is only its name.
std::string real_name(const std::string& path) {
  std::error_code none;
  const fs::path real = fs::canonical(path, none);
  return none ? path : real.string();
}

// A file that is given twice is one file: its parts must not count twice, nor show anything about the others.
std::vector<std::string> each_once(const std::vector<std::string>& files, std::vector<Issue>& issues) {
  std::map<std::string, std::string> seen;
  std::vector<std::string> out;
  for (const auto& file : files) {
    const auto [at, fresh] = seen.emplace(real_name(file), file);
    if (fresh) out.push_back(file);
    if (!fresh)
      issues.push_back({"project.file_repeated", Severity::note, file, "", "",
                        "the file is given twice (" + at->second + "); it is read once", "", std::nullopt});
  }
  return out;
}

}  // namespace

std::vector<std::string> project_files(const std::vector<std::string>& paths, std::vector<Issue>& issues) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    const bool geodatabase = plain_name(fs::path(path).extension().string()) == ".gdb";
    if (!fs::is_directory(path) || geodatabase) {
      files.push_back(path);
      continue;
    }
    const auto inside = files_of(path, issues);
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return each_once(files, issues);
}

}  // namespace zonegate::catalog
