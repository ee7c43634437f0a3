// SPDX-License-Identifier: Apache-2.0
//
// In which counties a project lies: every county that its footprint touches by area, length or point. The codes choose the levels of law;
// a project in two counties or provinces gets the rules of both. Where part of it lies in no known county, or the admin layer lost a feature, there may
// be a county more: what is bound to other codes stays open then.
#include <algorithm>
#include <set>

#include "catalog/catalog.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

// covered: grows by the area of the part that lies in the county.
bool lies_in(const geom::Figure& part, const geom::Figure& county, const geom::Plane& plane,
             double& covered) {
  if (!part.box.meets(county.box)) return false;
  if (part.has_area()) {
    const geom::Measured overlap = geom::overlap_area(part.area_edges(), county.area_edges());
    covered += overlap.value;
    // A copied county border leaves slivers as thin as the snapping grid; they are no place in the next county.
    const double perimeter = 2 * (part.box.max_x - part.box.min_x + part.box.max_y - part.box.min_y);
    if (overlap.value > overlap.bound + 0.002 * perimeter) return true;
  }
  if (!part.line_edges().empty()) {
    const geom::Figure* counties[] = {&county};
    if (geom::length_inside(part, counties, plane).total.value > 0) return true;
  }
  return std::any_of(part.shape.points.begin(), part.shape.points.end(), [&](geom::Point p) {
    return geom::locate(p, county.area_edges()) != geom::Side::outside;
  });
}

void add_levels(std::set<std::string>& codes, const std::string& county) {
  if (county.size() != 6) return;
  codes.insert(county);
  codes.insert(county.substr(0, 4) + "00");
  codes.insert(county.substr(0, 2) + "0000");
}

// Is there ground of the project that no county covers? A strip of 2 mm along its outline is rounding of copied borders.
bool reaches_beyond(const Project& project, double covered) {
  double area = 0, thin = 0;
  for (const auto& part : project.parts) {
    area += geom::area(part.figure->area_edges()).value;
    const auto& box = part.figure->box;
    thin += 0.002 * 2 * (box.max_x - box.min_x + box.max_y - box.min_y);
  }
  return covered < area - thin;
}

geom::Box box_of(const Project& project) {
  geom::Box box;
  for (const auto& part : project.parts) box.add(part.figure->box);
  return box;
}

// The county stands in the code of a unit. Where the place is not known otherwise it says which levels of law bind; where it is, it has to agree.
void use_units(Project& project) {
  std::set<std::string> codes, strange;
  bool open = !project.units_fault.empty();
  for (auto& unit : project.units) {
    if (!schema::is_unit_code(unit.code)) continue;
    const std::string county = unit.code.substr(2, 6);
    add_levels(codes, county);
    open = open || !unit.certain;
    const bool known =
        std::find(project.regions.begin(), project.regions.end(), county) != project.regions.end();
    if (project.regions.empty() || project.regions_open || known) continue;
    strange.insert(unit.code);
    unit.certain = false;
  }
  for (const auto& code : strange) {
    project.issues.push_back(
        {"project.units_conflict", Severity::error, project.file, "", project.project_id,
         "official unit " + code + " is of another county than the footprint lies in; neither is preferred",
         "check project_id, footprint and reference system, and the code", std::nullopt});
  }
  if (!project.regions.empty() || codes.empty()) return;
  project.regions.assign(codes.begin(), codes.end());
  project.regions_open = open;
  project.issues.push_back({"project.region_by_units", Severity::note, project.file, "", project.project_id,
                            "its county is that of its official units: no admin layer says where it lies", "",
                            std::nullopt});
}

void note_unplaced(ProjectSet& set, const std::string& why) {
  for (auto& project : set.projects) {
    if (!project.regions.empty() || project.parts.empty()) continue;
    project.issues.push_back(
        {"project.region_unknown", Severity::warning, project.file, "", project.project_id, why,
         "the rules of every region are applied; supply an admin layer that reaches the project",
         std::nullopt});
  }
}

}  // namespace

void locate(ProjectSet& set, const LayerSet& layers, const geom::Plane& plane) {
  std::vector<geom::Box> boxes;
  geom::Box all;
  for (const auto& project : set.projects) {
    boxes.push_back(box_of(project));
    all.add(boxes.back());
  }
  std::vector<std::set<std::string>> codes(set.projects.size());
  std::vector<double> covered(set.projects.size(), 0);
  bool any = false, whole = true;
  for (const auto& layer : layers.layers) {
    if (layer.kind != "admin") continue;
    any = true;
    const auto report = read_layer(
        layer, layers.aliases, plane, [&](const geom::Box& box) { return box.meets(all); },
        [&](FeatureRow&& county) {
          if (!county.figure) return;
          const auto code = county.fields.find("code");
          if (code == county.fields.end() || is_unknown(code->second)) return;
          for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (!boxes[i].meets(county.figure->box)) continue;
            const auto& parts = set.projects[i].parts;
            bool inside = false;
            for (const auto& part : parts)
              inside = lies_in(*part.figure, *county.figure, plane, covered[i]) || inside;
            if (inside) add_levels(codes[i], to_text(code->second));
          }
        });
    whole = whole && report.readable && report.trusted;
    set.issues.insert(set.issues.end(), report.issues.begin(), report.issues.end());
  }
  for (std::size_t i = 0; i < set.projects.size(); ++i) {
    auto& project = set.projects[i];
    project.regions.assign(codes[i].begin(), codes[i].end());
    project.regions_open = !whole || reaches_beyond(project, covered[i]);
    use_units(project);
    if (project.parts.empty() || project.regions.empty() || !project.regions_open) continue;
    project.issues.push_back(
        {"project.region_unknown", Severity::warning, project.file, "", project.project_id,
         whole ? "part of it lies in no county of the admin layer"
               : "the admin layer lost a feature, so it may lie in a further county",
         "the rules of every region are applied; supply an admin layer that reaches the whole project",
         std::nullopt});
  }
  compare_units(set, layers);
  note_unplaced(set, any ? "lies in no county of the admin layer"
                         : "no admin layer was supplied, so its county is not known");
}

}  // namespace zonegate::catalog
