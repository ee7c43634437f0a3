// SPDX-License-Identifier: Apache-2.0
//
// From pairs of parts to pairs of projects and to clusters, each piece of ground once (footprints.cpp says how).
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "app/footprints.h"

namespace zonegate::app {
namespace {

using review::Ground;
using Kind = overlay::PairFact::Kind;

struct Limits {
  double lo = 0, hi = 0;
};

class Joiner {
 public:
  Joiner(const Footprints& in, Ground& out)
      : in_(in), out_(out), preparer_(in.file.crs_pointer(), in.plane), parts_of_(out.projects.size()) {
    for (std::size_t i = 0; i < in.parts.size(); ++i) parts_of_[in.parts[i].project].push_back(i);
  }

  void run() {
    areas();
    pairs();
    clusters();
  }

 private:
  bool land(std::size_t part) const { return in_.parts[part].occupies; }
  bool shares(const PartPair& p) const {
    return p.fact.kind == Kind::overlap && p.fact.area_m2 > p.fact.bound_m2;
  }

  // Area of what lies in some part of every group.
  double region(const std::vector<std::vector<std::size_t>>& groups) const {
    std::vector<std::shared_ptr<const geom::Figure>> figures;
    std::vector<geom::RegionInput> inputs;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (const std::size_t part : groups[g]) {
        figures.push_back(preparer_.figure(in_.held.ready[part]));
        inputs.push_back({figures.back()->area_edges(), static_cast<int>(g)});
      }
    }
    const std::size_t n = groups.size();
    const auto in_all = [n](std::span<const int> counts) {
      return std::all_of(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(n),
                         [](int count) { return count > 0; });
    };
    return geom::measure_region(inputs, in_all, in_.plane).area.value;
  }

  // Of each project: the sum of its parts, and their union where parts of it overlap.
  void areas() {
    for (std::size_t i = 0; i < in_.parts.size(); ++i) {
      auto& project = out_.projects[in_.parts[i].project];
      if (land(i)) project.parts_m2 += in_.parts[i].area_m2;
    }
    std::set<std::size_t> inner;
    for (const auto& p : in_.pairs) {
      const std::size_t project = in_.parts[p.a].project;
      if (project == in_.parts[p.b].project && land(p.a) && land(p.b) && shares(p)) inner.insert(project);
    }
    for (std::size_t i = 0; i < out_.projects.size(); ++i) {
      auto& project = out_.projects[i];
      project.area_m2 = project.parts_m2;
      if (!inner.contains(i)) continue;
      try {
        project.area_m2 = region({land_of(i)});
      } catch (const Error&) {
        project.compared = false;
      }
    }
  }

  std::vector<std::size_t> land_of(std::size_t project) const {
    std::vector<std::size_t> out;
    for (const std::size_t part : parts_of_[project])
      if (land(part)) out.push_back(part);
    return out;
  }

  void pairs() {
    using Key = std::tuple<std::size_t, std::size_t, bool>;  // a, b, not land
    std::map<Key, std::vector<const PartPair*>> by_pair;
    for (const auto& p : in_.pairs) {
      const std::size_t a = in_.parts[p.a].project, b = in_.parts[p.b].project;
      if (a != b) by_pair[{a, b, !(land(p.a) && land(p.b))}].push_back(&p);
    }
    for (const auto& [key, found] : by_pair) {
      Ground::Pair pair;
      pair.a = static_cast<std::uint32_t>(std::get<0>(key));
      pair.b = static_cast<std::uint32_t>(std::get<1>(key));
      pair.land = !std::get<2>(key);
      describe(found, pair);
      out_.pairs.push_back(std::move(pair));
    }
  }

  void describe(const std::vector<const PartPair*>& found, Ground::Pair& pair) const {
    Kind kind = Kind::inside;
    std::set<std::size_t> a, b;
    double sum = 0, most = 0;
    for (const auto* p : found) {
      if (p->fact.kind == Kind::overlap || kind == Kind::inside) kind = p->fact.kind;
      pair.length_m += p->fact.length_m;
      if (!std::isnan(p->fact.width_m)) pair.width_m = std::max(pair.width_m, p->fact.width_m);
      if (!shares(*p)) continue;
      sum += p->fact.area_m2;
      most = std::max(most, p->fact.area_m2);
      a.insert(p->a);
      b.insert(p->b);
    }
    pair.relation = pair_word(kind);
    pair.area_lo = pair.area_hi = sum;
    if (a.size() + b.size() <= 2) return;
    try {
      pair.area_lo = pair.area_hi = region({{a.begin(), a.end()}, {b.begin(), b.end()}});
    } catch (const Error&) {
      pair.area_lo = most;
    }
  }

  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  void clusters() {
    parent_.resize(out_.projects.size());
    std::iota(parent_.begin(), parent_.end(), 0U);
    for (const auto& pair : out_.pairs) {
      if (!pair.land || pair.area_hi <= 0) continue;
      const std::uint32_t a = root(pair.a), b = root(pair.b);
      parent_[std::max(a, b)] = std::min(a, b);
    }
    std::map<std::uint32_t, Ground::Cluster> by_root;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) by_root[root(i)].members.push_back(i);
    std::map<std::uint32_t, Limits> shared;  // sum and largest of the overlaps
    for (const auto& pair : out_.pairs) {
      if (!pair.land || pair.area_hi <= 0) continue;
      auto& s = shared[root(pair.a)];
      s.hi += pair.area_hi;
      s.lo = std::max(s.lo, pair.area_lo);
    }
    for (auto& [at, cluster] : by_root) {
      if (cluster.members.size() < 2) continue;
      const Limits limits = united(cluster.members, shared[at]);
      cluster.union_lo = limits.lo;
      cluster.union_hi = limits.hi;
      out_.clusters.push_back(std::move(cluster));
    }
  }

  Limits united(const std::vector<std::uint32_t>& members, const Limits& shared) const {
    double sum = 0, most = 0;
    std::vector<std::size_t> parts;
    for (const std::uint32_t i : members) {
      sum += out_.projects[i].area_m2;
      most = std::max(most, out_.projects[i].area_m2);
      const auto own = land_of(i);
      parts.insert(parts.end(), own.begin(), own.end());
    }
    const Limits limits{std::max(most, sum - shared.hi), sum - shared.lo};
    if (members.size() == 2) return limits;
    try {
      const double area = region({parts});
      return {area, area};
    } catch (const Error&) {
      return limits;
    }
  }

  const Footprints& in_;
  Ground& out_;
  overlay::Preparer preparer_;
  std::vector<std::vector<std::size_t>> parts_of_;  // held features of each project
  std::vector<std::uint32_t> parent_;
};

}  // namespace

void join_footprints(const Footprints& in, review::Ground& out) { Joiner(in, out).run(); }

}  // namespace zonegate::app
