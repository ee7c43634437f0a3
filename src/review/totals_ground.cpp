// SPDX-License-Identifier: Apache-2.0
//
// Ground counted once. Idea: the area of the union of projects inside one place (a county, a unit, a red line) is the sum of what each holds there, less what is
// counted more than once. Only clusters of projects that overlap one another can count anything twice, and of two that overlap the shared ground lies inside the
// place as a whole if one of the two does. So no geometry of the place is needed:
//   - a cluster that has only one member in the place counts nothing twice;
//   - where every overlapping pair has a member that lies wholly inside, all doubly counted ground does: the union is exact if all members of the cluster are
//     there (sum less what the cluster counts twice), or if it is a single pair;
//   - else what is counted twice lies between the largest overlap known to be inside and the least of: what the cluster counts twice, the sum of its overlaps.
// The result is limits, equal in nearly all cases. Why not draw unions of layer features: results must do, and a layer may not be shown or no longer be there.
#include <algorithm>
#include <cmath>

#include "review/totals.h"

namespace zonegate::review {

Centi centi(double m2) { return std::llround(m2 * 100); }

GroundIndex::GroundIndex(Ground ground) : ground_(std::move(ground)) {
  cluster_of_.assign(ground_.projects.size(), -1);
  for (const auto& c : ground_.clusters) {
    Cluster out;
    out.size = c.members.size();
    Centi sum = 0;
    for (const std::uint32_t member : c.members) {
      cluster_of_[member] = static_cast<int>(clusters_.size());
      sum += area(member);
    }
    out.twice_lo = std::max<Centi>(0, sum - centi(c.union_hi));
    out.twice_hi = std::max<Centi>(0, sum - centi(c.union_lo));
    clusters_.push_back(std::move(out));
  }
  for (const auto& p : ground_.pairs) {
    if (!p.land || cluster_of_[p.a] < 0) continue;
    clusters_[static_cast<std::size_t>(cluster_of_[p.a])].pairs.push_back(
        {p.a, p.b, centi(p.area_lo), centi(p.area_hi)});
  }
}

bool GroundIndex::compared(std::size_t project) const {
  return ground_.examined && ground_.projects[project].compared;
}
int GroundIndex::cluster_of(std::size_t project) const {
  return ground_.examined ? cluster_of_[project] : -1;
}
Centi GroundIndex::area(std::size_t project) const {
  return ground_.examined ? centi(ground_.projects[project].area_m2) : 0;
}
Centi GroundIndex::inner(std::size_t project) const {
  if (!ground_.examined) return 0;
  const auto& p = ground_.projects[project];
  return std::max<Centi>(0, centi(p.parts_m2) - centi(p.area_m2));
}

void Once::add(std::size_t project, Centi lo, Centi hi, const GroundIndex& ground) {
  lo_ += lo;
  hi_ += hi;
  const bool alone = ground.compared(project) && ground.cluster_of(project) < 0;
  if (!alone && hi > 0) held_.push_back({project, lo, hi});
}

// What the members of one cluster hold together here: the least, or the most that it may be.
Centi Once::together(const GroundIndex& ground, int at, const std::vector<Held>& held, bool least) {
  Centi sum = 0, most = 0;
  for (const auto& s : held) {
    sum += least ? s.lo : s.hi;
    most = std::max(most, s.lo);
  }
  if (held.size() < 2) return sum;
  const auto& cluster = ground.cluster(at);
  std::unordered_map<std::size_t, const Held*> by_project;
  for (const auto& s : held) by_project[s.project] = &s;
  const auto here = [&](std::uint32_t project) -> const Held* {
    const auto found = by_project.find(project);
    return found == by_project.end() ? nullptr : found->second;
  };
  constexpr Centi kRounding = 5;  // facts are rounded part by part
  const auto whole = [&](const Held& s) { return s.lo + kRounding >= ground.area(s.project); };
  Centi all = 0, inside = 0;
  std::size_t pairs = 0;
  bool every = true;
  for (const auto& pair : cluster.pairs) {
    const Held *a = here(pair.a), *b = here(pair.b);
    if (!a || !b) continue;
    ++pairs;
    all += pair.hi;
    if (whole(*a) || whole(*b)) {
      inside = std::max(inside, pair.lo);
    } else {
      every = false;
    }
  }
  if (every && held.size() == cluster.size) return sum - (least ? cluster.twice_hi : cluster.twice_lo);
  if (!least) return sum - inside;
  return std::max(most, sum - std::min(all, cluster.twice_hi));
}

Area Once::once(const GroundIndex& ground) const {
  if (!ground.ground().examined) return {0, 0, false, false};
  std::map<int, std::vector<Held>> clusters;
  Area out = sum();
  for (const auto& s : held_) {
    if (!ground.compared(s.project)) return {0, 0, false, false};
    clusters[ground.cluster_of(s.project)].push_back(s);
    out.lo -= s.lo;
    out.hi -= s.hi;
  }
  for (const auto& [at, held] : clusters) {
    out.lo += together(ground, at, held, true);
    out.hi += together(ground, at, held, false);
  }
  out.lo = std::min(out.lo, out.hi);  // areas and overlaps are rounded one by one
  return out;
}

void Tally::add(const Part& s, const GroundIndex& ground) {
  ++count_[s.slot];
  by_slot_[s.slot].add(s.project, s.lo, s.hi, ground);
  all_.add(s.project, s.lo, s.hi, ground);
  unsized_ += s.unsized;
  other_ += s.other;
  uncertain_ += s.uncertain;
  withheld_ = withheld_ || s.withheld;
}

std::size_t Tally::projects() const {
  std::size_t sum = 0;
  for (const std::size_t n : count_) sum += n;
  return sum;
}

void Tally::columns(bool of_layer, std::vector<Column>& out) {
  for (const auto& slot : slots()) out.push_back({slot.key, slot.text, ColumnType::split});
  out.push_back({"projects", {"项目数", "Projects"}, ColumnType::count});
  out.push_back({"unsized", {"其中无面积", "without area"}, ColumnType::count});
  if (of_layer) {
    out.push_back({"other", {"其中仅非占地", "not occupying"}, ColumnType::count});
    out.push_back({"uncertain", {"其中不确定", "not certain"}, ColumnType::count});
  }
  out.push_back({"area", {"合计", "Sum"}, ColumnType::area});
  out.push_back({"once", {"去重", "Once"}, ColumnType::area});
}

void Tally::cells(const GroundIndex& ground, bool of_layer, Row& out) const {
  const auto shown = [&](Area area) {
    if (withheld_) area = {0, 0, false, true};
    return area;
  };
  for (std::size_t i = 0; i < kSlots; ++i) out.emplace_back(Split{count_[i], shown(by_slot_[i].sum())});
  out.emplace_back(projects());
  out.emplace_back(unsized_);
  if (of_layer) {
    out.emplace_back(other_);
    out.emplace_back(uncertain_);
  }
  out.emplace_back(shown(all_.sum()));
  out.emplace_back(shown(all_.once(ground)));
}

Text once_note() {
  return {
      "“合计”为各项目面积之和，项目之间重叠的地计多次；“去重”把重叠的地只计一次（只知上下限时写作 "
      "a–b），见“项目重叠”表。"
      "m² 精确相加；hm²、亩由 m² 各自四舍五入，合计由未舍入的数相加。",
      "\"Sum\" adds the areas of projects, so ground that several of them claim counts several times; "
      "\"once\" "
      "counts it once (a–b where only limits are known); see the table of overlaps. m2 add up exactly; hm2 "
      "and "
      "mu are rounded from m2 one by one, totals from unrounded sums."};
}

Text overlap_note(const GroundIndex& ground) {
  if (!ground.ground().examined)
    return {"项目之间的重叠未核查：" + ground.ground().why.zh,
            "overlaps between projects were not examined: " + ground.ground().why.en};
  Centi lo = 0, hi = 0;
  for (std::size_t i = 0; i < ground.ground().clusters.size(); ++i) {
    lo += ground.cluster(static_cast<int>(i)).twice_lo;
    hi += ground.cluster(static_cast<int>(i)).twice_hi;
  }
  const Area twice{lo, hi, true, false};
  return {"占地相互重叠的项目组 " + std::to_string(ground.ground().clusters.size()) +
              " 组，重复计算的面积共 " + area_text(twice, kCentiOfHm2, 4, Lang::zh) + " hm²",
          std::to_string(ground.ground().clusters.size()) +
              " groups of projects overlap; ground counted more than once: " +
              area_text(twice, kCentiOfHm2, 4, Lang::en) + " hm2"};
}

}  // namespace zonegate::review
