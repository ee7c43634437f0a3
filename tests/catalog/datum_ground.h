// SPDX-License-Identifier: Apache-2.0
// Three made-up counties, two made-up units and projects that are written down in any system: what the tests of the datum guard share.
#pragma once

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "datum/datum.h"

namespace zonegate::datum_ground {

// 雨城区 102.9 to 103.2 E, 29.8 to 30.1 N; 名山区 beside it to the east; 锦江区 far to the north-east. Unit ...10001 is the western half of 雨城区, ...20001 the eastern.
inline std::string square(const std::string& fields, double west, double south, double east, double north) {
  const auto at = [](double x, double y) { return "[" + shortest(x) + "," + shortest(y) + "]"; };
  return R"({"type":"Feature","properties":{)" + fields +
         R"(},"geometry":{"type":"Polygon","coordinates":[[)" + at(west, south) + "," + at(east, south) +
         "," + at(east, north) + "," + at(west, north) + "," + at(west, south) + "]]}}";
}
inline catalog::Layer layer(const std::string& id, const std::string& kind,
                            const std::vector<std::string>& features) {
  catalog::Layer out;
  out.id = id;
  out.kind = kind;
  out.file = "datum_" + id + ".geojson";
  out.manifest = "datum_" + id + ".yaml";
  out.crs = "EPSG:4490";
  out.accuracy_m = 5;
  std::string all;
  for (const auto& feature : features) all += (all.empty() ? "" : ",\n") + feature;
  std::ofstream(out.file) << R"({"type":"FeatureCollection","features":[)" << all << "]}";
  return out;
}
inline catalog::Layer counties() {
  return layer("counties", "admin",
               {square(R"("code":"511802","name":"雨城区")", 102.9, 29.8, 103.2, 30.1),
                square(R"("code":"511803","name":"名山区")", 103.2, 29.8, 103.5, 30.1),
                square(R"("code":"510104","name":"锦江区")", 104.0, 30.6, 104.2, 30.7)});
}
inline catalog::Layer units() {
  return layer("units", "zone_unit",
               {square(R"("code":"ZH51180210001","name":"西单元","class":1)", 102.9, 29.8, 103.05, 30.1),
                square(R"("code":"ZH51180220001","name":"东单元","class":2)", 103.05, 29.8, 103.2, 30.1)});
}

// The corners of a square of `side` degrees around a place, in a system.
inline std::vector<geom::Point> corners(geom::LonLat middle, double side = 0.0004) {
  const double h = side / 2;
  return {{middle.lon - h, middle.lat - h},
          {middle.lon + h, middle.lat - h},
          {middle.lon + h, middle.lat + h},
          {middle.lon - h, middle.lat + h}};
}
inline std::vector<geom::Point> written(const std::string& crs, geom::LonLat middle, double side = 0.0004) {
  auto all = corners(middle, side);
  const geom::Plane plane = geom::Plane::planar(geom::Crs::parse(crs));
  for (auto& p : all) p = plane.from_lonlat({p.x, p.y});
  return all;
}
inline std::vector<geom::Point> swapped(std::vector<geom::Point> all) {
  for (auto& p : all) p = {p.y, p.x};
  return all;
}

// A project of one polygon with these numbers, as the reader of projects leaves it.
inline catalog::Project project(const std::string& crs, const std::vector<geom::Point>& numbers,
                                const std::string& county = "") {
  catalog::Project out;
  out.project_id = "P1";
  out.file = "p.geojson";
  out.as_of = {2026, 9, 1};
  if (!county.empty()) out.attributes["county_code"] = std::vector<std::string>{county};
  for (const auto& p : numbers) out.probes.push_back({p, crs});
  geom::Shape shape;
  shape.polygons.push_back({numbers, {}});
  try {
    const geom::Transform transform(geom::Crs::parse(crs), geom::Plane::equal_area());
    const auto placed = transform(shape);
    if (placed.figure) {
      catalog::Part part;
      part.part_id = "1";
      part.figure = std::make_shared<const geom::Figure>(*placed.figure);
      out.parts.push_back(part);
    }
  } catch (const Error&) {  // a datum without parameters
    out.parts.clear();
  }
  if (out.parts.empty()) out.status = catalog::Status::failed;
  return out;
}

inline catalog::Project examined(catalog::Project project, std::vector<catalog::Layer> layers) {
  catalog::ProjectSet set;
  set.projects.push_back(std::move(project));
  catalog::LayerSet all;
  all.layers = std::move(layers);
  const geom::Plane plane = geom::Plane::equal_area();
  catalog::locate(set, all, plane);
  catalog::examine_datum(set, all, plane);
  return set.projects.front();
}
inline catalog::Project examined(catalog::Project project) {
  return examined(std::move(project), {counties()});
}

// "code: message" of what the guard said; empty: nothing.
inline std::string said(const catalog::Project& project) {
  std::string all;
  for (const auto& issue : project.issues)
    if (issue.code.starts_with("datum."))
      all += (all.empty() ? "" : "\n") + issue.code + ": " + issue.message;
  return all;
}
inline std::string hint(const catalog::Project& project) {
  for (const auto& issue : project.issues)
    if (issue.code.starts_with("datum.")) return issue.hint;
  return {};
}

}  // namespace zonegate::datum_ground
