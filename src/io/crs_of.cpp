// SPDX-License-Identifier: Apache-2.0
#include "crs_of.h"

#include <cpl_conv.h>
#include <cpl_json.h>
#include <fmt/format.h>

#include "gdal_env.h"

namespace zonegate::io {
namespace {

bool placeholder(const OGRSpatialReference& srs) {
  const char* name = srs.GetName();
  return srs.IsEmpty() || srs.IsLocal() || (name && std::string(name).starts_with("Undefined "));
}

std::string wkt2_of(const OGRSpatialReference& srs) {
  OGRSpatialReference flat(srs);
  if (flat.IsCompound()) flat.StripVertical();
  flat.DemoteTo2D(nullptr);
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  char* text = nullptr;
  flat.exportToWkt(&text, options);
  std::string wkt = text ? text : "";
  CPLFree(text);
  return wkt;
}

// Two texts of one system, in the words of two programs, have the same code where they are not the same to PROJ.
bool same(const geom::Crs& a, const geom::Crs& b) {
  return a.same_as(b) || (!a.authority().empty() && a.authority() == b.authority());
}

std::string named(const geom::Crs& crs) {
  return crs.authority().empty() ? crs.name() : fmt::format("{} ({})", crs.name(), crs.authority());
}

geom::Crs parsed(const std::string& file, const std::string& text) {
  try {
    return geom::Crs::parse(text);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}: {}", file, error.what()), error.hint());
  }
}

}  // namespace

std::optional<geom::Crs> crs_of(const std::string& file, const OGRSpatialReference* stated) {
  const ErrorTrap trap;
  if (!stated || placeholder(*stated)) return std::nullopt;
  const std::string wkt = wkt2_of(*stated);
  if (wkt.empty()) {
    throw Error(ErrorKind::input,
                fmt::format("{}: its coordinate reference system cannot be understood: {}", file,
                            trap.first_failure()),
                "store a known one in the file, or none and say --crs EPSG:4490");
  }
  return parsed(file, wkt);
}

std::optional<geom::Crs> chosen_crs(const std::string& file, const OGRSpatialReference* stated,
                                    const std::string& wanted, bool optional, const std::string& remedy) {
  return chosen_crs(file, crs_of(file, stated), wanted, optional, remedy);
}

std::optional<geom::Crs> chosen_crs(const std::string& file, const std::optional<geom::Crs>& own,
                                    const std::string& wanted, bool optional, const std::string& remedy) {
  std::optional<geom::Crs> crs = own;
  if (!wanted.empty()) {
    crs = parsed(file, wanted);
    if (own && !same(*own, *crs)) {
      throw Error(
          ErrorKind::input,
          fmt::format("{}: the file states {}, but {} was said for it", file, named(*own), named(*crs)),
          "leave out --crs (in a manifest: crs) if the file is right; if it is wrong, mend it in the file");
    }
  }
  if (!crs && !optional) {
    throw Error(ErrorKind::input, fmt::format("{}: the file has no coordinate reference system", file),
                remedy);
  }
  return crs;
}

std::optional<geom::Crs> geojson_crs(const std::string& file, const std::string& member) {
  if (member == "null") return std::nullopt;
  const ErrorTrap trap;
  CPLJSONDocument document;
  std::string name;
  if (document.LoadMemory(member)) name = document.GetRoot().GetString("properties/name", "");
  OGRSpatialReference srs;
  const char* const offline[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (name.empty() || srs.SetFromUserInput(name.c_str(), offline) != OGRERR_NONE) {
    throw Error(ErrorKind::input,
                fmt::format("{}: its crs member cannot be understood: {}", file, member.substr(0, 100)),
                "name it as urn:ogc:def:crs:EPSG::4490; or take the member out and say --crs EPSG:4490");
  }
  return crs_of(file, &srs);
}

double millimetre(const std::optional<geom::Crs>& crs, const OGRSpatialReference* stated) {
  constexpr double kDegree =
      111320;  // metres on the equator; chords shrink with the parallels, so this is the coarse side
  if (crs && crs->geographic()) return 0.001 / kDegree;
  const double unit = stated && stated->IsProjected() ? stated->GetLinearUnits() : 1.0;
  return unit > 0 ? 0.001 / unit : 0.001;
}

}  // namespace zonegate::io
