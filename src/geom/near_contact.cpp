// SPDX-License-Identifier: Apache-2.0
//
// Of several contacts at one distance, the one that a careful reader would ask about.
//
// An edge that deviates from its source's straight line may hide an overlap where the other figure comes closer
// than the deviation. Two edges with the same ends are one edge: nothing hides there. Two edges that leave a
// common vertex at an angle wider than both bulges hide nothing either, because vertices are the truth.
#include "geom/near_contact.h"

#include <algorithm>
#include <cmath>

#include "geom/ellipsoid.h"

namespace zonegate::geom {
namespace {

bool same_point(double ax, double ay, double bx, double by) {
  return std::abs(ax - bx) <= kSamePoint && std::abs(ay - by) <= kSamePoint;
}
bool same_edge(const Edge& e, const Edge& f) {
  return (same_point(e.x0, e.y0, f.x0, f.y0) && same_point(e.x1, e.y1, f.x1, f.y1)) ||
         (same_point(e.x0, e.y0, f.x1, f.y1) && same_point(e.x1, e.y1, f.x0, f.y0));
}
bool is_end(const Edge& e, Point p) {
  return same_point(e.x0, e.y0, p.x, p.y) || same_point(e.x1, e.y1, p.x, p.y);
}

// Slope, in radians, that an edge's bulge can have at its end (parabola of height `deviation`).
double end_slope(const Edge& e) {
  return 4.0 * e.deviation / std::max(1e-9, std::hypot(e.x1 - e.x0, e.y1 - e.y0));
}

// Two edges that leave a common vertex at an angle wider than their bulges cannot hide an overlap: vertices
// are the truth.
bool parted_at_vertex(const Edge& e, const Edge& f, const Contact& c) {
  if (!is_end(e, c.on_a) || !is_end(f, c.on_b) || !same_point(c.on_a.x, c.on_a.y, c.on_b.x, c.on_b.y))
    return false;
  const auto away = [](const Edge& g, Point p) {
    const bool first = same_point(g.x0, g.y0, p.x, p.y);
    return first ? std::atan2(g.y1 - g.y0, g.x1 - g.x0) : std::atan2(g.y0 - g.y1, g.x0 - g.x1);
  };
  const double angle = std::remainder(away(e, c.on_a) - away(f, c.on_b), 2 * 180 * cgcs2000::kDegree);
  return std::abs(angle) > 2 * (end_slope(e) + end_slope(f)) + 1e-6;
}

Meeting meeting(const Contact& c, const Figure& a, const Figure& b) {
  const Edge* e = c.edge_a >= 0 ? &a.edges[static_cast<std::size_t>(c.edge_a)] : nullptr;
  const Edge* f = c.edge_b >= 0 ? &b.edges[static_cast<std::size_t>(c.edge_b)] : nullptr;
  Meeting m{std::max(e ? e->deviation : 0.0f, f ? f->deviation : 0.0f), e && f && same_edge(*e, *f)};
  if (e && f && !m.same_edge && parted_at_vertex(*e, *f, c)) m.deviation = 0;
  return m;
}

}  // namespace

// Of several contacts at the same distance: the least certain one, ties by position in the figures. Contacts
// at the ends of edges that both figures share say nothing beyond the shared edge.
std::pair<Contact, Meeting> least_certain(const std::vector<Contact>& contacts, const Figure& a,
                                          const Figure& b) {
  std::vector<int> shared_a, shared_b;
  std::vector<Meeting> meetings;
  for (const Contact& c : contacts) {
    meetings.push_back(meeting(c, a, b));
    if (!meetings.back().same_edge) continue;
    shared_a.push_back(c.edge_a);
    shared_b.push_back(c.edge_b);
  }
  std::sort(shared_a.begin(), shared_a.end());
  std::sort(shared_b.begin(), shared_b.end());
  const auto shared = [](const std::vector<int>& v, int e) {
    return e >= 0 && std::binary_search(v.begin(), v.end(), e);
  };
  std::size_t best = 0;
  bool best_counts = false;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const Contact& c = contacts[i];
    const bool beside_shared = !meetings[i].same_edge &&
                               (shared(shared_a, c.edge_a) || shared(shared_b, c.edge_b)) && c.edge_a >= 0 &&
                               c.edge_b >= 0 && is_end(a.edges[static_cast<std::size_t>(c.edge_a)], c.on_a) &&
                               is_end(b.edges[static_cast<std::size_t>(c.edge_b)], c.on_b);
    // Doubt first (a deviation that is not explained by one shared edge), then shared edges, then the rest.
    const auto rank = [&](std::size_t k) {
      const Meeting& m = meetings[k];
      return std::pair(m.same_edge ? 0.0f : m.deviation, m.same_edge);
    };
    if (!beside_shared && (!best_counts || rank(i) > rank(best))) {
      best = i;
      best_counts = true;
    }
  }
  return {contacts[best], meetings[best]};
}

}  // namespace zonegate::geom
