// SPDX-License-Identifier: Apache-2.0
//
// FILE.aux.xml, in which GDAL and desktop programs keep what they cannot write into a raster. It is not read: a stray file could move a layer or make cells vanish. But where
// it states what the raster does not, people see another raster in their programs than would be measured here, and that must not pass in silence.
#include <cmath>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "raster_band.h"

namespace zonegate::io {
namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 26U;

std::vector<std::string> elements(const std::string& xml, const std::string& name) {
  std::vector<std::string> out;
  for (std::size_t at = xml.find("<" + name); at != std::string::npos; at = xml.find("<" + name, at + 1)) {
    const std::size_t open = xml.find('>', at), close = xml.find("</" + name + ">", at);
    const char next = xml[std::min(xml.size() - 1, at + name.size() + 1)];
    if (open == std::string::npos || close == std::string::npos || close < open ||
        (next != '>' && next != ' '))
      continue;
    out.push_back(xml.substr(open + 1, close - open - 1));
  }
  return out;
}

std::vector<double> numbers(std::string text) {
  for (char& c : text) c = c == ',' ? ' ' : c;
  std::istringstream in(text);
  std::vector<double> out;
  for (std::string word; in >> word;) out.push_back(as_number(Value(word)).value_or(std::nan("")));
  return out;
}

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

[[noreturn]] void refuse(const std::string& path, const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::input,
              fmt::format("{}.aux.xml states {}, which {} itself does not; such files are not read", path,
                          what, path),
              remedy);
}

}  // namespace

void check_sidecar(const std::string& path, const RasterGrid& grid, bool has_crs,
                   const std::vector<RasterBand>& bands) {
  const std::string place = path + ".aux.xml";
  std::error_code error;
  if (!std::filesystem::is_regular_file(place, error) ||
      std::filesystem::file_size(place, error) > kMostBytes)
    return;
  const std::string xml = read_file(place);
  const auto known = [&](double v) {
    for (const auto& band : bands)
      if (band.nodata && same(*band.nodata, v)) return true;
    return false;
  };
  for (const auto& text : elements(xml, "NoDataValue")) {
    const auto v = numbers(text);
    if (v.size() == 1 && !known(v[0]))
      refuse(path, "the nodata value " + text,
             fmt::format("write it into the file (gdal_edit.py -a_nodata {})", text));
  }
  const double own[6] = {grid.origin_x, grid.cell_x, grid.skew_x, grid.origin_y, grid.skew_y, grid.cell_y};
  for (const auto& text : elements(xml, "GeoTransform")) {
    const auto v = numbers(text);
    for (std::size_t i = 0; i < 6 && v.size() == 6; ++i)
      if (!same(v[i], own[i]))
        refuse(path, "another georeference (" + text + ")",
               "write it into the file (gdal_translate), or take the .aux.xml away");
  }
  if (!has_crs && !elements(xml, "SRS").empty())
    refuse(path, "a reference system", "write it into the file (gdal_edit.py -a_srs EPSG:n)");
  for (const char* name : {"Scale", "Offset"}) {
    for (const auto& text : elements(xml, name)) {
      const auto v = numbers(text);
      const double plain = name[0] == 'S' ? 1 : 0;
      bool stated = v.size() != 1 || v[0] == plain;
      for (const auto& band : bands) stated = stated || same(v[0], name[0] == 'S' ? band.scale : band.offset);
      if (!stated)
        refuse(path, std::string(name) + " " + text,
               "write it into the file (gdal_translate -a_scale, -a_offset)");
    }
  }
}

}  // namespace zonegate::io
