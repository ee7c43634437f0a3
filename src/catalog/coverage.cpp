// SPDX-License-Identifier: Apache-2.0
//
// The declared coverage of a layer: where its publisher says that it is complete. Without one a layer is covered nowhere;
// nothing is guessed from the extent of the features, since a gap in the data would then look like a clear answer.
#include <cmath>
#include <filesystem>

#include "catalog/manifest.h"
#include "io/io.h"
#include "watch/watch.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

// A box of degrees is cut into steps along its parallels, so that its edges follow the parallels in any plane.
geom::Polygon box_polygon(double west, double south, double east, double north) {
  constexpr double kStep = 0.25;
  const int steps = std::max(1, static_cast<int>(std::ceil((east - west) / kStep)));
  geom::Polygon polygon;
  const auto x_at = [&](int i) { return i == steps ? east : west + (east - west) * i / steps; };
  for (int i = 0; i <= steps; ++i) polygon.shell.push_back({x_at(i), south});
  for (int i = steps; i >= 0; --i) polygon.shell.push_back({x_at(i), north});
  return polygon;
}

void read_box(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  double v[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto number = node.at(i).number(mistakes);
    if (!number) return;
    v[i] = *number;
  }
  const bool in_range = v[0] >= -180 && v[2] <= 180 && v[1] >= -90 && v[3] <= 90;
  if (!(v[0] < v[2] && v[1] < v[3] && in_range)) {
    node.fail(mistakes,
              "coverage must be [west, south, east, north] in degrees, west < east and south < north");
    return;
  }
  layer.coverage.polygons.push_back(box_polygon(v[0], v[1], v[2], v[3]));
}

std::optional<geom::Ring> read_ring(const config::Node& node, config::Mistakes& mistakes) {
  geom::Ring ring;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const auto x = node.at(i).at(0).number(mistakes);
    const auto y = node.at(i).at(1).number(mistakes);
    if (!x || !y) {
      node.at(i).fail(mistakes, "a position of the coverage must be [longitude, latitude]");
      return std::nullopt;
    }
    ring.push_back({*x, *y});
  }
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  if (ring.size() < 3) {
    node.fail(mistakes, "a ring of the coverage needs at least three different positions");
    return std::nullopt;
  }
  return ring;
}

void read_polygon(const config::Node& rings, Layer& layer, config::Mistakes& mistakes) {
  geom::Polygon polygon;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    auto ring = read_ring(rings.at(i), mistakes);
    if (!ring) return;
    if (i == 0) {
      polygon.shell = std::move(*ring);
    } else {
      polygon.holes.push_back(std::move(*ring));
    }
  }
  layer.coverage.polygons.push_back(std::move(polygon));
}

void read_geojson(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  const auto type = node.get("type").text(mistakes).value_or("");
  const config::Node coordinates = node.get("coordinates");
  if (type == "Polygon") {
    read_polygon(coordinates, layer, mistakes);
  } else if (type == "MultiPolygon") {
    for (std::size_t i = 0; i < coordinates.size(); ++i) read_polygon(coordinates.at(i), layer, mistakes);
  } else {
    node.fail(mistakes,
              "coverage must be a GeoJSON Polygon or MultiPolygon, a box of four numbers, or a file name");
  }
}

// A hole that was drawn as a feature of its own: "空白区", "未收集". Empty: the feature says no such thing.
std::string says_uncovered(const Attributes& fields) {
  constexpr std::string_view kWords[] = {"空白",   "未覆盖", "未收集", "未调查", "未提供", "未划定",
                                         "未包含", "无数据", "缺失",   "缺数据", "暂缺",   "no data"};
  for (const auto& [column, value] : fields) {
    const std::string text = to_text(value);
    for (const auto word : kWords)
      if (text.find(word) != std::string::npos) return column + " = " + text;
  }
  return {};
}

void read_file(const std::string& path, Layer& layer) {
  try {
    const watch::Reading reading(path);
    io::VectorSource source(path, {});
    const geom::Plane plane = geom::Plane::equal_area();
    const geom::Transform transform(*source.crs(), plane);
    io::SourceFeature feature;
    while (source.next(feature)) {
      const auto placed = transform(feature.shape);
      if (!feature.fault.empty() || !placed.figure) {
        throw Error(ErrorKind::input, path + ": " + feature.fault + placed.fault);
      }
      if (const auto hole = says_uncovered(feature.fields); !hole.empty())
        throw Error(ErrorKind::input, path + ": feature " + std::to_string(feature.number) +
                                          " says that it is not covered (" + hole +
                                          "); cut it out of the others, and take it out");
      const geom::Shape lonlat = geom::to_lonlat(placed.figure->shape, plane);
      layer.coverage.polygons.insert(layer.coverage.polygons.end(), lonlat.polygons.begin(),
                                     lonlat.polygons.end());
    }
  } catch (const Error& error) {
    layer.coverage = {};
    layer.fault = std::string("its coverage file cannot be read: ") + error.what();
  }
}

}  // namespace

// Coverage is declared in lon/lat; it is taken to the plane like any source in CGCS2000.
PlacedCoverage place_coverage(const Layer& layer, const geom::Plane& plane) {
  PlacedCoverage out{{}, layer.fault};
  if (layer.coverage.empty()) return out;
  try {
    const geom::Transform transform(geom::Crs::parse("EPSG:4490"), plane);
    auto placed = transform(layer.coverage);
    if (!placed.figure) {
      out.fault = "its declared coverage cannot be used: " + placed.fault;
      return out;
    }
    out.figure = std::move(*placed.figure);
    const geom::Repair repair = geom::repair(out.figure, plane);
    if (!repair.usable) out.figure = {};
    if (!repair.doubt.empty()) {
      out.figure = {};
      out.fault = "its declared coverage cannot be used: " + repair.doubt;
    }
  } catch (const Error& error) {
    out.fault = std::string("its declared coverage cannot be used: ") + error.what();
  }
  return out;
}

void read_coverage(const config::Node& node, const std::string& folder, Layer& layer,
                   config::Mistakes& mistakes) {
  switch (node.kind()) {
    case config::NodeKind::missing:
    case config::NodeKind::null:
      return;
    case config::NodeKind::scalar:
      if (leaves_folder(node.scalar())) {  // not even looked at
        node.fail(
            mistakes,
            "'" + node.scalar() +
                "' lies outside the folder of the manifest; put the file, or a link to it, into the folder");
        return;
      }
      layer.coverage_file = (fs::path(folder) / node.scalar()).lexically_normal().string();
      read_file(layer.coverage_file, layer);
      return;
    case config::NodeKind::map:
      read_geojson(node, layer, mistakes);
      return;
    case config::NodeKind::sequence:
      if (node.size() == 4) {
        read_box(node, layer, mistakes);
      } else {
        node.fail(mistakes, "coverage must be [west, south, east, north]");
      }
      return;
  }
}

}  // namespace zonegate::catalog
