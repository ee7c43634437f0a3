// SPDX-License-Identifier: Apache-2.0
// The files of tests/data/boundary, and what its README.md says of them.
#pragma once

#include <iconv.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "survey/survey.h"

namespace zonegate::survey_test {

struct BoundaryFile {
  std::string name, crs, codes;
  std::size_t parcels = 0;
  double hectares = 0;
  survey::Options options;
  std::string bytes;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline std::string utf8_of(const BoundaryFile& file) {
  if (file.name.find("gb18030") == std::string::npos) return file.bytes;
  const iconv_t handle = iconv_open("UTF-8", "GB18030");
  if (handle == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("no GB18030 here");
  std::string in = file.bytes, out(in.size() * 4, '\0');
  char *from = in.data(), *to = out.data();
  std::size_t from_left = in.size(), to_left = out.size();
  const std::size_t result = iconv(handle, &from, &from_left, &to, &to_left);
  iconv_close(handle);
  if (result == static_cast<std::size_t>(-1)) throw std::runtime_error(file.name + " is not GB18030");
  out.resize(out.size() - to_left);
  return out;
}

inline std::vector<std::string> row_cells(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream in(row.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) {
    const auto from = cell.find_first_not_of(' ');
    cells.push_back(from == std::string::npos ? ""
                                              : cell.substr(from, cell.find_last_not_of(' ') - from + 1));
  }
  return cells;
}

inline std::vector<BoundaryFile> boundary_files() {
  const std::filesystem::path folder = std::filesystem::path(ZONEGATE_SOURCE_DIR) / "tests/data/boundary";
  std::istringstream readme(bytes_of(folder / "README.md"));
  std::vector<BoundaryFile> out;
  for (std::string row; std::getline(readme, row);) {
    if (row.find(".txt |") == std::string::npos) continue;
    const auto cells = row_cells(row);
    BoundaryFile file;
    file.name = cells.at(0);
    file.crs = cells.at(2);
    file.parcels = std::stoul(cells.at(3));
    file.hectares = std::stod(cells.at(4));
    file.codes = cells.at(5);
    const std::string with = cells.at(6);
    if (with.starts_with("crs=")) file.options.crs = with.substr(4);
    file.options.swap_xy = with == "swap_xy";
    file.bytes = bytes_of(folder / file.name);
    out.push_back(std::move(file));
  }
  return out;
}

}  // namespace zonegate::survey_test
