// SPDX-License-Identifier: Apache-2.0
//
// zip_archive: the directory of a .zip, and its entries one by one. Read here and not by GDAL, because what must be refused (encrypted entries, links, names that
// climb out of a folder) does not show there. Format: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zonegate::io {

struct ZipEntry {
  std::string name;      // UTF-8: as it says itself, or decoded from UTF-8 or GB18030
  std::string raw_name;  // as it stands in the file
  std::uint64_t packed = 0, unpacked = 0, offset = 0;
  std::uint32_t crc = 0, attributes = 0;
  std::uint16_t method = 0, flags = 0, made_by = 0;
  bool folder() const { return name.ends_with('/'); }
  std::string base() const { return name.substr(name.rfind('/') + 1); }
  std::string parent() const;  // "" or "a/b"
  bool clutter() const;        // a folder, or what the systems of those who pack leave behind
};

// The entries in the order of the directory. Error (input) naming the file for what is no archive, is cut off, or goes beyond a limit.
std::vector<ZipEntry> zip_directory(const std::string& path);
// Error (input) naming the entry: encrypted, a link, a name that could lead out of a folder, or that is there twice.
void refuse_unsafe(const std::string& path, const std::vector<ZipEntry>& entries);
// Error (input) naming the entry that is there twice.
void refuse_twice(const std::string& path, const std::vector<ZipEntry>& entries);
// Error (input) if it does not unpack to what the directory says.
void unpack_entry(const std::string& path, const ZipEntry& entry, const std::string& target);

// What could hold a footprint or a layer, readable or not, by its extension.
bool may_be_data(const std::string& base);

}  // namespace zonegate::io
