// SPDX-License-Identifier: Apache-2.0
//
// Which data sets an archive holds, and the files of one of them in a folder of our own. Names of folders inside the archive are not used: a file lies under its
// base name, those of a .gdb in one folder of that name.
#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <sys/stat.h>

#include "io/io.h"
#include "io/limits.h"
#include "place.h"
#include "text.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

struct Member {
  std::string name;  // "b.shp", "x.gdb"
  const Format* format = nullptr;
  std::string parent;  // where it stands in the archive
  std::vector<const ZipEntry*> files;
};

bool belongs(const Member& member, const ZipEntry& e) {
  if (e.parent() != member.parent) return false;
  const std::string base = lower_ascii(e.base()), name = lower_ascii(member.name),
                    stem = lower_ascii(fs::path(member.name).stem().string());
  if (base == name) return true;
  const std::string driver = member.format->driver;
  std::vector<std::string> suffixes;
  if (driver == "ESRI Shapefile") suffixes = {".shx", ".dbf", ".prj", ".cpg", ".qpj"};
  if (driver == "GPKG") suffixes = {".gpkg-wal", ".gpkg-journal"};
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](const std::string& s) { return base == stem + s; });
}

class Contents {
 public:
  explicit Contents(const std::string& path) : path_(path), entries_(zip_directory(path)) {
    refuse_unsafe(path, entries_);
    for (const ZipEntry& e : entries_) {
      if (!e.clutter() && !in_geodatabase(e)) add_file(e);
    }
    for (Member& member : members_) {
      for (const ZipEntry& e : entries_) {
        if (!is_geodatabase(member) && !e.clutter() && belongs(member, e)) member.files.push_back(&e);
      }
    }
  }

  const std::vector<Member>& members() const { return members_; }

  // What else lies in the archive is not read: the first names, as a warning where it may hold something of the same kind.
  void tell_left_out(const Member& chosen, std::vector<Issue>& issues) const {
    std::set<std::string> names;
    bool data = false;
    for (const ZipEntry& e : entries_) {
      if (e.clutter() || is_part(chosen, e)) continue;
      const auto owner = std::find_if(members_.begin(), members_.end(),
                                      [&](const Member& member) { return is_part(member, e); });
      names.insert(owner == members_.end() ? e.name : owner->name);
      data = data || owner != members_.end() || may_be_data(e.base());
    }
    if (names.empty()) return;
    issues.push_back({"source.files_left_out", data ? Severity::warning : Severity::note, path_, "", "",
                      fmt::format("{} further file(s) of the archive are not read: {}", names.size(),
                                  some_of({names.begin(), names.end()})),
                      "give what is a data set of its own as a file of its own", std::nullopt});
  }

  // The one that is wanted; what of the name is left goes into `rest`.
  const Member& choose(const std::string& wanted, std::string& rest) const {
    if (members_.empty()) nothing();
    for (const Member& member : members_) {
      if (wanted != member.name && !wanted.starts_with(member.name + "/")) continue;
      rest = wanted.size() > member.name.size() ? wanted.substr(member.name.size() + 1) : "";
      return member;
    }
    if (members_.size() > 1) {
      std::vector<std::string> list;
      for (const Member& member : members_) list.push_back(member.name);
      for (const std::size_t end : {wanted.size(), wanted.find('/')}) {
        const auto at = end == std::string::npos ? std::nullopt : find_name(list, wanted.substr(0, end));
        if (!at) continue;
        rest = end < wanted.size() ? wanted.substr(end + 1) : "";
        return members_[*at];
      }
      throw Error(ErrorKind::input,
                  wanted.empty() ? fmt::format("{}: it holds {} data sets", path_, members_.size())
                                 : fmt::format("{}: it holds no data set \"{}\"", path_, wanted),
                  "name one as sublayer; it has: " + names());
    }
    rest = wanted;
    return members_.front();
  }

 private:
  const std::string& path_;
  std::vector<ZipEntry> entries_;
  std::vector<Member> members_;

  static bool is_geodatabase(const Member& m) { return m.format->driver == std::string("OpenFileGDB"); }

  std::string names() const {
    std::vector<std::string> list;
    for (const Member& member : members_) list.push_back(member.name);
    return fmt::format("{}", fmt::join(list, ", "));
  }

  // Lies within the geodatabase, or beside the file under its name.
  static bool is_part(const Member& member, const ZipEntry& e) {
    const std::string inside = member.parent.empty() ? member.name : member.parent + "/" + member.name;
    if (is_geodatabase(member)) return e.name.starts_with(inside + "/");
    const std::string stem = lower_ascii(fs::path(member.name).stem().string()) + ".";
    return e.name == inside || (e.parent() == member.parent && !is_member(e) &&
                                lower_ascii(e.base()).starts_with(stem) && !may_be_data(e.base()));
  }

  static bool is_member(const ZipEntry& e) {
    const Format* format = format_of(e.base());
    return format && !format->raster;
  }

  [[noreturn]] void nothing() const {
    std::vector<std::string> list;
    for (const ZipEntry& e : entries_) {
      if (!e.clutter()) list.push_back(e.name);
    }
    throw Error(ErrorKind::input,
                fmt::format("{}: it holds no data set that can be read; it has: {}", path_,
                            list.empty() ? "nothing" : some_of(list)),
                "allowed: " + allowed_extensions(false));
  }

  [[noreturn]] void twice(const ZipEntry& e, const Member& other) const {
    throw Error(ErrorKind::input,
                fmt::format("{}: its entry \"{}\" has the name of another one ({})", path_, e.name,
                            other.parent.empty() ? other.name : other.parent + "/" + other.name),
                "pack the two into archives of their own");
  }

  Member& member_of(const ZipEntry& e, const std::string& name, const std::string& parent) {
    for (Member& known : members_) {
      if (lower_ascii(known.name) != lower_ascii(name)) continue;
      if (known.parent != parent || !is_geodatabase(known)) twice(e, known);
      return known;
    }
    return members_.emplace_back(Member{name, format_of(name), parent, {}});
  }

  bool in_geodatabase(const ZipEntry& e) {
    const fs::path folder(e.parent());
    for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
      if (lower_ascii(at.extension().string()) != ".gdb") continue;
      Member& member = member_of(e, at.filename().string(), at.parent_path().string());
      if (at == folder) member.files.push_back(&e);
      return true;
    }
    return false;
  }

  void add_file(const ZipEntry& e) {
    const std::string base = e.base();
    const Format* format = format_of(base);
    if (!format || format->raster || format->driver == std::string("ZIP") ||
        format->driver == std::string("OpenFileGDB") || *format->extension == '\0')
      return;
    member_of(e, base, e.parent());
  }
};

using FolderPtr = std::shared_ptr<const PrivateFolder>;

// Archives come from systems that do not tell A.prj from a.PRJ; a Shapefile's files are found by the name of its .shp here.
std::string unpacked_name(const Member& member, const ZipEntry& e) {
  std::string base = e.base();
  if (base == member.name || member.format->driver != std::string("ESRI Shapefile")) return base;
  return fs::path(member.name).stem().string() + lower_ascii(fs::path(base).extension().string());
}

FolderPtr unpack_files(const std::string& path, const Member& member) {
  auto folder = std::make_shared<const PrivateFolder>();
  std::string target = folder->path() + "/";
  if (member.format->driver == std::string("OpenFileGDB")) {
    target += member.name + "/";
    if (::mkdir(target.c_str(), 0700) != 0)
      throw Error(ErrorKind::internal, fmt::format("{}: cannot be unpacked into {}", path, folder->path()));
  }
  for (const ZipEntry* e : member.files) unpack_entry(path, *e, target + unpacked_name(member, *e));
  return folder;
}

// Sources that are open at the same time, on whatever threads, share what was unpacked for the first of them, as long as the archive is the same file.
FolderPtr shared_folder(const std::string& path, const Member& member) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<const PrivateFolder>> open;
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) return unpack_files(path, member);
  const std::string key =
      fmt::format("{}:{}:{}:{}.{}:{}.{}:{}", s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec,
                  s.st_mtim.tv_nsec, s.st_ctim.tv_sec, s.st_ctim.tv_nsec, member.name);
  const std::lock_guard lock(mutex);
  std::erase_if(open, [](const auto& known) { return known.second.expired(); });
  FolderPtr folder = open[key].lock();
  if (!folder) open[key] = folder = unpack_files(path, member);
  return folder;
}

Place unpack(const std::string& path, const Contents& contents, const std::string& sublayer) {
  Place place;
  const Member& member = contents.choose(sublayer, place.sublayer);
  const FolderPtr folder = shared_folder(path, member);
  place.folder = folder;
  place.inside = member.parent;
  place.file = folder->path() + "/" + member.name;
  place.name = path + "/" + member.name;
  place.words = {{folder->path() + "/", path + "/"}};
  place.format = &require_format(place.file, false);
  contents.tell_left_out(member, place.issues);
  return place;
}

}  // namespace

bool may_be_data(const std::string& base) {
  const std::string extension = lower_ascii(std::filesystem::path(base).extension().string());
  return extension == ".txt" || extension == ".zip" || is_unread_data(base) || format_of(base) != nullptr;
}

Place unpacked(const std::string& path, const std::string& sublayer) {
  require_format(path, false);
  const Contents contents(path);
  Place place = unpack(path, contents, sublayer);
  if (place.format->extension != std::string(".kmz")) {
    examine(place);
    return place;
  }
  Place inner = place.in_words([&] { return unpacked_kmz(place.file, place.sublayer); });
  inner.name = place.shown(inner.name);
  inner.inside = place.inside;
  inner.words.insert(inner.words.end(), place.words.begin(), place.words.end());
  for (Issue& issue : inner.issues) issue = place.shown(issue);
  inner.issues.insert(inner.issues.end(), place.issues.begin(), place.issues.end());
  return inner;
}

std::vector<std::string> sublayers_of_archive(const std::string& path) {
  require_format(path, false);
  const Contents contents(path);
  const bool one = contents.members().size() <= 1;
  std::vector<std::string> names;
  std::string rest;
  if (contents.members().empty()) contents.choose("", rest);
  for (const Member& member : contents.members()) {
    const Place place = unpack(path, contents, member.name);
    const auto inner = place.in_words([&] { return sublayers_in(place.file); });
    for (const auto& layer : inner) {
      names.push_back(one                 ? layer
                      : inner.size() == 1 ? member.name
                                          : fmt::format("{}/{}", member.name, layer));
    }
  }
  return names;
}

}  // namespace zonegate::io
