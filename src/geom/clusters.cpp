// SPDX-License-Identifier: Apache-2.0
//
// Pieces of a region that lie apart.
//
// Idea. A sweep walks over all edges above one x, so parcels that lie apart are charged for each other: the cost of a lattice of n grows with n^1.5, that of n
// over one x with n^2. But the region lies in its inputs (of `options.within`, where the caller says so: the anchors); anchors whose boxes do not meet share no
// place, so the region is the disjoint union of what lies in each cluster of anchors whose boxes meet. Areas, perimeters and bounds add, and no component or
// boundary edge belongs to two clusters.
//
// What a cluster needs of the other inputs: nothing above the top of its box counts there, and nothing beyond its range of x; what lies below counts, for the
// winding numbers of the walk begin there. Cost: sorting, each cluster with the edges near its range of x, and the sweeps of the clusters.
//
// Few inputs are left together: there is nothing to win. Where more boxes meet than a list of clusters is worth, too.
#include "geom/clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace zonegate::geom::slab {
namespace {

constexpr std::size_t kFew = 16;                   // anchors
constexpr std::size_t kMostMeetings = 20'000'000;  // pairs of boxes that are looked at

// nullopt: some coordinate is not a finite number; the sweep over the whole says what that means.
std::optional<Box> box_of(std::span<const Edge> rings) {
  Box box;
  for (const Edge& e : rings) {
    if (!std::isfinite(e.x0 + e.y0 + e.x1 + e.y1)) return std::nullopt;
    box.add(Point{e.x0, e.y0});
    box.add(Point{e.x1, e.y1});
  }
  return box;
}

// A predicate that holds outside of the group that it is said to lie in would lose ground without a word.
void check_within(std::span<const RegionInput> inputs, const Predicate& inside, int within) {
  std::array<bool, kMaxGroups> there{};
  for (const auto& input : inputs) there[static_cast<std::size_t>(input.group)] = true;
  there[static_cast<std::size_t>(within)] = false;
  std::array<int, kMaxGroups> counts{};
  const std::function<void(std::size_t)> try_from = [&](std::size_t group) {
    if (group == counts.size()) {
      if (inside(counts)) throw Error(ErrorKind::internal, "measure_region: it reaches beyond its group");
      return;
    }
    for (counts[group] = 0; counts[group] <= (there[group] ? 2 : 0); ++counts[group]) try_from(group + 1);
    counts[group] = 0;
  };
  try_from(0);
}

struct Anchor {
  std::size_t input;
  Box box;
};

// Which cluster each anchor is in, as the smallest of its anchors; empty: too many boxes meet.
std::vector<std::size_t> join(const std::vector<Anchor>& anchors) {
  Box all;
  for (const auto& a : anchors) all.add(a.box);
  const bool flat = all.max_x - all.min_x >= all.max_y - all.min_y;  // sweep along the longer side
  const auto low = [&](std::size_t i) { return flat ? anchors[i].box.min_x : anchors[i].box.min_y; };
  const auto high = [&](std::size_t i) { return flat ? anchors[i].box.max_x : anchors[i].box.max_y; };
  std::vector<std::size_t> order(anchors.size()), parent(anchors.size()), active;
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return low(a) < low(b); });
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::size_t meetings = 0;
  for (const std::size_t i : order) {
    std::erase_if(active, [&](std::size_t k) { return high(k) < low(i); });
    if ((meetings += active.size()) > kMostMeetings) return {};
    for (const std::size_t k : active) {
      if (!anchors[k].box.meets(anchors[i].box)) continue;
      const std::size_t a = root(i), b = root(k);
      parent[std::max(a, b)] = std::min(a, b);
    }
    active.push_back(i);
  }
  for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = root(i);
  return parent;
}

struct Group {
  std::vector<std::size_t> inputs;
  Box box;
};

std::vector<Group> groups_of(const std::vector<Anchor>& anchors) {
  const auto roots = join(anchors);
  std::vector<Group> groups;
  std::vector<std::size_t> at(roots.size());
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (roots[i] == i) {
      at[i] = groups.size();
      groups.emplace_back();
    }
    Group& group = groups[at[roots[i]]];
    group.inputs.push_back(anchors[i].input);
    group.box.add(anchors[i].box);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.box.min_x < b.box.min_x; });
  return groups;
}

// The edges of the other inputs near a cluster; clusters come by the left ends of their boxes.
class Others {
 public:
  void add(std::span<const Edge> rings, std::size_t input, const Box& all) {
    for (const Edge& e : rings) {
      if (e.sign == 0 || !(e.x1 > all.min_x && e.x0 < all.max_x) || std::min(e.y0, e.y1) > all.max_y)
        continue;
      edges_.push_back({&e, input});
    }
  }
  void sort() {
    std::stable_sort(edges_.begin(), edges_.end(),
                     [](const Held& a, const Held& b) { return a.edge->x0 < b.edge->x0; });
  }
  // By input, in the order in which they came.
  const std::vector<std::pair<std::size_t, std::vector<Edge>>>& near(const Box& box) {
    std::erase_if(active_, [&](const Held& h) { return !(h.edge->x1 > box.min_x); });
    for (; next_ < edges_.size() && edges_[next_].edge->x0 < box.max_x; ++next_)
      if (edges_[next_].edge->x1 > box.min_x) active_.push_back(edges_[next_]);
    here_.clear();
    for (const Held& h : active_)
      if (h.edge->x0 < box.max_x && std::min(h.edge->y0, h.edge->y1) <= box.max_y) here_.push_back(h);
    std::stable_sort(here_.begin(), here_.end(),
                     [](const Held& a, const Held& b) { return a.input < b.input; });
    found_.clear();
    for (const Held& h : here_) {
      if (found_.empty() || found_.back().first != h.input) found_.push_back({h.input, {}});
      found_.back().second.push_back(*h.edge);
    }
    return found_;
  }

 private:
  struct Held {
    const Edge* edge;
    std::size_t input;
  };
  std::vector<Held> edges_, active_, here_;
  std::size_t next_ = 0;
  std::vector<std::pair<std::size_t, std::vector<Edge>>> found_;
};

}  // namespace

bool take_apart(std::span<const RegionInput> inputs, const Predicate& inside, const RegionOptions& options,
                const std::function<void(const Cluster&)>& visit) {
  if (inputs.size() <= kFew) return false;
  const auto anchors_it = [&](const RegionInput& input) {
    return !options.within || input.group == *options.within;
  };
  std::vector<Anchor> anchors;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!anchors_it(inputs[i]) || inputs[i].rings.empty()) continue;
    const auto box = box_of(inputs[i].rings);
    if (!box) return false;
    anchors.push_back({i, *box});
  }
  if (anchors.size() <= kFew) return false;
  const auto groups = groups_of(anchors);
  if (groups.size() < 2) return false;
  Box all;
  for (const auto& group : groups) all.add(group.box);
  Others others;
  if (options.within) {
    check_within(inputs, inside, *options.within);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (anchors_it(inputs[i])) continue;
      if (!box_of(inputs[i].rings)) return false;
      others.add(inputs[i].rings, i, all);
    }
    others.sort();
  }
  std::vector<RegionInput> here;
  for (const auto& group : groups) {
    here.clear();
    for (const std::size_t i : group.inputs) here.push_back(inputs[i]);
    for (const auto& [i, edges] : others.near(group.box)) here.push_back({edges, inputs[i].group});
    const double from = options.window ? std::max(options.window->min_x, group.box.min_x) : group.box.min_x;
    const double to = options.window ? std::min(options.window->max_x, group.box.max_x) : group.box.max_x;
    if (from < to) visit({here, from, to});
  }
  return true;
}

}  // namespace zonegate::geom::slab
