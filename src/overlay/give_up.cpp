// SPDX-License-Identifier: Apache-2.0
//
// What a project gives up, and what is left of it. GEOS draws both sides of the cut on one grid; their areas have to add up to the part's, which the edge
// sum says. What is left is written to lon/lat and read back like a file, so that measuring it again gives what a run over that file would give: straight
// edges of a reviewer's file deviate from those of the plane, and it is the file that will be screened. Whether the conflict is gone is not concluded from
// the cut: it is measured (left_behind).
#include <algorithm>
#include <cmath>

#include "overlay/give_up_ground.h"
#include "overlay/relate.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

struct Cut {
  geom::Figure gone, rest;  // plane
};

double length_of(const geom::Figure& figure, const geom::Plane& plane) {
  return figure.line_edges().empty() ? 0 : geom::length(figure, plane).value;
}

geom::Figure only(std::vector<geom::Polygon> polygons, std::vector<geom::Path> lines,
                  std::vector<geom::Point> points = {}) {
  geom::Shape shape;
  shape.polygons = std::move(polygons);
  shape.lines = std::move(lines);
  shape.points = std::move(points);
  return geom::make_figure(std::move(shape));
}

// Strips no wider than what counts as touching are no ground to build on.
void drop_strips(geom::Figure& figure, const geom::Plane& plane) {
  auto shape = figure.shape;
  std::erase_if(shape.polygons, [&](const geom::Polygon& p) {
    const auto one = only({p}, {});
    return 2 * geom::area(one.area_edges()).value <= kTouchWidthM * perimeter_of(one, plane);
  });
  std::erase_if(shape.lines, [&](const geom::Path& p) {
    return geom::length(only({}, {p}), plane).value <= kTouchWidthM;
  });
  figure = geom::make_figure(std::move(shape));
}

Cut cut(const geom::Figure& part, const geom::Figure& ground, const geom::Plane& plane) {
  geom::Drawing gone = geom::draw_intersection(part, ground), rest = geom::draw_difference(part, ground);
  for (const auto* drawing : {&gone, &rest}) {
    if (!drawing->fault.empty()) throw Error(ErrorKind::internal, drawing->fault);
  }
  Cut out{only(std::move(gone.shape.polygons), std::move(gone.shape.lines), std::move(gone.shape.points)),
          geom::make_figure(std::move(rest.shape))};
  const geom::Measured whole = geom::area(part.area_edges()), a = geom::area(out.gone.area_edges()),
                       b = geom::area(out.rest.area_edges());
  const double grid = geom::kGrid * (perimeter_of(out.gone, plane) + perimeter_of(out.rest, plane));
  if (std::abs(whole.value - a.value - b.value) > grid + whole.bound + a.bound + b.bound)
    throw Error(ErrorKind::internal, "what is given up (" + fixed(a.value, 4) + " m2) and what is left (" +
                                         fixed(b.value, 4) + " m2) do not add up to " +
                                         fixed(whole.value, 4) + " m2");
  drop_strips(out.rest, plane);
  return out;
}

class Reader {  // from the plane to lon/lat, and back as a file would be read
 public:
  explicit Reader(const geom::Plane& plane) : plane_(plane) {
    if (!plane.is_local()) transform_.emplace(geom::Crs::parse("EPSG:4490"), plane);
  }
  std::shared_ptr<const geom::Figure> operator()(const geom::Figure& figure) const {
    if (!transform_) return std::make_shared<const geom::Figure>(figure);
    auto placed = (*transform_)(geom::to_lonlat(figure.shape, plane_));
    if (!placed.figure) throw Error(ErrorKind::internal, placed.fault);
    geom::Figure back = std::move(*placed.figure);
    if (geom::has_hollow_polygon(back.shape) || !geom::repair(back, plane_).usable)
      throw Error(ErrorKind::internal, "what is left has no valid outline");
    return std::make_shared<const geom::Figure>(std::move(back));
  }

 private:
  const geom::Plane& plane_;
  std::optional<geom::Transform> transform_;
};

double union_area(const std::vector<const geom::Figure*>& figures, const geom::Plane& plane) {
  std::vector<geom::RegionInput> inputs;
  for (const auto* f : figures) {
    if (f->has_area()) inputs.push_back({f->area_edges(), 0});
  }
  if (inputs.empty()) return 0;
  if (inputs.size() == 1) return geom::area(inputs.front().rings).value;
  return geom::measure_region(
             inputs, [](std::span<const int> n) { return n[0] > 0; }, plane)
      .area.value;
}

class Cutter {
 public:
  Cutter(const catalog::Project& project, const facts::ProjectFacts& facts, double margin_m,
         const Nearby& nearby, const geom::Plane& plane)
      : project_(project),
        plane_(plane),
        go_on_(nearby.impl().go_on),
        ground_(project, facts, margin_m, nearby, plane) {}

  Remainder operator()(const std::vector<Leave>& leaves) {
    out_.project = project_;
    out_.project.parts.clear();
    out_.project.issues.clear();
    out_.project.footprint_sha256.clear();
    for (const auto& part : project_.parts) {
      ask(go_on_);
      take(part, leaves);
    }
    sum_up();
    return std::move(out_);
  }

 private:
  void take(const catalog::Part& part, const std::vector<Leave>& leaves) {
    std::vector<const Leave*> bound;
    for (const auto& leave : leaves) {
      if (leave.roles & schema::role_bit(part.role)) bound.push_back(&leave);
    }
    if (bound.empty()) {
      out_.project.parts.push_back(part);
      return;
    }
    out_.of_parts.push_back(part.part_id);
    auto [at, fresh] = grounds_.try_emplace(bound);
    if (fresh) at->second = ground_.of(bound);
    const geom::Figure& ground = at->second;
    Cut two = part.figure->box.meets(ground.box) ? cut(*part.figure, ground, plane_) : Cut{};
    if (two.gone.shape.empty()) {
      two.rest = *part.figure;
      out_.project.parts.push_back(part);
    } else {
      keep(part, two, ground, bound);
    }
    cuts_.push_back(std::move(two));
  }

  void keep(const catalog::Part& part, const Cut& two, const geom::Figure& ground,
            const std::vector<const Leave*>& bound) {
    if (!two.gone.shape.points.empty()) {
      out_.bare = true;
      const bool outside = std::any_of(bound.begin(), bound.end(), [](const Leave* l) { return l->outside; });
      if (!outside) way_out(two.gone, ground);
    }
    GivenUp given{
        part.part_id, part.role, {}, geom::area(two.gone.area_edges()).value, length_of(two.gone, plane_)};
    given.lonlat = geom::to_lonlat(two.gone.shape, plane_);
    given.lonlat.points.clear();
    if (!given.lonlat.empty()) out_.given_up.push_back(std::move(given));
    out_.deviation_m = std::max(out_.deviation_m, static_cast<double>(part.figure->max_deviation));
    if (two.rest.shape.empty()) return;
    if (!reader_) reader_.emplace(plane_);
    catalog::Part left = part;
    left.figure = (*reader_)(two.rest);
    if (part.line) left.line = line_left(*part.line, ground);
    out_.deviation_m = std::max(out_.deviation_m, static_cast<double>(left.figure->max_deviation));
    out_.project.parts.push_back(std::move(left));
  }

  // Null where nothing of the line is left.
  std::shared_ptr<const geom::Figure> line_left(const geom::Figure& line, const geom::Figure& ground) {
    const geom::Figure rest = line.box.meets(ground.box) ? cut(line, ground, plane_).rest : line;
    return rest.line_edges().empty() ? nullptr : (*reader_)(rest);
  }

  // From a bare point to the border of the ground that it lies in. Beyond the reach that was looked at the border is that of the window.
  void way_out(const geom::Figure& points, const geom::Figure& ground) {
    geom::Shape border;
    for (const auto& polygon : ground.shape.polygons) {
      border.lines.push_back(polygon.shell);
      border.lines.insert(border.lines.end(), polygon.holes.begin(), polygon.holes.end());
    }
    for (auto& path : border.lines) path.push_back(path.front());
    const geom::Figure lines = geom::make_figure(std::move(border));
    for (const auto& p : points.shape.points) {
      const auto near = geom::nearest(only({}, {}, {p}), lines, plane_, Metres(ground_.reach_m()));
      if (!near || (out_.move_m && *out_.move_m >= near->distance.value)) continue;
      out_.move_m = near->distance.value;
      out_.move_bearing = near->bearing.value;
    }
  }

  void sum_up() {
    std::vector<const geom::Figure*> gone, rest;
    for (const auto& two : cuts_) {
      gone.push_back(&two.gone);
      rest.push_back(&two.rest);
      out_.give_up_length_m += length_of(two.gone, plane_);
      out_.remaining_length_m += length_of(two.rest, plane_);
      out_.give_up_perimeter_m += perimeter_of(two.gone, plane_);
    }
    out_.give_up_m2 = union_area(gone, plane_);
    out_.remaining_m2 = union_area(rest, plane_);
    out_.margin_m = ground_.margin_m();
    out_.deviation_m += ground_.deviation_m();
    const auto occupies = [](const catalog::Part& p) {
      return schema::role_class(p.role) == schema::RoleClass::occupation;
    };
    const auto& left = out_.project.parts;
    const bool any = std::any_of(project_.parts.begin(), project_.parts.end(), occupies);
    out_.nothing_left = any ? std::none_of(left.begin(), left.end(), occupies) : left.empty();
  }

  const catalog::Project& project_;
  const geom::Plane& plane_;
  const std::function<void()>& go_on_;
  Ground ground_;
  Remainder out_;
  std::map<std::vector<const Leave*>, geom::Figure> grounds_;
  std::vector<Cut> cuts_;  // of the parts that are bound
  std::optional<Reader> reader_;
};

bool concerns(const Leave& leave, const facts::ProjectFacts& before, const facts::FeatureFact& fact) {
  if (!(leave.roles & schema::role_bit(fact.role))) return false;
  return std::any_of(leave.features.begin(), leave.features.end(), [&](std::size_t i) {
    const auto& f = before.features[i];
    return f.layer_id == fact.layer_id && f.feature_id == fact.feature_id;
  });
}

bool free_of(const Leave& leave, const facts::FeatureFact& fact) {
  if (facts::is_hit(fact.band)) return false;
  if (leave.distance_m == 0) return fact.certain;
  const double slack = fact.statutory ? 0 : fact.accuracy_m;
  return !fact.distance_m || *fact.distance_m - slack >= leave.distance_m;
}

}  // namespace

Remainder give_up(const catalog::Project& project, const facts::ProjectFacts& facts,
                  const std::vector<Leave>& leaves, double margin_m, const Nearby& nearby,
                  const geom::Plane& plane) {
  try {
    return Cutter(project, facts, margin_m, nearby, plane)(leaves);
  } catch (const Error& error) {
    Remainder failed;
    failed.fault = error.what();
    return failed;
  }
}

bool left_behind(const std::vector<Leave>& leaves, const facts::ProjectFacts& before,
                 const facts::ProjectFacts& now) {
  return std::all_of(leaves.begin(), leaves.end(), [&](const Leave& leave) {
    if (leave.outside) {
      const auto& fact = now.measures.at(leave.measure);
      return fact.examined_share < 1 || fact.value.hi <= 0;
    }
    return std::all_of(now.features.begin(), now.features.end(), [&](const facts::FeatureFact& fact) {
      return !concerns(leave, before, fact) || free_of(leave, fact);
    });
  });
}

}  // namespace zonegate::overlay
