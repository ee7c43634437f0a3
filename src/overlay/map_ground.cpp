// SPDX-License-Identifier: Apache-2.0
//
// What map sheets show around a project: the features of every data set that it asks, cut to a window, and the ground of the window of which the run cannot say what is
// there. Nothing of a kind is here of which a data set may not be shown. A sheet that showed such ground blank would say that nothing is there.
// What was looked at: within kNearSearchM of the project (kinds that cover their area without gaps: as far as rules ask, and 500 m), where the declared coverage of a
// data set lies that can show absence. Where more features lie there than a sheet can show, only the nearest surroundings are kept, and the rest is ground that is not
// known to the sheet.
// Size: vertices are thinned by their distance to the footprint, so that a sheet of any scale about it is as sharp as its paper.
#include <algorithm>
#include <cmath>

#include "overlay/border_lines.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

constexpr double kNearM = 500;       // the nearest surroundings
constexpr std::size_t kMost = 400;   // features of one data set
constexpr double kSharpness = 2000;  // a vertex may be off by its distance to the footprint over this
constexpr double kFinest = 0.05;     // plane metres

geom::Figure ground_of(const geom::Box& b) { return geom::make_figure({{geom::rectangle(b)}, {}, {}}); }

double distance(geom::Point p, const geom::Box& b) {
  return std::hypot(std::max({b.min_x - p.x, p.x - b.max_x, 0.0}),
                    std::max({b.min_y - p.y, p.y - b.max_y, 0.0}));
}

// Douglas and Peucker (1973), with a tolerance that grows with the distance to `sharp`.
geom::Path thinned(const geom::Path& path, const geom::Box& sharp) {
  if (path.size() < 3) return path;
  std::vector<bool> keep(path.size(), false);
  keep.front() = keep.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open = {{0, path.size() - 1}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    double worst = 1;
    std::size_t at = from;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double tolerance = std::max(kFinest, distance(path[i], sharp) / kSharpness);
      const double off = geom::segment_distance(path[i], path[from], path[to]) / tolerance;
      if (off <= worst) continue;
      worst = off;
      at = i;
    }
    if (at == from) continue;
    keep[at] = true;
    open.emplace_back(from, at);
    open.emplace_back(at, to);
  }
  geom::Path out;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (keep[i]) out.push_back(path[i]);
  return out;
}

// A ring is two paths: from its first vertex to the one farthest from it, and back.
geom::Ring thinned_ring(const geom::Ring& ring, const geom::Box& sharp) {
  if (ring.size() < 4) return ring;
  const auto far = [&](geom::Point p) { return std::hypot(p.x - ring[0].x, p.y - ring[0].y); };
  const auto at = std::max_element(ring.begin(), ring.end(),
                                   [&](geom::Point a, geom::Point b) { return far(a) < far(b); });
  geom::Path there(ring.begin(), at + 1), back(at, ring.end());
  back.push_back(ring.front());
  geom::Ring out = thinned(there, sharp);
  const geom::Path rest = thinned(back, sharp);
  out.insert(out.end(), rest.begin() + 1, rest.end() - 1);
  return out;
}

geom::Shape thinned(const geom::Shape& shape, const geom::Box& sharp) {
  geom::Shape out;
  for (const auto& polygon : shape.polygons) {
    geom::Polygon thin{thinned_ring(polygon.shell, sharp), {}};
    if (thin.shell.size() < 3) continue;
    for (const auto& hole : polygon.holes)
      if (auto ring = thinned_ring(hole, sharp); ring.size() >= 3) thin.holes.push_back(std::move(ring));
    out.polygons.push_back(std::move(thin));
  }
  for (const auto& line : shape.lines) out.lines.push_back(thinned(line, sharp));
  out.points = shape.points;
  return out;
}

std::string name_of(const Attributes& fields) {
  for (const char* key : {"name", "code"})
    if (const auto at = fields.find(key); at != fields.end() && is_known(at->second))
      if (std::string text = to_text(at->second); !text.empty()) return text;
  return {};
}

// Class of units and element zones, zone of protected areas, level of water sources: as the catalogue names them.
std::string grade_of(const std::string& kind, const Attributes& fields) {
  const char* key = kind == "zone_unit" || kind == "zone_element" ? "class"
                    : kind == "pa"                                ? "zone"
                    : kind == "ws"                                ? "level"
                                                                  : "";
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

class MapDrawer {
 public:
  MapDrawer(const catalog::Project& project, const MeasureInput& input, const Nearby::Impl& nearby)
      : project_(project), input_(input), held_(nearby.held), admin_(nearby.admin) {
    sharp_ = window_of(project, input.plane, 0);
    window_ = window_of(project, input.plane, kNearSearchM);
  }

  void kind(const std::string& key) {
    const auto choice = catalog::choose(input_.layers, key, project_.as_of);
    if (!may_be_shown(key)) return;
    std::vector<geom::Figure> examined;
    for (const auto* layer : choice.layers) {
      const HeldLayer& held = held_.at(layer->id);
      if (!held.report.readable) continue;
      add_examined(held, features(held), examined);
    }
    not_examined(key, examined);
  }

  // Administrative areas reach over the whole sheet: they say where it is. Their ground that is not known is told, not hatched.
  void admin() {
    if (!may_be_shown("admin")) return;
    const geom::Box reach = window_.grown(sheet_reach(window_), sheet_reach(window_));
    std::vector<geom::Figure> examined;
    bool any = false;
    for (const auto* layer : catalog::choose(input_.layers, "admin", project_.as_of).layers) {
      const auto at = admin_.find(layer->id);
      if (at == admin_.end() || !at->second.report.readable) continue;
      any = true;
      regions(at->second, reach);
      add_examined(at->second, window_, examined);
    }
    if (any) not_examined("admin", examined);
  }

  // All around the window: no sheet is blank there.
  void beyond() {
    const double wide = sheet_reach(window_);
    auto rest = geom::draw_difference(ground_of(window_.grown(wide, wide)), ground_of(window_));
    if (!rest.fault.empty()) return;
    Evidence ground;
    ground.kind = EvidenceKind::not_examined;
    ground.project_id = project_.project_id;
    ground.lonlat = geom::to_lonlat(rest.shape, input_.plane);
    out.push_back(std::move(ground));
  }

  std::vector<Evidence> out;

 private:
  bool may_be_shown(const std::string& key) const {
    return std::all_of(
        input_.layers.layers.begin(), input_.layers.layers.end(),
        [&](const catalog::Layer& l) { return l.kind != key || l.disclosure == catalog::Disclosure::full; });
  }

  static void add_examined(const HeldLayer& held, const geom::Box& looked_at,
                           std::vector<geom::Figure>& examined) {
    if (!held.proves_absence() || held.coverage.shape.empty()) return;
    auto part = geom::draw_intersection(held.coverage, ground_of(looked_at));
    for (const auto& feature : held.features) {  // near a feature in doubt nothing was shown
      if (feature.doubt.empty() || !feature.doubt_box.meets(looked_at) || !part.fault.empty()) continue;
      part = geom::draw_difference(geom::make_figure(std::move(part.shape)), ground_of(feature.doubt_box));
    }
    if (part.fault.empty() && !part.shape.polygons.empty())
      examined.push_back(geom::make_figure(std::move(part.shape)));
  }

  void regions(const HeldLayer& held, const geom::Box& reach) {
    std::vector<RegionShape> shapes;
    std::vector<const HeldFeature*> features;
    auto found = held.index.query(reach);
    std::sort(found.begin(), found.end());
    for (const std::size_t i : found) {
      const HeldFeature& f = held.features[i];
      if (!f.figure) continue;
      const auto code = f.fields.find("code");
      shapes.push_back(
          {code != f.fields.end() && is_known(code->second) ? to_text(code->second) : "", &f.figure->shape});
      features.push_back(&f);
    }
    for (std::size_t i = 0; i < shapes.size(); ++i)
      if (!has_finer(shapes, shapes[i].code)) feature(held, *features[i], reach);
    std::map<RegionLevel, geom::Shape> lines;
    for (auto& line : border_lines(shapes, reach)) lines[line.level].lines.push_back(std::move(line.path));
    for (const auto& [level, shape] : lines) {
      Evidence border;
      border.kind = EvidenceKind::border;
      border.project_id = project_.project_id;
      border.layer_kind = held.layer->kind;
      border.layer_id = held.layer->id;
      border.name = level_word(level);
      border.lonlat = shown(shape);
      out.push_back(std::move(border));
    }
  }

  // A city whose counties are there too is named by them.
  static bool has_finer(const std::vector<RegionShape>& shapes, const std::string& code) {
    const RegionLevel level = region_level(code);
    if (level == RegionLevel::county) return false;
    const std::string start = code.substr(0, level == RegionLevel::city ? 4 : 2);
    return std::any_of(shapes.begin(), shapes.end(), [&](const RegionShape& s) {
      return region_level(s.code) < level && s.code.starts_with(start);
    });
  }

  // Returns the window that was looked at.
  geom::Box features(const HeldLayer& held) {
    geom::Box box =
        window_of(project_, input_.plane, std::min(kNearSearchM, reach_of(input_, held.layer->kind)));
    std::vector<std::size_t> found = held.index.query(box);
    if (found.size() > kMost) {
      box = window_of(project_, input_.plane, kNearM);
      found = held.index.query(box);
    }
    std::sort(found.begin(), found.end());
    for (const std::size_t i : found) feature(held, held.features[i], window_);
    return box;
  }

  void feature(const HeldLayer& held, const HeldFeature& feature, const geom::Box& window) {
    if (!feature.figure) return;
    const geom::Box& b = feature.figure->box;
    const bool whole = b.min_x >= window.min_x && b.max_x <= window.max_x && b.min_y >= window.min_y &&
                       b.max_y <= window.max_y;
    Evidence ground;
    if (whole) {
      ground.lonlat = shown(feature.figure->shape);
    } else {
      const auto cut = geom::draw_intersection(*feature.figure, ground_of(window));
      if (!cut.fault.empty()) return;
      ground.lonlat = shown(cut.shape);
    }
    if (ground.lonlat.empty()) return;
    ground.kind = EvidenceKind::around;
    ground.project_id = project_.project_id;
    ground.layer_kind = held.layer->kind;
    ground.layer_id = held.layer->id;
    ground.feature_id = feature.id;
    ground.name = name_of(feature.fields);
    ground.grade = grade_of(held.layer->kind, feature.fields);
    out.push_back(std::move(ground));
  }

  void not_examined(const std::string& key, const std::vector<geom::Figure>& examined) {
    geom::Shape rest = {{geom::rectangle(window_)}, {}, {}};
    if (!examined.empty()) {
      std::vector<const geom::Figure*> pointers;
      for (const auto& figure : examined) pointers.push_back(&figure);
      const auto together = geom::draw_union(pointers);
      if (!together.fault.empty()) return;
      auto left = geom::draw_difference(ground_of(window_), geom::make_figure(together.shape));
      if (!left.fault.empty()) return;
      rest = std::move(left.shape);
    }
    if (rest.polygons.empty()) return;
    Evidence ground;
    ground.kind = EvidenceKind::not_examined;
    ground.project_id = project_.project_id;
    ground.layer_kind = key;
    ground.lonlat = shown(rest);
    out.push_back(std::move(ground));
  }

  geom::Shape shown(const geom::Shape& plane_shape) const {
    return geom::to_lonlat(thinned(plane_shape, sharp_), input_.plane);
  }

  const catalog::Project& project_;
  const MeasureInput& input_;
  const Held &held_, &admin_;
  geom::Box sharp_, window_;
};

}  // namespace

double sheet_reach(const geom::Box& window) {
  return 20000 + 3 * std::max(window.max_x - window.min_x, window.max_y - window.min_y);
}

Held hold_admin(const MeasureInput& input, const Projects& block) {
  double reach = 0;
  for (const auto* project : block) {
    const geom::Box window = window_of(*project, input.plane, kNearSearchM);
    if (!window.empty()) reach = std::max(reach, 2 * kNearSearchM + 1.1 * sheet_reach(window));
  }
  Held out;
  if (!(reach > 0) || input.plane.is_local()) return out;
  for (const auto& layer : input.layers.layers)
    if (layer.kind == "admin" && layer.disclosure == catalog::Disclosure::full)
      out.emplace(layer.id, hold(layer, input, block, block, reach));
  return out;
}

std::vector<Evidence> map_ground(const catalog::Project& project, const MeasureInput& input,
                                 const Nearby& nearby) {
  MapDrawer drawer(project, input, nearby.impl());
  if (project.parts.empty() || input.plane.is_local()) return {};
  drawer.beyond();
  for (const auto& key : kinds_of(project, input)) {
    const auto* spec = schema::find_kind(key);
    if (spec && spec->geometry != schema::Geometry::table) drawer.kind(key);
  }
  drawer.admin();
  return std::move(drawer.out);
}

}  // namespace zonegate::overlay
