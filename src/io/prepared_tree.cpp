// SPDX-License-Identifier: Apache-2.0
//
// Features in the order of a Hilbert curve through the middles of their boxes, sixteen to a node, and nodes of nodes until one is left (Kamel & Faloutsos,
// Hilbert R-tree, VLDB 1994; packed as in FlatGeobuf). Neighbours on the curve are neighbours on the ground, so a small window reads a few nodes of each level.
#include "prepared_tree.h"

#include <algorithm>
#include <cmath>

namespace zonegate::io {
namespace {

constexpr std::uint32_t kBits = 16;

// Place on the curve of 2^16 by 2^16 cells.
std::uint64_t on_curve(std::uint32_t x, std::uint32_t y) {
  std::uint64_t d = 0;
  for (std::uint32_t s = 1u << (kBits - 1); s > 0; s >>= 1) {
    const std::uint32_t rx = (x & s) ? 1 : 0, ry = (y & s) ? 1 : 0;
    d += std::uint64_t{s} * s * ((3 * rx) ^ ry);
    if (ry != 0) continue;
    if (rx == 1) {
      x = (1u << kBits) - 1 - x;
      y = (1u << kBits) - 1 - y;
    }
    std::swap(x, y);
  }
  return d;
}

std::uint32_t cell(double low, double high, double v) {
  const double part = high > low ? (v - low) / (high - low) : 0;
  return static_cast<std::uint32_t>(std::clamp(part, 0.0, 1.0) * ((1u << kBits) - 1));
}

double middle(double a, double b) { return a / 2 + b / 2; }

void sort_by_curve(std::vector<CopyEntry>& entries) {
  geom::Box all;
  for (const auto& e : entries) all.add(e.box);
  std::vector<std::pair<std::uint64_t, std::size_t>> order(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const geom::Box& b = entries[i].box;
    order[i] = {on_curve(cell(all.min_x, all.max_x, middle(b.min_x, b.max_x)),
                         cell(all.min_y, all.max_y, middle(b.min_y, b.max_y))),
                i};
  }
  std::sort(order.begin(), order.end());
  std::vector<CopyEntry> sorted;
  sorted.reserve(entries.size());
  for (const auto& place : order) sorted.push_back(entries[place.second]);
  entries = std::move(sorted);
}

// Packs entries into nodes of one level; the entries that point to them.
std::vector<CopyEntry> pack(const std::vector<CopyEntry>& entries, std::uint32_t level, std::uint64_t first,
                            const std::function<void(const CopyNode&)>& out) {
  std::vector<CopyEntry> parents;
  for (std::size_t i = 0; i < entries.size(); i += kFan) {
    CopyNode node;
    node.index = first + parents.size();
    node.level = level;
    node.count = static_cast<std::uint32_t>(std::min(kFan, entries.size() - i));
    CopyEntry parent;
    parent.item = node.index;
    for (std::size_t k = 0; k < node.count; ++k) {
      node.entries[k] = entries[i + k];
      parent.box.add(entries[i + k].box);
    }
    out(node);
    parents.push_back(parent);
  }
  return parents;
}

}  // namespace

std::uint64_t write_tree(std::vector<CopyEntry>& entries, const std::function<void(const CopyNode&)>& out) {
  sort_by_curve(entries);
  std::uint64_t nodes = 0;
  std::vector<CopyEntry> level = entries;
  for (std::uint32_t height = 0; !level.empty(); ++height) {
    level = pack(level, height, nodes, out);
    nodes += level.size();
    if (level.size() == 1) break;
  }
  return nodes;
}

std::uint64_t write_list(const std::vector<CopyEntry>& entries, std::uint64_t first,
                         const std::function<void(const CopyNode&)>& out) {
  return pack(entries, kAlwaysLevel, first, out).size();
}

void search_tree(std::uint64_t root, const std::function<CopyNode(std::uint64_t)>& read,
                 const BatchSource::MayMeet& may_meet, std::vector<CopyEntry>& found) {
  const CopyNode node = read(root);
  for (std::uint32_t k = 0; k < node.count; ++k) {
    const CopyEntry& e = node.entries[k];
    if (!may_meet(e.box)) continue;
    if (node.level == 0) {
      found.push_back(e);
    } else if (e.item < root) {  // children stand before their parent: no circle, whatever the bytes say
      search_tree(e.item, read, may_meet, found);
    }
  }
}

}  // namespace zonegate::io
