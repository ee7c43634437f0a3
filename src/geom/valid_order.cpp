// SPDX-License-Identifier: Apache-2.0
//
// A fast proof of area validity.
//
// Idea. Keep the edges over a moving abscissa in their order of height. If every two edges that ever become neighbours
// stay apart, by more than their height errors, until the first of them ends (or begin or end in one common vertex),
// then no two edges cross, for the first two to cross would have been neighbours before. The order is then certain, and
// every winding number is 0 or 1 exactly if the signs in it alternate from -1 at the bottom to +1 at the top; the number
// of places where they do not is kept up to date and must be 0 between any two abscissas.
//
// The proof gives up at the first doubt: then the slab sweep measures. Heights of shared vertices are exact, so edges
// that meet in their ends are no doubt; a vertex on another edge is one. Cost: O(n log n).
// Source: Shamos & Hoey 1976 (does any pair of segments intersect?), with a floating-point filter.
#include "geom/valid_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geom/height.h"

namespace zonegate::geom::slab {
namespace {

class Order {
 public:
  explicit Order(const Sweep& sweep) : sweep_(sweep), edges_(sweep.edges()) {}

  bool remove(std::uint32_t id) {
    const double x = edges_[id].x1;
    auto at =
        std::lower_bound(order_.begin(), order_.end(), edges_[id].y1,
                         [&](std::uint32_t other, double y) { return height_at(edges_[other], x).y < y; });
    for (int tries = 0; at != order_.end() && *at != id; ++at) {  // others that end in the same vertex
      if (++tries > 8) return false;
    }
    if (at == order_.end()) return false;
    const auto i = static_cast<std::size_t>(at - order_.begin());
    faults_ -= fault(i, i + 1) + (i > 0 ? fault(i - 1, i) : fault_at_bottom());
    order_.erase(at);
    faults_ += i > 0 ? fault(i - 1, i) : fault_at_bottom();
    return i == 0 || i == order_.size() || apart(order_[i - 1], order_[i], x);
  }

  bool insert(std::uint32_t id) {
    const double x = edges_[id].x0;
    const auto at =
        std::lower_bound(order_.begin(), order_.end(), id, [&](std::uint32_t other, std::uint32_t mine) {
          const double y = height_at(edges_[other], x).y;
          return y < edges_[mine].y0 || (y == edges_[mine].y0 && begins_lower(other, mine));
        });
    const auto i = static_cast<std::size_t>(at - order_.begin());
    faults_ -= i > 0 ? fault(i - 1, i) : fault_at_bottom();
    order_.insert(at, id);
    faults_ += fault(i, i + 1) + (i > 0 ? fault(i - 1, i) : fault_at_bottom());
    return (i == 0 || apart(order_[i - 1], id, x)) && (i + 1 == order_.size() || apart(id, order_[i + 1], x));
  }

  bool alternates() const { return faults_ == 0; }

 private:
  // 1 where neighbours i and k = i + 1 have the same sign, or i is the top and does not close the stack.
  int fault(std::size_t i, std::size_t k) const {
    if (k >= order_.size()) return edges_[order_[i]].sign < 0;
    return edges_[order_[i]].sign == edges_[order_[k]].sign;
  }
  int fault_at_bottom() const { return !order_.empty() && edges_[order_.front()].sign > 0; }

  bool begins_lower(std::uint32_t a, std::uint32_t b) const {
    const double x = std::min(edges_[a].x1, edges_[b].x1);
    return height_at(edges_[a], x).y < height_at(edges_[b], x).y;
  }

  // Whether `high` stays above `low` from x until one of them ends, whatever rounding did.
  bool apart(std::uint32_t low, std::uint32_t high, double x) const {
    const LocalEdge& a = edges_[low];
    const LocalEdge& b = edges_[high];
    const double end = std::min(a.x1, b.x1);
    if (end <= x) return true;  // one of them is about to go
    const bool begin_together = a.x0 == b.x0 && a.y0 == b.y0;
    const bool end_together = a.x1 == b.x1 && a.y1 == b.y1;
    if (begin_together && end_together) return false;
    const double least = doubt(a) + doubt(b);
    const auto gap = [&](double at) { return height_at(b, at).y - height_at(a, at).y; };
    return (begin_together || gap(x) > least) && (end_together || gap(end) > least);
  }
  double doubt(const LocalEdge& e) const { return sweep_.slack(e.y1 - e.y0, e.x1 - e.x0); }

  const Sweep& sweep_;
  const std::vector<LocalEdge>& edges_;
  std::vector<std::uint32_t> order_;
  int faults_ = 0;
};

}  // namespace

bool provably_valid(const Sweep& sweep) {
  const std::vector<LocalEdge>& edges = sweep.edges();
  std::vector<std::uint32_t> by_end(edges.size());
  std::iota(by_end.begin(), by_end.end(), 0U);
  std::sort(by_end.begin(), by_end.end(), [&](std::uint32_t a, std::uint32_t b) {
    return edges[a].x1 < edges[b].x1 || (edges[a].x1 == edges[b].x1 && a < b);
  });
  Order order(sweep);
  std::uint32_t begun = 0;
  for (std::size_t ended = 0; ended < by_end.size();) {
    const double end = edges[by_end[ended]].x1;
    const double x = begun < edges.size() ? std::min(end, edges[begun].x0) : end;
    for (; ended < by_end.size() && edges[by_end[ended]].x1 == x; ++ended) {
      if (!order.remove(by_end[ended])) return false;
    }
    for (; begun < edges.size() && edges[begun].x0 == x; ++begun) {
      if (!order.insert(begun)) return false;
    }
    if (!order.alternates()) return false;
  }
  return true;
}

}  // namespace zonegate::geom::slab
