// SPDX-License-Identifier: Apache-2.0
//
// Perimeter and connected pieces of a region that comes as trapezoids, slab by slab.
//
// Idea. Over a border between two slabs the region is a set of intervals on either side. Where the sets differ, the
// boundary runs vertically along the border: an interval's length less what it shares with the other side is boundary.
// Two trapezoids that share a stretch are one piece (union-find). Trapezoids of one slab never touch except in a point.
//
// Why correct. Every border sees the same heights from both sides (slab.h), so shared stretches cancel exactly. Heights
// near a cut are rounded; a stretch shorter than the slack of the two intervals' ends joins nothing. Pieces that meet
// in a point therefore stay apart, and a piece thinner than the slack may fall apart, but such pieces are noise.
// Cost: linear in the number of trapezoids.
#include "geom/components.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace zonegate::geom::slab {
namespace {

constexpr double kOneScale = 50e3;  // one ground scale serves a region of this size
constexpr double kCell = 10e3;

struct Interval {
  double low, high, slack;
};
Interval left_of(const Trapezoid& t) { return {t.low.left, t.high.left, t.low.slack + t.high.slack}; }
Interval right_of(const Trapezoid& t) { return {t.low.right, t.high.right, t.low.slack + t.high.slack}; }

}  // namespace

bool larger(const Component& a, const Component& b) {
  return std::tie(b.area, a.box.min_x, a.box.min_y) < std::tie(a.area, b.box.min_x, b.box.min_y);
}

LocalScale::LocalScale(const Plane& plane, Point origin, Point extent) : plane_(plane), origin_(origin) {
  if (plane.is_local()) one_ = GroundScale{};
  if (!one_ && extent.x < kOneScale && extent.y < kOneScale) {
    one_ = plane.ground_scale({origin.x + extent.x / 2, origin.y + extent.y / 2});
  }
}

GroundScale LocalScale::at(double x, double y) {
  if (one_) return *one_;
  const std::pair<long, long> cell{std::lround(std::floor(x / kCell)), std::lround(std::floor(y / kCell))};
  const auto found = cells_.find(cell);
  if (found != cells_.end()) return found->second;
  const auto middle = [](long i) { return (static_cast<double>(i) + 0.5) * kCell; };
  const GroundScale scale =
      plane_.ground_scale({origin_.x + middle(cell.first), origin_.y + middle(cell.second)});
  return cells_.emplace(cell, scale).first->second;
}

std::size_t Assembly::root(std::size_t piece) {
  while (pieces_[piece].parent != piece) {
    pieces_[piece].parent = pieces_[pieces_[piece].parent].parent;
    piece = pieces_[piece].parent;
  }
  return piece;
}

std::size_t Assembly::unite(std::size_t a, std::size_t b) {
  a = root(a);
  b = root(b);
  if (a > b) std::swap(a, b);
  pieces_[b].parent = a;
  return a;
}

// A vertical stretch of boundary: the side of t that the neighbour slab does not cover.
void Assembly::border(const Trapezoid& t, bool right_side, double covered) {
  const Interval side = right_side ? right_of(t) : left_of(t);
  const double open = side.high - side.low - covered;
  if (!(open > 0)) return;
  const GroundScale scale = scale_.at(right_side ? t.x1 : t.x0, (side.low + side.high) / 2);
  pieces_[t.piece].perimeter += open * scale.y;
}

void Assembly::count(const Trapezoid& t) {
  Piece& piece = pieces_[t.piece];
  piece.area += t.area();
  piece.noise += (t.x1 - t.x0) * (t.low.slack + t.high.slack);
  piece.deviation = std::max(piece.deviation, t.deviation);
  const double left = t.high.left - t.low.left, right = t.high.right - t.low.right;
  const double across =
      std::hypot(t.x1 - t.x0, std::max(t.high.left, t.high.right) - std::min(t.low.left, t.low.right));
  if (const double fatness = across > 0 ? t.area() / across : 0; fatness > piece.fatness) {
    piece.fatness = fatness;
    // The middle of area along x: a wedge is thick at its open end only.
    const double shift = left + right > 0 ? (left + 2 * right) / (3 * (left + right)) : 0.5;
    piece.inner = {t.x0 + shift * (t.x1 - t.x0),
                   ((t.low.left + t.high.left) * (1 - shift) + (t.low.right + t.high.right) * shift) / 2};
  }
  for (const Rim& rim : {t.low, t.high}) {
    const GroundScale scale = scale_.at((t.x0 + t.x1) / 2, (rim.left + rim.right) / 2);
    piece.perimeter += std::hypot((t.x1 - t.x0) * scale.x, (rim.right - rim.left) * scale.y);
    piece.box.add(Point{t.x0, rim.left});
    piece.box.add(Point{t.x1, rim.right});
  }
}

// Pairs the intervals on both sides of a border.
void Assembly::join(std::vector<Trapezoid>& next) {
  constexpr std::size_t kNone = ~std::size_t{0};
  for (Trapezoid& t : next) t.piece = kNone;
  std::vector<double> covered_next(next.size(), 0);
  std::vector<double> covered_last(last_.size(), 0);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < last_.size() && j < next.size()) {
    const Interval a = right_of(last_[i]);
    const Interval b = left_of(next[j]);
    const double shared = std::min(a.high, b.high) - std::max(a.low, b.low);
    if (shared > 0) {
      covered_last[i] += shared;
      covered_next[j] += shared;
    }
    if (shared > a.slack + b.slack) {
      next[j].piece = next[j].piece == kNone ? last_[i].piece : unite(next[j].piece, last_[i].piece);
    }
    a.high < b.high ? ++i : ++j;
  }
  for (Trapezoid& t : next) {
    if (t.piece != kNone) continue;
    t.piece = pieces_.size();
    pieces_.push_back({.parent = t.piece, .box = {}, .inner = {}});
  }
  for (std::size_t k = 0; k < last_.size(); ++k) border(last_[k], true, covered_last[k]);
  for (std::size_t k = 0; k < next.size(); ++k) border(next[k], false, covered_next[k]);
}

void Assembly::add(std::vector<Trapezoid> slab) {
  if (!last_.empty() && !slab.empty() && last_.front().x1 < slab.front().x0) add({});  // a gap without edges
  join(slab);
  for (const Trapezoid& t : slab) count(t);
  last_ = std::move(slab);
}

void Assembly::finish(Region& region, bool components) {
  add({});
  std::vector<Piece> merged(pieces_.size());
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& from = pieces_[i];
    Piece& to = merged[root(i)];
    to.area += from.area;
    to.perimeter += from.perimeter;
    to.noise += from.noise;
    to.deviation = std::max(to.deviation, from.deviation);
    to.box.add(from.box);
    if (from.fatness > to.fatness) {
      to.fatness = from.fatness;
      to.inner = from.inner;
    }
    region.perimeter += from.perimeter;
  }
  if (!components) return;
  for (const Piece& p : merged) {
    if (!(p.area > p.noise && p.box.max_x - p.box.min_x > least_width_)) continue;
    const Box box{origin_.x + p.box.min_x, origin_.y + p.box.min_y, origin_.x + p.box.max_x,
                  origin_.y + p.box.max_y};
    const Point inner{origin_.x + p.inner.x, origin_.y + p.inner.y};
    region.components.push_back({p.area, p.perimeter, 2 * p.area / p.perimeter, p.deviation, box, inner});
  }
  std::sort(region.components.begin(), region.components.end(), larger);
}

}  // namespace zonegate::geom::slab
