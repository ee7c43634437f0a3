// SPDX-License-Identifier: Apache-2.0
//
// Geodesic distance between two figures whose edges are straight in the plane.
//
// Three sieves, each rigorous, then an exact end:
//  1. Containment: if one vertex of each part is not inside the other figure and no edges cross, nothing is
//     inside.
//  2. Branch and bound over two box trees with the lower bound of near_metric.h.
//  3. Edge pairs by the distance of their chords in space (earth-centred): a chord tells its arc to 1 % of
//     (c/R)^2/24 of c, which is centimetres at 100 km, so few pairs are left.
//  4. The pairs left: foot of each end on the other edge by Newton on the derivative of the geodesic length
//     (first variation: moving a foot by T changes the length by T . u, u the unit tangent of the geodesic
//     there; second derivative |T x u|^2 / length to first order).
// Cost: O(edges) to build, then about O(log) per small figure; 10 microseconds per pair that is left.
// Geodesics: Karney, Algorithms for geodesics, J. Geodesy 87 (2013), as shipped with PROJ (15 nm).
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geom/near_contact.h"
#include "geom/near_tree.h"

namespace zonegate::geom {
namespace {

constexpr double kTie = 1e-6;  // metres; contacts this close to the best are one answer

struct Candidate {
  std::size_t a, b;
  double lower;
};

double cross(Point o, Point p, Point q) { return (p.x - o.x) * (q.y - o.y) - (p.y - o.y) * (q.x - o.x); }

// The crossing point of two segments that meet; nullopt where they do not (or only within rounding: the
// distance is tiny then).
std::optional<Point> crossing(const NearElement& e, const NearElement& f) {
  const double a = cross(e.p, e.q, f.p), b = cross(e.p, e.q, f.q), c = cross(f.p, f.q, e.p),
               d = cross(f.p, f.q, e.q);
  if ((a > 0) == (b > 0) || (c > 0) == (d > 0) || a == b) return std::nullopt;
  const double t = a / (a - b);
  return Point{f.p.x + t * (f.q.x - f.p.x), f.p.y + t * (f.q.y - f.p.y)};
}

// Squared distance of the segments p0p1 and q0q1 in space (Ericson, Real-Time Collision Detection, 5.1.9).
double segment_distance2(const Vec3* p, const Vec3* q) {
  const Vec3 d1 = p[1] - p[0], d2 = q[1] - q[0], r = p[0] - q[0];
  const double a = dot(d1, d1), e = dot(d2, d2), f = dot(d2, r), c = dot(d1, r);
  double s = 0, t = 0;
  if (a > 0 && e > 0) {
    const double b = dot(d1, d2), denominator = a * e - b * b;
    s = denominator > 0 ? std::clamp((b * f - c * e) / denominator, 0.0, 1.0) : 0.0;
    t = (b * s + f) / e;
    if (t < 0 || t > 1) {
      t = t < 0 ? 0.0 : 1.0;
      s = std::clamp((b * t - c) / a, 0.0, 1.0);
    }
  } else if (a > 0) {
    s = std::clamp(-c / a, 0.0, 1.0);
  } else if (e > 0) {
    t = std::clamp(f / e, 0.0, 1.0);
  }
  const Vec3 gap = (p[0] + d1 * s) - (q[0] + d2 * t);
  return dot(gap, gap);
}

double point_segment_distance2(const Vec3& p, const Vec3* q) {
  const Vec3 both[2] = {p, p};
  return segment_distance2(both, q);
}

// Foot of p on e: the point of e that is nearest on the ground.
struct Foot {
  double distance;
  Point at;
};
Foot foot_on(Point p, const NearElement& e, const NearMetric& metric) {
  const double dx = e.q.x - e.p.x, dy = e.q.y - e.p.y;
  const auto point_at = [&](double t) {
    return t <= 0 ? e.p : t >= 1 ? e.q : Point{e.p.x + t * dx, e.p.y + t * dy};
  };
  // Start from the flat foot with the local scales.
  const Point g = metric.ground(e.p, dx, dy), w = metric.ground(e.p, p.x - e.p.x, p.y - e.p.y);
  const double length2 = g.x * g.x + g.y * g.y;
  double t = length2 > 0 ? std::clamp((g.x * w.x + g.y * w.y) / length2, 0.0, 1.0) : 0.0;
  Foot best{std::numeric_limits<double>::infinity(), e.p};
  for (int i = 0; i < 20; ++i) {
    const Point x = point_at(t);
    const GeodesicLink l = metric.link(p, x);
    if (l.distance < best.distance) best = {l.distance, x};
    if (length2 == 0 || l.distance < 1e-7) break;
    const Point tangent = metric.ground(x, dx, dy);
    const double az = l.azimuth_b * cgcs2000::kDegree, ux = std::sin(az), uy = std::cos(az);
    const double slope = tangent.x * ux + tangent.y * uy, side = tangent.x * uy - tangent.y * ux;
    const double curvature = side * side / l.distance;
    const double next = curvature > std::abs(slope) * 1e-3 ? std::clamp(t - slope / curvature, 0.0, 1.0)
                                                           : (slope > 0 ? 0.0 : 1.0);
    const double moved = (next - t) * std::sqrt(length2);
    if (moved * moved < 1e-7 * l.distance * 2)
      break;  // what is left changes the distance by less than 0.1 micrometre
    t = next;
  }
  for (const Point end : {e.p, e.q})  // a start that walked the wrong way out of a radial edge
    if (best.at == e.p || best.at == e.q)
      if (const double d = metric.link(p, end).distance; d < best.distance) best = {d, end};
  return best;
}

// Some distance between the figures, for a start: one vertex of a against the nearest vertex of b in the
// plane.
double first_guess(const Figure& a, const Figure& b, const NearMetric& metric) {
  const auto loose_a = loose_elements(a.shape), loose_b = loose_elements(b.shape);
  if ((a.edges.empty() && loose_a.empty()) || (b.edges.empty() && loose_b.empty())) return -1;
  const Point p = a.edges.empty() ? loose_a.front().p : Point{a.edges.front().x0, a.edges.front().y0};
  Point best{};
  double least = std::numeric_limits<double>::infinity();
  const auto offer = [&](double x, double y) {
    const double d = (x - p.x) * (x - p.x) + (y - p.y) * (y - p.y);
    if (d >= least) return;
    least = d;
    best = {x, y};
  };
  for (const Edge& e : b.edges) offer(e.x0, e.y0);
  for (const NearElement& e : loose_b) offer(e.p.x, e.p.y);
  return metric.link(p, best).distance * (1 + 1e-9) + 1e-6;
}

class Search {
 public:
  // reach: no less than the distance, if that is within the limit.
  Search(const Figure& a, const Figure& b, const NearMetric& metric, double reach)
      : metric_(metric),
        ta_(a, metric.window(b.box, reach)),
        tb_(b, metric.window(a.box, reach)),
        reach_(reach) {}

  std::vector<Contact> contacts() {
    if (ta_.empty() || tb_.empty()) return {};
    visit(ta_.root(), tb_.root());
    return exact();
  }

 private:
  static double size(const Box& b) { return (b.max_x - b.min_x) + (b.max_y - b.min_y); }

  void visit(std::size_t ia, std::size_t ib) {
    const NearTree::Node &a = ta_.nodes()[ia], &b = tb_.nodes()[ib];
    if (metric_.lower_bound(a.box, b.box, reach_) > reach_) return;
    if (a.leaf && b.leaf) return compare(a, b);
    const bool split_a = b.leaf || (!a.leaf && size(a.box) >= size(b.box));
    const NearTree::Node& parent = split_a ? a : b;
    const auto& children = split_a ? ta_.nodes() : tb_.nodes();
    const Box& other = split_a ? b.box : a.box;
    std::array<std::pair<double, std::size_t>, 8> order;
    for (std::size_t k = 0; k < parent.count; ++k)
      order[k] = {metric_.lower_bound(children[parent.first + k].box, other, reach_), parent.first + k};
    for (std::size_t k = 1; k < parent.count; ++k)  // insertion: at most eight
      for (std::size_t j = k; j > 0 && order[j] < order[j - 1]; --j) std::swap(order[j], order[j - 1]);
    for (std::size_t k = 0; k < parent.count; ++k)
      if (order[k].first <= reach_) visit(split_a ? order[k].second : ia, split_a ? ib : order[k].second);
  }

  void compare(const NearTree::Node& a, const NearTree::Node& b) {
    for (std::size_t i = a.first; i < a.first + a.count; ++i) {
      const Box box = ta_.elements()[i].box();
      if (metric_.lower_bound(box, b.box, reach_) > reach_) continue;
      for (std::size_t j = b.first; j < b.first + b.count; ++j)
        if (metric_.lower_bound(box, tb_.elements()[j].box(), reach_) <= reach_) compare(i, j);
    }
  }

  void compare(std::size_t i, std::size_t j) {
    double lower = 0, upper = 0;
    if (!crossing(ta_.elements()[i], tb_.elements()[j])) {
      const Vec3 *p = ta_.in_space(i, metric_), *q = tb_.in_space(j, metric_);
      const double chord = std::sqrt(segment_distance2(p, q)), slack = slack_of(p, q);
      lower = std::max(0.0, metric_.shortest_arc(chord) - slack);
      upper = metric_.longest_arc(chord) + slack;
    }
    if (lower > reach_ + kTie) return;
    candidates_.push_back({i, j, lower});
    reach_ = std::min(reach_, upper + kTie);
    if (candidates_.size() > prune_at_) prune();
  }

  double slack_of(const Vec3* p, const Vec3* q) const {
    const Vec3 d1 = p[1] - p[0], d2 = q[1] - q[0];
    return metric_.sagitta(dot(d1, d1)) + metric_.sagitta(dot(d2, d2)) + (metric_.local() ? 0.0 : 1e-7);
  }

  void prune() {
    std::erase_if(candidates_, [&](const Candidate& c) { return c.lower > reach_ + kTie; });
    prune_at_ = std::max<std::size_t>(4096, 2 * candidates_.size());
  }

  std::vector<Contact> exact() {
    prune();
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& l, const Candidate& r) {
      return std::tie(l.lower, l.a, l.b) < std::tie(r.lower, r.a, r.b);
    });
    double best = std::numeric_limits<double>::infinity();
    std::vector<Contact> found;
    for (const Candidate& c : candidates_) {
      if (c.lower > best + kTie) break;
      const Contact contact = measure(c, best + kTie);
      if (contact.distance > best + kTie) continue;
      best = std::min(best, contact.distance);
      found.push_back(contact);
    }
    std::erase_if(found, [&](const Contact& c) { return c.distance > best + kTie; });
    return found;
  }

  Contact measure(const Candidate& c, double enough) {
    const NearElement &e = ta_.elements()[c.a], &f = tb_.elements()[c.b];
    Contact best;
    best.edge_a = e.edge;
    best.edge_b = f.edge;
    if (const auto x = crossing(e, f)) {
      best.distance = 0;
      best.on_a = best.on_b = *x;
      return best;
    }
    for (const Point end : {e.p, e.q})
      if (end == f.p || end == f.q) {  // copied boundaries: no search for what is plain
        best.distance = 0;
        best.on_a = best.on_b = end;
        return best;
      }
    const Vec3 *p = ta_.in_space(c.a, metric_), *q = tb_.in_space(c.b, metric_);
    const double slack = slack_of(p, q);
    const auto try_foot = [&](Point end, const Vec3& at, const NearElement& on, const Vec3* on_space,
                              bool end_is_a) {
      const double chord = std::sqrt(point_segment_distance2(at, on_space));
      if (metric_.shortest_arc(chord) - slack > std::min(enough, best.distance)) return;
      const Foot foot = foot_on(end, on, metric_);
      if (foot.distance >= best.distance) return;
      best.distance = foot.distance;
      best.on_a = end_is_a ? end : foot.at;
      best.on_b = end_is_a ? foot.at : end;
    };
    try_foot(e.p, p[0], f, q, true);
    if (!(e.p == e.q)) try_foot(e.q, p[1], f, q, true);
    try_foot(f.p, q[0], e, p, false);
    if (!(f.p == f.q)) try_foot(f.q, q[1], e, p, false);
    if (!metric_.local() && best.distance < kSamePoint) best.distance = 0;
    return best;
  }

  const NearMetric& metric_;
  NearTree ta_, tb_;
  double reach_;
  std::vector<Candidate> candidates_;
  std::size_t prune_at_ = 4096;
};

// ------------------------------------------------------------------------------------------------ containment
std::vector<Point> representatives(const Shape& s, const Box& within) {
  std::vector<Point> all;
  const auto add = [&](Point p) {
    if (within.meets({p.x, p.y, p.x, p.y})) all.push_back(p);
  };
  for (const Polygon& p : s.polygons)
    if (!p.shell.empty()) add(p.shell.front());
  for (const Path& l : s.lines)
    if (!l.empty()) add(l.front());
  for (const Point p : s.points) add(p);
  std::sort(all.begin(), all.end(), [](Point l, Point r) { return std::tie(l.x, l.y) < std::tie(r.x, r.y); });
  return all;
}

// A part of `inner` that starts inside the area of `outer`. Parts go in groups of neighbours, each against
// the edges of its x range.
std::optional<Point> contained(const Figure& inner, const Figure& outer) {
  constexpr std::size_t kGroup = 64;
  if (!outer.has_area()) return std::nullopt;
  const std::vector<Point> points = representatives(inner.shape, outer.box);
  std::vector<Edge> near;
  for (std::size_t i = 0; i < points.size(); i += kGroup) {
    const std::size_t end = std::min(points.size(), i + kGroup);
    const double low = points[i].x - kSamePoint, high = points[end - 1].x + kSamePoint;
    near.clear();
    for (const Edge& e : outer.area_edges())
      if (e.x0 <= high && e.x1 >= low) near.push_back(e);
    for (std::size_t k = i; k < end; ++k)
      if (locate(points[k], near) == Side::inside) return points[k];
  }
  return std::nullopt;
}

}  // namespace

Metres geodesic_distance(LonLat a, LonLat b) {
  geod_geodesic g;
  geod_init(&g, cgcs2000::kA, cgcs2000::kF);
  double d = 0;
  geod_inverse(&g, a.lat, a.lon, b.lat, b.lon, &d, nullptr, nullptr);
  return Metres(d);
}

std::optional<Nearest> nearest(const Figure& a, const Figure& b, const Plane& plane, Metres limit) {
  if (a.box.empty() || b.box.empty() || !(limit.value >= 0)) return std::nullopt;
  Box around = a.box;
  around.add(b.box);
  const NearMetric metric(plane, around);
  if (metric.lower_bound(a.box, b.box, limit.value) > limit.value) return std::nullopt;
  Nearest out;
  if (a.box.meets(b.box)) {
    std::optional<Point> p = contained(a, b);
    if (!p) p = contained(b, a);
    if (p) {
      out.on_a = out.on_b = *p;
      return out;
    }
  }
  const double guess = first_guess(a, b, metric);
  if (!(guess >= 0)) return std::nullopt;  // one of them holds nothing
  const double reach = std::min(limit.value * (1 + 1e-9) + 1e-6, guess);
  const std::vector<Contact> contacts = Search(a, b, metric, reach).contacts();
  if (contacts.empty()) return std::nullopt;
  const auto [contact, met] = least_certain(contacts, a, b);
  if (contact.distance > limit.value) return std::nullopt;
  out.distance = Metres(contact.distance);
  out.on_a = contact.on_a;
  out.on_b = contact.on_b;
  out.deviation = met.deviation;
  out.same_edge = met.same_edge;
  if (contact.distance > 0) {
    const double azimuth = metric.link(contact.on_a, contact.on_b).azimuth_a;
    out.bearing = Degrees(azimuth < 0 ? azimuth + 360.0 : azimuth);
  }
  return out;
}

}  // namespace zonegate::geom
