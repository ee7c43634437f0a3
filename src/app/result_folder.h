// SPDX-License-Identifier: Apache-2.0
//
// Part of app.h: a folder of results, whole or not at all.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace zonegate::app {

struct FolderKind {
  std::string_view what;                    // "run folder", for messages
  std::string_view marker;                  // written last: a folder with it is whole
  std::span<const std::string_view> files;  // that such a folder may hold, the marker among them
};
// Error (usage): the folder exists without `overwrite`, or is of another kind, or holds files of somebody else, which must not go with it.
void check_result_folder(const std::string& folder, const FolderKind& kind, bool overwrite);

// A temporary folder beside the target, renamed by publish(). Without it whatever was made goes again, folders above it too. File names are those of the kind.
class ResultFolder {
 public:
  ResultFolder(const std::string& folder, const FolderKind& kind, bool overwrite);
  ~ResultFolder();
  ResultFolder(const ResultFolder&) = delete;
  ResultFolder& operator=(const ResultFolder&) = delete;
  std::string operator/(std::string_view name) const;
  void publish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zonegate::app
