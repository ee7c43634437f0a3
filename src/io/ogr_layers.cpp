// SPDX-License-Identifier: Apache-2.0
// Which layers a file or a database has, and which of them is meant.
#include <algorithm>

#include <fmt/format.h>

#include "ogr_open.h"

namespace zonegate::io {
namespace {

bool of_a_desktop_gis(const std::string& layer) {
  return layer == "layer_styles" || layer == "qgis_projects";
}

// Layers of a GPX file that say once more, point by point, what its routes and tracks say.
bool said_twice(const std::string& layer) { return layer == "route_points" || layer == "track_points"; }

std::string listed(const std::vector<std::string>& names) {
  return fmt::format("it has: {}", fmt::join(names, ", "));
}

// names: those that the driver lists; whole: with partitions replaced by their table, which it may open without listing it.
OGRLayer* layer_called(const std::string& path, GDALDataset& dataset, std::vector<std::string> names,
                       const std::vector<std::string>& whole, const std::string& wanted) {
  std::string name = wanted;
  // The driver leaves out the schema that it looks into first.
  const bool database = std::string(dataset.GetDriver()->GetDescription()) == "PostgreSQL";
  if (database && name.starts_with("public.") && std::find(names.begin(), names.end(), name) == names.end())
    name.erase(0, name.find('.') + 1);
  for (const auto& one : whole)
    if (std::find(names.begin(), names.end(), one) == names.end()) names.push_back(one);
  // A database tells names by the size of their letters, and they have no extension.
  const bool exact = std::find(names.begin(), names.end(), name) != names.end();
  if (const auto at = exact || database ? std::nullopt : find_name(names, name)) name = names[*at];
  const bool there = std::find(names.begin(), names.end(), name) != names.end();
  OGRLayer* layer = there ? dataset.GetLayerByName(name.c_str()) : nullptr;
  if (!layer)
    throw Error(ErrorKind::input, fmt::format("{}: there is no layer \"{}\"", path, wanted), listed(whole));
  return layer;
}

}  // namespace

std::vector<std::string> sublayers_of(GDALDataset& dataset) {
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) {
    const std::string name = layer->GetName();
    const std::string driver = dataset.GetDriver() ? dataset.GetDriver()->GetDescription() : "";
    const bool drawn = driver == "GPX" || driver == "LIBKML";  // their layers are folders, some of them empty
    if (of_a_desktop_gis(name) || (driver == "GPX" && said_twice(name))) continue;
    if (drawn && layer->GetFeatureCount() == 0) continue;
    names.push_back(name);
  }
  return names;
}

OGRLayer* choose_layer(const std::string& path, GDALDataset& dataset, const std::string& wanted) {
  std::vector<std::string> names = sublayers_of(dataset);
  const auto whole = names.empty() ? names : whole_tables(dataset, names);
  if (names.empty())
    throw Error(ErrorKind::input, fmt::format("{}: there is no layer in the file", path),
                "export it again, with at least one feature");
  // Tables beside the one layer that is drawn (layer_styles of QGIS, lists): nobody can mean them.
  if (wanted.empty()) names = whole;
  if (wanted.empty() && names.size() > 1) {
    auto drawn = names;
    std::erase_if(drawn, [&](const std::string& name) {
      OGRLayer* layer = dataset.GetLayerByName(name.c_str());
      return !layer || layer->GetGeomType() == wkbNone;
    });
    if (drawn.size() == 1) names = drawn;
  }
  if (wanted.empty() && names.size() > 1) {
    throw Error(ErrorKind::input, fmt::format("{}: it has {} layers", path, names.size()),
                "name one as sublayer; " + listed(whole));
  }
  return layer_called(path, dataset, names, whole, wanted.empty() ? names.front() : wanted);
}

}  // namespace zonegate::io
