// SPDX-License-Identifier: Apache-2.0
//
// How git's index knows that a file is unchanged: size, both times, inode and device are equal, and the time of modification is not so near to the moment
// of looking that a second change could have got the same time ("racily clean"). Else the content is compared.
#include "source_state.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "shapefile.h"

namespace zonegate::io {
namespace {

std::int64_t nanoseconds(const timespec& t) {
  return std::int64_t{t.tv_sec} * 1'000'000'000 + std::int64_t{t.tv_nsec};
}

FileState state_of(const std::string& role, const std::string& path) {
  FileState state;
  state.role = role;
  struct stat s {};
  if (path.empty() || ::stat(path.c_str(), &s) != 0) return state;
  if (role.starts_with("-") && s.st_size == 0) return state;  // SQLite leaves empty ones
  state.path = path;
  state.size = static_cast<std::uint64_t>(s.st_size);
  state.inode = s.st_ino;
  state.device = s.st_dev;
  state.modified_ns = nanoseconds(s.st_mtim);
  state.changed_ns = nanoseconds(s.st_ctim);
  return state;
}

bool same_stamp(const FileState& a, const FileState& b) {
  return a.role == b.role && a.there() == b.there() && a.size == b.size && a.inode == b.inode &&
         a.device == b.device && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns;
}

}  // namespace

std::vector<FileState> look_at_source(const std::string& path) {
  const std::string driver = require_format(path, false).driver;
  std::vector<FileState> files;
  if (driver == "OpenFileGDB") {  // the folder itself changes with every lock
    for (const auto& file : files_of_folder(path))
      files.push_back(state_of(fmt::format("/{}", std::filesystem::path(file).filename().string()), file));
    return files;
  }
  files.push_back(state_of("", path));
  if (driver == "GPKG") {
    for (const char* role : {"-wal", "-journal"}) files.push_back(state_of(role, path + role));
  } else if (driver == "ESRI Shapefile") {
    for (const char* role : {".shx", ".dbf", ".prj", ".cpg"})
      files.push_back(state_of(role, sibling(path, role)));
  }
  return files;
}

void add_sha256(std::vector<FileState>& files) {
  for (auto& file : files)
    if (file.there()) file.sha256 = sha256_file(file.path);
}

std::string sha256_of(const std::vector<FileState>& files) {
  if (files.empty() || !files.front().role.starts_with("/")) return files.empty() ? "" : files.front().sha256;
  std::string list;
  for (const auto& file : files) list += file.sha256 + "  " + file.role.substr(1) + "\n";
  return sha256_text(list);
}

bool same_stamps(const std::vector<FileState>& a, const std::vector<FileState>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_stamp);
}

Freshness freshness(const std::string& path, const std::vector<FileState>& then, std::int64_t stamped_ns) {
  std::vector<FileState> now = look_at_source(path);
  const auto is_old = [&](const FileState& f) { return f.modified_ns + kRacyNs <= stamped_ns; };
  if (same_stamps(now, then) && std::all_of(now.begin(), now.end(), is_old)) return Freshness::proven;
  const bool alike =
      std::equal(now.begin(), now.end(), then.begin(), then.end(), [](const auto& a, const auto& b) {
        return a.role == b.role && a.there() == b.there() && a.size == b.size;
      });
  if (!alike) return Freshness::changed;
  add_sha256(now);
  const bool same = std::equal(now.begin(), now.end(), then.begin(),
                               [](const auto& a, const auto& b) { return a.sha256 == b.sha256; });
  return same ? Freshness::same_content : Freshness::changed;
}

}  // namespace zonegate::io
