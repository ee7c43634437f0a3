// SPDX-License-Identifier: Apache-2.0
//
// The ground to leave: features near the footprint, united, and grown by what a rule and caution ask. Of a large feature only what lies near the footprint
// is looked at: nothing farther away than all that is asked can reach it.
//   distance rules: the cover buffer, never nearer than the rule says (and at most 0.5 % of the distance farther out);
//   a margin: the same with corners kept, so that the drawing stays as simple as the zone;
//   derived features: their accuracy too, for within it nothing is certain; points and lines: their accuracy, for they have no extent of their own.
#include "overlay/give_up_ground.h"

#include <algorithm>
#include <set>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

constexpr double kBeyondM = 20;  // windows end outside everything that matters
// How far the way out of a zone is looked for from a bare point.
constexpr double kWayOutM = 10000;

const geom::Figure& checked(const geom::Drawing& drawing, geom::Figure& into) {
  if (!drawing.fault.empty()) throw Error(ErrorKind::internal, drawing.fault);
  into = geom::make_figure(drawing.shape);
  return into;
}

geom::Figure united(const std::vector<const geom::Figure*>& figures) {
  geom::Figure out;
  checked(geom::draw_union(figures), out);
  return out;
}

bool within(const geom::Box& inner, const geom::Box& outer) {
  return inner.min_x >= outer.min_x && inner.min_y >= outer.min_y && inner.max_x <= outer.max_x &&
         inner.max_y <= outer.max_y;
}

}  // namespace

Ground::Ground(const catalog::Project& project, const facts::ProjectFacts& facts, double margin_m,
               const Nearby& nearby, const geom::Plane& plane)
    : project_(project), facts_(facts), margin_(margin_m), nearby_(nearby), plane_(plane) {
  const bool bare = std::any_of(project.parts.begin(), project.parts.end(),
                                [](const catalog::Part& p) { return !p.figure->shape.points.empty(); });
  reach_m_ = bare ? kWayOutM : kBeyondM;
}

geom::Figure Ground::window(const Leave& leave) const {
  double accuracy = 0;
  for (const std::size_t i : leave.features) accuracy = std::max(accuracy, facts_.features[i].accuracy_m);
  const geom::Box b = window_of(project_, plane_, leave.distance_m + accuracy + margin_ + reach_m_);
  const auto at = [](double x, double y) { return geom::Point{geom::snap(x), geom::snap(y)}; };
  geom::Shape shape;
  shape.polygons.push_back(
      {{at(b.min_x, b.min_y), at(b.max_x, b.min_y), at(b.max_x, b.max_y), at(b.min_x, b.max_y)}, {}});
  return geom::make_figure(std::move(shape));
}

std::vector<Ground::Member> Ground::members(const Leave& leave, const geom::Figure& window) {
  std::vector<Member> out;
  std::set<std::string> seen;
  for (const std::size_t i : leave.features) {
    const auto& fact = facts_.features[i];
    const std::string key = fact.layer_id + "\n" + fact.feature_id;
    if (!seen.insert(key).second) continue;
    const geom::Figure* held = nearby_.figure(fact.layer_id, fact.feature_id);
    if (!held)
      throw Error(ErrorKind::internal,
                  "feature " + fact.feature_id + " of " + fact.layer_id + " has no geometry");
    const geom::Figure& whole = *held;
    deviation_ = std::max(deviation_, static_cast<double>(whole.max_deviation));
    Member member;
    if (within(whole.box, window.box))
      member.figure = whole;
    else
      checked(geom::draw_intersection(whole, window), member.figure);
    const bool thin = leave.distance_m == 0 && !whole.has_area();
    if (!fact.statutory || thin) member.accuracy_m = fact.accuracy_m;
    out.push_back(std::move(member));
  }
  return out;
}

geom::Figure Ground::grown(const geom::Figure& figure, double distance_m, double pad_m) {
  most_ = std::max(most_, pad_m);
  const auto kind = distance_m > 0 ? geom::BufferKind::cover : geom::BufferKind::corners;
  return geom::buffer(figure, Metres(distance_m + pad_m), plane_, kind);
}

void Ground::add(const Leave& leave, std::vector<geom::Figure>& grounds) {
  const geom::Figure around = window(leave);
  const auto all = members(leave, around);
  std::map<double, std::vector<const geom::Figure*>> by_accuracy;
  for (const auto& member : all) by_accuracy[member.accuracy_m].push_back(&member.figure);
  if (!leave.outside) {
    for (const auto& [accuracy, figures] : by_accuracy)
      grounds.push_back(grown(united(figures), leave.distance_m, margin_ + accuracy));
    return;
  }
  std::vector<const geom::Figure*> inner;
  for (const auto& member : all) inner.push_back(&member.figure);
  geom::Figure rest = around;
  if (!inner.empty()) checked(geom::draw_difference(around, united(inner)), rest);
  const double accuracy = by_accuracy.empty() ? 0 : by_accuracy.rbegin()->first;
  if (rest.has_area()) grounds.push_back(grown(rest, 0, margin_ + accuracy));
}

geom::Figure Ground::of(const std::vector<const Leave*>& leaves) {
  std::vector<geom::Figure> grounds;
  for (const auto* leave : leaves) add(*leave, grounds);
  if (grounds.size() == 1) return std::move(grounds.front());
  std::vector<const geom::Figure*> pointers;
  for (const auto& g : grounds) pointers.push_back(&g);
  return united(pointers);
}

}  // namespace zonegate::overlay
