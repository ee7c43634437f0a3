// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "algebra/algebra.h"

namespace zonegate::algebra {
namespace {

double area_of(const RowAreas& areas, std::size_t from, std::size_t to) {
  if (areas.single.empty()) return areas.each * static_cast<double>(to - from);
  return std::accumulate(areas.single.begin() + static_cast<std::ptrdiff_t>(from),
                         areas.single.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
}

void merge_into(std::map<double, CellsAndArea>& to, const std::map<double, CellsAndArea>& from) {
  for (const auto& [value, n] : from) to[value].merge(n);
}

}  // namespace

void ChangeMatrix::merge(const ChangeMatrix& o) {
  std::vector<Transition> out;
  out.reserve(std::max(transitions.size(), o.transitions.size()));
  const auto key = [](const Transition& t) { return std::pair(t.from, t.to); };
  auto a = transitions.begin();
  auto b = o.transitions.begin();
  while (a != transitions.end() || b != o.transitions.end()) {
    if (b == o.transitions.end() || (a != transitions.end() && key(*a) < key(*b))) {
      out.push_back(*a++);
    } else if (a == transitions.end() || key(*b) < key(*a)) {
      out.push_back(*b++);
    } else {
      out.push_back({a->from, a->to, a->cells + b->cells, a->area_m2 + b->area_m2});
      ++a, ++b;
    }
  }
  transitions = std::move(out);
  common.merge(o.common);
  only_before.merge(o.only_before);
  only_after.merge(o.only_after);
  neither.merge(o.neither);
  merge_into(lost_before, o.lost_before);
  merge_into(lost_after, o.lost_after);
}

struct ChangeTally::Impl {
  std::optional<double> nodata_before, nodata_after;
  // Of bytes: what stands at before + 256 * after. A row is counted in cells first: its area is one product then.
  std::vector<CellsAndArea> pairs;
  std::vector<std::uint32_t> row_cells;
  std::vector<std::uint32_t> touched;
  std::map<std::pair<double, double>, CellsAndArea> others;
  ChangeMatrix sides;  // of values: what only one date has

  void add_pair(double before, double after, std::int64_t cells, double area) {
    const bool has = std::isfinite(before), had = std::isfinite(after);  // an infinite number is no class
    if (has && had) {
      others[{before, after}].add(cells, area);
    } else if (has) {
      sides.only_before.add(cells, area);
      sides.lost_before[before].add(cells, area);
    } else if (had) {
      sides.only_after.add(cells, area);
      sides.lost_after[after].add(cells, area);
    } else {
      sides.neither.add(cells, area);
    }
  }
  void fold_bytes() {
    constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t code = 0; code < pairs.size(); ++code) {
      if (pairs[code].cells == 0) continue;
      const double before = static_cast<double>(code & 255U), after = static_cast<double>(code >> 8U);
      add_pair(before == nodata_before ? kNoValue : before, after == nodata_after ? kNoValue : after,
               pairs[code].cells, pairs[code].area_m2);
    }
    pairs.clear();
  }
};

ChangeTally::ChangeTally(std::optional<double> nodata_before, std::optional<double> nodata_after)
    : impl_(std::make_unique<Impl>()) {
  impl_->nodata_before = nodata_before;
  impl_->nodata_after = nodata_after;
}
ChangeTally::~ChangeTally() = default;

void ChangeTally::add(std::span<const std::uint8_t> before, std::span<const std::uint8_t> after,
                      const RowAreas& areas) {
  Impl& m = *impl_;
  constexpr std::size_t kPairs = 1U << 16U;
  if (m.pairs.empty()) m.pairs.resize(kPairs);
  if (m.row_cells.empty()) m.row_cells.resize(kPairs);
  for_stretches(before, after, [&](std::size_t i, std::size_t j) {
    const std::size_t code = before[i] + (std::size_t{after[i]} << 8U);
    if (!areas.single.empty())
      return m.pairs[code].add(static_cast<std::int64_t>(j - i), area_of(areas, i, j));
    if (m.row_cells[code] == 0) m.touched.push_back(static_cast<std::uint32_t>(code));
    m.row_cells[code] += static_cast<std::uint32_t>(j - i);
  });
  for (const std::uint32_t code : m.touched) {
    m.pairs[code].add(m.row_cells[code], areas.each * m.row_cells[code]);
    m.row_cells[code] = 0;
  }
  m.touched.clear();
}

void ChangeTally::add(std::span<const double> before, std::span<const double> after, const RowAreas& areas) {
  for_stretches(before, after, [&](std::size_t i, std::size_t j) {
    impl_->add_pair(before[i], after[i], static_cast<std::int64_t>(j - i), area_of(areas, i, j));
  });
}

ChangeMatrix ChangeTally::take() {
  impl_->fold_bytes();
  ChangeMatrix out = std::move(impl_->sides);
  impl_->sides = {};
  for (const auto& [pair, n] : impl_->others) {
    out.transitions.push_back({pair.first, pair.second, n.cells, n.area_m2});
    out.common.merge(n);
  }
  impl_->others.clear();
  return out;
}

}  // namespace zonegate::algebra
