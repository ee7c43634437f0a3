// SPDX-License-Identifier: Apache-2.0
//
// Counting corners. Each reading of each corner is a place; a reading fits as well as the number of corners that it brings into the target. Readings of all corners are added by name.
// Cost, for a project that does not fit only: two projections and some 60 readings a corner, of which the box of the target keeps a few for the test against its edges.
#include "catalog/datum_evidence.h"

#include <algorithm>

namespace zonegate::catalog {
namespace {

std::string said(const Attributes& fields, const char* key) {
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

bool holds(const Ground& ground, geom::Point p, double tolerance) {
  const geom::Box& b = ground.figure->box;
  const bool near = p.x >= b.min_x - tolerance && p.x <= b.max_x + tolerance && p.y >= b.min_y - tolerance &&
                    p.y <= b.max_y + tolerance;
  return near && geom::locate(p, ground.figure->area_edges(), std::max(tolerance, 2 * geom::kGrid)) !=
                     geom::Side::outside;
}

// Counts by name.
class Tally {
 public:
  Tally(const Target& target, const geom::Plane& plane) : target_(target), plane_(plane) {}

  void add(const std::vector<datum::Hypothesis>& readings) {
    for (std::size_t i = 0; i < readings.size(); ++i) {
      const auto& reading = readings[i];
      if (!reading.place || !target_.holds(plane_.from_lonlat(*reading.place))) continue;
      const auto at = counts_.try_emplace(reading.name, Count{i, {reading, 0}}).first;
      at->second.place = std::min(at->second.place, i);
      ++at->second.fit.corners;
    }
  }
  std::size_t of(const std::string& name) const {
    const auto at = counts_.find(name);
    return at == counts_.end() ? 0 : at->second.fit.corners;
  }
  std::vector<Fit> above(std::size_t corners) const {
    std::vector<const Count*> found;
    for (const auto& [name, count] : counts_)
      if (count.fit.corners > corners) found.push_back(&count);
    std::stable_sort(found.begin(), found.end(), [](const Count* a, const Count* b) {
      return a->fit.corners != b->fit.corners ? a->fit.corners > b->fit.corners : a->place < b->place;
    });
    std::vector<Fit> fits;
    for (const Count* count : found) fits.push_back(count->fit);
    return fits;
  }

 private:
  struct Count {
    std::size_t place;  // among the readings, simpler first
    Fit fit;
  };
  const Target& target_;
  const geom::Plane& plane_;
  std::map<std::string, Count> counts_;
};

constexpr const char* kAsStated = "as stated";

// Of all corners; -1: one of them is farther than the limit, or lies nowhere.
double farthest(const std::vector<geom::Point>& places, const Target& target, const geom::Plane& plane,
                double limit_m) {
  double worst = -1;
  for (const auto& place : places) {
    geom::Shape shape;
    shape.points.push_back(place);
    const geom::Figure figure = geom::make_figure(std::move(shape));
    double least = -1;
    for (const Ground* ground : target.grounds) {
      const auto nearest = geom::nearest(figure, *ground->figure, plane, Metres(limit_m));
      if (nearest && (least < 0 || nearest->distance.value < least)) least = nearest->distance.value;
    }
    if (least < 0) return -1;
    worst = std::max(worst, least);
  }
  return worst;
}

}  // namespace

const Grounds::Held& Grounds::of(const Layer& layer) {
  const auto at = held_.find(layer.id);
  if (at != held_.end()) return at->second;
  Held& held = held_[layer.id];
  const bool units = layer.kind != "admin";
  const auto report = read_layer(
      layer, layers_.aliases, plane_, [](const geom::Box&) { return true; },
      [&](const FeatureRow& row) {
        const std::string code = said(row.fields, "code");
        if (!row.figure || (units && !wanted_.contains(code))) return;
        held.all.push_back({code, said(row.fields, "name"), row.figure, &layer});
      });
  held.whole = report.readable && report.trusted && report.unusable == 0;
  std::vector<geom::Box> boxes;
  for (const auto& ground : held.all) boxes.push_back(ground.figure->box);
  held.boxes = index::BoxIndex(boxes);
  return held;
}

bool Target::holds(geom::Point p) const {
  const auto in = [&](const Ground& ground) { return catalog::holds(ground, p, tolerance_m); };
  if (std::any_of(grounds.begin(), grounds.end(), [&](const Ground* ground) { return in(*ground); }))
    return true;
  const geom::Box window = geom::Box{p.x, p.y, p.x, p.y}.grown(tolerance_m, tolerance_m);
  for (const auto* held : anywhere)
    for (const std::size_t i : held->boxes.query(window))
      if (in(held->all[i])) return true;
  return false;
}

Evidence weigh(const std::vector<Probe>& probes, const Target& target, const geom::Plane& plane,
               double limit_m) {
  Evidence evidence;
  evidence.corners = probes.size();
  Tally tally(target, plane);
  std::vector<geom::Point> places;
  for (const auto& probe : probes) {
    const auto readings = datum::readings(probe.source, probe.crs);
    if (!readings.empty() && readings.front().place)
      places.push_back(plane.from_lonlat(*readings.front().place));
    tally.add(readings);
  }
  evidence.as_stated = tally.of(kAsStated);
  evidence.better = tally.above(evidence.as_stated);
  if (evidence.as_stated == 0 && places.size() == evidence.corners)
    evidence.farthest_m = farthest(places, target, plane, limit_m);
  // A grid of somebody's own is a suspicion: told only where no system explains as much.
  if (!evidence.better.empty() && evidence.better.front().corners == evidence.corners) return evidence;
  Tally local(target, plane);
  for (const auto& probe : probes) local.add(datum::local_readings(probe.source, probe.crs));
  const std::size_t best = evidence.better.empty() ? evidence.as_stated : evidence.better.front().corners;
  std::vector<Fit> suspected;  // one of each kind: neighbouring meridians and heights say the same
  for (const auto& fit : local.above(best)) {
    const bool height = fit.reading.name.find("height") != std::string::npos;
    const bool known = std::any_of(suspected.begin(), suspected.end(), [&](const Fit& other) {
      return height == (other.reading.name.find("height") != std::string::npos);
    });
    if (!known) suspected.push_back(fit);
  }
  evidence.better.insert(evidence.better.begin(), suspected.begin(), suspected.end());
  return evidence;
}

}  // namespace zonegate::catalog
