// SPDX-License-Identifier: Apache-2.0
//
// The directory stands at the end of the file, behind all entries: a record that ends the file says where it begins and how many entries it has, and one before
// it says the same in 64 bits where the file is large. Sizes are those that entries state; unpack_entry holds them to it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <sys/stat.h>

#include "core/core.h"
#include "gdal_env.h"
#include "io/limits.h"
#include "text.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kEndSize = 22, kLocatorSize = 20, kEnd64Size = 56, kHeadSize = 46, kMostComment = 65535;
constexpr std::uint16_t kUtf8Flag = 1u << 11, kZip64 = 0x0001;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t v = 0;
  for (std::size_t i = 0; i < size; ++i)
    v |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return v;
}

class Directory {
 public:
  explicit Directory(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    std::error_code error;
    size_ = std::filesystem::file_size(path, error);
    if (error || !file_) damaged("it cannot be read");
  }

  std::vector<ZipEntry> read() {
    find();
    if (count_ > limits().entries)
      throw Error(ErrorKind::input, fmt::format("{}: the archive has {} entries", path_, count_),
                  limit_text("entries"));
    const std::string bytes = piece(begin_, length_);
    std::vector<ZipEntry> entries;
    std::size_t at = 0;
    while (at < bytes.size() && entries.size() < count_) entries.push_back(entry(bytes, at));
    if (entries.size() != count_ || at != bytes.size())
      damaged("its directory has not the entries that it states");
    return entries;
  }

 private:
  const std::string& path_;
  std::ifstream file_;
  std::uint64_t size_ = 0, begin_ = 0, length_ = 0, count_ = 0;

  [[noreturn]] void damaged(const std::string& why) const {
    throw Error(ErrorKind::input, fmt::format("{}: the archive is damaged or cut off: {}", path_, why),
                "get it again, or pack it again as .zip");
  }

  std::string piece(std::uint64_t at, std::uint64_t size) {
    if (at > size_ || size > size_ - at) damaged("a part of it lies beyond its end");
    std::string bytes(size, '\0');
    file_.seekg(static_cast<std::streamoff>(at));
    file_.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!file_) damaged("it cannot be read to its end");
    return bytes;
  }

  void find() {
    const std::uint64_t tail = std::min<std::uint64_t>(size_, kEndSize + kMostComment);
    const std::string bytes = piece(size_ - tail, tail);
    for (std::size_t at = bytes.size() < kEndSize ? std::string::npos : bytes.size() - kEndSize;
         at != std::string::npos; at = at == 0 ? std::string::npos : at - 1) {
      if (bytes.compare(at, 4, "PK\x05\x06") != 0 ||
          number(bytes, at + 20, 2) != bytes.size() - at - kEndSize)
        continue;
      if (number(bytes, at + 4, 2) != number(bytes, at + 6, 2)) damaged("it is one of several volumes");
      count_ = number(bytes, at + 10, 2);
      length_ = number(bytes, at + 12, 4);
      begin_ = number(bytes, at + 16, 4);
      if (count_ == 0xFFFF || length_ == 0xFFFFFFFF || begin_ == 0xFFFFFFFF) find_large(size_ - tail + at);
      return;
    }
    damaged("it has no directory");
  }

  void find_large(std::uint64_t end) {
    if (end < kLocatorSize) return;
    const std::string locator = piece(end - kLocatorSize, kLocatorSize);
    if (!locator.starts_with("PK\x06\x07")) return;
    const std::string record = piece(number(locator, 8, 8), kEnd64Size);
    if (!record.starts_with("PK\x06\x06")) damaged("its directory cannot be found");
    count_ = number(record, 32, 8);
    length_ = number(record, 40, 8);
    begin_ = number(record, 48, 8);
  }

  ZipEntry entry(const std::string& bytes, std::size_t& at) const {
    if (bytes.size() - at < kHeadSize || bytes.compare(at, 4, "PK\x01\x02") != 0)
      damaged("its directory is unreadable");
    ZipEntry e;
    e.made_by = static_cast<std::uint16_t>(number(bytes, at + 4, 2));
    e.flags = static_cast<std::uint16_t>(number(bytes, at + 8, 2));
    e.method = static_cast<std::uint16_t>(number(bytes, at + 10, 2));
    e.crc = static_cast<std::uint32_t>(number(bytes, at + 16, 4));
    e.packed = number(bytes, at + 20, 4);
    e.unpacked = number(bytes, at + 24, 4);
    const std::size_t name = number(bytes, at + 28, 2), extra = number(bytes, at + 30, 2),
                      comment = number(bytes, at + 32, 2);
    e.attributes = static_cast<std::uint32_t>(number(bytes, at + 38, 4));
    e.offset = number(bytes, at + 42, 4);
    at += kHeadSize;
    if (bytes.size() - at < name + extra + comment) damaged("its directory is unreadable");
    e.raw_name = bytes.substr(at, name);
    e.name = decoded(e);
    enlarge(e, std::string_view(bytes).substr(at + name, extra));
    at += name + extra + comment;
    return e;
  }

  // Windows packs Chinese names as GBK and does not say so.
  std::string decoded(const ZipEntry& e) const {
    if (is_utf8(e.raw_name)) return e.raw_name;
    const auto chinese = Decoder::of("GB18030");
    const auto text = (e.flags & kUtf8Flag) || !chinese ? std::nullopt : (*chinese)(e.raw_name);
    return text ? *text : escaped(e.raw_name);
  }

  // The sizes that do not fit into 32 bits, in this order, those only.
  void enlarge(ZipEntry& e, std::string_view extra) const {
    while (extra.size() >= 4) {
      const auto size = static_cast<std::size_t>(number(extra, 2, 2));
      if (extra.size() - 4 < size) return;
      if (number(extra, 0, 2) == kZip64) {
        std::string_view field = extra.substr(4, size);
        for (std::uint64_t* const value : {&e.unpacked, &e.packed, &e.offset}) {
          if (*value != 0xFFFFFFFF) continue;
          if (field.size() < 8) damaged("its directory is unreadable");
          *value = number(field, 0, 8);
          field.remove_prefix(8);
        }
      }
      extra.remove_prefix(4 + size);
    }
  }
};

[[noreturn]] void over(const std::string& path, const std::string& what, std::string_view limit) {
  throw Error(ErrorKind::input, fmt::format("{}: {}", path, what), limit_text(limit));
}

[[noreturn]] void refuse(const std::string& path, const ZipEntry& e, const char* why) {
  throw Error(ErrorKind::input, fmt::format("{}: its entry \"{}\" {}", path, e.name, why),
              "pack the files again, without it");
}

const char* danger_of(const ZipEntry& e) {
  constexpr std::uint16_t kEncrypted = 1u << 0, kStrong = 1u << 6, kMasked = 1u << 13;
  if (e.flags & (kEncrypted | kStrong | kMasked)) return "is encrypted: take the password away";
  const std::string& n = e.name;
  if (n.empty() || n.find_first_of(std::string_view("\\\0\n\r", 4)) != std::string::npos ||
      n.find('\x01') != std::string::npos)
    return "has a backslash, a line break or nothing as its name";
  if (n.front() == '/' || (n.size() > 1 && n[1] == ':')) return "has an absolute path";
  if (("/" + n + "/").find("/../") != std::string::npos) return "leads out of its folder (..)";
  const std::uint32_t type = e.attributes >> 16 & S_IFMT;
  if (e.made_by >> 8 == 3 && type == S_IFLNK) return "is a link to another file";
  if (e.made_by >> 8 == 3 && type != 0 && type != S_IFREG && type != S_IFDIR) return "is no plain file";
  return nullptr;
}

}  // namespace

bool ZipEntry::clutter() const {
  return ("/" + name).find("/__MACOSX/") != std::string::npos || base().starts_with("._") ||
         base() == ".DS_Store" || folder();
}

std::string ZipEntry::parent() const {
  const auto slash = name.rfind('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

std::vector<ZipEntry> zip_directory(const std::string& path) {
  require_file(path);
  auto entries = Directory(path).read();
  std::uint64_t total = 0;
  for (const ZipEntry& e : entries) {
    if (e.unpacked > limits().unpacked - total)
      over(path,
           fmt::format("its entries have more than {} bytes unpacked (at \"{}\")", limits().unpacked, e.name),
           "unpacked");
    total += e.unpacked;
    if (e.unpacked > kRatioFrom && e.unpacked / limits().ratio > e.packed)
      over(path, fmt::format("its entry \"{}\" grows from {} to {} bytes", e.name, e.packed, e.unpacked),
           "ratio");
  }
  return entries;
}

void refuse_unsafe(const std::string& path, const std::vector<ZipEntry>& entries) {
  for (const ZipEntry& e : entries)
    if (const char* danger = danger_of(e)) refuse(path, e, danger);
  refuse_twice(path, entries);
}

void refuse_twice(const std::string& path, const std::vector<ZipEntry>& entries) {
  std::set<std::string> seen;
  for (const ZipEntry& e : entries)
    if (!seen.insert(lower_ascii(e.name)).second) refuse(path, e, "is there twice");
}

}  // namespace zonegate::io
