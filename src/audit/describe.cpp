// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

constexpr std::size_t kFirst = 3, kUnknown = 20;

// What stands in cells where nothing was said.
bool looks_missing(const Value& v) {
  constexpr std::array<std::string_view, 12> kWords = {"0",  "/",    "\\",   "-",      "—",   "--",
                                                       "无", "NULL", "null", "<Null>", "N/A", "-9999"};
  if (is_unknown(v)) return false;
  const std::string text = to_text(v);
  const auto trimmed = schema::trimmed(text);
  return trimmed.empty() ? !text.empty() : std::find(kWords.begin(), kWords.end(), trimmed) != kWords.end();
}

void add_once(std::vector<std::string>& list, const std::string& text, std::size_t most) {
  if (list.size() < most && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

std::vector<Column> columns_of(const catalog::Layer& layer, const catalog::FieldReader& reader,
                               const std::vector<std::string>& names) {
  std::vector<Column> columns;
  const auto* kind = schema::find_kind(layer.kind);
  for (const auto& name : names) {
    Column& column = columns.emplace_back();
    column.name = name;
    for (const auto& field : kind ? kind->fields : std::vector<schema::FieldSpec>()) {
      const std::string key(field.key);
      if (reader.column(key) != name) continue;
      column.field = key;
      column.by = layer.fields.contains(key) ? "manifest" : key == name ? "name" : "alias";
    }
  }
  return columns;
}

void look_at_values(Description& d, const io::SourceFeature& feature) {
  for (auto& column : d.columns) {
    const auto at = feature.fields.find(column.name);
    if (at == feature.fields.end() || is_unknown(at->second)) continue;
    const std::string text = to_text(at->second);
    if (looks_missing(at->second)) add_once(column.missing, text, kFirst);
    if (schema::trimmed(text).empty()) continue;
    ++column.filled;
    add_once(column.first, shortened(text, 40), kFirst);
  }
}

// Words that neither the schema nor layers/<kind>.yaml knows.
void look_at_words(Description& d, const KindFacts& facts, const schema::KindSpec* kind,
                   const Attributes& fields, const std::vector<std::string>& unreadable) {
  for (const auto& cell : unreadable) add_once(d.unknown_values, cell, kUnknown);
  for (const auto& [name, what] : facts.fields) {
    const auto* spec = kind ? schema::find_field(*kind, name) : nullptr;
    const auto at = fields.find(name);
    if (!spec || !spec->values.empty() || what.values.empty() || at == fields.end()) continue;
    const std::string text = is_unknown(at->second) ? "" : to_text(at->second);
    if (text.empty() || std::find(what.values.begin(), what.values.end(), text) != what.values.end())
      continue;
    add_once(d.unknown_values, name + " '" + text + "'", kUnknown);
  }
}

void find_required(Description& d, const KindFacts& facts) {
  for (const auto& [name, what] : facts.fields) {
    const std::string& wanted = name;
    const bool there =
        std::any_of(d.columns.begin(), d.columns.end(), [&](const Column& c) { return c.field == wanted; });
    if (what.required && !there) d.required_missing.push_back(name);
  }
}

std::string why_of(const io::VectorSource& source, const catalog::Layer& layer) {
  if (!source.has_geometry()) return "a table without geometry";
  if (!source.crs()) return "the file states none, and the manifest neither";
  if (layer.crs.empty()) return "stated by the file";
  try {
    const auto options = [&] {
      io::VectorOptions o;
      o.sublayer = layer.sublayer;
      o.encoding = layer.encoding;
      o.crs_optional = true;
      return o;
    }();
    const io::VectorSource bare(layer.file, options);
    return bare.crs() ? "stated by the file, and by the manifest"
                      : "stated by the manifest; the file says none";
  } catch (const Error&) {
    return "stated by the manifest";
  }
}

void take_place(Description& d, geom::Box& extent, const geom::Transform& transform,
                const geom::Shape& shape) {
  const auto placed = transform(shape);
  if (placed.figure) {
    if (!placed.figure->box.empty()) extent.add(placed.figure->box);
  } else {
    ++d.unusable;
  }
}

geom::Box to_lonlat_box(const geom::Box& box, const geom::Plane& plane) {
  geom::Box out;
  for (const double x : {box.min_x, box.max_x}) {
    for (const double y : {box.min_y, box.max_y}) {
      const auto p = plane.to_lonlat({x, y});
      out.add(geom::Point{p.lon, p.lat});
    }
  }
  return out;
}

void read_vector(Description& d, const catalog::Layer& layer, const catalog::Aliases& aliases,
                 const KindFacts& facts, const Progress& progress) {
  io::VectorOptions options = catalog::reading_options(layer, aliases);
  options.crs_optional = true;
  io::VectorSource source(layer.file, options);
  const catalog::FieldReader reader(layer, aliases, source.field_names());
  const auto* kind = schema::find_kind(layer.kind);
  d.driver = source.driver();
  d.sublayer = source.sheet().empty() ? layer.sublayer : source.sheet();
  d.crs_why = why_of(source, layer);
  if (source.crs())
    d.crs = source.crs()->authority().empty() ? source.crs()->name() : source.crs()->authority();
  d.columns = columns_of(layer, reader, source.field_names());
  find_required(d, facts);
  const geom::Plane plane = geom::Plane::equal_area();
  std::optional<geom::Transform> transform;
  if (source.crs()) transform.emplace(*source.crs(), plane);
  geom::Box extent;
  catalog::LayerWords words(layer, aliases, source);
  io::SourceFeature feature;
  while (source.next(feature)) {
    ++d.features;
    if (const Issue* said = words.hear(feature)) d.issues.push_back("[" + said->code + "] " + said->message);
    if (progress && d.features % 1000 == 1) progress("reading " + layer.file, d.features, 0);
    if (!feature.fault.empty()) {
      ++d.unusable;
      continue;
    }
    look_at_values(d, feature);
    std::vector<std::string> unreadable;
    const Attributes fields = reader.read(feature.fields, &unreadable);
    look_at_words(d, facts, kind, fields, unreadable);
    if (transform) take_place(d, extent, *transform, feature.shape);
  }
  d.encoding = source.encoding();
  d.gaps = words.gaps();
  if (!extent.empty()) d.extent = to_lonlat_box(extent, plane);
  for (const auto& issue : source.issues()) d.issues.push_back("[" + issue.code + "] " + issue.message);
}

void read_raster(Description& d, const catalog::Layer& layer) {
  const io::RasterSource raster(layer.file);
  const geom::Plane plane = geom::Plane::equal_area();
  const geom::Transform transform(raster.crs(), plane);
  d.driver = "raster";
  d.crs = raster.crs().authority().empty() ? raster.crs().name() : raster.crs().authority();
  d.crs_why = "stated by the file";
  geom::Shape corners;
  for (const double column : {0.0, static_cast<double>(raster.grid().columns)})
    for (const double row : {0.0, static_cast<double>(raster.grid().rows)})
      corners.points.push_back(raster.grid().at(column, row));
  geom::Box extent;
  take_place(d, extent, transform, corners);
  if (!extent.empty()) d.extent = to_lonlat_box(extent, plane);
  for (const auto& band : raster.bands())
    d.columns.push_back({band.name.empty() ? "band" : band.name, "value", "name", 0, {band.type}, {}});
}

}  // namespace

Description describe(const catalog::Layer& layer, const catalog::Aliases& aliases, const Kinds& kinds,
                     const Progress& progress) {
  Description d;
  d.file = layer.file;
  d.sublayer = layer.sublayer;
  const auto at = kinds.find(layer.kind);
  try {
    if (io::is_raster_file(layer.file)) {
      read_raster(d, layer);
    } else {
      read_vector(d, layer, aliases, at == kinds.end() ? KindFacts{} : at->second, progress);
    }
  } catch (const Error& error) {
    d.fault = error.what();
    if (!error.hint().empty()) d.fault += " (" + error.hint() + ")";
  }
  if (std::filesystem::is_regular_file(layer.file)) d.sha256 = io::sha256_file(layer.file);
  return d;
}

}  // namespace zonegate::audit
