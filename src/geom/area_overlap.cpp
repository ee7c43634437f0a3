// SPDX-License-Identifier: Apache-2.0
//
// The area of an overlap from the edges near it.
//
// Idea. edge_sum.cpp shows that for the common box of two polygons, from its bottom L to its top T, edges below L may be left out and edges
// above T may be lowered to T, exactly. What is above T needs not even be looked at edge by edge: a run of consecutive edges that all lie
// above T goes from some x to some other x, and lowered to T it is that stretch of the level line, with the sign of its direction. Edges left
// or right of the box share no x with the other side, so they may count as such a run too. Every box of a ring's tree that does not meet the
// common box is on one of its four sides; so a window of a long ring costs about log n boxes, and the polygon need not be cut
// (cutting would round new vertices). The stretches are added up as steps over x: what is left is a few level edges.
//
// Bound, per pair of edges, in units of u x width x H, H the larger height of the two above L: heights 14 (stored ends 2, slope and step
// 10, sum 2), their mean and the triangle 7.5, width and product 3; together under 24.3. The terms are added exactly (lanes.h); the rest
// below the fine quantum goes into the bound.
//
// All choices (window, edges, level steps, quanta) are functions of the two sets of edges, so start vertices, order and direction of
// rings, and which side is called a, cannot show in a single bit.
#include <algorithm>
#include <cmath>

#include "geom/area_tree.h"
#include "geom/exact_sum.h"
#include "geom/geom.h"
#include "geom/lanes.h"
#include "geom/segment_distance.h"
#include "geom/simple_rings.h"

namespace zonegate::geom {
namespace {

struct Window {
  double x0, x1, bottom, top;
};
struct Step {  // of the level line at the top
  double x;
  int change;
};

// Nothing but the level line over the whole window: no edge meets it, and it lies inside.
bool covers(const Lanes& side, const Window& w) {
  return side.count == 1 && side.length == 0 && side.sign[0] == 1 && side.x0[0] == w.x0 && side.x1[0] == w.x1;
}
bool lies_in(const Box& box, const Window& w) {
  return box.min_x == w.x0 && box.max_x == w.x1 && box.min_y == w.bottom && box.max_y == w.top;
}

}  // namespace

// What of a prepared area matters for a window.
class WindowGather {
 public:
  static void edges(const PreparedArea& area, const Window& w, Lanes& out, std::vector<Step>& steps) {
    out.clear();
    steps.clear();
    // A whole ring above, below or beside the window sums to nothing over it.
    const auto beside = [&](const Box& b) {
      return b.max_x <= w.x0 || b.min_x >= w.x1 || b.min_y >= w.top || b.max_y < w.bottom;
    };
    each_chain(area, beside, [&](const PreparedArea::Chain& chain) { ring(area, chain, w, out, steps); });
    add_levels(w, out, steps);
    out.pad(w.x0);
  }

  // Ends of the edges that meet the window, two by two.
  static void near(const PreparedArea& area, const Box& window, std::vector<Point>& out) {
    out.clear();
    const auto beside = [&](const Box& b) { return !b.meets(window); };
    each_chain(area, beside, [&](const PreparedArea::Chain& chain) {
      const Point* p = &area.points_[chain.first];
      const auto skip = [](std::size_t, std::size_t, const Box&) {};
      const auto edge = [&](std::size_t i) {
        Box box;
        box.add(p[i]);
        box.add(p[i + 1]);
        if (box.meets(window)) out.insert(out.end(), {p[i], p[i + 1]});
      };
      area_tree::Walk(boxes(area, chain), chain.edges, chain.levels, beside, skip, edge).run();
    });
  }

 private:
  template <class Beside, class Visit>
  static void each_chain(const PreparedArea& area, Beside beside, Visit visit) {
    for (std::size_t g = 0; g < area.groups_.size(); ++g) {
      if (beside(area.groups_[g])) continue;
      const std::size_t end = std::min((g + 1) * PreparedArea::kGroup, area.chains_.size());
      for (std::size_t i = g * PreparedArea::kGroup; i < end; ++i) {
        if (!beside(area.chains_[i].box)) visit(area.chains_[i]);
      }
    }
  }

  static std::span<const Box> boxes(const PreparedArea& area, const PreparedArea::Chain& chain) {
    return std::span<const Box>(area.boxes_).subspan(chain.first_box);
  }

  // A run of edges from one vertex to another, lowered to the top of the window.
  static void level(const Window& w, double from, double to, int turn, std::vector<Step>& steps) {
    const double left = std::clamp(std::min(from, to), w.x0, w.x1),
                 right = std::clamp(std::max(from, to), w.x0, w.x1);
    if (!(left < right)) return;
    const int sign = to < from ? turn : -turn;
    steps.push_back({left, sign});
    steps.push_back({right, -sign});
  }

  static void ring(const PreparedArea& area, const PreparedArea::Chain& chain, const Window& w, Lanes& out,
                   std::vector<Step>& steps) {
    const Point* p = &area.points_[chain.first];
    constexpr std::size_t kNone = ~std::size_t{0};
    std::size_t open = kNone;  // first vertex of the run
    const auto close = [&](std::size_t vertex) {
      if (open != kNone) level(w, p[open].x, p[vertex].x, chain.turn, steps);
      open = kNone;
    };
    const auto over = [&](double min_x, double max_x, double min_y) {
      return max_x <= w.x0 || min_x >= w.x1 || min_y >= w.top;
    };
    const auto beside = [&](const Box& b) { return over(b.min_x, b.max_x, b.min_y) || b.max_y < w.bottom; };
    const auto skip = [&](std::size_t from, std::size_t, const Box& b) {
      if (!over(b.min_x, b.max_x, b.min_y)) return close(from);
      if (open == kNone) open = from;
    };
    const auto edge = [&](std::size_t i) {
      const Point a = p[i], b = p[i + 1];
      const auto [left, right] = a.x < b.x ? std::pair(a, b) : std::pair(b, a);
      if (over(left.x, right.x, std::min(a.y, b.y))) {
        if (open == kNone) open = i;
        return;
      }
      if (std::max(a.y, b.y) < w.bottom)
        return close(i);  // those on the bottom bound the edges that cross it
      out.length += std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
      if (left.x < right.x) {
        close(i);
        out.push(left.x, left.y - w.bottom, right.x, right.y - w.bottom,
                 b.x < a.x ? chain.turn : -chain.turn);
      }
    };
    area_tree::Walk(boxes(area, chain), chain.edges, chain.levels, beside, skip, edge).run();
    close(chain.edges);
  }

  static void add_levels(const Window& w, Lanes& out, std::vector<Step>& steps) {
    if (steps.empty()) return;
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.x < b.x; });
    const double height = w.top - w.bottom;
    double from = w.x0;
    int now = 0;
    for (std::size_t i = 0; i < steps.size();) {
      const double x = steps[i].x;
      int change = 0;
      for (; i < steps.size() && steps[i].x == x; ++i) change += steps[i].change;
      if (change == 0) continue;
      if (now != 0 && from < x) out.push(from, height, x, height, now);
      from = x;
      now += change;
    }
  }
};

struct AreaOverlap::Scratch {
  Lanes a, b;
  std::vector<Step> steps;
  std::vector<Point> near_a, near_b;
  std::vector<RingView> rings;
  double window_perimeter = 0;
  bool portable = false;
};

AreaOverlap::AreaOverlap() : scratch_(std::make_unique<Scratch>()) {}
AreaOverlap::~AreaOverlap() = default;
AreaOverlap::AreaOverlap(AreaOverlap&&) noexcept = default;
void AreaOverlap::use_portable_code() { scratch_->portable = true; }

Measured AreaOverlap::operator()(const PreparedArea& a, const PreparedArea& b) {
  const Box &p = a.box(), &q = b.box();
  const Window w{std::max(p.min_x, q.min_x), std::min(p.max_x, q.max_x), std::max(p.min_y, q.min_y),
                 std::min(p.max_y, q.max_y)};
  if (!(w.x0 < w.x1 && w.bottom < w.top)) return {0, 0};
  Scratch& s = *scratch_;
  s.b.clear();
  s.window_perimeter = 2 * ((w.x1 - w.x0) + (w.top - w.bottom));
  WindowGather::edges(a, w, s.a, s.steps);
  if (s.a.count == 0) return {0, 0};
  if (covers(s.a, w) && lies_in(q, w)) {  // the whole of b
    s.b.length = b.perimeter();
    return b.area();
  }
  WindowGather::edges(b, w, s.b, s.steps);
  if (s.b.count == 0) return {0, 0};
  if (covers(s.b, w) && lies_in(p, w)) {
    s.a.length = a.perimeter();
    return a.area();
  }
  const double pairs = static_cast<double>(s.a.count) * static_cast<double>(s.b.count);
  const double largest = 2 * (w.x1 - w.x0) * std::max(s.a.largest, s.b.largest);
  const SumPlan plan = plan_sums(largest, pairs);
  if (!std::isfinite(plan.quanta.coarse)) return {0, HUGE_VAL};
  const PairSum sum = s.a.count < s.b.count ? sum_pairs(s.a, s.b, plan.quanta, s.portable)
                                            : sum_pairs(s.b, s.a, plan.quanta, s.portable);
  const double value = sum.coarse + sum.fine;
  const double bound = kUnit * (25 * (sum.size + plan.size_lost) + std::abs(value)) + plan.lost + 1e-290;
  return {value, bound};
}

// Edges that lie on the border of the common box are not gathered; its perimeter stands for them.
double AreaOverlap::boundary_seen() const {
  return scratch_->a.length + scratch_->b.length + scratch_->window_perimeter;
}

bool AreaOverlap::proves_valid(const PreparedArea& a) {
  constexpr std::size_t kFew = 24;  // up to here the square of the edges is cheaper than the proof
  if (a.edge_count() <= kFew) {
    const Measured self = (*this)(a, a);
    return std::abs(self.value - a.area().value) <= self.bound + a.area().bound + 2 * kGrid * a.perimeter();
  }
  auto& rings = scratch_->rings;
  rings.clear();
  for (const auto& c : a.chains_)
    rings.push_back({&a.points_[c.first], c.edges, c.hole, c.box,
                     std::span<const Box>(a.boxes_).subspan(c.first_box), c.levels});
  return provably_simple(rings);
}

std::pair<Figure, Figure> AreaOverlap::edges_near(const PreparedArea& a, const PreparedArea& b,
                                                  double reach) {
  const auto lines = [&](const PreparedArea& from, const Box& window) {
    WindowGather::near(from, window.grown(reach, reach), scratch_->near_a);
    Shape shape;
    for (std::size_t i = 0; i < scratch_->near_a.size(); i += 2)
      shape.lines.push_back({scratch_->near_a[i], scratch_->near_a[i + 1]});
    return make_figure(std::move(shape));
  };
  return {lines(a, b.box()), lines(b, a.box())};
}

bool AreaOverlap::edges_within(const PreparedArea& a, const PreparedArea& b, double distance) {
  Scratch& s = *scratch_;
  WindowGather::near(a, b.box().grown(distance, distance), s.near_a);
  if (s.near_a.empty()) return false;
  WindowGather::near(b, a.box().grown(distance, distance), s.near_b);
  const double enough = 1.01 * distance * distance;
  for (std::size_t i = 0; i < s.near_a.size(); i += 2) {
    const Point p = s.near_a[i], q = s.near_a[i + 1];
    const Box box = Box{std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)}.grown(
        distance, distance);
    for (std::size_t k = 0; k < s.near_b.size(); k += 2) {
      const Point c = s.near_b[k], d = s.near_b[k + 1];
      if (std::max(c.x, d.x) < box.min_x || std::min(c.x, d.x) > box.max_x ||
          std::max(c.y, d.y) < box.min_y || std::min(c.y, d.y) > box.max_y) {
        continue;
      }
      if (segment_distance2(p, q, c, d) <= enough) return true;
    }
  }
  return false;
}

}  // namespace zonegate::geom
