// SPDX-License-Identifier: Apache-2.0
//
// The number that a rule's measure comes to, with its certain limits.
//
// Overlapping features of a layer, and overlapping parts of a project, count once: where more than one of either is involved, the union is
// measured by slabs. What is not certain opens the limits: a feature whose fields cannot say whether it matches, a boundary-grade hit on a
// derived layer, a sliver that long edges may hide, a part without size, a place that was not examined. A wrong number may never look exact.
#include <algorithm>
#include <cmath>
#include <limits>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using facts::Stat;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<const geom::Figure*> figures_of(const std::vector<const Hit*>& hits) {
  std::vector<const geom::Figure*> figures;
  for (const auto* hit : hits) {
    const auto* figure = hit->feature->figure.get();
    if (figure && std::find(figures.begin(), figures.end(), figure) == figures.end())
      figures.push_back(figure);
  }
  return figures;
}

// Area of the union of the hit features inside the union of the parts.
geom::Measured union_area(const Work& work, const Selection& selection, const std::vector<const Hit*>& hits) {
  if (hits.empty()) return {};
  if (hits.size() == 1 && selection.parts.size() == 1) {
    const auto& fact = work.out.features[hits.front()->fact];
    return {fact.overlap_m2, fact.bound_m2};
  }
  std::vector<geom::RegionInput> inputs;
  geom::Box window;
  for (const std::size_t p : selection.parts) {
    inputs.push_back({work.project.parts[p].figure->area_edges(), 0});
    window.add(work.project.parts[p].figure->box);
  }
  for (const auto* figure : figures_of(hits)) inputs.push_back({figure->area_edges(), 1});
  geom::RegionOptions options;
  options.window = window;
  options.within = 0;
  return geom::measure_region(
             inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; }, work.input.plane, options)
      .area;
}

// Area of the parts that two features or more hold together. Copied borders overlap by less than the touch band (2 mm): that is none.
geom::Measured doubled_area(const Work& work, const Selection& selection,
                            const std::vector<const Hit*>& hits) {
  const auto figures = figures_of(hits);
  if (figures.size() < 2) return {};
  std::vector<geom::RegionInput> inputs;
  geom::RegionOptions options;
  options.window = geom::Box();
  options.within = 0;
  for (const std::size_t p : selection.parts) {
    inputs.push_back({work.project.parts[p].figure->area_edges(), 0});
    options.window->add(work.project.parts[p].figure->box);
  }
  for (const auto* figure : figures) inputs.push_back({figure->area_edges(), 1});
  const auto region = geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 1; }, work.input.plane, options);
  if (region.area.value <= region.area.bound + 0.001 * region.perimeter) return {};
  return region.area;
}

// Net area: ground that several features claim counts once, with the smallest deduction of them.
geom::Measured union_net(const Work& work, const Selection& selection, const std::vector<const Hit*>& hits) {
  std::vector<const Hit*> order = hits;
  std::stable_sort(order.begin(), order.end(),
                   [](const Hit* a, const Hit* b) { return deduction(*a) < deduction(*b); });
  geom::Measured net;
  geom::Measured before;
  std::vector<const Hit*> taken;
  for (std::size_t i = 0; i < order.size();) {
    const double rate = deduction(*order[i]);
    for (; i < order.size() && deduction(*order[i]) == rate; ++i) taken.push_back(order[i]);
    const geom::Measured now = union_area(work, selection, taken);
    net.value += std::max(0.0, now.value - before.value) * (1 - rate);
    net.bound += now.bound + before.bound;
    before = now;
  }
  return net;
}

double length_of(const Work& work, const Selection& selection, const std::vector<const Hit*>& hits) {
  double sum = 0;
  const auto features = figures_of(hits);
  std::vector<const catalog::Part*> parts;
  for (const std::size_t p : selection.parts) parts.push_back(&work.project.parts[p]);
  for (const auto& line : lines_once(parts))
    if (line) sum += geom::length_inside(*line, features, work.input.plane).total.value;
  std::vector<const geom::Figure*> areas;
  for (const std::size_t p : selection.parts) areas.push_back(work.project.parts[p].figure.get());
  for (const auto* feature : features) {
    if (!feature->line_edges().empty())
      sum += geom::length_inside(*feature, areas, work.input.plane).total.value;
  }
  return sum;
}

geom::Measured parts_area(const Work& work, const Selection& selection) {
  std::vector<geom::RegionInput> inputs;
  for (const std::size_t p : selection.parts)
    inputs.push_back({work.project.parts[p].figure->area_edges(), 0});
  return geom::measure_region(
             inputs, [](std::span<const int> n) { return n[0] > 0; }, work.input.plane)
      .area;
}

// How much area a sliver may have that long edges hide: deviation x the length that the two boxes share.
double hidden_area(const Work& work, const Selection& selection, const facts::Measure& measure) {
  double sum = 0;
  for (const auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    if (fact.kind != measure.layer || facts::is_hit(fact.band) || fact.certain) continue;
    if (std::find(selection.parts.begin(), selection.parts.end(), hit.part) == selection.parts.end())
      continue;
    if (matches(measure.where, hit.feature->fields) == expr::Truth::no) continue;
    const geom::Box a = work.project.parts[hit.part].figure->box;
    const geom::Box b = hit.feature->figure->box;
    const double across = std::hypot(std::min(a.max_x, b.max_x) - std::max(a.min_x, b.min_x),
                                     std::min(a.max_y, b.max_y) - std::max(a.min_y, b.min_y));
    sum += std::max(hit.hidden_m, fact.statutory ? 0 : fact.accuracy_m) * std::max(across, 1.0);
  }
  return sum;
}

std::size_t distinct(const std::vector<const Hit*>& hits) {
  std::set<std::pair<const HeldLayer*, std::string>> seen;
  for (const auto* hit : hits) seen.insert({hit->layer, hit->feature->id});
  return seen.size();
}

// found: what hits come to, certain or not; possible: with what may be there beside them, unseen.
struct Numbers {
  double certain = 0, found = 0, possible = 0, bound = 0;
};

// What may be hidden is a strip along the border, as wide as both sides are inaccurate: of small ground it is more than all of it.
Numbers with_hidden(const Work& work, const facts::Measure& measure, const Selection& s,
                    const geom::Measured& certain, const geom::Measured& found) {
  const double hidden = hidden_area(work, s, measure);
  if (hidden <= 0) return {certain.value, found.value, found.value, found.bound};
  const double most = std::max(found.value, parts_area(work, s).value);
  return {certain.value, found.value, std::min(found.value + hidden, most), found.bound};
}

Numbers shares(const Numbers& areas, double whole) {
  if (!(whole > 0)) return {};
  const auto share = [&](double area) { return std::min(1.0, area / whole); };
  return {share(areas.certain), share(areas.found), share(areas.possible), 0};
}

Numbers numbers(const Work& work, const facts::Measure& measure, const Selection& s) {
  switch (measure.stat) {
    case Stat::area:
      return with_hidden(work, measure, s, union_area(work, s, s.certain), union_area(work, s, s.possible));
    case Stat::net_area:
      return with_hidden(work, measure, s, union_net(work, s, s.certain), union_net(work, s, s.possible));
    case Stat::share:
    case Stat::share_outside:
      return shares(
          with_hidden(work, measure, s, union_area(work, s, s.certain), union_area(work, s, s.possible)),
          parts_area(work, s).value);
    case Stat::length: {
      const double found = length_of(work, s, s.possible);
      return {length_of(work, s, s.certain), found, found, 0};
    }
    case Stat::count: {
      const double hidden = hidden_area(work, s, measure) > 0 ? 1 : 0;
      const double possible = static_cast<double>(distinct(s.possible)) + hidden;
      return {static_cast<double>(distinct(s.certain)), possible, possible, 0};
    }
    case Stat::overlap_area: {
      const auto certain = doubled_area(work, s, s.certain), possible = doubled_area(work, s, s.possible);
      return {certain.value, possible.value, possible.value, possible.bound};
    }
    case Stat::distance:
    case Stat::value:
      break;
  }
  return {};
}

void open_for_unsized(const Selection& s, const facts::Measure& measure, expr::Span& value) {
  // How many features it meets nobody can say: a line's course meets some, the ground beside it may meet more.
  if (s.unsized && measure.stat == Stat::count) value.hi = kInfinity;
  if (!s.unsized || measure.stat == Stat::count || measure.stat == Stat::length) return;
  value = s.certain.empty() ? expr::Span::anything() : expr::Span::more_than(0);
}

void open_for_unexamined(const facts::Measure& measure, double share, expr::Span& value) {
  if (share >= 1) return;
  value.hi = measure.stat == Stat::share ? 1 : kInfinity;
}

bool all_boundary(const Work& work, const std::vector<const Hit*>& hits) {
  return !hits.empty() && std::all_of(hits.begin(), hits.end(), [&](const Hit* h) {
    return work.out.features[h->fact].band == facts::Band::boundary;
  });
}

// Cells are measured by zonal; until the caller has put in what it found, nothing is known.
facts::MeasureFact unmeasured_raster() {
  facts::MeasureFact open;
  open.value = expr::Span::anything();
  open.reason = "its cells were not measured";
  return open;
}

}  // namespace

double deduction(const Hit& hit) {
  const auto at = hit.feature->fields.find("kcxs");
  return at == hit.feature->fields.end() ? 0 : std::clamp(as_number(at->second).value_or(0), 0.0, 1.0);
}

expr::Truth matches(const std::optional<expr::Node>& where, const Attributes& fields) {
  if (!where) return expr::Truth::yes;
  return expr::evaluate(*where, [&](std::string_view name) -> expr::Term {
    const auto at = fields.find(name);
    return at == fields.end() ? expr::Term(Value(Unknown{})) : expr::Term(at->second);
  });
}

Selection select(const Work& work, const facts::Measure& measure) {
  Selection s;
  for (std::size_t p = 0; p < work.project.parts.size(); ++p) {
    if (!(measure.roles & schema::role_bit(work.project.parts[p].role))) continue;
    s.parts.push_back(p);
    const auto& part = work.project.parts[p];
    s.unsized = s.unsized || !part.sized;
    s.bare_point = s.bare_point || (!part.sized && !part.figure->shape.points.empty());
  }
  for (const auto& hit : work.hits) {
    const auto& fact = work.out.features[hit.fact];
    if (fact.kind != measure.layer || std::find(s.parts.begin(), s.parts.end(), hit.part) == s.parts.end())
      continue;
    if (measure.stat != Stat::distance && !facts::is_hit(fact.band)) continue;
    const expr::Truth truth = matches(measure.where, hit.feature->fields);
    if (truth == expr::Truth::no) continue;
    s.possible.push_back(&hit);
    if (truth == expr::Truth::yes && fact.certain) s.certain.push_back(&hit);
  }
  return s;
}

namespace {

facts::MeasureFact measured_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  auto& kind = work.kinds.at(measure.layer);
  const Selection s = select(work, measure);
  for (const auto* hit : s.possible) out.features.push_back(hit->fact);
  // A project without a part of these roles has nothing that the layer could meet: exact, whatever was examined.
  const bool lost_parts = work.project.status != catalog::Status::ok;
  out.examined_share = s.parts.empty() && !lost_parts
                           ? 1
                           : examined_share(work, kind, measure.layer, measure.search_distance_m());
  if (out.examined_share < 1) out.reason = measure.layer + ": " + kind.reason;
  if (measure.stat == Stat::distance) {
    distance_value(work, measure, s, out);
    return out;
  }
  const Numbers n = numbers(work, measure, s);
  out.measured = measure.stat == Stat::share_outside ? 1 - n.certain : n.found;
  out.bound = n.bound;
  out.value = {n.certain, std::max(n.certain, n.possible), false};
  open_for_unsized(s, measure, out.value);
  open_for_unexamined(measure, out.examined_share, out.value);
  if (s.unsized && out.reason.empty()) out.reason = "a bare point or line has no area";
  if (!out.value.exact() && out.reason.empty())
    out.reason = measure.layer + ": a hit within the accuracy, or a field that decides is unknown";
  if (measure.stat == Stat::share_outside) {
    const bool open = out.examined_share < 1 || s.unsized;
    const auto rest = [](double share) { return share > 1 - 1e-9 ? 0 : 1 - share; };  // rounding is no ground
    out.value = open ? expr::Span{0, 1, false} : expr::Span{rest(out.value.hi), rest(out.value.lo), false};
  }
  out.boundary_grade = all_boundary(work, s.possible);
  return out;
}

}  // namespace

facts::MeasureFact value_of(Work& work, const facts::Measure& measure) {
  if (!measure.via.empty()) return table_value(work, measure);
  const auto* spec = schema::find_kind(measure.layer);
  if (spec && spec->geometry == schema::Geometry::table) return region_value(work, measure);
  if (spec && spec->geometry == schema::Geometry::raster) return unmeasured_raster();
  facts::MeasureFact out = measured_value(work, measure);
  mend_by_units(work, measure, out);
  return out;
}

}  // namespace zonegate::overlay
