// SPDX-License-Identifier: Apache-2.0
//
// prepared_reader: finds the prepared copy of a file, decides whether it may stand in for it, and reads it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "batch_reader.h"
#include "prepared_format.h"

namespace zonegate::io {

// An open copy. Read with pread into memory of its own: what was checked is what is used, and a file that shrinks meanwhile is an error, not a signal.
class CopyFile {
 public:
  // nullptr: there is none (fault empty), or it cannot be used (fault).
  static std::unique_ptr<CopyFile> open(const std::string& path, std::string& fault);
  ~CopyFile();
  CopyFile(const CopyFile&) = delete;
  CopyFile& operator=(const CopyFile&) = delete;
  const CopyInfo& info() const { return info_; }
  const std::string& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  // Appends bytes [at, at + size); Error (input) if they are not there.
  void read(std::uint64_t at, std::uint64_t size, std::string& out) const;
  CopyNode node(std::uint64_t index) const;  // Error (input) if it is damaged
  [[noreturn]] void damaged(const std::string& what) const;

 private:
  CopyFile(std::string path, int handle) : path_(std::move(path)), handle_(handle) {}
  std::string read_start();
  std::string path_;
  int handle_;
  std::uint64_t size_ = 0;
  CopyInfo info_;
};

// Where the copy of a file stands. sublayer: empty where the file has one layer.
std::string copy_path(std::string source, const std::string& sublayer, const std::string& folder);

struct CopyOpened {
  std::unique_ptr<BatchReader> reader;  // nullptr: read the file itself
  std::optional<Issue> issue;           // a copy is there, but ...
};
CopyOpened open_copy(const std::string& path, const VectorOptions& options,
                     const std::vector<std::string>& fields);

}  // namespace zonegate::io
