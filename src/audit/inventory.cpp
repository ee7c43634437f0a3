// SPDX-License-Identifier: Apache-2.0
#include "audit/parts.h"

namespace zonegate::audit {
namespace {

std::string state_on(const catalog::Layer& layer, Date day) {
  switch (catalog::validity(layer, day)) {
    case catalog::Validity::expired:
      return "expired";
    case catalog::Validity::not_yet_valid:
      return "not_yet_valid";
    case catalog::Validity::in_force:
      break;
  }
  return "in_force";
}

// Read to its end: a header can say anything.
void count_features(Entry& entry, const catalog::Layer& layer, const catalog::Aliases& aliases) {
  try {
    const auto* kind = schema::find_kind(layer.kind);
    if (kind && kind->geometry == schema::Geometry::raster) {
      const io::RasterSource raster(layer.file);
      return;
    }
    io::VectorSource source(layer.file, catalog::reading_options(layer, aliases));
    io::SourceFeature feature;
    std::size_t n = 0;
    while (source.next(feature)) ++n;
    entry.features = n;
    for (const auto& issue : source.issues())
      if (issue.severity == Severity::error && entry.fault.empty()) entry.fault = issue.message;
  } catch (const Error& error) {
    entry.fault = error.what();
  }
}

}  // namespace

std::string_view to_string(catalog::Disclosure disclosure) {
  switch (disclosure) {
    case catalog::Disclosure::full:
      return "full";
    case catalog::Disclosure::area:
      return "area";
    case catalog::Disclosure::yes_no:
      break;
  }
  return "yes_no";
}

std::vector<Entry> list(const catalog::LayerSet& set, Date as_of, const Progress& progress) {
  const geom::Plane plane = geom::Plane::equal_area();
  std::vector<Entry> entries;
  for (const auto& layer : set.layers) {
    if (progress) progress("reading " + layer.id, entries.size(), set.layers.size());
    Entry& e = entries.emplace_back();
    e.id = layer.id;
    e.kind = layer.kind;
    e.file = layer.file;
    e.version = layer.version;
    e.title = layer.title;
    e.state = state_on(layer, as_of);
    e.statutory = layer.statutory;
    e.disclosure = layer.disclosure;
    if (layer.accuracy_stated) e.accuracy_m = layer.accuracy_m;
    const auto coverage = catalog::place_coverage(layer, plane);
    if (coverage.figure.has_area()) e.coverage_km2 = geom::area(coverage.figure.area_edges()).value / 1e6;
    count_features(e, layer, set.aliases);
  }
  return entries;
}

}  // namespace zonegate::audit
