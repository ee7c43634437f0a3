// SPDX-License-Identifier: Apache-2.0
// Coordinates of a file are decimals with few digits: times a power of ten they are whole numbers, and every question (which side, inside, area) is answered
// exactly in 128 bits. Two rings are compared by cutting each edge of one where it meets the other: at the other's vertices, all other meetings are proper
// crossings. Between two cuts an edge is wholly inside, outside or on the border, and its midpoint says which (coordinates are doubled, so that it is whole).
//   inside and outside, or a proper crossing: the rings cross.   inside only: contained.   never inside, never outside: the same ring.
// A ring is a hole if an odd number of others contain it; it belongs to the innermost of them. Cost: product of the vertex counts of rings whose boxes meet.
#include "rings.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace zonegate::survey {
namespace {

__extension__ using Wide = __int128;

struct Whole {
  std::int64_t x = 0, y = 0;
  friend bool operator==(const Whole&, const Whole&) = default;
};
struct WholeRing {
  std::vector<Whole> points;
  std::int64_t min_x = INT64_MAX, min_y = INT64_MAX, max_x = INT64_MIN, max_y = INT64_MIN;
  Whole at(std::size_t i) const { return points[i % points.size()]; }
  bool meets(const WholeRing& o) const {
    return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
  }
};

// The scale must keep doubled coordinates far below 2^62.
WholeRing whole(const geom::Ring& ring, double scale) {
  WholeRing out;
  for (const geom::Point p : ring) {
    // Doubled after rounding, so that midpoints are whole.
    const Whole w{2 * std::llround(p.x * scale), 2 * std::llround(p.y * scale)};
    out.min_x = std::min(out.min_x, w.x);
    out.max_x = std::max(out.max_x, w.x);
    out.min_y = std::min(out.min_y, w.y);
    out.max_y = std::max(out.max_y, w.y);
    out.points.push_back(w);
  }
  return out;
}

int turn(Whole a, Whole b, Whole c) {
  const Wide cross = static_cast<Wide>(b.x - a.x) * (c.y - a.y) - static_cast<Wide>(b.y - a.y) * (c.x - a.x);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool on_edge(Whole p, Whole a, Whole b) {
  return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
         p.y <= std::max(a.y, b.y) && turn(a, b, p) == 0;
}

enum class Where { outside, border, inside };

Where locate(Whole p, const WholeRing& ring) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.points.size(); ++i) {
    const Whole a = ring.at(i), b = ring.at(i + 1);
    if (on_edge(p, a, b)) return Where::border;
    if ((a.y > p.y) == (b.y > p.y)) continue;
    const int side = turn(a, b, p);
    if (b.y > a.y ? side > 0 : side < 0) inside = !inside;
  }
  return inside ? Where::inside : Where::outside;
}

struct Seen {
  bool inside = false, outside = false, cross = false;
};

// Points of the edge a-b where vertices of the other ring lie; sees proper crossings on the way.
std::vector<Whole> cuts(Whole a, Whole b, const WholeRing& other, Seen& seen) {
  std::vector<Whole> out = {a, b};
  const std::int64_t min_x = std::min(a.x, b.x), max_x = std::max(a.x, b.x);
  const std::int64_t min_y = std::min(a.y, b.y), max_y = std::max(a.y, b.y);
  for (std::size_t i = 0; i < other.points.size(); ++i) {
    const Whole c = other.at(i), d = other.at(i + 1);
    if (std::max(c.x, d.x) < min_x || std::min(c.x, d.x) > max_x || std::max(c.y, d.y) < min_y ||
        std::min(c.y, d.y) > max_y)
      continue;
    if (on_edge(c, a, b)) out.push_back(c);
    if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) seen.cross = true;
  }
  std::sort(out.begin(), out.end(), [&](Whole p, Whole q) {
    return a.x != b.x ? (b.x > a.x ? p.x < q.x : p.x > q.x) : (b.y > a.y ? p.y < q.y : p.y > q.y);
  });
  return out;
}

// Where the border of `ring` runs, seen from `other`.
Seen look(const WholeRing& ring, const WholeRing& other) {
  Seen seen;
  for (std::size_t i = 0; i < ring.points.size() && !seen.cross; ++i) {
    const auto at = cuts(ring.at(i), ring.at(i + 1), other, seen);
    for (std::size_t k = 0; k + 1 < at.size() && !seen.cross; ++k) {
      if (at[k] == at[k + 1]) continue;
      // Both are even: the sum of halves is the midpoint, and no overflow.
      const Where where = locate({at[k].x / 2 + at[k + 1].x / 2, at[k].y / 2 + at[k + 1].y / 2}, other);
      seen.inside = seen.inside || where == Where::inside;
      seen.outside = seen.outside || where == Where::outside;
      seen.cross = seen.inside && seen.outside;
    }
  }
  return seen;
}

double area_of(const WholeRing& ring, double scale) {
  Wide sum = 0;
  const Whole o = ring.at(0);
  for (std::size_t i = 0; i < ring.points.size(); ++i) {
    const Whole a = ring.at(i), b = ring.at(i + 1);
    sum += static_cast<Wide>(a.x - o.x) * (b.y - o.y) - static_cast<Wide>(b.x - o.x) * (a.y - o.y);
  }
  return std::abs(static_cast<double>(sum)) / 8 / scale / scale;
}

double length_of(const geom::Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geom::Point a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += std::hypot(b.x - a.x, b.y - a.y);
  }
  return sum;
}

class Nesting {
 public:
  Nesting(const std::vector<NamedRing>& rings, int decimals)
      : rings_(rings), scale_(std::pow(10.0, std::clamp(decimals, 0, 11))) {
    double largest = 1;
    for (const NamedRing& r : rings)
      for (const geom::Point p : r.points) largest = std::max({largest, std::abs(p.x), std::abs(p.y)});
    while (largest * scale_ > 4e17) scale_ /= 10;
  }

  Nested run() {
    for (const NamedRing& r : rings_) whole_.push_back(whole(r.points, scale_));
    if (!areas() || !relations()) return out_;
    build();
    return out_;
  }

 private:
  bool areas() {
    for (std::size_t i = 0; i < rings_.size(); ++i) {
      area_.push_back(area_of(whole_[i], scale_));
      if (area_.back() > 0) continue;
      out_.fault = rings_[i].name + " encloses no area; correct its points";
      return false;
    }
    return true;
  }

  bool relations() {
    const std::size_t n = rings_.size();
    dropped_.assign(n, false);
    around_.assign(n, {});
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 1; j < n && !dropped_[i]; ++j)
        if (!dropped_[j] && whole_[i].meets(whole_[j]) && !relate(i, j)) return false;
    return true;
  }
  bool relate(std::size_t i, std::size_t j) {
    const Seen one = look(whole_[j], whole_[i]);
    const Seen two = one.cross ? one : look(whole_[i], whole_[j]);
    if (one.cross || two.cross || (one.inside && two.inside)) {
      out_.fault = rings_[i].name + " and " + rings_[j].name +
                   " cross: neither a hole nor a further part; correct the points";
      return false;
    }
    if (one.inside) around_[j].push_back(i);
    if (two.inside) around_[i].push_back(j);
    const bool same = !one.inside && !one.outside && !two.inside && !two.outside;
    if (same) {
      out_.repeated.push_back(rings_[j].name + " is the same ring as " + rings_[i].name);
      dropped_[j] = true;
    }
    return true;
  }

  void build() {
    const std::size_t n = rings_.size();
    std::vector<std::size_t> polygon(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      std::erase_if(around_[i], [&](std::size_t k) { return dropped_[k]; });
      if (dropped_[i]) continue;
      out_.perimeter += length_of(rings_[i].points);
      const bool hole = around_[i].size() % 2 == 1;
      (hole ? out_.holes : out_.shells) += area_[i];
      if (hole) continue;
      polygon[i] = out_.polygons.size();
      out_.polygons.push_back({rings_[i].points, {}});
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (dropped_[i] || around_[i].size() % 2 == 0) continue;
      // Of rings one within another the innermost has most around it.
      const auto owner = std::max_element(
          around_[i].begin(), around_[i].end(),
          [&](std::size_t a, std::size_t b) { return around_[a].size() < around_[b].size(); });
      out_.polygons[polygon[*owner]].holes.push_back(rings_[i].points);
    }
    out_.area = out_.shells - out_.holes;
  }

  const std::vector<NamedRing>& rings_;
  double scale_;
  std::vector<WholeRing> whole_;
  std::vector<double> area_;
  std::vector<bool> dropped_;
  std::vector<std::vector<std::size_t>> around_;
  Nested out_;
};

}  // namespace

Nested nest(const std::vector<NamedRing>& rings, int decimals) { return Nesting(rings, decimals).run(); }

}  // namespace zonegate::survey
