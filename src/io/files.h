// SPDX-License-Identifier: Apache-2.0
//
// files: output that is either whole or not there.
#pragma once

#include <string>

#include "watch/watch.h"

namespace zonegate::io {

// A folder ".name.tmp-PID-N" beside the target; holds one file of the target's own name. Removed with all
// that is in it unless published.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& target);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& file() const { return file_; }
  // fsync of the file, rename onto the target, fsync of the target's folder.
  void publish();

 private:
  std::string target_, folder_, file_;
  watch::Leftover leftover_;
};

}  // namespace zonegate::io
