// SPDX-License-Identifier: Apache-2.0
//
// Relates the parts of one project with the features of one kind. Features that meet the footprint, or lie within the plan's search distance,
// become facts; beyond it only the nearest one is remembered, for the layer's answer.
#include <algorithm>
#include <cmath>

#include "overlay/relate.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

struct Candidate {
  const HeldLayer* layer;
  const HeldFeature* feature;
  double
      box_gap;  // plane metres between the boxes: nearest first, so that later ones need not be searched far
};

std::vector<Candidate> candidates(const Work& work, const Work::Kind& kind, double reach) {
  const geom::Box footprint = window_of(work.project, work.input.plane, 0);
  const geom::Box window = window_of(work.project, work.input.plane, reach);
  std::vector<Candidate> found;
  if (window.empty()) return found;
  for (const auto* held : kind.layers) {
    for (const std::size_t i : held->index.query(window)) {
      const auto& feature = held->features[i];
      found.push_back({held, &feature, gap(footprint, feature.figure->box)});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.box_gap < b.box_gap; });
  return found;
}

// What a fact says of a derived layer: within the accuracy nothing is certain, neither a hit nor a near miss.
void weigh(facts::FeatureFact& fact, const Relation& r) {
  fact.certain = r.certain;
  if (fact.statutory) return;
  if (fact.band == facts::Band::boundary) fact.certain = false;
  if (!r.hit() && r.distance_m && *r.distance_m <= fact.accuracy_m) fact.certain = false;
}

facts::FeatureFact make_fact(const Work& work, const catalog::Part& part, const Candidate& c,
                             const Relation& r) {
  facts::FeatureFact fact;
  const catalog::Layer& layer = *c.layer->layer;
  fact.kind = layer.kind;
  fact.layer_id = layer.id;
  fact.feature_id = c.feature->id;
  fact.part_id = part.part_id;
  fact.role = part.role;
  fact.fields = c.feature->fields;
  fact.overlap_m2 = r.overlap_m2;
  fact.bound_m2 = r.bound_m2;
  const auto kcxs = fact.fields.find("kcxs");
  const double deduction = kcxs == fact.fields.end() ? 0 : as_number(kcxs->second).value_or(0);
  fact.net_m2 = r.overlap_m2 * (1 - std::clamp(deduction, 0.0, 1.0));
  fact.share_part = r.share_a;
  fact.share_feature = r.share_b;
  fact.length_m = r.length_m;
  fact.distance_m = r.distance_m;
  fact.bearing = r.bearing;
  fact.band = r.band;
  fact.width_m = r.width_m;
  // How far from flipping: the width of an overlap, the gap of a near miss; under a distance rule, what is left to its threshold.
  const double search = work.input.plan.max_distance_m(fact.kind);
  const double gap = r.distance_m.value_or(0);
  fact.margin_m = r.hit() ? r.width_m : search > 0 ? std::abs(search - gap) : gap;
  fact.accuracy_m = std::hypot(accuracy_of(work.project), accuracy_of(*c.layer));
  fact.statutory = layer.statutory;
  weigh(fact, r);
  return fact;
}

void remember_nearest(Work::Kind& kind, const Candidate& c, const facts::FeatureFact& fact) {
  if (!fact.distance_m || (kind.nearest_m && *kind.nearest_m <= *fact.distance_m)) return;
  kind.nearest_m = fact.distance_m;
  kind.bearing = fact.bearing;
  kind.nearest_feature = c.feature->id;
  const bool hit = facts::is_hit(fact.band);
  kind.near_band = hit ? facts::Band::none : std::max(fact.band, band_of(*fact.distance_m, fact.accuracy_m));
}

}  // namespace

double accuracy_of(const catalog::Project& project) {
  return std::hypot(project.accuracy_m, project.datum_accuracy_m);
}
double accuracy_of(const HeldLayer& held) {
  return std::hypot(held.layer->accuracy_m, held.report.datum_accuracy_m);
}

void find_hits(Work& work, const std::string& key) {
  auto& kind = work.kinds.at(key);
  const double search = work.input.plan.search_distance_m(key);
  // The near misses of an overlay are reported within the accuracy too, so the least reach is the combined accuracy.
  double least = search;
  for (const auto* held : kind.layers)
    least = std::max(least, std::hypot(accuracy_of(work.project), accuracy_of(*held)));
  const double reach = is_mosaic(key) ? least : std::max(least, kNearSearchM);
  for (const Candidate& c : candidates(work, kind, reach)) {
    ask(work.input.go_on);
    for (std::size_t p = 0; p < work.project.parts.size(); ++p) {
      const auto& part = work.project.parts[p];
      // Beyond what the rules ask for, only something nearer than the nearest so far matters.
      const double limit = std::max(least, std::min(reach, kind.nearest_m.value_or(reach)));
      const Relation r = relate(*part.figure, *c.feature->figure, work.input.plane,
                                {accuracy_of(work.project), accuracy_of(*c.layer), limit});
      if (!r.hit() && !r.distance_m) continue;
      facts::FeatureFact fact = make_fact(work, part, c, r);
      remember_nearest(kind, c, fact);
      if (!r.hit() && *r.distance_m > least) continue;
      const double hidden =
          !r.hit() && !r.certain
              ? std::max(hidden_overlap(*part.figure, *c.feature->figure, work.input.plane), 0.0)
              : 0;
      work.hits.push_back({work.out.features.size(), p, c.feature, c.layer, hidden, r.shared_m2});
      work.out.features.push_back(std::move(fact));
    }
  }
  join_touches(work, key);
}

}  // namespace zonegate::overlay
