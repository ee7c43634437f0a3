// SPDX-License-Identifier: Apache-2.0
//
// The block: projects are indexed, each layer is streamed once over them, then every project is measured on its own, in any order of threads.
#include <algorithm>
#include <cmath>

#include "overlay/work.h"

namespace zonegate::overlay {

// What the rules ask for, and what is mandatory for a project of this type; never what only its neighbours in the block need.
// Access lists and element zones are set out for reviewers wherever they are supplied.
std::set<std::string> kinds_of(const catalog::Project& project, const MeasureInput& input) {
  const facts::Plan& plan = input.plan;
  std::set<std::string> kinds;
  for (const auto& layer : input.layers.layers) {
    if (layer.kind == "zone_list" || layer.kind == "zone_element") kinds.insert(layer.kind);
  }
  for (const auto& kind : plan.kinds()) kinds.insert(kind);
  for (const auto& measure : plan.measures) {
    if (!measure.via.empty()) kinds.insert(measure.via);
  }
  const auto type = project.attributes.find("project_type");
  const std::string word = type == project.attributes.end() ? std::string() : to_text(type->second);
  for (const auto kind : schema::mandatory_kinds(word)) kinds.emplace(kind);
  std::erase_if(kinds, [](const std::string& kind) {
    const auto* spec = schema::find_kind(kind);
    return !spec || spec->geometry == schema::Geometry::raster;
  });
  return kinds;
}

double reach_of(const MeasureInput& input, const std::string& kind) {
  const double search = input.plan.search_distance_m(kind);
  // 500 m beyond the search covers any sensible accuracy of near misses; mosaics need no more.
  return is_mosaic(kind) ? search + 500 : std::max(search + 500, kNearSearchM);
}

namespace {

std::set<std::string> kinds_of(const Projects& block, const MeasureInput& input) {
  std::set<std::string> kinds;
  for (const auto* project : block) kinds.merge(kinds_of(*project, input));
  return kinds;
}

// Every data set that some project of the block chooses, in the catalog's order.
std::vector<const catalog::Layer*> needed_by(const Projects& block, const MeasureInput& input) {
  std::set<const catalog::Layer*> chosen;
  std::set<Date> days;
  for (const auto* project : block) days.insert(project->as_of);
  for (const auto& kind : kinds_of(block, input)) {
    for (const Date day : days) {
      const auto choice = catalog::choose(input.layers, kind, day);
      chosen.insert(choice.layers.begin(), choice.layers.end());
    }
  }
  std::vector<const catalog::Layer*> needed;
  for (const auto& layer : input.layers.layers) {
    if (chosen.contains(&layer)) needed.push_back(&layer);
  }
  return needed;
}

// The first reading looked at more of the layer than this one, so its report holds.
void settle(const catalog::Layer& layer, const catalog::LayerReport& first, catalog::LayerReport& now) {
  if (first.readable != now.readable || first.rows != now.rows) {
    throw Error(ErrorKind::input, layer.file + ": changed while the run read it",
                "run again when nothing writes to it any more");
  }
  now = first;
}

void choose_layers(Work& work, const std::set<std::string>& kinds) {
  for (const auto& key : kinds) {
    auto& kind = work.kinds[key];
    kind.choice = catalog::choose(work.input.layers, key, work.project.as_of);
    for (const auto* layer : kind.choice.layers) kind.layers.push_back(&work.held.at(layer->id));
  }
}

void measure_parts(Work& work) {
  std::vector<const geom::Figure*> occupation;
  std::vector<geom::RegionInput> inputs;
  for (const auto& part : work.project.parts) {
    facts::PartFact fact;
    fact.part_id = part.part_id;
    fact.role = part.role;
    fact.sized = part.sized;
    const geom::Figure* figures[] = {part.figure.get()};
    const geom::Measured area = geom::area(part.figure->area_edges());
    fact.area_ellipsoidal_m2 = area.value;
    fact.area_bound_m2 = area.bound;
    if (const auto legal = geom::planar_area(figures, work.input.plane)) {
      fact.area_planar_m2 = legal->area.value;
      fact.planar_crs = legal->crs;
    }
    if (const auto* line = line_of(part)) fact.length_m = geom::length(*line, work.input.plane).value;
    work.out.parts.push_back(fact);
    if (schema::role_class(part.role) != schema::RoleClass::occupation || !part.figure->has_area()) continue;
    occupation.push_back(part.figure.get());
    inputs.push_back({part.figure->area_edges(), 0});
  }
  if (occupation.empty()) return;
  const double together = geom::measure_region(
                              inputs, [](std::span<const int> n) { return n[0] > 0; }, work.input.plane)
                              .area.value;
  double separate = 0;
  for (const auto* figure : occupation) separate += geom::area(figure->area_edges()).value;
  work.out.area_ellipsoidal_m2 = occupation.size() == 1 ? separate : together;
  if (const auto legal = geom::planar_area(occupation, work.input.plane)) {
    // Parts that overlap count once: the planar sum is reduced by the share that the exact union shows.
    work.out.area_planar_m2 = occupation.size() == 1 || !(separate > 0)
                                  ? legal->area.value
                                  : legal->area.value * (together / separate);
    work.out.planar_crs = legal->crs;
  }
}

// The unit in which a number that was given as hectares would be right.
std::string area_hint(double stated, double drawn) {
  struct Unit {
    const char* name;
    double per_ha;
  };
  constexpr Unit kUnits[] = {
      {"亩 (15 are 1 ha)", 15}, {"m2 (10,000 are 1 ha)", 10000}, {"km2 (1 is 100 ha)", 0.01}};
  for (const auto& [name, per_ha] : kUnits)
    if (std::abs(stated / per_ha - drawn) <= 0.01 * drawn)
      return std::string("it would agree in ") + name + ": give hectares";
  return "is a part missing, or is the number in another unit?";
}

// The stated area against the drawn one. Rounding to 0.01 ha and another zone's projection stay under the tolerance; what exceeds it is another footprint,
// another unit (mu), or a part that was not drawn. It decides nothing: the footprint is what was judged, and the reviewer is told.
void compare_stated(Work& work) {
  const auto at = work.project.attributes.find("stated_area_ha");
  const auto stated = at == work.project.attributes.end() ? std::nullopt : as_number(at->second);
  const bool sized = std::all_of(work.project.parts.begin(), work.project.parts.end(),
                                 [](const catalog::Part& p) { return p.sized; });
  if (!stated || !sized) return;
  const double drawn =
      (work.out.planar_crs.empty() ? work.out.area_ellipsoidal_m2 : work.out.area_planar_m2) / 10000;
  const double off = std::abs(drawn - *stated);
  if (off <= 0.01 || off <= 0.01 * std::abs(*stated)) return;
  work.out.issues.push_back(
      {"project.area_differs", Severity::warning, work.project.file, "", work.project.project_id,
       "stated_area_ha is " + fixed(*stated, 4) + ", but what was drawn and judged has " + fixed(drawn, 4) +
           " ha" + (work.out.planar_crs.empty() ? "" : " (planar, " + work.out.planar_crs + ")"),
       area_hint(*stated, drawn), std::nullopt});
}

// One project that cannot be measured is a row with a reason, not the end of the batch: nothing was found, and nothing was looked at.
facts::ProjectFacts unmeasured(const Work& work, const std::set<std::string>& kinds, const Error& error) {
  facts::ProjectFacts out;
  out.parts = work.out.parts;
  out.fault = std::string("it could not be measured: ") + error.what();
  out.issues.push_back({"project.not_measured", Severity::error, work.project.file, "",
                        work.project.project_id, out.fault, error.hint(), std::nullopt});
  facts::MeasureFact open;
  open.value = expr::Span::anything();
  open.reason = out.fault;
  out.measures.assign(work.input.plan.measures.size(), open);
  for (const auto& key : kinds) {
    for (const double metres : search_distances(work.input.plan, key)) {
      facts::LayerAnswer answer;
      answer.kind = key;
      answer.search_distance_m = metres;
      answer.reason = out.fault;
      answer.reason_code = "unreadable";
      out.layers.push_back(std::move(answer));
    }
  }
  return out;
}

}  // namespace

Nearby::Nearby(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Nearby::Nearby(Nearby&&) noexcept = default;
Nearby::~Nearby() = default;

const geom::Figure* Nearby::figure(const std::string& layer_id, const std::string& feature_id) const {
  const auto layer = impl_->held.find(layer_id);
  if (layer == impl_->held.end()) return nullptr;
  const auto at = layer->second.by_id.find(feature_id);
  return at == layer->second.by_id.end() ? nullptr : layer->second.features[at->second].figure.get();
}

Nearby LayerReader::read(const Projects& block, const ParallelFor& parallel) {
  const auto needed = needed_by(block, input_);
  std::vector<HeldLayer> read(needed.size());
  parallel(needed.size(), [&](std::size_t i) {
    const bool first = !reports_.contains(needed[i]->id);
    read[i] = hold(*needed[i], input_, block, first ? all_ : block, reach_of(input_, needed[i]->kind));
  });
  auto out = std::make_unique<Nearby::Impl>();
  out->go_on = input_.go_on;
  for (auto& layer : read) {
    const auto [at, first] = reports_.emplace(layer.layer->id, layer.report);
    if (!first) settle(*layer.layer, at->second, layer.report);
    out->held.emplace(layer.layer->id, std::move(layer));
  }
  out->admin = hold_admin(input_, block);
  return Nearby(std::move(out));
}

facts::ProjectFacts measure(const catalog::Project& project, const MeasureInput& input,
                            const Nearby& nearby) {
  Work work{project, input, nearby.impl().held, {}, {}, {}, {}, {}};
  const auto kinds = kinds_of(project, input);
  try {
    choose_layers(work, kinds);
    measure_parts(work);
    compare_stated(work);
    for (const auto& key : kinds) find_hits(work, key);
    count_ground_once(work);
    measure_lines(work);
    gather_units(work);
    for (const auto& measure : input.plan.measures) {
      ask(input.go_on);
      work.out.measures.push_back(value_of(work, measure));
    }
    answer_layers(work);
    list_access(work);
  } catch (const Error& error) {
    return unmeasured(work, kinds, error);
  }
  return std::move(work.out);
}

}  // namespace zonegate::overlay
