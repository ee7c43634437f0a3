// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "carbon/carbon.h"

namespace zonegate::carbon::test {

// A CSV that lives as long as the object.
class TableFile {
 public:
  explicit TableFile(const std::string& text) {
    static std::atomic<int> count{0};
    path_ = (std::filesystem::temp_directory_path() /
             ("carbon_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++) + ".csv"))
                .string();
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TableFile() { std::filesystem::remove(path_); }
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::vector<std::string> codes(const std::vector<Issue>& issues) {
  std::vector<std::string> result;
  for (const Issue& issue : issues) result.push_back(issue.code);
  return result;
}

inline const std::string kDensityHead =
    "lucode,name,name_en,c_above,c_below,c_dead,c_litter,c_soil,soil_depth_cm,source,status,edition\n";
inline const std::string kLossHead = "role,above,below,dead,litter,soil,source,status\n";

}  // namespace zonegate::carbon::test
