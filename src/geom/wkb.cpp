// SPDX-License-Identifier: Apache-2.0
//
// Well-known binary of polygons, the short way: coordinates go from the bytes of the file into one flat array. Lengths are checked against the
// bytes before anything is read. (OGC 06-103r4, 8.2; EWKB flags as PostGIS writes them.)
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "geom/geom.h"

namespace zonegate::geom {
namespace {

static_assert(std::endian::native == std::endian::little, "WKB is read on little-endian machines");

class WkbReader {
 public:
  WkbReader(std::span<const std::uint8_t> bytes, RingSet& out) : bytes_(bytes), out_(out) {}

  WkbContent read() {
    const WkbContent content = geometry(0);
    if (content != WkbContent::polygons) return content;
    return out_.rings.empty() ? WkbContent::damaged : WkbContent::polygons;
  }

 private:
  struct Header {
    std::uint32_t type = 0;
    std::size_t dimensions = 2;
  };

  bool has(std::size_t n) const { return bytes_.size() - at_ >= n; }

  std::uint32_t number() {
    std::uint32_t v = 0;
    std::memcpy(&v, &bytes_[at_], 4);
    at_ += 4;
    return swap_ ? __builtin_bswap32(v) : v;
  }

  bool header(Header& h) {
    if (!has(5) || bytes_[at_] > 1) return false;
    swap_ = bytes_[at_++] == 0;
    std::uint32_t type = number();
    if (type & 0x80000000U) ++h.dimensions;
    if (type & 0x40000000U) ++h.dimensions;
    if (type & 0x20000000U) {
      if (!has(4)) return false;
      at_ += 4;
    }
    type &= 0x0fffffffU;
    h.dimensions += type / 1000 == 3 ? 2 : type / 1000 > 0 ? 1 : 0;
    h.type = type % 1000;
    return true;
  }

  WkbContent geometry(int depth) {
    Header h;
    if (!header(h)) return WkbContent::damaged;
    if (h.type == 3) return polygon(h.dimensions);
    if (h.type != 6 || depth > 0) return WkbContent::other;
    if (!has(4)) return WkbContent::damaged;
    const std::uint32_t parts = number();
    for (std::uint32_t i = 0; i < parts; ++i) {
      const WkbContent part = geometry(depth + 1);
      if (part != WkbContent::polygons) return part;
    }
    return WkbContent::polygons;
  }

  WkbContent polygon(std::size_t dimensions) {
    if (!has(4)) return WkbContent::damaged;
    const std::uint32_t rings = number();
    for (std::uint32_t i = 0; i < rings; ++i) {
      if (!ring(dimensions, i > 0)) return WkbContent::damaged;
    }
    return WkbContent::polygons;
  }

  bool ring(std::size_t dimensions, bool hole) {
    if (!has(4)) return false;
    const std::size_t count = number(), step = 8 * dimensions;
    if ((bytes_.size() - at_) / step < count) return false;
    const auto first = static_cast<std::uint32_t>(out_.vertices.size());
    out_.vertices.resize(first + count);
    Point* to = out_.vertices.data() + first;
    if (step == 16 && !swap_) {
      if (count > 0) std::memcpy(static_cast<void*>(to), &bytes_[at_], 16 * count);
    } else {
      for (std::size_t i = 0; i < count; ++i) to[i] = {coordinate(i * step), coordinate(i * step + 8)};
    }
    at_ += count * step;
    return out_.end_ring(first, hole);
  }

  double coordinate(std::size_t offset) const {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &bytes_[at_ + offset], 8);
    return std::bit_cast<double>(swap_ ? __builtin_bswap64(bits) : bits);
  }

  std::span<const std::uint8_t> bytes_;
  RingSet& out_;
  std::size_t at_ = 0;
  bool swap_ = false;
};

}  // namespace

void RingSet::clear() {
  vertices.clear();
  rings.clear();
}

bool RingSet::end_ring(std::uint32_t first, bool hole) {
  double check = 0;  // not a number as soon as one coordinate is not finite
  for (std::size_t i = first; i < vertices.size(); ++i)
    check += (vertices[i].x - vertices[i].x) + (vertices[i].y - vertices[i].y);
  if (check != 0) return false;
  if (vertices.size() > first + std::size_t{1} && vertices[first] == vertices.back()) vertices.pop_back();
  const auto count = static_cast<std::uint32_t>(vertices.size() - first);
  if (count > 0) rings.push_back({first, count, hole});
  return true;
}

Box RingSet::box() const {
  Box box;
  for (const Point p : vertices) box.add(p);
  return box;
}

WkbContent read_wkb_rings(std::span<const std::uint8_t> wkb, RingSet& out) {
  out.clear();
  const WkbContent content = WkbReader(wkb, out).read();
  if (content != WkbContent::polygons) out.clear();
  return content;
}

Shape to_shape(const RingSet& rings) {
  Shape shape;
  for (const RingRef& ref : rings.rings) {
    const auto from = rings.vertices.begin() + ref.first;
    Ring ring(from, from + ref.count);
    if (ref.hole && !shape.polygons.empty()) {
      shape.polygons.back().holes.push_back(std::move(ring));
    } else {
      shape.polygons.push_back({std::move(ring), {}});
    }
  }
  return shape;
}

RingSet to_rings(const Shape& shape) {
  RingSet out;
  const auto add = [&out](const Ring& ring, bool hole) {
    if (ring.empty()) return;
    out.rings.push_back(
        {static_cast<std::uint32_t>(out.vertices.size()), static_cast<std::uint32_t>(ring.size()), hole});
    out.vertices.insert(out.vertices.end(), ring.begin(), ring.end());
  };
  for (const Polygon& polygon : shape.polygons) {
    add(polygon.shell, false);
    for (const Ring& hole : polygon.holes) add(hole, true);
  }
  return out;
}

}  // namespace zonegate::geom
