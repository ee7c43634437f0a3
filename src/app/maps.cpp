// SPDX-License-Identifier: Apache-2.0
//
// What a project's map shows: its footprint, the features of the layers that it meets or nearly meets, and the evidence.
#include <set>

#include "app/stages.h"

namespace zonegate::app {
namespace {

using Kind = report::MapShape::Kind;

Kind kind_of(overlay::EvidenceKind kind) {
  switch (kind) {
    case overlay::EvidenceKind::footprint:
      return Kind::footprint;
    case overlay::EvidenceKind::overlap:
      return Kind::overlap;
    case overlay::EvidenceKind::crossing:
      return Kind::crossing;
    case overlay::EvidenceKind::nearest:
      return Kind::nearest;
    case overlay::EvidenceKind::uncovered:
      return Kind::uncovered;
    case overlay::EvidenceKind::stand:
      return Kind::stand;
    case overlay::EvidenceKind::give_up:
    case overlay::EvidenceKind::remaining:
    case overlay::EvidenceKind::around:  // map sheets alone
    case overlay::EvidenceKind::not_examined:
    case overlay::EvidenceKind::border:
      return Kind::give_up;
  }
  return Kind::overlap;
}

const report::Relief* best_relief(const report::ProjectResult& result) {
  for (const auto& relief : result.relief) {
    if (relief.best) return &relief;
  }
  return nullptr;
}

// Levels and zones of one layer are other ground for the rules: each has its line in the legend.
std::string label_of(const catalog::Layer& layer, const Attributes& fields) {
  std::string label = layer.title.zh;
  for (const char* key : {"level", "zone"}) {
    const auto at = fields.find(key);
    if (at != fields.end() && !is_unknown(at->second) && !to_text(at->second).empty())
      label += " " + to_text(at->second);
  }
  return label;
}

template <class Names>
std::string joined(const Names& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ";") + name;
  return out;
}

}  // namespace

std::vector<report::MapShape> draw_map(const Route& route, const report::ProjectResult& result,
                                       const overlay::Nearby& nearby,
                                       const std::vector<overlay::Evidence>& evidence) {
  const auto& layers = route.s.layers;
  std::vector<report::MapShape> shapes;
  std::set<std::string> drawn;
  for (const auto& fact : result.facts.features) {
    const auto* layer = layers.find(fact.layer_id);
    const auto* figure = nearby.figure(fact.layer_id, fact.feature_id);
    if (!layer || layer->disclosure != catalog::Disclosure::full || !figure ||
        !drawn.insert(fact.layer_id + "\n" + fact.feature_id).second)
      continue;
    report::MapShape shape;
    shape.kind = Kind::layer;
    shape.label = label_of(*layer, fact.fields);
    shape.layer_kind = fact.kind;
    shape.demo = layer->demo;
    shape.lonlat = geom::to_lonlat(figure->shape, route.plane);
    shapes.push_back(std::move(shape));
  }
  for (const auto& e : evidence) {
    if (e.kind == overlay::EvidenceKind::remaining) continue;
    report::MapShape shape;
    if (e.kind == overlay::EvidenceKind::give_up) {
      const auto* best = best_relief(result);
      if (!best || joined(best->rules) != e.rule) continue;  // of several only what the report proposes
      shape.layer_kind = joined(best->kinds);
    }
    shape.kind = kind_of(e.kind);
    shape.label = e.kind == overlay::EvidenceKind::footprint ? e.part_id : e.rule;
    if (const auto* layer = layers.find(e.layer_id)) {
      shape.layer_kind = layer->kind;  // so that disclosure can be obeyed once more by whoever prints
      shape.demo = layer->demo;
    }
    shape.lonlat = e.lonlat;
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

}  // namespace zonegate::app
