// SPDX-License-Identifier: Apache-2.0
#include "catalog/twin_parts.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/core.h"

namespace zonegate::catalog {
namespace {

constexpr double kNearShare = 0.01;         // of the size: parts of a metre side by side are no twins
constexpr double kSameArea = 1e-3;          // of the area
constexpr std::size_t kMostWork = 4000000;  // corners times edges; beyond it only equal corners are told

struct Edge {
  geom::Point a, b;
};
struct Outline {
  std::vector<geom::Point> corners;
  std::vector<Edge> edges;
};

void add_path(const geom::Path& path, bool closed, Outline& out) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    out.corners.push_back(path[i]);
    if (i + 1 < path.size() || closed) out.edges.push_back({path[i], path[(i + 1) % path.size()]});
  }
}

Outline outline_of(const geom::Shape& shape) {
  Outline out;
  for (const auto& polygon : shape.polygons) {
    add_path(polygon.shell, true, out);
    for (const auto& hole : polygon.holes) add_path(hole, true, out);
  }
  for (const auto& line : shape.lines) add_path(line, false, out);
  for (const auto& point : shape.points) {
    out.corners.push_back(point);
    out.edges.push_back({point, point});
  }
  return out;
}

// How far the corners of one lie from the other at most; infinite as soon as that is beyond the limit.
double away(const Outline& from, const Outline& to, double limit) {
  double most = 0;
  for (const auto& p : from.corners) {
    double least = HUGE_VAL;
    for (const auto& e : to.edges)
      if (least = std::min(least, geom::segment_distance(p, e.a, e.b)); least <= most) break;
    if (least > limit) return HUGE_VAL;
    most = std::max(most, least);
  }
  return most;
}

bool same_corners(Outline& a, Outline& b) {
  const auto before = [](const geom::Point& p, const geom::Point& q) {
    return std::tie(p.x, p.y) < std::tie(q.x, q.y);
  };
  std::sort(a.corners.begin(), a.corners.end(), before);
  std::sort(b.corners.begin(), b.corners.end(), before);
  return a.corners == b.corners;
}

}  // namespace

double twin_limit(const geom::Box& box) {
  return std::min(kTwinReach, kNearShare * std::hypot(box.max_x - box.min_x, box.max_y - box.min_y));
}

bool same_box(const geom::Box& a, const geom::Box& b, double limit) {
  return std::abs(a.min_x - b.min_x) <= limit && std::abs(a.min_y - b.min_y) <= limit &&
         std::abs(a.max_x - b.max_x) <= limit && std::abs(a.max_y - b.max_y) <= limit;
}

bool same_area(double a, double b) { return std::abs(a - b) <= std::max(1.0, kSameArea * std::max(a, b)); }

std::optional<double> outlines_apart(const geom::Shape& a, const geom::Shape& b, double limit) {
  Outline one = outline_of(a), other = outline_of(b);
  if (one.corners.size() * other.edges.size() > kMostWork)
    return same_corners(one, other) ? std::optional(0.0) : std::nullopt;
  const double there = away(one, other, limit);
  const double most = there > limit ? there : std::max(there, away(other, one, limit));
  return most > limit ? std::nullopt : std::optional(most);
}

std::string apart_words(double metres) {
  return metres > 0.0005 ? " to within " + fixed(std::max(0.01, metres), 2) + " m" : "";
}

std::optional<std::string> TwinParts::add(const std::string& project, const std::string& part,
                                          const std::shared_ptr<const geom::Figure>& figure) {
  auto& seen = seen_[project];
  const geom::Box& box = figure->box;
  const double area = geom::area(figure->area_edges()).value;
  const double limit = twin_limit(box);
  const auto end = seen.upper_bound(box.min_x + kTwinReach);
  for (auto at = seen.lower_bound(box.min_x - kTwinReach); at != end; ++at) {
    const Seen& other = at->second;
    if (!same_area(area, other.area) || !same_box(box, other.figure->box, limit)) continue;
    if (const auto metres = outlines_apart(figure->shape, other.figure->shape, limit))
      return part + " has the same outline as " + other.part + apart_words(*metres);
  }
  seen.emplace(box.min_x, Seen{part, figure, area});
  return std::nullopt;
}

}  // namespace zonegate::catalog
