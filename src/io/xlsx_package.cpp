// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "core/core.h"
#include "io/limits.h"
#include "xlsx.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

std::string first_bytes(const std::string& path) {
  std::array<char, 8> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

}  // namespace

XlsxPackage::XlsxPackage(std::string path) : path_(std::move(path)) {
  prepare_gdal();
  require_file(path_);
  const std::string start = first_bytes(path_);
  if (start.starts_with("\xD0\xCF\x11\xE0")) {
    throw Error(ErrorKind::input,
                path_ + ": the workbook is protected by a password, or is an old .xls under another name",
                "open it, take the password away, and save it as .xlsx");
  }
  if (!start.starts_with("PK"))
    throw Error(ErrorKind::input, path_ + ": not an Excel workbook (.xlsx)", "save it as .xlsx again");
  if (!has("xl/workbook.xml")) {
    throw Error(ErrorKind::input, path_ + ": the workbook is damaged, or is of another program",
                "open it and save it as .xlsx again");
  }
  refuse_twice(path_, zip_directory(path_));
}

std::string XlsxPackage::inside(const std::string& part) const { return "/vsizip/{" + path_ + "}/" + part; }

bool XlsxPackage::has(const std::string& part) const {
  const ErrorTrap trap;
  VSIStatBufL status;
  return VSIStatL(inside(part).c_str(), &status) == 0;
}

std::string XlsxPackage::read(const std::string& part) const {
  const ErrorTrap trap;
  const auto damaged = [&] {
    return Error(ErrorKind::input,
                 fmt::format("{}: its part {} cannot be read: the workbook is damaged", path_, part),
                 "open it and save it as .xlsx again");
  };
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(inside(part).c_str(), "rb"), VSIFCloseL);
  if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0) throw damaged();
  const vsi_l_offset size = VSIFTellL(file.get());
  if (size > limits().unpacked)
    throw Error(ErrorKind::input, path_ + ": the workbook is too large unpacked", limit_text("unpacked"));
  std::string text(static_cast<std::size_t>(size), '\0');
  if (VSIFSeekL(file.get(), 0, SEEK_SET) != 0 ||
      VSIFReadL(text.data(), 1, text.size(), file.get()) != text.size() || trap.failed())
    throw damaged();
  return text;
}

}  // namespace zonegate::io
