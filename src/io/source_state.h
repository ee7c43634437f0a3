// SPDX-License-Identifier: Apache-2.0
//
// source_state: which files make up a vector source, and whether they are still what they were.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zonegate::io {

struct FileState {
  std::string role;  // "" the file itself, ".dbf", "-wal", ...
  std::string path;  // not stored; empty: not there
  std::uint64_t size = 0, inode = 0, device = 0;
  std::int64_t modified_ns = 0, changed_ns = 0;
  std::string sha256;  // only after add_sha256
  bool there() const { return !path.empty(); }
};

std::vector<FileState> look_at_source(const std::string& path);
void add_sha256(std::vector<FileState>& files);
std::string sha256_of(const std::vector<FileState>& files);  // as sha256_file gives it
bool same_stamps(const std::vector<FileState>& a, const std::vector<FileState>& b);

enum class Freshness {
  proven,        // the stamps are the same, and old enough to prove it
  same_content,  // read and compared
  changed
};
// stamped_ns: the file system's time before the source was looked at for the copy.
Freshness freshness(const std::string& path, const std::vector<FileState>& then, std::int64_t stamped_ns);
// Time stamps closer than this may hide a change (a FAT disk counts in two seconds).
inline constexpr std::int64_t kRacyNs = 2'000'000'000;

}  // namespace zonegate::io
