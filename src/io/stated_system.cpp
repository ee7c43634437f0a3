// SPDX-License-Identifier: Apache-2.0
//
// A system that is called like a known zone and has other numbers is a contradiction: the coordinates may be in the one or the other, kilometres apart. In a
// GeoPackage the code counts and nobody reads the definition beside it.
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <regex>

#include "gdal_env.h"
#include "io/io.h"
#include "ogr_open.h"

namespace zonegate::io {
namespace {

// Empty where the text is no system: others tell that.
std::optional<geom::Crs> system_in(const std::string& text) {
  if (text.empty()) return std::nullopt;
  try {
    return geom::Crs::parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// Of WKT2, where all programs' words are PROJ's; what is not written has its usual value.
std::map<std::string, double> numbers_of(const geom::Crs& crs) {
  static const std::regex kNumber("PARAMETER\\[\"([^\"]+)\",([-+0-9.eE]+)");
  std::map<std::string, double> out = {{"Latitude of natural origin", 0},
                                       {"Longitude of natural origin", 0},
                                       {"Scale factor at natural origin", 1},
                                       {"False easting", 0},
                                       {"False northing", 0}};
  const std::string& wkt = crs.wkt();
  for (std::sregex_iterator at(wkt.begin(), wkt.end(), kNumber), end; at != end; ++at)
    out[(*at)[1].str()] = std::strtod((*at)[2].str().c_str(), nullptr);
  return out;
}

bool transverse_mercator(const geom::Crs& crs) {
  return crs.wkt().find("METHOD[\"Transverse Mercator\"") != std::string::npos;
}

std::string other_number(const std::string& name, double is, double usual) {
  if (std::abs(is - usual) <= 1e-9 * std::max(1.0, std::abs(usual))) return {};
  return fmt::format("its {} is {}, not {}", name, shortest(is), shortest(usual));
}

// What a package says of a system beside its code. Empty: nothing differs.
std::string difference(const geom::Crs& stated, const geom::Crs& read) {
  if (stated.on_cgcs2000() != read.on_cgcs2000()) return "it is on another datum";
  if (!transverse_mercator(stated) || !transverse_mercator(read)) return {};
  auto numbers = numbers_of(stated);
  for (const auto& [name, usual] : numbers_of(read))
    if (auto differs = other_number(name, numbers[name], usual); !differs.empty()) return differs;
  return {};
}

// The numbers that every zone of such a name has. Empty: the name promises none, or they are there.
std::string broken_promise(const geom::Crs& crs) {
  if (!crs.authority().empty() || !transverse_mercator(crs)) return {};
  static const std::regex kUtm("UTM[ _-]*zone[ _-]*([0-9]{1,2})[ _]*(S?)", std::regex::icase);
  static const std::regex kZone("(^|[^a-z])(GK|Gauss|[36][ _-]*degree)|[36]度|高斯", std::regex::icase);
  std::smatch found;
  const std::string name = crs.name();
  const bool utm = std::regex_search(name, found, kUtm);
  if (!utm && !std::regex_search(name, kZone)) return {};
  auto numbers = numbers_of(crs);
  std::map<std::string, double> promised = {{"Latitude of natural origin", 0},
                                            {"Scale factor at natural origin", utm ? 0.9996 : 1},
                                            {"False northing", utm && found[2].length() > 0 ? 1e7 : 0}};
  if (utm) promised["Longitude of natural origin"] = 6 * std::stod(found[1].str()) - 183;
  constexpr double kMillion = 1e6, kEasting = 500000;
  const double easting = numbers["False easting"], zone = std::floor(easting / kMillion);
  promised["False easting"] = kEasting + (zone >= 13 && zone <= 45 ? zone * kMillion : 0);
  for (const auto& [key, usual] : promised)
    if (auto differs = other_number(key, numbers[key], usual); !differs.empty()) return differs;
  return {};
}

}  // namespace

void check_stated_system(const std::string& path, GDALDataset& dataset, OGRLayer& layer,
                         const std::string& driver, const std::optional<geom::Crs>& read) {
  if (!read) return;
  if (const std::string differs = broken_promise(*read); !differs.empty())
    throw Error(ErrorKind::input,
                fmt::format("{}: its reference system is called {}, but {}", path, read->name(), differs),
                "correct the numbers, or the name if it is a local grid (--helmert)");
  if (driver != "GPKG") return;
  const auto stated = system_in(definition_by_sql(dataset, layer.GetName()));
  const std::string differs = stated ? difference(*stated, *read) : std::string();
  if (differs.empty()) return;
  throw Error(ErrorKind::input,
              fmt::format("{}: the code of its reference system is {}, but the definition beside it "
                          "(gpkg_spatial_ref_sys) is called {}, and {}",
                          path, read->authority().empty() ? read->name() : read->authority(), stated->name(),
                          differs),
              "correct the definition or the code");
}

}  // namespace zonegate::io
