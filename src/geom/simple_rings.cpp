// SPDX-License-Identifier: Apache-2.0
//
// Edges eight by eight (the leaves of the tree) against the leaves whose boxes they meet. Two edges are apart if both ends of one lie strictly on one side of the
// other, by more than the rounding of the determinant (Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates, 1997:
// the static filter 3.33e-16 x the sum of the products). If no two edges meet, rings are nested or apart as wholes, and one vertex of each tells how.
#include "geom/simple_rings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geom/area_tree.h"

namespace zonegate::geom {
namespace {

constexpr std::size_t kMaxRings = 8192;
constexpr std::size_t kLeafRoom = 2 * area_tree::kLeaf;  // a ring without a tree is one leaf

// +1 left, -1 right, 0 doubt.
int side(Point a, Point b, Point p) {
  const double l = (b.x - a.x) * (p.y - a.y), r = (b.y - a.y) * (p.x - a.x);
  const double det = l - r, doubt = 3.4e-16 * (std::abs(l) + std::abs(r));
  return det > doubt ? 1 : det < -doubt ? -1 : 0;
}

bool apart(Point a, Point b, Point c, Point d) {
  const int s = side(a, b, c);
  if (s != 0 && s == side(a, b, d)) return true;
  const int t = side(c, d, a);
  return t != 0 && t == side(c, d, b);
}

Box box_of(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

struct Leaf {
  const RingView* ring;
  std::size_t first, count;  // edges
  Box box;
};
struct LeafEdge {
  std::size_t index;
  Box box;
};
using LeafEdges = std::array<LeafEdge, kLeafRoom>;

std::size_t edges_in(const Leaf& leaf, const Box& window, LeafEdges& out) {
  std::size_t n = 0;
  for (std::size_t i = leaf.first; i < leaf.first + leaf.count; ++i) {
    const Box box = box_of(leaf.ring->points[i], leaf.ring->points[i + 1]);
    if (box.meets(window)) out[n++] = {i, box};
  }
  return n;
}

// Neighbours in a ring meet in their common vertex; only if they fold back onto each other do they share more.
bool neighbours_apart(const Point* p, std::size_t i, std::size_t edges) {
  const Point a = p[i], b = p[i + 1], c = p[i + 1 == edges ? 1 : i + 2];
  if (a == b || b == c) return false;  // doubled vertices: the long way knows them
  return side(a, b, c) != 0 || (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) > 0;
}

bool pair_apart(const Leaf& a, std::size_t i, const Leaf& b, std::size_t k) {
  if (a.ring == b.ring) {
    const std::size_t n = a.ring->edges;
    if ((i + 1) % n == k) return neighbours_apart(a.ring->points, i, n);
    if ((k + 1) % n == i) return neighbours_apart(a.ring->points, k, n);
  }
  return apart(a.ring->points[i], a.ring->points[i + 1], b.ring->points[k], b.ring->points[k + 1]);
}

bool leaves_apart(const Leaf& a, const Leaf& b) {
  LeafEdges ea, eb;
  const std::size_t na = edges_in(a, b.box, ea), nb = edges_in(b, a.box, eb);
  const bool same = a.ring == b.ring && a.first == b.first;
  for (std::size_t i = 0; i < na; ++i) {
    for (std::size_t k = same ? i + 1 : 0; k < nb; ++k) {
      if (ea[i].box.meets(eb[k].box) && !pair_apart(a, ea[i].index, b, eb[k].index)) return false;
    }
  }
  return true;
}

// Calls visit(leaf) for the leaves of a ring that meet the window; stops and returns false when it does.
template <class Visit>
bool each_leaf(const RingView& ring, const Box& window, Visit visit) {
  if (!ring.box.meets(window)) return true;
  if (ring.levels == 0) return visit(Leaf{&ring, 0, ring.edges, ring.box});
  bool good = true;
  std::size_t pending = ~std::size_t{0};
  const auto beside = [&](const Box& b) { return !good || !b.meets(window); };
  const auto skip = [](std::size_t, std::size_t, const Box&) {};
  const auto edge = [&](std::size_t i) {
    const std::size_t leaf = i / area_tree::kLeaf;
    if (leaf == pending) return;  // the walk hands out edges; its leaf is done at the first
    pending = leaf;
    const std::size_t first = leaf * area_tree::kLeaf;
    good =
        good && visit(Leaf{&ring, first, std::min(area_tree::kLeaf, ring.edges - first), ring.boxes[leaf]});
  };
  area_tree::Walk(ring.boxes, ring.edges, ring.levels, beside, skip, edge).run();
  return good;
}

bool edges_apart(std::span<const RingView> rings) {
  for (std::size_t r = 0; r < rings.size(); ++r) {
    const bool good = each_leaf(rings[r], rings[r].box, [&](const Leaf& a) {
      for (std::size_t q = r; q < rings.size(); ++q) {
        const bool all = each_leaf(rings[q], a.box, [&](const Leaf& b) {
          return (q == r && b.first < a.first) || !a.box.meets(b.box) || leaves_apart(a, b);
        });
        if (!all) return false;
      }
      return true;
    });
    if (!good) return false;
  }
  return true;
}

// Whether p lies inside the ring (whose edges it is apart from): crossings of the ray upwards. A run of edges that all lie above p crosses as its ends tell.
bool inside(Point p, const RingView& ring, bool& sure) {
  const Box& all = ring.box;
  if (all.max_x < p.x || all.min_x > p.x || all.max_y < p.y || all.min_y > p.y) return false;
  int crossings = 0;
  const auto crosses = [&](Point a, Point b) { return (a.x <= p.x) != (b.x <= p.x); };
  const auto beside = [&](const Box& b) {
    return b.max_x < p.x || b.min_x > p.x || b.max_y < p.y || b.min_y > p.y;
  };
  const auto skip = [&](std::size_t from, std::size_t to, const Box& b) {
    if (b.min_y > p.y && crosses(ring.points[from], ring.points[to])) ++crossings;
  };
  const auto edge = [&](std::size_t i) {
    const Point a = ring.points[i], b = ring.points[i + 1];
    if (!crosses(a, b)) return;
    const int s = a.x < b.x ? side(a, b, p) : side(b, a, p);
    sure = sure && s != 0;
    if (s < 0) ++crossings;  // p is below the edge
  };
  area_tree::Walk(ring.boxes, ring.edges, ring.levels, beside, skip, edge).run();
  return crossings % 2 != 0;
}

bool nested_by_role(std::span<const RingView> rings) {
  bool sure = true;
  for (const RingView& ring : rings) {
    int winding = 0;
    for (const RingView& other : rings) {
      if (&other != &ring && inside(ring.points[0], other, sure)) winding += other.hole ? -1 : 1;
    }
    if (!sure || winding != (ring.hole ? 1 : 0)) return false;
  }
  return true;
}

}  // namespace

bool provably_simple(std::span<const RingView> rings) {
  return rings.size() <= kMaxRings && edges_apart(rings) &&
         (rings.size() == 1 ? !rings[0].hole : nested_by_role(rings));
}

}  // namespace zonegate::geom
