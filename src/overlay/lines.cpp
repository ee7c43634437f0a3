// SPDX-License-Identifier: Apache-2.0
//
// How long the lines of parts cross what they meet. A line with a width is ground (its area is what rules ask for), and its outline does not tell how long it crosses;
// so its middle line is kept as it was given, and measured like a line without width: geodesic, in each feature that the part's ground meets. Tunnels and spans are
// measured by their course in the plan: under, over and on the ground alike, at each part's own role.
//
// Lines on one another (the same pipeline as permanent ground and as its work site, a line that runs back on itself, the seam of two sections) are one line: edges are put
// in the order in which ground is counted, and of each only what no earlier edge runs along is counted. Two edges run along one another where they are parallel (1 in 50)
// and no farther apart than 5 cm: sources draw one course with different vertices. Cost: edges x those whose boxes meet; nothing for projects without lines.
#include <algorithm>
#include <cmath>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

constexpr double kSameLineM = 0.05, kParallel = 0.02;

struct Stretch {  // parameters along an edge
  double from = 0, to = 1;
};

// Where a linear function that is `at0` at 0 and `at1` at 1 lies in [low, high].
Stretch between(double at0, double at1, double low, double high) {
  const double rise = at1 - at0;
  if (rise == 0) return at0 >= low && at0 <= high ? Stretch{} : Stretch{1, 0};
  const double a = (low - at0) / rise, b = (high - at0) / rise;
  return {std::max(0.0, std::min(a, b)), std::min(1.0, std::max(a, b))};
}

// The stretch of e that runs along f; to <= from: none.
Stretch along(const geom::Edge& e, const geom::Edge& f) {
  const double fx = f.x1 - f.x0, fy = f.y1 - f.y0, length = std::hypot(fx, fy);
  const double ux = fx / length, uy = fy / length;
  const double ex = e.x1 - e.x0, ey = e.y1 - e.y0;
  if (std::abs(ux * ey - uy * ex) > kParallel * std::hypot(ex, ey)) return {1, 0};
  const auto beside = [&](double x, double y) { return ux * (y - f.y0) - uy * (x - f.x0); };
  const auto on = [&](double x, double y) { return ux * (x - f.x0) + uy * (y - f.y0); };
  const Stretch near = between(beside(e.x0, e.y0), beside(e.x1, e.y1), -kSameLineM, kSameLineM);
  const Stretch span = between(on(e.x0, e.y0), on(e.x1, e.y1), 0, length);
  return {std::max(near.from, span.from), std::min(near.to, span.to)};
}

// What is left of an edge; `taken` in any order.
std::vector<Stretch> rest_of(std::vector<Stretch> taken) {
  std::sort(taken.begin(), taken.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> out;
  double at = 0;
  for (const Stretch& t : taken) {
    if (t.from > at) out.push_back({at, t.from});
    at = std::max(at, t.to);
  }
  if (at < 1) out.push_back({at, 1});
  return out;
}

struct Edges {  // of all lines, in order
  std::vector<geom::Edge> all;
  std::vector<geom::Box> boxes;
  std::vector<std::size_t> ends;  // of each line

  void add(const geom::Figure* line) {
    if (line) {
      for (const geom::Edge& e : line->line_edges()) {
        all.push_back(e);
        geom::Box box;
        box.add(geom::Point{e.x0, e.y0});
        box.add(geom::Point{e.x1, e.y1});
        boxes.push_back(box);
      }
    }
    ends.push_back(all.size());
  }
};

// The line of edges [from, to) without what earlier edges run along; null: all of it is left, and nothing has to be drawn anew.
std::shared_ptr<const geom::Figure> without_earlier(const Edges& edges, const index::BoxIndex& near,
                                                    std::size_t from, std::size_t to) {
  geom::Shape shape;
  bool less = false;
  std::vector<std::size_t> found;
  for (std::size_t i = from; i < to; ++i) {
    const geom::Edge& e = edges.all[i];
    std::vector<Stretch> taken;
    near.query(edges.boxes[i].grown(kSameLineM, kSameLineM), found);
    for (const std::size_t k : found) {
      if (k >= i) break;
      if (const Stretch s = along(e, edges.all[k]); s.to > s.from) taken.push_back(s);
    }
    less = less || !taken.empty();
    for (const Stretch& s : rest_of(std::move(taken))) {
      const auto at = [&](double t) {
        return t == 1 ? geom::Point{e.x1, e.y1}
                      : geom::Point{e.x0 + t * (e.x1 - e.x0), e.y0 + t * (e.y1 - e.y0)};
      };
      shape.lines.push_back({at(s.from), at(s.to)});
    }
  }
  return less ? std::make_shared<const geom::Figure>(geom::make_figure(std::move(shape))) : nullptr;
}

double inside(const geom::Figure& line, const geom::Figure& area, const geom::Plane& plane) {
  const geom::Figure* areas[] = {&area};
  return geom::length_inside(line, areas, plane).total.value;
}

// Of a line feature what lies in the ground of the part and in none of the earlier ones.
double beyond(const Work& work, const geom::Figure& line, const std::vector<std::size_t>& order,
              std::size_t part) {
  std::vector<const geom::Figure*> earlier;
  for (const std::size_t p : order) {
    const geom::Figure* figure = work.project.parts[p].figure.get();
    if (p != part && figure->has_area() && figure->box.meets(line.box)) earlier.push_back(figure);
    if (p != part) continue;
    const double before = geom::length_inside(line, earlier, work.input.plane).total.value;
    earlier.push_back(figure);
    return std::max(0.0, geom::length_inside(line, earlier, work.input.plane).total.value - before);
  }
  return 0;
}

}  // namespace

const geom::Figure* line_of(const catalog::Part& part) {
  if (part.line) return part.line.get();
  return part.figure->line_edges().empty() ? nullptr : part.figure.get();
}

std::vector<std::shared_ptr<const geom::Figure>> lines_once(const std::vector<const catalog::Part*>& parts) {
  Edges edges;
  for (const auto* part : parts) edges.add(line_of(*part));
  std::vector<std::shared_ptr<const geom::Figure>> out(parts.size());
  if (edges.all.empty()) return out;
  const index::BoxIndex near(edges.boxes);
  for (std::size_t p = 0, from = 0; p < parts.size(); from = edges.ends[p++]) {
    if (edges.ends[p] == from) continue;
    out[p] = without_earlier(edges, near, from, edges.ends[p]);
    if (!out[p]) out[p] = parts[p]->line ? parts[p]->line : parts[p]->figure;
  }
  return out;
}

void measure_lines(Work& work) {
  const auto order = order_of(work.project);
  std::vector<const catalog::Part*> parts;
  for (const std::size_t p : order) parts.push_back(&work.project.parts[p]);
  const auto once = lines_once(parts);
  std::vector<const geom::Figure*> counted(parts.size());  // by part
  for (std::size_t i = 0; i < order.size(); ++i) counted[order[i]] = once[i].get();
  for (const auto& hit : work.hits) {
    auto& fact = work.out.features[hit.fact];
    const catalog::Part& part = work.project.parts[hit.part];
    const geom::Figure& feature = *hit.feature->figure;
    if (!facts::is_hit(fact.band)) continue;
    ask(work.input.go_on);
    if (line_of(part) && feature.has_area()) {
      if (part.line) fact.length_m += inside(*part.line, feature, work.input.plane);
      fact.counted_length_m = inside(*counted[hit.part], feature, work.input.plane);
    }
    if (!feature.line_edges().empty() && part.figure->has_area())
      fact.counted_length_m = fact.counted_length_m.value_or(0) + beyond(work, feature, order, hit.part);
  }
}

}  // namespace zonegate::overlay
