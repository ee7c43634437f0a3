// SPDX-License-Identifier: Apache-2.0
//
// A .kmz is an archive of texts of KML and their pictures. GDAL's own reader takes the first text of the archive, or, if that has links, only what they lead to, and knows
// none of our limits. So the texts are unpacked here: doc.kml (or the first), and those to which links lead from there. Whatever else is KML is told as not read.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

#include "io/io.h"
#include "kml_scan.h"
#include "place.h"
#include "text.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Document {
  std::string name;    // in the archive
  std::string folder;  // where it was unpacked
  std::string file() const { return folder + "/doc.kml"; }
  KmlScan scan;
  std::string encoding;  // if it had to be turned into UTF-8
};

std::string without_percent(const std::string& text) {
  const auto digit = [](char c) {
    const auto at =
        std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += coded ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (coded) i += 2;
  }
  return out;
}

class Kmz {
 public:
  explicit Kmz(const std::string& path) : path_(path), entries_(zip_directory(path)) {
    refuse_unsafe(path, entries_);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string base = lower_ascii(entries_[i].base());
      if (base.ends_with(".kml") || base.ends_with(".kmz")) maps_.push_back(i);
    }
    read(root());
    for (const std::size_t i : maps_)
      if (!reached_.contains(entries_[i].name))
        unread_.push_back({"source.not_read", Severity::error, path_, "", "",
                           fmt::format("its file {} is not read: no link leads to it", entries_[i].name),
                           "give it as a file of its own, or take it out of the archive", std::nullopt});
    tell_left_out();
    std::erase_if(documents_, [&](const Document& d) { return documents_.size() > 1 && empty(d); });
  }

  const std::vector<Document>& documents() const { return documents_; }

  // nothing of them: the one that is there; else "doc.kml" or "doc.kml/layer".
  Place place(const std::string& wanted) const {
    const Document* document = documents_.size() == 1 ? &documents_.front() : nullptr;
    std::string rest = wanted;
    for (const Document& d : documents_) {
      if (wanted != d.name && !wanted.starts_with(d.name + "/")) continue;
      document = &d;
      rest = wanted.size() > d.name.size() ? wanted.substr(d.name.size() + 1) : "";
    }
    if (!document) several(wanted);
    Place place;
    place.file = document->file();
    place.name = path_ + "/" + document->name;
    place.words = {{place.file, place.name}};
    place.folder = folder_;
    place.format = &require_format(place.file, false);
    place.sublayer = rest;
    place.encoding = document->encoding;
    place.issues = unread_;
    return place;
  }

 private:
  const std::string path_;
  std::vector<ZipEntry> entries_;
  std::vector<std::size_t> maps_;
  std::shared_ptr<const PrivateFolder> folder_ = std::make_shared<const PrivateFolder>();
  std::vector<Document> documents_;
  std::map<std::string, std::size_t> reached_;
  std::vector<Issue> unread_;

  // Files of other forms that may hold ground too; pictures and style sheets do not.
  void tell_left_out() {
    std::string names;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const bool map = std::find(maps_.begin(), maps_.end(), i) != maps_.end();
      if (!map && !entries_[i].clutter() && may_be_data(entries_[i].base()))
        names += (names.empty() ? "" : ", ") + entries_[i].name;
    }
    if (names.empty()) return;
    unread_.push_back({"source.files_left_out", Severity::warning, path_, "", "",
                       "further file(s) of the archive are not read: " + names,
                       "give what is a data set of its own as a file of its own", std::nullopt});
  }

  static bool empty(const Document& d) { return d.scan.positions.empty(); }

  std::size_t root() const {
    std::size_t first = kNone;
    for (const std::size_t i : maps_) {
      if (lower_ascii(entries_[i].name) == "doc.kml") return i;
      if (first == kNone && lower_ascii(entries_[i].name).ends_with(".kml")) first = i;
    }
    if (first == kNone)
      throw Error(ErrorKind::input, fmt::format("{}: the archive holds no .kml", path_),
                  "export it again as .kmz, or name the format that it has by its extension");
    return first;
  }

  void read(std::size_t first) {
    std::vector<std::size_t> next{first};
    while (!next.empty()) {
      const std::size_t i = next.back();
      next.pop_back();
      const ZipEntry& entry = entries_[i];
      if (!reached_.emplace(entry.name, i).second) continue;
      Document document{entry.name, fmt::format("{}/{}", folder_->path(), i), {}, {}};
      if (::mkdir(document.folder.c_str(), 0700) != 0)
        throw Error(ErrorKind::internal,
                    fmt::format("{}: cannot be unpacked into {}", path_, folder_->path()));
      unpack_entry(path_, entry, document.file());
      document.encoding = in_utf8(document);
      document.scan = scanned(document);
      auto links = std::move(document.scan.links);
      document.scan.links.clear();
      for (auto& link : links) {
        const std::size_t target = target_of(entry, link);
        target == kNone ? document.scan.links.push_back(std::move(link)) : next.push_back(target);
      }
      const auto issues = kml_issues(path_ + "/" + entry.name, document.scan);
      unread_.insert(unread_.end(), issues.begin(), issues.end());
      documents_.push_back(std::move(document));
    }
    if (std::all_of(documents_.begin(), documents_.end(), empty))
      for (const Document& d : documents_) refuse_only_links(path_ + "/" + d.name, d.scan);
  }

  std::string in_utf8(const Document& document) const {
    const auto converted = words_of(document).in_words([&] { return kml_from_gb(document.file()); });
    if (!converted) return {};
    write_file(document.file(), converted->text);
    return converted->encoding;
  }
  KmlScan scanned(const Document& document) const {
    return words_of(document).in_words([&] { return scan_kml(document.file()); });
  }
  Place words_of(const Document& document) const {
    Place words;
    words.words = {{document.file(), path_ + "/" + document.name}};
    return words;
  }

  // The text of the archive to which a link of another one leads; kNone: it leads elsewhere.
  std::size_t target_of(const ZipEntry& from, const std::string& link) const {
    const std::string address = link.substr(0, link.find_first_of("#?"));
    for (const std::string& name : {address, without_percent(address)}) {
      const std::string inside = (fs::path(from.parent()) / name).lexically_normal().string();
      for (const std::size_t i : maps_)
        if (entries_[i].name == inside && lower_ascii(inside).ends_with(".kml")) return i;
    }
    return kNone;
  }

  [[noreturn]] void several(const std::string& wanted) const {
    if (documents_.empty())
      throw Error(ErrorKind::input, fmt::format("{}: there is no layer in the file", path_),
                  "export it again, with at least one feature");
    std::string names;
    for (const Document& d : documents_) names += (names.empty() ? "" : ", ") + d.name;
    throw Error(ErrorKind::input,
                wanted.empty() ? fmt::format("{}: it holds {} files with features", path_, documents_.size())
                               : fmt::format("{}: it holds no file \"{}\" with features", path_, wanted),
                "name one as sublayer; it has: " + names);
  }
};

}  // namespace

Place unpacked_kmz(const std::string& path, const std::string& sublayer) {
  require_format(path, false);
  return Kmz(path).place(sublayer);
}

std::vector<std::string> sublayers_of_kmz(const std::string& path) {
  require_format(path, false);
  const Kmz kmz(path);
  std::vector<std::string> names;
  for (const Document& document : kmz.documents()) {
    const auto inner = kmz.place(document.name).in_words([&] { return list_sublayers(document.file()); });
    for (const auto& layer : inner)
      names.push_back(kmz.documents().size() == 1 ? layer : fmt::format("{}/{}", document.name, layer));
  }
  return names;
}

}  // namespace zonegate::io
