// SPDX-License-Identifier: Apache-2.0
//
// Features that lie outside what their data set claims, or outside every county. Polygons by area, with trees of boxes on both sides; lines and points by length and
// place. A coverage says where data is complete, and a publisher may hold more: what lies in some county of the admin layer, or only partly outside, is a note. What lies
// outside both, or outside the coverage where no county is known, is a warning.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

geom::PreparedArea prepared(const geom::Shape& shape) {
  geom::PreparedArea area;
  area.assign(geom::to_rings(shape));
  return area;
}

enum class Where { inside, partly, outside };
struct Lying {
  Where where = Where::inside;
  double area = 0;  // of what lies outside
};

Lying lying(geom::AreaOverlap& overlap, const Feature& feature,
            const std::vector<const geom::PreparedArea*>& ground) {
  double inside = 0, slack = feature.area.area().bound;
  for (const auto* area : ground) {
    if (!area->box().meets(feature.box)) continue;
    const auto shared = overlap(feature.area, *area);
    inside += shared.value;
    slack += shared.bound + kRoundingWidth * overlap.boundary_seen();
  }
  const double left = feature.size - inside;
  if (inside <= slack) return {Where::outside, feature.size};
  if (left <= slack) return {};
  return {Where::partly, left};
}

void tell(Work& work, const Data& data, const Feature& feature, const Lying& lying, bool counties,
          bool serious) {
  const bool whole = lying.where == Where::outside;
  const Severity severity = whole && serious ? Severity::warning : Severity::note;
  const Text where = counties ? Text{"行政区图层的各县之外", "every county of the admin layer"}
                              : Text{"声明的覆盖范围之外", "the declared coverage"};
  const Text message{(whole ? "要素位于" : "要素有一部分位于") + where.zh,
                     (whole ? "it lies outside " : "part of it lies outside ") + where.en};
  const Text hint{"核对图形、坐标系和覆盖范围", "check polygon, reference system and coverage"};
  Finding& f = counties ? work.found.add("layer.outside_counties", severity, data.layer, message, hint)
                        : work.found.add("layer.outside_coverage", severity, data.layer, message, hint);
  name_features(f, {feature.fid});
  if (feature.area.empty()) return;
  f.area_m2 = lying.area;
  f.share = feature.size > 0 ? lying.area / feature.size : 0;
  f.place = lonlat(figure_of(feature.area).shape, work.plane);
}

// Points and lines only by their box: one that meets nothing of the ground lies outside.
Lying lying_by_box(const Feature& feature, const std::vector<const geom::PreparedArea*>& ground) {
  const double room = geom::kGrid * 4;  // a point has a box without area
  const geom::Box r = feature.box.grown(room, room);
  const geom::PreparedArea area = prepared(frame(r));
  geom::AreaOverlap overlap;
  for (const auto* one : ground)
    if (one->box().meets(r) && overlap(area, *one).value > 0) return {};
  return {Where::outside, 0};
}

using Ground = std::vector<const geom::PreparedArea*>;

Lying lying_in(geom::AreaOverlap& overlap, const Feature& feature, const Ground& ground) {
  return feature.area.empty() ? lying_by_box(feature, ground) : lying(overlap, feature, ground);
}

void look_at_coverage(Work& work, const Data& data, const geom::PreparedArea& coverage,
                      const Ground& counties) {
  geom::AreaOverlap overlap;
  for (const auto& feature : data.features) {
    if (feature.box.empty()) continue;
    const Lying where = lying_in(overlap, feature, {&coverage});
    if (where.where == Where::inside) continue;
    const bool known = !counties.empty() && lying_in(overlap, feature, counties).where != Where::outside;
    tell(work, data, feature, where, false, !known);
  }
}

void look_at_counties(Work& work, const Data& data, const Ground& counties, bool serious) {
  geom::AreaOverlap overlap;
  for (const auto& feature : data.features) {
    if (feature.box.empty() || counties.empty()) continue;
    const Lying where = lying_in(overlap, feature, counties);
    if (where.where != Where::inside) tell(work, data, feature, where, true, serious);
  }
}

}  // namespace

void look_outside(Work& work, const Data& data) {
  const geom::PreparedArea coverage = prepared(catalog::place_coverage(*data.layer, work.plane).figure.shape);
  const bool is_admin = data.layer->kind == "admin";
  Ground counties;
  if (!is_admin)
    for (const Data* admin : work.admin)
      for (const auto& county : admin->features) counties.push_back(&county.area);
  if (!coverage.empty()) look_at_coverage(work, data, coverage, counties);
  // A data set that claims more ground than the counties cover may hold features there.
  double within = 0;
  geom::AreaOverlap overlap;
  for (const auto* county : counties) within += coverage.empty() ? 0 : overlap(coverage, *county).value;
  constexpr double kMostly = 0.5;
  look_at_counties(work, data, counties, coverage.empty() || within >= kMostly * coverage.area().value);
}

}  // namespace zonegate::audit
