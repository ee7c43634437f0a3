// SPDX-License-Identifier: Apache-2.0
//
// Part of io's public header (io.h includes it): files of an archive that are no vector data, one by one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::io {

// Names of the files in a .zip, with their folders; what the systems of those who pack leave behind is left out. Error (input) for what is no archive.
std::vector<std::string> archive_files(const std::string& path);
// One of them, in a private folder of ours as long as the object lives.
class ArchiveFile {
 public:
  ArchiveFile(const std::string& archive, const std::string& entry);  // Error (input) naming both
  const std::string& path() const { return path_; }                   // where it lies
  const std::string& name() const { return name_; }                   // for people: "a.zip/b.txt"
  Error shown(const Error& error) const;                              // in words for people

 private:
  std::shared_ptr<const void> folder_;
  std::string path_, name_;
};

}  // namespace zonegate::io
