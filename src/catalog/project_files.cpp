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
  return io::is_unread_data(path.string()) ? Use::left_out : Use::beside;
}

// What systems and programs keep for themselves.
bool is_clutter(const std::string& name) {
  return name.starts_with(".") || name.starts_with("~$") || name == "Thumbs.db" || name == "desktop.ini" ||
         name == "__MACOSX";
}

// "parcel.dbf", "parcel.shp.xml" and "parcel.gpkg-wal" belong to parcel.shp and parcel.gpkg.
bool belongs_to_one(const std::string& name, const std::vector<std::string>& inside) {
  return std::any_of(inside.begin(), inside.end(), [&](const std::string& file) {
    const fs::path path(file);
    return name.starts_with(path.filename().string()) || name.starts_with(path.stem().string() + ".");
  });
}

// Subfolders and files of no known kind: the first names are enough.
void tell_others(const std::string& folder, std::vector<std::string> others, bool subfolder,
                 std::vector<Issue>& issues) {
  if (others.empty()) return;
  std::sort(others.begin(), others.end());
  issues.push_back(
      {"project.file_left_out", subfolder ? Severity::warning : Severity::note, folder, "", "",
       std::to_string(others.size()) + " further entries of the folder are not read: " + some_of(others),
       "give subfolders with projects as further arguments", std::nullopt});
}

std::vector<std::string> files_of(const std::string& folder, std::vector<Issue>& issues) {
  std::vector<std::string> inside, left_out, beside, others;
  bool subfolder = false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path& path = entry.path();
    const std::string name = path.filename().string();
    std::error_code broken;  // a link that leads nowhere is no folder; its reader says what is wrong
    if (entry.is_directory(broken) && plain_name(path.extension().string()) != ".gdb") {
      subfolder = subfolder || !is_clutter(name);
      if (!is_clutter(name)) others.push_back(name + "/");
      continue;
    }
    const Use use = use_of(path);
    if (use == Use::read) inside.push_back(path.string());
    if (use == Use::left_out) left_out.push_back(path.string());
    if (use == Use::beside && !is_clutter(name)) beside.push_back(name);
  }
  std::sort(inside.begin(), inside.end());
  std::sort(left_out.begin(), left_out.end());
  if (inside.empty())
    throw Error(ErrorKind::input, folder + ": holds no project file",
                "give .gpkg, .shp, .geojson, .fgb, .kml, .txt, .xlsx or .csv files");
  for (const auto& file : left_out)
    issues.push_back(
        {"project.file_left_out", Severity::warning, file, "", "",
         "the file lies in a folder of projects and is not read",
         "take it out of the folder, or export it as .gpkg, .shp or .geojson (a workbook: save it as .xlsx)",
         std::nullopt});
  for (const auto& name : beside)
    if (!belongs_to_one(name, inside)) others.push_back(name);
  tell_others(folder, std::move(others), subfolder, issues);
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
