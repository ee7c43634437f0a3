// SPDX-License-Identifier: Apache-2.0
//
// In which counties a project lies: every county that its footprint touches by area, length or point. The codes choose the levels of law;
// a project in two counties or provinces gets the rules of both. Where part of it lies in no known county, or the admin layer lost a feature, there may
// be a county more: what is bound to other codes stays open then.
// A border is known to the accuracies of both sides only: what lies nearer to it may lie in the next county, whose codes are kept apart (regions_near), or, where
// the layer ends, in one that nobody knows. Idea: the box of a part, grown by that distance, mostly lies inside one county, and nothing is near; only the parts
// of which that is not so are grown themselves. Cost: four edges against a county, and two overlaps more beside a border.
#include <algorithm>
#include <cmath>
#include <set>

#include "catalog/catalog.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

struct PlacedPart {
  const geom::Figure* figure = nullptr;
  geom::Figure frame;                 // its box, grown
  bool deep = false;                  // some county holds the whole frame
  std::optional<geom::Figure> grown;  // the part itself, grown; where a border is near
  double covered = 0;                 // area of `grown` that lies in counties
};

struct Nearby {
  double metres = 0;
  bool withheld = false;  // the distance must not be told
};

struct Place {
  double reach = 0;  // metres within which a border may truly lie elsewhere
  std::vector<PlacedPart> parts;
  std::set<std::string> met;           // codes of all levels
  std::map<std::string, Nearby> near;  // counties
  std::string fault;                   // it cannot be said what is near
  bool lost = false;                   // a county that could not be used is near
};

geom::Figure frame_of(const geom::Box& box, const geom::Plane& plane, double metres) {
  const geom::GroundScale low = plane.ground_scale({box.min_x, box.min_y});
  const geom::GroundScale high = plane.ground_scale({box.max_x, box.max_y});
  const geom::Box wide =
      box.grown(1.02 * metres / std::min(low.x, high.x), 1.02 * metres / std::min(low.y, high.y));
  return geom::make_figure({{geom::rectangle(wide)}, {}, {}});
}

double half_outline(const geom::Box& box) { return box.max_x - box.min_x + box.max_y - box.min_y; }

bool lies_in(const geom::Figure& part, const geom::Figure& county, const geom::Plane& plane) {
  if (!part.box.meets(county.box)) return false;
  if (part.has_area()) {
    const geom::Measured overlap = geom::overlap_area(part.area_edges(), county.area_edges());
    // A copied county border leaves slivers as thin as the snapping grid; they are no place in the next county.
    if (overlap.value > overlap.bound + 0.002 * 2 * half_outline(part.box)) return true;
  }
  if (!part.line_edges().empty()) {
    const geom::Figure* counties[] = {&county};
    if (geom::length_inside(part, counties, plane).total.value > 0) return true;
  }
  return std::any_of(part.shape.points.begin(), part.shape.points.end(), [&](geom::Point p) {
    return geom::locate(p, county.area_edges()) != geom::Side::outside;
  });
}

Place place_of(const Project& project, double layers_accuracy_m, const geom::Plane& plane) {
  Place place;
  place.reach = std::hypot(project.accuracy_m, project.datum_accuracy_m, layers_accuracy_m);
  for (const auto& part : project.parts) {
    place.parts.push_back({part.figure.get(), frame_of(part.figure->box, plane, place.reach), false, {}, 0});
  }
  return place;
}

// Is the part in the county? What is only near is noted.
bool look(Place& place, PlacedPart& part, const geom::Figure& county, const geom::Plane& plane,
          double& near) {
  if (!part.frame.box.meets(county.box)) return false;
  const geom::Measured shared = geom::overlap_area(part.frame.area_edges(), county.area_edges());
  if (shared.value <= shared.bound) return false;
  const geom::Measured whole = geom::area(part.frame.area_edges());
  if (whole.value - shared.value <= whole.bound + shared.bound) return part.deep = true;
  if (!part.grown)
    part.grown = geom::buffer(*part.figure, Metres(place.reach), plane, geom::BufferKind::cover);
  part.covered += geom::overlap_area(part.grown->area_edges(), county.area_edges()).value;
  if (lies_in(*part.figure, county, plane)) return true;
  if (const auto nearest = geom::nearest(*part.figure, county, plane, Metres(place.reach)))
    near = std::min(near, nearest->distance.value);
  return false;
}

// Is there ground of the project, or as near to it as a border may lie elsewhere, that no county covers? A strip of 2 mm is rounding of copied borders.
bool reaches_beyond(const Place& place) {
  return std::any_of(place.parts.begin(), place.parts.end(), [](const PlacedPart& part) {
    if (part.deep) return false;
    if (!part.grown) return true;
    const double thin = 0.002 * 2 * half_outline(part.grown->box);
    return part.covered < geom::area(part.grown->area_edges()).value - thin;
  });
}

void add_levels(std::set<std::string>& codes, const std::string& county) {
  codes.insert(county);
  codes.insert(county.substr(0, 4) + "00");
  codes.insert(county.substr(0, 2) + "0000");
}

void look(Place& place, const FeatureRow& county, const Layer& layer, const geom::Plane& plane) {
  for (const auto& part : place.parts)
    place.lost = place.lost || (!county.fault.empty() && county.doubt_box.meets(part.frame.box));
  const auto code = county.fields.find("code");
  if (!county.figure || code == county.fields.end() || is_unknown(code->second)) return;
  bool inside = false;
  double near = HUGE_VAL;
  try {
    for (auto& part : place.parts) inside = look(place, part, *county.figure, plane, near) || inside;
  } catch (const Error& error) {  // a footprint over half the country cannot be grown
    place.fault = error.what();
  }
  const std::string county_code = to_text(code->second);
  if (inside) {
    add_levels(place.met, county_code);
  } else if (near < HUGE_VAL) {
    const auto [at, fresh] = place.near.emplace(county_code, Nearby{near, false});
    at->second.metres = std::min(at->second.metres, near);
    at->second.withheld = at->second.withheld || layer.disclosure == Disclosure::yes_no;
  }
}

void add_issue(Project& project, const char* code, const std::string& what, const std::string& remedy) {
  project.issues.push_back(
      {code, Severity::warning, project.file, "", project.project_id, what, remedy, std::nullopt});
}

// The county stands in the code of a unit. Where the place is not known otherwise it says which levels of law bind; where it is, it has to agree.
void use_units(Project& project) {
  std::set<std::string> codes, strange;
  bool open = !project.units_fault.empty();
  const auto among = [](const std::vector<std::string>& regions, const std::string& county) {
    return std::find(regions.begin(), regions.end(), county) != regions.end();
  };
  for (auto& unit : project.units) {
    if (!schema::is_unit_code(unit.code)) continue;
    const std::string county = unit.code.substr(2, 6);
    add_levels(codes, county);
    open = open || !unit.certain;
    const bool known = among(project.regions, county) || among(project.regions_near, county);
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
  project.regions_stated = true;
  project.issues.push_back({"project.region_by_units", Severity::note, project.file, "", project.project_id,
                            "its county is that of its official units: no admin layer says where it lies", "",
                            std::nullopt});
}

void take_near(Project& project, const Place& place) {
  std::set<std::string> codes;
  std::string list;
  for (const auto& [county, near] : place.near) {
    if (place.met.contains(county)) continue;
    add_levels(codes, county);
    list += (list.empty() ? "" : ", ") + county + (near.withheld ? "" : " (" + fixed(near.metres, 1) + " m)");
  }
  if (list.empty()) return;
  std::set_difference(codes.begin(), codes.end(), place.met.begin(), place.met.end(),
                      std::back_inserter(project.regions_near));
  const std::string what = "the border of " + list + " is nearer than it is known (" + fixed(place.reach, 1) +
                           " m, the accuracies of the footprint and the admin layer): the project may lie "
                           "there too";
  add_issue(project, "project.region_near", what,
            "the rules of both sides are applied, and lists of regions count as open; supply a more exact "
            "admin layer");
}

// whole: the admin layers lost no feature that may lie anywhere.
void settle(Project& project, const Place& place, bool whole) {
  whole = whole && !place.lost;
  project.regions.assign(place.met.begin(), place.met.end());
  project.regions_open = !whole || !place.fault.empty() || reaches_beyond(place);
  if (!project.regions.empty()) take_near(project, place);
  use_units(project);
  if (project.parts.empty() || project.regions.empty() || !project.regions_open) return;
  std::string why =
      "part of it lies in no county of the admin layer, or nearer to where the layer ends than "
      "that is known (" +
      fixed(place.reach, 1) + " m)";
  if (!place.fault.empty()) why = "it cannot be said which counties are near: " + place.fault;
  if (!whole) why = "the admin layer lost a feature, so it may lie in a further county";
  add_issue(project, "project.region_unknown", why,
            "the rules of every region are applied; supply an admin layer that reaches the whole project and "
            "its surroundings");
}

void note_unplaced(ProjectSet& set, const std::string& why) {
  for (auto& project : set.projects) {
    if (!project.regions.empty() || project.parts.empty()) continue;
    add_issue(project, "project.region_unknown", why,
              "the rules of every region are applied; supply an admin layer that reaches the project");
  }
}

}  // namespace

void locate(ProjectSet& set, const LayerSet& layers, const geom::Plane& plane) {
  double accuracy_m = 0;
  bool any = false, whole = true;
  for (const auto& layer : layers.layers) {
    if (layer.kind != "admin") continue;
    any = true;
    accuracy_m = std::max(accuracy_m, layer.accuracy_m);
  }
  std::vector<Place> places;
  geom::Box all;
  for (const auto& project : set.projects) {
    places.push_back(any ? place_of(project, accuracy_m, plane) : Place());
    for (const auto& part : places.back().parts) all.add(part.frame.box);
  }
  for (const auto& layer : layers.layers) {
    if (layer.kind != "admin") continue;
    const auto report = read_layer(
        layer, layers.aliases, plane, [&](const geom::Box& box) { return box.meets(all); },
        [&](const FeatureRow& county) {
          for (auto& place : places) look(place, county, layer, plane);
        });
    whole = whole && report.readable && report.trusted;
    set.issues.insert(set.issues.end(), report.issues.begin(), report.issues.end());
  }
  for (std::size_t i = 0; i < set.projects.size(); ++i) settle(set.projects[i], places[i], whole);
  compare_units(set, layers);
  note_unplaced(set, any ? "lies in no county of the admin layer"
                         : "no admin layer was supplied, so its county is not known");
}

}  // namespace zonegate::catalog
