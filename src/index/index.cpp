// SPDX-License-Identifier: Apache-2.0
//
// A packed R-tree: Boost.Geometry's range constructor sorts the boxes by tiles (sort-tile-recursive,
// Leutenegger, Lopez and Edgington 1997) into full nodes, so that the tree is a function of the boxes alone.
// Build O(n log n), query O(log n + hits). The answer is sorted because the order inside the tree is nobody's
// business.
#include "index/index.h"

#include <algorithm>
#include <boost/iterator/function_output_iterator.hpp>
#include <cmath>
#include <iterator>
#include <utility>

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace zonegate::index {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Item = std::pair<TreeBox, std::size_t>;

TreeBox tree_box(const geom::Box& b) { return {{b.min_x, b.min_y}, {b.max_x, b.max_y}}; }

// A box that is not a number must not become "nothing is here".
bool empty(const geom::Box& b) {
  if (std::isnan(b.min_x) || std::isnan(b.min_y) || std::isnan(b.max_x) || std::isnan(b.max_y)) {
    throw Error(ErrorKind::internal, "a box with a coordinate that is not a number reached the index");
  }
  return b.min_x > b.max_x || b.min_y > b.max_y;
}

std::vector<Item> items_of(const std::vector<geom::Box>& boxes) {
  std::vector<Item> items;
  items.reserve(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!empty(boxes[i])) items.emplace_back(tree_box(boxes[i]), i);
  }
  return items;
}

}  // namespace

struct BoxIndex::Impl {
  bgi::rtree<Item, bgi::quadratic<16>> tree;
};

BoxIndex::BoxIndex() : impl_(std::make_unique<Impl>()) {}
BoxIndex::BoxIndex(const std::vector<geom::Box>& boxes) : impl_(std::make_unique<Impl>()) {
  impl_->tree = bgi::rtree<Item, bgi::quadratic<16>>(items_of(boxes));
}
BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::size_t> BoxIndex::query(const geom::Box& window) const {
  std::vector<std::size_t> found;
  query(window, found);
  return found;
}

void BoxIndex::query(const geom::Box& window, std::vector<std::size_t>& found) const {
  found.clear();
  if (empty(window)) return;
  const auto keep =
      boost::make_function_output_iterator([&](const Item& item) { found.push_back(item.second); });
  impl_->tree.query(bgi::intersects(tree_box(window)), keep);
  std::sort(found.begin(), found.end());
}

std::vector<std::size_t> BoxIndex::nearest(geom::Point from, std::size_t count) const {
  std::vector<std::size_t> found;
  if (empty(geom::Box{from.x, from.y, from.x, from.y}) || impl_->tree.empty()) return found;
  const auto keep =
      boost::make_function_output_iterator([&](const Item& item) { found.push_back(item.second); });
  impl_->tree.query(bgi::nearest(TreePoint(from.x, from.y), static_cast<unsigned>(count)), keep);
  std::sort(found.begin(), found.end());
  return found;
}

std::size_t BoxIndex::size() const { return impl_->tree.size(); }

}  // namespace zonegate::index
