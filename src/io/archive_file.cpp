// SPDX-License-Identifier: Apache-2.0
//
// Files of an archive that are no data sets of GDAL's, one by one.
#include <algorithm>
#include <filesystem>

#include "gdal_env.h"
#include "io/io.h"
#include "place.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

std::vector<ZipEntry> entries_of(const std::string& path) {
  require_format(path, false);
  auto entries = zip_directory(path);
  refuse_unsafe(path, entries);
  std::erase_if(entries, [](const ZipEntry& e) { return e.clutter(); });
  return entries;
}

}  // namespace

std::vector<std::string> archive_files(const std::string& path) {
  std::vector<std::string> names;
  for (const ZipEntry& e : entries_of(path)) names.push_back(e.name);
  return names;
}

ArchiveFile::ArchiveFile(const std::string& archive, const std::string& entry)
    : name_(archive + "/" + std::filesystem::path(entry).filename().string()) {
  const auto entries = entries_of(archive);
  const auto at =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.name == entry; });
  if (at == entries.end())
    throw Error(ErrorKind::input, archive + ": it holds no file \"" + entry + "\"", "look into the archive");
  auto folder = std::make_shared<const PrivateFolder>();
  path_ = folder->path() + "/" + at->base();
  unpack_entry(archive, *at, path_);
  folder_ = folder;
}

Error ArchiveFile::shown(const Error& error) const {
  Place place;
  place.words = {{path_, name_}};
  return place.shown(error);
}

}  // namespace zonegate::io
