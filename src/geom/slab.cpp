// SPDX-License-Identifier: Apache-2.0
//
// Slab sweep.
//
// Idea. Between two neighbouring end points in x no edge begins or ends. Where two of the edges over such an interval
// change places between its borders, they cross: x is cut there too. Inside the slabs that remain edges only lie above
// one another, so a walk from the lowest to the highest, counting signs, knows every winding number.
//
// Why it is robust. No decision is about topology: a height is a function of (edge, x) alone, so both slabs at a
// border see the same numbers; the order in a slab is by the sum of both heights, ties by edge. A crossing's abscissa
// is rounded, so a strand may still be out of order near a cut by a rounding error of its height; how much is measured
// (Slab::disorder, by a running maximum over the strands) and goes into the bound of the result. Crossings of edges
// that are closer than the noise at either border are not cut: their disorder is noise.
//
// Cost. Borders x edges over one border: the list of active edges is kept in order, and insertion sort on a nearly
// sorted list is linear. k^2 crossings inside one interval cost k^3, so a tangle made on purpose (a ring of some thousand
// random vertices) would run for minutes. What is measured in good faith crosses seldom: a budget of steps, counted and
// not timed (the same input always ends the same way), ends the sweep with an Error.
// Source: the trapezoid decomposition of plane sweeps (Shamos & Hoey 1976; Bentley & Ottmann 1979), without its queue.
#include "geom/slab.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "geom/exact_sum.h"
#include "geom/height.h"

namespace zonegate::geom::slab {
namespace {

constexpr std::size_t kMaxCrossingSteps = 100'000'000;  // slabs between crossings x edges over them: some 3 s
constexpr std::size_t kMaxSteps = 2'000'000'000;        // all slabs x edges over them: some 30 s

[[noreturn]] void too_tangled() {
  throw Error(ErrorKind::input,
              "its edges cross each other too often to be measured (a tangle, not a boundary)",
              "draw the boundary again, or take it apart");
}

// Linear for nearly sorted lists. on_swap sees every pair that changes places (the one that was below first).
template <class Less, class OnSwap>
void insertion_sort(std::vector<Strand>& strands, Less less, OnSwap on_swap) {
  for (std::size_t i = 1; i < strands.size(); ++i) {
    const Strand moving = strands[i];
    std::size_t j = i;
    for (; j > 0 && less(moving, strands[j - 1]); --j) {
      on_swap(strands[j - 1], moving);
      strands[j] = strands[j - 1];
    }
    strands[j] = moving;
  }
}

bool lower_left(const Strand& a, const Strand& b) {
  return std::tie(a.left, a.right, a.edge) < std::tie(b.left, b.right, b.edge);
}
bool lower_middle(const Strand& a, const Strand& b) {
  const double middle_a = a.left + a.right;
  const double middle_b = b.left + b.right;
  return std::tie(middle_a, a.edge) < std::tie(middle_b, b.edge);
}

// Mean over the slab of how far strands lie below one that should be under them.
double disorder(const std::vector<Strand>& strands) {
  double highest_left = -HUGE_VAL;
  double highest_right = -HUGE_VAL;
  double sum = 0;
  for (const Strand& s : strands) {
    highest_left = std::max(highest_left, s.left);
    highest_right = std::max(highest_right, s.right);
    sum += (highest_left - s.left) + (highest_right - s.right);
  }
  return sum / 2;
}

}  // namespace

void Sweep::add(std::span<const Edge> rings, int input, double from, double to) {
  raw_from_ = from;
  raw_to_ = to;
  for (const Edge& e : rings) {
    if (!std::isfinite(e.x0 + e.y0 + e.x1 + e.y1)) finite_ = false;
    if (e.sign == 0 || !(e.x1 > from && e.x0 < to)) continue;
    edges_.push_back({e.x0, e.y0, e.x1, e.y1, e.deviation, e.sign, e.side, input});
  }
}

void Sweep::prepare() {
  Box box;
  for (const LocalEdge& e : edges_) {
    box.add(Point{e.x0, e.y0});
    box.add(Point{e.x1, e.y1});
  }
  if (box.empty() || !finite_) {
    edges_.clear();
    return;
  }
  const double left = std::max(box.min_x, raw_from_);
  origin_ = {left, box.min_y};
  for (LocalEdge& e : edges_) {
    e = {e.x0 - left, e.y0 - box.min_y, e.x1 - left, e.y1 - box.min_y, e.deviation, e.sign, e.side, e.input};
  }
  complete_ = std::erase_if(edges_, [](const LocalEdge& e) { return !(e.x0 < e.x1); }) == 0;
  from_ = 0;
  to_ = std::min(box.max_x, raw_to_) - left;
  extent_ = {to_, box.max_y - box.min_y};
  finite_ = std::isfinite(box.max_x - box.min_x) && std::isfinite(extent_.y * 2) &&
            std::isfinite(extent_.x * extent_.y);
  const auto key = [](const LocalEdge& e) {
    return std::tie(e.x0, e.y0, e.x1, e.y1, e.sign, e.input, e.deviation);
  };
  std::sort(edges_.begin(), edges_.end(),
            [&](const LocalEdge& a, const LocalEdge& b) { return key(a) < key(b); });
}

// height.h with |step| <= H/2, |P|, |h| <= H gives 5 u H; an end far left of the window adds u H for its own x.
double Sweep::noise() const { return 7 * kUnit * extent_.y; }

// An error of x by u X (translation, cut) lifts an edge by that times its slope; four of them at most meet.
double Sweep::slack(double rise, double width) const {
  return noise() + std::min(4 * kUnit * extent_.x * std::abs(rise) / width, extent_.y);
}

std::vector<double> Sweep::borders() const {
  std::vector<double> xs{from_, to_};
  for (const LocalEdge& e : edges_) {
    xs.push_back(std::clamp(e.x0, from_, to_));
    xs.push_back(std::clamp(e.x1, from_, to_));
  }
  std::sort(xs.begin(), xs.end());
  xs.erase(std::unique(xs.begin(), xs.end()), xs.end());
  return xs;
}

// Drops the edges that end at x0 and takes in those that begin there (or began left of the window).
void Sweep::admit(std::size_t& next, double x0) {
  std::erase_if(active_, [&](const Strand& s) { return edges_[s.edge].x1 <= x0; });
  const std::size_t before = active_.size();
  for (; next < edges_.size() && edges_[next].x0 <= x0; ++next) {
    if (edges_[next].x1 > x0) active_.push_back({static_cast<std::uint32_t>(next), 0, 0});
  }
  const std::size_t added = active_.size() - before;
  if (added == 0) return;
  for (std::size_t i = before; i < active_.size(); ++i) {
    active_[i].right = height_at(edges_[active_[i].edge], x0).y;
  }
  if (added < 16) return;  // insertion sort will place them
  std::sort(active_.begin(), active_.end(), [](const Strand& a, const Strand& b) {
    return std::tie(a.right, a.edge) < std::tie(b.right, b.edge);
  });
}

// Moves on: the heights over the border just passed become left heights.
void Sweep::advance(double x1) {
  for (Strand& s : active_) {
    s.left = s.right;
    s.right = height_at(edges_[s.edge], x1).y;
  }
}

void Sweep::find_cuts(double x0, double x1, std::vector<double>& cuts) {
  cuts.clear();
  insertion_sort(active_, lower_left, [](const Strand&, const Strand&) {});
  scratch_ = active_;
  const double least = 2 * noise();
  insertion_sort(
      scratch_, [](const Strand& a, const Strand& b) { return a.right < b.right; },
      [&](const Strand& low, const Strand& high) {
        if (++effort_.steps > kMaxSteps) too_tangled();
        const double d0 = high.left - low.left;
        const double d1 = low.right - high.right;
        if (!(d0 > least && d1 > least)) return;
        if (effort_.crossing_steps + cuts.size() * active_.size() > kMaxCrossingSteps) too_tangled();
        const double x = x0 + (x1 - x0) * (d0 / (d0 + d1));
        if (x > x0 && x < x1) cuts.push_back(x);
      });
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
}

void Sweep::emit(double x0, double x1, const std::function<void(const Slab&)>& visit) {
  effort_.steps += active_.size();
  if (effort_.steps > kMaxSteps) too_tangled();
  insertion_sort(active_, lower_middle, [](const Strand&, const Strand&) {});
  visit({x0, x1, active_, disorder(active_)});
}

void Sweep::run(const std::function<void(const Slab&)>& visit) {
  if (edges_.empty() || !finite_) return;
  const std::vector<double> xs = borders();
  std::vector<double> cuts;
  std::size_t next = 0;
  active_.clear();
  for (std::size_t i = 0; i + 1 < xs.size(); ++i) {
    admit(next, xs[i]);
    if (active_.empty()) continue;
    advance(xs[i + 1]);
    find_cuts(xs[i], xs[i + 1], cuts);
    if (cuts.empty()) {
      emit(xs[i], xs[i + 1], visit);
      continue;
    }
    effort_.crossing_steps += cuts.size() * active_.size();
    for (Strand& s : active_) s.right = s.left;  // back to the border
    cuts.push_back(xs[i + 1]);
    double x0 = xs[i];
    for (const double x1 : cuts) {
      advance(x1);
      emit(x0, x1, visit);
      x0 = x1;
    }
  }
}

}  // namespace zonegate::geom::slab
