// SPDX-License-Identifier: Apache-2.0
//
// Sums of one row are taken about the first value of the row, and rows are joined by the rule of Chan, Golub and LeVeque (1983): sums of squares of
// large numbers with small differences lose no digits, and the order of addition is that of rows and chunks.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

void add_class(std::vector<ValueTally>& values, const ValueTally& v) {
  // Runs of one class are long.
  if (!values.empty() && values.back().value == v.value) {
    values.back().count += v.count;
    values.back().area_m2 += v.area_m2;
    values.back().weighted += v.weighted;
  } else {
    values.push_back(v);
  }
}

}  // namespace

void join_equal(std::vector<ValueTally>& values) {
  std::stable_sort(values.begin(), values.end(),
                   [](const ValueTally& a, const ValueTally& b) { return a.value < b.value; });
  std::vector<ValueTally> joined;
  for (const auto& v : values) add_class(joined, v);
  values = std::move(joined);
}

void Moments::merge(const Moments& o) {
  if (o.weight == 0) {
    sum += o.sum;
    return;
  }
  const double all = weight + o.weight, gap = o.mean - mean;
  m2 += o.m2 + gap * gap * (weight * o.weight / all);
  mean = weight == 0 ? o.mean : mean + gap * (o.weight / all);
  weight = all;
  sum += o.sum;
}

void ZoneTally::merge(ZoneTally&& o) {
  if (untouched()) {
    *this = std::move(o);
    return;
  }
  squares += o.squares;
  count += o.count;
  nodata += o.nodata;
  area_m2 += o.area_m2;
  nodata_area_m2 += o.nodata_area_m2;
  min = std::min(min, o.min);
  max = std::max(max, o.max);
  plain.merge(o.plain);
  weighted.merge(o.weighted);
  weight_missing = weight_missing || o.weight_missing;
  if (o.values.empty()) return;
  std::vector<ValueTally> both;
  both.reserve(values.size() + o.values.size());
  std::merge(values.begin(), values.end(), o.values.begin(), o.values.end(), std::back_inserter(both),
             [](const ValueTally& a, const ValueTally& b) { return a.value < b.value; });
  values.clear();
  for (const auto& v : both) add_class(values, v);
}

void Tallier::RowSums::add(double w, double value, double shift, bool spread) {
  weight += w;
  sum += w * value;
  if (!spread) return;
  const double d = value - shift;
  first += w * d;
  second += w * d * d;
}

Moments Tallier::RowSums::moments(double shift, bool spread) const {
  Moments m;
  m.weight = weight;
  m.sum = sum;
  if (weight == 0 || !spread) return m;
  m.mean = shift + first / weight;
  m.m2 = std::max(0.0, second - first * first / weight);
  return m;
}

double Tallier::weight_of(double share, double area) const {
  return plan_.weight == CellWeight::fraction ? share : plan_.weight == CellWeight::none ? 1 : share * area;
}

void Tallier::add_value(double value, double w, double area, double weighted) {
  add_class(tally_.values, {value, w, area, weighted});
}

void Tallier::add(const CellRow& row) {
  double count = 0, nodata = 0, area_m2 = 0, nodata_m2 = 0, shift = 0, weighted_shift = 0, squares = 0;
  bool first = true;
  RowSums plain, weighted;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const double share = row.shares[i];
    if (share <= 0 || share < plan_.min_share) continue;
    const double area = row.areas.empty() ? 0 : share * row.areas[i];
    const double w = weight_of(share, row.areas.empty() ? 0 : row.areas[i]), value = row.values[i];
    if (std::isnan(value)) {
      nodata += w;
      nodata_m2 += area;
      continue;
    }
    if (first) shift = value;
    count += w;
    area_m2 += area;
    tally_.min = std::min(tally_.min, value);
    tally_.max = std::max(tally_.max, value);
    plain.add(w, value, shift, plan_.spread);
    if (plan_.squares) squares += w * value * (w * value);
    double both = 0;
    if (plan_.weights) {
      const double second = row.weights[i];
      if (first) weighted_shift = value;
      if (std::isnan(second)) {
        tally_.weight_missing = true;
      } else {
        both = w * second;
        weighted.add(both, value, weighted_shift, plan_.spread);
      }
    }
    first = false;
    if (plan_.values) add_value(value, w, area, both);
  }
  tally_.squares += squares;
  tally_.count += count;
  tally_.nodata += nodata;
  tally_.area_m2 += area_m2;
  tally_.nodata_area_m2 += nodata_m2;
  tally_.plain.merge(plain.moments(shift, plan_.spread));
  tally_.weighted.merge(weighted.moments(weighted_shift, plan_.spread));
}

void Tallier::add_bytes(std::span<const std::uint8_t> values, std::span<const double> shares,
                        double cell_area_m2) {
  const double factor = plan_.weight == CellWeight::area ? cell_area_m2 : 1;
  const bool none = plan_.weight == CellWeight::none;
  const double least = std::max(plan_.min_share, std::numeric_limits<double>::min());
  // Runs of one class are long: its sums stay in registers until another comes.
  std::size_t value = values.empty() ? 0 : values[0];
  double count = bytes_.count[value], area = bytes_.area[value];
  const auto put = [&] {
    bytes_.count[value] = count;
    bytes_.area[value] = area;
    if (count != 0) bytes_.seen[value / 64] |= std::uint64_t{1} << (value % 64);
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double share = shares[i] >= least ? shares[i] : 0;  // adding nothing is quicker than a branch
    if (values[i] != value) {
      put();
      value = values[i];
      count = bytes_.count[value];
      area = bytes_.area[value];
    }
    count += none ? share > 0 : share * factor;
    area += share * cell_area_m2;
  }
  put();
}

void Tallier::fold_bytes(std::optional<double> nodata) {
  RowSums sums;
  double shift = 0;
  const auto fold = [&](std::size_t v) {
    const double w = std::exchange(bytes_.count[v], 0.0), area = std::exchange(bytes_.area[v], 0.0),
                 value = static_cast<double>(v);
    if (nodata && *nodata == value) {
      tally_.nodata += w;
      tally_.nodata_area_m2 += area;
      return;
    }
    if (tally_.count == 0) shift = value;
    tally_.count += w;
    tally_.area_m2 += area;
    tally_.min = std::min(tally_.min, value);
    tally_.max = std::max(tally_.max, value);
    sums.add(w, value, shift, plan_.spread);
    if (plan_.values) add_value(value, w, area, 0);
  };
  for (std::size_t word = 0; word < bytes_.seen.size(); ++word)
    for (std::uint64_t bits = std::exchange(bytes_.seen[word], 0); bits != 0; bits &= bits - 1)
      fold(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
  tally_.plain.merge(sums.moments(shift, plan_.spread));
}

ZoneTally Tallier::take(std::optional<double> byte_nodata) {
  fold_bytes(byte_nodata);
  const auto falls = [](const ValueTally& a, const ValueTally& b) { return a.value >= b.value; };
  if (std::adjacent_find(tally_.values.begin(), tally_.values.end(), falls) != tally_.values.end())
    join_equal(tally_.values);
  ZoneTally out = std::move(tally_);
  tally_ = ZoneTally();
  return out;
}

}  // namespace zonegate::zonal
