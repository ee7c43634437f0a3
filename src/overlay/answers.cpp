// SPDX-License-Identifier: Apache-2.0
//
// The layers' answers, on two axes: how much was examined, and what was found. "No hit" and "not looked" never look alike.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using facts::LayerState;

// Is the feature within what a measure of this search distance asks for? A half width that is not stated may be as large as any.
bool within(const Work& work, const facts::FeatureFact& fact, double metres) {
  return fact.distance_m &&
         std::any_of(work.input.plan.measures.begin(), work.input.plan.measures.end(),
                     [&](const facts::Measure& m) {
                       if (m.layer != fact.kind || m.search_distance_m() != metres) return false;
                       const double width =
                           m.less.empty() ? 0 : facts::half_width(m, fact.fields).value_or(m.less_most_m);
                       return *fact.distance_m - width < m.max_distance_m;
                     });
}

bool found(const Work& work, const std::string& kind, double metres) {
  return std::any_of(work.out.features.begin(), work.out.features.end(), [&](const facts::FeatureFact& fact) {
    return fact.kind == kind && (facts::is_hit(fact.band) || (metres > 0 && within(work, fact, metres)));
  });
}

bool any_row(const Work& work, const std::string& kind) {
  return std::any_of(work.out.features.begin(), work.out.features.end(),
                     [&](const facts::FeatureFact& f) { return f.kind == kind; });
}

LayerState state_of(const Work& work, const Work::Kind& kind, bool hit, double share, bool unsized) {
  if (hit) return LayerState::hit;
  if (share >= 1 && !unsized) return LayerState::clear;
  if (kind.layers.empty() || kind.reason_code == "unreadable" || kind.reason_code == "empty" ||
      kind.reason_code == "fault" || work.project.parts.empty()) {
    return LayerState::not_examined;
  }
  if (unsized && share >= 1) return LayerState::partly_covered;
  return share > 0 ? LayerState::partly_covered : LayerState::not_covered;
}

// Share of the footprint that lies in no feature of a tiling kind. Every place lies in exactly one control unit: none is a data fault.
double outside(const Work& work, const std::string& key) {
  std::vector<geom::RegionInput> inputs;
  geom::Box window;
  bool bare = false;
  for (const auto& part : work.project.parts) {
    inputs.push_back({part.figure->area_edges(), 0});
    window.add(part.figure->box);
    bare = bare || !part.figure->has_area();
  }
  std::set<const HeldFeature*> seen;
  for (const auto& hit : work.hits) {
    if (work.out.features[hit.fact].kind == key && seen.insert(hit.feature).second)
      inputs.push_back({hit.feature->figure->area_edges(), 1});
  }
  if (bare && seen.empty()) return 1;
  geom::RegionOptions options;
  options.window = window;
  options.within = 0;
  const auto whole = geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0; }, work.input.plane, options);
  const auto hole = geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] == 0; }, work.input.plane, options);
  if (!(whole.area.value > 0)) return bare ? 0 : 1;
  // Gaps in the touch band (2 mm) between copied boundaries are no gaps.
  const double thin = hole.area.bound + 0.001 * hole.perimeter;
  return hole.area.value <= thin ? 0 : hole.area.value / whole.area.value;
}

// The official system's own answer stands where the geometry does not reach; where the two contradict each other the place is open.
void answer_by_units(const Work& work, facts::LayerAnswer& out) {
  if (work.official_contradicted) {
    out.state = LayerState::hit;
    out.reason_code = "contradicted";
    out.reason = units_doubt(work);
  } else if (work.official_unread && out.examined_share >= 1) {
    out.reason_code = "units_unread";
    out.reason = units_doubt(work);
  } else if (work.official_answers &&
             (out.examined_share < 1 || out.outside_share > 0 || out.state != LayerState::hit)) {
    out.state = LayerState::hit;
    out.official = true;
    out.reason_code = "official";
    out.reason = "answered by the official unit codes";
  }
}

facts::LayerAnswer answer(Work& work, const std::string& key, double metres, bool unsized) {
  auto& kind = work.kinds.at(key);
  const auto* spec = schema::find_kind(key);
  facts::LayerAnswer out;
  out.kind = key;
  for (const auto* held : kind.layers) out.layer_id += (out.layer_id.empty() ? "" : ";") + held->layer->id;
  out.search_distance_m = metres;
  out.examined_share = examined_share(work, kind, key, metres);
  const bool table = spec && spec->geometry == schema::Geometry::table;
  const bool hit = table ? work.sure_rows.contains(key) : found(work, key, metres);
  out.state = state_of(work, kind, hit, out.examined_share, unsized && !table);
  out.nearest_m = kind.nearest_m;
  out.bearing = kind.bearing;
  out.nearest_feature = kind.nearest_feature;
  out.near_band = kind.near_band;
  out.tiles = spec && spec->tiles;
  if (out.examined_share < 1) {
    out.reason = kind.reason;
    out.reason_code = kind.reason_code;
  } else if (unsized && !table) {
    out.reason = "a bare point or line has no area";
    out.reason_code = "point_only";
  }
  // Neither met nor cleared: county, industry or a cell of the row would tell.
  if (table && out.state == LayerState::clear && any_row(work, key)) {
    out.state = LayerState::hit;
    out.reason_code = "possible";
    out.reason = "whether its rows hold for this project is not certain";
  }
  if (out.tiles && !kind.layers.empty() && !work.project.parts.empty())
    out.outside_share = outside(work, key);
  // A place in no unit is a fault of the data, not one that has been cleared.
  if (out.outside_share > 0 && out.state == LayerState::clear) out.state = LayerState::not_examined;
  if (key == "zone_unit") answer_by_units(work, out);
  return out;
}

}  // namespace

void answer_layers(Work& work) {
  const bool unsized = std::any_of(work.project.parts.begin(), work.project.parts.end(),
                                   [](const catalog::Part& p) { return !p.sized; });
  for (const auto& [key, kind] : work.kinds) {
    for (const double metres : search_distances(work.input.plan, key)) {
      ask(work.input.go_on);
      work.out.layers.push_back(answer(work, key, metres, unsized));
    }
  }
}

std::set<double> search_distances(const facts::Plan& plan, const std::string& kind) {
  std::set<double> distances = {0};
  for (const auto& measure : plan.measures) {
    if (measure.layer == kind) distances.insert(measure.search_distance_m());
  }
  return distances;
}

}  // namespace zonegate::overlay
