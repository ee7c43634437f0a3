// SPDX-License-Identifier: Apache-2.0
//
// JSON of maps that is no GeoJSON. A reader only says that it fails; whoever has such a file has to be told what it is.
#include <array>
#include <fstream>
#include <regex>

#include "geojson_scan.h"

namespace zonegate::io {

std::string json_relative(const std::string& path) {
  std::array<char, 65536> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  const std::string text(bytes.data(), static_cast<std::size_t>(file.gcount()));
  static const std::regex kTopology(R"("type"\s*:\s*"Topology")"),
      kEsri("\"(esriGeometry|rings|paths)|\"geometryType\""), kNextLine(R"(\}\s*\n\s*\x1e?\{)");
  if (std::regex_search(text, kTopology))
    return "it is TopoJSON: convert it, for example with ogr2ogr -f GeoJSON out.geojson in.json";
  if (std::regex_search(text, kEsri))
    return "it is JSON of ArcGIS: ask the service for f=geojson, or convert it with ogr2ogr -f GeoJSON "
           "out.geojson in.json";
  if (std::regex_search(text, kNextLine) && text.find("\"FeatureCollection\"") == std::string::npos)
    return "it holds a feature a line: convert it with ogr2ogr -f GeoJSON out.geojson GeoJSONSeq:in.geojson";
  return {};
}

}  // namespace zonegate::io
