// SPDX-License-Identifier: Apache-2.0
#include "place.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "io/io.h"
#include "kml_scan.h"
#include "text.h"

namespace zonegate::io {

namespace fs = std::filesystem;

PrivateFolder::PrivateFolder() {
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  path_ = (temporary / "zonegate-XXXXXX").string();
  if (error || !::mkdtemp(path_.data())) {
    throw Error(ErrorKind::internal,
                fmt::format("{}: no temporary folder can be made: {}", temporary.string(),
                            error ? error.message() : std::strerror(errno)),
                "make room there, or name another one in TMPDIR");
  }
  leftover_.note(path_);
}

PrivateFolder::PrivateFolder(std::string there) : path_(std::move(there)) { leftover_.note(path_); }

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Place::shown(std::string text) const {
  for (const auto& [from, to] : words) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
  }
  return text;
}

Issue Place::shown(Issue issue) const {
  issue.file = shown(issue.file);
  issue.message = shown(issue.message);
  issue.hint = shown(issue.hint);
  return issue;
}

Error Place::shown(const Error& error) const {
  return {error.kind(), shown(error.what()), shown(error.hint())};
}

bool is_standard_input(const std::string& path) { return path == "-"; }
bool is_database(const std::string& path) {
  return path.starts_with("PG:") || path.starts_with("postgresql://");
}

namespace {

void take_utf8(Place& place) {
  const auto converted = place.in_words([&] { return kml_from_gb(place.file); });
  if (!converted) return;
  const auto before = place.folder;
  // The folder of an archive stays as long as its text.
  const std::shared_ptr<const PrivateFolder> folder(new PrivateFolder(),
                                                    [before](const PrivateFolder* p) { delete p; });
  place.origin = place.file;
  place.file = folder->path() + "/" + fs::path(place.file).filename().string();
  place.folder = folder;
  place.encoding = converted->encoding;
  place.words.insert(place.words.begin(), {place.file, place.name});
  write_file(place.file, converted->text);
}

}  // namespace

void examine(Place& place) {
  const std::string driver = place.format->driver;
  if (driver == "LIBKML") take_utf8(place);
  if (driver == "GPX") place.in_words([&] { check_gpx(place.file); });
  if (driver != "LIBKML") return;
  const KmlScan scan = place.in_words([&] {
    KmlScan found = scan_kml(place.file);
    refuse_only_links(place.file, found);
    return found;
  });
  for (const Issue& issue : kml_issues(place.file, scan)) place.issues.push_back(place.shown(issue));
}

Place locate(const std::string& path, const std::string& sublayer) {
  if (is_standard_input(path)) {
    Place place = standard_input();
    place.sublayer = sublayer;
    return place;
  }
  if (is_database(path)) return database(path, sublayer);
  const Format& format = require_format(path, false);
  if (format.driver == std::string("ZIP")) return unpacked(path, sublayer);
  if (format.extension == std::string(".kmz")) return unpacked_kmz(path, sublayer);
  Place place{path, path, &format, sublayer, nullptr, {}, {}, {}, {}, {}};
  examine(place);
  return place;
}

std::optional<std::size_t> find_name(const std::vector<std::string>& names, const std::string& wanted) {
  const auto stem = [](const std::string& name) { return fs::path(name).stem().string(); };
  using Same = std::function<bool(const std::string&)>;
  for (const Same& same :
       {Same([&](const std::string& name) { return name == wanted; }),
        Same([&](const std::string& name) { return lower_ascii(name) == lower_ascii(wanted); }),
        Same([&](const std::string& name) {
          return lower_ascii(stem(name)) == lower_ascii(wanted) ||
                 lower_ascii(name) == lower_ascii(stem(wanted));
        })}) {
    const auto at = std::find_if(names.begin(), names.end(), same);
    if (at == names.end()) continue;
    if (std::find_if(at + 1, names.end(), same) != names.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names.begin());
  }
  return std::nullopt;
}

std::vector<Issue> all_issues(const Place& place, const std::vector<Issue>& of_reader) {
  std::vector<Issue> all;
  for (const Issue& issue : of_reader) all.push_back(place.shown(issue));
  all.insert(all.end(), place.issues.begin(), place.issues.end());
  return all;
}

std::string shown_name(const std::string& path) {
  if (is_standard_input(path)) return "standard input";
  return is_database(path) ? database(path, "").name : path;
}

std::string printed_name(const std::string& path) {
  return is_standard_input(path) ? path : shown_name(path);
}

std::uint32_t mark_file(const std::string& path) {
  if (const std::string how = watch::crashed(path); !how.empty())
    throw Error(ErrorKind::input,
                fmt::format("{}: its reader crashed ({}), so it is not read", shown_name(path), how),
                fmt::format("convert it with another program ({}), and please report it with the file",
                            is_raster_file(path) ? "gdal_translate" : "ogr2ogr, QGIS"));
  return watch::mark(path);
}

}  // namespace zonegate::io
