// SPDX-License-Identifier: Apache-2.0
//
// Slab measure: exact area, perimeter, pieces and boundary of any Boolean combination of polygon inputs.
//
// Idea. Over a slab (slab.h) the edges only lie above one another. A walk from the lowest to the highest keeps one
// winding number per input and, per group, how many inputs hold the place; wherever the predicate on these counts turns
// true a trapezoid begins, where it turns false it ends. Invalid rings need no repair: an input holds a place where its
// winding number is not 0. Places that no input holds never belong to the region.
//
// Edges that cannot be told apart (closer than the rounding noise at both borders of the slab) are passed together, so
// a boundary that two inputs share, or a zero-width gap, makes no boundary of its own. What such a group may hide is
// its thickness times the slab's width; it goes into the bound.
//
// Bound of the area. An edge's height is uncertain by its slack (height.h; for steep edges also what the rounding of x
// lifts it by). That moves the boundary of the region, and may exchange neighbours that are closer than their slacks:
// every strand that bounds the region or is that close to a neighbour adds slack x width, and Slab::disorder adds what
// a rounded cut left out of order.
//
// Cost: end points and crossings x edges over one x, of each cluster of inputs (clusters.cpp). Results depend on the sets of edges only, not on their order,
// apart from the last bits of sums over inputs of one group. Source: own; the slab decomposition is classical.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include "geom/clusters.h"
#include "geom/components.h"
#include "geom/exact_sum.h"
#include "geom/geom.h"
#include "geom/slab.h"

namespace zonegate::geom {
namespace {

using slab::LocalEdge;
using slab::Rim;
using slab::Slab;
using slab::Strand;
using slab::Sweep;
using slab::Trapezoid;

bool same_ends(const LocalEdge& a, const LocalEdge& b) {
  const auto near = [](double p, double q) {
    return std::abs(p - q) <= 2.5 * kGrid;
  };  // 2 steps, and rounding
  return near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.x1, b.x1) && near(a.y1, b.y1);
}

// How far above the edge its source's straight line runs over x: widest in the middle, nothing at the ends.
double bulge(const LocalEdge& e, double x) {
  const double t = std::clamp((x - e.x0) / (e.x1 - e.x0), 0.0, 1.0);
  return e.side * static_cast<double>(e.deviation) * 4 * t * (1 - t);
}
// How much thinner than drawn a trapezoid may truly be, if both its edges run along their sources' straight lines. Parallel edges bulge together,
// so a strip between two copies of a boundary keeps its width. Where a side is not known, both bulges count in full.
double thinning(const LocalEdge& low, const LocalEdge& high, double x0, double x1) {
  if ((low.side == 0 && low.deviation > 0) || (high.side == 0 && high.deviation > 0)) {
    return static_cast<double>(low.deviation) + high.deviation;
  }
  // The difference of the two bulges is a parabola over x: its top, and the ends of the trapezoid, are enough.
  const auto rate = [](const LocalEdge& e) {
    return e.side * static_cast<double>(e.deviation) * 4 / ((e.x1 - e.x0) * (e.x1 - e.x0));
  };
  const double a = rate(low), b = rate(high);
  const double top =
      a == b ? x0 : std::clamp((a * (low.x0 + low.x1) - b * (high.x0 + high.x1)) / (2 * (a - b)), x0, x1);
  double worst = 0;
  for (const double x : {x0, top, x1}) worst = std::max(worst, bulge(low, x) - bulge(high, x));
  return worst;
}

// How many inputs of each group hold the place where the walk stands.
class Counter {
 public:
  Counter(std::span<const RegionInput> inputs, const Predicate& inside) : inputs_(inputs), inside_(inside) {
    windings_.resize(inputs.size(), 0);
  }
  void restart() {
    std::fill(windings_.begin(), windings_.end(), 0);
    counts_.fill(0);
    held_ = 0;
    within_ = false;
    changed_ = false;
  }
  void pass(const LocalEdge& e) {  // upwards: what the edge has below it is left behind
    int& winding = windings_[static_cast<std::size_t>(e.input)];
    const bool before = winding != 0;
    winding -= e.sign;
    const int change = int{winding != 0} - int{before};
    counts_[static_cast<std::size_t>(inputs_[static_cast<std::size_t>(e.input)].group)] += change;
    held_ += change;
    changed_ |= change != 0;
  }
  bool within() {
    if (changed_) within_ = held_ > 0 && inside_(counts_);
    changed_ = false;
    return within_;
  }

 private:
  std::span<const RegionInput> inputs_;
  const Predicate& inside_;
  std::vector<int> windings_;
  std::array<int, kMaxGroups> counts_{};
  int held_ = 0;
  bool within_ = false;
  bool changed_ = false;
};

class Measure {
 public:
  Measure(const Sweep& sweep, Counter counter) : sweep_(sweep), counter_(std::move(counter)) {}

  // The trapezoids of the region over the slab, low to high.
  std::vector<Trapezoid> operator()(const Slab& slab) {
    std::vector<Trapezoid> found;
    counter_.restart();
    bool inside = false;
    const double width = slab.x1 - slab.x0;
    const double reach = find_reach(slab);
    error_ += width * slab.disorder;
    Rim low{};
    for (std::size_t i = 0; i < slab.strands.size();) {
      const std::size_t end = group_end(slab, i);
      for (std::size_t k = i; k < end; ++k) counter_.pass(sweep_.edges()[slab.strands[k].edge]);
      const bool now = counter_.within();
      const Rim rim = rim_of(slab, i, end);
      if (now && !inside) low = rim;
      if (!now && inside) found.push_back(trapezoid(slab, low, rim));
      if (now != inside || close(slab, i, end, reach)) error_ += width * uncertainty(slab, i, end);
      inside = now;
      i = end;
    }
    for (const Trapezoid& t : found) sum_.add(t.area());
    return found;
  }

  Measured area() const { return with_bound<Measured>(sum_, error_ / kUnit + 4 * std::abs(sum_.value())); }

 private:
  double slack(const Slab& slab, std::size_t i) const {
    return sweep_.slack(slab.strands[i].right - slab.strands[i].left, slab.x1 - slab.x0);
  }
  double find_reach(const Slab& slab) const {
    double reach = 0;
    for (std::size_t i = 0; i < slab.strands.size(); ++i) reach = std::max(reach, 2 * slack(slab, i));
    return reach;
  }
  // One past the last strand that cannot be told from its predecessor, from i on.
  std::size_t group_end(const Slab& slab, std::size_t i) const {
    const double noise = 2 * sweep_.noise();
    std::size_t k = i + 1;
    for (; k < slab.strands.size(); ++k) {
      const Strand& low = slab.strands[k - 1];
      const Strand& high = slab.strands[k];
      if (std::abs(high.left - low.left) > noise || std::abs(high.right - low.right) > noise) break;
    }
    return k;
  }
  // Whether the group comes near a neighbour at a border of the slab, so that their order may be wrong there.
  static bool close(const Slab& slab, std::size_t i, std::size_t end, double reach) {
    const auto near = [&](const Strand& low, const Strand& high) {
      return std::min(high.left - low.left, high.right - low.right) <= reach;
    };
    return (i > 0 && near(slab.strands[i - 1], slab.strands[i])) ||
           (end < slab.strands.size() && near(slab.strands[end - 1], slab.strands[end]));
  }
  // Height error of the group, and its thickness.
  double uncertainty(const Slab& slab, std::size_t i, std::size_t end) const {
    double sum = slack(slab, i);
    for (std::size_t k = i + 1; k < end; ++k) {
      const Strand& low = slab.strands[k - 1];
      const Strand& high = slab.strands[k];
      sum += slack(slab, k) + std::abs(high.left - low.left) + std::abs(high.right - low.right);
    }
    return sum;
  }
  Rim rim_of(const Slab& slab, std::size_t i, std::size_t end) const {
    std::size_t widest = i;
    for (std::size_t k = i + 1; k < end; ++k) {
      const auto deviation = [&](std::size_t n) { return sweep_.edges()[slab.strands[n].edge].deviation; };
      if (deviation(k) > deviation(widest)) widest = k;
    }
    const Strand& s = slab.strands[i];
    return {s.left, s.right, slack(slab, i), slab.strands[widest].edge};
  }
  Trapezoid trapezoid(const Slab& slab, const Rim& low, const Rim& high) const {
    const LocalEdge& a = sweep_.edges()[low.edge];
    const LocalEdge& b = sweep_.edges()[high.edge];
    return {slab.x0, slab.x1, low, high,
            a.input != b.input && same_ends(a, b) ? 0 : thinning(a, b, slab.x0, slab.x1)};
  }

  const Sweep& sweep_;
  Counter counter_;
  ExactSum sum_;
  double error_ = 0;  // m2
};

// Boundary edges of the trapezoids; pieces of one edge over neighbouring slabs are joined.
class Outline {
 public:
  Outline(const Sweep& sweep, std::vector<BoundaryEdge>& out) : origin_(sweep.origin()), out_(out) {
    open_.resize(sweep.edges().size(), kNone);
  }
  void add(const Trapezoid& t) {
    add(t, t.low, -1);
    add(t, t.high, 1);
  }

 private:
  void add(const Trapezoid& t, const Rim& rim, signed char sign) {
    const double x0 = origin_.x + t.x0;
    const double x1 = origin_.x + t.x1;
    std::size_t& open = open_[rim.edge];
    if (open != kNone && out_[open].x1 == x0 && out_[open].sign == sign) {
      out_[open].x1 = x1;
      out_[open].y1 = origin_.y + rim.right;
      return;
    }
    open = out_.size();
    out_.push_back({x0, origin_.y + rim.left, x1, origin_.y + rim.right, sign});
  }

  static constexpr std::size_t kNone = ~std::size_t{0};
  Point origin_;
  std::vector<BoundaryEdge>& out_;
  std::vector<std::size_t> open_;  // per edge: its last piece
};

// Wherever the inputs lie, as one. `effort`: what the budget of the sweep has spent so far.
Region measure_whole(std::span<const RegionInput> inputs, const Predicate& inside, const Plane& plane,
                     const RegionOptions& options, double from, double to, slab::Effort& effort) {
  Region region;
  Sweep sweep(effort);
  for (std::size_t i = 0; i < inputs.size(); ++i) sweep.add(inputs[i].rings, static_cast<int>(i), from, to);
  sweep.prepare();
  if (!sweep.finite()) {
    region.area = {0, std::numeric_limits<double>::infinity()};
    return region;
  }
  if (sweep.edges().empty()) return region;
  Measure measure(sweep, Counter(inputs, inside));
  slab::Assembly assembly(plane, sweep.origin(), sweep.extent());
  Outline outline(sweep, region.boundary);
  sweep.run([&](const Slab& slab) {
    std::vector<Trapezoid> found = measure(slab);
    if (options.boundary)
      std::for_each(found.begin(), found.end(), [&](const Trapezoid& t) { outline.add(t); });
    assembly.add(std::move(found));
  });
  effort = sweep.effort();
  region.area = measure.area();
  assembly.finish(region, options.components);
  return region;
}

// Regions that share no place, as one.
class Together {
 public:
  void add(Region&& part) {
    sum_.add(part.area.value);
    whole_.area.bound += part.area.bound;
    whole_.perimeter += part.perimeter;
    std::move(part.components.begin(), part.components.end(), std::back_inserter(whole_.components));
    whole_.boundary.insert(whole_.boundary.end(), part.boundary.begin(), part.boundary.end());
  }
  Region take() {
    whole_.area.value = sum_.value();
    whole_.area.bound += 4 * kUnit * std::abs(whole_.area.value);
    std::sort(whole_.components.begin(), whole_.components.end(), slab::larger);
    return std::move(whole_);
  }

 private:
  Region whole_;
  ExactSum sum_;
};

}  // namespace

Region measure_region(std::span<const RegionInput> inputs, const Predicate& inside, const Plane& plane,
                      const RegionOptions& options) {
  for (const auto& input : inputs) {
    if (input.group < 0 || input.group >= kMaxGroups)
      throw Error(ErrorKind::internal, "measure_region: group out of range");
  }
  slab::Effort effort;
  Together together;
  const bool apart = slab::take_apart(inputs, inside, options, [&](const slab::Cluster& c) {
    together.add(measure_whole(c.inputs, inside, plane, options, c.from, c.to, effort));
  });
  if (apart) return together.take();
  const double from = options.window ? options.window->min_x : -1e308;
  const double to = options.window ? options.window->max_x : 1e308;
  return measure_whole(inputs, inside, plane, options, from, to, effort);
}

Measured intersection_area(const Figure& a, const Figure& b, const Plane& plane) {
  const auto area_valid = [](const Figure& f) {
    const Measured e = excess(f.area_edges());
    return std::abs(e.value) <= e.bound && std::isfinite(e.bound);
  };
  if (area_valid(a) && area_valid(b)) return overlap_area(a.area_edges(), b.area_edges());
  const RegionInput inputs[] = {{a.area_edges(), 0}, {b.area_edges(), 1}};
  const auto both = [](std::span<const int> counts) { return counts[0] > 0 && counts[1] > 0; };
  return measure_region(inputs, both, plane).area;
}

}  // namespace zonegate::geom
