// SPDX-License-Identifier: Apache-2.0
//
// Part of geom's public header (geom.h includes it): polygons in flat arrays, made ready for many questions about area.
// A batch asks millions of pairs; Figure is the rich form, this is the quick one. Both take the same vertices, and their
// areas agree within their bounds. Everything is in plane coordinates; nothing here allocates once its memory has grown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

// Rings of one feature, flat: source or plane coordinates, as the owner says.
struct RingRef {
  std::uint32_t first = 0, count = 0;  // vertices [first, first + count); implicitly closed
  bool hole = false;                   // by role, whatever its orientation
};
struct RingSet {
  std::vector<Point> vertices;
  std::vector<RingRef> rings;
  void clear();
  Box box() const;  // of all vertices; empty without any
  // Makes the vertices from `first` on a ring, without a closing vertex; of none none. False: a coordinate is not finite.
  bool end_ring(std::uint32_t first, bool hole);
};

// Reads WKB (ISO and EWKB, both byte orders; Z and M are dropped) of a Polygon or MultiPolygon.
//   polygons: read; every coordinate is finite. other: some other type, to be read the long way.
//   damaged: lengths that do not fit the bytes, a coordinate that is not a finite number, nothing inside.
enum class WkbContent { polygons, other, damaged };
WkbContent read_wkb_rings(std::span<const std::uint8_t> wkb, RingSet& out);
// The same as a Shape.
Shape to_shape(const RingSet& rings);
RingSet to_rings(const Shape& shape);  // of its polygons

// Polygon rings ready to be measured against others. Long rings carry a tree of boxes in the order of the ring, so that a small window of a
// polygon of a million vertices costs about log n.
class PreparedArea {
 public:
  void assign(const RingSet& plane_rings);  // reuses memory
  const Box& box() const { return box_; }
  Measured area() const { return area_; }            // shoelace by role
  double perimeter() const { return perimeter_; }    // plane metres
  std::size_t edge_count() const { return edges_; }  // of rings that have three different vertices
  RingSet rings() const;                             // those that enclose something
  void rings(RingSet& out) const;                    // the same, into memory that is there
  bool empty() const { return edges_ == 0; }         // no ring encloses anything

 private:
  friend class WindowGather;
  friend class AreaOverlap;
  friend class EdgeDistance;
  struct Chain {  // one ring
    std::uint32_t first, edges;
    bool hole;
    int turn;  // +1: the vertices run as the role wants them
    Box box;
    std::uint32_t first_box, levels;  // its tree of boxes, leaves first; levels 0: a short ring without one
  };
  void add_ring(std::span<const Point> ring, bool hole);
  void add_tree(Chain& chain);
  void sum_area();

  std::vector<Point> points_;  // closed: the first vertex of each ring is repeated at its end
  std::vector<Chain> chains_;
  std::vector<Box> groups_;  // boxes of kGroup chains each: a polygon may have thousands of small holes
  static constexpr std::size_t kGroup = 32;
  std::vector<Box> boxes_;
  Box box_;
  Measured area_;
  double perimeter_ = 0;
  std::size_t edges_ = 0;
};

// Measures pairs of prepared areas. Holds scratch memory: one object per thread.
class AreaOverlap {
 public:
  AreaOverlap();
  ~AreaOverlap();
  AreaOverlap(AreaOverlap&&) noexcept;
  // Integral of the product of both winding numbers, like overlap_area(), with its bound. The same bits for any start vertex, order or direction of
  // rings, order of parts, order of a and b, and with or without vector instructions.
  Measured operator()(const PreparedArea& a, const PreparedArea& b);
  // Length (plane metres) of the edges of both sides that were looked at in the last call: no less than the perimeter of the overlap.
  double boundary_seen() const;
  // True: every winding number is 0 or 1 (to 2 grid steps x perimeter). False: not proven; ask excess(). About O(n log n).
  bool proves_valid(const PreparedArea& a);
  // True if some edge of a comes within `distance` (plane metres) of an edge of b; never false then.
  bool edges_within(const PreparedArea& a, const PreparedArea& b, double distance);

  // Least distance between an edge of a and one of b, in plane metres; `limit` if it is not less. Long rings cost about log n.
  double edge_distance(const PreparedArea& a, const PreparedArea& b, double limit);
  // The edges of either that come within `reach` (plane metres) of the other's box, as lines: among them are those that hold the nearest points.
  std::pair<Figure, Figure> edges_near(const PreparedArea& a, const PreparedArea& b, double reach);

  void use_portable_code();  // for tests: without vector instructions

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace zonegate::geom
