// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>

#include "cli/common.h"

namespace zonegate::cli {

std::string data_folder(const std::string& part) {
  namespace fs = std::filesystem;
  std::vector<fs::path> places;
  if (const char* named = std::getenv("ZONEGATE_DATA")) places.emplace_back(named);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) places.push_back(program.parent_path().parent_path() / "share" / "zonegate");
  places.emplace_back(ZONEGATE_SOURCE_DIR);
  for (const auto& place : places) {
    if (fs::is_directory(place / part)) return (place / part).lexically_normal().string();
  }
  throw Error(ErrorKind::internal, "the program's own " + part + " folder was not found",
              "set ZONEGATE_DATA to the folder that holds rules/ and layers/, or install the program again");
}

}  // namespace zonegate::cli
