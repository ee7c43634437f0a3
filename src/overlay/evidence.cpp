// SPDX-License-Identifier: Apache-2.0
//
// Evidence, drawn after the verdict: GEOS draws the shared ground of a part and a feature from the same snapped vertices on the same grid, and
// the area of the drawing is held against the area that was measured. The measured one stands in any case; a drawing that disagrees by more than
// grid x perimeter + bound is an Issue, for then one of two independent computations is wrong.
#include <algorithm>
#include <cmath>

#include "overlay/relate.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

const catalog::Part* part_of(const catalog::Project& project, const std::string& part_id) {
  const auto at = std::find_if(project.parts.begin(), project.parts.end(),
                               [&](const catalog::Part& p) { return p.part_id == part_id; });
  return at == project.parts.end() ? nullptr : &*at;
}

double perimeter(const geom::Shape& shape) {
  double sum = 0;
  const auto add = [&](const geom::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& p = ring[i];
      const auto& q = ring[(i + 1) % ring.size()];
      sum += std::hypot(q.x - p.x, q.y - p.y);
    }
  };
  for (const auto& polygon : shape.polygons) {
    add(polygon.shell);
    for (const auto& hole : polygon.holes) add(hole);
  }
  return sum;
}

class Drawer {
 public:
  Drawer(const catalog::Project& project, const geom::Plane& plane, std::vector<Issue>& issues,
         const std::function<void()>& go_on)
      : project_(project), plane_(plane), issues_(issues), go_on_(go_on) {}

  Evidence blank(EvidenceKind kind, const std::string& rule, const facts::FeatureFact& fact) const {
    Evidence e;
    e.kind = kind;
    e.project_id = project_.project_id;
    e.rule = rule;
    e.layer_id = fact.layer_id;
    e.feature_id = fact.feature_id;
    e.part_id = fact.part_id;
    return e;
  }

  void overlap(const std::string& rule, const facts::FeatureFact& fact, const geom::Figure& part,
               const geom::Figure& feature) {
    const geom::Drawing drawing = geom::draw_intersection(part, feature);
    if (!drawing.fault.empty()) {
      complain(fact, "evidence.not_drawn", "the overlap could not be drawn: " + drawing.fault);
      return;
    }
    if (!drawing.shape.polygons.empty()) {
      Evidence e = blank(EvidenceKind::overlap, rule, fact);
      e.area_m2 = drawing.area.value;
      e.measured_m2 = fact.overlap_m2;
      // Components in the touch band are drawn but not counted: half their width times the perimeter more.
      const double tolerance = (geom::kGrid + kTouchWidthM / 2) * perimeter(drawing.shape) + fact.bound_m2;
      e.agrees = std::abs(e.area_m2 - e.measured_m2) <= tolerance;
      if (!e.agrees) {
        complain(fact, "evidence.area_differs",
                 "drawn " + fixed(e.area_m2, 4) + " m2, measured " + fixed(e.measured_m2, 4) +
                     " m2; the measured one stands");
      }
      e.lonlat.polygons = geom::to_lonlat(drawing.shape, plane_).polygons;
      out.push_back(std::move(e));
    }
    if (!drawing.shape.lines.empty()) {
      Evidence e = blank(EvidenceKind::crossing, rule, fact);
      e.lonlat.lines = geom::to_lonlat(drawing.shape, plane_).lines;
      out.push_back(std::move(e));
    }
  }

  void nearest(const std::string& rule, const facts::FeatureFact& fact, const geom::Figure& part,
               const geom::Figure& feature) {
    const auto near = geom::nearest(part, feature, plane_, Metres(*fact.distance_m * 1.001 + 1));
    if (!near || near->distance.value <= 0) return;
    Evidence e = blank(EvidenceKind::nearest, rule, fact);
    geom::Shape line;
    line.lines.push_back({near->on_a, near->on_b});
    e.lonlat = geom::to_lonlat(line, plane_);
    out.push_back(std::move(e));
  }

  void footprints() {
    for (const auto& part : project_.parts) {
      Evidence e;
      e.kind = EvidenceKind::footprint;
      e.project_id = project_.project_id;
      e.part_id = part.part_id;
      e.lonlat = geom::to_lonlat(part.figure->shape, plane_);
      e.area_m2 = e.measured_m2 = geom::area(part.figure->area_edges()).value;
      out.push_back(std::move(e));
    }
  }

  // The part of the extended footprint that a data set's declared coverage leaves out.
  void uncovered(const facts::LayerAnswer& answer, const catalog::LayerSet& layers) {
    if (answer.examined_share >= 1 || answer.reason_code != "coverage") return;
    std::vector<geom::Figure> coverages;
    for (const auto& layer : layers.layers) {
      if (layer.kind != answer.kind || layer.coverage.empty() || !lists(answer.layer_id, layer.id)) continue;
      const geom::Transform transform(geom::Crs::parse("EPSG:4490"), plane_);
      auto placed = transform(layer.coverage);
      if (placed.figure) coverages.push_back(std::move(*placed.figure));
    }
    std::vector<const geom::Figure*> pointers;
    for (const auto& c : coverages) pointers.push_back(&c);
    const geom::Drawing together = geom::draw_union(pointers);
    if (!together.fault.empty()) return;
    const geom::Figure covered = geom::make_figure(together.shape);
    for (const auto& part : project_.parts) {
      ask(go_on_);
      const double reach = part.sized ? answer.search_distance_m : std::max(answer.search_distance_m, 1.0);
      const geom::Figure grown =
          reach > 0 ? geom::buffer(*part.figure, Metres(reach), plane_, geom::BufferKind::cover)
                    : *part.figure;
      const geom::Drawing hole = geom::draw_difference(grown, covered);
      if (!hole.fault.empty() || hole.shape.polygons.empty()) continue;
      Evidence e;
      e.kind = EvidenceKind::uncovered;
      e.project_id = project_.project_id;
      e.layer_id = answer.layer_id;
      e.part_id = part.part_id;
      e.area_m2 = e.measured_m2 = hole.area.value;
      e.lonlat.polygons = geom::to_lonlat(hole.shape, plane_).polygons;
      out.push_back(std::move(e));
    }
  }

  std::vector<Evidence> out;

 private:
  static bool lists(const std::string& joined, const std::string& id) {
    return (";" + joined + ";").find(";" + id + ";") != std::string::npos;
  }

  void complain(const facts::FeatureFact& fact, const std::string& code, const std::string& message) {
    issues_.push_back({code, Severity::warning, project_.file, fact.layer_id, fact.feature_id, message,
                       "please report this pair", std::nullopt});
  }

  const catalog::Project& project_;
  const geom::Plane& plane_;
  std::vector<Issue>& issues_;
  const std::function<void()>& go_on_;
};

}  // namespace

std::vector<Evidence> draw(const catalog::Project& project, const facts::ProjectFacts& facts,
                           const std::vector<EvidenceRequest>& requests,
                           const std::vector<facts::LayerAnswer>& answers, const Nearby& nearby,
                           const catalog::LayerSet& layers, const geom::Plane& plane,
                           std::vector<Issue>& issues) {
  const auto& go_on = nearby.impl().go_on;
  Drawer drawer(project, plane, issues, go_on);
  drawer.footprints();
  for (const auto& request : requests) {
    ask(go_on);
    const auto& fact = facts.features[request.feature];
    const auto* part = part_of(project, fact.part_id);
    const auto* figure = nearby.figure(fact.layer_id, fact.feature_id);
    if (!part || !figure) continue;
    const bool hit = facts::is_hit(fact.band);
    if (hit) {
      drawer.overlap(request.rule, fact, *part->figure, *figure);
    } else if (fact.distance_m && *fact.distance_m > 0) {
      drawer.nearest(request.rule, fact, *part->figure, *figure);
    }
  }
  for (const auto& answer : answers) drawer.uncovered(answer, layers);
  return std::move(drawer.out);
}

}  // namespace zonegate::overlay
