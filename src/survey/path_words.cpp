// SPDX-License-Identifier: Apache-2.0
// People keep data of one system in a folder that is called after it.
#include "survey/survey.h"
#include "text.h"

namespace zonegate::survey {

Statements path_words(const std::string& file) {
  constexpr std::size_t kFolders = 3;
  std::vector<std::string> folders;
  std::string folder;
  for (const char c : file) {
    if (c != '/' && c != '\\') {
      folder += c;
      continue;
    }
    if (!folder.empty() && folder != "." && folder != "..") folders.push_back(folder);
    folder.clear();
  }
  if (file.find("://") != std::string::npos || file.starts_with("PG:")) folders.clear();  // a database
  Statements out;
  for (std::size_t i = folders.size() > kFolders ? folders.size() - kFolders : 0; i < folders.size(); ++i)
    out.emplace_back("folder name", folders[i]);
  out.emplace_back("file name", stem_of(file));
  return out;
}

}  // namespace zonegate::survey
