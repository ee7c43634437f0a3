// SPDX-License-Identifier: Apache-2.0
//
// Values and geometries that stand twice. A geometry is known by a checksum of its edges in rising order: where a ring begins, which way it runs and in which order
// parts come makes no difference.
#include <algorithm>
#include <bit>
#include <tuple>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

void append(std::string& bytes, double v) {
  const auto word = std::bit_cast<std::uint64_t>(v == 0 ? 0.0 : v);
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((word >> shift) & 0xff);
}

std::string checksum(const geom::Figure& figure) {
  std::vector<std::tuple<double, double, double, double>> edges;
  for (const auto& e : figure.edges) {
    const bool turned = e.x0 == e.x1 && e.y0 > e.y1;  // vertical edges have no first end
    edges.emplace_back(e.x0, turned ? e.y1 : e.y0, e.x1, turned ? e.y0 : e.y1);
  }
  for (const auto& p : figure.shape.points) edges.emplace_back(p.x, p.y, p.x, p.y);
  std::sort(edges.begin(), edges.end());
  std::string bytes;
  bytes.reserve(edges.size() * 32);
  for (const auto& [x0, y0, x1, y1] : edges)
    for (const double v : {x0, y0, x1, y1}) append(bytes, v);
  return io::sha256_text(bytes).substr(0, 32);
}

}  // namespace

Twice::Twice(Work& work, const catalog::Layer& layer, const catalog::FieldReader& reader,
             const std::vector<std::string>& columns)
    : work_(work), layer_(layer) {
  for (const auto& name : work.facts(layer.kind).unique) {
    std::string column = reader.column(name);
    if (column.empty() && std::find(columns.begin(), columns.end(), name) != columns.end()) column = name;
    if (!column.empty()) keys_.push_back({name, column, {}});
  }
}

void Twice::look(const Row& row) {
  for (auto& key : keys_) {
    const auto at = row.source->fields.find(key.column);
    if (at == row.source->fields.end() || is_unknown(at->second)) continue;
    std::string value(schema::trimmed(to_text(at->second)));
    if (key.name == "code") value = schema::zone_code(value).value_or(value);
    if (!value.empty()) key.seen[value].push_back(row.source->fid);
  }
  if (!row.figure) return;
  std::string key = checksum(*row.figure);
  // Zones of different elements may follow one line.
  if (layer_.kind == "zone_element" && row.fields.contains("element"))
    key += to_text(row.fields.at("element"));
  auto& features = shapes_[key];
  features.push_back(row.source->fid);
  if (features.size() == 2) places_[key] = lonlat(row.figure->shape, work_.plane);
}

void Twice::finish() {
  for (const auto& key : keys_) {
    for (const auto& [value, features] : key.seen) {
      if (features.size() < 2) continue;
      const bool zones =
          layer_.kind == "zone_unit" || layer_.kind == "zone_element" || layer_.kind == "admin";
      Finding& f = work_.found.add(
          "layer.code_twice", zones ? Severity::error : Severity::warning, &layer_,
          {key.column + " “" + value + "” 出现 " + std::to_string(features.size()) + " 次",
           key.column + " '" + value + "' stands " + std::to_string(features.size()) + " times"},
          {"每个要素应有自己的编码；一个单元由多块组成时合并为一个要素",
           "give each feature its own; unite the parts of one unit in one feature"});
      name_features(f, features);
    }
  }
  finish_shapes();
}

void Twice::finish_shapes() {
  for (const auto& [key, features] : shapes_) {
    if (features.size() < 2) continue;
    Finding& f = work_.found.add("layer.geometry_twice", Severity::warning, &layer_,
                                 {"图形完全相同的要素有 " + std::to_string(features.size()) + " 个",
                                  std::to_string(features.size()) + " features have the same geometry"},
                                 {"删除重复的要素", "remove what stands twice"});
    name_features(f, features);
    f.place = places_.at(key);
  }
}

}  // namespace zonegate::audit
